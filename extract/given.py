"""First names and the sex of those who bear them.

>>> sex("Annalena"), sex("Wolodymyr"), sex("Dominique"), sex("Kremlsprecher")
('f', 'm', '', '')
>>> is_given("Dominique"), is_given("Kremlsprecher")
(True, False)
"""

import csv
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from standpunkt.extract.names import LEXICON, fold


def is_given(word: str) -> bool:
    """Whether some people bear this first name."""
    return fold(word) in _names()


def sex(name: str) -> str:
    """ "f" or "m" for a first name that only women or only men bear, else nothing; of "Hans-Peter" the first part."""
    known = _names().get(fold(name))
    return _names().get(fold(name.partition("-")[0]), "") if known is None else known


@cache
def _names() -> Mapping[str, str]:
    with (LEXICON / "given_names.csv").open(encoding="utf-8", newline="") as file:
        return MappingProxyType({fold(row["name"]): row["sex"] for row in csv.DictReader(file)})
