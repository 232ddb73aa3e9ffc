"""A form that is sent twice, or from a page of before a concern was joined or a record moved."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.actions.random_diaries import export
from tests.factories import make_child, make_concern, make_day_note, make_entry, make_photo
from tests.views.entry_posts import entry_edit
from tests.views.pages import notices_of
from tracker.models import Acknowledgement, Child, Concern, Entry, Exposure, Photo, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

DAY = date(2026, 3, 1)
TWICE = "That was already saved. It's in the diary once."
JOINED = "This was already joined with another skin problem. Nothing was changed."


@pytest.fixture
def rash(child: Child) -> Concern:
    return make_concern(child, condition="cradle_cap", title="scales", first_noticed_on=DAY)


@pytest.fixture
def finn(child: Child) -> Child:
    return make_child(child.family, name="Finn")


def address(name: str, concern: Concern) -> str:
    return reverse(name, args=[concern.child_id, concern.uuid])


def join(parent: Client, source: Concern, target: Concern) -> None:
    posted = {"other": target.uuid, "keep": target.uuid}
    parent.post(address("concern_join", source), posted, follow=True)


# Sent twice


@pytest.mark.parametrize("page", ["source", "target"])
def test_a_join_sent_twice(parent: Client, concern: Concern, rash: Concern, page: str) -> None:
    row, other = (rash, concern) if page == "source" else (concern, rash)
    posted = {"other": other.uuid, "keep": concern.uuid}
    for _time in range(2):
        shown = parent.post(address("concern_join", row), posted, follow=True)
        assert shown.redirect_chain == [(address("concern", concern), 302)]
    assert notices_of(shown) == [JOINED]


def test_a_split_sent_twice(parent: Client, rash: Concern) -> None:
    make_entry(rash, DAY)
    posted = {
        "entries": [make_entry(rash, date(2026, 3, 5)).uuid],
        "step": "name",
        "uuid": uuid4(),
        "condition": "milia",
        "first_noticed_on": "2026-03-04",
    }
    for _time in range(2):
        shown = parent.post(address("concern_split", rash), posted, follow=True)
        new = Concern.objects.get(uuid=posted["uuid"])
        assert shown.redirect_chain == [(address("concern", new), 302)]
    assert notices_of(shown) == [TWICE]
    assert new.entries.count() == 1


def test_a_move_sent_twice(parent: Client, child: Child, finn: Child, rash: Concern) -> None:
    target = make_concern(finn)
    visit = Visit.objects.create(child=child, day=DAY)
    exposure = Exposure.objects.create(child=child, day=DAY, kind="food")
    note_move = reverse("note_move", args=[child.pk, make_day_note(child, DAY).uuid])
    for move, to in (
        (entry_edit(make_entry(rash, DAY)) + "move/", f"concern-{target.pk}"),
        (note_move, f"child-{finn.pk}"),
        (reverse("visit_move", args=[child.pk, visit.pk]), f"concern-{target.pk}"),
        (reverse("exposure_move", args=[child.pk, exposure.pk]), f"child-{finn.pk}"),
        (address("concern_move", rash), f"child-{finn.pk}"),
    ):
        once, twice = (parent.post(move, {"to": to}, follow=True) for _time in range(2))
        assert twice.redirect_chain == once.redirect_chain
        assert notices_of(twice) == [TWICE]


def test_a_photo_removed_twice(parent: Client, child: Child, rash: Concern) -> None:
    photo = make_photo(make_entry(rash, DAY))
    for _time in range(2):
        page = parent.post(reverse("photo_delete", args=[child.pk, photo.uuid]), follow=True)
        assert page.status_code == 200
    assert notices_of(page) == ["This photo was already removed."]
    assert Photo.all_objects.get().deleted_at is not None


# Sent late


@pytest.mark.parametrize("name", ["concern_edit", "concern_delete", "concern_move", "concern_join"])
def test_what_was_decided_about_a_joined_one_is_not_done_to_the_other(
    parent: Client, child: Child, finn: Child, concern: Concern, rash: Concern, name: str
) -> None:
    third = make_concern(child, title="a spot")
    join(parent, rash, concern)
    before = export(child)
    posted = {
        "to": f"child-{finn.pk}",
        "other": third.uuid,
        "keep": third.uuid,
        "condition": "eczema",
        "title": "dry",
        "first_noticed_on": "2026-03-01",
        "revision": Concern.objects.get(pk=concern.pk).revision,
    }
    page = parent.post(address(name, rash), posted, follow=True)
    assert page.redirect_chain == [(address("concern", concern), 302)]
    assert notices_of(page) == [JOINED]
    assert export(child) == before


@pytest.mark.parametrize("name", ["flag_pause", "flag_bring_back"])
def test_a_pause_of_a_joined_one_shows_the_other(
    parent: Client, child: Child, concern: Concern, rash: Concern, name: str
) -> None:
    join(parent, rash, concern)
    posted = {"rule": "worsening", "concern": rash.uuid, "uuid": uuid4()}
    page = parent.post(reverse(name, args=[child.pk]), posted, follow=True)
    assert page.redirect_chain == [(address("concern", concern), 302)]
    assert not Acknowledgement.objects.exists()


def test_a_mistake_is_taken_back_where_the_record_is_now(
    parent: Client, child: Child, finn: Child, rash: Concern
) -> None:
    entry = make_entry(rash, DAY, signs=("pus",))
    note = make_day_note(child, DAY, signs=("worried",))
    target = make_concern(finn, condition="cradle_cap", first_noticed_on=DAY)
    parent.post(entry_edit(entry) + "move/", {"to": f"concern-{target.pk}"})
    note_move = reverse("note_move", args=[child.pk, note.uuid])
    parent.post(note_move, {"to": f"child-{finn.pk}"})
    for rule, row in (("infection_signs", entry), ("worried", note)):
        posted = {"rule": rule, "entry": row.uuid}
        assert parent.post(reverse("flag_mistake", args=[child.pk]), posted).status_code == 302
        assert row.signs.get().answer == "not_checked"


def test_a_mistake_of_a_siblings_entry_is_not_found(
    parent: Client, child: Child, finn: Child
) -> None:
    entry = make_entry(make_concern(finn), DAY, signs=("pus",))
    posted = {"rule": "infection_signs", "entry": entry.uuid}
    assert parent.post(reverse("flag_mistake", args=[child.pk]), posted).status_code == 404
    assert Entry.objects.get().signs.get().answer == "yes"
