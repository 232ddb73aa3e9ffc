"""The answers of the last seven days, and of the seven before."""

from __future__ import annotations

from tests.domain.builders import concern, day, entry, worse
from tracker.domain.spells import Course
from tracker.domain.summary import TickCount, last_week, week_before

AS_OF = day("2026-05-14")


def test_each_week_has_its_seven_days() -> None:
    """The 7 May is the last day of the week before, the 1 May the first."""
    rash = concern(
        "eczema",
        "2026-04-01",
        entry("2026-04-30", itch=3),
        entry("2026-05-01", itch=2),
        entry("2026-05-07", itch=0),
        entry("2026-05-08", itch=1),
        worse("2026-05-14", scratched=False),
        entry("2026-05-15", itch=3),
    )
    days = Course.of(rash).days
    assert [row for row in last_week(days, AS_OF) if row.answered] == [
        TickCount("worse", 1, 1),
        TickCount("scratched", 0, 1),
        TickCount("itchy", 1, 1),
    ]
    assert [row for row in week_before(days, AS_OF) if row.answered] == [TickCount("itchy", 1, 2)]


def test_a_week_without_an_entry_is_empty() -> None:
    days = Course.of(concern("eczema", "2026-04-01", entry("2026-05-10"))).days
    assert week_before(days, AS_OF) == ()
