"""The policy `airwars`: the minimum and maximum of all that is claimed.

Source: Airwars' published methodology. Killed and injured are recorded per incident as a range from the
lowest to the highest of all claims; copies of one original source count once; incidents are graded fair
with two or more credible sources, weak with one, contested where claims compete. The grade *confirmed*,
for what the belligerent itself admits, is never given: a claim does not say whose losses it counts.

An older figure that the toll outgrew still sets the minimum, and a part is no claim of the total.
"""

from reconcile.estimation.heard import Heard
from reconcile.estimation.policies.choosing import ruling, stated, totals
from reconcile.estimation.policies.policy import Policy, Ruling


def _rule(heard: Heard) -> Ruling:
    newest = next(reversed(stated(heard.positions)), None)
    return ruling(heard, totals(heard.positions), newest)


AIRWARS = Policy("airwars", 1, _rule)
