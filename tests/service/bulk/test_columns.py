"""Columns hold what rows made of the model's own dump would, to the last null and moment."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from reconcile import extract
from service.bulk import rows as reading
from service.bulk.columns import claims_table
from service.bulk.extracting import extract_archive
from service.bulk.rows import ArchivedReport, Found, Place, claims_coded, claims_read
from service.bulk.schemas import CLAIMS, PLACED_CLAIMS
from service.store.records import ListedClaim, as_recorded
from tests.service.bulk.archives import Row, reports, silent, write

OFFSETS = ("Z", "+03:00", "-09:30")
REPORTS = [
    report | {"published_at": report["published_at"].replace("Z", OFFSETS[place % 3])}
    for place, report in enumerate(reports(400, seed=4))
]


def _rows_expected(given: list[Row]) -> list[Row]:
    """Return the claims of reports as the service records each, dumped by the model itself."""
    expected = []
    for report in map(ArchivedReport.model_validate, given):
        said = extract(
            report.text,
            language=report.language,
            publisher=report.publisher,
            published_at=report.published_at,
        )
        for claim in said:
            row = as_recorded(claim, report.published_at).model_dump() | {"final": claim.final}
            expected.append(row | {"incident": report.incident, "report_id": report.id})
    return expected


def test_a_file_of_claims_holds_what_the_service_records(tmp_path: Path) -> None:
    extract_archive(write(tmp_path / "reports.jsonl", REPORTS), tmp_path / "out", 1, silent)
    written = pq.read_table(tmp_path / "out" / "claims")
    expected = pa.Table.from_pylist(_rows_expected(REPORTS), CLAIMS)
    assert expected.num_rows > 300
    assert written.schema == CLAIMS
    assert written.equals(expected)


def test_coded_claims_keep_all_that_was_said_of_them() -> None:
    bare: Row = {
        "incident": "حريق",
        "category": "killed",
        "count": {"low": 3, "high": None, "qualifier": "at_least"},
        "published_at": "2026-03-01T10:00:00+03:00",
    }
    taken_back = {"claim_id": "a", "recorded_at": "2026-03-02T10:00:00Z", "reason": "a slip"}
    evidence = {"exact": "3 killed", "start": 5, "end": 13}
    rows = [
        bare,
        bare | {"id": "a", "retraction": taken_back, "report_id": "r1", "since": "2026-02-01T00:00:00Z"},
        bare
        | {"evidence": evidence, "attribution": {"source": "وزارة", "via": ["a", "b"]}, "final": True},
    ]
    places = [Place("coded.jsonl", line) for line in (1, 2, 5)]
    found = [one for one in claims_coded(zip(places, rows, strict=True)) if isinstance(one, Found)]
    listed = [
        ListedClaim.model_validate({k: v for k, v in row.items() if k != "incident"}) for row in rows
    ]
    expected = [
        claim.model_dump() | {"incident": "حريق", "final": claim.final} | place._asdict()
        for claim, place in zip(listed, places, strict=True)
    ]
    table = claims_table(found, PLACED_CLAIMS)
    assert table.equals(pa.Table.from_pylist(expected, PLACED_CLAIMS))
    assert table.column("retraction").null_count == 2


def test_no_claims_are_a_table_too() -> None:
    assert claims_table([], CLAIMS).equals(CLAIMS.empty_table())


@pytest.mark.parametrize("at_once", [1, 7, 1_000])
def test_how_many_are_read_at_once_changes_nothing(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoiled = [
        row | {"language": "xx"} if place % 11 == 0 else row for place, row in enumerate(REPORTS[:90])
    ]
    placed = [(Place("f", line), row) for line, row in enumerate(spoiled, start=1)]
    monkeypatch.setattr(reading, "_REPORTS_AT_ONCE", 90)
    whole = list(claims_read(placed))
    monkeypatch.setattr(reading, "_REPORTS_AT_ONCE", at_once)
    parted = list(claims_read(placed))
    for kind in (Found, reading.Reject):
        of_kind = [one for one in whole if isinstance(one, kind)]
        assert len(of_kind) > 8
        assert [one for one in parted if isinstance(one, kind)] == of_kind
