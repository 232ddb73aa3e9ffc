"""Looks, temperatures and photos in the FHIR document."""

from __future__ import annotations

from base64 import b64decode
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.reports.fhir.standard import (
    FIRST,
    NOW,
    TERMINOLOGY,
    Json,
    a_diary,
    all_of,
    document,
    one_of,
)
from tracker.domain.records import (
    Child,
    Concern,
    DayNote,
    Diary,
    Entry,
    Photo,
    Spot,
)
from tracker.domain.vocabulary import GATE

LOOK = "0b6f2b1a-6d0f-4b57-9c7e-6a1c2f3d4e5f"


def entry(**given: Any) -> Json:
    """The Observation of one entry."""
    bundle = document(a_diary(Entry(**{"day": FIRST, "status": "present", **given})))
    return all_of(bundle, "Observation")[0]


def parts(observation: Json) -> list[tuple[str, Any]]:
    """The components: what is asked, and the answer."""
    return [
        (part["code"]["text"], next(answer for key, answer in part.items() if key != "code"))
        for part in observation.get("component", [])
    ]


# Looks


def test_an_entry_with_all_there_is() -> None:
    seen = entry(
        id=LOOK.upper(),
        at=time(19, 30),
        trend="worse",
        severity=0,
        itch=3,
        sleep_lost=True,
        scratched=True,
        bleeding=True,
        dry=True,
        appearance=("white", "raised"),
        spots=(Spot("cheek", "left", count=12, size_mm=2.5), Spot("chin"), Spot("chin", count=1)),
        signs={"pus": "no", "nonblanching": "yes", "worried": "not_checked"},
        notes="slept <b>badly</b>\n“so so” \x07",
        author="Ada",
    )
    del seen["subject"], seen["performer"], seen["hasMember"]
    components = parts({"component": seen.pop("component")})
    assert seen == {
        "resourceType": "Observation",
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": f"urn:uuid:{LOOK}"}],
        "status": "final",
        "code": {"text": "Skin problem, on one day"},
        "effectiveDateTime": "2026-03-01T19:30:00+00:00",
        "valueCodeableConcept": {"text": "still there"},
        "note": [{"text": "slept <b>badly</b>\n“so so”"}],
    }
    assert components == [
        ("Trend", {"text": "worse"}),
        ("How bad, 0 (barely there) to 3 (very bad)", 0),
        ("Itch, 0 (none) to 3 (very itchy)", 3),
        ("lost sleep", True),
        ("scratched", True),
        ("bleeding", True),
        ("dry skin", True),
        ("Appearance", {"text": "raised"}),
        ("Appearance", {"text": "white"}),
        ("dots that do not fade under a glass", True),
        ("little bumps with pus", False),
    ]


def test_each_place_is_an_observation_of_its_own_with_one_body_site() -> None:
    spots = (Spot("cheek", "left", count=12, size_mm=2.5), Spot("eyelid"), Spot("eyelid", count=0))
    bundle = document(a_diary(Entry(FIRST, "present", at=time(9), spots=spots, author="Ada")))
    seen, *places = all_of(bundle, "Observation")
    addresses = [entry["fullUrl"] for entry in bundle["entry"][-3:]]
    assert seen["hasMember"] == [{"reference": address} for address in addresses]
    cheek = {"system": "http://snomed.info/sct", "code": "36141000"}
    size = {"value": 2.5, "unit": "mm", "system": "http://unitsofmeasure.org", "code": "mm"}
    assert [(place["bodySite"], parts(place)) for place in places] == [
        (
            {"coding": [cheek], "text": "left cheek"},
            [("Number of spots", 12), ("Size of spots", size)],
        ),
        ({"text": "eyelid"}, []),
        ({"text": "eyelid"}, [("Number of spots", 0)]),
    ]
    for place in places:
        assert place["code"] == {"text": "Place of the skin problem"}
        for key in ("subject", "performer", "effectiveDateTime", "valueCodeableConcept"):
            assert place[key] == seen[key]


