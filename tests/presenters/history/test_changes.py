"""What changed, field by field, in the words of the forms."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from uuid import uuid4

import pytest

from tests.actions.edits import make_edited
from tests.factories import make_concern, make_photo, make_user
from tracker.actions.concerns import change_concern
from tracker.actions.people import change_child, change_family
from tracker.actions.photos import describe_photo
from tracker.actions.records import change_record, write_record
from tracker.actions.revisions import snapshot
from tracker.domain import records
from tracker.domain.vocabulary import GATE
from tracker.models import Concern, Entry, Family, User, Visit
from tracker.models.record import Versioned
from tracker.models.rows import record_of
from tracker.presenters.history.changes import DisplayContext, differences

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)
LOOK = records.Entry(
    day=DAY,
    at=time(7, 30),
    status="present",
    trend="worse",
    severity=0,
    appearance=("raised", "white"),
    spots=(records.Spot("cheek", "left", "face", 0.7, 0.6, 3, 1.5, "a"),),
    signs={"warmth": "yes", "pus": "no"},
    temperature_c=38.0,
    notes="after the bath",
)
KNOWN = DisplayContext("C", {}, {"GB": "Britain (UK)"}, {})
Told = list[tuple[str, str, str]]


@pytest.fixture
def by() -> User:
    return make_user()


def told(row: Versioned, change: Callable[[], object], known: DisplayContext = KNOWN) -> Told:
    before = snapshot(type(row)._base_manager.get(pk=row.pk))
    change()
    after = snapshot(type(row)._base_manager.get(pk=row.pk))
    return [(line.label, line.before, line.after) for line in differences(before, after, known)]


def of_entry(by: User, known: DisplayContext = KNOWN, **changes: object) -> Told:
    entry = write_record(owner=make_concern(), record=LOOK, uuid=uuid4(), by=by).rows[0]
    assert isinstance(entry, Entry)
    record = replace(LOOK, **changes)
    return told(entry, lambda: change_record(row=entry, record=record, revision=0, by=by), known)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"day": date(2026, 3, 2)}, [("Day", "1 March 2026", "2 March 2026")]),
        ({"at": None}, [("Time", "07:30", "")]),
        (
            {"status": "clear", "trend": None},
            [("Still there?", "still there", "gone"), ("Compared with last time", "worse", "")],
        ),
        ({"severity": 3}, [("How bad is it?", "barely there", "very bad")]),
        ({"itch": 0}, [("Itch", "", "no itch")]),
        ({"scratched": True}, [("Scratched", "", "yes")]),
        ({"scratched": False}, [("Scratched", "", "no")]),
        ({"appearance": ("flat",)}, [("How it looks", "raised, white", "flat")]),
        ({"appearance": ("glittery",)}, [("How it looks", "raised, white", "glittery")]),
        ({"temperature_c": 38.5}, [("Temperature", "38.0 °C", "38.5 °C")]),
        ({"notes": "a <b>"}, [("Notes", "after the bath", "a <b>")]),
        ({"spots": ()}, [("Where", "left cheek: 3 spots, 1.5 mm", "")]),
        (
            {"spots": (replace(LOOK.spots[0], count=4), records.Spot("chin"))},
            [("Where", "left cheek: 3 spots, 1.5 mm", "left cheek: 4 spots, 1.5 mm; chin")],
        ),
        (
            {"spots": (replace(LOOK.spots[0], x=0.2),)},
            [
                (
                    "Where",
                    "left cheek: 3 spots, 1.5 mm",
                    "left cheek: 3 spots, 1.5 mm, marked elsewhere on the map",
                )
            ],
        ),
        ({"spots": (replace(LOOK.spots[0], track="b"),)}, []),
        (
            {"signs": {"warmth": "not_checked", "pus": "no"}},
            [("Warmth", "yes", "not checked")],
        ),
        (
            {"signs": dict.fromkeys(("blister", "pus", "bruise", "warmth"), "no")},
            [("Blisters, bruise", "not checked", "no"), ("Warmth", "yes", "no")],
        ),
        ({"signs": {"warmth": "yes"}}, [("Pus", "no", "not checked")]),
        (
            {"signs": dict.fromkeys(("warmth", "pus", "nonblanching", "unwell"), "no")},
            [
                ("Dots that do not fade under a glass", "not checked", "no glass test recorded"),
                ("Pus", "no", "asked about in one list"),
                ("Warmth", "yes", "asked about in one list"),
                (
                    "Very unwell (from an older version)",
                    "not checked",
                    "asked about in one list",
                ),
            ],
        ),
        (
            {"signs": dict.fromkeys(GATE, "no")},
            [
                (
                    "Blisters, peeling, spreading colour, swollen, weeping or crusted, painful, a"
                    " bruise, sore mouth, over most of the body, pale, blue or blotchy, floppy,"
                    " hard to wake, weak or high-pitched cry, a fit, trouble breathing, swollen"
                    " face, cannot be settled, feeding much less or no wet nappies, yellow skin or"
                    " eyes, you are worried",
                    "not checked",
                    "no",
                ),
                ("Warmth", "yes", "no"),
            ],
        ),
    ],
    ids=[
        "day",
        "no time",
        "gone",
        "severity from nought",
        "itch to nought",
        "tick",
        "answer no",
        "looks",
        "a word of another version",
        "temperature",
        "notes",
        "no places",
        "places",
        "moved",
        "track alone",
        "sign taken back",
        "signs that changed alike",
        "answer gone",
        "as version 1 asked",
        "none of these",
    ],
)
def test_of_an_entry(by: User, changes: dict[str, object], expected: Told) -> None:
    assert of_entry(by, **changes) == expected


def test_a_temperature_is_told_in_the_familys_unit(by: User) -> None:
    known = replace(KNOWN, unit="F")
    assert of_entry(by, known, temperature_c=39.0) == [("Temperature", "100.4 °F", "102.2 °F")]


def test_what_nobody_changed_is_not_told(by: User) -> None:
    assert of_entry(by) == []


def test_of_a_concern_without_its_former_names(by: User) -> None:
    concern = make_concern(title="")
    change = told(
        concern,
        lambda: change_concern(
            row=concern,
            concern=records.Concern(
                str(concern.uuid), "eczema", date(2026, 1, 31), "chin", named_by="doctor"
            ),
            today=DAY,
            revision=0,
            by=by,
        ),
    )
    assert change == [
        ("In your words", "", "chin"),
        ("What it is called", "milk spots", "eczema"),
        ("Who called it that", "parent", "doctor"),
        ("First noticed on", "1 February 2026", "31 January 2026"),
    ]


def test_of_a_visit_with_the_concerns_by_their_titles(by: User) -> None:
    concern = make_concern()
    visit = Visit.objects.create(child=concern.child, day=DAY)
    other = Concern.objects.create(child=concern.child, condition="eczema", first_noticed_on=DAY)
    known = replace(KNOWN, concerns={concern.pk: "bumps"})
    change = told(
        visit,
        lambda: change_record(
            row=visit,
            record=records.Visit(
                day=DAY,
                concerns=(str(concern.uuid), str(other.uuid)),
                follow_up_on=date(2026, 4, 1),
            ),
            revision=0,
            by=by,
        ),
        known,
    )
    assert change == [
        ("Follow-up on", "", "1 April 2026"),
        ("About", "", "bumps, something deleted"),
    ]


def test_of_a_child(by: User) -> None:
    child = make_concern().child
    record = replace(
        record_of(records.Child, child), sex="female", family_atopy=("asthma", "hay_fever")
    )
    change = told(child, lambda: change_child(row=child, child=record, revision=0, by=by))
    assert change == [("Sex", "", "girl"), ("Family history", "", "asthma, hay fever")]


def test_of_a_family(by: User) -> None:
    family = Family.objects.create(name="Lakes")
    change = told(
        family,
        lambda: change_family(
            family=family,
            name="Lakes",
            time_zone="Europe/London",
            country="GB",
            temperature_unit="F",
            revision=0,
            by=by,
        ),
    )
    assert change == [
        ("Time zone", "UTC", "Europe/London"),
        ("Country", "", "Britain (UK)"),
        ("Temperatures in", "°C", "°F"),
    ]


def test_of_a_photo(by: User) -> None:
    edited = make_edited("photo")
    photo = make_photo(edited.row.entry, site="chin")  # type: ignore[attr-defined]
    change = told(
        photo,
        lambda: describe_photo(
            photo=photo, site="cheek", view="close", caption="", revision=0, by=by
        ),
    )
    assert change == [("Where", "chin", "cheek"), ("Distance", "", "close up")]
