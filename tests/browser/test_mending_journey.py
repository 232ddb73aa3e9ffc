"""On a phone: problems are joined or split, an entry goes to the twin; each is undone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.thumb import log_in
from tests.factories import make_child, make_concern, make_entry, make_family, make_member
from tracker.interchange import write_diary
from tracker.models import Child, Concern, Entry
from tracker.queries import whole_diary

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def ago(days: int) -> date:
    return date.today() - timedelta(days=days)


@pytest.fixture
def iris() -> Child:
    return make_child(make_family(time_zone="UTC"), birth_date=ago(150))


@pytest.fixture
def finn(iris: Child) -> Child:
    return make_child(iris.family, name="Finn", birth_date=ago(150))


@pytest.fixture
def scales(iris: Child) -> Concern:
    concern = make_concern(iris, condition="cradle_cap", title="scales", first_noticed_on=ago(20))
    for days in (20, 10):
        make_entry(concern, ago(days), trend="same", notes=f"{days} days ago")
    return concern


@pytest.fixture
def opened(live_server: LiveServer, page: Page, iris: Child, finn: Child, scales: Concern) -> Page:
    """The page of the scales on a parent's phone."""
    log_in(page, make_member(iris.family), live_server)
    page.goto(f"{live_server.url}/children/{iris.pk}/concerns/{scales.uuid}/")
    return page


def diaries(*children: Child) -> list[bytes]:
    return [write_diary(whole_diary(child)) for child in children]


def undo(page: Page) -> None:
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".notice-success")).to_contain_text("Undone: ")


def test_joined_and_undone(opened: Page, iris: Child, scales: Concern) -> None:
    rash = make_concern(iris, condition="unsure_rash", title="red head", first_noticed_on=ago(15))
    make_entry(rash, ago(5), notes="5 days ago")
    before = diaries(iris)
    opened.reload()
    opened.get_by_text("Join, split or move").click()
    opened.get_by_role("link", name="Join with another skin problem").click()
    expect(opened.get_by_text("2 entries")).to_be_visible()
    expect(opened.get_by_text("1 entry")).to_be_visible()
    opened.get_by_role("button", name="Join and keep the name “red head”").click()
    expect(opened.locator(".notice-success")).to_contain_text("“scales” is joined with “red head”.")
    for days in (20, 10, 5):
        expect(opened.get_by_text(f"{days} days ago", exact=True)).to_be_attached()
    (joined,) = whole_diary(iris).concerns
    assert (joined.title, joined.first_noticed_on) == ("red head", ago(20))
    undo(opened)
    assert diaries(iris) == before


def test_an_entry_goes_to_the_twin_and_back(
    opened: Page, iris: Child, finn: Child, scales: Concern
) -> None:
    make_concern(finn, condition="eczema", title="dry patch", first_noticed_on=ago(30))
    before = diaries(iris, finn)
    opened.get_by_role("link", name="Edit").last.click()
    opened.get_by_role("link", name="Move to…").click()
    opened.get_by_label("Finn: dry patch").check()
    opened.get_by_role("button", name="Move").click()
    expect(opened.get_by_role("heading", name="dry patch", level=1)).to_be_visible()
    expect(opened.get_by_text("20 days ago", exact=True)).to_be_attached()
    assert [entry.concern.title for entry in Entry.objects.order_by("pk")] == [
        "dry patch",
        "scales",
    ]
    undo(opened)
    assert diaries(iris, finn) == before


def test_split_and_undone(opened: Page, iris: Child, finn: Child, scales: Concern) -> None:
    before = diaries(iris)
    opened.get_by_text("Join, split or move").click()
    opened.get_by_role("link", name="Split into two").click()
    opened.get_by_role("button", name="Continue").click()
    expect(
        opened.get_by_text("Choose the entries that are about something else.", exact=True)
    ).to_be_visible()
    opened.locator("input[name=entries]").first.check()
    opened.get_by_role("button", name="Continue").click()
    expect(opened.get_by_label("First noticed on")).to_have_value(ago(10).isoformat())
    opened.get_by_label("Small white bumps, not sure which").check()
    opened.get_by_label("In your words").fill("pearls")
    opened.get_by_role("button", name="Save").click()
    expect(opened.get_by_role("heading", name="pearls", level=1)).to_be_visible()
    titles = [concern.title for concern in whole_diary(iris).concerns]
    assert titles == ["scales", "pearls"]
    undo(opened)
    assert diaries(iris) == before
