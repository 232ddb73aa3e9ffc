"""The choice of a summary, as an address says it."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict

from tests.domain.builders import concern, diary, entry, visit
from tracker.domain.records import Photo
from tracker.domain.summary import Choice, Span, default_span
from tracker.forms.summary import SummaryForm

TODAY = date(2026, 5, 10)
DIARY = diary(
    concern("milia", "2026-04-18", entry("2026-05-01", photos=(Photo("a"), Photo("b")))),
    concern("eczema", "2026-04-20", entry("2026-05-02", photos=(Photo("c"),)), id="c2"),
    visit("2026-05-06"),
)
USUAL = default_span(DIARY, TODAY)


def asked(query: str, written=DIARY, today=TODAY, country="GB") -> SummaryForm:
    form = SummaryForm(QueryDict(query), written, today, country)
    assert form.is_valid(), form.errors
    return form


def span(start: tuple[int, int], end: tuple[int, int] = (5, 10)) -> Span:
    return Span(date(2026, *start), date(2026, *end))


@pytest.mark.parametrize(
    ("query", "choice", "canonical"),
    [
        ("", Choice(USUAL), "paper=a4"),
        ("days=usual", Choice(USUAL), "paper=a4"),
        ("days=recent", Choice(span((4, 11))), "days=recent&paper=a4"),
        ("days=visit&log=yes", Choice(span((5, 6))), "days=visit&paper=a4"),
        ("days=nonsense", Choice(USUAL), "paper=a4"),
        (
            "start=2026-05-01&end=2026-05-02",
            Choice(span((5, 1), (5, 2))),
            "start=2026-05-01&end=2026-05-02&paper=a4",
        ),
        (
            "days=recent&start=2026-04-11&end=2026-05-10",
            Choice(span((4, 11))),
            "days=recent&paper=a4",
        ),
        (
            "days=recent&start=2026-04-12&end=2026-05-10",
            Choice(span((4, 12))),
            "start=2026-04-12&end=2026-05-10&paper=a4",
        ),
        (
            "end=2026-05-02",
            Choice(Span(USUAL.start, date(2026, 5, 2))),
            "start=2026-04-11&end=2026-05-02&paper=a4",
        ),
        ("concern=c1&concern=c2", Choice(USUAL), "paper=a4"),
        ("concern=c2&concern=gone", Choice(USUAL, ("c2",)), "concern=c2&paper=a4"),
        ("concern=gone", Choice(USUAL), "paper=a4"),
        (
            "picked=c&picked=gone&picked=a",
            Choice(USUAL, picked=("a", "c")),
            "picked=a&picked=c&paper=a4",
        ),
        (
            "concern=c1&picked=a&picked=c",
            Choice(USUAL, ("c1",), picked=("a",)),
            "concern=c1&picked=a&paper=a4",
        ),
        (
            "photos=yes&log=no&notes=no&paper=letter",
            Choice(USUAL, None, False, (), False, True, "letter"),
            "notes=no&log=no&photos=yes&paper=letter",
        ),
        ("photos=2&log=&notes=x&paper=a5", Choice(USUAL), "paper=a4"),
    ],
)
def test_a_query_is_a_choice_that_is_said_in_one_way_only(query, choice, canonical):
    form = asked(query)
    assert (form.choice, form.query) == (choice, canonical)
    again = asked(form.query)
    assert (again.choice, again.query) == (choice, canonical)


@pytest.mark.parametrize(
    ("query", "country", "usual"),
    [
        ("", "GB", True),
        ("", "US", True),
        ("paper=a4", "US", False),
        ("days=all", "GB", False),
        ("notes=yes&log=yes&concern=c1&concern=c2", "GB", True),
        ("concern=c1", "GB", False),
    ],
)
def test_what_the_usual_choice_is(query, country, usual):
    assert asked(query, country=country).is_default is usual


def test_without_a_country_the_paper_that_was_chosen_stays():
    assert asked(asked("", country="US").query, country="").choice.paper == "letter"


def test_a_quick_choice_keeps_all_else():
    form = asked("concern=c1&notes=no&picked=b")
    visited, recent, _everything = form.quick_choices
    assert recent.query == "days=recent&concern=c1&notes=no&picked=b&paper=a4"
    assert [choice.is_current for choice in asked(visited.query).quick_choices] == [
        True,
        False,
        False,
    ]


def photos_by_concern(form: SummaryForm) -> dict[str, list[tuple[str, bool]]]:
    return {
        title: [(photo.photo.file, "picked" in photo.kinds) for photo in photos]
        for title, photos in form.photos_by_concern(DIARY)
    }


def test_the_photos_of_the_days_and_concerns_chosen_are_offered_and_what_was_picked():
    assert photos_by_concern(asked("picked=b")) == {
        "milk spots": [("b", True), ("a", False)],
        "eczema": [("c", False)],
    }
    late = asked("start=2026-05-02&end=2026-05-10&picked=b&concern=c1")
    assert photos_by_concern(late) == {"milk spots": [("b", True)]}
