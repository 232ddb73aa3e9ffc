"""The pages that join, move and split, and the addresses of what is elsewhere now."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from tests.actions.random_diaries import export
from tests.factories import (
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_photo,
)
from tests.views.entry_posts import entry_edit, entry_new, entry_post
from tests.views.pages import notices_of, text_of, undo_address
from tracker.models import Acknowledgement, Child, Concern, DayNote, Entry, Exposure, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

TODAY = date(2026, 3, 10)
DAY = date(2026, 3, 1)


@pytest.fixture
def rash(child: Child) -> Concern:
    return make_concern(child, condition="cradle_cap", title="scales", first_noticed_on=DAY)


@pytest.fixture
def finn(child: Child) -> Child:
    return make_child(child.family, name="Finn")


@pytest.fixture
def finns(finn: Child) -> Concern:
    return make_concern(finn, condition="eczema", title="dry patch", first_noticed_on=DAY)


def concern_address(name: str, concern: Concern) -> str:
    return reverse(name, args=[concern.child_id, concern.uuid])


def entry_move(entry: Entry) -> str:
    return reverse("entry_move", args=[entry.child.pk, entry.concern.uuid, entry.uuid])


# Joining


def test_joined_with_undo(parent: Client, child: Child, concern: Concern, rash: Concern) -> None:
    entry = make_entry(rash, DAY)
    Acknowledgement.objects.create(child=child, concern=rash, day=DAY, rule="worsening")
    before = export(child)
    page = parent.get(concern_address("concern_join", rash))
    assert [part.counts for part in page.context["parts"]] == [("1 entry",), ("0 entries",)]
    assert [choice.keep for choice in page.context["choices"]] == [
        str(rash.uuid),
        str(concern.uuid),
    ]
    posted = {"other": concern.uuid, "keep": concern.uuid}
    page = parent.post(concern_address("concern_join", rash), posted, follow=True)
    assert page.redirect_chain == [(concern_address("concern", concern), 302)]
    assert notices_of(page) == [
        "“scales” is joined with “bumps on the chin”. The pause until 29 March 2026 has ended,"
        " because it was about “scales” only. Undo"
    ]
    entry.refresh_from_db()
    assert entry.concern == concern
    told = text_of(parent.get(reverse("history", args=[child.pk])))
    assert "Joined: “scales” Joined with before: blank → after: bumps on the chin" in told
    assert "Moved: Entry about “bumps on the chin”, 1 March 2026" in told
    parent.post(undo_address(page))
    assert export(child) == before


def test_undo_is_refused_in_words_after_thirty_days(
    parent: Client, child: Child, concern: Concern, rash: Concern, time_machine: TimeMachineFixture
) -> None:
    posted = {"other": concern.uuid, "keep": concern.uuid}
    page = parent.post(concern_address("concern_join", rash), posted, follow=True)
    time_machine.move_to("2026-04-10T12:00Z", tick=False)
    page = parent.post(undo_address(page), follow=True)
    assert notices_of(page) == [
        "That can't be undone. It was already undone, or it has changed since. You can still"
        " edit or delete it."
    ]
    assert Concern.objects.get() == concern


def test_what_is_refused_says_why(
    parent: Client, child: Child, concern: Concern, rash: Concern
) -> None:
    make_entry(rash, DAY, signs=("pus",))
    visit = Visit.objects.create(child=child, day=date(2026, 3, 5))
    visit.concerns.set([concern])
    posted = {"other": concern.uuid, "keep": rash.uuid}
    page = parent.post(concern_address("concern_join", rash), posted)
    assert page.status_code == 200
    assert (
        "They can't be joined yet. “Spreading colour, warmth, swelling, pus or a yellow crust” is"
        " due for scales. The visit on 5 March 2026 is saved for bumps on the chin only. If Iris"
        " was seen about both, edit that visit first. If not, answer it on Today first."
    ) in text_of(page)
    assert Concern.objects.count() == 2


def test_of_several_one_is_chosen_first(
    parent: Client, child: Child, concern: Concern, rash: Concern
) -> None:
    third = make_concern(child, title="a spot")
    address = concern_address("concern_join", rash)
    page = parent.get(address)
    assert page.context["others"] == [
        (concern.uuid, "bumps on the chin"),
        (third.uuid, "a spot"),
    ]
    assert parent.get(f"{address}?with={third.uuid}").context["other"] == third


def test_only_a_concern_of_the_child_can_be_joined(
    parent: Client, rash: Concern, finns: Concern
) -> None:
    elsewhere = make_concern(make_child(make_family()))
    for other in (finns, elsewhere, rash):
        for keep in (rash, other):
            posted = {"other": other.uuid, "keep": keep.uuid}
            response = parent.post(concern_address("concern_join", rash), posted)
            assert response.status_code == 404
    assert Concern.objects.count() == 3


def test_addresses_of_the_joined_one_lead_to_the_other(
    parent: Client, child: Child, concern: Concern, rash: Concern
) -> None:
    entry = make_entry(rash, DAY)
    old = concern_address("concern", rash), entry_edit(entry), entry_new(rash)
    posted = {"other": concern.uuid, "keep": concern.uuid}
    parent.post(concern_address("concern_join", rash), posted)
    entry = Entry.objects.get()
    new = concern_address("concern", concern), entry_edit(entry), entry_new(concern)
    assert [parent.get(address)["Location"] for address in old] == [*new]
    parent.post(old[2], entry_post(uuid=str(uuid4())))
    parent.post(reverse("log", args=[child.pk, rash.uuid]), {"choice": "same", "uuid": uuid4()})
    assert Entry.objects.filter(concern=concern).count() == 3
    page = parent.get(reverse("deleted", args=[child.pk]))
    assert page.context["rows"] == ()


def test_what_waited_on_a_phone_is_written_into_the_other(
    parent: Client, child: Child, concern: Concern, rash: Concern
) -> None:
    """The outbox follows no redirect."""
    posted = {"other": concern.uuid, "keep": concern.uuid}
    parent.post(concern_address("concern_join", rash), posted)
    headers = {
        "Milkspot-Written-By": parent.get(reverse("ticket")).json()["account"],
        "Milkspot-Written-At": "2026-03-09T12:00:00Z",
    }
    answer = parent.post(entry_new(rash), entry_post(day="2026-03-09"), headers=headers)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert [entry.day for entry in concern.entries.all()] == [date(2026, 3, 9)]


def test_an_undo_of_much_names_a_few(
    parent: Client, child: Child, concern: Concern, rash: Concern
) -> None:
    for day in range(1, 9):
        make_entry(rash, date(2026, 3, day))
    posted = {"other": concern.uuid, "keep": concern.uuid}
    page = parent.post(concern_address("concern_join", rash), posted, follow=True)
    (told,) = notices_of(parent.post(undo_address(page), follow=True))
    assert told.count(";") == 4
    assert told.endswith(" and 5 more")


# Moving


def test_an_entry_moved_to_the_twin_with_undo(
    parent: Client, child: Child, finn: Child, rash: Concern, finns: Concern
) -> None:
    entry = make_entry(rash, DAY)
    photo = make_photo(entry)
    old, before = entry_edit(entry), export(child)
    old_photo = reverse("photo_file", args=[child.pk, photo.uuid, "small"])
    assert entry_move(entry) in parent.get(old).content.decode()
    page = parent.post(entry_move(entry), {"to": f"concern-{finns.pk}"}, follow=True)
    assert page.redirect_chain == [(concern_address("concern", finns), 302)]
    assert notices_of(page) == [
        "Moved to Finn: dry patch: Entry about “scales”, 1 March 2026. Undo"
    ]
    moved = Entry.objects.get()
    assert parent.get(old)["Location"] == entry_edit(moved)
    new_photo = reverse("photo_file", args=[finn.pk, photo.uuid, "small"])
    assert parent.get(old_photo)["Location"] == new_photo
    assert parent.get(new_photo).status_code == 200
    for each in (child, finn):
        told = text_of(parent.get(reverse("history", args=[each.pk])))
        assert "Moved: Entry about “dry patch”, 1 March 2026" in told
        assert "before: scales → after: dry patch" in told
    parent.post(undo_address(page))
    assert export(child) == before


def test_a_form_open_elsewhere_writes_where_the_concern_is_now(
    parent: Client, child: Child, finn: Child, rash: Concern
) -> None:
    old = entry_new(rash)
    parent.post(concern_address("concern_move", rash), {"to": f"child-{finn.pk}"}, follow=True)
    assert parent.get(old)["Location"] == reverse("entry_new", args=[finn.pk, rash.uuid])
    page = parent.post(old, entry_post(), follow=True)
    assert Entry.objects.get().child == finn
    assert page.redirect_chain == [(reverse("today", args=[finn.pk]), 302)]
    parent.post(undo_address(page))
    assert not Entry.objects.exists()


def test_a_note_a_visit_and_an_exposure_move(
    parent: Client, child: Child, finn: Child, finns: Concern
) -> None:
    note = make_day_note(child, DAY)
    visit = Visit.objects.create(child=child, day=DAY)
    exposure = Exposure.objects.create(child=child, day=DAY, kind="food")
    for name, key, to in (
        ("note_move", note.uuid, f"child-{finn.pk}"),
        ("visit_move", visit.pk, f"concern-{finns.pk}"),
        ("exposure_move", exposure.pk, f"child-{finn.pk}"),
    ):
        response = parent.post(reverse(name, args=[child.pk, key]), {"to": to})
        assert response["Location"] == reverse("timeline", args=[finn.pk])
    assert [row.child for row in (DayNote.objects.get(), Exposure.objects.get())] == [finn, finn]
    assert list(Visit.objects.get(child=finn).concerns.all()) == [finns]
    for name, key in (("note_edit", note.uuid), ("visit_edit", visit.pk)):
        there = reverse(name, args=[finn.pk, key])
        assert parent.get(reverse(name, args=[child.pk, key]))["Location"] == there


def test_a_day_before_the_birth_is_refused_in_words(
    parent: Client, child: Child, rash: Concern
) -> None:
    later = make_child(child.family, name="Finn", birth_date=date(2026, 3, 5))
    page = parent.post(concern_address("concern_move", rash), {"to": f"child-{later.pk}"})
    error = page.context["form"].errors["to"]
    assert error == ["Finn was born on 5 March 2026. This has an earlier date."]
    rash.refresh_from_db()
    assert rash.child == child


def test_nothing_moves_to_another_family(parent: Client, child: Child, rash: Concern) -> None:
    elsewhere = make_concern(make_child(make_family()))
    entry = make_entry(rash, DAY)
    for address, to in (
        (entry_move(entry), f"concern-{elsewhere.pk}"),
        (concern_address("concern_move", rash), f"child-{elsewhere.child.pk}"),
    ):
        assert "to" in parent.post(address, {"to": to}).context["form"].errors
    assert (Entry.objects.get().concern, Concern.objects.get(pk=rash.pk).child) == (rash, child)


def test_an_address_that_was_never_its_own_leads_nowhere(
    parent: Client, child: Child, rash: Concern, finns: Concern
) -> None:
    entry = make_entry(finns, DAY)
    for address in (
        reverse("concern", args=[child.pk, finns.uuid]),
        reverse("entry_edit", args=[child.pk, rash.uuid, entry.uuid]),
    ):
        assert parent.get(address).status_code == 404


# Splitting


def test_split_in_two_steps_with_undo(parent: Client, child: Child, rash: Concern) -> None:
    make_entry(rash, DAY)
    going = [make_entry(rash, date(2026, 3, day)) for day in (7, 5)]
    before = export(child)
    address = concern_address("concern_split", rash)
    entries = [entry.uuid for entry in going]
    page = parent.post(address, {"entries": entries})
    assert page.context["form"]["first_noticed_on"].value() == date(2026, 3, 5)
    named = {
        "entries": entries,
        "step": "name",
        "uuid": uuid4(),
        "condition": "milia",
        "title": "pearls",
        "first_noticed_on": "2026-03-04",
    }
    page = parent.post(address, named, follow=True)
    new = Concern.objects.get(title="pearls")
    assert page.redirect_chain == [(concern_address("concern", new), 302)]
    assert notices_of(page) == ["“pearls” is now a separate skin problem. Undo"]
    assert set(new.entries.all()) == set(going)
    assert new.first_noticed_on == date(2026, 3, 4)
    parent.post(undo_address(page))
    assert export(child) == before


@pytest.mark.parametrize(
    ("chosen", "error"),
    [
        ([], "Choose the entries that are about something else."),
        (
            [0, 1],
            "Leave at least one entry here. If all of them are about something else, edit the skin"
            " problem's name.",
        ),
    ],
    ids=["none", "all"],
)
def test_some_are_chosen(parent: Client, rash: Concern, chosen: list[int], error: str) -> None:
    entries = [make_entry(rash, DAY), make_entry(rash, TODAY)]
    posted = {"entries": [entries[place].uuid for place in chosen]}
    page = parent.post(concern_address("concern_split", rash), posted)
    assert page.context["form"].errors == {"entries": [error]}
    assert page.context["chosen"] == [str(entries[place].uuid) for place in chosen]


# Where they are found


def test_the_pages_are_offered_where_they_can_be_used(
    parent: Client, child: Child, concern: Concern
) -> None:
    make_entry(concern, DAY)
    names = ("concern_join", "concern_split", "concern_move")
    addresses = [concern_address(name, concern) for name in names]

    def offered() -> list[bool]:
        html = parent.get(concern_address("concern", concern)).content.decode()
        return [f'href="{address}"' in html for address in addresses]

    assert offered() == [False, False, False]
    make_concern(child)
    assert offered() == [True, False, False]
    make_entry(concern, TODAY)
    assert offered() == [True, True, False]
    make_child(child.family, name="Finn")
    assert offered() == [True, True, True]
