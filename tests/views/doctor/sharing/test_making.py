"""Making a link, and where what opens it is kept."""

from __future__ import annotations

import re
from datetime import date, timedelta
from hashlib import sha256
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import TimeMachineFixture

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
)
from tests.views.doctor.sharing.family import (
    USUAL,
    make,
    new_page,
    opens,
    page_of,
    revoke,
    sealed_in,
    shown,
)
from tests.views.pages import text_of
from tracker.models import Child, Concern, Share
from tracker.views.link_cookies import PARENTS_COOKIE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]


def test_the_usual_link(parent: Client, child: Child, concern: Concern) -> None:
    share = make(parent, child)
    assert share.child == child
    assert share.made_by.name == "Ada"
    assert share.expires_at - share.made_at == timedelta(days=14)
    assert share.code_hash != ""
    assert not share.with_full_name
    assert share.is_frozen
    assert share.as_of == date(2026, 5, 10)


def test_the_form_says_what_is_usual(parent: Client, child: Child) -> None:
    html = parent.get(new_page(child)).content.decode()
    checked = re.findall(r'name="(\w+)"[^>]*value="(\w+)"[^>]*checked', html)
    assert dict(checked) == USUAL
    assert "I. M." in text_of(html)


@pytest.mark.parametrize("days", [1, 7, 14, 30])
def test_how_long(parent: Client, child: Child, days: int) -> None:
    share = make(parent, child, days=str(days))
    assert share.expires_at - share.made_at == timedelta(days=days)


@pytest.mark.parametrize(
    ("field", "value"),
    [("days", "2"), ("days", "365"), ("days", ""), ("shows", "all"), ("code", ""), ("name", "x")],
)
def test_what_is_not_offered_is_refused_with_a_sentence(
    parent: Client, child: Child, field: str, value: str
) -> None:
    address = new_page(child)
    response = parent.post(address, {**USUAL, "sealed": "", field: value})
    assert response.status_code == 200
    assert "invalid-feedback" in response.content.decode()
    assert not Share.objects.exists()


def test_a_live_one_with_the_full_name_and_no_code(parent: Client, child: Child) -> None:
    share = make(parent, child, shows="live", code="no", name="full")
    assert (share.code_hash, share.diary, share.as_of) == ("", "", None)
    assert share.with_full_name
    assert shown(parent, share)[1] == ""


@pytest.mark.parametrize(
    ("asked", "shows", "kept"),
    [
        ("", "frozen", "paper=a4"),
        ("notes=no&nonsense=1", "frozen", "notes=no&paper=a4"),
        ("days=recent", "live", "days=recent&paper=a4"),
        ("start=2026-05-01&end=2026-05-09", "live", "start=2026-05-01&end=2026-05-09&paper=a4"),
        ("start=2026-05-01&end=2026-05-10", "live", "start=2026-05-01&paper=a4"),
        ("start=2026-05-01&end=2026-05-10", "frozen", "start=2026-05-01&end=2026-05-10&paper=a4"),
    ],
    ids=["usual", "unknown words", "moving", "past days", "until now, live", "until now, frozen"],
)
def test_the_choice_of_the_summary_page_is_kept_in_one_way_of_writing(
    parent: Client, child: Child, concern: Concern, asked: str, shows: str, kept: str
) -> None:
    make_entry(concern, date(2026, 2, 1))
    assert make(parent, child, asked, shows=shows).choice == kept


def test_the_form_tells_what_the_link_will_show(
    parent: Client, child: Child, concern: Concern
) -> None:
    make_concern(child, title="red patch", condition="eczema")
    text = text_of(parent.get(new_page(child, f"concern={concern.uuid}&start=2026-05-01")))
    assert "1 May – 10 May 2026 (10 days)" in text
    assert "bumps on the chin" in text
    assert "red patch" not in text


def test_days_that_make_no_sense_lead_back_to_the_summary(parent: Client, child: Child) -> None:
    query = "start=2026-05-09&end=2026-05-01"
    for response in (parent.get(new_page(child, query)), parent.post(new_page(child, query))):
        assert response.status_code == 302
        assert response["Location"] == f"{reverse('summary', args=[child.pk])}?{query}"
    assert not Share.objects.exists()


def test_what_another_family_or_a_viewer_sends_makes_no_link(viewer: Client, child: Child) -> None:
    stranger = client_of(make_member(make_family()))
    assert stranger.post(new_page(child), USUAL).status_code == 404
    assert viewer.post(new_page(child), USUAL).status_code == 403
    assert Client().post(new_page(child), USUAL).status_code == 302
    assert not Share.objects.exists()


def test_a_caregiver_may_make_and_end_one(caregiver: Client, child: Child) -> None:
    share = make(caregiver, child)
    revoke(caregiver, share)
    share.refresh_from_db()
    assert share.revoked_at == timezone.now()


# Its secrets


