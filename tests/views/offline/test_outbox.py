"""What a phone wrote without a network, as it arrives."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from tempfile import SpooledTemporaryFile
from unittest.mock import Mock
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import (
    client_of,
    confirmed,
    drawn_jpeg,
    make_concern,
    make_entry,
    make_family,
    make_member,
    make_share,
    make_user,
)
from tests.views.entry_posts import entry_new, entry_post, note_post
from tracker.actions import photos as actions
from tracker.actions.photos import TooManyPhotos
from tracker.actions.records import change_record
from tracker.domain import records
from tracker.models import Child, Concern, DayNote, Entry, PendingRemoval, Photo, User
from tracker.views.client_headers import account_key

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

YESTERDAY_EVENING = "2026-03-09T21:50:00.000Z"


@pytest.fixture
def user(child: Child) -> User:
    return make_member(child.family)


@pytest.fixture
def phone(user: User) -> Client:
    return client_of(user)


def send(
    phone: Client,
    address: str,
    data: dict,
    by: User,
    written_at: str = YESTERDAY_EVENING,
) -> HttpResponse:
    headers = {
        "Accept": "application/json",
        "Milkspot-Written-By": account_key(by),
        "Milkspot-Written-At": written_at,
    }
    return phone.post(address, data, headers=headers)


def log(concern: Concern) -> str:
    return reverse("log", args=[concern.child_id, concern.uuid])


def log_photo(concern: Concern) -> str:
    return reverse("log_photo", args=[concern.child_id, concern.uuid])


def tap() -> dict[str, str]:
    return {"choice": "same", "uuid": str(uuid4())}


def test_a_tap_counts_for_the_moment_at_which_it_was_made(phone, user, concern) -> None:
    response = send(phone, log(concern), tap(), user)
    entry = Entry.objects.get()
    assert (entry.day, entry.at, entry.author) == (date(2026, 3, 9), time(21, 50), user)
    assert response.json() == {"said": "Iris, bumps on the chin: saved “the same” for today."}
    assert list(get_messages(response.wsgi_request)) == []


def test_all_the_same_is_what_was_on_the_page(phone, user, child) -> None:
    seen = make_concern(child)
    make_concern(child, title="written down by somebody else meanwhile")
    later = make_concern(child, title="not open then", first_noticed_on=date(2026, 3, 10))
    data = {"uuid": str(uuid4()), "concerns": f"{seen.uuid} {later.uuid} {uuid4()}"}
    send(phone, reverse("log_all_same", args=[child.pk]), data, user)
    entry = Entry.objects.get()
    assert (entry.concern, entry.day) == (seen, date(2026, 3, 9))


@pytest.mark.parametrize("name", ["log", "log_photo", "log_all_same"])
def test_an_answer_lost_over_midnight_is_no_second_entry(phone, user, concern, name) -> None:
    """It arrived on the 10th; the phone sends it again as what was tapped on the 9th."""
    of_all = name == "log_all_same"
    address = reverse(name, args=[concern.child_id] if of_all else [concern.child_id, concern.uuid])
    data = {**tap(), "concerns": str(concern.uuid), "tapped_on": "2026-03-09"}
    for answer in (phone.post, lambda *given: send(phone, *given, user)):
        picture = SimpleUploadedFile("a.jpg", drawn_jpeg((80, 60)), "image/jpeg")
        answer(address, data | {"photos": picture})
    assert Entry.objects.get().day == date(2026, 3, 10)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        pytest.param("2026-03-10T12:10:00Z", date(2026, 3, 10), id="a clock a little ahead"),
        pytest.param("0001-01-01T00:00:00+14:00", date(2026, 3, 10), id="the first day of all"),
        pytest.param("9999-12-31T23:59:59-12:00", date(2026, 3, 10), id="the last day of all"),
        pytest.param("2026-03-12T12:00:00Z", date(2026, 3, 10), id="still to come"),
        pytest.param("2025-12-24T12:00:00Z", date(2026, 3, 10), id="before the birth"),
        pytest.param("2026-03-09T21:50:00", date(2026, 3, 10), id="nobody's clock"),
        pytest.param("yesterday", date(2026, 3, 10), id="no moment"),
        pytest.param("2026-03-09T23:59:00-02:00", date(2026, 3, 10), id="in another zone"),
    ],
)
def test_a_moment_that_cannot_be_right_is_now(phone, user, concern, moment, day) -> None:
    send(phone, log(concern), tap(), user, moment)
    assert Entry.objects.get().day == day


def test_sent_twice_it_is_there_once(phone, user, concern, time_machine) -> None:
    data = tap()
    assert send(phone, log(concern), data, user).status_code == 200
    time_machine.move_to("2026-03-13T12:00Z")
    assert send(phone, log(concern), data, user).status_code == 200
    assert Entry.objects.count() == 1


def test_a_photo_stays_with_its_entry_though_somebody_wrote_another(phone, user, concern) -> None:
    uuid = str(uuid4())
    for _ in range(2):
        file = SimpleUploadedFile("a.jpg", drawn_jpeg((80, 60)), "image/jpeg")
        data = {"uuid": uuid, "photos": file}
        assert "said" in send(phone, log_photo(concern), data, user).json()
        make_entry(concern, date(2026, 3, 9), at=time(22, 0))
    assert Photo.objects.get().entry.at == time(21, 50)


def test_nobody_sends_for_another_account(phone, concern, child) -> None:
    other = make_member(child.family)
    assert send(phone, log(concern), tap(), other).status_code == 403
    assert Entry.objects.count() == 0


@pytest.mark.parametrize("role", [None, "viewer"])
def test_who_may_not_write_may_not_send(child, concern, role) -> None:
    who = make_member(child.family, role) if role else make_member(make_family())
    response = send(client_of(who), log(concern), tap(), who)
    assert (response.status_code, Entry.objects.count()) == (403 if role else 404, 0)


def test_an_entry_is_valid_as_of_when_it_was_written(phone, user, concern) -> None:
    data = entry_post(day="2026-03-09", at="21:50")
    response = send(phone, entry_new(concern), data, user)
    entry = Entry.objects.get()
    assert entry.at == time(21, 50), "the time proposed for that day holds"
    photos = reverse("photos", args=[concern.child_id, concern.uuid, entry.uuid])
    assert response.json() == {"photos": photos, "next": reverse("today", args=[concern.child_id])}
    assert list(get_messages(response.wsgi_request)) == []


def test_what_is_to_be_mended_is_said_in_sentences(phone, user, concern) -> None:
    data = entry_post(day="2026-03-10", temperature="77", **{"spots-0-site": "nowhere"})
    response = send(phone, entry_new(concern), data | {"spots-TOTAL_FORMS": 1}, user)
    assert response.status_code == 422
    error = response.json()["error"]
    assert "Enter a date that is not in the future" in error
    assert "Enter a temperature between 30 and 45" in error
    assert Entry.objects.count() == 0


def test_other_words_under_the_same_id_change_the_note(phone, user, child) -> None:
    address, data = reverse("note_new", args=[child.pk]), note_post(day="2026-03-09", notes="one")
    for words in ("one", "two", "two"):
        assert "said" in send(phone, address, data | {"notes": words}, user).json()
        assert DayNote.all_objects.get().notes == words


def test_other_words_after_an_edit_overwrite_nothing(phone, user, child) -> None:
    address, data = reverse("note_new", args=[child.pk]), note_post(day="2026-03-09", notes="one")
    send(phone, address, data, user)
    note = DayNote.objects.get()
    change_record(
        row=note, record=records.DayNote(day=note.day, notes="edited"), revision=0, by=user
    )
    response = send(phone, address, data | {"notes": "two"}, user)
    note.refresh_from_db()
    assert (response.status_code, note.notes) == (422, "edited")
    assert response.json()["address"] == reverse("note_edit", args=[child.pk, note.uuid])


def photos_of(concern: Concern) -> str:
    entry = make_entry(concern, date(2026, 3, 9))
    return reverse("photos", args=[concern.child_id, concern.uuid, entry.uuid])


def no_storage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions.default_storage, "save", Mock(side_effect=OSError))


def no_room_for_what_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SpooledTemporaryFile, "rollover", Mock(side_effect=OSError))


@pytest.mark.parametrize("trouble", [no_storage, no_room_for_what_is_sent])
@pytest.mark.parametrize(
    ("address", "fields"),
    [(entry_new, entry_post(day="2026-03-09", at="")), (log_photo, {}), (photos_of, {})],
    ids=["a look", "a tap", "more photos"],
)
def test_a_storage_that_fails_is_tried_again(
    phone, user, concern, monkeypatch, trouble, address, fields
) -> None:
    trouble(monkeypatch)
    picture = drawn_jpeg((80, 60)) + bytes(settings.FILE_UPLOAD_MAX_MEMORY_SIZE)
    photos = SimpleUploadedFile("a.jpg", picture, "image/jpeg")
    data = {"uuid": str(uuid4()), **fields, "photos": photos}
    assert send(phone, address(concern), data, user).status_code == 503


def test_an_entry_without_room_for_more_photos_is_refused(
    phone, user, concern, monkeypatch
) -> None:
    fail = Mock(side_effect=TooManyPhotos)
    monkeypatch.setattr("tracker.views.diary.entries.write_entry_with_photos", fail)
    response = send(phone, entry_new(concern), entry_post(day="2026-03-09", at=""), user)
    assert response.status_code == 422
    assert "could not be saved" in response.json()["error"]


def test_the_ticket_names_the_account_and_brings_a_token(user, phone) -> None:
    ticket = phone.get(reverse("ticket")).json()
    assert ticket["account"] == account_key(user)
    assert datetime.fromisoformat(ticket["now"]).isoformat() == "2026-03-10T12:00:00+00:00"
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = phone.cookies
    token = strict.get(reverse("ticket")).json()["csrf"]
    address = reverse("note_new", args=[user.families.get().children.get().pk])
    answer = strict.post(address, note_post(notes="slept"), headers={"X-CSRFToken": token})
    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("header", "status"),
    [
        pytest.param({"Accept": "application/json"}, 401, id="a script that goes on"),
        pytest.param({"Milkspot-Written-By": "a1"}, 401, id="a script that keeps it"),
        pytest.param({}, 302, id="a page"),
    ],
)
def test_a_script_is_told_that_nobody_is_logged_in(concern, header, status) -> None:
    assert Client().post(log(concern), tap(), headers=header).status_code == status


def test_without_an_account_there_is_no_ticket() -> None:
    assert Client().get(reverse("ticket")).status_code == 401


def test_the_key_of_an_account_stays_and_is_no_other(settings) -> None:
    one, other = make_user(), make_user()
    key = account_key(one)
    settings.SECRET_KEY = "another" * 10
    assert account_key(User.objects.get(pk=one.pk)) == key
    one.created_at += timedelta(microseconds=1)
    assert len({key, account_key(other), account_key(one)}) == 3


def test_no_wait_is_over_because_a_request_says_so(phone, user, child) -> None:
    make_member(child.family)
    address = reverse("child_removal", args=[child.pk])
    response = confirmed(phone).post(
        address, {"typed": "Iris"}, headers={"Milkspot-Written-At": "2026-03-02T12:00:00Z"}
    )
    assert response.status_code == 302
    removal = PendingRemoval.objects.get()
    assert removal.asked_at == datetime(2026, 3, 10, 12, tzinfo=UTC)
    assert removal.due_at == datetime(2026, 3, 17, 12, tzinfo=UTC)


def test_a_link_ends_when_it_is_ended(phone, user, child) -> None:
    share = make_share(child)
    address = reverse("share_revoke", args=[child.pk, share.uuid])
    phone.post(address, headers={"Milkspot-Written-At": "2026-01-12T12:00:00Z"})
    share.refresh_from_db()
    assert share.revoked_at == datetime(2026, 3, 10, 12, tzinfo=UTC)
