"""Countries and time zones to choose from, read from the ``tzdata`` package."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

UTC = "UTC"

_ZONE_OF_MOST = {
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "RU": "Europe/Moscow",
    "UA": "Europe/Kyiv",
    "UZ": "Asia/Tashkent",
}
"""The zone of most people in a country, where it is not the first of the tz database."""

_REGION = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?-([A-Za-z]{2})$")


def _rows(table: str) -> list[list[str]]:
    text = (files("tzdata") / "zoneinfo" / table).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache
def country_names() -> dict[str, str]:
    """Returns the names of all countries by their two-letter code, sorted by name."""
    return dict(sorted(((row[0], row[1]) for row in _rows("iso3166.tab")), key=lambda row: row[1]))


@lru_cache
def _countries_by_zone() -> dict[str, str]:
    """Returns the country of each zone that is offered, grouped by country."""
    return {row[2]: row[0] for row in _rows("zone.tab")}


@lru_cache
def _renamed_zones() -> dict[str, str]:
    """Returns the present names of zones by former names, which browsers still use."""
    lines = (files("tzdata") / "zoneinfo" / "tzdata.zi").read_text(encoding="utf-8").splitlines()
    return {line.split()[2]: line.split()[1] for line in lines if line.startswith("L ")}


def known_zone(name: str) -> str:
    """Returns the present name of a zone; "" for an unknown one."""
    for zone in (name, _renamed_zones().get(name, "")):
        if zone == UTC or zone in _countries_by_zone():
            return zone
    return ""


def place_of_zone(zone: str) -> str:
    """Returns the place that a zone is named after: ``New York`` of ``America/New_York``."""
    return zone.rpartition("/")[2].replace("_", " ")


def country_of_zone(zone: str) -> str:
    """Returns the two-letter code of the zone's country; "" for an unknown zone."""
    return _countries_by_zone().get(zone, "")


def zone_of_country(country: str) -> str:
    """Returns the zone of most people in a country; UTC for an unknown one."""
    if country in _ZONE_OF_MOST:
        return _ZONE_OF_MOST[country]
    return next((zone for zone, code in _countries_by_zone().items() if code == country), UTC)


def country_of_languages(accept_language: str) -> str:
    """Returns the first region in an Accept-Language header: ``GB`` of ``en-GB,en;q=0.9``."""
    for language in accept_language.split(","):
        found = _REGION.match(language.partition(";")[0].strip())
        if found and found[1].upper() in country_names():
            return found[1].upper()
    return ""


def country_choices() -> list[tuple[str, str]]:
    return [("", _("not answered")), *country_names().items()]


@lru_cache
def _zone_groups() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for zone in sorted(_countries_by_zone()):
        area, _slash, place = zone.partition("/")
        groups[area].append((zone, place.replace("_", " ").replace("/", " – ")))
    return tuple((area, tuple(zones)) for area, zones in groups.items())


class TimeZoneField(forms.ChoiceField):
    """A zone of the tz database; former names are accepted and replaced."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            label=gettext_lazy("Time zone"),
            choices=lambda: [*_zone_groups(), (UTC, UTC)],
            help_text=gettext_lazy("Sets which day counts as “today”."),
            **kwargs,  # type: ignore[arg-type]
        )

    def prepare_value(self, value: object) -> object:
        return known_zone(value) if isinstance(value, str) else value

    def to_python(self, value: object) -> str:
        text = super().to_python(value)
        return known_zone(text) or text


class CountryField(forms.ChoiceField):
    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            label=gettext_lazy("Country"),
            choices=country_choices,
            required=False,
            help_text=gettext_lazy("For the emergency and advice numbers on “Worried now?”."),
            **kwargs,  # type: ignore[arg-type]
        )
