"""Words as spaCy's German tokenizer cuts them, with two habits of German newspapers added.

>>> [token.text for token in make_tokenizer()("Viele Politiker:innen kamen am 3. Mai 2024.")][-6:]
['kamen', 'am', '3.', 'Mai', '2024', '.']
"""

import re
from typing import Any

import spacy
from spacy.util import compile_prefix_regex, compile_suffix_regex

#: A full stop behind a number of three and more digits ends the sentence; German ordinals are shorter.
_FULL_STOP_AFTER_NUMBER = r"(?<=\d{3})\."
#: Single angle marks, which quote inside »…« or in place of ‚…‘.
_ANGLES = ["›", "‹"]
#: Gender forms stay one word: Politiker:innen, Bürger*in, Wähler_innen, Bürger/innen, Bürger/-innen.
_GENDER_FORM = re.compile(r"^[\w-]+(?:[:*_]|/-?)in(nen)?[\w-]*$")


def make_tokenizer() -> Any:
    """spaCy's German tokenizer; "2024." at the end of a sentence is a number and a full stop."""
    nlp = spacy.blank("de")
    suffixes = [*(nlp.Defaults.suffixes or ()), _FULL_STOP_AFTER_NUMBER, *_ANGLES]
    prefixes = [*(nlp.Defaults.prefixes or ()), *_ANGLES]
    tokenizer: Any = nlp.tokenizer
    tokenizer.prefix_search = compile_prefix_regex(prefixes).search
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    addresses = tokenizer.token_match
    tokenizer.token_match = lambda text: _GENDER_FORM.match(text) or (addresses and addresses(text))
    return tokenizer
