"""Measure the shipped model: `python -m training.evaluate --data DIR`.

Trees are scored on gold words and gold sentences (contractions joined as in running text, relation types without
subtypes, punctuation counted), sentence starts on running text, entities as exact spans.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Token

from standpunkt.extract.language import MODEL, load
from standpunkt.extract.tokens import make_tokenizer
from training import treebanks
from training.entities import Tagged, read_smartdata
from training.examples import FEATURES
from training.treebanks import Sentence, Word, as_doc


@dataclass
class Counts:
    """Hits, predictions and gold items of one class."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, predicted: bool, gold: bool, right: bool) -> None:
        """Count one item."""
        self.right += right
        self.predicted += predicted
        self.gold += gold

    @property
    def f1(self) -> float:
        """F1 in per cent."""
        return 200 * self.right / max(1, self.predicted + self.gold)


def main_type(label: str) -> str:
    """A relation without its subtype, in the spelling of UD."""
    return label.split(":")[0].lower()


def analysed(nlp: Language, sentences: Iterable[Sentence]) -> Iterator[tuple[Doc, Sentence]]:
    """Each gold sentence beside its analysis on the same words."""
    gold = list(sentences)
    docs = (as_doc([sentence], nlp.vocab) for sentence in gold)
    yield from zip(nlp.pipe(docs), gold, strict=True)


def trees(nlp: Language, sentences: Iterable[Sentence]) -> dict[str, float]:
    """UPOS, UAS, LAS, lemma accuracy, F1 of nsubj, obj and Mood=Sub, accuracy of the features, all in per cent."""
    hits: Counter[str] = Counter()
    classes = {name: Counts() for name in ("nsubj", "obj", "Mood=Sub")}
    words = 0
    for doc, sentence in analysed(nlp, sentences):
        for token, word in zip(doc, sentence, strict=True):
            words += 1
            hits.update(name for name, hit in _hits(token, word).items() if hit)
            _count_classes(classes, token, word)
    scores = {name: 100 * hits[name] / words for name in ("upos", "uas", "las", "lemma", *FEATURES)}
    return scores | {f"{name} F1": count.f1 for name, count in classes.items()}


def _attached(token: Token, word: Word) -> bool:
    return (token.head.i if token.head is not token and token.head.i != token.i else -1) == word.head


def _hits(token: Token, word: Word) -> dict[str, bool]:
    attached = _attached(token, word)
    hits = {
        "upos": token.pos_ == word.upos,
        "uas": attached,
        "las": attached and main_type(token.dep_) == main_type(word.relation),
        "lemma": token.lemma_ == word.lemma,
    }
    return hits | {
        name: (token.morph.get(name, []) or [""])[0] == word.feats.get(name, "").split(",")[0] for name in FEATURES
    }


def _count_classes(classes: dict[str, Counts], token: Token, word: Word) -> None:
    for name in ("nsubj", "obj"):
        found, true = main_type(token.dep_) == name, main_type(word.relation) == name
        classes[name].add(found, true, found and true and _attached(token, word))
    found, true = "Sub" in token.morph.get("Mood", []), word.feats.get("Mood") == "Sub"
    classes["Mood=Sub"].add(found, true, found and true)


def entities(nlp: Language, windows: Sequence[Tagged]) -> dict[str, float]:
    """F1 of exact entity spans by kind and together."""
    counts = {name: Counts() for name in ("PER", "ORG", "LOC", "all")}
    docs = (Doc(nlp.vocab, list(w.forms), list(w.spaces)) for w in windows)
    for doc, window in zip(nlp.pipe(docs), windows, strict=True):
        found = {(e.start, e.end, e.label_) for e in doc.ents}
        gold = set(_spans(window.tags))
        for item in found | gold:
            for name in (item[2], "all"):
                counts[name].add(item in found, item in gold, item in found and item in gold)
    return {name: count.f1 for name, count in counts.items()}


def _spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    start = None
    for number, tag in enumerate([*tags, "O"]):
        if start is not None and not tag.startswith("I"):
            yield start, number, tags[start][2:]
            start = None
        if tag.startswith("B"):
            start = number


def running_text(sentences: Sequence[Sentence], *, size: int, seed: int) -> Iterator[tuple[str, set[int]]]:
    """Paragraphs of `size` consecutive sentences, and the offsets at which sentences start."""
    rng = random.Random(seed)
    for first in range(0, len(sentences), size):
        text, starts = "", set()
        for sentence in sentences[first : first + size]:
            starts.add(len(text))
            text += "".join(w.form + " " * w.space_after for w in sentence).strip() + " "
        yield text.rstrip() + "\n" * rng.randint(0, 1), starts


def starts(nlp: Language, paragraphs: Iterable[tuple[str, set[int]]]) -> float:
    """F1 of the places where sentences start, white space skipped; the first of a text does not count."""
    count = Counts()
    texts = list(paragraphs)
    for doc, (_, gold) in zip(nlp.pipe(text for text, _ in texts), texts, strict=True):
        found = {_first_word(sentence) for sentence in doc.sents} - {0, None}
        for place in found | (gold - {0}):
            count.add(place in found, place in gold, place in found and place in gold)
    return count.f1


def _first_word(sentence: Iterable[Token]) -> int | None:
    return next((token.idx for token in sentence if not token.is_space), None)


def articles(folder: Path) -> Iterator[tuple[str, set[int]]]:
    """Articles with their sentence offsets (NAME.txt and NAME.sentences.json), from the first sentence on."""
    for path in sorted(folder.glob("*.sentences.json")):
        text = (folder / path.name.replace(".sentences.json", ".txt")).read_text("utf-8")
        spans = json.loads(path.read_text("utf-8"))
        if spans:
            yield text[spans[0][0] :], {start - spans[0][0] for start, _ in spans}


def report(nlp: Language, data: Path) -> dict[str, dict[str, float]]:
    """Every figure of the model card."""
    pud = list(treebanks.read(data / "treebank" / "de_pud-dev.conllu"))
    smartdata = list(read_smartdata(data / "ner" / "smartdata-test.json.gz", make_tokenizer()))
    return {
        "PUD": trees(nlp, pud),
        "entities (SmartData test)": entities(nlp, smartdata),
        "sentence starts": {
            "PUD in paragraphs of 10": starts(nlp, running_text(pud, size=10, seed=1)),
            "articles": starts(nlp, articles(data / "gold" / "texts")),
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args()
    for name, scores in report(load(model=options.model), options.data).items():
        print(name)
        for label, score in scores.items():
            print(f"  {label:<28}{score:6.2f}")


if __name__ == "__main__":
    main()
