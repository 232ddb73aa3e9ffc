"""The entry form: writing, changing and deleting a look at a concern."""

from __future__ import annotations

import re
from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
)
from tests.views.entry_posts import entry_edit, entry_new, entry_post, signs_post, spots_post
from tests.views.pages import notices_of, text_of, undo_address
from tracker.domain.vocabulary import GATE, TICKS
from tracker.models import Change, Concern, Entry, Family, Sign, Spot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

TODAY = date(2026, 3, 10)


def checked(response: object) -> set[tuple[str, str]]:
    """Name and value of everything that stands ticked or chosen."""
    inputs = re.findall(r"<input[^>]*\bchecked\b[^>]*>", response.content.decode())  # type: ignore[attr-defined]
    found = set()
    for tag in inputs:
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        found.add((name[1] if name else "", value[1] if value else "on"))
    return found


def notices(caregiver: Client, address: str) -> list[str]:
    return notices_of(caregiver.get(address))


# The empty form


def test_a_fresh_form_stands_at_now_for_the_family(caregiver: Client, concern: Concern) -> None:
    form = caregiver.get(entry_new(concern)).context["form"]
    assert (form["day"].value(), form["at"].value()) == (TODAY, time(12, 0))
    assert checked(caregiver.get(entry_new(concern))) == {
        ("status", "present"),
        ("trend", ""),
        ("severity", ""),
        ("itch", ""),
        *((question, "") for question in TICKS),
        ("signs-glass", "not_checked"),
        ("signs-gate", "not_looked"),
    }


@pytest.mark.parametrize(
    ("time_zone", "today"),
    [("Pacific/Auckland", date(2026, 3, 11)), ("America/Los_Angeles", date(2026, 3, 10))],
)
def test_today_is_the_familys(
    caregiver: Client, family: Family, concern: Concern, time_zone: str, today: date
) -> None:
    Family.objects.filter(pk=family.pk).update(time_zone=time_zone)
    assert caregiver.get(entry_new(concern)).context["form"]["day"].value() == today


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?trend=worse&signs=1", {("trend", "worse"), ("signs-gate", "yes")}),
        ("?status=clear", {("status", "clear")}),
        ("?trend=glorious&status=maybe", {("status", "present"), ("trend", "")}),
    ],
    ids=["worse, with the signs", "gone", "unknown values"],
)
def test_a_link_fills_the_form(
    caregiver: Client, concern: Concern, query: str, expected: set[tuple[str, str]]
) -> None:
    assert expected <= checked(caregiver.get(entry_new(concern, query)))


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ("?day=2026-03-01", date(2026, 3, 1)),
        ("?day=2026-02-30", TODAY),
        ("?day=someday", TODAY),
    ],
)
def test_a_link_may_name_the_day(
    caregiver: Client, concern: Concern, query: str, day: date
) -> None:
    form = caregiver.get(entry_new(concern, query)).context["form"]
    assert form["day"].value() == day
    assert form["at"].value() == (time(12, 0) if day == TODAY else None)


def test_the_places_of_last_time_are_offered_again(caregiver: Client, concern: Concern) -> None:
    make_entry(concern, date(2026, 3, 1), sites=("nose",))
    last = make_entry(concern, date(2026, 3, 5))
    Spot.objects.create(
        entry=last, site="cheek", side="left", view="face", x=0.7, y=0.6, count=4, track="a"
    )
    make_entry(concern, date(2026, 3, 8), trend="same")
    response = caregiver.get(entry_new(concern))
    rows = [row.initial["track"] for row in response.context["rows"] if row.initial]
    assert rows == ["a"]
    assert "Places from 5 March." in text_of(response)
    [dot] = [dot for view in response.context["map_views"] for dot in view.dots]
    assert (dot.number, dot.faded, dot.label) == (1, True, "left cheek: 4 spots")


