"""Who says what stands at a place of a sentence, by its frames."""

from functools import lru_cache

from reconcile.extraction.frame import Frame
from reconcile.model import Attribution


def leading(frames: tuple[Frame, ...], at: int) -> Frame | None:
    """Return the frame that governs the token at `at`: from before it, or as in "…, they added"."""
    for frame in reversed(frames):
        if frame.after <= at and _leads(frame):
            return frame
    return next((frame for frame in frames if frame.trailing and frame.carries), None)


def _leads(frame: Frame) -> bool:
    if frame.undoes:
        return frame.source is not None
    return not frame.silent and (frame.embedded or not frame.trailing)


def is_undone(frames: tuple[Frame, ...], at: int) -> bool:
    """Tell whether what stands at token `at` is denied after it: "…، لكن مصدرا نفى ذلك"."""
    return any(frame.undoes and frame.first > at for frame in frames)


def attribution(
    frames: tuple[Frame, ...], at: int, lead: Frame | None, carried: str | None
) -> Attribution:
    """Return who says what stands at token `at`, which the frame `lead` governs.

    `carried` is the last source of the text so far. A trailing frame names the source, and the frame
    before it the relay; but where the trailing one is an agency, it relays who stands before it.
    """
    source = None if lead is None else carried if lead.carries else lead.source
    via = lead.via if lead else ()
    trailing = [frame for frame in frames if frame.trailing and frame.source and not frame.silent]
    if not trailing:
        return _said_by(source, via)
    for frame in trailing:
        parting = (f for f in frames if not f.trailing and not (f.carries and lead is None))
        if frame.first > at and not any(at < f.first <= frame.first for f in parting):
            if source and frame.is_media and frame.source:  # "قال طبيب إن …، وفق وكالة"
                return _said_by(source, (*frame.via, frame.source, *via))
            relays = (*via, source) if source else via
            return _said_by(frame.source, (*relays, *frame.via))
    beside = [frame for frame in trailing if frame.after <= at]
    if lead is None and beside:  # "قتل فيها، وفق الوزير، ثلاثة"
        return _said_by(beside[-1].source, beside[-1].via)
    return _said_by(source, via)


@lru_cache(maxsize=1024)
def _said_by(source: str | None, via: tuple[str, ...] = ()) -> Attribution:
    """Return an attribution; texts name the same few sources over and over."""
    return Attribution(source=source, via=via)
