"""Answers of the model gathered word by word, then written into a `Doc` at once."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, LEMMA, MORPH, POS, TAG
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from standpunkt.extract.labels import Floats, Labels
from standpunkt.extract.lemmas import lemma
from standpunkt.extract.moods import is_verb, mood

_COLUMNS = [POS, TAG, MORPH, LEMMA, DEP, HEAD, ENT_IOB, ENT_TYPE]
_OUTSIDE = 2
_IOB = {"I": 1, "O": _OUTSIDE, "B": 3}


class Annotation:
    """One row per word (white space left out); filled chunk by chunk in any order."""

    def __init__(self, labels: Labels, words: int) -> None:
        self.labels = labels
        self.tags = np.zeros((words, len(labels.groups)), np.int16)
        self.entities = np.zeros(words, np.int16)
        self.heads = np.zeros(words, np.int64)
        self.relations = np.zeros(words, np.int16)

    def set(
        self,
        start: int,
        tags: NDArray[np.int16],
        entities: Floats,
        heads: Sequence[int],
        relations: NDArray[np.int64],
    ) -> None:
        """Store the answers for the words from `start` on; `heads` count within the chunk, -1 for a root."""
        end = start + len(heads)
        self.tags[start:end] = tags
        self.entities[start:end] = self.labels.entity_tags(entities)
        own = np.arange(start, end)
        relative = np.array(heads, dtype=np.int64)
        self.heads[start:end] = np.where(relative < 0, own, relative + start)
        self.relations[start:end] = relations

    def write(self, doc: Doc, words: Sequence[Token], names: "Names") -> Doc:
        """Set every layer of `doc`; white-space tokens hang on the word before them (or after, at the start)."""
        if not len(doc):
            return doc
        places = np.array([token.i for token in words], dtype=np.int64)
        rows = np.zeros((len(doc), len(_COLUMNS)), np.uint64)
        self._write_spaces(doc, places, rows)
        if len(places):
            rows[places] = self._word_rows(names, words, places)
        return doc.from_array(_COLUMNS, cast(Any, rows))

    def _word_rows(self, names: "Names", words: Sequence[Token], places: NDArray[np.int64]) -> NDArray[np.uint64]:
        rows = np.zeros((len(words), len(_COLUMNS)), np.uint64)
        for number, (token, tags) in enumerate(zip(words, self.tags.tolist(), strict=True)):
            rows[number, :4] = names.of(token.text, tuple(tags))
        rows[:, 4] = names.relations[self.relations]
        rows[:, 5] = (places[self.heads] - places).astype(np.int64).view(np.uint64)
        rows[:, 6], rows[:, 7] = names.entities(self.entities)
        return rows

    def _write_spaces(self, doc: Doc, places: NDArray[np.int64], rows: NDArray[np.uint64]) -> None:
        rows[:, 6] = _OUTSIDE
        if len(places) == len(doc):
            return
        space, tag = doc.vocab.strings.add("SPACE"), doc.vocab.strings.add("_SP")
        dep = doc.vocab.strings.add("dep")
        for index in np.setdiff1d(np.arange(len(doc)), places).tolist():
            before = np.searchsorted(places, index, side="right") - 1
            host = int(places[max(before, 0)]) if len(places) else 0
            offset = np.array([host - index], dtype=np.int64).view(np.uint64)[0]
            rows[index] = [space, tag, 0, doc[index].orth, dep, offset, _OUTSIDE, 0]


class Names:
    """String numbers of labels, lemmas and morphology in one vocabulary, looked up once per kind of word."""

    def __init__(self, vocab: Vocab, labels: Labels) -> None:
        self.vocab, self.labels = vocab, labels
        add = vocab.strings.add
        self.relations = np.array(
            [add("ROOT" if name == "root" else name) for name in labels.relations], dtype=np.uint64
        )
        self.codes = np.array([_IOB[tag[0]] for tag in labels.entities], dtype=np.uint64)
        self.kinds = np.array([0 if tag == "O" else add(tag[2:]) for tag in labels.entities], dtype=np.uint64)
        self.groups = list(labels.groups)
        self.of = lru_cache(maxsize=50_000)(self._of)

    def _of(self, form: str, tags: tuple[int, ...]) -> tuple[int, int, int, int]:
        """Numbers of part of speech, fine tag, morphology and lemma of a word."""
        value = {name: self.labels.groups[name][number] for name, number in zip(self.groups, tags, strict=True)}
        upos = value["upos"]
        feats = {name: value[name] for name in self.labels.feature_names() if value[name]}
        tag = value["xpos"]
        if is_verb(form, upos, feats):
            upos, tag, feats = "VERB", "VVFIN", {"Mood": "Ind", "VerbForm": "Fin"} | feats
        base = lemma(form, upos, feats)
        feats = mood(form, base, upos, feats)
        add = self.vocab.strings.add
        morph = self.vocab.morphology.add("|".join(f"{name}={feat}" for name, feat in sorted(feats.items())))
        return add(upos), add(tag), morph, add(base)

    def entities(self, tags: NDArray[np.int16]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """IOB codes and kinds."""
        return self.codes[tags], self.kinds[tags]
