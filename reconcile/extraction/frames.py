"""Reporting frames of a sentence: who speaks, in which words, and what they govern."""

from collections.abc import Callable
from typing import NamedTuple

from reconcile.extraction.names import LONGEST_SUBJECT, LONGEST_WORDS, QUOTING_MARKS, Names
from reconcile.extraction.phrases import Found
from reconcile.extraction.quantities import Quantity
from reconcile.extraction.sentences import COMMAS, Sentence
from reconcile.extraction.voice import is_passive
from reconcile.lexicon.language import Sign
from reconcile.numbers import particles

_EXCEPT_REACH = 6
"""How many words behind a negated verb of reporting may stand before what it does report."""
_FURTHEST_QUOTE = 6
"""How many words behind a verb of reporting another's words can be announced."""
_PARTING = frozenset((*COMMAS, '"', "”", "»", "’"))
"""What parts a report from who gives it behind it."""
_ACCORDING, _TO = ("وفقا", "طبقا", "تبعا"), "ل"
"""Words of according that need a particle on the source behind them, and the particle."""
_THAT = "ان"
"""What opens the clause that somebody explains, folded."""
_FROM = "عن"
"""What opens the source right behind a relay that is not named."""
_HEADLINE_MARKS = frozenset(":-–—")


class Frame(NamedTuple):
    """A source named at the tokens `first` up to `after`, and what it governs.

    `trailing`: it speaks for what stands before it ("…, وفق الشرطة"), else for what follows.
    `carries`: it names no one and continues the last source ("وأضاف أن"). `undoes`: it denies what was
    told before it ("نفى ذلك").
    """

    first: int
    after: int
    source: str | None
    via: tuple[str, ...] = ()
    trailing: bool = False
    denies: bool = False
    carries: bool = False
    undoes: bool = False
    is_media: bool = False
    """It names an agency or paper, which passes on what others say."""
    embedded: bool = False
    """It stands inside a clause and speaks for all of it: "أسفرت وفق المرصد عن مقتل 5"."""


_Way = Callable[["_FrameReader", int], Frame | None]
"""Reads the frame that opens at a token, if it does."""


