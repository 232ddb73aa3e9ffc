"""Guesses a visitor's time zone and country from the browser."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from tracker.forms.places import (
    country_of_languages,
    country_of_zone,
    known_zone,
    zone_of_country,
)


@dataclass(frozen=True)
class TimeZoneAndCountry:
    time_zone: str
    country: str


def time_zone_and_country(request: HttpRequest, browser_zone: str = "") -> TimeZoneAndCountry:
    """Guesses from the time zone that the page's script sent, else from Accept-Language."""
    zone = known_zone(browser_zone)
    country = country_of_zone(zone) or country_of_languages(
        request.headers.get("Accept-Language", "")
    )
    return TimeZoneAndCountry(zone or zone_of_country(country), country)
