"""Words as spaCy's German tokenizer cuts them, with two habits of German newspapers added.

>>> [token.text for token in make_tokenizer()("Viele Politiker:innen kamen am 3. Mai 2024.")][-6:]
['kamen', 'am', '3.', 'Mai', '2024', '.']
"""

import re
from typing import Any

import spacy
from spacy.util import compile_suffix_regex

#: A full stop behind a number of three and more digits ends the sentence; German ordinals are shorter.
_FULL_STOP_AFTER_NUMBER = r"(?<=\d{3})\."
#: Gender forms stay one word: Politiker:innen, Bürger*in, Wähler_innen.
_GENDER_FORM = re.compile(r"^[\w-]+[:*_]in(nen)?[\w-]*$")


def make_tokenizer() -> Any:
    """spaCy's German tokenizer; "2024." at the end of a sentence is a number and a full stop."""
    nlp = spacy.blank("de")
    suffixes = [*(nlp.Defaults.suffixes or ()), _FULL_STOP_AFTER_NUMBER]
    tokenizer: Any = nlp.tokenizer
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    addresses = tokenizer.token_match
    tokenizer.token_match = lambda text: _GENDER_FORM.match(text) or (addresses and addresses(text))
    return tokenizer
