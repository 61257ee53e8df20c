"""The policy `acled`: the most conservative figure of the most reliable sources.

Source: the ACLED codebook, on fatalities. The figure of the most reliable source is coded; where sources
differ or are vague, the most conservative one; it is revised later, upwards or downwards.

Here a source is reliable that is named; of those that the toll has not outgrown, the lowest figure
counts. ACLED codes one number and no range: low and high are what that claim leaves open.
"""

from collections.abc import Sequence

from reconcile.estimation.policies.choosing import current, reliable, ruling_of_one, size, stated
from reconcile.estimation.policies.policy import Policy, Ruling
from reconcile.estimation.positions import Position


def _rule(positions: Sequence[Position], _: Position | None) -> Ruling:
    heard = current(reliable(stated(positions)))
    return ruling_of_one(positions, min(heard, key=size, default=None))


ACLED = Policy("acled", 1, _rule)
