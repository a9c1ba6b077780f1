"""The cues of `lexicon/documents.toml`, read once.

>>> "Quelle" in cues("labels")["outlet"]
True
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _lexicon() -> dict[str, dict[str, Any]]:
    return tomllib.loads(files("standpunkt.extract").joinpath("lexicon/documents.toml").read_text("utf-8"))


def cues(section: str) -> dict[str, list[str]]:
    """One section of the lexicon: name → patterns or words."""
    return _lexicon()[section]


def whole(patterns: list[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """One pattern that fits if any of `patterns` covers a whole line (trailing colon and blanks apart)."""
    return re.compile(rf"(?:{'|'.join(patterns)})\s*:?\s*\Z", flags)
