"""The policy `maximum`: the highest total that any origin holds.

What merging tools do that let the larger number win, here for comparison. It comes down only when the
origin of the highest figure itself comes down.
"""

from reconcile.estimation.heard import Heard
from reconcile.estimation.policies.choosing import ruling_of_one, size, stated
from reconcile.estimation.policies.policy import Policy, Ruling


def _rule(heard: Heard) -> Ruling:
    return ruling_of_one(heard, max(stated(heard.positions), key=size, default=None))


MAXIMUM = Policy("maximum", 1, _rule)
