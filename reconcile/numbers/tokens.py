"""Text into words, digit literals and marks."""

import re
from itertools import accumulate

# Words first: most tokens are. Grouping repeats one separator; a decimal has one comma or point; what is
# joined by : or / is a time or a date and stays one mark, so that no part of it is read as a number. An
# abbreviation with points (أ.ف.ب) is one word. What comes first is for speed alone: a
# look ahead spares every space all these attempts, and a range of letters is soon told.
_TOKEN = re.compile(
    r"""( (?=\S) (?:
    [a-zء-ي]{2,}+ (?! [^\W\d_] ) | [^\W\d_]{2,}+
  | [^\W\d_] (?: \. [^\W\d_] (?! [^\W\d_] ) )*
  | \d+ (?: [:/] \d+ )+ | \d{4} - \d{1,2} - \d{1,2} | \d{1,2} - \d{1,2} - \d{4}
  | \d{1,3} (?: [ ] \d{3} )+ (?! \d | [.,] \d ) | \d+ (?: (?: [.,،٬٫'’\u00a0] | ,, | ،، ) \d+ )*
  | [^\w\s] | _
    ))""",
    re.VERBOSE,
)
_ADDRESS = re.compile(r"(?:[a-z]+://|www\.)[^\s<>\"'«»،)]+")
"""A web address, whatever words and figures it is made of."""
_JOINS_DATES = frozenset(":/-")


class Tokens:
    """The tokens of a folded text, in order; white space separates and is dropped.

    A web address is one word that nobody knows.

    `texts` holds their words and signs; their places are offsets in the text that `folded` is a piece
    of, from `offset` on.
    """

    __slots__ = ("_bounds", "texts")

    def __init__(self, folded: str, offset: int = 0) -> None:
        if "://" in folded or "www." in folded:
            folded = _ADDRESS.sub(lambda address: "x" * len(address.group()), folded)
        pieces = _TOKEN.split(folded)  # gap, token, gap, token, …, gap
        self.texts = pieces[1::2]
        self._bounds = list(accumulate(map(len, pieces), initial=offset))

    def part(self, first: int, after: int) -> "Tokens":
        """Return the tokens from `first` up to `after`, with the places they have here."""
        part = Tokens.__new__(Tokens)
        part.texts = self.texts[first:after]
        part._bounds = self._bounds[2 * first : 2 * after + 2]
        return part

    def __len__(self) -> int:
        return len(self.texts)

    def text(self, at: int) -> str:
        """Return the token at `at`, "" before the first and after the last."""
        try:
            return self.texts[at] if at >= 0 else ""
        except IndexError:
            return ""

    def start(self, at: int) -> int:
        """Return the offset at which the token at `at` begins."""
        return self._bounds[2 * at + 1]

    def end(self, at: int) -> int:
        """Return the offset at which the token at `at` ends."""
        return self._bounds[2 * at + 2]

    def is_word(self, at: int) -> bool:
        """Tell whether there is a token at `at` and it is made of letters."""
        return self.text(at)[:1].isalpha()

    def is_digits(self, at: int) -> bool:
        """Tell whether there is a token at `at` and it is a digit literal, no date or time."""
        text = self.text(at)
        return text[:1].isdecimal() and _JOINS_DATES.isdisjoint(text)

    def touches(self, at: int) -> bool:
        """Tell whether no space parts the token at `at` from the one before: the 200 of "و200"."""
        return at > 0 and self._bounds[2 * at] == self._bounds[2 * at + 1]
