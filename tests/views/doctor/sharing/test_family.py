"""Links as the family sees them: on paper, in the list, ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from tests.factories import SECRETS, make_child, make_member, make_share, make_user
from tests.views.doctor.sharing.family import (
    list_of,
    make,
    opens,
    page_of,
    pdf_address,
    revoke,
    shown,
)
from tests.views.pages import text_of
from tracker.models import Child, Share, ShareOpening
from tracker.reports import typesetting
from tracker.reports.summary_pdf import PrintedLink
from tracker.sharing import new_secrets, revoke_share
from tracker.views.link_cookies import PARENTS_COOKIE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]


def test_the_paper_says_what_opens_the_link(
    parent: Client, child: Child, printed: list[dict[str, Any]]
) -> None:
    share = make(parent, child, "paper=letter")
    token, code = shown(parent, share)
    response = parent.get(pdf_address(share))
    assert response["Content-Type"] == "application/pdf"
    [paper] = printed
    assert paper["sheet"].name == "I. M."
    assert paper["paper"] == "letter"
    assert paper["link"] == PrintedLink(f"http://testserver/s/{token}/", code, "24 May 2026, 14:00")


def test_what_is_too_much_for_paper_is_said_on_the_page_of_the_link(
    parent: Client, child: Child, unprintable: None
) -> None:
    share = make(parent, child)
    response = parent.get(pdf_address(share), follow=True)
    assert [address for address, _status in response.redirect_chain] == [page_of(share)]
    assert "This is too much for one PDF." in response.content.decode()


def test_the_paper_comes_in_the_browser_alone_that_made_the_link(
    parent: Client, caregiver: Client, child: Child
) -> None:
    share = make(parent, child)
    assert caregiver.get(pdf_address(share)).status_code == 404
    assert parent.get(pdf_address(share)).status_code == 200
    revoke_share(share=share, now=timezone.now(), by=share.made_by)
    assert parent.get(pdf_address(share)).status_code == 404


def test_letters_without_a_font_are_said_wherever_there_is_a_pdf(
    parent: Client, doctor: Client, share: Share, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = make(parent, share.child, shows="live")
    pages = [(parent, page_of(made)), (doctor, reverse("shared", args=[share.uuid]))]
    for client, address in pages:
        assert "The PDF can't show these" not in text_of(client.get(address))
    monkeypatch.setattr(typesetting, "_run", lambda *request: request[-1].encode())
    Child.objects.update(name="አለም 左")
    typesetting._without_font.cache_clear()
    for client, address in pages:
        assert "The PDF can't show these:" in text_of(client.get(address))
    typesetting._without_font.cache_clear()


# The list


def test_the_list_says_how_each_link_stands(
    parent: Client, child: Child, family, time_machine: TimeMachineFixture
) -> None:
    ada = make_member(family, user=make_user(name="Ada Byron"))
    make_share(child, days=1, by=ada)
    locked = make_share(child, new_secrets(), days=30, is_frozen=True)
    Share.objects.filter(pk=locked.pk).update(wrong_codes=5)
    revoked = make_share(child, new_secrets(), days=30)
    time_machine.move_to("2026-05-12T09:30+01:00", tick=False)
    revoke_share(share=revoked, now=timezone.now(), by=revoked.made_by)
    make_share(child, new_secrets(), days=7)
    text = text_of(parent.get(list_of(child)))
    states = [
        "Open until 19 May 2026, 09:30",
        "Closed after five wrong codes. Anyone who had opened it can read it until 9 June 2026",
        "Ended by the family on 12 May 2026, 09:30",
        "Ended on 11 May 2026, 14:00",
    ]
    found = [text.find(state) for state in states]
    assert -1 not in found
    assert found == sorted(found)
    assert "Made by Ada Byron on 10 May 2026, 14:00" in text
    assert "The diary as it was on 10 May 2026, with a 6-digit code" in text
    assert "The diary, including new entries" in text


def test_the_list_says_how_often_and_when_it_was_opened(
    parent: Client, child: Child, time_machine: TimeMachineFixture
) -> None:
    make_share(child)
    assert "Not opened yet" in text_of(parent.get(list_of(child)))
    assert opens(SECRETS.token, SECRETS.code)
    assert "Opened once, on 10 May 2026, 14:00" in text_of(parent.get(list_of(child)))
    time_machine.move_to("2026-05-12T09:30+01:00", tick=False)
    assert opens(SECRETS.token, SECRETS.code)
    text = text_of(parent.get(list_of(child)))
    assert "Opened 2 times, last on 12 May 2026, 09:30" in text
    assert "12 May 2026, 09:30 10 May 2026, 14:00" in text


def test_of_many_openings_the_latest_are_listed(parent: Client, child: Child) -> None:
    share = make_share(child)
    now = timezone.now()
    ShareOpening.objects.bulk_create(
        ShareOpening(share=share, at=now - timedelta(hours=30 - n)) for n in range(30)
    )
    html = parent.get(list_of(child)).content.decode()
    assert "Opened 30 times, last on 10 May 2026, 13:00" in text_of(html)
    assert html.count("<li>10 May") + html.count("<li>9 May") == 20


def test_a_viewer_reads_the_list_and_finds_nothing_to_do(viewer: Client, child: Child) -> None:
    share = make_share(child)
    html = viewer.get(list_of(child)).content.decode()
    assert "Open until 24 May 2026, 14:00" in html
    assert page_of(share) not in html
    assert "new link" not in html


def test_links_of_another_child_are_not_listed(parent: Client, child: Child, family) -> None:
    make_share(make_child(family, name="Otto"))
    assert "Open until" not in text_of(parent.get(list_of(child)))


def test_a_link_is_found_under_its_own_child_only(parent: Client, child: Child, family) -> None:
    share = make_share(make_child(family, name="Otto"))
    args = [child.pk, share.uuid]
    assert parent.get(reverse("share_show", args=args)).status_code == 404
    assert parent.post(reverse("share_revoke", args=args)).status_code == 404
    assert parent.get(reverse("share_pdf", args=args)).status_code == 404
    share.refresh_from_db()
    assert share.revoked_at is None


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_costs_the_same_for_many_links(
    parent: Client, child: Child, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make_share(child, new_secrets())
    parent.get(list_of(child))
    # session, user; child, membership; links with their makers, openings; children
    with django_assert_num_queries(7):
        parent.get(list_of(child))


# One that wrong codes closed


@pytest.fixture
def locked(parent: Client, child: Child) -> Share:
    """Made in the browser of ``parent``."""
    share = make(parent, child)
    token, code = shown(parent, share)
    for number in range(5):
        assert not opens(token, f"{(int(code) + 1 + number) % 10**6:06}")
    return share


def test_its_page_says_why_it_hides_the_address_and_can_still_end_it(
    parent: Client, locked: Share
) -> None:
    text = text_of(parent.get(page_of(locked)))
    assert "Someone typed a wrong code five times" in text
    assert "Make a new link like this" in text
    assert shown(parent, locked) == ("", "")
    assert parent.get(pdf_address(locked)).status_code == 404
    revoke(parent, locked)
    assert "Ended by the family" in text_of(parent.get(list_of(locked.child)))


def test_the_family_reads_it_in_the_list_and_the_history_and_owners_on_today(
    parent: Client, caregiver: Client, locked: Share
) -> None:
    told = (
        "A link for the doctor about Iris Marie was closed after five wrong codes."
        " Anyone who had already opened it can still read it."
    )
    today = reverse("today", args=[locked.child_id])
    history = reverse("family_history", args=[locked.child.family_id])
    assert told in text_of(parent.get(today))
    assert told in text_of(parent.get(history))
    assert told in text_of(caregiver.get(history))
    assert told not in text_of(caregiver.get(today))
    people = text_of(caregiver.get(reverse("people", args=[locked.child.family_id])))
    assert "closed after five wrong codes, readable where it was opened until" in people


# Ending one


def test_revoking_ends_it_and_the_browser_forgets_it(parent: Client, child: Child) -> None:
    share = make(parent, child)
    token, code = shown(parent, share)
    response = revoke(parent, share)
    assert response["Location"] == list_of(child)
    assert response.cookies[PARENTS_COOKIE]["path"] == page_of(share)
    assert response.cookies[PARENTS_COOKIE]["max-age"] == 0
    assert "Nobody can open it any more." in text_of(parent.get(list_of(child)))
    assert not opens(token, code)


def test_a_link_is_ended_by_post_alone(parent: Client, child: Child) -> None:
    share = make_share(child)
    address = reverse("share_revoke", args=[child.pk, share.uuid])
    assert parent.get(address).status_code == 302
    share.refresh_from_db()
    assert share.revoked_at is None