class _FrameReader(Names):
    """Reads the frames of one sentence, left to right."""

    def frames(self) -> tuple[Frame, ...]:
        frames: list[Frame] = []
        if heading := self._heading():
            frames.append(heading)
        read_to = heading.after if heading else 0
        ways = self._ways()
        for at in sorted(ways):
            frame = self._at(at, ways[at]) if at >= read_to else None
            denied = bool(frames) and frames[-1].denies
            if frame is None or (denied and self._is_relative(at, frame)):
                continue  # "نفت الأنباء التي تحدثت عن"
            told = denied and self._recounted(at)
            frames.append(frame._replace(denies=True) if told else frame)
            read_to = max(frame.after, at + 1)
        return tuple(frames)

    def _ways(self) -> dict[int, list[_Way]]:
        """Return the ways to read a frame, in their order, by the tokens that one can open with."""
        sentence = self.sentence
        ways: dict[int, list[_Way]] = {}
        signs = sentence.marked.signs
        for sign, way in _WAYS_HEADS_FIRST if sentence.heads_first else _WAYS:
            for at in signs.get(sign, ()):
                ways.setdefault(at, []).append(way)
        if not sentence.heads_first:
            headlines = (at for at, word in enumerate(sentence.tokens.texts) if word in _HEADLINE_MARKS)
            ways |= {at: [_FrameReader._closing] for at in headlines}
        return ways

    def _is_relative(self, at: int, frame: Frame) -> bool:
        told = self.sentence.sign(Sign.WHICH, at - 1) or self.sentence.sign(Sign.UNKNOWN, at - 1)
        return frame.source is None and bool(told)

    def _at(self, at: int, ways: list[_Way]) -> Frame | None:
        for way in ways:
            frame = way(self, at)
            if frame:
                return frame
        return None

    def _heading(self) -> Frame | None:
        """Read "وزارة الصحة: 9 شهداء" at the start of a sentence."""
        sentence = self.sentence
        opening = sentence.tokens.texts[1 : LONGEST_WORDS + 2]
        colon = opening.index(":") + 1 if ":" in opening else 0
        if colon == 0 or sentence.has(Sign.REPORTS, 0, colon) or self._holds_figures(0, colon):
            return None
        if not sentence.has(Sign.SPEAKERS, 0, colon):
            return None
        addressee = (
            at
            for at in range(1, colon)
            if sentence.word(at) == "ل" or sentence.sign(Sign.ADDRESSEES, at)
        )
        end = next(addressee, colon)  # "مصدر لـ«المدى»: …"
        return Frame(0, colon + 1, self.name(0, end))

    def _holds_figures(self, first: int, after: int) -> bool:
        marked = self.sentence.marked
        return any(
            at in self.counted
            or (
                at in marked.casualties
                and not marked.casualties[at].definite
                and not self.sentence.sign(Sign.SPEAKERS, first)
            )
            for at in range(first, after)
        )

    def _relay(self, at: int) -> Frame | None:
        """Read "نقلت وكالة عن مصادر": the relay, then the source."""
        if not self.sentence.sign(Sign.RELAYS, at):
            return None
        if self.sentence.sign(Sign.WHAT, at + 1):  # "ونقلت عنه وكالة رويترز أن"
            end = self.name_end(at + 2)
            return Frame(at, end, self.name(at + 2, end))
        if self.sentence.word(at + 1) == _FROM:  # "نقل عن مسعف أن"
            end = self.name_end(at + 2)
            told = self.sentence.has(Sign.SPEAKERS, at + 2, end)
            return Frame(at, end, self.name(at + 2, end)) if told else None
        relay_end = self.name_end(at + 1)
        if not self.sentence.has(Sign.SPEAKERS, at + 1, relay_end):  # "ينقل عاملات إلى"
            return None
        origin = self.sentence.sign(Sign.RELAYED_FROM, relay_end)
        if origin is None or relay_end == at + 1:
            return None
        end = self.name_end(origin.after)
        source = self.name(origin.after, end)
        return Frame(at, end, source, via=self.relays(at + 1, relay_end))

    def _reporting(self, at: int) -> Frame | None:
        """Read "أعلنت وزارة الصحة", with "نقلا عن" after it; at the end of a sentence, "يقول مسعف"."""
        sentence = self.sentence
        verb = sentence.sign(Sign.REPORTS, at) or self._changes_toll(at)
        if verb is None or verb.prefix not in ("", "و", "ف", "ل") or self._is_not_told(at):
            return None
        denies = self._denies(at)
        start = self.past_toll(self.past_addressee(verb.after))
        end = self.name_end(start)
        if sentence.has(Sign.RESPONSIBILITY, verb.after, end + 2):
            return None
        name = self.name(start, end)
        if name is None and end > verb.after and sentence.sign(Sign.NO_SOURCE, verb.after) is None:
            return None
        frame = Frame(at, end, name, denies=denies, trailing=self._closes(at, end))
        if frame.source is None and end == verb.after:
            return frame._replace(carries=True)
        quoting = end + (
            sentence.word(end) in COMMAS and sentence.sign(Sign.QUOTING, end + 1) is not None
        )
        quoted = self._according_to(quoting)
        if quoted and quoted.source and not frame.trailing:
            return frame._replace(
                after=quoted.after, source=quoted.source, via=self.relays(verb.after, end)
            )
        return frame

    def _recounting(self, at: int) -> Frame | None:
        """Read "ما أعلنته الحركة عن" and "رواية الفصائل عن": somebody else's figure."""
        found = self._recounted(at)
        end = self.name_end(found.after) if found else at
        name = self.name(found.after, end) if found else None
        return Frame(at, end, name) if name else None

    def _related(self, at: int) -> Frame | None:
        """Read "وفق الوزارة التي رجحت بقاء تسعة": whoever was named says this too."""
        verb = self.sentence.sign(Sign.REPORTS, at)
        if verb is None or not self.sentence.ending(Sign.WHICH, at) or self._denies(at):
            return None
        named = self.sentence.sign(Sign.SPEAKERS, verb.after)
        return None if named else Frame(at, verb.after, None, carries=True)

    def _recounted(self, at: int) -> Found[Sign] | None:
        """Return the "ادعاءات" of "ادعاءات الجيش": with the article, "الادعاء" is the prosecution."""
        found = self.sentence.sign(Sign.RECOUNTED, at)
        return found if found and not particles.is_definite(found.prefix) else None

    def _explaining(self, at: int) -> Frame | None:
        """Read the verb of "وبين مصدر طبي أن", which is written like "between"."""
        sentence, start = self.sentence, at + 1
        if not (sentence.sign(Sign.SPEAKERS, start) and (at == 0 or sentence.is_mark(at - 1))):
            return None
        end = self.name_end(start)
        return Frame(at, end, self.name(start, end)) if sentence.word(end) == _THAT else None

    def _denial(self, at: int) -> Frame | None:
        """Read "لا صحة لما يتداول عن", which names no one."""
        denial = self.sentence.sign(Sign.DENIES, at)
        return Frame(at, denial.after, None, denies=True) if denial and self._denies(at) else None

    def _is_not_told(self, at: int) -> bool:
        """Tell "عدم ذكر اسمه" and "لم تسجل", where nothing is reported, from "لم تنف"."""
        negated = bool(self.sentence.ending(Sign.NONE, at))
        excepts = self.sentence.has(Sign.EXCEPT, at + 1, at + 1 + _EXCEPT_REACH)  # "لم تعترف إلا ب4"
        denies = excepts or self.sentence.sign(Sign.DENIES, at) or not self.sentence.heads_first
        return negated and not (denies and self.sentence.ending(Sign.NOT, at))

    def _denies(self, at: int) -> bool:
        sentence = self.sentence
        return sentence.sign(Sign.DENIES, at) is not None and sentence.ending(Sign.NOT, at) is None

    def _changes_toll(self, at: int) -> Found[Sign] | None:
        """Read "خفضت السلطات الحصيلة": who changes a toll tells it."""
        verb = self.sentence.sign(Sign.RISE, at)
        return verb if verb and self.sentence.sign(Sign.SPEAKERS, verb.after) else None

    def _continuing(self, at: int) -> Frame | None:
        """Read "…، مؤكدا أن": the speaker goes on, and no longer denies."""
        found = self.sentence.sign(Sign.CONTINUES, at)
        return Frame(at, found.after, None, carries=True) if found else None

    def _undoing(self, at: int) -> Frame | None:
        """Read "نفى ذلك" and "وهو ما نفاه الوزير", which deny what was told before."""
        found = self.sentence.sign(Sign.UNDOES, at)
        if found is None:
            return None
        end = self.name_end(found.after)
        return Frame(at, max(end, found.after), self.name(found.after, end), undoes=True)

    def _closes(self, first: int, end: int) -> bool:
        """Tell "…، يقول مسعف من المكان." from what opens a report: a comma before, nothing after."""
        sentence = self.sentence
        if first < 2 or sentence.word(first - 1) not in ("،", ",", '"', "»", "”"):  # noqa: PLR2004 - something was said
            return False
        return not any(
            at in self.counted or at in sentence.marked.casualties for at in range(end, len(sentence))
        ) and (end >= len(sentence) - LONGEST_WORDS)

    def _subject(self, at: int) -> Frame | None:
        """Read "الخارجية المصرية تؤكد": a speaker at the head of a clause, its verb behind it."""
        sentence = self.sentence
        speaker = sentence.sign(Sign.SPEAKERS, at)
        if speaker is None or not self._opens_clause(at):
            return None
        for end in range(speaker.after, at + LONGEST_SUBJECT):
            name_end = end - (sentence.sign(Sign.HAVE, end - 1) is not None)
            undoes = sentence.sign(Sign.UNDOES, end)
            if undoes:
                name = self.name(at, name_end, speaker.prefix)
                return Frame(at, undoes.after, name, undoes=True)
            verb = sentence.sign(Sign.REPORTS, end)
            if verb and verb.prefix == "":
                name = self.name(at, name_end, speaker.prefix)
                return Frame(at, verb.after, name, denies=self._denies(end))
            if (
                end in self.counted
                or (end in sentence.marked.casualties and not sentence.marked.casualties[end].definite)
                or sentence.word(end) in (*COMMAS, *_HEADLINE_MARKS, "")  # "كابول (رويترز) - قال"
            ):
                return None
        return None

    def _opens_clause(self, at: int) -> bool:
        sentence = self.sentence
        if at == 0 or sentence.is_mark(at - 1) or sentence.sign(Sign.CLAUSES, at - 1):
            return True
        found = sentence.sign(Sign.SPEAKERS, at)
        return bool(found and found.prefix[:1] in ("و", "ف"))

    def _told_by(self, at: int) -> Frame | None:
        """Read "the ministry said 3 died", "…, said a medic", "A quoted B as saying"."""
        sentence = self.sentence
        verb = sentence.sign(Sign.REPORTS, at) or sentence.sign(Sign.RELAYS, at)
        if verb is None or self._is_not_told(at) or is_passive(sentence, at) or self._is_idiom(at):
            return None
        first, end = self._subject_before(at)
        after = verb.after
        if self._is_inverted(at, verb.after):
            first = end = at
        if first == end and self._is_comma(first - 1):
            first, end, after = verb.after, self.name_end(verb.after), self.name_end(verb.after)
        name = self.name(first, end)
        if sentence.sign(Sign.DETERMINERS, end - 1):  # "a claim"
            return None
        if name is None or sentence.has(Sign.RESPONSIBILITY, verb.after, verb.after + 4):
            return None
        opens = min(first, at)
        frame = Frame(opens, after, name, denies=self._denies(at))
        if quoted := self._quoted_behind(frame):
            frame = quoted
        told = self._figures(frame.after, self._mark_from(frame.after))
        before = self._figures(0, opens)
        if frame.denies and before and not told:
            return frame._replace(denies=False, undoes=True)
        if before and not told and self._is_comma(opens - 1):
            later = self._figures(frame.after, len(sentence))
            return frame._replace(trailing=True, embedded=later)
        return frame

    def _is_inverted(self, at: int, start: int) -> bool:
        """Tell "…, including a baby, said the governor.", where a speaker ends the clause."""
        sentence, end = self.sentence, self.name_end(start)
        speaks = self._is_comma(at - 1) and sentence.has(Sign.SPEAKERS, start, end)
        return speaks and sentence.is_mark(end) and not self._is_comma(end - 1)

    def _quoted_behind(self, frame: Frame) -> Frame | None:
        """Read the source behind its relay: "A said, citing a medic", "A quoted B as saying"."""
        sentence = self.sentence
        relay = (frame.source,) if frame.source else ()
        inside = next(
            (q for at in range(frame.first, frame.after) if (q := sentence.sign(Sign.QUOTING, at))), None
        )
        if inside and inside.after < frame.after and self._is_comma(inside.first - 1):
            end = self.name_end(inside.after)
            via = self.relays(frame.first, inside.first - 1)
            return frame._replace(source=self.name(inside.after, end), via=via)
        if sentence.ending(Sign.RELAYS, frame.after):
            end = self.name_end(frame.after)
            said = sentence.sign(Sign.RELAYED_FROM, end)
            source = self.name(frame.after, end)
            return frame._replace(after=said.after if said else end, source=source, via=relay)
        for at in range(frame.after, frame.after + _FURTHEST_QUOTE):
            quoting = sentence.sign(Sign.QUOTING, at)
            if quoting:
                end = self.name_end(quoting.after)
                if not self._is_speaker(quoting.after, end):
                    return None
                return frame._replace(after=end, source=self.name(quoting.after, end), via=relay)
            if at in self.counted or at in sentence.marked.casualties:
                return None
        return None

    def _subject_before(self, verb: int) -> tuple[int, int]:
        """Return where the subject of the verb at a token begins and ends before it."""
        sentence, end = self.sentence, verb
        while passed := sentence.ending(Sign.ADVERBS, end) or sentence.ending(Sign.HAVE, end):
            end = passed.first
        if sentence.word(end - 1) in QUOTING_MARKS:  # "“19 people died,” said a medic"
            return end, end
        if self._is_comma(end - 1):  # "Omar, a medic, said"
            commas = [at for at in range(end - 2, end - 2 - LONGEST_WORDS, -1) if self._is_comma(at)]
            if not commas or self._figures(commas[0], end):
                return end, end
            first, _ = self._subject_before(commas[0])
            return (first, end - 1) if first < commas[0] else (end, end)
        first = end
        while first > max(end - LONGEST_SUBJECT - 2, 0) and not self._parts_subject(first - 1):
            first -= 1
        return first, end

    def _parts_subject(self, at: int) -> bool:
        """Tell whether a subject can't reach over the token at `at`."""
        sentence = self.sentence
        if sentence.is_mark(at):
            return not (sentence.is_hyphen(at) or sentence.word(at) in "'’.")
        if self._joins_speakers(at):
            return False
        if (
            at in self.counted
            or sentence.ending(Sign.CLAUSES, at + 1)
            or sentence.sign(Sign.REPORTS, at)
        ):
            return sentence.sign(Sign.SPEAKERS, at) is None
        return at in sentence.marked.casualties and sentence.sign(Sign.SPEAKERS, at) is None

    def _joins_speakers(self, at: int) -> bool:
        """Tell the "and" of "residents and a local official said"."""
        sentence = self.sentence
        near = (sentence.sign(Sign.SPEAKERS, behind) for behind in range(at + 1, at + 4))
        both = sentence.ending(Sign.SPEAKERS, at) and any(near)
        return bool(both and sentence.sign(Sign.AND, at))

    def _closing(self, at: int) -> Frame | None:
        """Read "12 killed in blast: police" and "12 killed in blast - officials"."""
        sentence = self.sentence
        ends = len(sentence) - (sentence.word(len(sentence) - 1) == ".")
        if (
            sentence.word(at) not in _HEADLINE_MARKS
            or sentence.is_hyphen(at)
            or ends - at > LONGEST_WORDS
        ):
            return None
        if not sentence.has(Sign.SPEAKERS, at + 1, ends) or self._figures(at, ends):
            return None
        if sentence.has(Sign.REPORTS, at + 1, ends) or not self._figures(0, at):
            return None
        return Frame(at, ends, self.name(at + 1, ends), trailing=True)

    def _is_speaker(self, first: int, after: int) -> bool:
        """Tell "citing a doctor" from "citing a counting error": a known noun or a name."""
        written = self.sentence.written(first, after) if after > first else ""
        return self.sentence.has(Sign.SPEAKERS, first, after) or written != written.lower()

    def _is_idiom(self, at: int) -> bool:
        """Tell "claimed 12 lives", where nobody speaks."""
        sentence = self.sentence
        needs = (i.meaning.needed for i in sentence.marked.idioms if i.first == at)
        return any(sentence.word(near) in words for words in needs for near in range(at, at + 6)) or any(
            found.first == at and found.after > at + 1 for found in sentence.marked.casualties.values()
        )

    def _figures(self, first: int, after: int) -> bool:
        casualties = self.sentence.marked.casualties
        return any(at in self.counted or at in casualties for at in range(first, after))

    def _mark_from(self, at: int) -> int:
        """Return where the clause ends that a token stands in."""
        sentence = self.sentence
        while at < len(sentence) and (not sentence.is_mark(at) or sentence.is_hyphen(at)):
            at += 1
        return at

    def _is_comma(self, at: int) -> bool:
        return self.sentence.word(at) in _PARTING

    def _according_to(self, at: int) -> Frame | None:
        """Read "وفق الشرطة", "حسبما أعلنت الهيئة", "وفق ما أفاد مسؤول", "كما أعلن الجيش"."""
        sentence = self.sentence
        phrase = sentence.sign(Sign.ACCORDING_TO, at)
        if phrase is None:
            return None
        start = phrase.after
        while sentence.sign(Sign.WHAT, start):
            start += 1
        verb = self._recounted(start) or sentence.sign(Sign.REPORTS, start)
        likewise = sentence.sign(Sign.LIKEWISE, at)
        if likewise and likewise.after == phrase.after and verb is None:
            return None
        relayed = self._relay(start)
        if relayed and relayed.source:  # "بحسب ما نقل التلفزيون عن الوزير"
            return relayed._replace(first=at, trailing=at > 1)
        start = self.past_toll(self.past_addressee(verb.after) if verb else start)
        owner = 0 if verb or sentence.sign(Sign.ADDRESSEES, start) is None else 1
        end = self.name_end(start + owner)  # "وفقا لوكالة الأنباء"
        if end == start and verb is None:
            return None
        if sentence.sign(Sign.QUOTING, at) and not (
            sentence.heads_first or self._is_speaker(start, end)
        ):
            return None
        another = phrase.prefix == "و" and sentence.is_mark(at - 1)  # "…، وبحسب الأهالي سبعة"
        another = another and (likewise is None or self._goes_on(end))  # "…، وهو ما أكدته الشرطة"
        opens = at <= 1 or another or (not sentence.heads_first and not self._figures(0, at))
        opens = opens or bool(likewise and self._goes_on(end))
        source = self.name(start, end)
        if verb is None and sentence.word(phrase.first).endswith(_ACCORDING):
            source = source and source.removeprefix(_TO)  # "وفقا لخدمات الطوارئ"
        carries = bool(opens) and end == start
        embedded = not opens and not sentence.is_mark(at - 1) and not sentence.is_mark(end)
        media = sentence.has(Sign.MEDIA, start, end)
        return Frame(
            at,
            end,
            source,
            trailing=not opens,
            carries=carries,
            embedded=embedded,
            is_media=media,
        )

    def _goes_on(self, end: int) -> bool:
        sentence = self.sentence
        return any(
            at in self.counted or at in sentence.marked.casualties
            for at in range(end, min(end + 6, len(sentence)))
        )


