"""Verbs and the nouns made of them ("verlängern", "Verlängerung"), as `extract/lexicon/nominals.tsv`.

    python -m training.nominals --data DIR

Counted are the words of the Bundestag's speeches. A verb is kept if its regular noun in -ung occurs often enough; the
irregular ones ("verbieten", "Verbot") stand in `lexicon/topics.toml` by hand.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from standpunkt.extract.roots import INFINITIVE

SPEECHES = "bench/bundestag/speeches.jsonl.gz"
OUT = Path(__file__).resolve().parents[1] / "extract" / "lexicon" / "nominals.tsv"
#: How often the noun must occur: rarer ones are mostly slips of the pen.
LEAST = 2
#: What makes a new verb of one that occurs ("lösen": "auflösen"), whether or not that occurs too.
PREFIXES = (
    "ab", "an", "auf", "aus", "be", "bei", "durch", "ein", "ent", "er", "fest", "frei", "her", "hin", "nach", "um", "unter",
    "ver", "vor", "weiter", "wieder", "zer", "zu", "zurück", "zusammen", "über",
)  # fmt: skip
#: Adjectives that look like verbs.
NO_VERBS = frozenset({"sicheren", "festen", "offenen", "lichten"})


def words(data: Path) -> Counter[str]:
    """How often each word occurs in the speeches."""
    counts: Counter[str] = Counter()
    with gzip.open(data / SPEECHES, "rt", encoding="utf-8") as lines:
        for line in lines:
            for segment in json.loads(line)["segments"]:
                counts.update(word for text in segment["p"] for word in re.findall(r"[^\W\d_]{2,}", text))
    return counts


def noun(verb: str) -> str:
    """The regular noun of a verb in the infinitive.

    >>> noun("erhöhen"), noun("fördern"), noun("behandeln")
    ('Erhöhung', 'Förderung', 'Behandlung')
    """
    base = verb[:-3] + "l" if verb.endswith("eln") else verb[:-1] if verb.endswith("ern") else verb[:-2]
    return base.capitalize() + "ung"


def pairs(counts: Counter[str]) -> Iterator[tuple[str, str]]:
    """Verbs with their nouns, in alphabetical order."""
    verbs = {INFINITIVE.sub(r"\1", word) for word in counts if re.fullmatch(r"[a-zäöüß]{3,}(en|ern|eln)", word)}
    verbs |= {prefix + verb for verb in verbs for prefix in PREFIXES}
    for verb in sorted(verbs - NO_VERBS):
        if counts[noun(verb)] >= LEAST:
            yield verb, noun(verb)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    rows = [f"{verb}\t{name}\n" for verb, name in pairs(words(parser.parse_args().data))]
    OUT.write_text("".join(rows), encoding="utf-8")
    print(f"{len(rows)} verbs in {OUT.name}")


if __name__ == "__main__":
    main()
