"""Who speaks: aliases, profiles, and parties to the conflict."""

import pytest

from reconcile import reconcile
from reconcile.estimation.origins import UNKNOWN, ConflictingProfiles, Origins, origin
from reconcile.model import Category, Estimate, RecordedClaim, Role, SourceProfile, Status
from tests.reconcile.saying import at_least, claim

ARMY, RESIDENTS, CLINIC, OBSERVERS = "الجيش", "سكان", "عيادة النخيل", "مرصد النخيل"
PROFILES = (
    SourceProfile.model_validate({"name": ARMY, "kind": "party", "aliases": ["Eastern Army"]}),
    SourceProfile.model_validate({"name": CLINIC, "kind": "medical", "reliability": 0.9}),
    SourceProfile.model_validate({"name": RESIDENTS, "kind": "witness", "reliability": 0.2}),
)


def estimate(*claims: RecordedClaim, policy: str = "agreement") -> Estimate:
    return reconcile(claims, profiles=PROFILES, policy=policy).estimates[Category.KILLED]


def test_a_claim_without_a_name_is_of_an_unnamed_source() -> None:
    assert origin(claim(0, None, 4, publisher=None)) == UNKNOWN


def test_an_alias_in_a_profile_is_the_same_voice() -> None:
    speaker = Origins(PROFILES).speaker(claim(0, "Eastern Army", 4))
    assert speaker.origin.name == ARMY
    assert speaker.party


@pytest.mark.parametrize(
    "written",
    [
        f"{CLINIC}, the only one in town",
        f"{CLINIC}, based in the harbour",
    ],
)
def test_what_a_source_says_of_itself_behind_its_name_makes_no_second_voice(written: str) -> None:
    assert Origins().origin_called(written) == Origins().origin_called(CLINIC)
    assert Origins(PROFILES).speaker(claim(0, written, 4)).official
    assert reconcile([claim(0, CLINIC, 4), claim(1, written, 4)]).estimates[Category.KILLED].status is (
        Status.SINGLE_SOURCE
    )


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Omar al-Nasser, head of the clinic", "Omar al-Nasser"),
        ("Save the Palms, an aid group", "Save the Palms"),
        ("Palmas, which runs the town", "Palmas"),
    ],
)
def test_a_name_is_known_by_what_stands_before_its_apposition(written: str, name: str) -> None:
    assert Origins().origin_called(written).name == name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("a doctor, Hani", "a doctor, Sara"),
        ("a doctor, who fled", "a doctor, who stayed"),
        ("Health ministry, Gaza", "Health ministry, Syria"),
        ("Ministry of Defence (UK)", "Ministry of Defence (US)"),
        ("طبيب، هاني", "طبيب، سارة"),
        ("two officials, one in Homs", "two officials, one in Hama"),
        ("residents, in Homs", "residents, in Hama"),
        ("the governor, al-Hassan", "the governor, al-Ali"),
        ("Sami, a nurse", "Sami, a driver"),
        ("army, rebels", "army"),
        ("Palmreuters, citing a doctor", "Palmreuters, citing the army"),
    ],
)
def test_who_is_told_apart_behind_a_comma_is_two_voices(one: str, other: str) -> None:
    assert Origins().origin_called(one) != Origins().origin_called(other)


def test_a_name_with_a_comma_that_a_profile_has_is_taken_whole() -> None:
    north = SourceProfile.model_validate({"name": "Clinic, north", "kind": "medical"})
    south = SourceProfile.model_validate({"name": "Clinic, south", "kind": "witness"})
    speakers = [Origins([north, south]).speaker(claim(0, p.name, 4)) for p in (north, south)]
    assert [speaker.official for speaker in speakers] == [True, False]
    assert speakers[0].origin != speakers[1].origin


@pytest.mark.parametrize("name", ["AFP", "فرانس برس", "Agence France-Presse"])
def test_each_sentence_names_a_source_in_its_own_language(name: str) -> None:
    history = reconcile([claim(0, "رويترز", 3), claim(1, name, 9)])
    last = history.revisions[-1]
    assert last.sentence.endswith("AFP says 9.")
    assert "بحسب وكالة الصحافة الفرنسية" in last.sentence_ar
    found = history.estimates[Category.KILLED]
    assert "later AFP says 9" in found.standings[0].reason
    assert found.origins == ("وكالة الصحافة الفرنسية", "رويترز")


def test_every_voice_that_a_sentence_names_is_named_in_its_language() -> None:
    agencies = [claim(0, "رويترز", 30), claim(1, "وفا", 30), claim(2, "رويترز", 40), claim(3, "وفا", 40)]
    found = reconcile([*agencies, claim(4, OBSERVERS, 30)]).estimates[Category.KILLED]
    assert "Reuters, WAFA had left behind" in found.standings[-1].reason


def test_a_profile_names_its_source_in_both_languages_where_it_can() -> None:
    called = Origins(PROFILES).origin_called
    assert called("Eastern Army").called("en") == "Eastern Army"
    assert called("Eastern Army").called("ar") == ARMY
    assert called(CLINIC).called("en") == CLINIC
    afp = SourceProfile.model_validate({"name": "فرانس برس", "kind": "media"})
    assert Origins([afp]).origin_called("AFP").called("en") == "AFP"
    assert Origins([afp]).origin_called("AFP").called("ar") == "فرانس برس"


def test_two_profiles_of_one_name_are_refused() -> None:
    other = SourceProfile.model_validate(
        {"name": "جيش الشرق", "kind": "party", "aliases": ["Eastern Army"]}
    )
    with pytest.raises(ConflictingProfiles, match="eastern army"):
        Origins([*PROFILES, other])


def test_a_party_sets_no_bound_while_anybody_else_speaks() -> None:
    boast = claim(1, ARMY, 40)
    found = estimate(claim(0, OBSERVERS, at_least(5)), boast)
    assert (found.low, found.high) == (5, None)
    (standing,) = [s for s in found.standings if s.claim_id == boast.id]
    assert standing.role is Role.EXCLUDED
    assert "party to the conflict" in standing.reason


def test_a_party_is_heard_where_nobody_else_speaks() -> None:
    found = estimate(claim(0, ARMY, 40))
    assert (found.low, found.best, found.high) == (40, 40, 40)
    assert found.status is Status.SINGLE_SOURCE


def test_without_its_profile_the_same_party_is_a_source_like_any_other() -> None:
    claims = claim(0, OBSERVERS, at_least(5)), claim(1, ARMY, 40)
    assert reconcile(claims).estimates[Category.KILLED].high == 40


def test_an_office_by_its_profile_can_correct_downward() -> None:
    said = claim(0, CLINIC, 28), claim(1, OBSERVERS, 40), claim(2, CLINIC, 12)
    assert estimate(*said).best == 12
    assert reconcile(said).estimates[Category.KILLED].best == 40, "without its profile it is no office"


@pytest.mark.parametrize("policy", ["ucdp", "acled"])
def test_recorders_hear_those_that_are_reliable(policy: str) -> None:
    found = estimate(claim(0, RESIDENTS, 30), claim(0, CLINIC, 12), policy=policy)
    assert (found.low, found.high) == (12, 12)
    assert estimate(claim(0, RESIDENTS, 30), policy=policy).best == 30, "where there is no other"
