"""Frames of a language whose verb of saying stands before who says it: "أعلنت الوزارة أن"."""

from collections.abc import Iterable

from reconcile.extraction.forms import Form
from reconcile.extraction.frame import HEADLINE_MARKS, Frame, FrameReader, Way
from reconcile.extraction.names import LONGEST_SUBJECT, LONGEST_WORDS
from reconcile.extraction.phrases import Found
from reconcile.extraction.sentences import COMMAS
from reconcile.lexicon.language import Sign

_LONGEST_UNKNOWN_NAME = 2
"""How many words a name may have that nobody knows: "إسلام آباد"."""
_GROUP = "ه"
"""How, folded, the nouns for groups end that a name follows: "حركة طالبان"."""
_KNOWN = ("ال", "وال")
"""How a word with the article begins."""
_AFTER_NAME = 5
"""How many words may stand between who explains and "that": "في تصريح للوكالة"."""
_TOLL_REACH = 4
"""How many words before its verb a toll may be named."""
_LEADS_ON = frozenset({"في", "باسم", "لدى"})
"""What a name goes on behind."""
_PRESENT = ("ي", "ت")
"""What a verb in the present begins with."""


class VerbFirst(FrameReader):
    """Reads the frames of an Arabic sentence."""

    def ways(self) -> Iterable[tuple[Sign, Way]]:
        """Return the signs that a frame can open with, and how it is read then, in the order to try."""
        return (
            (Sign.UNDOES, self._undoing),
            (Sign.LOOKS_BACK, self._looking_back),
            (Sign.RECOUNTED, self._recounting),
            (Sign.RELAYS, self._relay),
            (Sign.MIXED_OPENS, self._explaining),
            (Sign.CONTINUES, self._continuing),
            (Sign.ACCORDING_TO, self._according_to),
            (Sign.REPORTS, self._related),
            (Sign.REPORTS, self._named),
            (Sign.REPORTS, self._reporting),
            (Sign.RISE, self._reporting),
            (Sign.DENIES, self._denial),
            (Sign.BUT, self._turning),
            (Sign.SPEAKERS, self._subject),
        )

    def _reporting(self, at: int) -> Frame | None:
        """Read "أعلنت وزارة الصحة", with "نقلا عن" after it; at the end of a sentence, "يقول مسعف"."""
        sentence = self.sentence
        verb = self._verb(at) or self._changes_toll(at)
        if verb is None or verb.prefix not in ("", "و", "ف", "ل") or self._is_not_told(at):
            return None
        if sentence.sign(Sign.EXCEPT, verb.after):  # "ولم تعترف سوى بسقوط اثنين"
            return Frame(at, verb.after, None, carries=True)
        denies = self._denies(at)
        start = self._past_bracketed_day(self._past_that(verb.after))
        start = self.past_toll(self.past_addressee(start))
        end = self._before_accused(at, start, self.name_end(start))
        of_deed = self._denies_deed(at)
        if sentence.has(Sign.RESPONSIBILITY, verb.after, end + 2) and not of_deed:
            return None
        name = self.name(start, end)
        if name is None and end > verb.after and sentence.sign(Sign.NO_SOURCE, verb.after) is None:
            return None
        frame = Frame(at, end, name, denies=denies, trailing=self._closes(at, end), silent=of_deed)
        if frame.source is None and end == verb.after:
            goes_on = frame._replace(carries=not self._is_of_toll(at))
            return None if self._describes(at) or of_deed else goes_on
        return self._quoting(frame, self.relays(verb.after, end))

    def _past_bracketed_day(self, start: int) -> int:
        """Return where who speaks is named in "أعلن، اليوم، المتحدث العسكري"."""
        sentence = self.sentence
        when = sentence.sign(Sign.WHEN, start + 1) if sentence.word(start) in COMMAS else None
        return when.after + 1 if when and sentence.word(when.after) in COMMAS else start

    def _past_named(self, denied: int) -> int:
        """Return the token behind who denies: "نفت الحركة تورطها في"."""
        return self.name_end(denied)

    def _before_accused(self, verb: int, start: int, end: int) -> int:
        """Return where the name of who accuses ends: "اتهمت شبكة أطباء السودان قوات الدعم السريع"."""
        sentence = self.sentence
        if sentence.sign(Sign.ACCUSES, verb) is None:
            return end
        accused = (at for at in range(start + 1, end) if self._opens_accused(at))
        return next(accused, end)

    def _opens_accused(self, at: int) -> bool:
        """Tell the force or people behind the name of who accuses them."""
        sentence, before = self.sentence, self.sentence.word(at - 1)
        known = before.startswith(_KNOWN)
        ended = before not in _LEADS_ON and (at - 1 in self._plain or known)
        speaker, person = sentence.sign(Sign.SPEAKERS, at), sentence.marked.persons.get(at)
        office = speaker is not None and speaker.prefix == ""
        # "نقابة الصحفيين الفلسطينيين" is all of one name.
        described = at - 1 in sentence.marked.persons or before[-2:] == sentence.word(at)[-2:]
        people = person is not None and person.meaning is Form.PLURAL and known and not described
        return ended and bool(office or people or sentence.sign(Sign.FORCES, at))

    def frames(self) -> tuple[Frame, ...]:
        """Return the frames; where the first only goes on, the source is who did what is told first."""
        first, *others = super().frames() or (None,)
        if first is None:
            return ()
        goes_on = first.carries and not first.trailing and first.first > 1
        subject = self._doer() if goes_on else None
        first = first._replace(carries=False, source=subject) if subject else first
        return (first, *others)

    def _doer(self) -> str | None:
        """Return the group of "وتبنت جماعة النهر الهجوم، زاعمة أنها قتلت 40", who speaks on."""
        sentence = self.sentence
        speaker = sentence.sign(Sign.SPEAKERS, 1)
        if speaker is None or speaker.prefix not in ("", "ال") or not self._is_deed(0):
            return None
        if speaker.definite:
            return self.name(1, speaker.after)
        end = speaker.after
        while end < LONGEST_SUBJECT and not self._ends_name(end, opening=False):
            if end in sentence.marked.casualties:
                break
            end += 1
        known = [at for at in range(1, end) if sentence.word(at).startswith(_KNOWN)]
        called = sentence.word(speaker.after - 1).endswith(_GROUP) and end > speaker.after
        last = next((at for at in known if at + 1 not in known), speaker.after - 1 + called)
        return self.name(1, last + 1)

    def _is_deed(self, at: int) -> bool:
        """Tell the verb that a sentence opens with, which is no preposition and tells of no victim."""
        return at in self._plain or self.sentence.sign(Sign.REPORTS, at) is not None

    def _describes(self, at: int) -> bool:
        """Tell the verb of "مسلحون يعتقد أنهم من خلايا", which says more of those before it."""
        person = self.sentence.marked.persons.get(at - 1)
        return person is not None and not person.definite and person.meaning is not Form.SINGULAR

    def _is_of_toll(self, at: int) -> bool:
        """Tell "وكانت حصيلة سابقة أشارت إلى", where a toll says it and nobody speaks on."""
        return self.sentence.has(Sign.TOTAL, at - _TOLL_REACH, at)

    def _is_not_told(self, at: int) -> bool:
        """Tell "وقدرت الخسائر ب", said of a thing, "نقلت إلى المستشفى", and what nobody tells at all."""
        sentence, behind = self.sentence, at + 1
        of_thing = sentence.sign(Sign.THINGS, behind) and not sentence.sign(Sign.SPEAKERS, behind)
        return bool(of_thing) or self._takes_away(at) or super()._is_not_told(at)

    def _takes_away(self, at: int) -> bool:
        """Tell "نقلت إلى المستشفى" and "نقلت الطواقم 7 جثامين إلى المستشفى", which relay nothing."""
        sentence = self.sentence
        if sentence.sign(Sign.RELAYS, at) is None:
            return False
        if sentence.sign(Sign.TO, at + 1):
            return True
        end = sentence.next_mark(at + 1)
        told = any(sentence.has(sign, at + 1, end) for sign in (Sign.WHENCE, Sign.THAT))
        hospitals = (near for near in sentence.places(Sign.HOSPITAL) if at < near < end)
        return not told and any(sentence.ending(Sign.TO, near) for near in hospitals)

    def _quoting(self, frame: Frame, relays: tuple[str, ...]) -> Frame:
        """Return the frame of "ذكرت صحيفة، نقلا عن طبيب", whose source stands behind who relays it."""
        sentence, end = self.sentence, frame.after
        issued = sentence.sign(Sign.RELAYED_FROM, end)
        if issued and issued.after > end + 1:  # "أفاد بيان صادر عن النيابة"
            end = self.name_end(issued.after)
            return frame._replace(after=end, source=self.name(issued.after, end))
        quoting = end + (
            sentence.word(end) in COMMAS and sentence.sign(Sign.QUOTING, end + 1) is not None
        )
        quoted = self._according_to(quoting)
        if frame.trailing or quoted is None or quoted.source is None:
            return frame
        return frame._replace(after=quoted.after, source=quoted.source, via=relays)

    def _related(self, at: int) -> Frame | None:
        """Read "وفق الوزارة التي رجحت بقاء تسعة": whoever was named says this too."""
        verb = self.sentence.sign(Sign.REPORTS, at)
        if verb is None or not self.sentence.ending(Sign.WHICH, at) or self._denies(at):
            return None
        named = self.sentence.sign(Sign.SPEAKERS, verb.after)
        return None if named else Frame(at, verb.after, None, carries=True)

    def _looking_back(self, at: int) -> Frame | None:
        """Read "يذكر أن" at the head of a sentence: the paper's own words, and no source goes on."""
        found = self.sentence.sign(Sign.LOOKS_BACK, at) if at == 0 else None
        return Frame(at, found.after, None) if found else None

    def _recounting(self, at: int) -> Frame | None:
        """Read "ما أعلنته الحركة عن" and "رواية الفصائل عن": somebody else's figure."""
        found = self._recounted(at)
        end = self.name_end(found.after) if found else at
        name = self.name(found.after, end) if found else None
        return Frame(at, end, name) if name else None

    def _explaining(self, at: int) -> Frame | None:
        """Read the verb of "وبين مصدر طبي أن", which is written like "between"."""
        sentence, start = self.sentence, at + 1
        if not (sentence.sign(Sign.SPEAKERS, start) and (at == 0 or sentence.is_mark(at - 1))):
            return None
        end = self.name_end(start)
        furthest = sentence.first_mark(end, end + _AFTER_NAME)
        that = sentence.has(Sign.THAT, end, end + _AFTER_NAME if furthest is None else furthest)
        return Frame(at, end, self.name(start, end)) if that else None

    def _changes_toll(self, at: int) -> Found[Sign] | None:
        """Read "خفضت السلطات الحصيلة": who changes a toll tells it."""
        verb = self.sentence.sign(Sign.RISE, at)
        return verb if verb and self.sentence.sign(Sign.SPEAKERS, verb.after) else None

    def _closes(self, first: int, end: int) -> bool:
        """Tell "…، يقول مسعف من المكان." from what opens a report: a comma before, nothing after."""
        sentence = self.sentence
        if first < 2 or sentence.word(first - 1) not in ("،", ",", '"', "»", "”"):  # noqa: PLR2004 - something was said
            return False
        if sentence.sign(Sign.THAT, end):  # "…، وأكد شاهد أن الأضرار كبيرة"
            return False
        put_in = sentence.word(first).startswith(_PRESENT) and sentence.word(end) in COMMAS
        if put_in and self._figures(0, first):  # "سقط 15 قتيلا، تقول المعارضة، بينما"
            return True
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
                denies, silent = self._denies(end), self._denies_deed(end)
                return Frame(at, verb.after, name, denies=denies, silent=silent)
            if (
                end in self.counted
                or self._tells(end)
                or sentence.word(end) in (*COMMAS, *HEADLINE_MARKS, "")  # "كابول (رويترز) - قال"
            ):
                return None
        return None

    def _tells(self, at: int) -> bool:
        """Tell a word of what befell somebody, which no source is called by."""
        casualty = self.sentence.marked.casualties.get(at)
        return casualty is not None and not casualty.definite and not self.is_work(at)

    def _named(self, at: int) -> Frame | None:
        """Read "طهران تقول": a name that nobody knows opens the clause, its verb behind it."""
        sentence, first = self.sentence, at
        verb = sentence.sign(Sign.REPORTS, at)
        if verb is None or verb.prefix or not sentence.word(at).startswith(_PRESENT):
            return None
        if self._denies_deed(at):
            return None
        while first > at - _LONGEST_UNKNOWN_NAME and first - 1 in self._plain:
            first -= 1
        joined = sentence.word(first).startswith("و")
        opens = first == 0 or sentence.is_mark(first - 1) or sentence.sign(Sign.CLAUSES, first - 1)
        if first == at or not (opens or joined):
            return None
        name = self.name(first, at, "و" if joined else "")
        if name is None:
            return None
        return Frame(first, verb.after, name, denies=self._denies(at))

    def _opens_clause(self, at: int) -> bool:
        sentence = self.sentence
        if at == 0 or sentence.is_mark(at - 1) or sentence.sign(Sign.CLAUSES, at - 1):
            return True
        found = sentence.sign(Sign.SPEAKERS, at)
        return bool(found and found.prefix[:1] in ("و", "ف"))
