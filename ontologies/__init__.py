"""What the words mean: the ontology, the stance scheme, topics, actors and shapes, as Turtle files."""
