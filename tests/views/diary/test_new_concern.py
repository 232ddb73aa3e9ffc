"""A new concern with its photos, and one that is like a concern that is followed already."""

from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, drawn_jpeg, make_child, make_concern, make_entry, make_member
from tests.views.entry_posts import concern_post, signs_post, spots_post
from tests.views.offline.test_outbox import send
from tests.views.pages import notices_of, text_of, undo_address
from tracker.models import Child, Concern, Entry, FormerName, Photo, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

TODAY = date(2026, 3, 10)
JSON = {"Accept": "application/json"}


@pytest.fixture
def address(child: Child) -> str:
    return reverse("concern_new", args=[child.pk])


def picture(name: str = "IMG_1.jpg", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content or drawn_jpeg((80, 60)), "image/jpeg")


def nappy_rash(child: Child, first: date, gone: date | None = None, **fields: Any) -> Concern:
    rash = make_concern(
        child, condition="diaper_rash", first_noticed_on=first, **{"title": "", **fields}
    )
    if gone:
        make_entry(rash, gone, "clear")
    return rash


def rash_post(**changes: Any) -> dict[str, Any]:
    return concern_post(condition="diaper_rash", **changes)


# Photos


def test_photos_go_to_the_first_entry(caregiver: Client, child: Child, address: str) -> None:
    caregiver.post(address, concern_post(photos=[picture(), picture("IMG_2.jpg")]))
    entry = Entry.objects.get()
    assert [photo.entry for photo in Photo.objects.all()] == [entry, entry]
    caregiver.post(undo_address(caregiver.get(reverse("today", args=[child.pk]))))
    assert not Concern.objects.exists()


def test_a_form_with_photos_sent_twice_keeps_them_once(caregiver: Client, address: str) -> None:
    data = concern_post()
    for _ in range(2):
        caregiver.post(address, data | {"photos": [picture()]})
    assert (Concern.objects.count(), Entry.objects.count(), Photo.objects.count()) == (1, 1, 1)


def test_a_script_learns_where_to_send_the_photos(
    caregiver: Client, child: Child, address: str
) -> None:
    answer = caregiver.post(address, concern_post(), headers=JSON).json()
    entry = Entry.objects.get()
    photos = reverse("photos", args=[child.pk, entry.concern.uuid, entry.uuid])
    assert answer == {"photos": photos, "next": reverse("today", args=[child.pk])}


def test_a_photo_that_is_refused_loses_nothing_that_was_typed(
    caregiver: Client, address: str
) -> None:
    data = concern_post(title="pearls", **spots_post({"site": "chin", "count": "3"}))
    page = caregiver.post(address, data | {"photos": [picture("notes.jpg", b"no picture")]})
    assert not Concern.objects.exists()
    assert "notes.jpg: " in text_of(page)
    assert page.context["form"]["title"].value() == "pearls"
    assert page.context["rows"].forms[0]["count"].value() == "3"


def test_photos_of_a_form_with_an_error_need_not_be_chosen_again(
    caregiver: Client, address: str
) -> None:
    data = concern_post(condition="", photos=[picture()])
    page = caregiver.post(address, data)
    assert not Photo.objects.exists()
    shared = page.context["shared"]
    assert "Photo 1, not saved yet" in page.content.decode()
    again = data | {"condition": "milia", "shared": shared, "photos": []}
    caregiver.post(address, again)
    caregiver.post(address, again)
    assert Photo.objects.get().entry == Entry.objects.get()


