"""German text to spaCy `Doc`s: tags, lemmas, morphology, dependencies, sentences and entities, offline.

>>> nlp = load()
>>> doc = nlp("Peskow lehnt NATO-Truppen ab.")
>>> [(token.lemma_, token.pos_, token.dep_) for token in doc][:3]
[('Peskow', 'PROPN', 'nsubj'), ('lehnen', 'VERB', 'ROOT'), ('NATO-Truppe', 'NOUN', 'obj')]

Labels are those of Universal Dependencies (main relation types, and the subtypes `nsubj:pass`, `csubj:pass`,
`aux:pass`, `compound:prt`, `obl:agent`, `expl:pv`); `tag_` holds the Stuttgart-Tübingen tag, entities are PER, ORG
and LOC. White-space tokens hang on the word before them. A document that already has sentence starts keeps them.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from standpunkt.extract.analysis import Analyser
from standpunkt.extract.records import ModelError
from standpunkt.extract.tokens import make_tokenizer

MODEL = Path(__file__).parent / "model"
#: The longest text in characters; spaCy's own limit of a million guards models that need more memory.
MAX_LENGTH = 50_000_000


class Analysis:
    """The pipeline component: hands documents to the analyser, many at a time."""

    def __init__(self, analyser: Analyser) -> None:
        self.analyser = analyser

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Analyse documents lazily, in order."""
        return self.analyser.analyse(stream)


def load(*, model: Path = MODEL, threads: int | None = None) -> Language:
    """The German pipeline.

    `threads` is the number of cores the encoder may use (default: all). Raises `ModelError` if the model's files are
    missing or damaged.
    """
    nlp = spacy.blank("de")
    nlp.max_length = MAX_LENGTH
    nlp.tokenizer = make_tokenizer()
    nlp.add_pipe("standpunkt_analysis", config={"model": str(model), "threads": threads or 0})
    return nlp


@Language.factory("standpunkt_analysis", default_config={"model": str(MODEL), "threads": 0})
def make_component(nlp: Language, name: str, model: str, threads: int) -> Analysis:
    """The component by its name in spaCy's registry."""
    return Analysis(_analyser(Path(model), threads))


@cache
def _analyser(model: Path, threads: int) -> Analyser:
    if not (model / "analysis.onnx").exists():
        raise ModelError(
            f"expected the language model in {model}, found none: reinstall standpunkt or run `make model`"
        )
    return Analyser(model, threads)
