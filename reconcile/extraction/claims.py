"""Mentions and frames to claims: the end of the cascade, and its face."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from reconcile.extraction.attribution import attribution, is_undone, leading
from reconcile.extraction.coreference import named_in_full
from reconcile.extraction.duals import duals_told
from reconcile.extraction.finality import is_final, is_preliminary
from reconcile.extraction.frame import Frame
from reconcile.extraction.frames import frames, frames_before
from reconcile.extraction.mentions import Refusal, mentions
from reconcile.extraction.moments import moments
from reconcile.extraction.quantities import Quantity, quantities
from reconcile.extraction.reading import Mention
from reconcile.extraction.sentences import Sentence, sentences
from reconcile.fields import Frozen, Moment, Name
from reconcile.model import Claim, Evidence, Qualifier

CONTEXT = 40
"""How many code points of the text stand in an evidence's prefix and suffix."""
_CARRIED_OVER = 4
"""From how many sentences back a source carries over to "وأضاف أن"."""


class _Publication(Frozen):
    """Checked before anything is read, so that a bad argument is refused whatever the text."""

    publisher: Name | None
    published_at: Moment | None


def extract(
    text: str,
    *,
    language: str | None = None,
    publisher: str | None = None,
    published_at: datetime | None = None,
) -> list[Claim]:
    """Return the casualty claims that `text` makes, in text order.

    Args:
        text: one report, of any length; any string is accepted.
        language: its ISO 639-1 code; without one, each sentence is read in its own language.
        publisher: who published it; the origin of what it attributes to nobody.
        published_at: when, with an offset; the time its figures speak of unless it says another, up to
            which they count ("as of Monday evening").

    Raises:
        UnknownLanguage: the language has no lexicon; the message lists those there are.
        pydantic.ValidationError: `published_at` has no offset or is at the ends of time, or `publisher`
            is empty.
    """
    publication = _Publication(publisher=publisher, published_at=published_at)
    return [
        claim
        for read in map(read_sentence, sentences(text, language))
        for claim in _claims(text, publication, read)
    ]


@dataclass(frozen=True, slots=True)
class SentenceRead:
    """What every stage made of a sentence."""

    sentence: Sentence
    quantities: tuple[Quantity, ...]
    frames: tuple[Frame, ...]
    mentions: tuple[Mention, ...]
    refusals: tuple[Refusal, ...]


def read_sentence(sentence: Sentence) -> SentenceRead:
    """Take a sentence through the cascade."""
    sentence = duals_told(sentence) if sentence.heads_first else sentence
    counted = quantities(sentence)
    told = named_in_full(sentence, frames(sentence, counted))
    found, refused = mentions(sentence, counted, _speaking(sentence, told))
    return SentenceRead(sentence, counted, told, found, refused)


def _speaking(sentence: Sentence, told: tuple[Frame, ...]) -> frozenset[int]:
    """Return the tokens that name who speaks: "34 were wounded, a surgeon at the hospital said"."""
    if sentence.heads_first:  # there, who speaks is known by the verb before
        return frozenset()
    return frozenset(at for frame in told if frame.source for at in range(frame.first, frame.after))


def _claims(text: str, publication: _Publication, read: SentenceRead) -> Iterator[Claim]:
    leads = [leading(read.frames, _place(mention)) for mention in read.mentions]
    published_at = publication.published_at
    dated = moments(read.sentence, read.mentions, published_at) if published_at else {}
    earlier = _carried_over(read.sentence) if any(lead and lead.carries for lead in leads) else None
    for mention, lead in zip(read.mentions, leads, strict=True):
        carries = lead is not None and lead.carries
        carried = (_last_named(read.frames, mention.first) or earlier) if carries else None
        as_of = dated.get(mention.first, published_at)
        yield _claim(text, publication, read, mention, lead, carried, as_of)


def _claim(
    text: str,
    publication: _Publication,
    read: SentenceRead,
    mention: Mention,
    lead: Frame | None,
    carried: str | None,
    as_of: datetime | None,
) -> Claim:
    return Claim(
        category=mention.category,
        count=mention.count,
        scope=mention.scope,
        denied=(lead is not None and lead.denies) or is_undone(read.frames, mention.first),
        preliminary=is_preliminary(read.sentence, read.frames, lead),
        final=is_final(read.sentence, read.frames, lead, mention),
        attribution=attribution(read.frames, _place(mention), lead, carried),
        evidence=_evidence(text, read.sentence, mention),
        publisher=publication.publisher,
        published_at=publication.published_at,
        as_of=as_of,
    )


def _place(mention: Mention) -> int:
    """Return where a mention stands among the frames: "لم تسجل الشرطة أي إصابات" holds its own."""
    return mention.after - 1 if mention.count.qualifier is Qualifier.ZERO else mention.first


def _carried_over(sentence: Sentence) -> str | None:
    """Return the source named last in the sentences before one."""
    earlier = (told for told in frames_before(sentence, _CARRIED_OVER) if told)
    named = (_last_named(told, told[-1].after) for told in earlier)
    return next(filter(None, named), None)


def _last_named(reported: tuple[Frame, ...], at: int) -> str | None:
    """Return who spoke last, and not whose words they denied."""
    named = [frame.source for frame in reported if frame.source and frame.first < at]
    quoted = {after.source for before, after in pairwise(reported) if before.denies and after.denies}
    speaking = [source for source in named if source not in quoted] or named
    return speaking[-1] if speaking else None


def _evidence(text: str, sentence: Sentence, mention: Mention) -> Evidence:
    _, end = sentence.span(mention.first, mention.after)
    start = mention.start
    return Evidence(
        exact=text[start:end],
        prefix=text[max(start - CONTEXT, 0) : start],
        suffix=text[end : end + CONTEXT],
        start=start,
        end=end,
    )
