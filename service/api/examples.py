"""What each body can look like, for the contract and whoever tries the API from its documentation."""

from typing import Any, Final

Examples = dict[str, dict[str, Any]]  # FastAPI's own type names a class that dict literals do not fit


def _example(summary: str, value: dict[str, Any]) -> Examples:
    return {summary: {"summary": summary, "value": value}}


A_CLAIM: Final = {
    "category": "killed",
    "count": {"low": 4, "high": 4, "qualifier": "exact"},
    "attribution": {"source": "وزارة الصحة", "via": ["وكالة النهر"]},
    "publisher": "وكالة النهر",
    "published_at": "2026-03-01T10:40:00+03:00",
}

INCIDENT: Final = _example(
    "A market fire",
    {
        "title": "حريق سوق",
        "place": "الرمانة",
        "occurred_at": "2026-03-01T09:10:00+03:00",
        "external_ids": [{"scheme": "GLIDE", "id": "FR-2026-000017-LBN"}],
    },
)
REPORT: Final = _example(
    "A first toll",
    {
        "text": "أعلن الدفاع المدني مقتل ثلاثة أشخاص وإصابة ما لا يقل عن ١٢ في حريق السوق.",
        "publisher": "صحيفة الضفة",
        "published_at": "2026-03-01T09:40:00+03:00",
    },
)
CLAIM: Final = _example("Four killed, relayed by an agency", A_CLAIM)
WITHDRAWAL: Final = _example("A slip", {"reason": "The figure is of another fire."})
CORRECTION: Final = _example("A digit too many", {"reason": "A digit too many.", "claim": A_CLAIM})
SOURCE: Final = _example(
    "A ministry",
    {
        "name": "وزارة الصحة في الرمانة",
        "kind": "official",
        "reliability": 0.8,
        "aliases": ["صحة الرمانة", "Rummana MoH"],
    },
)
