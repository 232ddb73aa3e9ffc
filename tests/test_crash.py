"""A killed server keeps all that it had accepted; bench/crash.py kills it more often."""

from __future__ import annotations

import random
from pathlib import Path

from tests.crash import Household


def test_what_was_answered_is_there_whole_after_each_kill(tmp_path: Path) -> None:
    household = Household(tmp_path / "here", DEBUG="true")  # DEBUG: compresses no static files
    for number in range(1, 4):
        household.write_until_killed(entries=4, seconds=random.uniform(0, 0.2))
        assert household.problems() == []
        assert len(household.accepted) >= 4 * number
