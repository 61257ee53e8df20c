"""A sample incident of our own writing, so that a first look shows a result."""

import json
from datetime import timedelta
from importlib import resources

from sqlalchemy import Engine

from reconcile import extract
from reconcile.model import Incident, Report
from service.store.ledger import Ledger
from service.store.records import RecordedIncident

_TAKEN_AFTER = timedelta(minutes=2)


def load_sample(engine: Engine) -> RecordedIncident:
    """Record the sample incident and its reports, as if each had come when it was published.

    Only so has it a history to ask for, on either clock; all of it is invented, the time too.
    """
    sample = json.loads(resources.files(__name__).joinpath("market_fire.json").read_text("utf-8"))
    reports = [Report.model_validate(entry) for entry in sample["reports"]]
    now = reports[0].published_at
    ledger = Ledger(engine, lambda: now + _TAKEN_AFTER)
    incident = ledger.open_incident(Incident.model_validate(sample["incident"]))
    for report in reports:
        now = report.published_at
        claims = extract(report.text, publisher=report.publisher, published_at=report.published_at)
        ledger.record_report(incident.id, report, claims)
    return incident
