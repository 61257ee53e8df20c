"""A sample incident of our own writing, so that a first look shows a result."""

import json
from importlib import resources

from reconcile import extract
from reconcile.model import Incident, Report
from service.store.ledger import Ledger
from service.store.records import RecordedIncident


def load_sample(ledger: Ledger) -> RecordedIncident:
    """Record the sample incident and its reports, as if they had been posted; return the incident."""
    sample = json.loads(resources.files(__name__).joinpath("market_fire.json").read_text("utf-8"))
    incident = ledger.open_incident(Incident.model_validate(sample["incident"]))
    for entry in sample["reports"]:
        report = Report.model_validate(entry)
        claims = extract(report.text, publisher=report.publisher, published_at=report.published_at)
        ledger.record_report(incident.id, report, claims)
    return incident
