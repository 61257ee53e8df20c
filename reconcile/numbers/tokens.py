"""Text into words, digit literals and marks."""

import re
from enum import Enum
from typing import NamedTuple

from reconcile.folding import Folded

# Grouping repeats one separator; a decimal has one comma or point; what is joined by : or / is a time
# or a date and stays one mark, so that no part of it is read as a number. An abbreviation with points
# (أ.ف.ب) is one word.
_TOKEN = re.compile(
    r"""
    (?P<mark_compound> \d+ (?: [:/] \d+ )+ | \d{4} - \d{1,2} - \d{1,2} | \d{1,2} - \d{1,2} - \d{4} )
  | (?P<digits> \d{1,3} (?: [ ] \d{3} )+ (?! \d | [.,] \d ) | \d+ (?: [.,،٬٫'’\u00a0] \d+ )* )
  | (?P<word> [^\W\d_] (?: \. [^\W\d_] (?! [^\W\d_] ) )+ | [^\W\d_]+ )
  | (?P<mark> [^\w\s] | _ )
    """,
    re.VERBOSE,
)


class Kind(Enum):
    """What a token is made of."""

    WORD = "word"
    DIGITS = "digits"
    MARK = "mark"


class Token(NamedTuple):
    """A piece of folded text; `start` and `end` are folded offsets."""

    kind: Kind
    text: str
    start: int
    end: int


def tokenize(folded: Folded) -> tuple[Token, ...]:
    """Split folded text into tokens, in order; white space separates and is dropped."""
    return tuple(
        Token(_KINDS[match.lastgroup], match.group(), match.start(), match.end())
        for match in _TOKEN.finditer(folded.text)
    )


_KINDS = {
    "word": Kind.WORD,
    "digits": Kind.DIGITS,
    "mark": Kind.MARK,
    "mark_compound": Kind.MARK,
    None: Kind.MARK,
}


def touch(before: Token, after: Token) -> bool:
    """Tell whether no space parts two neighbours: the و and the 200 of "و200"."""
    return before.end == after.start
