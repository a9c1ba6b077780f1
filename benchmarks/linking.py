"""How well actors and topics are linked, measured on documents annotated by hand.

    python benchmarks/linking.py GOLD [--topics] [--speed]

GOLD holds `dev/*.jsonl` and `train/*.jsonl` (positions), `texts/*.txt` with `texts/*.sentences.json` (offsets of the
sentences), `actors.json` (names with aliases) and `topics.json` (labels). Printed are

* actors: accuracy of the resolved actor, given its words in the text, by kind of mention;
* topics: B-cubed precision, recall and F1 of the topics, beside two trivial answers (every phrase its own topic; equal
  strings together), precision and recall of negations, and how often the right label is chosen from the inventory;
* with `--speed`: what linking adds to the time of extraction, and how long 100,000 different phrases take.
"""

import argparse
import itertools
import json
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from standpunkt.extract.actors import Linker
from standpunkt.extract.clusters import likely_label
from standpunkt.extract.language import load
from standpunkt.extract.names import fold, is_pronoun, is_role, same_person, stem_key
from standpunkt.extract.persons import full_names
from standpunkt.extract.phrases import read
from standpunkt.extract.positions import extract
from standpunkt.extract.reading import Reading
from standpunkt.extract.records import Document, Position, Span
from standpunkt.extract.topics import TopicLinker

Row = dict[str, Any]


class Text(NamedTuple):
    """A gold document with its rows and the offsets of its sentences."""

    document: Document
    rows: list[Row]
    sentences: list[tuple[int, int]]

    def place(self, row: Row, words: str) -> Span | None:
        """Where `words` stand in the sentences of a row; None if they were changed."""
        for number in row["sent"]:
            start, end = self.sentences[number]
            match = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", self.document.text[start:end])
            if match:
                return Span(start + match.start(), start + match.end())
        return None


def texts(gold: Path, part: str) -> Iterator[Text]:
    for path in sorted((gold / part).glob("*.jsonl")):
        text = (gold / "texts" / f"{path.stem}.txt").read_text(encoding="utf-8")
        sentences = json.loads((gold / "texts" / f"{path.stem}.sentences.json").read_text(encoding="utf-8"))
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        day = re.search(r"^\d{4}-\d\d-\d\d$", text[:300], re.MULTILINE)
        on = date.fromisoformat(day.group()) if day else None
        title = text.split("\n", 1)[0]
        yield Text(Document(id=path.stem, text=text, source=path.stem, title=title, published_on=on), rows, sentences)


# --- actors ---


def same_name(one: str, other: str, aliases: dict[str, set[str]]) -> bool:
    mine, yours = stem_key(one), stem_key(other)
    return mine == yours or yours in aliases.get(mine, ()) or same_person(one, other)


def kind(mention: str, name: str) -> str:
    """Pronoun, role ("der Minister"), name, or a description whose meaning only the text tells ("das Gericht")."""
    if is_pronoun(mention):
        return "pronoun"
    known = set(stem_key(mention).split()) <= set(stem_key(name).split()) or mention.isupper()
    if is_role(mention.split()[-1]) and not known:
        return "role"
    return "name" if known and " im " not in name else "description"


def actors(gold: Path, part: str) -> None:
    aliases: dict[str, set[str]] = defaultdict(set)
    for entry in json.loads((gold / "actors.json").read_text(encoding="utf-8")):
        for name in (entry["name"], *entry["aliases"]):
            if " " in name or name == entry["name"]:
                aliases[stem_key(name)].add(stem_key(entry["name"]))
    results: dict[str, Counter[bool]] = defaultdict(Counter)
    linker, nlp = Linker(), load()
    for text in texts(gold, part):
        reading = linker.read(text.document, people=full_names(nlp(text.document.text)))
        for words, name, at in {(row["actor"], row["actor_name"], text.place(row, row["actor"])) for row in text.rows}:
            if at:
                results[kind(words, name)][_right(linker, reading, words, name, at, aliases)] += 1
    for label, counts in sorted(results.items()):
        print(f"  {label:12} {counts[True] / counts.total():.3f}  ({counts[True]} of {counts.total()})")


def _right(linker: Linker, reading: Reading, words: str, name: str, at: Span, aliases: dict[str, set[str]]) -> bool:  # noqa: PLR0913  (a benchmark's loop body)
    found = linker.resolve(reading, words, at=at)
    meant = reading.actor(name, at)
    if found is None:
        return False
    same = same_name(found.name, name, aliases) or same_name(found.record.name, name, aliases)
    return same or bool(meant and meant.record.id == found.record.id)


# --- topics ---


