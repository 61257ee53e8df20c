"""The policy `maximum`: the highest total that any origin holds.

What merging tools do that let the larger number win, here for comparison. It comes down only when the
origin of the highest figure itself comes down.
"""

from collections.abc import Sequence

from reconcile.estimation.policies.choosing import ruling_of_one, size, stated
from reconcile.estimation.policies.policy import Policy, Ruling
from reconcile.estimation.positions import Position


def _rule(positions: Sequence[Position], _: Position | None) -> Ruling:
    return ruling_of_one(positions, max(stated(positions), key=size, default=None))


MAXIMUM = Policy("maximum", 1, _rule)
