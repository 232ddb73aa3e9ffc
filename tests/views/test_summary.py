"""The page for the doctor: chosen, read and printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django import DjangoAssertNumQueries
from pytest_django.live_server_helper import LiveServer

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_member,
)
from tests.views.pages import text_of
from tracker.models import Care, Child, Concern, Entry, Question, Sign, Spot, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

TODAY = date(2026, 5, 10)
QUERIES = 14
"""Session, user; child, membership; spots, signs, entries, care, concerns with former names,
exposures and questions, day notes, visits with their concerns, acknowledgements; children.
"""


def html_of(client: Client, child: Child, **query: object) -> str:
    address = reverse("summary", args=[child.pk])
    response = client.get(f"{address}?{urlencode(query, doseq=True)}")
    assert response.status_code == 200
    return response.content.decode()


def page(client: Client, child: Child, **query: object) -> str:
    return text_of(html_of(client, child, **query))


def days_of(html: str) -> list[str]:
    return re.findall(r'<input type="date"[^>]* value="([^"]*)"', html)


def a_case(child: Child) -> Concern:
    bumps = make_concern(child, first_noticed_on=date(2026, 4, 18))
    make_entry(bumps, date(2026, 4, 18), trend="new", severity=2, sites=("chin",))
    make_entry(bumps, date(2026, 5, 1), trend="same", notes="after the bath")
    make_entry(bumps, date(2026, 5, 8), trend="better", severity=1, sites=("chin", "nose"))
    Care.objects.create(concern=bumps, kind="washing", started_on=date(2026, 4, 20))
    Question.objects.create(child=child, text="Can it stay?")
    return bumps


def test_the_page_tells_the_case_in_the_doctors_order(parent: Client, child: Child) -> None:
    a_case(child)
    text = page(parent, child)
    order = [
        "born 10 January 2026 · 4 months",
        "Can it stay?",
        "First noticed on 18 April 2026",
        "Places as of 8 May",
        "Glass test",
        "Care tried",
        "Iris as a whole",
        "What the diary's reminders say to the parent",
        "A diary, not a diagnosis.",
        "All entries of these days, newest first",
        "after the bath",
    ]
    found = [text.find(words, text.find("Skin diary as of 10 May 2026") - 200) for words in order]
    assert -1 not in found
    assert found == sorted(found)


def test_without_script_a_sentence_stands_in_place_of_the_button(
    parent: Client, child: Child
) -> None:
    html = html_of(parent, child)
    assert re.search(r"<button [^>]*data-print hidden>", html)
    assert "To print it, use your browser's print." in html


def test_an_empty_diary_has_a_page(parent: Client, child: Child) -> None:
    text = page(parent, child)
    assert "Nothing on the skin was followed in these days." in text
    assert "No reminder is due from the dates you wrote." in text
    assert "All entries" not in text


# Who may read it


def test_a_stranger_gets_404(child: Child) -> None:
    stranger = client_of(make_member(make_family()))
    assert stranger.get(reverse("summary", args=[child.pk])).status_code == 404


def test_a_viewer_may_read(child: Child) -> None:
    viewer = client_of(make_member(child.family, role="viewer"))
    assert "Iris as a whole" in page(viewer, child)


# Which days


def test_the_days_begin_a_week_before_the_oldest_open_concern(parent: Client, child: Child) -> None:
    a_case(child)
    assert days_of(html_of(parent, child)) == ["2026-04-11", "2026-05-10"]


@pytest.mark.parametrize(
    ("days", "start"),
    [("visit", "2026-05-06"), ("recent", "2026-04-11"), ("all", "2026-04-18")],
)
def test_a_quick_choice_takes_the_place_of_the_days_written(
    parent: Client, child: Child, days: str, start: str
) -> None:
    a_case(child)
    Visit.objects.create(child=child, day=date(2026, 5, 6))
    html = html_of(parent, child, days=days, start="2026-01-15", end="2026-01-16")
    assert days_of(html) == [start, "2026-05-10"]
    current = re.findall(r'<a class="pill" href="\?(days=\w+)[^"]*" aria-current="true"', html)
    assert current == [f"days={days}"]


def test_without_a_visit_there_is_no_choice_since_the_last_one(
    parent: Client, child: Child
) -> None:
    assert "Since the last visit" not in page(parent, child)
    assert days_of(html_of(parent, child, days="visit")) == ["2026-04-11", "2026-05-10"]


def test_the_days_choose_the_entries(parent: Client, child: Child) -> None:
    a_case(child)
    text = page(parent, child, start="2026-05-02", end="2026-05-10")
    assert "after the bath" not in text
    assert "First noticed on 18 April 2026" in text
    assert "2 May – 10 May 2026 (9 days)" in text


def test_a_single_day_can_be_told(parent: Client, child: Child) -> None:
    a_case(child)
    text = page(parent, child, start="2026-05-08", end="2026-05-08")
    assert "8 May – 8 May 2026 (1 day)" in text


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("2026-05-09", "2026-05-08", "This day is before the first one."),
        ("2026-05-09", "2026-05-11", "This day is still to come"),
        ("2026-01-09", "2026-05-10", "This day is before Iris was born, on 10 January 2026."),
        ("2026-02-30", "2026-05-10", "This is no day."),
        ("", "2026-05-10", "Please say which day."),
    ],
    ids=["turned round", "to come", "before birth", "no day", "empty"],
)
def test_days_that_make_no_sense_get_their_sentence_and_no_sheet(
    parent: Client, child: Child, start: str, end: str, sentence: str
) -> None:
    a_case(child)
    html = html_of(parent, child, start=start, end=end)
    assert sentence in text_of(html)
    assert 'class="sheet"' not in html
    assert f'value="{end}"' in html


# Which concerns, and the notes


def test_only_the_chosen_concern_is_told_and_an_unknown_one_is_all(
    parent: Client, child: Child
) -> None:
    bumps = a_case(child)
    make_concern(child, title="red patch", condition="eczema")
    text = page(parent, child, concern=str(bumps.uuid))
    assert "1 more concern of the diary was not chosen for this page." in text
    assert "First noticed on 1 February 2026" not in text
    every = page(parent, child, concern="no-such-concern")
    assert "First noticed on 1 February 2026" in every
    assert "not chosen" not in every


def test_a_concern_of_another_child_is_never_told(parent: Client, child: Child) -> None:
    other = make_concern(make_child(child.family, name="Otto"), title="secret")
    assert "secret" not in page(parent, child, concern=str(other.uuid))


def test_the_notes_can_be_left_out(parent: Client, child: Child) -> None:
    a_case(child)
    assert "after the bath" in page(parent, child)
    assert "after the bath" not in page(parent, child, notes="no")


def test_a_deleted_entry_is_told_no_more(parent: Client, child: Child) -> None:
    a_case(child)
    Entry.objects.filter(notes="after the bath").update(deleted_at=datetime.now(ZoneInfo("UTC")))
    assert "after the bath" not in page(parent, child)


def test_what_people_write_is_text_and_never_markup(parent: Client, child: Child) -> None:
    mark = "<script>alert(1)</script>"
    bumps = make_concern(child, title=mark)
    make_entry(bumps, TODAY, notes=mark + "\n" + "字 نص 👶🏽 " * 1100, author_name=mark)
    Question.objects.create(child=child, text=mark)
    Care.objects.create(concern=bumps, kind="bath", product=mark, started_on=TODAY, notes=mark)
    Visit.objects.create(child=child, day=TODAY, who=mark, said=mark)
    assert mark not in html_of(parent, child)


def test_a_family_that_measures_in_fahrenheit_reads_both() -> None:
    child = make_child(make_family(temperature_unit="F"))
    make_day_note(child, TODAY, temperature_c=38.0)
    assert "100.4 °F (38.0 °C) (10 May)" in page(client_of(make_member(child.family)), child)


# How much it costs


def many_entries(child: Child, number: int) -> None:
    concerns = [make_concern(child, title=f"concern {n}") for n in range(3)]
    entries = Entry.objects.bulk_create(
        Entry(
            concern=concerns[n % 3],
            day=date(2026, 2, 1) + timedelta(days=n % 95),
            at=time(n % 24),
            status="present",
            trend=("same", "worse", "better")[n % 7 % 3],
            severity=n % 4,
            notes=f"note {n}",
            author_name="Ada",
        )
        for n in range(number)
    )
    Spot.objects.bulk_create(Spot(entry=entry, site="chin") for entry in entries)
    Sign.objects.bulk_create(Sign(entry=entry, key="pus", answer="no") for entry in entries)


@pytest.mark.parametrize("number", [3, 3000])
def test_the_number_of_queries_is_the_same_for_a_long_diary(
    parent: Client,
    child: Child,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    many_entries(child, number)
    parent.get(reverse("summary", args=[child.pk]))
    with django_assert_num_queries(QUERIES):
        html = html_of(parent, child)
    assert html.count('class="sheet-note"') == number
    assert len(html) < 100_000 + number * 400


# In a browser


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
def printer(browser: Browser, child: Child, live_server: LiveServer) -> Iterator[Page]:
    """A browser on a desktop, logged in, at the summary of a long case."""
    a_long_case(child)
    cookie = next(iter(client_of(make_member(child.family)).cookies.values()))
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="en-GB")
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("summary", args=[child.pk]))
    yield page
    context.close()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_first_sheet_of_paper_holds_the_whole_case(printer: Page, paper: str) -> None:
    printer.evaluate("document.querySelector('.sheet-log').remove()")
    assert len(PAGES.findall(printer.pdf(format=paper))) == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_short_log_stays_on_the_first_sheet(printer: Page) -> None:
    printer.evaluate("document.querySelector('.sheet-pictures').remove()")
    printer.evaluate(
        "document.querySelectorAll('.sheet-log tr').forEach((row, n) => n < 6 || row.remove())"
    )
    assert len(PAGES.findall(printer.pdf(format="A4"))) == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_paper_shows_the_sheet_and_nothing_of_the_app(printer: Page) -> None:
    printer.emulate_media(media="print")
    assert printer.locator(".sheet-name").is_visible()
    for part in (".topbar", ".tabs", ".foot", ".summary-tools"):
        assert printer.locator(part).is_hidden(), part


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_button_prints(printer: Page) -> None:
    printer.evaluate("window.print = () => { document.title = 'printed' }")
    assert printer.get_by_text("use your browser's print").is_hidden()
    printer.get_by_role("button", name="Print").click()
    assert printer.title() == "printed"
