"""The size of a spot from two lines, and the coins that give the scale."""

from __future__ import annotations

import pytest

from tracker.domain.photos.coins import COINS, CURRENCIES, currencies_for
from tracker.domain.photos.measuring import MeasurementError, size_in_mm


@pytest.mark.parametrize(
    ("known_mm", "known_px", "spot_px", "size"),
    [
        pytest.param(23.25, 465, 40, 2.0, id="a spot beside one euro"),
        pytest.param(10, 100, 12.4, 1.2, id="rounded down"),
        pytest.param(10, 100, 12.6, 1.3, id="rounded up"),
        pytest.param(10, 10, 1000, 1000, id="as large as can be"),
        pytest.param(10, 100, 0.6, 0.1, id="as small as can be"),
    ],
)
def test_size(known_mm: float, known_px: float, spot_px: float, size: float) -> None:
    assert size_in_mm(known_mm=known_mm, known_px=known_px, spot_px=spot_px) == size


@pytest.mark.parametrize(
    ("known_mm", "known_px", "spot_px"),
    [
        pytest.param(10, 9.9, 5, id="too short to measure by"),
        pytest.param(10, 0, 5, id="no first line"),
        pytest.param(0, 100, 5, id="nothing known"),
        pytest.param(10, 100, 0, id="no second line"),
        pytest.param(10, 100, 0.4, id="rounds to nothing"),
        pytest.param(10, 10, 1001, id="larger than a baby"),
    ],
)
def test_lines_that_give_no_size(known_mm: float, known_px: float, spot_px: float) -> None:
    with pytest.raises(MeasurementError):
        size_in_mm(known_mm=known_mm, known_px=known_px, spot_px=spot_px)


@pytest.mark.parametrize("coin", COINS.values(), ids=list(COINS))
def test_a_coin_is_as_wide_as_coins_are(coin) -> None:
    assert 15 < coin.diameter_mm < 33


def test_no_coin_is_there_twice() -> None:
    assert len(COINS) == sum(len(currency.coins) for currency in CURRENCIES)


@pytest.mark.parametrize(
    ("country", "first"), [("GB", "GBP"), ("CH", "CHF"), ("FI", "EUR"), ("", "EUR"), ("XX", "EUR")]
)
def test_the_coins_of_the_country_come_first(country: str, first: str) -> None:
    found = currencies_for(country)
    assert found[0].code == first
    assert set(found) == set(CURRENCIES)