def test_a_full_disk_does_not_cost_the_concern(
    caregiver: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", fail)
    response = caregiver.post(address, concern_post(photos=[picture()]), follow=True)
    assert Entry.objects.get().concern.condition == "milia"
    assert "The photos could not be saved. Add them again." in notices_of(response)


def test_before_it_is_known_what_it_is_private_parts_are_spoken_of_briefly(
    caregiver: Client, address: str
) -> None:
    brief = "Is it under the nappy? A mark on the body map is often enough."
    assert brief in text_of(caregiver.get(address))
    page = caregiver.post(address, rash_post(first_noticed_on=""))
    assert page.context["is_private"]
    assert brief not in text_of(page)


# From the outbox


@pytest.fixture
def writer(child: Child) -> User:
    return make_member(child.family)


def test_written_without_a_network_it_counts_for_that_moment(writer: User, address: str) -> None:
    phone, data = client_of(writer), concern_post(first_noticed_on="2026-03-09")
    for _ in range(2):
        answer = send(phone, address, data, writer)
    entry = Entry.objects.get()
    assert (entry.day, entry.at, entry.author) == (date(2026, 3, 9), time(21, 50), writer)
    photos = reverse("photos", args=[entry.child.pk, entry.concern.uuid, entry.uuid])
    assert answer.json()["photos"] == photos


def test_the_outbox_is_told_what_is_wrong(writer: User, address: str) -> None:
    answer = send(client_of(writer), address, concern_post(condition=""), writer)
    assert answer.status_code == 422
    assert answer.json()["error"].startswith("Choose what it looks most like")


def test_the_outbox_is_not_asked(writer: User, child: Child, address: str) -> None:
    nappy_rash(child, date(2026, 3, 1))
    send(client_of(writer), address, rash_post(first_noticed_on="2026-03-09"), writer)
    assert Concern.objects.filter(condition="diaper_rash").count() == 2


def test_an_answer_given_without_a_network_is_kept(
    writer: User, child: Child, address: str
) -> None:
    rash = nappy_rash(child, date(2026, 3, 1))
    data = rash_post(first_noticed_on="2026-03-09", same_as=str(rash.uuid))
    send(client_of(writer), address, data, writer)
    assert Entry.objects.get().concern == rash


def test_what_was_added_to_a_concern_deleted_meanwhile_is_not_lost(
    writer: User, child: Child, address: str
) -> None:
    rash = nappy_rash(child, date(2026, 3, 1))
    client_of(writer).post(reverse("concern_delete", args=[child.pk, rash.uuid]))
    data = rash_post(first_noticed_on="2026-03-09", same_as=str(rash.uuid))
    assert send(client_of(writer), address, data, writer).status_code == 200
    assert Entry.objects.get().concern != rash


# The question


def asked(page: Any) -> list[str]:
    return [row.question for row in page.context["followed"] if row.is_asked]


@pytest.mark.parametrize(
    ("first", "gone", "question"),
    [
        (
            date(2026, 3, 1),
            None,
            "You've been following “nappy rash” since 1 March. Add to it?",
        ),
        (
            date(2026, 2, 1),
            date(2026, 2, 11),
            "You followed “nappy rash” from 1 February to 11 February. Is it back?",
        ),
    ],
    ids=["going on", "gone"],
)
def test_the_same_again_is_asked_about_first(
    caregiver: Client, child: Child, address: str, first: date, gone: date | None, question: str
) -> None:
    rash = nappy_rash(child, first, gone)
    data = rash_post(title="sore", photos=[picture()], **spots_post({"site": "groin"}))
    page = caregiver.post(address, data)
    assert Concern.objects.get() == rash
    assert asked(page) == [question]
    assert "Choose if it's the same one." in text_of(page)
    assert page.context["form"]["title"].value() == "sore"

    again = data | {"shared": page.context["shared"], "same_as": str(rash.uuid), "photos": []}
    response = caregiver.post(address, again, follow=True)
    entry = Entry.objects.get(day=TODAY)
    assert entry.concern == rash
    assert (entry.notes, entry.spots.get().site) == ("sore", "groin")
    assert Photo.objects.get().entry == entry
    assert notices_of(response) == ["Iris, nappy rash: saved for today. Undo"]


def test_another_one_can_be_begun(caregiver: Client, child: Child, address: str) -> None:
    rash = nappy_rash(child, date(2026, 3, 1))
    caregiver.post(address, rash_post(same_as="new"))
    assert Entry.objects.get().concern != rash


@pytest.mark.parametrize(
    ("fields", "changes", "is_asked"),
    [
        ({"condition": "diaper_rash"}, {"condition": "diaper_rash"}, True),
        ({"condition": "eczema"}, {"condition": "diaper_rash"}, False),
        ({"condition": "eczema", "title": "Sore bottom"}, {"title": " sore  BOTTOM "}, True),
        ({"condition": "diaper_rash", "title": ""}, {"title": "Nappy rash"}, True),
        ({"condition": "eczema", "title": "elbow"}, {"title": "elbows"}, False),
    ],
    ids=["condition", "another", "title", "called by its condition", "another title"],
)
def test_what_counts_as_the_same(
    caregiver: Client,
    child: Child,
    address: str,
    fields: dict[str, str],
    changes: dict[str, str],
    is_asked: bool,
) -> None:
    make_concern(child, **fields)
    page = caregiver.post(address, concern_post(**changes))
    assert (page.status_code == 200) == is_asked
    assert Concern.objects.count() == (1 if is_asked else 2)


def test_a_former_name_counts(caregiver: Client, child: Child, address: str) -> None:
    concern = make_concern(child, condition="eczema")
    FormerName.objects.create(
        concern=concern, condition="diaper_rash", named_by="parent", until=TODAY
    )
    assert len(asked(caregiver.post(address, rash_post()))) == 1


def test_of_several_all_are_asked_about_and_what_goes_on_first(
    caregiver: Client, child: Child, address: str
) -> None:
    nappy_rash(child, date(2026, 2, 1), date(2026, 2, 5))
    nappy_rash(child, date(2026, 1, 20), title="folds")
    make_concern(child, condition="eczema")
    assert asked(caregiver.post(address, rash_post())) == [
        "You've been following “folds” since 20 January. Add to it?",
        "You followed “nappy rash” from 1 February to 5 February. Is it back?",
    ]


def test_another_baby_and_what_was_deleted_are_not_asked_about(
    caregiver: Client, child: Child, address: str
) -> None:
    nappy_rash(make_child(child.family, name="Max"), date(2026, 3, 1))
    deleted = nappy_rash(child, date(2026, 3, 1))
    caregiver.post(reverse("concern_delete", args=[child.pk, deleted.uuid]))
    assert caregiver.post(address, rash_post()).status_code == 302


@pytest.mark.parametrize("whose", ["hers", "another's"])
def test_it_can_only_be_added_to_what_it_is_like(
    caregiver: Client, child: Child, address: str, whose: str
) -> None:
    """As when somebody answers, and then chooses another condition."""
    other = make_concern(child, condition="eczema") if whose == "hers" else make_concern()
    caregiver.post(address, concern_post(same_as=str(other.uuid)))
    entry = Entry.objects.get()
    assert (entry.concern.child, entry.concern.condition) == (child, "milia")
    assert entry.concern != other


def test_a_form_that_was_added_twice_is_kept_once(
    caregiver: Client, child: Child, address: str
) -> None:
    rash = nappy_rash(child, date(2026, 2, 1), date(2026, 2, 11))
    data = rash_post(same_as=str(rash.uuid), first_noticed_on="2026-03-08")
    for _ in range(2):
        caregiver.post(address, data | {"photos": [picture()]})
    kept = [(entry.day, entry.status) for entry in Entry.objects.order_by("day")]
    assert kept == [
        (date(2026, 2, 11), "clear"),
        (date(2026, 3, 8), "present"),
        (TODAY, "present"),
    ]
    assert Photo.objects.get().entry == Entry.objects.get(uuid=UUID(data["uuid"]))
    changed = caregiver.post(address, data | {"severity": "3"})
    assert changed.status_code == 302
    assert Entry.objects.get(day=TODAY).severity == 3
    assert Entry.objects.count() == 3


def test_the_day_first_noticed_is_kept_and_undone_with_the_entry(
    caregiver: Client, child: Child, address: str
) -> None:
    rash = nappy_rash(child, date(2026, 3, 1))
    make_entry(rash, date(2026, 3, 5))
    for day, days in (
        ("2026-03-01", [5, 10]),
        ("2026-03-05", [5, 10]),
        ("2026-03-07", [5, 7, 10]),
    ):
        caregiver.post(address, rash_post(same_as=str(rash.uuid), first_noticed_on=day))
        assert [entry.day.day for entry in Entry.objects.order_by("day")] == days
        caregiver.post(undo_address(caregiver.get(reverse("today", args=[child.pk]))))
        assert [entry.day.day for entry in Entry.objects.all()] == [5]


def test_urgent_signs_are_kept_where_it_is_added(
    caregiver: Client, child: Child, address: str
) -> None:
    rash = nappy_rash(child, date(2026, 3, 1))
    data = rash_post(same_as=str(rash.uuid), **signs_post("yes", "warmth"))
    caregiver.post(address, data)
    assert Entry.objects.get().signs.get(answer="yes").key == "warmth"
