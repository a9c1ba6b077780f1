"""Topics that are known beforehand: SKOS concepts with German and English labels, read from Turtle.

>>> scheme = Scheme.load()
>>> scheme.concepts["topic/atomausstieg"].negation_of
'topic/atomkraft'
>>> [found.id for found in scheme.named("Truppen aus NATO-Staaten in der Ukraine")]
['topic/nato-truppen-ukraine']
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Self

import pyoxigraph
from pyoxigraph import Literal, NamedNode

from standpunkt.extract.clusters import topic_id
from standpunkt.extract.phrases import Issue, read
from standpunkt.extract.records import InputError, TopicRecord

SHIPPED = Path(__file__).resolve().parents[1] / "ontologies" / "topics.ttl"
ID = "https://w3id.org/standpunkt/id/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SP = "https://w3id.org/standpunkt/ontology#"

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
#: What a concept says of other topics.
LINKS = BROADER, ALTERNATIVE, NEGATION, ACCUSATION, REMEDY = (
    SKOS + "broader", SP + "alternativeTo", SP + "negationOf", SP + "accusationOf", SP + "remedyAgainst",
)  # fmt: skip

Facts = dict[str, list[Literal | NamedNode]]


class Scheme:
    """Concepts by id and by every wording of their labels."""

    def __init__(self, concepts: Iterable[TopicRecord]) -> None:
        self.concepts = {concept.id: concept for concept in concepts}
        self._named: dict[str, dict[str, TopicRecord]] = defaultdict(dict)
        self.issues: dict[str, list[tuple[Issue, frozenset[str]]]] = defaultdict(list)
        for concept in self.concepts.values():
            self._index(concept)

    @classmethod
    def load(cls, *paths: Path) -> Self:
        """The shipped scheme and the user's own SKOS files; raises `InputError` for one that is no Turtle."""
        return cls(concept for path in (SHIPPED, *paths) for concept in _read(path))

    def named(self, phrase: str, countries: Iterable[str] | None = None) -> tuple[TopicRecord, ...]:
        """The concepts with a label that says the same as `phrase`.

        A short label ("Waffenstillstand") counts only where the text is about the states of the full one; without
        `countries` (bare Wikidata ids) every label counts.
        """
        found = self._named.get(read(phrase).key, {})
        return tuple(
            concept for concept in found.values() if countries is None or self.fits(concept, phrase, countries)
        )

    def fits(self, concept: TopicRecord, phrase: str, countries: Iterable[str]) -> bool:
        """Whether the states that the concept is about are named in the phrase or in its text."""
        return _states(read(concept.label)) - _states(read(phrase)) <= {country.lower() for country in countries}

    def _index(self, concept: TopicRecord) -> None:
        for label in (concept.label, *concept.alt_labels):
            issue = read(label)
            self._named[issue.key][concept.id] = concept
            self.issues[concept.id].append((issue, _states(issue)))


def _states(issue: Issue) -> frozenset[str]:
    return frozenset(atom for atom in issue.atoms if atom[0] == "q" and atom[1:].isdigit())


def _read(path: Path) -> tuple[TopicRecord, ...]:
    return _parsed(path, path.stat().st_mtime_ns) if path.exists() else _missing(path)


def _missing(path: Path) -> tuple[TopicRecord, ...]:
    raise InputError(f"expected a SKOS file in Turtle at {path}, got none")


@cache
def _parsed(path: Path, _changed: int) -> tuple[TopicRecord, ...]:
    try:
        triples = list(pyoxigraph.parse(path=str(path), format=pyoxigraph.RdfFormat.TURTLE))
    except (SyntaxError, ValueError) as error:
        raise InputError(f"expected a SKOS file in Turtle at {path}, got one that fails: {error}") from error
    facts: dict[str, Facts] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, Literal | NamedNode):
            facts[triple.subject.value][triple.predicate.value].append(triple.object)
    return tuple(_concept(iri, about) for iri, about in sorted(facts.items()) if _is_concept(about))


def _is_concept(about: Facts) -> bool:
    return bool(about[SKOS + "prefLabel"]) and any(kind.value == SKOS + "Concept" for kind in about[TYPE])


def _concept(iri: str, about: Facts) -> TopicRecord:
    labels = {_language(label): label.value for label in about[SKOS + "prefLabel"]}
    links = {predicate: tuple(_ident(other.value) for other in about[predicate]) for predicate in LINKS}
    return TopicRecord(
        id=_ident(iri),
        label=labels.get("de") or next(iter(labels.values())),
        label_en=labels.get("en"),
        alt_labels=tuple(label.value for label in about[SKOS + "altLabel"] if _language(label) in ("de", "")),
        broader=links[BROADER],
        negation_of=next(iter(links[NEGATION]), None),
        alternative_to=links[ALTERNATIVE],
        accusation_of=next(iter(links[ACCUSATION]), None),
        remedy_against=next(iter(links[REMEDY]), None),
        same_as=() if iri.startswith(ID) else (iri,),
    )


def _language(label: Literal | NamedNode) -> str:
    return (label.language or "") if isinstance(label, Literal) else ""


def _ident(iri: str) -> str:
    """The id of a concept: its own for ours, one made from the IRI for a user's concept."""
    if iri.startswith(ID):
        return iri.removeprefix(ID)
    return topic_id(iri)
