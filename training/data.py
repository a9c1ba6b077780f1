"""Everything the model learns from, read from the folder of training data into examples."""

import gzip
import json
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from standpunkt.extract.pieces import SPACE, UNKNOWN, Pieces
from standpunkt.extract.tokens import make_tokenizer
from training import entities, treebanks
from training.examples import Example, Maker, Scheme, count_pieces, grouped, in_quotes, make_scheme
from training.treebanks import Sentence

GERMAN = ("gsd", "pud")
RELATED = ("af", "bar", "da", "en", "nl", "sv")
ENTITIES = ("smartdata", "germeval")
_FILES = {
    "gsd": ["de_gsd-train.conllu"], "pud": ["de_pud-dev.conllu"],
    "af": ["related/af_afribooms-ud-train.conllu.gz"], "bar": ["related/bar_maibaam-ud-test.conllu.gz"],
    "da": ["related/da_ddt-ud-dev.conllu.gz", "related/da_ddt-ud-test.conllu.gz"],
    "en": ["related/en_ewt-weblog-newsgroup.conllu.gz"],
    "nl": ["related/nl_alpino-ud-dev.conllu.gz", "related/nl_alpino-ud-test.conllu.gz",
           "related/nl_lassysmall-ud-dev.conllu.gz", "related/nl_lassysmall-ud-test.conllu.gz"],
    "sv": ["related/sv_talbanken-ud-dev.conllu.gz", "related/sv_talbanken-ud-test.conllu.gz"],
}  # fmt: skip
_SPEECHES = 600


@dataclass(frozen=True)
class Corpora:
    """The raw material: sentences by treebank, tagged windows by corpus, plain windows, and the folder of it all."""

    folder: Path
    trees: dict[str, list[Sentence]]
    tagged: dict[str, list[entities.Tagged]]
    plain: list[entities.Tagged]


def load(folder: Path) -> Corpora:
    """Read every corpus below `folder` (laid out as described in README.md)."""
    trees = {
        name: [s for file in files for s in treebanks.read(folder / "treebank" / file)]
        for name, files in _FILES.items()
    }
    tokenizer = make_tokenizer()
    plain = [window for text in articles(folder) for window in entities.windows(text, tokenizer)]
    return Corpora(folder, trees, load_entities(folder), plain)


def articles(folder: Path) -> Iterator[str]:
    """News articles that nobody annotated for this model (those for training, not those for development)."""
    for path in sorted((folder / "gold" / "train").glob("*.jsonl")):
        yield (folder / "gold" / "texts" / f"{path.stem}.txt").read_text("utf-8")


def load_entities(folder: Path) -> dict[str, list[entities.Tagged]]:
    """The entity corpora below `folder`."""
    ner = folder / "ner"
    return {
        "smartdata": list(entities.read_smartdata(ner / "smartdata-train.json.gz", make_tokenizer())),
        "germeval": list(entities.read_columns(ner / "germeval2014-dev.tsv", form=1, tag=2)),
        "pud": list(entities.read_columns(ner / "de_pud-ud-test.iob2", form=1, tag=2)),
    }


def german_words(corpora: Corpora, *, with_pud: bool) -> Iterator[str]:
    """Running German words from which the piece vocabulary is chosen."""
    for name in GERMAN if with_pud else GERMAN[:1]:
        yield from (word.form for sentence in corpora.trees[name] for word in sentence)
    for name in ENTITIES:
        yield from (form for window in corpora.tagged[name] for form in window.forms)
    speeches = corpora.folder / "bench" / "bundestag" / "speeches.jsonl.gz"
    with gzip.open(speeches, "rt", encoding="utf-8") as lines:
        for _, line in zip(range(_SPEECHES), lines, strict=False):
            for segment in json.loads(line)["segments"]:
                yield from (word for paragraph in segment["p"] for word in paragraph.split())
    for text in articles(corpora.folder):
        yield from text.split()


def choose_pieces(full: dict[str, float], corpora: Corpora, *, with_pud: bool, least: int = 2) -> Pieces:
    """The part of the vocabulary that German text and the related treebanks use at least `least` times."""
    everything = Pieces(full)
    counts = count_pieces(german_words(corpora, with_pud=with_pud), everything)
    related = Counter(w.form for name in RELATED for s in corpora.trees[name] for w in s)
    for form, times in related.items():
        for piece in everything.segment(form, True):
            counts[piece] += times / 3
    letters = (
        {c for c in map(chr, range(33, 0x17F))} | {c for c in map(chr, range(0x391, 0x460))} | set("„“”‚‘’«»‹›–—…€•")
    )
    keep = {"<s>", "<pad>", "</s>", UNKNOWN, SPACE} | letters | {SPACE + c for c in letters}
    names = [n for i, n in enumerate(everything.names) if n in keep or counts[i] >= least]
    return Pieces({name: full[name] for name in names})


class Course:
    """Draws the examples of one epoch; the same seed draws the same course."""

    def __init__(self, corpora: Corpora, pieces: Pieces, *, with_pud: bool, seed: int) -> None:
        self.corpora, self.with_pud, self.rng = corpora, with_pud, random.Random(seed)
        self.german = GERMAN if with_pud else GERMAN[:1]
        sources = [*GERMAN, *RELATED, *ENTITIES]
        self.scheme: Scheme = make_scheme(corpora.trees, GERMAN, sources)
        self.maker = Maker(self.scheme, pieces)

    def epoch(self, *, related: int, share: float, plain: bool = False) -> list[Example]:
        """German trees once, `related` sentences of each related language, `share` of the entity windows.

        With `plain` come windows without any annotation, of use to whoever has a teacher.
        """
        chosen = [*self._german(), *self._related(related), *self._entities(share)]
        if plain:
            chosen.extend(self.maker.from_plain(window, GERMAN[0]) for window in self.corpora.plain)
        self.rng.shuffle(chosen)
        return [example for example in chosen if example.length <= 400]

    def held(self, count: int = 300) -> list[Example]:
        """Annotated sentences for a report of progress, one a window."""
        return [self.maker.from_trees([s], "gsd", full=True, fine=False) for s in self.corpora.trees["pud"][:count]]

    def _german(self) -> Iterator[Example]:
        for name in self.german:
            for group in grouped(self.corpora.trees[name], self.rng, (1, 1, 1, 2, 3, 5, 7)):
                quoted = self.rng.random() < 0.12 and len(group) <= 3
                sentences = in_quotes(group, self.rng) if quoted else group
                yield self.maker.from_trees(sentences, name, full=True, fine=name == "gsd")

    def _related(self, count: int) -> Iterator[Example]:
        for name in RELATED if count else ():
            sample = self.rng.sample(self.corpora.trees[name], min(count, len(self.corpora.trees[name])))
            for group in grouped(sample, self.rng, (1, 2, 3)):
                yield self.maker.from_trees(group, name, full=False, fine=False)

    def _entities(self, share: float) -> Iterator[Example]:
        names = [*ENTITIES, "pud"] if self.with_pud else ENTITIES
        for name in names:
            windows = self.corpora.tagged[name]
            for window in self.rng.sample(windows, int(len(windows) * share)):
                yield self.maker.from_entities(window, name)
