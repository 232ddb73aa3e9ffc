"""The wait of a test that would run over midnight."""

from datetime import datetime

import pytest

from tests.conftest import until_midnight


@pytest.mark.parametrize(
    ("now", "seconds"),
    [
        ("2026-12-02T23:57:59+00:00", 0),
        ("2026-12-02T23:58:00+00:00", 120),
        ("2026-12-02T23:59:59+00:00", 1),
        ("2026-12-03T00:00:00+00:00", 0),
        ("2026-12-03T00:59:30+01:00", 30),
    ],
)
def test_the_last_two_minutes_of_a_day_are_waited_for(now: str, seconds: float) -> None:
    assert until_midnight(datetime.fromisoformat(now)) == seconds
