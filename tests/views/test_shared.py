"""What a doctor opens: behind which door, what it shows, and when it shows nothing any more."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.core.signing import Signer
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from tests.factories import (
    SECRETS,
    client_of,
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_member,
    make_photo,
    make_share,
)
from tests.test_access import ALL, BY_TOKEN
from tests.views.pages import text_of
from tracker.models import Child, Concern, Photo, Share, ShareOpening
from tracker.sharing import new_secrets, revoke_share
from tracker.views.link_keys import DOCTORS_COOKIE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

DAY = date(2026, 5, 8)
DOOR = reverse("share_open", args=[SECRETS.token])
SIZES = ["large", "small"]


@pytest.fixture
def child(family) -> Child:
    return make_child(family, name="Iris Marie")


@pytest.fixture
def photo(concern: Concern) -> Photo:
    return make_photo(make_entry(concern, DAY, notes="after the bath"), site="chin")


@pytest.fixture
def share(photo: Photo, child: Child) -> Share:
    return make_share(child)


@pytest.fixture
def doctor(share: Share) -> Client:
    """A browser in which the link was opened."""
    return let_in(Client())


def let_in(client: Client, token: str = SECRETS.token, code: str = SECRETS.code) -> Client:
    response = client.post(reverse("share_open", args=[token]), {"code": code})
    assert response.status_code == 302
    return client


def page_of(share: Share) -> str:
    return reverse("shared", args=[share.uuid])


def pdf_of(share: Share) -> str:
    return reverse("shared_pdf", args=[share.uuid])


def photo_address(share: Share, photo: Photo, size: str = "large") -> str:
    """Made as the page makes it, so that every test below has an address that could open."""
    signer = Signer(salt=f"tracker.share.photo.{share.uuid}")
    return reverse("shared_photo", args=[share.uuid, signer.sign(f"{photo.pk}-{size}")])


def pictures(html: str) -> list[str]:
    return [unescape(address) for address in re.findall(r'<img src="([^"]*)"', html)]


def html_of(client: Client, share: Share) -> str:
    response = client.get(page_of(share))
    assert response.status_code == 200
    return response.content.decode()


def stored(photo: Photo, size: str = "large") -> bytes:
    with getattr(photo, size).open("rb") as file:
        return file.read()


# The door


def expired(share: Share) -> None:
    Share.objects.filter(pk=share.pk).update(
        made_at=timezone.now() - timedelta(days=14), expires_at=timezone.now()
    )


def revoked(share: Share) -> None:
    revoke_share(share=share, now=timezone.now())


def locked(share: Share) -> None:
    Share.objects.filter(pk=share.pk).update(wrong_codes=5)


def gone(share: Share) -> None:
    share.delete()


ENDS = [expired, revoked, locked, gone]


def test_the_door_names_nobody_and_counts_nothing(share: Share) -> None:
    for _ in range(7):
        response = Client().get(DOOR)
        assert response.status_code == 200
    text = text_of(response)
    assert "Iris" not in text
    assert "I. M." not in text
    assert "6-digit code, if you were given one" in text
    share.refresh_from_db()
    assert share.wrong_codes == 0
    assert not ShareOpening.objects.exists()


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_the_door_is_the_same_behind_every_token(share: Share, end: Callable) -> None:
    door = Client().get(DOOR)
    other = Client().get(reverse("share_open", args=["B" * 43]))
    end(share)
    assert Client().get(DOOR).content == other.content == door.content


def test_the_door_asks_the_database_nothing(
    share: Share, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        Client().get(DOOR)
        Client().head(DOOR)


def test_a_fetched_preview_opens_nothing(share: Share) -> None:
    client = Client()
    assert client.head(DOOR).status_code == 200
    assert client.get(DOOR).status_code == 200
    assert not client.cookies
    assert client.get(page_of(share)).status_code == 404


def test_the_door_is_the_same_for_who_is_logged_in(parent: Client, share: Share) -> None:
    assert parent.get(DOOR).content == Client().get(DOOR).content


# Opening it


def test_token_and_code_lead_to_an_address_without_the_token(share: Share) -> None:
    response = Client().post(DOOR, {"code": SECRETS.code})
    assert (response.status_code, response["Location"]) == (302, page_of(share))
    assert SECRETS.token not in str(response.headers)
    assert [opening.share for opening in ShareOpening.objects.all()] == [share]


@pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
def test_its_cookie_is_for_this_link_alone_and_ends_with_it(
    share: Share, settings, secure: bool
) -> None:
    settings.SESSION_COOKIE_SECURE = secure
    response = Client().post(DOOR, {"code": SECRETS.code})
    assert list(response.cookies) == [DOCTORS_COOKIE]
    cookie = response.cookies[DOCTORS_COOKIE]
    assert cookie["path"] == page_of(share)
    assert cookie["max-age"] == 14 * 24 * 3600
    assert cookie["samesite"] == "Lax"
    assert cookie["httponly"] is True
    assert bool(cookie["secure"]) is secure


def test_a_page_without_a_referrer_may_send_the_form(share: Share) -> None:
    """Browsers then say "Origin: null", and there is no token against forged forms."""
    client = Client(enforce_csrf_checks=True)
    response = client.post(DOOR, {"code": SECRETS.code}, headers={"Origin": "null"})
    assert response.status_code == 302


def closed_page(client: Client | None = None, **given: str) -> bytes:
    response = (client or Client()).post(DOOR, {"code": SECRETS.code, **given})
    assert response.status_code == 404
    assert not response.cookies
    return response.content


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end.__name__)
def test_what_does_not_open_looks_the_same(share: Share, end: Callable) -> None:
    wrong_token = Client().post(reverse("share_open", args=["B" * 43]), {"code": SECRETS.code})
    assert wrong_token.status_code == 404
    assert closed_page(code="999999") == closed_page(code="") == wrong_token.content
    end(share)
    assert closed_page() == wrong_token.content


def test_five_wrong_codes_in_all_lock_it_from_wherever_they_come(share: Share) -> None:
    for number in range(5):
        address = f"198.51.100.{number}"
        response = Client(REMOTE_ADDR=address).post(
            DOOR, {"code": f"90000{number}"}, headers={"X-Forwarded-For": f"203.0.113.{number}"}
        )
        assert response.status_code == 404
    assert closed_page() == closed_page(code="999999")
    share.refresh_from_db()
    assert share.wrong_codes == 5


def test_a_locked_link_is_closed_for_who_had_opened_it(doctor: Client, share: Share) -> None:
    assert doctor.get(page_of(share)).status_code == 200
    for number in range(5):
        closed_page(code=f"90000{number}")
    assert doctor.get(page_of(share)).status_code == 404


# When it is open


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
    doctor = let_in(Client())
    time_machine.move_to(share.expires_at - timedelta(seconds=1), tick=False)
    assert statuses(doctor, share, photo) == {200}
    assert let_in(Client())
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


def nobody(share: Share) -> Client:
    return Client()


def family_member(share: Share) -> Client:
    return client_of(make_member(share.child.family))


def stranger(share: Share) -> Client:
    return client_of(make_member(make_family()))


def reader_of_another_link(share: Share) -> Client:
    secrets = new_secrets()
    make_share(share.child, secrets)
    return let_in(Client(), secrets.token, secrets.code)


def forger(share: Share) -> Client:
    client = Client()
    client.cookies[DOCTORS_COOKIE] = f"{share.uuid}:made:up"
    return client


def liar(share: Share) -> Client:
    client = Client()
    client.cookies[DOCTORS_COOKIE] = str(share.uuid)
    return client


OTHERS = [nobody, family_member, stranger, reader_of_another_link, forger, liar]


@pytest.mark.parametrize("who", OTHERS, ids=lambda who: who.__name__)
def test_nobody_else_reads_it(share: Share, photo: Photo, who: Callable) -> None:
    client = who(share)
    never = client.get(reverse("shared", args=[uuid4()]))
    assert never.status_code == 404
    for address in addresses_of(share, photo):
        response = client.get(address)
        assert response.status_code == 404
        assert response.content == never.content


@pytest.mark.parametrize("asked", ["", "bytes=0-9"], ids=["whole", "a range"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize("who", [*OTHERS, *ENDS], ids=lambda who: who.__name__)
def test_nobody_else_gets_anything_of_a_photo(
    share: Share, photo: Photo, who: Callable, method: str, size: str, asked: str
) -> None:
    if who in ENDS:
        client = let_in(Client())
        assert client.get(photo_address(share, photo, size)).status_code == 200
        who(share)
    else:
        client = who(share)
    etag = f'"{photo.uuid.hex}-{size}"'
    for headers in ({"Range": asked}, {"Range": asked, "If-None-Match": etag}):
        response = getattr(client, method)(photo_address(share, photo, size), headers=headers)
        assert response.status_code == 404
        assert "image" not in response["Content-Type"]
        assert not response.has_header("Content-Range")
        assert not response.has_header("ETag")


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
        "batch": uuid4(),
    }
    walked = {name: arguments for name, arguments in ALL.items() if name not in BY_TOKEN}
    assert len(walked) > 50
    for name, arguments in walked.items():
        address = reverse(name, kwargs={key: given[key] for key in arguments})
        seen, unseen = doctor.get(address), Client().get(address)
        assert seen.status_code == unseen.status_code, name
        assert seen.headers.get("Location") == unseen.headers.get("Location"), name
        assert "Iris" not in seen.content.decode(errors="replace"), name


# What every answer carries


def all_answers(share: Share, photo: Photo) -> dict[str, HttpResponse]:
    client = Client(raise_request_exception=False)
    return {
        "door": client.get(DOOR),
        "asked for its head": client.head(DOOR),
        "another way": client.put(DOOR),
        "wrong code": client.post(DOOR, {"code": "999999"}),
        "not let in": client.get(page_of(share)),
        "opened": client.post(DOOR, {"code": SECRETS.code}),
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
    for name in ("door", "page", "wrong code"):
        assert '<meta name="robots" content="noindex, nofollow">' in text(answers[name])


def text(response: HttpResponse) -> str:
    return response.content.decode()


def test_no_session_is_begun_and_no_other_cookie_set(share: Share, photo: Photo) -> None:
    answers = all_answers(share, photo)
    cookies = {name for name, response in answers.items() if response.cookies}
    assert cookies == {"opened"}
    assert not Session.objects.exists()


# What it shows


def test_the_doctor_reads_the_summary_and_what_may_be_done_with_it(
    doctor: Client, share: Share
) -> None:
    text = text_of(html_of(doctor, share))
    assert "born 10 January 2026 · 4 months" in text
    assert "after the bath" in text
    assert "You may print this page or keep it as a PDF." in text
    assert "The link ends on 24 May 2026, 14:00" in text
    assert "it is a diary, not a diagnosis" in text


def test_nothing_on_it_leads_into_the_diary(doctor: Client, share: Share) -> None:
    html = html_of(doctor, share)
    leads = re.findall(r'(?:href|action)="([^"#][^"]*)"', html)
    inside = [address for address in leads if not address.startswith(("/static/", page_of(share)))]
    assert inside == []


def test_the_child_is_called_by_its_initials(doctor: Client, share: Share) -> None:
    html = html_of(doctor, share)
    assert "Iris" not in html
    assert "I. M. as a whole" in text_of(html)


def test_the_full_name_stands_there_if_the_parent_said_so(child: Child, photo: Photo) -> None:
    share = make_share(child, with_full_name=True)
    assert "Iris Marie as a whole" in text_of(html_of(let_in(Client()), share))


def test_what_people_typed_stays_as_it_is(child: Child, concern: Concern) -> None:
    make_entry(concern, DAY, notes="Iris slept badly")
    share = make_share(child)
    assert "Iris slept badly" in html_of(let_in(Client()), share)


def told(share: Share) -> str:
    return text_of(html_of(let_in(Client()), share))


def test_a_live_link_is_of_the_familys_today(
    share: Share, concern: Concern, time_machine: TimeMachineFixture
) -> None:
    time_machine.move_to("2026-05-12T23:30Z", tick=False)  # half past midnight in London
    make_entry(concern, date(2026, 5, 13), notes="written later")
    text = told(share)
    assert "Skin diary as of 13 May 2026" in text
    assert "written later" in text


def test_a_frozen_link_stays_as_it_was(
    child: Child, photo: Photo, concern: Concern, time_machine: TimeMachineFixture
) -> None:
    share = make_share(child, is_frozen=True)
    time_machine.move_to("2026-05-13T12:00Z", tick=False)
    make_entry(concern, date(2026, 5, 12), notes="written later")
    make_entry(concern, DAY, notes="written later for that day")
    text = told(share)
    assert "Skin diary as of 10 May 2026" in text
    assert "after the bath" in text
    assert "written later" not in text


def test_the_parents_choice_holds(child: Child, photo: Photo) -> None:
    share = make_share(child, choice="notes=no&start=2026-05-01&end=2026-05-09")
    text = told(share)
    assert "1 May – 9 May 2026 (9 days)" in text
    assert "after the bath" not in text


def test_of_a_concern_that_was_not_chosen_nothing_is_told(
    child: Child, photo: Photo, concern: Concern
) -> None:
    other = make_concern(child, title="between us", condition="eczema")
    make_entry(other, DAY, notes="for us alone")
    share = make_share(child, choice=f"concern={concern.uuid}")
    assert "for us alone" not in told(share)
    concern.deleted_at = timezone.now()
    concern.save()
    text = told(share)
    assert "for us alone" not in text
    assert "between us" not in text


def test_a_birth_date_that_was_mended_ends_no_link(child: Child, photo: Photo) -> None:
    share = make_share(child, choice="start=2026-01-10&end=2026-05-10")
    Child.objects.update(birth_date=date(2026, 1, 12))
    assert "after the bath" in told(share)


@pytest.mark.parametrize("is_frozen", [False, True], ids=["live", "frozen"])
def test_the_paper_tells_what_the_page_tells(
    child: Child,
    photo: Photo,
    printed: list[dict[str, Any]],
    time_machine: TimeMachineFixture,
    is_frozen: bool,
) -> None:
    share = make_share(child, is_frozen=is_frozen)
    time_machine.move_to("2026-05-12T12:00Z", tick=False)
    response = let_in(Client()).get(pdf_of(share))
    [paper] = printed
    day = "10" if is_frozen else "12"
    assert response["Content-Disposition"] == f'inline; filename="milkspot-2026-05-{day}.pdf"'
    assert paper["sheet"].name == "I. M."
    assert paper["sheet"].printed == f"{day} May 2026"
    assert paper["photo_bytes"](f"photos/{photo.entry.uuid}/{photo.uuid}.jpg") == stored(photo)
    assert paper["link"] is None


# Photos


def test_each_photo_of_the_summary_has_an_address(
    doctor: Client, share: Share, photo: Photo
) -> None:
    assert pictures(html_of(doctor, share)) == [photo_address(share, photo)]
    response = doctor.get(photo_address(share, photo))
    assert response["Content-Type"] == "image/jpeg"
    assert response.content == stored(photo)


@pytest.mark.parametrize("size", SIZES)
def test_both_sizes_come_whole_and_in_ranges(
    doctor: Client, share: Share, photo: Photo, size: str
) -> None:
    whole = doctor.get(photo_address(share, photo, size))
    part = doctor.get(photo_address(share, photo, size), headers={"Range": "bytes=2-5"})
    assert whole.content == stored(photo, size)
    assert (part.status_code, part.content) == (206, stored(photo, size)[2:6])


def test_a_photo_of_a_private_place_is_shown_only_if_picked(
    child: Child, concern: Concern, photo: Photo
) -> None:
    private = make_photo(make_entry(concern, DAY), site="bottom")
    share = make_share(child)
    assert pictures(html_of(let_in(Client()), share)) == [photo_address(share, photo)]
    file = f"photos/{private.entry.uuid}/{private.uuid}.jpg"
    secrets = new_secrets()
    picked = make_share(child, secrets, choice=f"picked={file}")
    html = html_of(let_in(Client(), secrets.token, secrets.code), picked)
    assert photo_address(picked, private) in pictures(html)


@pytest.mark.parametrize("is_frozen", [False, True], ids=["live", "frozen"])
@pytest.mark.parametrize("what", ["photo", "entry", "concern"])
def test_a_photo_that_was_deleted_is_gone_here_too(
    child: Child, concern: Concern, photo: Photo, what: str, is_frozen: bool
) -> None:
    share = make_share(child, is_frozen=is_frozen)
    doctor = let_in(Client())
    address = photo_address(share, photo)
    assert doctor.get(address).status_code == 200
    if what == "photo":
        photo.delete()
    else:
        row = photo.entry if what == "entry" else concern
        row.deleted_at = timezone.now()
        row.save()
    assert doctor.get(address).status_code == 404
    assert pictures(html_of(doctor, share)) == []


def of_another_link(share: Share, photo: Photo) -> str:
    other = make_share(share.child, new_secrets())
    signed = photo_address(other, photo).rpartition("/")[2]
    return f"{page_of(share)}photos/{signed}"


def unsigned(share: Share, photo: Photo) -> str:
    return f"{page_of(share)}photos/{photo.pk}-large.jpg"


def of_another_size(share: Share, photo: Photo) -> str:
    return photo_address(share, photo).replace("-large:", "-small:")


def of_no_size(share: Share, photo: Photo) -> str:
    return photo_address(share, photo, "original")


def of_another_child(share: Share, photo: Photo) -> str:
    other = make_child(share.child.family)
    return photo_address(share, make_photo(make_entry(make_concern(other), DAY)))


@pytest.mark.parametrize(
    "wrong",
    [of_another_link, unsigned, of_another_size, of_no_size, of_another_child],
    ids=lambda wrong: wrong.__name__,
)
def test_no_other_photo_can_be_asked_for(
    doctor: Client, share: Share, photo: Photo, wrong: Callable
) -> None:
    assert doctor.get(wrong(share, photo)).status_code == 404


# How much it costs


@pytest.mark.parametrize("number", [3, 300])
@pytest.mark.parametrize(("is_frozen", "queries"), [(False, 12), (True, 2)], ids=["live", "frozen"])
def test_the_number_of_queries_is_the_same_for_a_long_diary(
    child: Child,
    concern: Concern,
    number: int,
    is_frozen: bool,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for n in range(number):
        make_entry(concern, DAY - timedelta(days=n % 80), notes=f"note {n}", signs=("pus",))
    share = make_share(child, is_frozen=is_frozen)
    doctor = let_in(Client())
    # the link with its child and family, the keys of the photos; live: the diary in ten
    with django_assert_num_queries(queries):
        html_of(doctor, share)


def test_a_photo_costs_two_queries(
    doctor: Client,
    share: Share,
    photo: Photo,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    # the link, the photo
    with django_assert_num_queries(2):
        doctor.get(photo_address(share, photo))


def test_an_opening_is_told_to_the_second(share: Share, time_machine: TimeMachineFixture) -> None:
    time_machine.move_to("2026-05-11T08:15:42Z", tick=False)
    let_in(Client())
    opening = ShareOpening.objects.get()
    assert opening.at == datetime.fromisoformat("2026-05-11T08:15:42Z")
