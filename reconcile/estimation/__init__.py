"""Claims to one honest range: positions, policies, estimates, revisions."""

from reconcile.estimation.reconciliation import reconcile

__all__ = ["reconcile"]
