"""A reporting frame, and how those are read that any language has: relays, "according to", denials."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from reconcile.extraction.names import LONGEST_WORDS, QUOTING_MARKS, TO, Names
from reconcile.extraction.phrases import Found
from reconcile.extraction.sentences import COMMAS
from reconcile.lexicon.language import Sign
from reconcile.numbers import particles

_EXCEPT_REACH = 6
"""How many words behind a negated verb of reporting may stand before what it does report."""
_OF_THE = "لل"
"""How it is written whose a statement is."""
_PARTING = frozenset((*COMMAS, '"', "”", "»", "’"))
"""What parts a report from who gives it behind it."""
HEADLINE_MARKS = frozenset(":-–—")
"""What parts a headline from who says it."""


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
    silent: bool = False
    """It names who speaks, of whom no figure is: "denied any role in the deaths of"."""
    turns: bool = False
    """It is the "but" that ends a denial."""


_PASSED_BY_DENIAL = (
    *(Sign.DETERMINERS, Sign.THAT, Sign.PRONOUNS, Sign.HAVE),
    *(Sign.ANY_OF, Sign.ANY, Sign.ADVERBS, Sign.SPEAKERS),
)
"""What may stand between a denial and the deed that is denied."""

Way = Callable[[int], Frame | None]
"""Reads the frame that opens at a token, if it does."""


class FrameReader(Names):
    """Reads the frames of one sentence, left to right."""

    def frames(self) -> tuple[Frame, ...]:
        """Return the frames of the sentence, in order."""
        frames: list[Frame] = []
        if heading := self._heading():
            frames.append(heading)
        read_to = heading.after if heading else 0
        ways = self._places()
        for at in sorted(ways):
            frame = self._at(at, ways[at]) if at >= read_to else None
            denied = bool(frames) and frames[-1].denies
            if frame is None or (self._is_relative(at, frame) if denied else frame.turns):
                continue  # "نفت الأنباء التي تحدثت عن"
            quoted = frame.source is not None and denied and self._opens_with(frames[-1], frame)
            told = denied and (self._recounted(at) or quoted)
            frame = frame._replace(denies=True) if told else frame
            frames.append(frame)
            read_to = max(frame.after, at + 1)
        return tuple(frames)

    def _opens_with(self, denial: Frame, frame: Frame) -> bool:
        """Tell "denied a claim by the rebels that", whose words stand right behind the denial."""
        article = self.sentence.sign(Sign.DETERMINERS, denial.after)
        return frame.first in (denial.after, article.after if article else denial.after)

    def ways(self) -> Iterable[tuple[Sign, Way]]:
        """Return the signs that a frame can open with, and how it is read then, in the order to try."""
        raise NotImplementedError

    def _places(self) -> dict[int, list[Way]]:
        """Return the ways to read a frame, in their order, by the tokens that one can open with."""
        places: dict[int, list[Way]] = {}
        signs = self.sentence.marked.signs
        for sign, way in self.ways():
            for at in signs.get(sign, ()):
                places.setdefault(at, []).append(way)
        return places

    def _is_relative(self, at: int, frame: Frame) -> bool:
        told = self.sentence.sign(Sign.WHICH, at - 1) or self.sentence.sign(Sign.UNKNOWN, at - 1)
        resumes = self.sentence.sign(Sign.AND, at) is not None  # "disputed that and said"
        return frame.source is None and bool(told) and not resumes

    def _at(self, at: int, ways: list[Way]) -> Frame | None:
        for way in ways:
            frame = way(at)
            if frame:
                return frame
        return None

    def _heading(self) -> Frame | None:
        """Read "وزارة الصحة: 9 شهداء" at the start of a sentence."""
        return self._headed(self._past_alert())

    def _headed(self, first: int) -> Frame | None:
        """Read the source of "الجزيرة: مصدر طبي: 5 شهداء", which begins at a token, and its relays."""
        sentence = self.sentence
        opening = sentence.tokens.texts[first + 1 : first + LONGEST_WORDS + 2]
        colon = first + opening.index(":") + 1 if ":" in opening else 0
        if colon == 0 or any(map(self._verb, range(first, colon))) or self._holds_figures(first, colon):
            return None
        if not sentence.has(Sign.SPEAKERS, first, colon):
            return None
        addressee = (
            at
            for at in range(first + 1, colon)
            if sentence.word(at) == "ل" or sentence.sign(Sign.ADDRESSEES, at)
        )
        end = next(addressee, colon)  # "مصدر لـ«المدى»: …"
        issued = sentence.sign(Sign.RELAYED_FROM, first + 1)  # "بيان صادر عن الوزارة: …"
        owner = sentence.sign(Sign.SPEAKERS, first + 1)
        of_owner = owner is not None and sentence.word(first + 1).startswith(_OF_THE)  # "بيان للجيش: …"
        opens = issued.after if issued else first + of_owner
        head = Frame(first, colon + 1, self.name(opens, end))
        quoted = self._headed(head.after)
        return quoted._replace(first=first, via=self.relays(first, end) + quoted.via) if quoted else head

    def _past_alert(self) -> int:
        """Return where a sentence begins behind "#عاجل |" and "BREAKING -", which name nobody."""
        sentence, at = self.sentence, 0
        while at < len(sentence):
            alert = sentence.sign(Sign.ALERTS, at)
            if alert is None and (not sentence.is_mark(at) or sentence.word(at) in QUOTING_MARKS):
                return at
            at = alert.after if alert else at + 1
        return 0

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

    def _verb(self, at: int) -> Found[Sign] | None:
        """Return the verb of reporting at a token, but not that of "شاهد عيان", which is a speaker."""
        verb, speaker = (self.sentence.sign(sign, at) for sign in (Sign.REPORTS, Sign.SPEAKERS))
        return None if verb and speaker and speaker.after > verb.after else verb

    def _relay(self, at: int) -> Frame | None:
        """Read "نقلت وكالة عن مصادر": the relay, then the source."""
        if not self.sentence.sign(Sign.RELAYS, at):
            return None
        if self.sentence.sign(Sign.WHAT, at + 1):  # "ونقلت عنه وكالة رويترز أن"
            end = self.name_end(at + 2)
            return Frame(at, end, self.name(at + 2, end))
        if self.sentence.sign(Sign.WHENCE, at + 1):  # "نقل عن مسعف أن"
            end = self.name_end(at + 2)
            told = self.sentence.has(Sign.SPEAKERS, at + 2, end)
            return Frame(at, end, self.name(at + 2, end)) if told else None
        relay_end = self.name_end(at + 1)
        if not self.sentence.has(Sign.SPEAKERS, at + 1, relay_end):  # "ينقل عاملات إلى"
            return None
        origin = self.sentence.sign(Sign.RELAYED_FROM, relay_end)
        if origin is None and self.sentence.sign(Sign.NAME_ENDS, relay_end):  # "نقلت إذاعة لاحقا عن"
            origin = self.sentence.sign(Sign.RELAYED_FROM, relay_end + 1)
        if origin is None or relay_end == at + 1 or self._leads_to(at, origin):
            return None
        via = self.relays(at + 1, relay_end)
        end = self.name_end(origin.after)
        while further := self._whence(end):  # "نقلت صحيفة عن وكالة عن مصدر"
            via += self.relays(origin.after, end)
            origin, end = further, self.name_end(further.after)
        return Frame(at, end, self.name(origin.after, end), via=via)

    def _leads_to(self, verb: int, origin: Found[Sign]) -> bool:
        """Tell the way of "نقلت الإسعاف إلى المستشفى 12 جريحا" from "نسبت وكالة إلى مصدر"."""
        to = self.sentence.sign(Sign.TO, origin.first)
        return to is not None and self.sentence.sign(Sign.ASCRIBES, verb) is None

    def _whence(self, at: int) -> Found[Sign] | None:
        """Read the "عن" before one more source."""
        whence = self.sentence.sign(Sign.WHENCE, at)
        return whence if whence and self.sentence.sign(Sign.SPEAKERS, whence.after) else None

    def _recounted(self, at: int) -> Found[Sign] | None:
        """Return the "ادعاءات" of "ادعاءات الجيش": with the article, "الادعاء" is the prosecution."""
        found = self.sentence.sign(Sign.RECOUNTED, at)
        return found if found and not particles.is_definite(found.prefix) else None

    def _denial(self, at: int) -> Frame | None:
        """Read "لا صحة لما يتداول عن", which names no one."""
        denial = self.sentence.sign(Sign.DENIES, at)
        return Frame(at, denial.after, None, denies=True) if denial and self._denies(at) else None

    def _is_not_told(self, at: int) -> bool:
        """Tell "عدم ذكر اسمه" and "لم تسجل", where nothing is reported, from "لم تنف"."""
        negated = bool(self.sentence.ending(Sign.NONE, at)) and not self._records_none(at)
        excepts = self.sentence.has(Sign.EXCEPT, at + 1, at + 1 + _EXCEPT_REACH)  # "لم تعترف إلا ب4"
        denies = excepts or self.sentence.sign(Sign.DENIES, at) or not self.sentence.heads_first
        return negated and not (denies and self.sentence.ending(Sign.NOT, at))

    def _records_none(self, at: int) -> bool:
        """Tell "ولم تسجل الحماية المدنية أي إصابات", where who recorded none says so."""
        sentence = self.sentence
        verb = sentence.sign(Sign.BETWEEN_NEGATION, at)
        return verb is not None and sentence.sign(Sign.SPEAKERS, verb.after) is not None

    def _denies(self, at: int) -> bool:
        sentence = self.sentence
        denial = sentence.sign(Sign.DENIES, at)
        if denial is None or sentence.ending(Sign.NOT, at) is not None:
            return False
        return not self._denies_deed(at)

    def _denies_deed(self, verb: int) -> bool:
        """Tell "denied any role in the deaths of 12", who did die, by what stands right behind."""
        sentence, denial = self.sentence, self.sentence.sign(Sign.DENIES, verb)
        if denial is None:
            return False
        at = self._past_named(denial.after)
        while passed := self._passed_by_denial(at):
            at = passed.after
        return sentence.sign(Sign.DEEDS, at) is not None

    def _past_named(self, denied: int) -> int:
        """Return the token behind who denies, where they are named behind the verb."""
        return denied

    def _passed_by_denial(self, at: int) -> Found[Sign] | None:
        """Return a word between a denial and the deed that is denied: "denied that the army ever"."""
        return next(
            (found for sign in _PASSED_BY_DENIAL if (found := self.sentence.sign(sign, at))), None
        )

    def _turning(self, at: int) -> Frame | None:
        """Read the "but" of "denied any deaths, but 12 were hurt", of whom nobody is said to tell.

        And the ", where" of "denied hitting the school, where 12 died", with nobody told of before it.
        """
        sentence = self.sentence
        found = sentence.sign(Sign.BUT, at)
        if found is None or sentence.sign(Sign.ADVERBS, found.after):  # "not only that, but also"
            return None
        counts = sentence.heads_first and found.after in self.counted
        if not (counts or sentence.is_mark(at) or sentence.is_mark(at - 1)):  # "small but deadly"
            return None
        denial = max((place for place in sentence.places(Sign.DENIES) if place < at), default=at)
        people = {*sentence.marked.casualties, *sentence.marked.persons}
        lost = sentence.is_mark(at) and any(denial < near < at for near in people)
        return None if lost else Frame(at, found.after, None, turns=True)

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

    def _first_speaker(self, before: int) -> str | None:
        """Return the force of "قتل الجيش ثلاثة، وفق بيان له", who did it and says so."""
        sentence = self.sentence
        at = min(sentence.places(Sign.SPEAKERS), default=before)
        if at >= before:
            return None
        behind = range(at + 1, self.name_end(at))
        end = next((near for near in behind if self._is_told_of(near)), behind.stop)
        return self.name(at, max(end, at + 1))

    def _is_told_of(self, at: int) -> bool:
        """Tell the men of "الجيش السوداني عنصرين": no adjective behind an article, and no name."""
        known, before = (self.sentence.word(near).startswith(particles.ARTICLE) for near in (at, at - 1))
        return not known and (before or at in self.sentence.marked.persons)

    def _is_speaker(self, first: int, after: int) -> bool:
        """Tell "citing a doctor" from "citing a counting error": a known noun or a name."""
        written = self.sentence.written(first, after) if after > first else ""
        return self.sentence.has(Sign.SPEAKERS, first, after) or written != written.lower()

    def _figures(self, first: int, after: int) -> bool:
        casualties = self.sentence.marked.casualties
        return any(at in self.counted or at in casualties for at in range(first, after))

    def _is_comma(self, at: int) -> bool:
        return self.sentence.word(at) in _PARTING

    def _according_to(self, at: int) -> Frame | None:
        """Read "وفق الشرطة", "حسبما أعلنت الهيئة", "وفق ما أفاد مسؤول", "كما أعلن الجيش"."""
        sentence = self.sentence
        phrase = sentence.sign(Sign.ACCORDING_TO, at)
        if phrase is None or sentence.sign(Sign.SHARES, at):  # "12 per cent"
            return None
        start = phrase.after
        while told := sentence.sign(Sign.WHAT, start):
            start = told.after
        verb = self._recounted(start) or self._verb(start)
        likewise = sentence.sign(Sign.LIKEWISE, at)
        if likewise and likewise.after == phrase.after and verb is None:
            return None
        relayed = self._relay(start)
        if relayed and relayed.source:  # "بحسب ما نقل التلفزيون عن الوزير"
            return relayed._replace(first=at, trailing=at > 1)
        start = self.past_toll(self.past_addressee(self._past_that(verb.after)) if verb else start)
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
        opens = opens or bool(likewise and self._goes_on(end)) or self._parts_count(at, end)
        source = self.name(start, end)
        if sentence.sign(Sign.OWN_STATEMENT, start):
            source = self._first_speaker(at) or source
        elif verb is None and sentence.sign(Sign.NEEDS_PARTICLE, at):
            as_written = source == sentence.written(start, end)
            source = (
                source.removeprefix(TO) if source and as_written else source
            )  # "وفقا لخدمات الطوارئ"
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

    def _parts_count(self, first: int, end: int) -> bool:
        """Tell the source of "سقط فيها، وفق اللجنة، 16 قتيلا", between a verb and what it counts."""
        sentence = self.sentence
        if not (self._is_comma(first - 1) and self._is_comma(end) and end + 1 in self.counted):
            return False
        verb = max((at for at in sentence.marked.casualties if at < first), default=first)
        return verb < first and self.counted.isdisjoint(range(verb, first))

    def _past_that(self, at: int) -> int:
        """Return where who says it is named behind "كما صرح بذلك"."""
        said = self.sentence.sign(Sign.WHAT, at) if self.sentence.heads_first else None
        return said.after if said else at

    def _goes_on(self, end: int) -> bool:
        sentence = self.sentence
        return any(
            at in self.counted or at in sentence.marked.casualties
            for at in range(end, min(end + 6, len(sentence)))
        )
