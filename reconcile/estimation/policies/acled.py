"""The policy `acled`: the most conservative figure of the most reliable sources.

Source: the ACLED codebook, on fatalities. The figure of the most reliable source is coded; where sources
differ or are vague, the most conservative one; it is revised later, upwards or downwards.

Here a source is reliable that is named; of those that the toll has not outgrown, the lowest figure
counts. ACLED codes one number and no range: low and high are what that claim leaves open.
"""

from reconcile.estimation.heard import Heard
from reconcile.estimation.policies.choosing import current, reliable, ruling_of_one, size, stated
from reconcile.estimation.policies.policy import Policy, Ruling


def _rule(heard: Heard) -> Ruling:
    candidates = current(reliable(stated(heard.positions)))
    return ruling_of_one(heard, min(candidates, key=size, default=None))


ACLED = Policy("acled", 1, _rule)