def test_the_number_of_queries_does_not_grow(
    caregiver: Client, concern: Concern, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    caregiver.get(entry_new(concern))
    for count in (3, 100):
        for number in range(count):
            make_entry(concern, date(2026, 3, 1 + number % 9), sites=("chin",), signs=("warmth",))
        # Session, user; child, membership; concern; the last look with its spots; its visits; the
        # children to switch between; the twelve of the check, since an urgent sign is open.
        with django_assert_num_queries(21):
            caregiver.get(entry_new(concern))


# Writing


def test_a_whole_entry_is_written(caregiver: Client, concern: Concern) -> None:
    response = caregiver.post(
        entry_new(concern),
        entry_post(
            trend="worse",
            severity="2",
            itch="1",
            appearance=["raised", "white"],
            scratched="on",
            sleep_lost="on",
            temperature="37,2",
            notes="after the bath\r\nredder",
            **signs_post("none"),
            **spots_post({"site": "cheek", "side": "left", "count": "3", "size_mm": "1,5"}),
        ),
    )
    today = reverse("today", args=[concern.child_id])
    assert response["Location"] == today
    entry = Entry.objects.get()
    assert (entry.day, entry.at, entry.status, entry.trend) == (TODAY, time(12), "present", "worse")
    assert (entry.severity, entry.itch, entry.appearance) == (2, 1, ["raised", "white"])
    assert (entry.scratched, entry.sleep_lost, entry.bleeding) == (True, True, None)
    assert (entry.temperature_c, entry.notes) == (37.2, "after the bath\nredder")
    spot = entry.spots.get()
    assert (spot.site, spot.side, spot.count, spot.size_mm) == ("cheek", "left", 3, 1.5)
    assert spot.track
    assert set(entry.signs.values_list("answer", flat=True)) == {"no"}
    assert entry.signs.count() == len(GATE)
    assert notices(caregiver, today) == ["Iris, bumps on the chin: saved for today. Undo"]


def test_a_question_is_answered_or_left_and_an_answer_taken_back(
    caregiver: Client, concern: Concern
) -> None:
    """An earlier page posts "on" for a ticked box, and nothing for another."""
    caregiver.post(entry_new(concern), entry_post(scratched="on", bleeding="off", dry=""))
    entry = Entry.objects.get()
    assert [getattr(entry, key) for key in TICKS] == [None, True, False, None]
    address = entry_edit(entry)
    shown = checked(caregiver.get(address))
    assert {answer for answer in shown if answer[0] in TICKS} == {
        ("sleep_lost", ""),
        ("scratched", "on"),
        ("bleeding", "off"),
        ("dry", ""),
    }
    caregiver.post(address, entry_post(scratched="off", bleeding=""))
    entry.refresh_from_db()
    assert [getattr(entry, key) for key in TICKS] == [None, False, None, None]


def test_another_entry_copies_no_answer(caregiver: Client, concern: Concern) -> None:
    make_entry(concern, TODAY, sites=("chin",), **dict.fromkeys(TICKS, True))
    shown = checked(caregiver.get(entry_new(concern)))
    assert {(name, value) for name, value in shown if name in TICKS} == {(key, "") for key in TICKS}


def test_a_quick_entry_leaves_the_signs_unchecked(caregiver: Client, concern: Concern) -> None:
    caregiver.post(entry_new(concern), entry_post(trend="same"))
    entry = Entry.objects.get()
    assert (entry.trend, entry.severity, entry.signs.count()) == ("same", None, 0)


def test_a_form_sent_twice_writes_once(caregiver: Client, concern: Concern) -> None:
    data = entry_post(notes="once", **spots_post({"site": "chin"}))
    caregiver.post(entry_new(concern), data)
    caregiver.post(entry_new(concern), data)
    assert Entry.all_objects.get().notes == "once"
    assert Spot.objects.count() == 1


def test_a_form_changed_and_sent_again_changes_the_entry(
    caregiver: Client, concern: Concern
) -> None:
    data = entry_post(notes="once", **spots_post({"site": "chin"}))
    caregiver.post(entry_new(concern), data)
    response = caregiver.post(entry_new(concern), data | {"notes": "once more"}, follow=True)
    entry = Entry.all_objects.get()
    assert (entry.notes, entry.spots.get().site) == ("once more", "chin")
    assert "saved for today" in text_of(response)
    undo = reverse("undo", args=[concern.child_id, Change.objects.last().change_set])
    caregiver.post(undo)
    assert Entry.objects.get().notes == "once"


def test_a_form_sent_again_after_an_edit_shows_the_conflict_and_loses_nothing(
    caregiver: Client, concern: Concern
) -> None:
    data = entry_post(notes="once")
    caregiver.post(entry_new(concern), data)
    entry = Entry.objects.get()
    caregiver.post(entry_edit(entry), data | {"notes": "edited", "revision": "0"})
    again = data | {"notes": "once more"}
    response = caregiver.post(entry_new(concern), again)
    assert Entry.all_objects.get().notes == "edited"
    form = response.context["form"]
    assert form["notes"].value() == "once more"
    rows = [(row.before, row.after) for row in response.context["conflict"].differences]
    assert rows == [("edited", "once more")]
    caregiver.post(entry_new(concern), again | {"revision": form["revision"].value()})
    assert Entry.all_objects.get().notes == "once more"


def test_a_form_taken_back_and_sent_again_is_written(caregiver: Client, concern: Concern) -> None:
    data = entry_post(notes="oops")
    caregiver.post(entry_new(concern), data)
    entry = Entry.objects.get()
    caregiver.post(reverse("entry_delete", args=[concern.child_id, concern.uuid, entry.uuid]))
    for _ in range(2):
        caregiver.post(entry_new(concern), data | {"notes": "better"})
    assert [entry.notes for entry in Entry.objects.all()] == ["better"]


def test_a_form_without_a_whole_id_is_still_written(caregiver: Client, concern: Concern) -> None:
    caregiver.post(entry_new(concern), entry_post(uuid="?"))
    assert Entry.objects.count() == 1


def test_an_earlier_entry_leaves_the_day_first_noticed_as_typed(
    caregiver: Client, concern: Concern
) -> None:
    caregiver.post(entry_new(concern), entry_post(day="2026-01-20"))
    assert Entry.objects.get().day == date(2026, 1, 20)
    concern.refresh_from_db()
    assert concern.first_noticed_on == date(2026, 2, 1)
    assert notices(caregiver, reverse("today", args=[concern.child_id])) == [
        "Iris, bumps on the chin: saved for 20 January 2026. Undo"
    ]


def test_an_entry_from_before_birth_is_refused(caregiver: Client, concern: Concern) -> None:
    response = caregiver.post(entry_new(concern), entry_post(day="2026-01-09"))
    assert response.context["form"].errors["day"] == [
        "Enter a date on or after 10 January 2026, when Iris was born."
    ]
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("at", "initial", "written"),
    [("12:00", "12:00", None), ("09:30", "12:00", time(9, 30)), ("", "12:00", None)],
    ids=["the proposed time is today's", "a chosen time stays", "none"],
)
def test_the_time_of_an_entry_on_another_day(
    caregiver: Client, concern: Concern, at: str, initial: str, written: time | None
) -> None:
    data = entry_post(day="2026-03-05", at=at) | {"initial-at": initial}
    caregiver.post(entry_new(concern), data)
    assert Entry.objects.get().at == written


