"""Reports of reports: frames of which one tells the other make a chain, outermost first."""

from reconcile.extraction.frame import Frame
from reconcile.extraction.sentences import COMMAS, Sentence
from reconcile.lexicon.language import Sign


def chained(sentence: Sentence, frames: tuple[Frame, ...]) -> tuple[Frame, ...]:
    """Return the frames of a sentence, each with who passes on what it says."""
    told: list[Frame] = []
    for frame in frames:
        before = told[-1] if told else None
        if before is None or before.source is None or frame.source is None:
            told.append(frame)
        elif _is_quoted_behind(sentence, before, frame):
            told[-1] = _passed_on(before, frame, before._replace(after=frame.after))
        elif _is_cited_before(sentence, before, frame):  # who is cited still speaks before it too
            told.append(_passed_on(frame, before, frame))
        elif _is_told_in(sentence, before, frame):
            told.append(_passed_on(before, frame, frame))
        else:
            told.append(frame)
    return tuple(told)


def _is_quoted_behind(sentence: Sentence, before: Frame, frame: Frame) -> bool:
    """Tell "وفق وكالة، نقلا عن طبيب" and "according to Reuters, citing a medic"."""
    return _follows(sentence, before, frame) and sentence.sign(Sign.QUOTING, frame.first) is not None


def _is_cited_before(sentence: Sentence, before: Frame, frame: Frame) -> bool:
    """Tell "citing officials, the channel said"."""
    quoting = sentence.sign(Sign.QUOTING, before.first) is not None
    return quoting and before.after != frame.first and _follows(sentence, before, frame)


def _is_told_in(sentence: Sentence, before: Frame, frame: Frame) -> bool:
    """Tell "ذكرت القناة أن الوزارة أعلنت" and "the agency reported that the ministry said"."""
    if before.trailing or before.denies or before.undoes or frame.trailing or frame.undoes:
        return False
    if sentence.sign(Sign.ACCORDING_TO, before.first):  # "according to the agency, police said"
        return _follows(sentence, before, frame)
    that = sentence.sign(Sign.THAT, before.after)
    return (that.after if that else before.after) == frame.first


def _passed_on(outer: Frame, inner: Frame, place: Frame) -> Frame:
    assert outer.source  # noqa: S101 - only named sources are chained
    return place._replace(source=inner.source, via=(*outer.via, outer.source, *inner.via))


def _follows(sentence: Sentence, before: Frame, frame: Frame) -> bool:
    """Tell whether a frame stands behind another, or behind the comma that ends it."""
    comma = sentence.word(before.after) in COMMAS
    return before.after + comma == frame.first
