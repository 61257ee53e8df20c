"""Text into words, digit literals and marks."""

import re
from dataclasses import dataclass
from enum import Enum

from reconcile.folding import Folded

# Grouping repeats one separator; a decimal has one comma or point; what is joined by : or / is a time
# or a date and stays one mark, so that no part of it is read as a number. An abbreviation with points
# (أ.ف.ب) is one word.
_TOKEN = re.compile(
    r"""
    (?P<mark_compound> \d+ (?: [:/] \d+ )+ )
  | (?P<digits> \d+ (?: [.,٬٫'’\u00a0] \d+ )* )
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


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of folded text; `start` and `end` are folded offsets."""

    kind: Kind
    text: str
    start: int
    end: int


def tokenize(folded: Folded) -> tuple[Token, ...]:
    """Split folded text into tokens, in order; white space separates and is dropped."""
    tokens = []
    for match in _TOKEN.finditer(folded.text):
        group = match.lastgroup
        kind = Kind(group) if group in ("word", "digits") else Kind.MARK
        tokens.append(Token(kind, match.group(), match.start(), match.end()))
    return tuple(tokens)


def touch(before: Token, after: Token) -> bool:
    """Tell whether no space parts two neighbours: the و and the 200 of "و200"."""
    return before.end == after.start
