"""Day notes: a look at the child as a whole."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import client_of, make_child, make_day_note, make_family, make_member
from tests.views.entry_posts import note_post, signs_post
from tests.views.pages import notices_of, text_of, undo_address
from tracker.domain.vocabulary import ASKED_SIGNS, SIGNS
from tracker.models import Child, DayNote, Family, Sign

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

TODAY = date(2026, 3, 10)


@pytest.fixture
def address(child: Child) -> str:
    return reverse("note_new", args=[child.pk])


def edit_address(note: DayNote) -> str:
    return reverse("note_edit", args=[note.child_id, note.uuid])


def test_a_note_is_written_once(caregiver: Client, child: Child, address: str) -> None:
    data = note_post(temperature="37,2", notes="slept badly", **signs_post("none"))
    for _ in range(2):
        response = caregiver.post(address, data)
    today = reverse("today", args=[child.pk])
    assert response["Location"] == today
    note = DayNote.all_objects.get()
    assert (note.day, note.at, note.temperature_c) == (TODAY, time(12), 37.2)
    assert (note.notes, note.signs.count()) == ("slept badly", 11)
    assert notices_of(caregiver.get(today)) == [
        "Iris: saved the note for today. Undo",
        "That was already saved. It's in the diary once.",
    ]


def test_only_signs_about_the_child_are_asked(caregiver: Client, address: str) -> None:
    page = caregiver.get(address)
    keys = [sign.key for group in page.context["sign_list"].groups for sign in group.signs]
    assert keys == [key for key in ASKED_SIGNS if SIGNS[key].about == "child"]
    assert "clear glass" not in text_of(page)


def test_a_link_opens_the_gate(caregiver: Client, address: str) -> None:
    assert caregiver.get(f"{address}?signs=1").context["signs"]["gate"].value() == "yes"


@pytest.mark.parametrize(
    ("changes", "name", "sentence"),
    [
        (
            {},
            "notes",
            "Write a note, enter a temperature or answer “Any of these today?”",
        ),
        (
            {"notes": "x", "day": "2026-03-11"},
            "day",
            "Enter a date that is not in the future. For your family it's 10 March 2026 today.",
        ),
        (
            {"notes": "x", "day": "2026-01-09"},
            "day",
            "Enter a date on or after 10 January 2026, when Iris was born.",
        ),
        (
            {"temperature": "20"},
            "temperature",
            "Check the number. Enter a temperature between 30 and 45 °C.",
        ),
    ],
)
def test_wrong_input_is_refused_and_kept(
    caregiver: Client, address: str, changes: dict[str, str], name: str, sentence: str
) -> None:
    response = caregiver.post(address, note_post(**changes))
    assert not DayNote.all_objects.exists()
    assert response.context["form"].errors[name] == [sentence]
    assert sentence in text_of(response)


def test_a_sign_about_the_skin_is_refused(caregiver: Client, address: str) -> None:
    caregiver.post(address, note_post(**signs_post("yes", "blister")))
    assert not DayNote.all_objects.exists()


def test_an_urgent_sign_lands_where_it_says_what_to_do(
    caregiver: Client, child: Child, address: str
) -> None:
    response = caregiver.post(address, note_post(next="/rules/", **signs_post("yes", "floppy")))
    today = reverse("today", args=[child.pk])
    assert response["Location"] == today
    assert "Call for help now" in text_of(caregiver.get(today))


def test_a_note_changed_and_sent_again_changes_it(caregiver: Client, address: str) -> None:
    data = note_post(notes="one")
    for words in ("one", "two", "three"):
        caregiver.post(address, data | {"notes": words})
        assert DayNote.all_objects.get().notes == words


def test_a_note_edited_since_is_kept_and_so_is_what_is_sent_again(
    caregiver: Client, address: str
) -> None:
    data = note_post(notes="one")
    caregiver.post(address, data)
    caregiver.post(edit_address(DayNote.objects.get()), data | {"notes": "edited"})
    response = caregiver.post(address, data | {"notes": "two"})
    assert DayNote.all_objects.get().notes == "edited"
    assert response.context["form"]["notes"].value() == "two"
    assert response.context["conflict"].is_mine


def test_a_note_is_changed_and_keeps_the_answers_nobody_touched(
    caregiver: Client, child: Child
) -> None:
    note = make_day_note(child, date(2026, 3, 5), signs=("worried",), notes="before")
    Sign.objects.create(day_note=note, key="jaundice", answer="not_checked")
    caregiver.post(
        edit_address(note),
        note_post(day="2026-03-05", at="", notes="after", **signs_post("yes", "worried")),
    )
    note.refresh_from_db()
    assert (note.notes, note.at) == ("after", None)
    answers = dict(note.signs.values_list("key", "answer"))
    assert (answers["worried"], answers["jaundice"]) == ("yes", "not_checked")
    assert "no" not in answers.values()


def test_a_note_is_deleted_and_can_be_brought_back(caregiver: Client, child: Child) -> None:
    note = make_day_note(child, date(2026, 3, 5))
    caregiver.post(reverse("note_delete", args=[child.pk, note.uuid]))
    assert not DayNote.objects.exists()
    today = caregiver.get(reverse("today", args=[child.pk]))
    assert notices_of(today) == ["Deleted: Note, 5 March 2026 Undo"]
    caregiver.post(undo_address(today))
    assert DayNote.objects.get() == note


def test_the_number_of_queries_does_not_grow(
    caregiver: Client, child: Child, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    caregiver.get(address)
    for count in (3, 100):
        for _ in range(count):
            make_day_note(child, date(2026, 3, 5), signs=("worried",))
        # Session, user; child, membership; the children to switch between; the eight of the check,
        # since an urgent sign is open.
        with django_assert_num_queries(13):
            caregiver.get(address)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing_and_a_viewer_may_not(
    family: Family, child: Child, address: str, method: str
) -> None:
    note = make_day_note(child, date(2026, 3, 5))
    stranger = client_of(make_member(make_family()))
    viewer = client_of(make_member(family, "viewer"))
    for page in (address, edit_address(note)):
        assert getattr(stranger, method)(page, note_post(notes="x")).status_code == 404
        assert getattr(viewer, method)(page, note_post(notes="x")).status_code == 403
    assert DayNote.all_objects.count() == 1


def test_a_note_of_another_child_is_not_found(caregiver: Client, family: Family) -> None:
    note = make_day_note(make_child(family), date(2026, 3, 5))
    twin = make_child(family)
    assert caregiver.get(reverse("note_edit", args=[twin.pk, note.uuid])).status_code == 404
