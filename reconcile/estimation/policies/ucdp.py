"""The policy `ucdp`: the lowest reliable, the most likely and the highest reliable figure.

Source: the UCDP Georeferenced Event Dataset codebook. Each event has a low, a best and a high estimate:
the lowest, the most likely and the highest that reliable sources support. Where the three differ, the
best is the low one in about two thirds of the events.

Here a source is reliable that is named, the most likely figure is the one that most of them state, and
of several such the newest. Figures that the toll outgrew are out of date, not low estimates.
"""

from collections import Counter

from reconcile.estimation.heard import Heard
from reconcile.estimation.policies.choosing import current, reliable, ruling, stated
from reconcile.estimation.policies.policy import Policy, Ruling


def _rule(heard: Heard) -> Ruling:
    candidates = current(reliable(stated(heard.positions)))
    voices = Counter(p.figure for p in candidates if p.figure is not None)
    most = max(voices.values(), default=0)
    likely = [p for p in candidates if p.figure is not None and voices[p.figure] == most]
    return ruling(heard, candidates, next(reversed(likely), None))


UCDP = Policy("ucdp", 1, _rule)
