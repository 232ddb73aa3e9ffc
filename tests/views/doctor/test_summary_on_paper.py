"""The doctor's page, printed by a browser."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from tests import cases
from tests.factories import client_of, make_concern, make_day_note, make_member
from tests.reports.paper import lines_of_pages
from tracker.models import Care, Child, Entry, Exposure, Question, Sign, Spot, Visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.fonts,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("on_10_may"),
]

WITHOUT_THE_LAST_SHEETS = """
document.querySelectorAll('.sheet-log, .sheet-all-signs').forEach(part => part.remove())
"""
HEAD_AND_FOOT = 3
"""Lines that every sheet has."""
PAGES = re.compile(rb"/Type\s*/Page[^s]")


def a_long_case(child: Child) -> None:
    """Eczema for half a year with all that a page has to hold."""
    eczema = make_concern(
        child,
        title="dry itchy patches",
        condition="eczema",
        named_by="doctor",
        first_noticed_on=date(2026, 1, 20),
    )
    entries = Entry.objects.bulk_create(
        Entry(
            concern=eczema,
            day=date(2026, 1, 20) + timedelta(days=n),
            status="present",
            trend=("same", "better", "worse")[n % 5 % 3],
            severity=n % 4,
            itch=n % 3,
            sleep_lost=n % 4 == 0,
            scratched=n % 3 == 0,
            appearance=["dry", "scaly", "darker"],
            author_name=("Ada", "Ben")[n % 2],
        )
        for n in range(110)
    )
    Spot.objects.bulk_create(
        Spot(entry=entry, site=site, side=side, size_mm=20)
        for entry in entries
        for site, side in (("cheek", "both"), ("elbow_fold", "left"), ("knee_fold", ""))
    )
    Sign.objects.bulk_create(
        Sign(entry=entry, key=key, answer="yes" if (n, key) == (50, "pus") else "no")
        for n, entry in enumerate(entries)
        for key in ("nonblanching", "pus", "weeping_crust")
    )
    for n, kind in enumerate(("moisturiser", "steroid", "bath", "removed_trigger", "washing")):
        started_on = date(2026, 2, 1 + n)
        Care.objects.create(
            concern=eczema, kind=kind, product="a product", started_on=started_on, outcome="better"
        )
    for n in range(3):
        Visit.objects.create(child=child, day=date(2026, 2 + n, 9), who="Dr Okafor", said="wait")
        Question.objects.create(child=child, text=f"A question of the parents, number {n}?")
        make_day_note(child, date(2026, 5, 1 + n), temperature_c=37.0 + n)


@pytest.fixture
def desk(browser: Browser, live_server: LiveServer) -> Iterator[Callable[..., Page]]:
    """Opens a child's summary in a browser on a desktop."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")

    def opened(child: Child, query: str = "") -> Page:
        cookie = next(iter(client_of(make_member(child.family)).cookies.values()))
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"{live_server.url}{reverse('summary', args=[child.pk])}?{query}")
        return page

    yield opened
    context.close()


@pytest.fixture
def printer(desk: Callable[..., Page], child: Child) -> Page:
    """At the summary of a long case."""
    a_long_case(child)
    return desk(child)


@pytest.mark.parametrize(
    ("build", "query"),
    [
        (cases.newborn_with_milia, ""),
        (cases.eczema_over_eight_months, "days=all"),
        (cases.red_flag, ""),
    ],
    ids=["newborn", "eczema", "red flag"],
)
def test_the_first_sheet_holds_each_sample_case_on_either_paper(
    desk: Callable[..., Page], build: Callable[[], Child], query: str
) -> None:
    page = desk(build(), query)
    page.evaluate(WITHOUT_THE_LAST_SHEETS)
    assert [len(PAGES.findall(page.pdf(format=paper))) for paper in ("A4", "Letter")] == [1, 1]


@pytest.mark.parametrize(
    "build",
    [cases.newborn_with_milia, cases.eczema_over_eight_months, cases.red_flag],
    ids=["newborn", "eczema", "red flag"],
)
def test_no_sheet_has_a_line_or_two(desk: Callable[..., Page], build: Callable[[], Child]) -> None:
    page = desk(build())
    for paper in ("A4", "Letter"):
        assert min(lines_of_pages(page.pdf(format=paper))) > HEAD_AND_FOOT + 2


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_first_sheet_of_paper_holds_the_whole_case(printer: Page, paper: str) -> None:
    printer.evaluate(WITHOUT_THE_LAST_SHEETS)
    assert len(PAGES.findall(printer.pdf(format=paper))) == 1


def test_the_log_begins_on_a_sheet_of_its_own(printer: Page) -> None:
    printer.evaluate("document.querySelector('.sheet-concern').remove()")
    printer.evaluate(
        "document.querySelectorAll('.sheet-log tr').forEach((row, n) => n < 3 || row.remove())"
    )
    assert len(PAGES.findall(printer.pdf(format="A4"))) == 2


def test_paper_shows_the_sheet_and_nothing_of_the_app(printer: Page, child: Child) -> None:
    egg = Exposure.objects.create(
        child=child, day=date(2026, 5, 2), kind="food", name="egg", followed="weals on both cheeks"
    )
    egg.concerns.add(*child.concerns.all())
    printer.reload()
    printer.emulate_media(media="print")
    assert printer.locator(".sheet-name").is_visible()
    followed = printer.get_by_text("(A) food: egg, 2 May. Afterwards: weals on both cheeks")
    assert followed.is_visible()
    for part in (".topbar", ".tabs", ".foot", ".summary-quick"):
        assert printer.locator(part).is_hidden(), part


def test_the_button_prints(printer: Page) -> None:
    printer.evaluate("window.print = () => { document.title = 'printed' }")
    assert printer.get_by_text("use your browser's print").is_hidden()
    printer.get_by_role("button", name="Print").click()
    assert printer.title() == "printed"
