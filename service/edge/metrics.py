"""What Prometheus can ask: how requests go, and how the ledger grows."""

import logging
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from service.store.census import Census

log = logging.getLogger("hasila")

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Metrics(Collector):
    """The metrics of one application. Those of the ledger are read from it whenever they are asked for.

    Since nothing leaves the ledger, its counts never fall: they are right after a restart, and with
    several services on one ledger each tells the same.
    """

    def __init__(self) -> None:
        self.census: Census | None = None
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "hasila_http_requests",
            "Requests answered, by route template and status.",
            ["method", "route", "status"],
            registry=self._registry,
        )
        self._durations = Histogram(
            "hasila_http_request_duration_seconds",
            "How long a request took to answer.",
            ["method", "route"],
            registry=self._registry,
        )
        ProcessCollector(registry=self._registry)
        self._registry.register(self)

    def observe(self, method: str, route: str, status: int | None, seconds: float) -> None:
        """Count a request; its status is None if it was never answered."""
        method = method if method in _METHODS else "other"  # a caller must not make new series
        self._requests.labels(method, route, str(status or "none")).inc()
        self._durations.labels(method, route).observe(seconds)

    def text(self) -> bytes:
        """Return all metrics in Prometheus' text format."""
        return generate_latest(self._registry)

    def describe(self) -> list[Metric]:
        """Name nothing beforehand: the ledger isn't open yet when this is registered."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Read the ledger's metrics; none while it can't be reached."""
        if self.census is None:
            return
        try:
            counts = self.census.take()
        except SQLAlchemyError as error:
            log.warning("the ledger can't be counted", extra={"reason": type(error).__name__})
            return
        size = GaugeMetricFamily("hasila_ledger_size", "What the ledger holds.", labels=["of"])
        size.add_metric(["incidents"], counts.incidents)
        size.add_metric(["claims"], counts.claims)
        size.add_metric(["revisions"], counts.revisions)
        yield size
        yield CounterMetricFamily("hasila_claims_recorded", "Claims ever recorded.", counts.claims)
        yield CounterMetricFamily("hasila_revisions_made", "Revisions ever made.", counts.revisions)
        if counts.newest_claim_age is not None:
            age = counts.newest_claim_age.total_seconds()
            yield GaugeMetricFamily("hasila_newest_claim_age_seconds", "Since the last new claim.", age)
