"""The product and the second engine say the same about random diaries."""

import pytest

from .compare import differences


@pytest.mark.parametrize("block", range(15))
def test_the_same_flags_in_the_same_order(block: int) -> None:
    """Ten diaries each; more of them with ``python -m tests.reference.compare``."""
    assert [line for place in range(10) for line in differences(f"{block}-{place}")[0]] == []
