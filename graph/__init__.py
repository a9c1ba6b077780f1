"""Positions in, answers out: RDF, store, SPARQL, networks, page, Gephi."""
