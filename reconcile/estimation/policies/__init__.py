"""Policies: how positions make an estimate. One file each; this one lists them."""

from collections.abc import Mapping
from types import MappingProxyType

from reconcile.estimation.policies.agreement import AGREEMENT
from reconcile.estimation.policies.policy import Policy

POLICIES: Mapping[str, Policy] = MappingProxyType({AGREEMENT.name: AGREEMENT})


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
