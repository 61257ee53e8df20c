"""The policy `agreement`, the default: where independent origins agree, and how far they differ.

The sets of positions that share a point and cannot be enlarged are the agreements; each covers a
region. `low` is the lowest point of the lowest region, `high` the highest of the highest. One region:
the sources agree, and the range is their intersection. Several: contested, and the range spans them
(`heard.py`). `best` is the figure that stands (`run.py`) or, where it is outside the range, the newest
stated inside.
"""

from reconcile.estimation.heard import Heard
from reconcile.estimation.policies.policy import Policy, Ruling


def _rule(heard: Heard) -> Ruling:
    span, stands = heard.span.interval, heard.stands
    if span is None:
        return Ruling.graded(heard, None, None)
    if stands is not None and stands.figure is not None and span.holds(stands.figure):
        return Ruling.graded(heard, span, stands)
    return Ruling.graded(heard, span, heard.newest_stated(span))


AGREEMENT = Policy("agreement", 3, _rule)
