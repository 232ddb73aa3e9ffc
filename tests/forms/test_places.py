"""Countries and time zones as browsers name them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from tracker.forms.places import (
    country_choices,
    country_names,
    country_of_languages,
    country_of_zone,
    known_zone,
    zone_of_country,
)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/London", "Europe/London"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("UTC", "UTC"),
        ("", ""),
        ("Mars/Olympus", ""),
        ("../../etc/passwd", ""),
    ],
)
def test_a_zone_has_the_name_of_the_list(name, zone):
    assert known_zone(name) == zone


@pytest.mark.parametrize(
    ("header", "country"),
    [
        ("en-GB,en;q=0.9", "GB"),
        ("de,en-US;q=0.7", "US"),
        ("zh-Hant-TW", "TW"),
        ("pt-br", "BR"),
        ("de", ""),
        ("en-XX", ""),
        ("", ""),
        ("*;q=0.5, ,;;", ""),
    ],
)
def test_the_region_of_the_languages(header, country):
    assert country_of_languages(header) == country


def test_every_country_has_a_zone_of_the_list():
    zones = {country: zone_of_country(country) for country in country_names()}
    assert [country for country, zone in zones.items() if known_zone(zone) != zone] == []
    assert all(ZoneInfo(zone) for zone in zones.values())


@pytest.mark.parametrize(
    ("country", "zone"),
    [("AU", "Australia/Sydney"), ("CA", "America/Toronto"), ("BR", "America/Sao_Paulo")],
)
def test_the_zone_is_that_of_most_people(country, zone):
    assert zone_of_country(country) == zone
    assert country_of_zone(zone) == country


def test_no_country_need_be_said():
    assert country_choices()[0][0] == ""
    assert country_of_zone("UTC") == ""
    assert zone_of_country("") == "UTC"
