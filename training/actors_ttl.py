"""The hand-kept actor tables as RDF: states, Länder, organisations, parties and seats of government."""

import csv
from collections.abc import Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from standpunkt.extract.names import name_id

ID = "https://w3id.org/standpunkt/id/"
SP = Namespace("https://w3id.org/standpunkt/ontology#")
ORG = Namespace("http://www.w3.org/ns/org#")
WIKIDATA = Namespace("http://www.wikidata.org/entity/")

CLASSES = {
    "state": SP.State, "government": SP.Government, "party": SP.Party, "ministry": SP.Ministry,
    "organisation": ORG.Organization, "group": SP.Group, "metonym": SP.Metonym,
}  # fmt: skip

HEAD = """# Actors of German political news: states, Länder, organisations, parties, seats of government.
# Built by training/gazetteer.py from the tables in extract/lexicon/actors; do not edit by hand. Licence: CC0.

"""


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def turtle(tables: Path) -> str:
    """All hand-kept actors, and the German parties with a Wikidata id, as one Turtle document."""
    graph = Graph()
    for prefix, namespace in (("sp", SP), ("org", ORG), ("wd", WIKIDATA)):
        graph.bind(prefix, namespace)
    for table in ("states", "laender"):
        for row in rows(tables / f"{table}.csv"):
            _add(graph, row, "state")
    for row in rows(tables / "organisations.csv"):
        _add(graph, row, row["type"])
    for row in rows(tables / "parties.csv"):
        if row["country"] == "Q183":
            _add(graph, row, "party")
    for row in rows(tables / "metonyms.csv"):
        actor = _add(graph, row, "metonym")
        graph.add((actor, SP.metonymOf, URIRef(f"{ID}actor/{row['of']}")))
    return HEAD + graph.serialize(format="turtle")


def _add(graph: Graph, row: dict[str, str], kind: str) -> URIRef:
    qid = row.get("qid")
    actor = URIRef(ID + (f"actor/{qid}" if qid else name_id(row["name"])))
    graph.add((actor, RDF.type, SP.Actor))
    graph.add((actor, RDF.type, CLASSES[kind]))
    graph.add((actor, SKOS.prefLabel, Literal(row["name"], "de")))
    graph.add((actor, RDFS.label, Literal(row["name"], "de")))
    for alias in filter(None, row["aliases"].split("|")):
        if alias.lstrip("~") != row["name"]:
            graph.add((actor, SKOS.altLabel, Literal(alias.lstrip("~"), "de")))
    if qid:
        graph.add((actor, OWL.sameAs, WIKIDATA[qid]))
    if row.get("country"):
        graph.add((actor, SP.country, URIRef(f"{ID}actor/{row['country']}")))
    return actor