@pytest.mark.parametrize(
    ("unit", "typed", "celsius"),
    [("C", "38,0", 38.0), ("C", "38.2", 38.2), ("F", "100.4", 38.0), ("F", "100,4", 38.0)],
)
def test_a_temperature_is_written_in_the_familys_unit(
    caregiver: Client, family: Family, concern: Concern, unit: str, typed: str, celsius: float
) -> None:
    Family.objects.filter(pk=family.pk).update(temperature_unit=unit)
    caregiver.post(entry_new(concern), entry_post(temperature=typed))
    assert Entry.objects.get().temperature_c == celsius


@pytest.mark.parametrize(
    ("address", "lands_on"),
    [
        ("/children/1/timeline/", "/children/1/timeline/"),
        ("https://example.org/", None),
        ("//example.org", None),
    ],
)
def test_it_goes_back_to_where_it_was_opened_if_that_is_ours(
    caregiver: Client, concern: Concern, address: str, lands_on: str | None
) -> None:
    response = caregiver.post(entry_new(concern), entry_post(next=address))
    today = reverse("today", args=[concern.child_id])
    assert response["Location"] == (lands_on or today)


@pytest.mark.parametrize(
    "changes",
    [signs_post(glass="yes"), signs_post("yes", "floppy"), {"temperature": "39.5"}],
    ids=["dots that stay", "an urgent sign", "a fever"],
)
def test_what_is_urgent_goes_to_the_page_that_says_what_to_do(
    caregiver: Client, concern: Concern, changes: dict[str, object]
) -> None:
    response = caregiver.post(
        entry_new(concern), entry_post(next="/children/1/timeline/", **changes)
    )
    today = reverse("today", args=[concern.child_id])
    assert response["Location"] == today
    assert "Call for help now" in text_of(caregiver.get(today))


# Changing and deleting


@pytest.fixture
def entry(concern: Concern) -> Entry:
    entry = make_entry(
        concern,
        date(2026, 3, 5),
        at=time(9, 30),
        trend="better",
        severity=0,
        temperature_c=38.0,
        appearance=["flat"],
        notes="a note",
        author_name="Ada",
    )
    Spot.objects.create(
        entry=entry, site="chin", view="face", x=0.5, y=0.8, count=7, size_mm=2.5, track="a"
    )
    Sign.objects.create(entry=entry, key="warmth", answer="no")
    return entry


