"""Text in, positions out: documents, language, speech, positions, actors, topics."""
