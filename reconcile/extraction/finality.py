"""Whether its source calls a figure the first word or the last: "حصيلة أولية", "الحصيلة النهائية"."""

from reconcile.extraction.attribution import leading
from reconcile.extraction.frame import Frame
from reconcile.extraction.reading import Mention
from reconcile.extraction.sentences import Sentence
from reconcile.lexicon.language import Sign
from reconcile.model import Scope

_DOUBTS = (Sign.NONE, Sign.NOT, Sign.AWAITED, Sign.HYPOTHESIS)
"""Signs before "final toll" that say there is none yet."""
_OPENING_REACH = 6
"""How many words such words may stand before who says it."""
_DOUBT_REACH = 5
"""How many words they may stand before it: "ليست هذه هي الحصيلة النهائية"."""


def is_preliminary(sentence: Sentence, frames: tuple[Frame, ...], lead: Frame | None) -> bool:
    """Tell whether the text speaks of a first toll under the frame `lead`, or under none."""
    return any(_tells(sentence, frames, lead, at) for at in sentence.places(Sign.PRELIMINARY))


def is_final(
    sentence: Sentence, frames: tuple[Frame, ...], lead: Frame | None, mention: Mention
) -> bool:
    """Tell whether the text calls a total, told under the frame `lead`, the final one."""
    if mention.scope is not Scope.TOTAL:
        return False
    return any(
        _tells(sentence, frames, lead, at) and not _is_doubted(sentence, at)
        for at in sentence.places(Sign.FINAL)
    )


def _is_doubted(sentence: Sentence, at: int) -> bool:
    if sentence.has(Sign.HYPOTHESIS, at, at + _DOUBT_REACH):  # "the final toll could be higher"
        return True
    return any(sentence.has(sign, at - _DOUBT_REACH, at) for sign in _DOUBTS)


def _tells(sentence: Sentence, frames: tuple[Frame, ...], lead: Frame | None, at: int) -> bool:
    """Tell whether words are said under a frame, or open it: "In its final count the ministry said"."""
    led = leading(frames, at)
    if led is lead:
        return True
    if led is not None or lead is None or not lead.first - _OPENING_REACH <= at < lead.first:
        return False
    return not any(at <= number.first < lead.first for number in sentence.numbers)
