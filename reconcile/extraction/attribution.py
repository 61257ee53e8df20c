"""Who says it: reporting frames in a sentence, and the frame that governs a place in it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from reconcile.extraction.quantities import Quantity
from reconcile.extraction.sentences import Sentence
from reconcile.extraction.vocabulary import Vocabulary
from reconcile.model import Attribution

_LONGEST_NAME = 9
"""A source's name of more words than this has run into what it says."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A source named at the tokens `first` up to `after`, and what it governs.

    `trailing`: it speaks for what stands before it ("…, وفق الشرطة"), else for what follows.
    `carries`: it names no one and continues the last source ("وأضاف أن").
    """

    first: int
    after: int
    source: str | None
    via: tuple[str, ...] = ()
    trailing: bool = False
    denies: bool = False
    carries: bool = False


class _FrameReader:
    """Reads the frames of one sentence, left to right."""

    def __init__(self, sentence: Sentence, words: Vocabulary, quantities: tuple[Quantity, ...]) -> None:
        self.sentence = sentence
        self.tokens = sentence.tokens
        self.words = words
        self.counted = {quantity.first for quantity in quantities}

    def frames(self) -> tuple[Frame, ...]:
        frames = []
        if heading := self._heading():
            frames.append(heading)
        at = heading.after if heading else 0
        while at < len(self.tokens):
            frame = self._at(at)
            if frame:
                frames.append(frame)
                at = max(frame.after, at + 1)
            else:
                at += 1
        return tuple(frames)

    def _at(self, at: int) -> Frame | None:
        readers: tuple[Callable[[int], Frame | None], ...] = (
            self._relay,
            self._reporting,
            self._according_to,
        )
        return next((frame for read in readers if (frame := read(at))), None)

    def _heading(self) -> Frame | None:
        """Read "وزارة الصحة: 9 شهداء" at the start of a sentence."""
        if self.words.reporting.at(self.tokens, 0):  # "قالت الوزارة: …"
            return None
        end = self._name_end(0)
        if 0 < end < len(self.tokens) and self.tokens.texts[end] == ":":
            return Frame(0, end + 1, self._name(0, end))
        return None

    def _relay(self, at: int) -> Frame | None:
        """Read "نقلت وكالة عن مصادر": the relay, then the source."""
        if not self.words.relaying.at(self.tokens, at):
            return None
        relay_end = self._name_end(at + 1)
        origin = self.words.relayed_from.at(self.tokens, relay_end)
        if origin is None or relay_end == at + 1:
            return None
        end = self._name_end(origin.after)
        source = self._name(origin.after, end)
        return Frame(at, end, source, via=self._relays(at + 1, relay_end))

    def _reporting(self, at: int) -> Frame | None:
        """Read "أعلنت وزارة الصحة", "نقلا عن" after it included."""
        verb = self.words.reporting.at(self.tokens, at)
        if verb is None or verb.prefix not in ("", "و", "ف"):
            return None
        negated = self.words.negators.at(self.tokens, at - 1)
        denies = bool(self.words.denials.at(self.tokens, at)) and not negated
        end = self._name_end(verb.after)
        frame = Frame(at, end, self._name(verb.after, end), denies=denies)
        if frame.source is None and end == verb.after:
            return replace(frame, carries=True)
        quoted = self._according_to(end)
        if quoted and quoted.source:
            return replace(
                frame, after=quoted.after, source=quoted.source, via=self._relays(verb.after, end)
            )
        return frame

    def _according_to(self, at: int) -> Frame | None:
        """Read "وفق الشرطة", "حسبما أعلنت الهيئة", "وفق ما أفاد مسؤول"."""
        phrase = self.words.according_to.at(self.tokens, at)
        if phrase is None:
            return None
        start = phrase.after
        start += bool(self.words.what.at(self.tokens, start))
        start += bool(self.words.reporting.at(self.tokens, start))
        end = self._name_end(start)
        return Frame(at, end, self._name(start, end), trailing=at > 1)

    def _name_end(self, start: int) -> int:
        end = start
        while end < len(self.tokens) and not self._ends_name(end, opening=end == start):
            end += 1
            if end - start > _LONGEST_NAME:
                return start
        return end

    def _ends_name(self, at: int, *, opening: bool) -> bool:
        if self.sentence.is_mark(at):
            return True
        words, tokens = self.words, self.tokens
        if at in self.counted or words.stops.at(tokens, at):
            return True
        if words.relayed_from.at(tokens, at) or words.according_to.at(tokens, at):
            return True
        casualty = words.casualties.at(tokens, at)
        if casualty and not casualty.definite:
            return True
        if opening:
            return False
        books = (words.reporting, words.receives, words.rise, words.relaying)
        return any(book.at(tokens, at) for book in books)

    def _name(self, start: int, end: int) -> str | None:
        """Return the name as written, or None where nobody is named."""
        if end <= start or self.words.no_source.at(self.tokens, start):
            return None
        if self.words.casualties.at(self.tokens, start):
            return None
        first, last = self.sentence.span(start, end)
        name = self.sentence.folded.original[first:last]
        if name.startswith("لل"):  # "وفقا للشرطة"
            name = "ال" + name.removeprefix("لل")
        return name

    def _relays(self, start: int, end: int) -> tuple[str, ...]:
        name = self._name(start, end)
        return (name,) if name else ()


def frames(sentence: Sentence, words: Vocabulary, quantities: tuple[Quantity, ...]) -> tuple[Frame, ...]:
    """Return the reporting frames of a sentence, in order."""
    return _FrameReader(sentence, words, quantities).frames()


def leading(frames: tuple[Frame, ...], at: int) -> Frame | None:
    """Return the frame that governs the token at `at` from before it."""
    before = [frame for frame in frames if frame.after <= at and not frame.trailing]
    return before[-1] if before else None


def attribution(frames: tuple[Frame, ...], at: int, carried: str | None) -> Attribution:
    """Return who says what stands at token `at`; `carried` is the last source of the text so far.

    A trailing frame names the source, and the frame before it the relay.
    """
    lead = leading(frames, at)
    source = None if lead is None else carried if lead.carries else lead.source
    via = lead.via if lead else ()
    bound = min((f.first for f in frames if not f.trailing and f.first > at), default=None)
    for frame in frames:
        reaches = frame.trailing and frame.first > at and (bound is None or frame.first < bound)
        if reaches and frame.source:
            relays = (*via, source) if source else via
            return Attribution(source=frame.source, via=relays)
    return Attribution(source=source, via=via)
