"""`python -m standpunkt` is the `standpunkt` command."""

from standpunkt.cli import main

main()
