"""The policy `latest`: the newest stated total, whoever says it.

What most merging tools do, here for comparison. It reads positions, so that reprints of a figure
that was left behind do not fool it as they fool a tool that takes the last line printed.
"""

from reconcile.estimation.heard import Heard
from reconcile.estimation.policies.choosing import ruling_of_one, stated
from reconcile.estimation.policies.policy import Policy, Ruling


def _rule(heard: Heard) -> Ruling:
    return ruling_of_one(heard, next(reversed(stated(heard.positions)), None))


LATEST = Policy("latest", 1, _rule)
