"""The words and colours of page and exports, read once from `templates/words.toml`, and text that files can carry."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """German words for relations, polarities, quotes and types, and the colours, by their codes."""
    text = files("standpunkt.graph").joinpath("templates", "words.toml").read_text(encoding="utf-8")
    return MappingProxyType({name: MappingProxyType(table) for name, table in tomllib.loads(text).items()})


#: Characters that XML 1.0 has no way to write, and halves of surrogate pairs, which UTF-8 has none to write.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def writable(text: str) -> str:
    """The text without characters that XML or UTF-8 cannot carry.

    >>> writable("Nord\\x00see\\x1b 🏘️")
    'Nordsee 🏘️'
    """
    return _UNWRITABLE.sub("", text)
