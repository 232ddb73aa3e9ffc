"""The example diaries, imported: Today shows exactly the flags that each of them expects."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from time_machine import TimeMachineFixture

from tests.factories import client_of, make_family, make_member
from tracker.actions.importing import import_diary
from tracker.domain.rules import URGENT_KEYS
from tracker.formats import day_text
from tracker.interchange import read_diary
from tracker.models import User

pytestmark = pytest.mark.django_db

EXAMPLES = sorted((Path(__file__).parents[2] / "data").glob("*.json"))
DAYS = [
    pytest.param(path, day, id=f"{path.stem} on {day}")
    for path in EXAMPLES
    for day in json.loads(path.read_text())["expected"]["flags"]
]
LONDON = ZoneInfo("Europe/London")

ONE_DAY = timedelta(days=1)

FLAG = re.compile(r'class="flag flag-(\w+).*?(?=class="flag flag-|class="standing")', re.DOTALL)
RULE = re.compile(r'name="rule" value="(\w+)"')


@pytest.fixture
def owner() -> User:
    return make_member(make_family(time_zone="Europe/London"))


def test_there_are_four_examples() -> None:
    assert len(EXAMPLES) == 4


@pytest.mark.parametrize(("path", "day"), DAYS)
def test_today_shows_what_the_example_expects(
    owner: User, time_machine: TimeMachineFixture, path: Path, day: str
) -> None:
    as_of = date.fromisoformat(day)
    diary = read_diary(path.read_bytes(), date(2026, 7, 1))
    child = import_diary(diary=diary, family=owner.families.get(), by=owner).child
    time_machine.move_to(datetime.combine(as_of, time(12), LONDON), tick=False)
    html = client_of(owner).get(reverse("today", args=[child.pk])).content.decode()
    flags = list(FLAG.finditer(html))
    expected = json.loads(path.read_text())["expected"]["flags"][day]
    # an urgent sign of an earlier day is asked about, below what is due
    asked = [
        row
        for row in expected
        if row["rule"] in URGENT_KEYS and date.fromisoformat(row["since"]) < as_of - ONE_DAY
    ]
    expected = [row for row in expected if row not in asked] + asked
    assert [(flag[1], RULE.findall(flag[0])) for flag in flags] == [
        ("earlier" if row in asked else row["level"], [row["rule"]]) for row in expected
    ]
    for flag, row in zip(flags, expected, strict=True):
        assert day_text(date.fromisoformat(row["since"])) in flag[0]
        assert ("You last noted it on" in flag[0]) == (not row["confirmed"])