def b_cubed(found: Sequence[Hashable], gold: Sequence[Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 over items (Bagga & Baldwin 1998)."""
    ours, theirs, both = Counter(found), Counter(gold), Counter(zip(found, gold, strict=True))
    precision = sum(count * count / ours[one] for (one, _), count in both.items()) / len(found)
    recall = sum(count * count / theirs[other] for (_, other), count in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def pairs(found: Sequence[Hashable], gold: Sequence[Hashable], documents: Sequence[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of pairs of one topic in different documents."""
    right = ours = theirs = 0
    for one in range(len(found)):
        for other in range(one):
            if documents[one] != documents[other]:
                same, true = found[one] == found[other], gold[one] == gold[other]
                right, ours, theirs = right + (same and true), ours + same, theirs + true
    precision, recall = right / max(ours, 1), right / max(theirs, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def position(text: Text, row: Row) -> Position:
    spans = tuple(Span(*text.sentences[number]) for number in row["sent"])
    at = text.place(row, row["actor"]) or spans[0]
    topic = text.place(row, row["topic"]) or spans[0]
    return Position(doc=text.document.id, evidence=spans, actor=row["actor"], actor_span=at, stance=row["stance"],
                    topic=row["topic"], topic_spans=(topic,))  # fmt: skip


def topics(gold: Path, part: str) -> None:
    linker = TopicLinker()
    found, labels, phrases, documents = [], [], [], []
    negations: Counter[tuple[bool, bool]] = Counter()
    corpus = [(text, [position(text, row) for row in text.rows]) for text in texts(gold, part)]
    linker.survey((text.document, positions) for text, positions in corpus)
    for text, positions in corpus:
        linker.mentions(text.document, positions)  # the actors of this document are read anew
        found += [item.topic_id for item in linker.link(text.document, positions)]
        for row in text.rows:
            labels.append(row["topic_label"])
            phrases.append(row["topic"])
            documents.append(text.document.id)
            if "topic_negated" in row:
                negations[read(row["topic"]).relation == "negation", row["topic_negated"]] += 1
    answers: dict[str, Sequence[Hashable]] = {
        "own topic": range(len(labels)), "equal strings": list(map(fold, phrases)), "linked": found,
    }  # fmt: skip
    for name, answer in answers.items():
        print(f"  {name:14} B-cubed P/R/F1 {_figures(b_cubed(answer, labels))}", end="   ")
        print(f"pairs across documents {_figures(pairs(answer, labels, documents))}")
    if negations:
        right, wrong, missed = negations[True, True], negations[True, False], negations[False, True]
        print(f"  negations      precision {right / (right + wrong):.3f}, recall {right / (right + missed):.3f}")


def _figures(values: tuple[float, float, float]) -> str:
    return " ".join(f"{value:.3f}" for value in values)


def label_choice(gold: Path, part: str, inventory: Iterable[str]) -> None:
    """How often the label most like a phrase is the right one, given the labels of these parts."""
    labels = sorted({row["topic_label"] for other in inventory for text in texts(gold, other) for row in text.rows})
    cases = sorted(
        {
            (row["topic"], row["topic_label"], text.document.title or "")
            for text in texts(gold, part)
            for row in text.rows
        }
    )
    for name, titled in (("phrase alone", False), ("with its title", True)):
        ranks: Counter[int] = Counter()
        for phrase, label, title in cases:
            likely = [-likely_label(phrase, other, title if titled else "") for other in labels]
            ranks[min(sorted(range(len(labels)), key=likely.__getitem__).index(labels.index(label)), 3)] += 1
        print(f"  {part} among {len(labels):4} labels, {name:14}  top-1 {ranks[0] / len(cases):.3f}, "
              f"top-3 {1 - ranks[3] / len(cases):.3f}  ({len(cases)} phrases)")  # fmt: skip


HEADS = "Reform Erhöhung Senkung Verbot Ausbau Förderung Kürzung Besteuerung Kontrolle Prüfung".split()
THINGS = "Strom Wasser Schul Renten Verkehrs Agrar Wohn Daten Bahn Klima".split()
KINDS = "preise steuer netze gesetze fonds behörden hilfen regeln projekte gebühren".split()
PLACES = "Alt Neu Ober Unter Groß Klein Hohen Nieder Süd Nord".split()
ENDS = "dorf stadt heim hausen bach feld berg tal wald see".split()


def speed() -> None:
    """Time and memory for 100,000 made-up phrases, all different."""
    parts = itertools.product(HEADS, THINGS, KINDS, PLACES, ENDS)
    phrases = [f"{head} der {thing}{kind} in {place}{end}" for head, thing, kind, place, end in parts]
    start = time.process_time()
    TopicLinker().learn(phrases)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"  {len(phrases)} phrases in {time.process_time() - start:.0f} s of one core, {memory:.0f} MB")


def share(gold: Path) -> None:
    """What linking adds to the time of extraction, the tables that it reads at first use included."""
    nlp = load()
    documents = [text.document for part in ("dev", "train") for text in texts(gold, part)]
    start = time.process_time()
    corpus, people = [], []
    for document in documents:
        doc = nlp(document.text)
        corpus.append((document, extract(doc, document)))
        people.append(full_names(doc))
    read_by = time.process_time()
    actors = Linker()
    linker = TopicLinker(actors=actors)
    linker.survey(corpus)
    for (document, positions), names in zip(corpus, people, strict=True):
        linker.link(document, actors.link(document, positions, names))
    extraction, linking = read_by - start, time.process_time() - read_by
    print(f"  extraction {extraction:.1f} s, linking {linking:.1f} s of one core: {linking / extraction:.0%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--topics", action="store_true", help="leave the actors out")
    parser.add_argument("--speed", action="store_true", help="time linking and 100,000 phrases too")
    options = parser.parse_args()
    for part in ("dev", "train"):
        if not options.topics:
            print(f"{part}: actors")
            actors(options.gold, part)
        print(f"{part}: topics")
        topics(options.gold, part)
    print("choice of the label")
    for part, inventory in (("dev", ["dev"]), ("dev", ["dev", "train"]), ("train", ["train"])):
        label_choice(options.gold, part, inventory)
    if options.speed:
        print("speed")
        share(options.gold)
        speed()


if __name__ == "__main__":
    main()
