"""How the bundled language model is made: data in, model out (see README.md in this folder)."""
