"""Who reads a link, until when, and what every answer carries."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from time_machine import TimeMachineFixture

from tests.factories import SECRETS, make_day_note, make_entry, make_photo, make_share
from tests.test_access import ALL, BY_TOKEN
from tests.views.doctor.sharing.doctor import (
    DAY,
    ENDS,
    LANDING,
    OTHERS,
    SIZES,
    closed_page,
    page_of,
    pdf_of,
    photo_address,
    set_access_cookie,
)
from tracker.models import Child, Concern, Photo, Share

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]


def addresses_of(share: Share, photo: Photo) -> list[str]:
    photos = (photo_address(share, photo, size) for size in SIZES)
    return [page_of(share), pdf_of(share), *photos]


def statuses(client: Client, share: Share, photo: Photo) -> set[int]:
    return {client.get(address).status_code for address in addresses_of(share, photo)}


@pytest.mark.parametrize("days", [1, 30])
def test_it_ends_to_the_second(
    child: Child, photo: Photo, time_machine: TimeMachineFixture, days: int
) -> None:
    share = make_share(child, days=days)
    doctor = set_access_cookie(Client())
    time_machine.move_to(share.expires_at - timedelta(seconds=1), tick=False)
    assert statuses(doctor, share, photo) == {200}
    assert set_access_cookie(Client())
    time_machine.move_to(share.expires_at, tick=False)
    assert statuses(doctor, share, photo) == {404}
    closed_page()


@pytest.mark.parametrize("end", [*ENDS, lambda share: share.child.delete()])
def test_whatever_ends_it_ends_it_at_once_for_who_has_it_open(
    doctor: Client, share: Share, photo: Photo, end: Callable
) -> None:
    assert statuses(doctor, share, photo) == {200}
    end(share)
    assert statuses(doctor, share, photo) == {404}


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: who.__name__)
def test_nobody_else_reads_it(share: Share, photo: Photo, who: Callable) -> None:
    client = who(share)
    never = client.get(reverse("shared", args=[uuid4()]))
    assert never.status_code == 404
    for address in addresses_of(share, photo):
        response = client.get(address)
        assert response.status_code == 404
        assert response.content == never.content


def test_its_cookie_opens_no_other_page(doctor: Client, child: Child, concern: Concern) -> None:
    """Even where a browser sends it, which it does not."""
    entry, note = make_entry(concern, DAY), make_day_note(child, DAY)
    given = {
        "family_id": child.family_id,
        "child_id": child.pk,
        "concern": concern.uuid,
        "entry": entry.uuid,
        "uuid": note.uuid,
        "photo": make_photo(entry).uuid,
        "size": "small",
        "share": Share.objects.get().uuid,
        "day": DAY,
        "pk": 1,
        "member_id": 1,
        "kind": "entry",
        "change_set": uuid4(),
        "slug": "milk-spots",
    }
    walked = {name: arguments for name, arguments in ALL.items() if name not in BY_TOKEN}
    assert len(walked) > 50
    for name, arguments in walked.items():
        address = reverse(name, kwargs={key: given[key] for key in arguments})
        seen, unseen = doctor.get(address), Client().get(address)
        assert seen.status_code == unseen.status_code, name
        assert seen.headers.get("Location") == unseen.headers.get("Location"), name
        assert not re.search(r"\bIris\b", seen.content.decode(errors="replace")), name


# What every answer carries


def all_answers(share: Share, photo: Photo) -> dict[str, HttpResponse]:
    client = Client(raise_request_exception=False)
    return {
        "landing": client.get(LANDING),
        "asked for its head": client.head(LANDING),
        "another way": client.put(LANDING),
        "wrong code": client.post(LANDING, {"code": "999999"}),
        "not let in": client.get(page_of(share)),
        "opened": client.post(LANDING, {"code": SECRETS.code}),
        "page": client.get(page_of(share)),
        "pdf": client.get(pdf_of(share)),
        "photo": client.get(photo_address(share, photo)),
        "part of a photo": client.get(photo_address(share, photo), headers={"Range": "bytes=0-9"}),
        "no photo": client.get(reverse("shared_photo", args=[share.uuid, "1-large"])),
        "sent to": client.post(page_of(share)),
    }


def test_nothing_is_found_by_search_engines_told_to_others_or_kept(
    share: Share, photo: Photo
) -> None:
    answers = all_answers(share, photo)
    assert [response.status_code for response in answers.values()] == [
        200, 200, 405, 404, 404, 302, 200, 200, 200, 206, 404, 405
    ]  # fmt: skip
    for name, response in answers.items():
        assert response["X-Robots-Tag"] == "noindex, nofollow", name
        assert response["Referrer-Policy"] == "no-referrer", name
        assert response["Cache-Control"] == "private, no-store", name
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"], name
    for name in ("landing", "page", "wrong code"):
        assert '<meta name="robots" content="noindex, nofollow">' in text(answers[name])


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_no_session_is_begun_and_no_other_cookie_set(share: Share, photo: Photo) -> None:
    answers = all_answers(share, photo)
    cookies = {name for name, response in answers.items() if response.cookies}
    assert cookies == {"opened"}
    assert not Session.objects.exists()