_WAYS_HEADS_FIRST: tuple[tuple[Sign, _Way], ...] = (
    (Sign.UNDOES, _FrameReader._undoing),
    (Sign.RECOUNTED, _FrameReader._recounting),
    (Sign.RELAYS, _FrameReader._relay),
    (Sign.MIXED_OPENS, _FrameReader._explaining),
    (Sign.CONTINUES, _FrameReader._continuing),
    (Sign.ACCORDING_TO, _FrameReader._according_to),
    (Sign.REPORTS, _FrameReader._related),
    (Sign.REPORTS, _FrameReader._reporting),
    (Sign.RISE, _FrameReader._reporting),
    (Sign.DENIES, _FrameReader._denial),
    (Sign.SPEAKERS, _FrameReader._subject),
)
_WAYS: tuple[tuple[Sign, _Way], ...] = (
    (Sign.UNDOES, _FrameReader._undoing),
    (Sign.RECOUNTED, _FrameReader._recounting),
    (Sign.CONTINUES, _FrameReader._continuing),
    (Sign.ACCORDING_TO, _FrameReader._according_to),
    (Sign.REPORTS, _FrameReader._told_by),
    (Sign.RELAYS, _FrameReader._told_by),
    (Sign.DENIES, _FrameReader._denial),
)
"""The signs that a frame can open with, and how it is read then, in the order to try."""


def frames(sentence: Sentence, quantities: tuple[Quantity, ...]) -> tuple[Frame, ...]:
    """Return the reporting frames of a sentence, in order."""
    return _FrameReader(sentence, quantities).frames()
