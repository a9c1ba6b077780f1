"""The ontology itself: every term labelled, defined, sourced and used; it loads everywhere and fits the code."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL

from standpunkt import ontologies
from standpunkt.extract.records import RELATIONS
from standpunkt.graph import registers, terms, triples

SP = Namespace(terms.SP.base)
MARL = Namespace(terms.MARL.base)
ROOT = Path(__file__).resolve().parents[1]
FILES = ("standpunkt.ttl", "stances.ttl")
SOURCES = sorted([*ROOT.glob("graph/*.py"), *ROOT.glob("graph/queries/*.rq"), ontologies.path("shapes.ttl")])


@lru_cache(maxsize=1)
def ontology() -> Graph:
    """Vocabulary and stances together."""
    graph = Graph()
    for name in FILES:
        graph.parse(ontologies.path(name))
    return graph


def own(graph: Graph) -> Iterator[URIRef]:
    """The terms of our namespace that the graph describes."""
    return (term for term in set(graph.subjects(RDF.type)) if isinstance(term, URIRef) and term in SP)


TERMS = sorted(own(ontology()))


def languages(term: URIRef, predicate: URIRef) -> list[str]:
    """The languages in which something is said, sorted."""
    return sorted(value.language or "" for value in ontology().objects(term, predicate) if isinstance(value, Literal))


@pytest.mark.parametrize("name", ontologies.names())
def test_files_load_everywhere(name: str) -> None:
    """Every file loads in rdflib and in Oxigraph with the same number of triples."""
    triples_ = list(ox.parse(path=ontologies.path(name), format=ox.RdfFormat.TURTLE))
    assert len(Graph().parse(ontologies.path(name))) == len(set(triples_)) > 0


@pytest.mark.parametrize("name", [*FILES, "shapes.ttl"])
def test_prefixes_are_used_and_agree(name: str) -> None:
    """No prefix is declared in vain, and each means the same as in the code."""
    text = ontologies.path(name).read_text("utf-8")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("@prefix"))
    for prefix, iri in re.findall(r"@prefix (\w+):\s+<([^>]+)>", text):
        assert re.search(rf"(?<![\w:/]){prefix}:", body), f"{prefix} is declared in vain"
        assert terms.PREFIXES.get(prefix, iri) == iri


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.rpartition("#")[2])
def test_terms_are_described(term: URIRef) -> None:
    """Every term has one label and one definition in German and English, a source and a home."""
    assert languages(term, RDFS.label) == ["de", "en"]
    assert languages(term, SKOS.definition) == ["de", "en"]
    assert all(str(text).endswith(".") and len(str(text)) > 12 for text in ontology().objects(term, SKOS.definition))
    assert ontology().value(term, DCTERMS.source)
    assert ontology().value(term, RDFS.isDefinedBy) == URIRef("https://w3id.org/standpunkt/ontology")


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.rpartition("#")[2])
def test_terms_are_used(term: URIRef) -> None:
    """Every term occurs in the code, a query, a shape or another term."""
    name = str(term).rpartition("#")[2]
    text = "\n".join(file.read_text("utf-8") for file in SOURCES)
    elsewhere = any(ontology().subjects(None, term)) or name in RELATIONS
    assert elsewhere or re.search(rf"(SP\.|sp:){name}\b", text)


def test_no_label_is_given_twice() -> None:
    """No two classes, properties or codes of a kind have the same label."""
    for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty):
        labels = [str(ontology().value(term, RDFS.label)) for term in ontology().subjects(RDF.type, kind)]
        assert len(labels) == len(set(labels)), sorted(labels)


def test_code_uses_only_terms_that_exist() -> None:
    """What code, queries and shapes call by name is defined (or is a shape)."""
    defined = {str(term).rpartition("#")[2] for term in TERMS}
    shapes = Graph().parse(ontologies.path("shapes.ttl"))
    defined |= {str(shape).rpartition("#")[2] for shape in shapes.subjects(RDF.type) if isinstance(shape, URIRef)}
    for file in SOURCES:
        text = re.sub(r"^# .*$", "", file.read_text("utf-8"), flags=re.MULTILINE)
        used = set(re.findall(r"\bSP\.(\w+)", text)) | set(re.findall(r"\bsp:([\w-]+)", text))
        assert used - {"base"} <= defined, file.name


def test_domains_and_ranges_exist() -> None:
    """Every own class named as a domain, range or super-term is defined."""
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf, SKOS.inScheme):
        for term in ontology().objects(None, predicate):
            assert not (isinstance(term, URIRef) and term in SP) or term in TERMS, term


def test_the_twelve_relations() -> None:
    """The stances are the relations of the exchange format, with their directions, as concepts and properties."""
    scheme = {
        str(ontology().value(term, SKOS.notation)): term for term in ontology().subjects(SKOS.inScheme, SP.stances)
    }
    assert set(scheme) == set(RELATIONS)
    for code, term in scheme.items():
        assert term == SP[code] and (term, RDF.type, OWL.ObjectProperty) in ontology()
        assert str(ontology().value(term, MARL.polarityValue)) == {"+": "1", "-": "-1", "0": "0"}[RELATIONS[code]]
        umbrella = {"+": SP.favours, "-": SP.opposes, "0": None}[RELATIONS[code]]
        assert ontology().value(term, RDFS.subPropertyOf) == umbrella


@pytest.mark.parametrize("table", [
    triples.QUOTES, triples.SOURCES, triples.FORCE, triples.PRECISION, triples.BASIS,
], ids=["quote", "source_kind", "in_force", "precision", "basis"])  # fmt: skip
def test_codes_of_the_exchange_format(table: dict[str, ox.NamedNode]) -> None:
    """Each code is a concept with that code as its notation, all in one scheme that holds no other."""
    schemes = set()
    for code, node in table.items():
        term = URIRef(node.value)
        assert str(ontology().value(term, SKOS.notation)) == code
        schemes.add(ontology().value(term, SKOS.inScheme))
    assert len(schemes) == 1
    assert len(list(ontology().subjects(SKOS.inScheme, schemes.pop()))) == len(table)


def test_actor_classes_are_defined() -> None:
    """Every type of actor has a class of ours or of a vocabulary that is reused."""
    for node in registers.ACTOR_CLASSES.values():
        assert URIRef(node.value) in TERMS or node in (terms.SCHEMA.Person, terms.ORG.Organization)


def test_matched_event_codes_are_described() -> None:
    """The codes of PLOVER and CAMEO that stances match have labels in two languages and a scheme."""
    matched = {str(term).rpartition("#")[2] for term in ontology().subjects(SKOS.closeMatch)}
    assert matched == set(RELATIONS) - {"proposes", "warns_of", "conditional"}
    for code in set(ontology().objects(None, SKOS.closeMatch)):
        assert languages(URIRef(str(code)), SKOS.prefLabel) == ["de", "en"]
        assert ontology().value(URIRef(str(code)), SKOS.inScheme)


@pytest.mark.parametrize("kind", ["Class", "ObjectProperty", "DatatypeProperty"])
def test_every_term_has_an_example(kind: str) -> None:
    """Every class and property occurs in a valid example; the relations themselves as stances or direct triples."""
    text = "\n".join(file.read_text("utf-8") for file in (ROOT / "ontologies" / "examples" / "valid").glob("*.ttl"))
    names = {str(term).rpartition("#")[2] for term in ontology().subjects(RDF.type, OWL[kind])}
    missing = {name for name in names - set(RELATIONS) if not re.search(rf"\bsp:{name}\b", text)}
    assert missing == set()


def test_path_and_names() -> None:
    """The files are found by name, and a wrong name lists the right ones."""
    assert {*FILES, "shapes.ttl"} <= set(ontologies.names())
    with pytest.raises(FileNotFoundError, match="shapes.ttl"):
        ontologies.path("nichts.ttl")
