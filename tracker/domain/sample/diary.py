"""The sample diary: a made-up baby and 120 days of what a family could have written.

It always ends on the day handed in, so that the same reminders are due on any day it is opened.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

from tracker.domain.records import (
    Child,
    Concern,
    DayNote,
    Diary,
    Exposure,
    Question,
    Visit,
)
from tracker.domain.sample import concerns
from tracker.domain.sample.days import EVENING, MORNING, SampleDays
from tracker.domain.vocabulary import GATE, SIGNS

SAMPLE_DAYS = 120
_AGE_ON_THE_FIRST_DAY = 11


def sample_diary(today: date) -> Diary:
    """Return a whole diary that ends on ``today``; equal for equal days."""
    ago = SampleDays(today)
    return Diary(
        child=Child(
            name="Juno",
            birth_date=ago(SAMPLE_DAYS + _AGE_ON_THE_FIRST_DAY),
            sex="female",
            family_atopy=("hay_fever", "eczema"),
            feeding="breast milk, a bottle at night",
            skin_tone="light brown",
            history="born at 39 weeks, 3,240 g, no problems at birth",
        ),
        concerns=tuple(
            _without_time_today(concern, today)
            for concern in (
                concerns.chin(ago),
                concerns.acne(ago),
                concerns.nappy(ago),
                concerns.nape(ago),
                concerns.elbows(ago),
                concerns.neck(ago),
            )
        ),
        day_notes=_day_notes(ago),
        exposures=_exposures(ago),
        visits=_visits(ago),
        questions=(
            Question("Is it OK that the bumps are still there?", ago(6)),
            Question("Her elbows itch at night. What will help her sleep?", ago(2)),
            Question("Is it OK to keep using the same washing powder?", ago(1)),
        ),
    )


def _without_time_today(concern: Concern, today: date) -> Concern:
    """Return the concern without today's times, which may still lie ahead when it is opened."""
    entries = (
        replace(entry, at=None) if entry.day == today else entry for entry in concern.entries
    )
    return replace(concern, entries=tuple(entries))


def _day_notes(ago: SampleDays) -> tuple[DayNote, ...]:
    """A night with fever that a visit answered, and quiet days."""
    return (
        DayNote(
            ago(70),
            at=time(20, 30),
            temperature_c=37.4,
            notes="Vaccines today; sleepy.",
            author="Nora",
        ),
        DayNote(
            ago(55),
            at=time(2, 10),
            signs={key: "no" for key in GATE if SIGNS[key].about == "child"},
            temperature_c=38.3,
            notes="Hot and cross, a runny nose. We called and went in.",
            author="Sami",
        ),
        DayNote(ago(54), at=MORNING, temperature_c=37.6, author="Nora"),
        DayNote(ago(53), at=MORNING, temperature_c=36.9, notes="Herself again.", author="Nora"),
        DayNote(ago(9), at=EVENING, temperature_c=36.8, author="Sami"),
    )


def _exposures(ago: SampleDays) -> tuple[Exposure, ...]:
    return (
        Exposure(ago(98), "wipes", "scented wipes"),
        Exposure(ago(70), "vaccine", "first vaccines"),
        Exposure(ago(55), "illness", "a cold"),
        Exposure(ago(49), "detergent", "new washing powder"),
        Exposure(ago(36), "heat", "a heat wave", "32 °C in the flat"),
        Exposure(ago(25), "illness", "runny nappies"),
        Exposure(ago(12), "clothing", "wool cardigan from Gran"),
        Exposure(ago(5), "clothing", "wool cardigan from Gran"),
    )


def _visits(ago: SampleDays) -> tuple[Visit, ...]:
    return (
        Visit(
            ago(100),
            time(10, 0),
            "Sara Holm, midwife",
            ("nape",),
            "The patch on the nape is a salmon patch. It mostly fades.",
        ),
        Visit(ago(70), time(9, 15), "Dr Lind", (), "Check-up: growing well. Vaccines."),
        Visit(
            ago(55),
            time(3, 40),
            "children's hospital, A&E",
            (),
            "A cold, home again.",
        ),
        Visit(
            ago(33),
            time(11, 0),
            "Dr Lind",
            ("elbows",),
            "Eczema. Ointment twice a day, a week of cream.",
            ago(-6),
            come_back_if=("weeping_crust",),
            come_back_words="it gets worse",
        ),
    )