def test_the_page_shows_what_opens_it(parent: Client, child: Child) -> None:
    share = make(parent, child)
    token, code = shown(parent, share)
    assert sha256(token.encode()).hexdigest() == share.token_hash
    assert opens(token, code)
    html = parent.get(page_of(share)).content.decode()
    assert f"http://testserver/s/{token}/" in html
    assert 'src="data:image/svg+xml' in html


def test_the_page_shows_the_public_address(parent: Client, child: Child, settings) -> None:
    settings.PUBLIC_URL = "https://milkspot.example.org"
    share = make(parent, child)
    token, _code = shown(parent, share)
    html = parent.get(page_of(share)).content.decode()
    assert f"https://milkspot.example.org/s/{token}/" in html
    assert "share-reach" not in html


@pytest.mark.parametrize(
    ("public", "sentence"),
    [
        ("http://localhost:8000", "“this computer”"),
        ("http://192.168.1.5:8000", "works only on your home network"),
        ("https://nas.tail1234.ts.net", "only on devices in your Tailscale network"),
    ],
)
def test_the_page_says_where_nobody_else_can_open_it(
    parent: Client, child: Child, settings, public: str, sentence: str
) -> None:
    settings.PUBLIC_URL = public
    assert sentence in text_of(parent.get(page_of(make(parent, child))))


@pytest.mark.parametrize("secure", [False, True], ids=["http", "https"])
def test_the_browser_keeps_them_for_that_page_alone(
    parent: Client, child: Child, settings, secure: bool
) -> None:
    settings.SESSION_COOKIE_SECURE = secure
    share = make(parent, child, days="7")
    cookie = parent.cookies[f"__Secure-{PARENTS_COOKIE}" if secure else PARENTS_COOKIE]
    assert cookie["path"] == page_of(share)
    assert cookie["max-age"] == 7 * 24 * 3600
    assert cookie["samesite"] == "Strict"
    assert cookie["httponly"] is True
    assert bool(cookie["secure"]) is secure


def test_another_browser_is_told_why_it_sees_none(
    parent: Client, caregiver: Client, child: Child
) -> None:
    share = make(parent, child, "notes=no")
    assert shown(caregiver, share) == ("", "")
    text = text_of(caregiver.get(page_of(share)))
    assert "only in the browser where you made it" in text
    again = re.search(
        r'href="([^"]*/shares/new/[^"]*)"', str(caregiver.get(page_of(share)).content)
    )
    assert unescape(again[1]) == new_page(child, share.choice)


def test_the_secrets_of_another_link_are_not_shown(parent: Client, child: Child) -> None:
    first = make(parent, child)
    make(parent, child)  # a browser would keep both, each for its own page
    assert shown(parent, first) == ("", "")


def test_an_ended_link_shows_none(
    parent: Client, child: Child, time_machine: TimeMachineFixture
) -> None:
    share = make(parent, child)
    time_machine.move_to(share.expires_at, tick=False)
    parent.cookies[PARENTS_COOKIE]["max-age"] = ""  # a browser whose clock is wrong
    assert shown(parent, share) == ("", "")


def test_a_form_sent_twice_makes_one_link_and_both_answers_open_it(
    parent: Client, child: Child
) -> None:
    address = new_page(child)
    data = {**USUAL, "sealed": sealed_in(parent.get(address))}
    kept = []
    for _ in range(2):
        response = parent.post(address, data)
        kept.append((response["Location"], response.cookies[PARENTS_COOKIE].value))
    share = Share.objects.get()
    assert kept[0] == kept[1]
    assert opens(*shown(parent, share))


def test_a_form_opened_twice_makes_two_links(parent: Client, child: Child) -> None:
    assert make(parent, child) != make(parent, child)


@pytest.mark.parametrize("sealed", ["", "made up", "WyJBIiwiMSJd:forged"])
def test_secrets_that_were_not_made_here_are_not_taken(
    parent: Client, child: Child, sealed: str
) -> None:
    share = make(parent, child, sealed=sealed)
    token, code = shown(parent, share)
    assert len(token) == 43
    assert opens(token, code)


def test_secrets_sealed_for_another_child_are_not_taken(
    parent: Client, family, child: Child
) -> None:
    other = make_child(family)
    sealed = sealed_in(parent.get(new_page(other)))
    first = make(parent, other, sealed=sealed)
    second = make(parent, child, sealed=sealed)
    assert first.token_hash != second.token_hash


def test_sent_again_with_another_wish_the_first_one_stands(parent: Client, child: Child) -> None:
    address = new_page(child)
    sealed = sealed_in(parent.get(address))
    for code in ("no", "yes"):
        parent.post(address, {**USUAL, "sealed": sealed, "code": code})
    share = Share.objects.get()
    token, code = shown(parent, share)
    assert (share.code_hash, code) == ("", "")
    assert opens(token, "")
