"""Two more sample cases, for the doctor's page: bumps after baby acne, and a newborn with pus."""

from __future__ import annotations

from datetime import date, time, timedelta

from tests.cases import AS_OF
from tracker.domain import records
from tracker.domain.records import (
    Care,
    Concern,
    DayNote,
    Diary,
    Entry,
    Exposure,
    Question,
    Spot,
    Visit,
)


def chin_bumps_diary() -> Diary:
    """A baby of five months with small bumps on the chin; the baby acne before them is gone."""
    acne = Concern(
        "acne",
        "baby_acne",
        _ago(125),
        "baby acne on her cheeks",
        entries=(
            Entry(_ago(125), "present", trend="new", severity=1, author="Ada"),
            Entry(_ago(120), "present", trend="worse", severity=2, author="Ada"),
            Entry(_ago(80), "clear", author="Ada"),
        ),
    )
    written = (
        (40, "new", 1, 4, None),
        (33, "same", 1, 5, 0),
        (20, "worse", 1, 8, 0),
        (5, "same", 1, 7, 0),
        (3, "better", 0, 6, None),
        (0, "same", 0, 6, 0),
    )
    bumps = Concern(
        "bumps",
        "unsure_bumps",
        _ago(40),
        "little bumps on her chin",
        entries=tuple(
            Entry(
                _ago(days),
                "present",
                trend=trend,
                severity=severity,
                itch=itch,
                scratched=False if days < 20 else None,
                appearance=("raised", "white"),
                spots=(Spot("chin", "middle", "face", 0.5, 0.77, count, 1.5, "chin"),),
                signs=dict.fromkeys(("pus", "spreading_redness"), "no") if days == 33 else {},
                notes="Hard like grains of sand." if days == 40 else "",
                author="Ada",
            )
            for days, trend, severity, count, itch in written
        ),
        care=(
            Care("washing", _ago(38), product="warm water"),
            Care("moisturiser", _ago(25), _ago(10), product="almond oil", outcome="worse"),
        ),
    )
    return Diary(
        child=records.Child(
            name="Juna",
            birth_date=date(2025, 12, 8),
            sex="female",
            family_atopy=("hay_fever",),
            feeding="breast milk",
        ),
        concerns=(acne, bumps),
        exposures=(Exposure(_ago(20), "soap", "new baby wash"),),
        visits=(Visit(_ago(100), time(9), "Dr Lind", ("acne",), "Baby acne: wait."),),
        questions=(Question("Are these milk spots?", _ago(1)),),
    )


def pus_spots_diary() -> Diary:
    """A baby of ten days with spots of pus and 38.4 °C in the night."""
    spots = Concern(
        "spots",
        "unsure_rash",
        _ago(1),
        "spots under his nappy",
        entries=(
            Entry(
                _ago(1),
                "present",
                at=time(19, 15),
                trend="new",
                severity=1,
                appearance=("raised", "pink_red"),
                spots=(Spot("belly", "middle", "front", 0.5, 0.58, 4, 2),),
                notes="Small red spots.",
                author="Ada",
            ),
            Entry(
                AS_OF,
                "present",
                at=time(3, 10),
                trend="worse",
                severity=2,
                appearance=("raised", "pus_filled"),
                spots=(Spot("belly", "middle", "front", 0.5, 0.58, 12, 3),),
                signs={"pus": "yes", "spreading_redness": "yes", "blister": "no"},
                temperature_c=38.4,
                notes="Now yellow heads. He drinks less.",
                author="Ada",
            ),
        ),
    )
    return Diary(
        child=records.Child(name="Emil", birth_date=_ago(10), sex="male", feeding="breast milk"),
        concerns=(spots,),
        day_notes=(DayNote(AS_OF, at=time(3, 20), signs={"feeding_less": "yes", "floppy": "no"}),),
        questions=(Question("Do we have to come in tonight?", AS_OF),),
    )


def _ago(days: int) -> date:
    return AS_OF - timedelta(days=days)
