"""A text into the sentences that tell of casualties, every word that means something marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from reconcile.extraction.languages import language_of_passage, languages
from reconcile.extraction.phrases import Found, Marks
from reconcile.extraction.vocabulary import Marked, vocabulary
from reconcile.lexicon.language import Sign
from reconcile.numbers.english_phrases import HYPHENS
from reconcile.numbers.passages import Passage, passages
from reconcile.numbers.reading import Number, numbers_of
from reconcile.numbers.tokens import Tokens
from reconcile.scanning import Scan

DASHES = frozenset("-–—")
COMMAS = ("،", ",", "—", "–")
"""What parts a bracket within a sentence from what it stands in."""
_JOINING = frozenset((*HYPHENS, "'", "’"))
_LONGEST = 400
"""A sentence of more tokens is none: it is cut, so that no text costs more than its length."""
_NOWHERE: Marks[Sign] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its tokens, the numbers among them, its marked words.

    `heads_first`: in its language verbs stand before their subjects and nouns before their adjectives.
    """

    tokens: Tokens
    numbers: tuple[Number, ...]
    marked: Marked
    passage: Passage
    language: str
    heads_first: bool

    def __len__(self) -> int:
        return len(self.tokens.texts)

    def start(self, at: int, passed: int = 0) -> int:
        """Return the original offset of the token at `at`, so many letters of it passed over."""
        start = self.tokens.start(at) + passed
        return self.passage.block.span(start, start + 1)[0] + self.passage.offset

    def span(self, first: int, after: int) -> tuple[int, int]:
        """Return the original span of the tokens from `first` up to `after`."""
        start, end = self._place(first, after)
        return start + self.passage.offset, end + self.passage.offset

    def written(self, first: int, after: int) -> str:
        """Return the tokens from `first` up to `after` as the text has them."""
        start, end = self._place(first, after)
        return self.passage.block.original[start:end]

    def _place(self, first: int, after: int) -> tuple[int, int]:
        """Return the same span, in the block of text that the sentence stands in."""
        return self.passage.block.span(self.tokens.start(first), self.tokens.end(after - 1))

    def word(self, at: int) -> str:
        """Return the folded token at `at`, "" outside the sentence."""
        texts = self.tokens.texts
        return texts[at] if 0 <= at < len(texts) else ""

    def is_mark(self, at: int) -> bool:
        """Tell whether the token at `at` is punctuation, or the sentence ends there."""
        return at not in self.marked.spoken

    def ends_phrase(self, at: int) -> bool:
        """Tell whether the token at `at` is punctuation that parts words: no hyphen within one."""
        return self.is_mark(at) and not self.joins_words(at)

    def first_mark(self, first: int, after: int) -> int | None:
        """Return the first token from `first` up to `after` that is punctuation, or None."""
        for at in range(first, after):
            if at not in self.marked.spoken:
                return at
        return None

    def next_mark(self, first: int) -> int:
        """Return the first token from `first` on that is punctuation, the end where none is."""
        return next((at for at in range(first, len(self)) if self.is_mark(at)), len(self))

    def is_dash(self, at: int) -> bool:
        """Tell a dash that parts words from the hyphen of "Houthi-run"."""
        return self.word(at) in DASHES and not self.joins_words(at)

    def joins_words(self, at: int) -> bool:
        """Tell a mark that parts no words: those of "Houthi-run", "Friday's" and "U.S. soldiers"."""
        if not 0 < at < len(self.tokens) - 1:
            return False
        if self.tokens.text(at) == ".":
            return self._is_of_initials(at)
        joins = self.tokens.text(at) in _JOINING
        return joins and self.tokens.touches(at) and self.tokens.touches(at + 1)

    def _is_of_initials(self, stop: int) -> bool:
        """Tell the last stop of "U.S.", whose other ones are of one token with its letters."""
        return self.word(stop - 1)[1:2] == "." and self.tokens.touches(stop)

    def places(self, sign: Sign) -> Marks[Sign]:
        """Return where a sign is, by the token it begins with."""
        return self.marked.signs.get(sign) or _NOWHERE

    def sign(self, sign: Sign, at: int) -> Found[Sign] | None:
        """Return the sign that begins at the token at `at`, or None."""
        places = self.marked.signs.get(sign)
        return places.get(at) if places else None

    def tells(self, signs: frozenset[Sign]) -> bool:
        """Tell whether any of some signs is in the sentence."""
        return not self.marked.signs.keys().isdisjoint(signs)

    def has(self, sign: Sign, first: int = 0, after: int | None = None) -> bool:
        """Tell whether a sign begins at a token from `first` up to `after`."""
        places = self.marked.signs.get(sign)
        if not places:
            return False
        end = len(self.tokens) if after is None else after
        return any(first <= at < end for at in places)

    def ending(self, sign: Sign, at: int, longest: int = 3) -> Found[Sign] | None:
        """Return the sign that ends right before the token at `at`, or None."""
        places = self.marked.signs.get(sign)
        if not places:
            return None
        for first in range(at - longest, at):
            found = places.get(first)
            if found and found.after == at:
                return found
        return None


def sentences(text: str, language: str | None = None) -> Iterator[Sentence]:
    """Yield the sentences of `text` with a casualty word, in order.

    Without a language, each is read in its own.

    Raises:
        UnknownLanguage: the language has no lexicon.
    """
    for passage in passages(text, _scan(languages(language))):
        yield from cut(passage, language or read_in(passage))


@cache
def _scan(codes: tuple[str, ...]) -> Scan:
    """Return a scan for the casualty words of some languages."""
    if len(codes) == 1:
        return vocabulary(codes[0]).scan
    return Scan(set[str]().union(*(vocabulary(code).triggers for code in codes)), digits=False)


def read_in(passage: Passage) -> str:
    """Return the language to read a passage in: the only one whose casualty words it has, or its own."""
    plain = passage.block.text[passage.start : passage.end]
    holding = [code for code in languages(None) if vocabulary(code).scan.finds(plain)]
    return holding[0] if len(holding) == 1 else language_of_passage(passage)


def cut(passage: Passage, language: str) -> Iterator[Sentence]:
    """Yield a passage as a sentence, or as several where it is longer than any sentence is."""
    words = vocabulary(language)
    whole = passage.tokens()
    for first in range(0, len(whole), _LONGEST):
        tokens = whole.part(first, first + _LONGEST) if len(whole) > _LONGEST else whole
        numbers = numbers_of(passage.block, tokens, language, passage.offset)
        yield Sentence(
            tokens,
            numbers,
            words.mark(tokens),
            passage,
            language,
            words.heads_first,
        )