def test_an_answer_of_no_is_false_and_what_was_not_asked_is_left_out() -> None:
    signs = {"pus": "no", "worried": "not_checked"}
    seen = entry(scratched=False, signs=signs)
    assert parts(seen) == [("scratched", False), ("little bumps with pus", False)]
    assert "component" not in entry(signs={"worried": "not_checked"})


def test_a_sign_is_absent_only_by_a_no_to_its_own_words() -> None:
    seen = parts(entry(signs={"pus": "no", "nonblanching": "no", "floppy": "no", "unwell": "no"}))
    assert seen == [("floppy, limp", False)]


def test_a_sign_of_the_short_question_goes_by_its_few_words() -> None:
    seen = parts(entry(signs=dict.fromkeys(GATE, "no")))
    assert dict(seen) == {str(words): False for words in GATE.values()}


def test_what_was_not_written_is_not_there() -> None:
    seen = entry(status="clear")
    assert set(seen) == {
        "resourceType", "status", "subject", "code", "performer", "effectiveDateTime",
        "valueCodeableConcept",
    }  # fmt: skip
    assert seen["valueCodeableConcept"] == {"text": "gone"}


@pytest.mark.parametrize("id", [None, "e1", f"urn:uuid:{LOOK}"])
def test_an_id_that_is_not_one_for_all_the_world_is_no_identifier(id: str | None) -> None:
    assert "identifier" not in entry(id=id)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Europe/London", date(2026, 3, 28), None, "2026-03-28"),
        ("Europe/London", date(2026, 3, 28), time(9, 5), "2026-03-28T09:05:00+00:00"),
        ("Europe/London", date(2026, 3, 29), time(9, 5), "2026-03-29T09:05:00+01:00"),
        ("America/St_Johns", date(2026, 3, 28), time(0), "2026-03-28T00:00:00-02:30"),
        ("Pacific/Kiritimati", date(2026, 3, 28), time(23, 59), "2026-03-28T23:59:00+14:00"),
        ("Europe/Amsterdam", date(1890, 3, 28), time(9), "1890-03-28"),
    ],
    ids=["no time", "winter", "summer", "half an hour", "far east", "before time zones"],
)
def test_an_entry_is_dated_by_the_familys_clock(
    zone: str, day: date, at: time | None, expected: str
) -> None:
    concern = Concern("c1", "milia", day, entries=(Entry(day, "present", at=at),))
    diary = Diary(Child("Iris", day), (concern,))
    seen = one_of(document(diary, NOW.astimezone(ZoneInfo(zone))), "Observation")
    assert seen["effectiveDateTime"] == expected


@pytest.mark.parametrize("kind", ["entry", "day note"])
def test_a_temperature_is_a_vital_sign_of_its_own(kind: str) -> None:
    if kind == "entry":
        diary = a_diary(Entry(FIRST, "present", at=time(6), temperature_c=38.2, author="Ada"))
    else:
        note = DayNote(FIRST, at=time(6), temperature_c=38.2, author="Ada")
        diary = Diary(Child("Iris", FIRST), day_notes=(note,))
    bundle = document(diary)
    seen, warm = all_of(bundle, "Observation")
    address = bundle["entry"][-1]["fullUrl"]
    assert seen["hasMember"] == [{"reference": address}]
    assert warm == {
        "resourceType": "Observation",
        "meta": {"profile": ["http://hl7.org/fhir/StructureDefinition/bodytemp"]},
        "status": "final",
        "category": [
            {"coding": [{"system": f"{TERMINOLOGY}/observation-category", "code": "vital-signs"}]}
        ],
        "code": {
            "coding": [
                {"system": "http://loinc.org", "code": "8310-5", "display": "Body temperature"}
            ],
            "text": "Body temperature",
        },
        "subject": seen["subject"],
        "performer": seen["performer"],
        "effectiveDateTime": "2026-03-01T06:00:00+00:00",
        "valueQuantity": {
            "value": 38.2,
            "unit": "°C",
            "system": "http://unitsofmeasure.org",
            "code": "Cel",
        },
    }


