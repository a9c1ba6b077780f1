"""What a store holds, in a few numbers."""

from typing import cast

from pyoxigraph import QuerySolutions

from standpunkt.graph.store import Queryable, Store

_COUNTS = {
    "documents": "SELECT (COUNT(DISTINCT ?x) AS ?n) { GRAPH ?g { ?x sp:textHash ?hash } }",
    "undated documents": """SELECT (COUNT(DISTINCT ?x) AS ?n) { GRAPH ?g { ?x sp:textHash ?hash
        FILTER NOT EXISTS { ?x schema:datePublished ?day } } }""",
    "repeated reports": "SELECT (COUNT(DISTINCT ?x) AS ?n) { GRAPH ?g { ?x sp:sameReportAs ?other } }",
    "positions": "SELECT (COUNT(DISTINCT ?x) AS ?n) { GRAPH ?g { ?x a sp:Position } }",
    "positions that count": "SELECT (COUNT(DISTINCT ?x) AS ?n) { GRAPH g:links { ?x a sp:Current } }",
    "actors": "SELECT (COUNT(DISTINCT ?x) AS ?n) { GRAPH g:links { ?position sp:actor ?x } }",
    "topics": "SELECT (COUNT(DISTINCT ?x) AS ?n) { GRAPH g:links { ?position sp:topic ?x } }",
}


def overview(store: Store) -> dict[str, int]:
    """Counts of documents, positions, actors, topics and quads."""
    return {name: _number(store, sparql) for name, sparql in _COUNTS.items()} | {"quads": len(store)}


def _number(store: Queryable, sparql: str) -> int:
    row = next(iter(cast(QuerySolutions, store.query(sparql))))
    return int(row["n"].value)
