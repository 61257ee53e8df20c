"""Frames of a language that names who speaks before the verb of saying: "the ministry said that"."""

from collections.abc import Iterable

from reconcile.extraction.frame import HEADLINE_MARKS, Frame, FrameReader, Way
from reconcile.extraction.names import LONGEST_SUBJECT, LONGEST_WORDS, QUOTING_MARKS
from reconcile.extraction.voice import is_passive
from reconcile.lexicon.language import Sign

_FURTHEST_QUOTE = 6
"""How many words behind a verb of reporting another's words can be announced."""
_LONGEST_SPEAKER = 3
"""How many words a noun for who speaks may have: "civil defence official"."""
_APOSTROPHES = frozenset("'’")


class SubjectFirst(FrameReader):
    """Reads the frames of an English sentence."""

    def ways(self) -> Iterable[tuple[Sign, Way]]:
        """Return the signs that a frame can open with, and how it is read then, in the order to try."""
        return (
            (Sign.UNDOES, self._undoing),
            (Sign.RECOUNTED, self._owned),
            (Sign.CONTINUES, self._added),
            (Sign.CONTINUES, self._continuing),
            (Sign.ACCORDING_TO, self._according_to),
            (Sign.REPORTS, self._added),
            (Sign.REPORTS, self._resumed),
            (Sign.REPORTS, self._told_by),
            (Sign.RELAYS, self._told_by),
            (Sign.DENIES, self._denial),
            (Sign.BUT, self._turning),
        )

    def _places(self) -> dict[int, list[Way]]:
        """Return where frames can open; those at the end of a headline are marked by no word."""
        words = self.sentence.tokens.texts
        headlines = (at for at, word in enumerate(words) if word in HEADLINE_MARKS)
        return {**super()._places(), **{at: [self._closing] for at in headlines}}

    def _told_by(self, at: int) -> Frame | None:
        """Read "the ministry said 3 died", "…, said a medic", "A quoted B as saying"."""
        sentence = self.sentence
        verb = sentence.sign(Sign.REPORTS, at) or sentence.sign(Sign.RELAYS, at)
        if verb is None or self._is_not_told(at) or is_passive(sentence, at) or self._is_idiom(at):
            return None
        first, end = self._subject_before(at)
        denial = sentence.sign(Sign.DENIES, at)  # "dismissed as false"
        after = max(verb.after, denial.after) if denial else verb.after
        if self._is_inverted(at, verb.after):
            first = end = at
        if first == end and self._is_comma(first - 1):
            first, end, after = verb.after, self.name_end(verb.after), self.name_end(verb.after)
        name = self.name(first, end)
        counted = first < at and first - 1 in self.counted  # "who seized 27 villagers have released 8"
        if counted or sentence.sign(Sign.DETERMINERS, end - 1):  # "a claim"
            return None
        claims = sentence.has(Sign.RESPONSIBILITY, verb.after, verb.after + 4)
        if name is None or claims:
            return None
        opens = min(first, at)
        frame = Frame(opens, after, name, denies=self._denies(at), silent=self._denies_deed(at))
        if quoted := self._quoted_behind(frame):
            frame = quoted
        told = self._figures(frame.after, self._mark_from(frame.after))
        told = told and not sentence.has(Sign.SEQUEL, frame.after, frame.after + 2)
        before = self._figures(0, opens)
        if frame.denies and before and not told:
            return frame._replace(denies=False, undoes=True)
        if before and not told and self._is_comma(opens - 1):
            later = self._figures(frame.after, len(sentence))
            return frame._replace(trailing=True, embedded=later)
        return frame

    def _owned(self, at: int) -> Frame | None:
        """Read "the rebels' claim to have killed": a figure is somebody's by their name before it."""
        sentence = self.sentence
        owner = at - 2 if sentence.word(at - 2) in _APOSTROPHES else at - 1
        end = owner if sentence.word(owner) in _APOSTROPHES else at
        if end == at or self._parts_subject(end - 1):
            return None
        first = end
        while first > max(end - LONGEST_SUBJECT, 0) and not self._opens_name(first):
            first -= 1
        first += sentence.sign(Sign.BY, first) is not None  # "By Syria's count"
        return Frame(first, at + 1, self.name(first, end))

    def _opens_name(self, at: int) -> bool:
        """Tell the article that an owner's name begins with, or what parts the name from before."""
        return bool(self.sentence.sign(Sign.DETERMINERS, at)) or self._parts_subject(at - 1)

    def _undoing(self, at: int) -> Frame | None:
        """Read "the claim that 200 died is untrue", but not "12 died; the alarm was false"."""
        sentence = self.sentence
        told = (*sentence.places(Sign.RECOUNTED), *sentence.places(Sign.UNKNOWN))
        claim = max((place for place in told if place < at), default=None)
        if claim is None or not self._figures(claim, at):
            return None
        parted = any(self._is_comma(near) for near in range(claim, at)) or sentence.has(
            Sign.AND, claim, at
        )
        undoing = None if parted else super()._undoing(at)
        after = sentence.places(Sign.UNDOES)[at].after
        # Who said so goes on: "… of 12 was wrong and only nine had died".
        return undoing and undoing._replace(after=after, source=None, carries=True)

    def _added(self, at: int) -> Frame | None:
        """Read "…, they added." at the end, where the last source goes on."""
        found = self.sentence.sign(Sign.CONTINUES, at) or self.sentence.sign(Sign.REPORTS, at)
        unnamed = self.sentence.sign(Sign.PRONOUNS, at) or self.sentence.sign(Sign.PRONOUNS, at - 1)
        if found is None or unnamed is None or not self._is_comma(unnamed.first - 1):
            return None
        if not self._figures(0, at) or not self.counted.isdisjoint(
            range(found.after, len(self.sentence))
        ):
            return None
        return Frame(unnamed.first, found.after, None, trailing=True, carries=True)

    def _resumed(self, at: int) -> Frame | None:
        """Read "It also recorded 184 arrests", where the last source goes on."""
        sentence = self.sentence
        unnamed = sentence.ending(Sign.PRONOUNS, self._past_adverbs(at))
        if unnamed is None or is_passive(sentence, at) or self._is_not_told(at) or self._is_idiom(at):
            return None
        before = unnamed.first - 1
        if before >= 0 and (not sentence.is_mark(before) or self._is_comma(before)):
            return None
        after = sentence.places(Sign.REPORTS)[at].after
        return Frame(unnamed.first, after, None, denies=self._denies(at), carries=True)

    def _past_adverbs(self, verb: int) -> int:
        """Return where the words open that stand between a subject and its verb: "has since"."""
        sentence, first = self.sentence, verb
        while passed := sentence.ending(Sign.HAVE, first) or sentence.ending(Sign.ADVERBS, first):
            first = passed.first
        return first

    def _is_inverted(self, at: int, start: int) -> bool:
        """Tell "…, including a baby, said the governor.", where a speaker ends the clause."""
        sentence, end = self.sentence, self.name_end(start)
        if sentence.sign(Sign.ADDRESSES, at):
            return False  # "Omar Nasser, a medic, told Reuters"
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
        sentence, end = self.sentence, self._past_adverbs(verb)
        if abbreviated := self._bracket_before(end):  # "the Red Crescent (ICRC) said"
            first, named = self._subject_before(abbreviated)
            return (first, end) if first < named else (end, end)
        unnamed = sentence.sign(Sign.PRONOUNS, end - 1)
        if unnamed or sentence.word(end - 1) in QUOTING_MARKS:  # "“19 people died,” said a medic"
            return end, end
        if self._is_comma(end - 1):  # "Omar, a medic, said"
            commas = [at for at in range(end - 2, end - 2 - LONGEST_WORDS, -1) if self._is_comma(at)]
            told = commas and sentence.has(Sign.REPORTS, commas[0], end)  # "…, he said, announcing"
            if not commas or told or self._figures(commas[0], end):
                return end, end
            first, _ = self._subject_before(commas[0])
            aside = sentence.sign(Sign.ASIDES, commas[0] + 1)  # "the army, however, said"
            closes = commas[0] if aside else end - 1
            return (first, closes) if first < commas[0] else (end, end)
        first = end
        while first > max(end - LONGEST_SUBJECT - 2, 0) and not self._parts_subject(first - 1):
            first -= 1
            if self._opens_clause(first):
                break
        return first, end

    def _bracket_before(self, end: int) -> int | None:
        """Return where the bracket opens of an abbreviation that ends at a token, or None."""
        sentence = self.sentence
        opens = next((at for at in (end - 3, end - 4) if sentence.word(at) == "("), None)
        closes = sentence.word(end - 1) == ")"
        return opens if closes and opens and not self._figures(opens, end) else None

    def _opens_clause(self, at: int) -> bool:
        """Tell the second article of "a figure the army dismissed", whose noun begins a clause."""
        article, before = self.sentence.sign(Sign.DETERMINERS, at), at - 1
        thing = self.sentence.sign(Sign.NO_SOURCE, before) or self.sentence.sign(Sign.TOTAL, before)
        return article is not None and thing is not None

    def _parts_subject(self, at: int) -> bool:
        """Tell whether a subject can't reach over the token at `at`."""
        sentence = self.sentence
        if sentence.is_mark(at):
            return not (sentence.joins_words(at) or sentence.word(at) in "'’.")
        if self._joins_speakers(at) or self._joins_name(at):
            return False
        if sentence.word(at)[:1].isdigit() and ":" in sentence.word(at):
            return True  # "14:32 The fire service says"
        counted = at in self.counted and not sentence.sign(Sign.DETERMINERS, at - 1)
        if (
            counted  # but "officials in the three regions said"
            or sentence.ending(Sign.CLAUSES, at + 1)
            or sentence.sign(Sign.WHAT, at)
            or sentence.sign(Sign.REPORTS, at)
            or sentence.ending(Sign.DENIES, at + 1)
        ):
            return sentence.sign(Sign.SPEAKERS, at) is None and not self._is_initials(at)
        return at in sentence.marked.casualties and not self._is_of_speaker(at)

    def _joins_speakers(self, at: int) -> bool:
        """Tell the "and" of "residents and a local official said"."""
        if self.sentence.sign(Sign.AND, at) is None:
            return False
        ends = range(at - _LONGEST_SPEAKER, at)
        before = any(self._speaker_end(near) == at for near in ends)
        return before and any(self._speaker_end(near) for near in range(at + 1, at + 4))

    def _joins_name(self, at: int) -> bool:
        """Tell the "and" of "Japan's Fire and Disaster Management Agency said", inside a name."""
        sentence = self.sentence
        if sentence.sign(Sign.AND, at) is None or not self._is_capital(at + 1):
            return False
        if sentence.sign(Sign.SPEAKERS, at + 1) or at + 1 in sentence.marked.persons:
            return False
        first = at
        while first > max(at - _LONGEST_SPEAKER, 0) and self._is_capital(first - 1):
            first -= 1
        owned = sentence.word(first - 2) in _APOSTROPHES
        opened = owned or sentence.sign(Sign.DETERMINERS, first - 1) is not None
        return first < at and opened and sentence.has(Sign.SPEAKERS, at + 2, at + 2 + _LONGEST_SPEAKER)

    def _is_capital(self, at: int) -> bool:
        """Tell a word that is written with a capital."""
        return not self.sentence.is_mark(at) and self.sentence.written(at, at + 1)[0].isupper()

    def _speaker_end(self, at: int) -> int | None:
        """Return where somebody who can speak ends who is told from a token on, None where nobody is."""
        speaker = self.sentence.sign(Sign.SPEAKERS, at) or self.sentence.marked.persons.get(at)
        return speaker.after if speaker else None

    def _closing(self, at: int) -> Frame | None:
        """Read "12 killed in blast: police" and "12 killed in blast - officials"."""
        sentence = self.sentence
        ends = len(sentence) - (sentence.word(len(sentence) - 1) == ".")
        if (
            sentence.word(at) not in HEADLINE_MARKS
            or sentence.joins_words(at)
            or ends - at > LONGEST_WORDS
        ):
            return None
        if not sentence.has(Sign.SPEAKERS, at + 1, ends) or self._figures_but_speakers(at, ends):
            return None
        if sentence.has(Sign.REPORTS, at + 1, ends) or not self._figures(0, at):
            return None
        return Frame(at, ends, self.name(at + 1, ends), trailing=True)

    def _figures_but_speakers(self, first: int, after: int) -> bool:
        told = (at for at in range(first, after) if not self._is_of_speaker(at))
        return any(self._figures(at, at + 1) for at in told)

    def _is_of_speaker(self, at: int) -> bool:
        """Tell the words of "survivors" and "mountain rescue", which name who speaks."""
        return self.sentence.sign(Sign.SPEAKERS, at) is not None or self._closes_name(at)

    def _is_idiom(self, at: int) -> bool:
        """Tell "claimed 12 lives" and "the number of confirmed deaths", where nobody speaks."""
        sentence = self.sentence
        if sentence.ending(Sign.OF, at) and at + 1 in sentence.marked.casualties:
            return True
        accident = sentence.sign(Sign.ACCIDENT, at)
        if accident and accident.after > at + 1:
            return True  # "when the roof gave way"
        needs = (i.meaning.needed for i in sentence.marked.idioms if i.first == at)
        return any(sentence.word(near) in words for words in needs for near in range(at, at + 6)) or any(
            found.first == at and found.after > at + 1 for found in sentence.marked.casualties.values()
        )

    def _mark_from(self, at: int) -> int:
        """Return where the clause ends that a token stands in."""
        sentence = self.sentence
        while at < len(sentence) and not sentence.ends_phrase(at):
            at += 1
        return at
