"""The FHIR document: any diary makes a right one, and what it says of itself and the child."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

import pytest
from hypothesis import given

from tests.cases import eczema_diary, newborn_diary, red_flag_diary
from tests.interchange.strategies import diaries
from tests.interchange.test_round_trip import SOME
from tests.reports.fhir.standard import (
    CHILD,
    DOCUMENT,
    FIRST,
    NOW,
    Json,
    a_diary,
    all_of,
    document,
    one_of,
    parts_of,
    wrong,
)
from tracker.domain.diary_reader import InMemoryDiary
from tracker.domain.records import (
    Care,
    Child,
    Concern,
    DayNote,
    Diary,
    Entry,
    Exposure,
    FormerName,
    Photo,
    Question,
    Visit,
)
from tracker.domain.vocabulary import CONDITIONS, ICD_10_CM, SEXES


@SOME
@given(diaries())
def test_any_diary_makes_a_document_as_it_should_be(diary: Diary) -> None:
    assert document(diary)["resourceType"] == "Bundle"


@pytest.mark.parametrize("diary", [newborn_diary(), eczema_diary(), red_flag_diary()], ids=range(3))
def test_the_sample_cases_make_documents_as_they_should_be(diary: Diary) -> None:
    assert len(document(diary, NOW)["entry"]) > 10


@pytest.mark.parametrize(
    "spoil",
    [
        lambda bundle: bundle.update(timestamp="2026-06-30T14:05:06"),
        lambda bundle: bundle["entry"][0]["resource"].update(status="nonsense"),
        lambda bundle: bundle["entry"][0]["resource"]["subject"].update(reference="urn:uuid:0"),
        lambda bundle: bundle["entry"][0]["resource"]["section"].append({"title": "Nothing"}),
        lambda bundle: bundle["entry"][0]["resource"]["text"].update(div="<div>&nbsp;</div>"),
        lambda bundle: bundle["entry"].append(bundle["entry"][1]),
        lambda bundle: bundle["entry"].append({**bundle["entry"][1], "fullUrl": "urn:uuid:1"}),
        lambda bundle: bundle["entry"].insert(0, bundle["entry"].pop()),
        lambda bundle: bundle["entry"][0]["resource"]["section"][0].pop("code"),
        lambda bundle: all_of(bundle, "Condition")[0]["code"].update(text=""),
        lambda bundle: all_of(bundle, "Condition")[0].pop("recorder"),
        lambda bundle: all_of(bundle, "Condition")[0].pop("category"),
        lambda bundle: all_of(bundle, "Condition")[0]["verificationStatus"]["coding"][0].update(
            code="confirmed"
        ),
        lambda bundle: all_of(bundle, "Condition")[0].update(abatementDateTime="2026-03-03"),
        lambda bundle: all_of(bundle, "Condition")[0]["clinicalStatus"]["coding"][0].update(
            code="nonsense"
        ),
        lambda bundle: all_of(bundle, "Observation")[0].update(status="nonsense"),
        lambda bundle: all_of(bundle, "Observation")[0].update(effectiveDateTime="2026-03-01T09"),
        lambda bundle: all_of(bundle, "Observation")[0]["component"][0].update(valueInteger=1),
        lambda bundle: all_of(bundle, "Media")[0]["content"].pop("data"),
    ],
    ids=range(19),
)
def test_what_is_not_as_it_should_be_is_found(spoil: Any) -> None:
    bundle = document(
        a_diary(Entry(FIRST, "present", trend="new", photos=(Photo("photos/a.jpg"),)))
    )
    spoil(bundle)
    with contextlib.suppress(ElementTree.ParseError):
        assert wrong(bundle) != []


# The document and who is in it


def test_a_document_says_what_it_is_who_wrote_it_and_that_nobody_looked_it_through() -> None:
    bundle = document(a_diary(Entry(FIRST, "present", author="Ada")))
    assert bundle["identifier"] == {"system": "urn:ietf:rfc:3986", "value": DOCUMENT.urn}
    assert bundle["timestamp"] == "2026-06-30T14:05:06+01:00"
    composition = one_of(bundle, "Composition")
    assert composition["status"] == "preliminary"
    assert composition["title"] == "Skin diary of Iris, recorded by a parent"
    assert "A diary, not a diagnosis." in composition["text"]["div"]
    assert composition["date"] == bundle["timestamp"]
    assert len(composition["author"]) == 1


def test_the_same_diary_makes_the_same_document_and_another_document_other_addresses() -> None:
    diary = a_diary(Entry(FIRST, "present"))

    def written(identifier: UUID) -> bytes:
        return b"".join(parts_of(diary, document=identifier))

    def addresses(identifier: UUID) -> set[str]:
        return {entry["fullUrl"] for entry in json.loads(written(identifier))["entry"]}

    assert written(DOCUMENT) == written(DOCUMENT)
    assert addresses(DOCUMENT).isdisjoint(addresses(UUID(int=1)))


@pytest.mark.parametrize("sex", SEXES)
def test_the_child(sex: str) -> None:
    child = Child("Iris Marie", date(2026, 1, 10), sex=sex)
    expected = {
        "resourceType": "Patient",
        "identifier": [{"system": "urn:ietf:rfc:3986", "value": CHILD.urn}],
        "name": [{"text": "Iris Marie"}],
        "gender": sex,
        "birthDate": "2026-01-10",
    }
    if not sex:
        del expected["gender"]
    assert one_of(document(Diary(child)), "Patient") == expected


def test_everybody_who_wrote_is_there_once_and_stands_by_what_they_wrote() -> None:
    entries = [Entry(FIRST, "present", author=name) for name in ("Ada", "Ben", "Ada")]
    note = DayNote(FIRST, author="")
    bundle = document(Diary(Child("Iris", FIRST), a_diary(*entries).concerns, (note,)))
    people = {
        entry["fullUrl"]: entry["resource"].get("name", [{"text": "nobody"}])[0]["text"]
        for entry in bundle["entry"]
        if entry["resource"]["resourceType"] == "RelatedPerson"
    }
    assert sorted(people.values()) == ["Ada", "Ben", "nobody"]
    wrote = [people[seen["performer"][0]["reference"]] for seen in all_of(bundle, "Observation")]
    assert wrote == ["Ada", "Ben", "Ada", "nobody"]
    assert one_of(bundle, "Composition")["author"] == [{"reference": key} for key in people]
    assert all_of(bundle, "RelatedPerson")[0]["relationship"] == [{"text": "parent or carer"}]


def test_a_diary_with_nothing_in_it_is_a_document_too() -> None:
    bundle = document(Diary(Child("Iris", FIRST)))
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds == ["Composition", "Patient", "RelatedPerson"]
    assert "section" not in one_of(bundle, "Composition")


# Conditions


def status(condition: Json, kind: str) -> str:
    code: str = condition[kind]["coding"][0]["code"]
    return code


def test_each_spell_of_a_concern_is_a_condition_with_its_onset_and_its_end() -> None:
    days = ((1, "present"), (5, "clear"), (20, "present"), (25, "clear"), (28, "present"))
    entries = [Entry(date(2026, 3, day), status) for day, status in days]
    conditions = all_of(document(a_diary(*entries)), "Condition")
    assert [
        (status(row, "clinicalStatus"), row["onsetDateTime"], row.get("abatementDateTime"))
        for row in conditions
    ] == [("resolved", "2026-03-01", "2026-03-05"), ("recurrence", "2026-03-20", None)]


def test_a_concern_that_nobody_looked_at_again_is_a_condition_that_goes_on() -> None:
    only = one_of(document(a_diary()), "Condition")
    assert (status(only, "clinicalStatus"), only["onsetDateTime"]) == ("active", "2026-03-01")


@pytest.mark.parametrize("named_by", ["parent", "doctor"])
@pytest.mark.parametrize("key", CONDITIONS)
def test_a_code_is_there_where_a_doctor_gave_the_name_and_the_code_was_checked(
    key: str, named_by: str
) -> None:
    only = one_of(document(a_diary(title="", condition=key, named_by=named_by)), "Condition")
    code = ICD_10_CM.get(key) if named_by == "doctor" else None
    codings = [{"system": "http://hl7.org/fhir/sid/icd-10-cm", "code": code}] if code else []
    assert only["code"].get("coding", []) == codings
    assert only["code"]["text"] == str(CONDITIONS[key].label)
    sure = {"parent": "unconfirmed", "doctor": "provisional"}[named_by]
    assert status(only, "verificationStatus") == sure


def test_what_is_in_no_list_goes_by_the_parents_words() -> None:
    only = one_of(document(a_diary(condition="other", title="a ring on the back")), "Condition")
    assert only["code"] == {"text": "a ring on the back"}


def test_a_kind_of_milia_and_former_names_are_told() -> None:
    former = (FormerName("baby_acne", "parent", date(2026, 3, 9)),)
    diary = a_diary(named_by="doctor", milia_type="neonatal", former_names=former)
    only = one_of(document(diary), "Condition")
    assert only["code"]["text"] == "milk spots (neonatal)"
    assert only["note"] == [
        {
            "text": "bumps on the chin. First noticed on 1 March 2026 at the age of 7 weeks 1 day:"
            " day 122. Doctor's name for it, as told by the family: milk spots, neonatal."
            " Earlier names: baby acne until 9 March 2026 (parent)."
        },
        {"text": "A doctor gave it this name, as told by the family."},
    ]


# What is told in words alone


def sections(diary: Diary) -> dict[str, list[str]]:
    composition = one_of(document(diary), "Composition")
    return {
        section["title"]: [
            "".join(line.itertext()) for line in ElementTree.fromstring(section["text"]["div"])
        ]
        for section in composition["section"]
    }


def test_what_fhir_has_no_simple_place_for_is_told_in_words() -> None:
    child = Child(
        "Iris",
        date(2026, 1, 10),
        due_date=date(2026, 2, 1),
        allergies="penicillin",
        medicines="vitamin D",
        family_atopy=("eczema", "asthma"),
        feeding="breast milk",
        skin_tone="light brown",
        history="born at 37 weeks",
    )
    day = date(2026, 3, 2)
    care = (
        Care("washing", day, product="warm water", outcome="better", notes="twice"),
        Care("moisturiser", day, ended_on=date(2026, 3, 5), prescribed=True),
    )
    diary = Diary(
        child,
        a_diary(care=care).concerns,
        exposures=(Exposure(day, "food", "strawberries", "a handful"),),
        visits=(
            Visit(day, None, "Dr Okafor", ("c1",), "wait", date(2026, 3, 9)),
            Visit(date(2026, 3, 4)),
        ),
        questions=(Question("Can it stay?"), Question("Is <milk> why?")),
    )
    assert sections(diary) == {
        "About the child": [
            "Due date: 1 February 2026",
            "Feeding: breast milk",
            "Skin tone: light brown",
            "Pregnancy and birth: born at 37 weeks",
        ],
        "Allergies": ["penicillin"],
        "Medicines": ["vitamin D"],
        "Family history": ["eczema, asthma"],
        "bumps on the chin": [
            "First noticed on 1 March 2026 at the age of 7 weeks 1 day: day 122. Parent's"
            " name for it: milk spots.",
            "A parent gave it this name.",
            "Treatment: washing, warm water; from 2 March 2026; better after it; twice",
            "Treatment: moisturiser, prescribed; 2 March 2026 to 5 March 2026",
        ],
        "Possible triggers": ["2 March 2026: food; strawberries; a handful"],
        "Visits": [
            "2 March 2026: Dr Okafor; bumps on the chin; wait; follow-up on 9 March 2026",
            "4 March 2026: no more details recorded",
        ],
        "Questions for the doctor": ["Can it stay?", "Is <milk> why?"],
    }


@pytest.mark.parametrize(
    "text",
    ["<script>x()</script>", "]]>&amp;", '" onload="x', "\x00\x1b[31m", "\ufffe\uffff", "\u202e"],
    ids=ascii,
)
def test_no_text_is_ever_markup_or_breaks_the_document(text: str) -> None:
    photo = Photo("photos/a.jpg", caption=text)
    entry = Entry(FIRST, "present", notes=text, author=text, photos=(photo,))
    child = Child(f"Iris {text}", FIRST)
    document(Diary(child, a_diary(entry, title=text).concerns, questions=(Question(text),)))


# A document longer than memory


def test_the_first_part_asks_for_no_more_of_an_entry_than_that_it_is_there() -> None:
    class Counting(InMemoryDiary):
        asked = 0

        def outlines_of(self, concern: Concern) -> list[Entry]:
            return list(super().entries_of(concern))

        def entries_of(self, concern: Concern) -> Iterator[Entry]:
            for entry in super().entries_of(concern):
                type(self).asked += 1
                yield entry

    entries = (Entry(date.fromordinal(FIRST.toordinal() + n), "present") for n in range(3_000))
    diary = a_diary(*entries)
    parts = parts_of(diary, source=Counting(diary))
    assert len(next(parts)) < 70_000
    assert Counting.asked == 0
    next(parts), next(parts), next(parts)
    assert 0 < Counting.asked < 500
    assert sum(map(len, parts)) > 500_000
    assert Counting.asked == 3_000