def shown(caregiver: Client, entry: Entry) -> dict[str, object]:
    """What the form would send if nothing were touched."""
    response = caregiver.get(entry_edit(entry))
    form, rows = response.context["form"], response.context["rows"]
    data = {name: form[name].value() for name in form.fields}
    data["day"], data["at"] = f"{data['day']:%Y-%m-%d}", f"{data['at']:%H:%M}"
    data["temperature"] = response.context["form"]["temperature"].value()
    gate, glass = (response.context["signs"][name].value() for name in ("gate", "glass"))
    kept = {k: v for k, v in data.items() if v is not None and v is not False}
    spots = [{name: row[name].value() for name in row.fields if row[name].value()} for row in rows]
    return {**kept, **signs_post(gate, glass=glass), **spots_post(*spots)}


def test_an_entry_opened_and_saved_stays_as_it_was(caregiver: Client, entry: Entry) -> None:
    columns = ("site", "side", "view", "x", "y", "count", "size_mm", "track")
    before = Entry.objects.values().get()
    spots = list(entry.spots.values(*columns))
    response = caregiver.post(entry_edit(entry), shown(caregiver, entry))
    assert response.status_code == 302
    assert Entry.objects.values().get() == before
    assert list(entry.spots.values(*columns)) == spots
    assert list(entry.signs.values_list("key", "answer")) == [("warmth", "no")]


def test_a_change_is_written_and_can_be_undone(caregiver: Client, entry: Entry) -> None:
    today = reverse("today", args=[entry.concern.child_id])
    caregiver.post(entry_edit(entry), shown(caregiver, entry) | {"notes": "another"})
    assert Entry.objects.get().notes == "another"
    page = caregiver.get(today)
    assert notices_of(page) == ["Iris, bumps on the chin: saved for 5 March 2026. Undo"]
    caregiver.post(undo_address(page))
    assert Entry.objects.get().notes == "a note"


def test_a_temperature_is_shown_in_the_familys_unit(
    caregiver: Client, family: Family, entry: Entry
) -> None:
    Family.objects.filter(pk=family.pk).update(temperature_unit="F")
    page = caregiver.get(entry_edit(entry)).content.decode()
    assert 'value="100.4"' in page


def test_a_gone_entry_of_a_file_keeps_what_the_form_does_not_show(
    caregiver: Client, concern: Concern
) -> None:
    cleared = make_entry(
        concern, date(2026, 3, 5), "clear", at=time(9), severity=1, sites=("chin",)
    )
    caregiver.post(
        entry_edit(cleared),
        entry_post(status="clear", day="2026-03-05", at="09:00", notes="really"),
    )
    cleared.refresh_from_db()
    assert (cleared.notes, cleared.severity) == ("really", 1)
    assert [spot.site for spot in cleared.spots.all()] == ["chin"]


def test_an_entry_is_deleted_and_can_be_brought_back(caregiver: Client, entry: Entry) -> None:
    address = reverse("entry_delete", args=[entry.concern.child_id, entry.concern.uuid, entry.uuid])
    assert address in caregiver.get(entry_edit(entry)).content.decode()
    caregiver.post(address)
    assert not Entry.objects.exists()
    today = reverse("today", args=[entry.concern.child_id])
    caregiver.post(undo_address(caregiver.get(today)))
    assert Entry.objects.get() == entry


# Who may


def test_a_concern_of_another_child_takes_no_entry(caregiver: Client, family: Family) -> None:
    twin, other = make_child(family), make_concern(make_child(family))
    for method in (caregiver.get, caregiver.post):
        address = reverse("entry_new", args=[twin.pk, other.uuid])
        assert method(address, entry_post()).status_code == 404
    assert not Entry.all_objects.exists()


def test_an_entry_of_another_concern_is_not_found(caregiver: Client, entry: Entry) -> None:
    other = make_concern(entry.concern.child)
    address = reverse("entry_edit", args=[other.child_id, other.uuid, entry.uuid])
    assert caregiver.get(address).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing_and_a_viewer_may_not(
    family: Family, entry: Entry, method: str
) -> None:
    stranger = client_of(make_member(make_family()))
    viewer = client_of(make_member(family, "viewer"))
    for address in (entry_new(entry.concern), entry_edit(entry)):
        assert getattr(stranger, method)(address, entry_post()).status_code == 404
        assert getattr(viewer, method)(address, entry_post()).status_code == 403
    assert Entry.all_objects.count() == 1


def test_an_id_that_another_concern_used_is_written_under_one_of_its_own(
    caregiver: Client, entry: Entry
) -> None:
    """In a diary file each id stands once; sent twice it is still there once."""
    other = make_concern(entry.concern.child)
    for _time in range(2):
        caregiver.post(entry_new(other), entry_post(uuid=str(entry.uuid)))
    assert Entry.objects.get(concern=other).uuid != entry.uuid
