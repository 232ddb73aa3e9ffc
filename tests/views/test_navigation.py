"""The link to the page above, Cancel, the marked tab, and a GET of an address that takes POST."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, confirmed
from tests.test_access import ALL, Home, home, read  # noqa: F401
from tests.test_access_matrix import NAMES, address
from tracker.models import Child, Concern
from tracker.rendering import title_of
from tracker.views.navigation import TABS, place_at

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

WAY_UP = re.compile(r'<p class="way-up no-print"><a href="([^"]+)"><span.*?</span> (.*?)</a>')
CANCEL = re.compile(r'<a class="btn btn-quiet" href="([^"]+)">Cancel</a>')
SAVE = re.compile(r'<button class="btn btn-primary[^"]*"(?! type="button")')
TAB = re.compile(r'<a href="[^"]*/children/\d+/(\w*)/?" aria-current="(page|true)"')

WITHOUT = {*TABS, "home", "start", "start_account", "worried", "invitation"}
WITHOUT |= {
    "sign_up_open",
    "offline",
    "account_inactive",
    "invitation_open",
    "pages_to_keep",
    "photo_new",
}
"""Pages without a page above: the tabs, and the first pages of a visitor."""
WITHOUT |= {name for name in NAMES if name.startswith(("account_reset", "account_sign", "share_o"))}

NOTHING_TYPED = {"account_logout", "copies", "export", "people", "calendar", "concern_compare"}
"""Pages whose buttons do one thing, without a form to be left."""


@pytest.fixture
def owner(home: Home) -> Client:  # noqa: F811
    return confirmed(client_of(home.owner))


def page(client: Client, where: str) -> str:
    response = read(client, where)
    is_page = response.status_code == 200 and response["Content-Type"].startswith("text/html")
    return response.getvalue().decode() if is_page else ""


def test_each_page_leads_to_the_page_above(home: Home, owner: Client) -> None:  # noqa: F811
    for name in sorted({*NAMES} - WITHOUT):
        html = page(owner, address(home, name))
        if not html:
            continue
        links = WAY_UP.findall(html)
        assert len(links) == 1, name
        ((above, title),) = links
        assert page(owner, above), name
        assert title != "Back", name
        assert set(CANCEL.findall(html)) <= {above}, name


def test_each_form_can_be_left(home: Home, owner: Client) -> None:  # noqa: F811
    for name in sorted({*NAMES} - WITHOUT - NOTHING_TYPED):
        html = page(owner, address(home, name))
        assert len(CANCEL.findall(html)) == len(SAVE.findall(html)), name


def test_a_page_of_a_child_marks_its_tab(home: Home, owner: Client) -> None:  # noqa: F811
    for name in sorted(name for name in ALL if "child_id" in ALL[name]):
        html = page(owner, home.address(name))
        if html and not name.startswith("share_pdf"):
            marks = [marked for _tab, marked in TAB.findall(html)]
            assert marks == ["page" if name in TABS else "true"], name


@pytest.mark.parametrize(
    ("name", "tab"),
    [
        ("concern", ""),
        ("entry_edit", ""),
        ("photo_view", ""),
        ("visit_new", "add"),
        ("share_show", "summary"),
        ("history_of", "more"),
        ("member", "more"),
        ("account_email", "more"),
    ],
)
def test_the_tab_is_that_of_the_pages_above(
    home: Home,  # noqa: F811
    owner: Client,
    name: str,
    tab: str,
) -> None:
    assert TAB.findall(page(owner, address(home, name))) == [(tab, "true")]


def test_today_at_the_root_is_the_tab_of_today(owner: Client) -> None:
    html = page(owner, reverse("home"))
    assert TAB.findall(html) == [("", "page")]
    assert "data-unsent" in html
    assert not WAY_UP.search(html)


def test_the_link_up_is_named_by_the_skin_problem(home: Home, owner: Client) -> None:  # noqa: F811
    concern = Concern.objects.get(child__family__members__user=home.owner)
    above = reverse("concern", args=[concern.child_id, concern.uuid])
    for name in ("entry_edit", "care_new", "concern_edit", "photos", "concern_film"):
        assert WAY_UP.findall(page(owner, home.address(name))) == [(above, title_of(concern))]


def test_a_form_leads_back_to_where_it_was_opened(home: Home, owner: Client) -> None:  # noqa: F811
    timeline = f"{home.address('timeline')}?days=30"
    html = page(owner, f"{home.address('visit_edit')}?next={timeline}")
    assert WAY_UP.findall(html) == [(timeline, "Timeline")]
    assert CANCEL.findall(html) == [timeline]


def test_a_way_back_to_another_server_is_not_offered(home: Home, owner: Client) -> None:  # noqa: F811
    html = page(owner, f"{home.address('visit_edit')}?next=https://elsewhere.example/")
    assert WAY_UP.findall(html) == [(home.address("today"), "Today")]


def test_a_visitor_has_nothing_above(db: None) -> None:
    for name in ("account_login", "account_reset_password", "works_here", "worried"):
        assert not WAY_UP.search(Client().get(reverse(name)).content.decode())


def test_a_page_that_is_not_there_has_no_way_up(home: Home, owner: Client) -> None:  # noqa: F811
    child = Child.objects.get(family__members__user=home.owner)
    html = owner.get(reverse("more", args=[child.pk + 1])).content.decode()
    assert "Page not found" in html
    assert not WAY_UP.search(html)
    assert not TAB.search(html)


def test_a_get_of_what_takes_posts_goes_to_a_page(home: Home, owner: Client) -> None:  # noqa: F811
    """Over all addresses: none answers a GET with the browser's own error page."""
    for name in sorted(NAMES):
        response = read(owner, address(home, name))
        assert response.status_code != 405, name
        if place_at(address(home, name)) is None:
            assert response.status_code == 302, name
            assert read(owner, response["Location"]).status_code == 200, name
