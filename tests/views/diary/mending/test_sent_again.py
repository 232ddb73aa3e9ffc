"""A form that is sent again after what it saved was joined or moved writes nothing twice."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import drawn_jpeg, make_child, make_concern
from tests.views.entry_posts import concern_post, entry_edit, entry_new, entry_post, note_post
from tests.views.pages import notices_of
from tracker.models import Child, Concern, DayNote, Entry, Photo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

TWICE = ["That was already saved. It's in the diary once."]


@pytest.fixture
def rash(child: Child) -> Concern:
    return make_concern(
        child, condition="cradle_cap", title="scales", first_noticed_on=date(2026, 3, 1)
    )


@pytest.fixture
def finn(child: Child) -> Child:
    return make_child(child.family, name="Finn")


def join(parent: Client, source: Concern, target: Concern) -> None:
    posted = {"other": target.uuid, "keep": target.uuid}
    parent.post(reverse("concern_join", args=[source.child_id, source.uuid]), posted)


@pytest.mark.parametrize("is_siblings", [False, True], ids=["same child", "sibling"])
def test_an_entry_that_was_moved(
    parent: Client, concern: Concern, rash: Concern, finn: Child, is_siblings: bool
) -> None:
    target = make_concern(finn) if is_siblings else concern
    posted = entry_post(notes="one")
    parent.post(entry_new(rash), posted, follow=True)
    move = entry_edit(Entry.objects.get()) + "move/"
    parent.post(move, {"to": f"concern-{target.pk}"}, follow=True)
    assert notices_of(parent.post(entry_new(rash), posted, follow=True)) == TWICE
    page = parent.post(entry_new(rash), posted | {"notes": "two"})
    moved = Entry.objects.get()
    assert (moved.concern, moved.notes) == (target, "one")
    there = parent.get(page.context["saved_address"], follow=True)
    assert there.redirect_chain == [(entry_edit(moved), 302)]


def test_an_entry_that_came_back(parent: Client, concern: Concern, rash: Concern) -> None:
    posted = entry_post(notes="one")
    parent.post(entry_new(rash), posted)
    for target in (concern, rash):
        move = entry_edit(Entry.objects.get()) + "move/"
        parent.post(move, {"to": f"concern-{target.pk}"})
    parent.post(entry_new(rash), posted | {"notes": "two"})
    assert Entry.objects.get().concern == rash


def test_a_note_that_was_moved(parent: Client, child: Child, finn: Child) -> None:
    address, posted = reverse("note_new", args=[child.pk]), note_post(notes="one")
    parent.post(address, posted)
    move = reverse("note_move", args=[child.pk, DayNote.objects.get().uuid])
    parent.post(move, {"to": f"child-{finn.pk}"}, follow=True)
    assert notices_of(parent.post(address, posted, follow=True)) == TWICE
    assert DayNote.objects.get().child == finn


def test_a_new_concern_that_was_joined(parent: Client, child: Child, rash: Concern) -> None:
    """The outbox may send it again; a person is asked first if it is the other."""
    address, posted = reverse("concern_new", args=[child.pk]), concern_post(title="mine")
    parent.post(address, posted)
    join(parent, Concern.objects.get(title="mine"), rash)
    headers = {
        "Milkspot-Written-By": parent.get(reverse("ticket")).json()["account"],
        "Milkspot-Written-At": "2026-03-10T12:00:00Z",
    }
    answer = parent.post(address, posted, headers=headers)
    assert answer.json()["address"] == reverse("concern_edit", args=[child.pk, rash.uuid])
    assert (Concern.objects.get(), Entry.objects.count()) == (rash, 1)


def test_a_new_concern_that_was_moved(parent: Client, child: Child, finn: Child) -> None:
    address, posted = reverse("concern_new", args=[child.pk]), concern_post(title="mine")
    parent.post(address, posted)
    mine = Concern.objects.get()
    move = reverse("concern_move", args=[child.pk, mine.uuid])
    parent.post(move, {"to": f"child-{finn.pk}"}, follow=True)
    assert notices_of(parent.post(address, posted, follow=True)) == TWICE
    page = parent.post(address, posted | {"title": "another"})
    there = parent.get(page.context["saved_address"], follow=True)
    assert there.redirect_chain == [(reverse("concern_edit", args=[finn.pk, mine.uuid]), 302)]
    assert (Concern.objects.get().child, Entry.objects.count()) == (finn, 1)


def test_photos_of_an_entry_whose_concern_was_joined(
    parent: Client, concern: Concern, rash: Concern
) -> None:
    posted = entry_post()

    def send() -> None:
        photo = SimpleUploadedFile("a.jpg", drawn_jpeg((80, 60)), "image/jpeg")
        parent.post(entry_new(rash), posted | {"photos": photo})

    send()
    join(parent, rash, concern)
    send()
    assert Photo.objects.get().entry == Entry.objects.get()
