"""The landing page of a link: the same for everybody, with one button to open it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import SECRETS, make_family, make_member
from tests.views.doctor.sharing.doctor import CLOSES, LANDING, closed_page, page_of
from tests.views.pages import text_of
from tracker.models import Child, Share, ShareOpening
from tracker.views.link_cookies import DOCTORS_COOKIE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]


def test_the_landing_page_names_nobody_and_counts_nothing(share: Share) -> None:
    for _ in range(7):
        response = Client().get(LANDING)
        assert response.status_code == 200
    text = text_of(response)
    assert "Iris" not in text
    assert "I. M." not in text
    assert "6-digit code, if you were given one" in text
    share.refresh_from_db()
    assert share.wrong_codes == 0
    assert not ShareOpening.objects.exists()


@pytest.mark.parametrize("end", CLOSES, ids=lambda end: end.__name__)
def test_the_landing_page_is_the_same_behind_every_token(share: Share, end: Callable) -> None:
    landing = Client().get(LANDING)
    other = Client().get(reverse("share_open", args=["B" * 43]))
    end(share)
    assert Client().get(LANDING).content == other.content == landing.content


def test_the_landing_page_asks_the_database_nothing(
    share: Share, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        Client().get(LANDING)
        Client().head(LANDING)


def test_a_fetched_preview_opens_nothing(share: Share) -> None:
    client = Client()
    assert client.head(LANDING).status_code == 200
    assert client.get(LANDING).status_code == 200
    assert not client.cookies
    assert client.get(page_of(share)).status_code == 404


def test_the_landing_page_is_the_same_for_who_is_logged_in(parent: Client, share: Share) -> None:
    assert parent.get(LANDING).content == Client().get(LANDING).content


# Opening it


def test_token_and_code_lead_to_an_address_without_the_token(share: Share) -> None:
    response = Client().post(LANDING, {"code": SECRETS.code})
    assert (response.status_code, response["Location"]) == (302, page_of(share))
    assert SECRETS.token not in str(response.headers)
    assert [opening.share for opening in ShareOpening.objects.all()] == [share]


@pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
def test_its_cookie_is_for_this_link_alone_and_ends_with_it(
    share: Share, settings, secure: bool
) -> None:
    settings.SESSION_COOKIE_SECURE = secure
    response = Client().post(LANDING, {"code": SECRETS.code})
    name = f"__Secure-{DOCTORS_COOKIE}" if secure else DOCTORS_COOKIE
    assert list(response.cookies) == [name]
    cookie = response.cookies[name]
    assert cookie["path"] == page_of(share)
    assert cookie["max-age"] == 14 * 24 * 3600
    assert cookie["samesite"] == "Lax"
    assert cookie["httponly"] is True
    assert bool(cookie["secure"]) is secure


def test_a_page_without_a_referrer_may_send_the_form(share: Share) -> None:
    """Browsers then say "Origin: null", and there is no token against forged forms."""
    client = Client(enforce_csrf_checks=True)
    response = client.post(LANDING, {"code": SECRETS.code}, headers={"Origin": "null"})
    assert response.status_code == 302


@pytest.mark.parametrize("end", CLOSES, ids=lambda end: end.__name__)
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
            LANDING, {"code": f"90000{number}"}, headers={"X-Forwarded-For": f"203.0.113.{number}"}
        )
        assert response.status_code == 404
    assert closed_page() == closed_page(code="999999")
    share.refresh_from_db()
    assert share.wrong_codes == 5


def test_a_locked_link_stays_open_for_who_had_opened_it(doctor: Client, share: Share) -> None:
    for number in range(5):
        closed_page(code=f"90000{number}")
    closed_page()
    assert doctor.get(page_of(share)).status_code == 200
    assert Client().get(page_of(share)).status_code == 404


def test_the_owners_get_one_mail_when_it_is_locked(child: Child, share: Share, settings) -> None:
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://example.org"
    make_member(child.family, "caregiver")
    make_member(make_family(), "owner")
    for number in range(7):
        closed_page(code=f"90000{number}")
    [letter] = mail.outbox
    assert letter.to == [share.made_by.email]
    assert "A link for the doctor was closed after five wrong codes." in letter.body
    assert "Iris" not in letter.body
