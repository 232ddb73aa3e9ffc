"""The texts of ages in the summary."""

from datetime import date

import pytest

from tests.domain.builders import day
from tracker.domain.records import Child
from tracker.domain.summary import age
from tracker.domain.summary.ages import corrected_age, gestation


@pytest.mark.parametrize(
    ("born", "on", "text"),
    [
        ("2026-01-10", "2026-01-10", "0 days"),
        ("2026-01-10", "2026-01-11", "1 day"),
        ("2026-01-10", "2026-01-23", "13 days"),
        ("2026-01-10", "2026-01-24", "2 weeks"),
        ("2026-01-10", "2026-03-17", "9 weeks 3 days"),
        ("2026-01-10", "2026-04-09", "12 weeks 5 days"),
        ("2026-01-10", "2026-04-10", "3 months"),
        ("2026-01-10", "2026-04-16", "3 months"),
        ("2026-01-10", "2026-04-24", "3 months 2 weeks"),
        ("2026-01-10", "2027-01-09", "11 months 4 weeks"),
        ("2026-01-10", "2027-01-31", "12 months"),
        ("2026-01-10", "2028-01-09", "23 months"),
        ("2026-01-10", "2028-01-10", "2 years"),
        ("2026-01-10", "2029-02-10", "3 years 1 month"),
        ("2025-11-30", "2026-02-27", "12 weeks 5 days"),
        ("2025-11-30", "2026-02-28", "3 months"),
        ("2024-02-29", "2026-02-28", "2 years"),
    ],
)
def test_ages_are_told_in_weeks_then_months_then_years(born, on, text):
    assert str(age(day(born), day(on))) == text


@pytest.mark.parametrize(
    ("due", "on", "text"),
    [
        (None, "2026-05-20", "None"),
        ("2026-01-31", "2026-05-20", "None"),
        ("2026-02-01", "2026-05-20", "3 months 2 weeks"),
        ("2026-03-10", "2026-03-09", "due date in 1 day"),
        ("2026-03-10", "2026-03-10", "0 days"),
        ("2026-03-10", "2028-03-09", "23 months"),
        ("2026-03-10", "2028-03-10", "None"),
    ],
    ids=["no due date", "37 weeks", "36 weeks 6 days", "before", "on it", "under two", "two years"],
)
def test_the_age_is_corrected_where_the_child_came_before_37_weeks_until_two(due, on, text):
    child = Child("Iris", date(2026, 1, 10), due and day(due))
    assert str(corrected_age(child, day(on))) == text


def test_the_length_of_the_pregnancy_comes_from_the_due_date():
    born_early = Child("Iris", date(2026, 1, 10), date(2026, 3, 1))
    text = "born at 32 weeks 6 days of pregnancy (due 1 March 2026)"
    assert str(gestation(born_early)) == text
    assert gestation(Child("Iris", date(2026, 1, 10))) is None
