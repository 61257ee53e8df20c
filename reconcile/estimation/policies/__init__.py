"""Policies: how positions make an estimate. One file each; this one lists them."""

from collections.abc import Mapping
from types import MappingProxyType

from reconcile.estimation.policies.acled import ACLED
from reconcile.estimation.policies.agreement import AGREEMENT
from reconcile.estimation.policies.airwars import AIRWARS
from reconcile.estimation.policies.latest import LATEST
from reconcile.estimation.policies.maximum import MAXIMUM
from reconcile.estimation.policies.policy import Policy
from reconcile.estimation.policies.ucdp import UCDP

POLICIES: Mapping[str, Policy] = MappingProxyType(
    {policy.name: policy for policy in (AGREEMENT, AIRWARS, UCDP, ACLED, LATEST, MAXIMUM)}
)


class UnknownPolicy(ValueError):
    """A policy that does not exist."""


def policy_named(name: str) -> Policy:
    """Return the policy called `name`.

    Raises:
        UnknownPolicy: there is none; the message lists those there are.
    """
    if name not in POLICIES:
        raise UnknownPolicy(f"policy {name!r} is unknown; there are: {', '.join(POLICIES)}")
    return POLICIES[name]
