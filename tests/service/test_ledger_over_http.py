"""The service over HTTP beside a plain model in memory.

The model keeps what was acknowledged, and nothing else: claims by their ids and retractions. After every
step the service must list exactly those, numbered without a gap, and its estimates and revisions must be
those that the library gives for them. Writers that come at once are no exception.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from fastapi.testclient import TestClient
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from reconcile import reconcile
from reconcile.model import RecordedClaim, Retraction
from tests.service.conftest import claim

Answer = dict[str, Any]

SOURCES = ("وزارة الصحة", "الدفاع المدني", "شرطة الوادي", None)
SENTENCES = (
    "أعلنت وزارة الصحة مقتل {n} أشخاص وإصابة {m} آخرين.",
    "قالت الشرطة إن {n} أشخاص قتلوا.",
    "استقبل المستشفى {m} جرحى، بينهم طفلان.",
    "افتتح المعرض أبوابه أمام الزوار.",
)
MINUTES = st.integers(0, 50).map(lambda minute: f"2026-03-01T10:{minute:02}:00Z")


@st.composite
def said_claims(draw: st.DrawFn) -> Answer:
    """A claim as a client sends it; few figures and moments, so that some come twice."""
    return claim(
        draw(st.integers(1, 6)),
        category=draw(st.sampled_from(["killed", "injured", "casualties"])),
        attribution={"source": draw(st.sampled_from(SOURCES))},
        published_at=draw(MINUTES),
        scope=draw(st.sampled_from(["total", "total", "total", "subset", "increment", "previous"])),
    )


@st.composite
def said_reports(draw: st.DrawFn) -> Answer:
    """A report of a few sentences."""
    sentences = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3))
    n, m = draw(st.integers(3, 9)), draw(st.integers(3, 9))
    text = " ".join(sentence.format(n=n, m=m) for sentence in sentences)
    return {"text": text, "publisher": "صحيفة الضفة", "published_at": draw(MINUTES)}


class ServiceBesideModel(RuleBasedStateMachine):
    """Drives one incident of a running service."""

    def __init__(self, client: TestClient) -> None:
        super().__init__()
        self.client = client
        self.claims: dict[str, Answer] = {}
        self.retractions: dict[str, Answer] = {}
        self.texts: set[str] = set()

    @initialize()
    def open_incident(self) -> None:
        answer = self.client.post("/v1/incidents", json={"title": "حادث"})
        assert answer.status_code == 201
        self.incident = answer.headers["Location"]

    # -- what clients do

    @rule(said=said_claims())
    def record_claim(self, said: Answer) -> None:
        self.remember_claim(self.post("claims", said))

    @rule(report=said_reports())
    def record_report(self, report: Answer) -> None:
        self.remember_report(self.post("reports", report))

    @rule(data=st.data())
    def retract(self, data: st.DataObject) -> None:
        if not self.claims:
            return
        claim_id = data.draw(st.sampled_from(sorted(self.claims)))
        status, taken = self.post(f"claims/{claim_id}/retraction", {"reason": "withdrawn"})
        assert status == (200 if claim_id in self.retractions else 201)
        self.retractions.setdefault(claim_id, taken["retraction"])
        assert self.retractions[claim_id] == taken["retraction"]

    @rule(said=st.lists(said_claims(), min_size=2, max_size=4), report=said_reports())
    def all_at_once(self, said: list[Answer], report: Answer) -> None:
        with ThreadPoolExecutor(len(said) + 1) as pool:
            reported = pool.submit(self.post, "reports", report)
            answers = list(pool.map(lambda one: self.post("claims", one), said))
        for answer in answers:
            self.remember_claim(answer)
        self.remember_report(reported.result())

    # -- what the model remembers

    def post(self, path: str, body: Answer) -> tuple[int, Answer]:
        answer = self.client.post(f"{self.incident}/{path}", json=body)
        return answer.status_code, answer.json()

    def remember_claim(self, answer: tuple[int, Answer]) -> None:
        status, taken = answer
        if status == 409:
            assert any(claim_id in taken["detail"] for claim_id in self.retractions)
            return
        assert status in (200, 201)
        self.remember(taken["claim"])

    def remember_report(self, answer: tuple[int, Answer]) -> None:
        status, taken = answer
        assert (status == 200) == (taken["report"]["id"] in self.texts)
        self.texts.add(taken["report"]["id"])
        for claim_ in taken["claims"]:
            self.remember(claim_)

    def remember(self, taken: Answer) -> None:
        known = self.claims.setdefault(taken["id"], taken)
        changing = {"retraction": None}
        assert known | changing == taken | changing, "a claim never changes"

    # -- what must hold

    @invariant()
    def lists_what_was_acknowledged(self) -> None:
        listed = self.items("claims")
        assert [claim_["number"] for claim_ in listed] == list(range(1, len(self.claims) + 1))
        assert {claim_["id"] for claim_ in listed} == self.claims.keys()
        retracted = {claim_["id"]: claim_["retraction"] for claim_ in listed if claim_["retraction"]}
        assert retracted == self.retractions

    @invariant()
    def says_what_the_library_says(self) -> None:
        history = reconcile(
            [RecordedClaim.model_validate(self.bare(claim_)) for claim_ in self.claims.values()],
            retractions=[Retraction.model_validate(taken) for taken in self.retractions.values()],
        )
        assert not history.refused
        estimates = self.client.get(f"{self.incident}/estimate").json()["estimates"]
        expected = history.model_dump(mode="json")
        assert estimates == expected["estimates"]
        assert self.items("revisions") == expected["revisions"]

    def items(self, path: str) -> list[Answer]:
        items: list[Answer] = self.client.get(f"{self.incident}/{path}?limit=500").json()["items"]
        return items

    @staticmethod
    def bare(taken: Answer) -> Answer:
        return {name: taken[name] for name in RecordedClaim.model_fields if name in taken}


def test_the_service_is_its_model(client: TestClient) -> None:
    class OnThisService(ServiceBesideModel):
        def __init__(self) -> None:
            super().__init__(client)

    run_state_machine_as_test(
        OnThisService, settings=settings(max_examples=30, stateful_step_count=12, deadline=None)
    )
