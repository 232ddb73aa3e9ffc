"""What the browser tells before anybody has said where they live."""

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


def time_zone_and_country(request: HttpRequest, said_zone: str = "") -> TimeZoneAndCountry:
    """From the time zone that the page's script sent; without script from the languages."""
    zone = known_zone(said_zone)
    country = country_of_zone(zone) or country_of_languages(
        request.headers.get("Accept-Language", "")
    )
    return TimeZoneAndCountry(zone or zone_of_country(country), country)