def test_a_day_note_is_an_entry_at_the_child() -> None:
    note = DayNote(FIRST, id=LOOK, signs={"worried": "yes"}, notes="so so", author="Ada")
    bundle = document(Diary(Child("Iris", FIRST), day_notes=(note,)))
    seen = one_of(bundle, "Observation")
    assert seen["code"] == {"text": "The child in general, on one day"}
    assert parts(seen) == [("I am worried", True)]
    assert seen["note"] == [{"text": "so so"}]
    (section,) = one_of(bundle, "Composition")["section"]
    assert section["title"] == "The child in general"
    assert section["entry"] == [{"reference": bundle["entry"][-1]["fullUrl"]}]


def test_words_of_another_version_stand_as_they_are() -> None:
    told = Entry(
        FIRST, "present", appearance=("furry",), spots=(Spot("tail"),), signs={"glow": "yes"}
    )
    seen, place = all_of(document(a_diary(told)), "Observation")
    assert place["bodySite"] == {"text": "tail"}
    assert parts(seen) == [("Appearance", {"text": "furry"}), ("glow", True)]
    only = document(a_diary(condition="later", title="", milia_type="odd", named_by="doctor"))
    assert one_of(only, "Condition")["code"] == {"text": "later (odd)"}


# Photos


def test_a_photo_comes_small_and_with_its_picture_in_it() -> None:
    photo = Photo("photos/e/a.jpg", site="chin", view="close", caption="by the window")
    diary = a_diary(Entry(FIRST, "present", at=time(9), photos=(photo,), author="Ada"))
    bundle = document(diary)
    shown = one_of(bundle, "Media")
    assert b64decode(shown["content"].pop("data")) == b"photos/e/a-small.jpg"
    seen = one_of(bundle, "Observation")
    assert seen["derivedFrom"] == [{"reference": bundle["entry"][-1]["fullUrl"]}]
    assert shown == {
        "resourceType": "Media",
        "status": "completed",
        "type": {"coding": [{"system": f"{TERMINOLOGY}/media-type", "code": "image"}]},
        "view": {"text": "close up"},
        "subject": seen["subject"],
        "createdDateTime": "2026-03-01T09:00:00+00:00",
        "operator": seen["performer"][0],
        "bodySite": {
            "coding": [{"system": "http://snomed.info/sct", "code": "23747009"}],
            "text": "chin",
        },
        "content": {"contentType": "image/jpeg", "title": "Photo from 1 March 2026"},
        "note": [{"text": "by the window"}],
    }


@pytest.mark.parametrize(
    ("site", "of_entry", "of_another_entry", "condition", "comes"),
    [
        ("chin", "bottom", "", "milia", True),
        ("bottom", "", "", "milia", False),
        ("", "groin", "", "milia", False),
        ("", "", "genitals", "milia", False),
        ("", "", "", "diaper_rash", False),
        ("", "", "", "milia", True),
    ],
    ids=["its own place", "private", "by its look", "by another look", "nappy rash", "no place"],
)
def test_a_photo_of_a_private_place_stays_out(
    site: str, of_entry: str, of_another_entry: str, condition: str, comes: bool
) -> None:
    def spots(place: str) -> tuple[Spot, ...]:
        return (Spot(place),) if place else ()

    photos = (Photo("photos/a.jpg", site=site),)
    entries = (
        Entry(FIRST, "present", photos=photos, spots=spots(of_entry)),
        Entry(FIRST, "present", spots=spots(of_another_entry)),
    )
    bundle = document(a_diary(*entries, condition=condition))
    assert len(all_of(bundle, "Media")) == comes
    assert ("derivedFrom" in all_of(bundle, "Observation")[0]) == comes


def test_a_photo_whose_file_is_gone_is_left_out() -> None:
    photos = (Photo("photos/gone.jpg"), Photo("photos/b.jpg"))
    bundle = document(a_diary(Entry(FIRST, "present", photos=photos)))
    assert b64decode(one_of(bundle, "Media")["content"]["data"]) == b"photos/b-small.jpg"
    assert len(one_of(bundle, "Observation")["derivedFrom"]) == 1
