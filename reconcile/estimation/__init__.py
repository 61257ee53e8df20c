"""Claims to one honest range: positions, policies, estimates, revisions."""

from reconcile.estimation.reconciliation import ImpossibleRecord, reconcile

__all__ = ["ImpossibleRecord", "reconcile"]
