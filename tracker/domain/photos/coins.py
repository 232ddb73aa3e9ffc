"""Coins that give a photo its scale, with the diameter in mm that the mint publishes.

Round coins only: the width of a coin with corners (the British pound, the Australian 50 cents)
depends on how it lies.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tracker.domain.phrases import Phrase
from tracker.domain.phrases import phrase as _


@dataclass(frozen=True)
class Coin:
    """A round coin. ``name`` is the value printed on it and is not translated."""

    key: str
    name: str
    diameter_mm: float


@dataclass(frozen=True)
class Currency:
    """A currency with its coins. ``countries``: ISO 3166 codes of two letters."""

    code: str
    name: Phrase
    countries: frozenset[str]
    coins: tuple[Coin, ...]


def _currency(code: str, name: Phrase, countries: str, diameters: Mapping[str, float]) -> Currency:
    coins = tuple(Coin(f"{code} {coin}", coin, size) for coin, size in diameters.items())
    return Currency(code, name, frozenset(countries.split()), coins)


_EURO_COUNTRIES = (
    "AD AT AX BE BG BL CY DE EE ES FI FR GF GP GR HR IE IT LT LU LV MC ME MF MQ MT NL PM PT RE SI"
    " SK SM VA XK YT"
)

CURRENCIES: tuple[Currency, ...] = (
    _currency(
        "EUR",
        _("Euro"),
        _EURO_COUNTRIES,
        {
            "1 cent": 16.25,
            "2 cent": 18.75,
            "5 cent": 21.25,
            "10 cent": 19.75,
            "20 cent": 22.25,
            "50 cent": 24.25,
            "1 €": 23.25,
            "2 €": 25.75,
        },
    ),
    _currency(
        "GBP",
        _("Pound sterling"),
        "GB GG IM JE",
        {"1p": 20.3, "2p": 25.9, "5p": 18.0, "10p": 24.5, "£2": 28.4},
    ),
    _currency(
        "USD",
        _("US dollar"),
        "US AS EC GU MH MP PR PW SV VI",
        {"1 ¢": 19.05, "5 ¢": 21.21, "10 ¢": 17.91, "25 ¢": 24.26, "50 ¢": 30.61, "$1": 26.49},
    ),
    _currency(
        "CAD",
        _("Canadian dollar"),
        "CA",
        {"5 ¢": 21.2, "10 ¢": 18.03, "25 ¢": 23.88, "$2": 28.0},
    ),
    _currency(
        "AUD",
        _("Australian dollar"),
        "AU CC CX KI NF NR TV",
        {"5 c": 19.41, "10 c": 23.6, "20 c": 28.65, "$1": 25.0, "$2": 20.5},
    ),
    _currency(
        "NZD",
        _("New Zealand dollar"),
        "NZ CK NU PN TK",
        {"10 c": 20.5, "50 c": 24.75, "$1": 23.0, "$2": 26.5},
    ),
    _currency(
        "CHF",
        _("Swiss franc"),
        "CH LI",
        {
            "5 Rp.": 17.15,
            "10 Rp.": 19.15,
            "20 Rp.": 21.05,
            "½ Fr.": 18.2,
            "1 Fr.": 23.2,
            "2 Fr.": 27.4,
            "5 Fr.": 31.45,
        },
    ),
    _currency(
        "SEK",
        _("Swedish krona"),
        "SE",
        {"1 kr": 19.5, "2 kr": 22.5, "5 kr": 23.75, "10 kr": 20.5},
    ),
    _currency(
        "NOK",
        _("Norwegian krone"),
        "NO SJ",
        {"1 kr": 21.0, "5 kr": 26.0, "10 kr": 24.0, "20 kr": 27.5},
    ),
    _currency(
        "DKK",
        _("Danish krone"),
        "DK FO GL",
        {"1 kr": 20.25, "2 kr": 24.5, "5 kr": 28.5, "10 kr": 23.35, "20 kr": 27.0},
    ),
    _currency("PLN", _("Polish zloty"), "PL", {"1 zł": 23.0, "2 zł": 21.5, "5 zł": 24.0}),
    _currency(
        "JPY",
        _("Japanese yen"),
        "JP",
        {"¥1": 20.0, "¥5": 22.0, "¥10": 23.5, "¥50": 21.0, "¥100": 22.6},
    ),
)

COINS: Mapping[str, Coin] = MappingProxyType(
    {coin.key: coin for currency in CURRENCIES for coin in currency.coins}
)


def currencies_for(country: str) -> tuple[Currency, ...]:
    """Return all currencies, those of the country (two letters) first."""
    return tuple(sorted(CURRENCIES, key=lambda currency: country not in currency.countries))
