"""What the linking of topics knows of German words, counted in the speeches of the Bundestag.

    python -m training.topics --data DIR

* `extract/lexicon/nominals.tsv`: verbs and the nouns made of them ("verlängern", "Verlängerung"). A verb is kept if its
  regular noun in -ung occurs often enough; the irregular ones ("verbieten", "Verbot") stand in `lexicon/topics.toml`.
* `extract/model/letters.tsv`: how rare each piece of a word is among all words.
"""

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from math import log
from pathlib import Path

from standpunkt.extract.letters import TABLE, pieces
from standpunkt.extract.roots import INFINITIVE, LEXICON

SPEECHES = "bench/bundestag/speeches.jsonl.gz"
#: In how many words a piece must occur to have a weight of its own.
COMMON = 100
#: How often the noun must occur: rarer ones are mostly slips of the pen.
LEAST = 2
#: What makes a new verb of one that occurs ("lösen": "auflösen"), whether or not that occurs too.
PREFIXES = (
    "ab", "an", "auf", "aus", "be", "bei", "durch", "ein", "ent", "er", "fest", "frei", "her", "hin", "nach", "um",
    "unter", "ver", "vor", "weiter", "wieder", "zer", "zu", "zurück", "zusammen", "über",
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


def rarities(counts: Counter[str]) -> Iterator[tuple[str, float]]:
    """Every common piece with the logarithm of how many words there are for each that has it; "" for all others."""
    common = Counter(piece for word in counts for piece in pieces(word))
    total = len(counts) + 1
    yield "", log(total / COMMON)
    for piece, count in sorted(common.items()):
        if count >= COMMON:
            yield piece, log(total / count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    counts = words(parser.parse_args().data)
    rows = [f"{verb}\t{name}\n" for verb, name in pairs(counts)]
    (LEXICON / "nominals.tsv").write_text("".join(rows), encoding="utf-8")
    weights = [f"{piece}\t{weight:.2f}\n" for piece, weight in rarities(counts)]
    TABLE.write_text("".join(weights), encoding="utf-8")
    print(f"{len(rows)} verbs, {len(weights)} pieces of words")


if __name__ == "__main__":
    main()
