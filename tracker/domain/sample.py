"""The sample diary: a made-up baby and 120 days of what a family could have written.

It always ends on the day handed in, so that the same reminders are due on any day it is opened.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from tracker.domain.records import (
    Care,
    Child,
    Concern,
    DayNote,
    Diary,
    Entry,
    Exposure,
    FormerName,
    Question,
    Spot,
    Visit,
)

SAMPLE_DAYS = 120
_AGE_ON_THE_FIRST_DAY = 11
_MORNING = time(7, 40)
_EVENING = time(19, 15)
_BOTH = ("Nora", "Sami")
"""Who writes, in turns; the names are made up like the rest."""

_SPOT_SIGNS = ("nonblanching", "blister", "spreading_redness", "painful")


@dataclass(frozen=True)
class _SampleDays:
    """Days of the sample by how many days before its last day they lie."""

    today: date

    def __call__(self, ago: int) -> date:
        return self.today - timedelta(days=ago)


def sample_diary(today: date) -> Diary:
    """A whole diary that ends on ``today``. The same day gives the same diary."""
    ago = _SampleDays(today)
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
                _chin(ago),
                _acne(ago),
                _nappy(ago),
                _nape(ago),
                _elbows(ago),
                _neck(ago),
            )
        ),
        day_notes=_day_notes(ago),
        exposures=_exposures(ago),
        visits=_visits(ago),
        questions=(
            Question("Can the bumps on the chin stay this long?", ago(6)),
            Question("The elbows itch at night. What helps her to sleep?", ago(2)),
            Question("Is it all right to go on with the same washing powder?", ago(1)),
        ),
    )


def _without_time_today(concern: Concern, today: date) -> Concern:
    """Nobody knows what time it is when the sample is opened: today's evening may not have come."""
    entries = (
        replace(entry, at=None) if entry.day == today else entry for entry in concern.entries
    )
    return replace(concern, entries=tuple(entries))


def _chin(ago: _SampleDays) -> Concern:
    """Milk spots that pass the three months."""

    def entries() -> Iterator[Entry]:
        for turn, day in enumerate(range(117, -1, -4)):
            count = max(6, 14 - turn // 4)
            yield Entry(
                ago(day),
                "present",
                at=_EVENING if turn % 2 else _MORNING,
                trend="new" if turn == 0 else "better" if turn % 9 == 8 else "same",
                severity=1,
                itch=0,
                appearance=("raised", "white"),
                spots=(
                    Spot("chin", "middle", "face", 0.5, 0.79, count, 2, "chin"),
                    *((Spot("nose", "left", "face", 0.54, 0.55, 3, 1, "nose"),) * (turn < 12)),
                ),
                signs=_no(_SPOT_SIGNS) if turn % 5 == 0 else {},
                notes=_CHIN_NOTES.get(turn, ""),
                author=_BOTH[turn % 2],
            )

    return Concern("chin", "milia", ago(118), "bumps on the chin", entries=tuple(entries()))


_CHIN_NOTES = {
    0: "Tiny white pearls, hard, no redness. Grandma had them too, she says.",
    11: "Those on the nose are nearly gone.",
    29: "Still the same little ones on the chin.",
}


def _acne(ago: _SampleDays) -> Concern:
    """Baby acne that came and went."""

    def entries() -> Iterator[Entry]:
        strength = (1, 1, 2, 2, 2, 1, 1, 1, 0)
        for turn, day in enumerate(range(105, 78, -3)):
            yield Entry(
                ago(day),
                "present",
                at=_EVENING,
                trend=("new", "worse", "worse", "same", "same", "better", "better")[min(turn, 6)],
                severity=strength[turn],
                itch=0,
                appearance=("raised", "pink_red") + (("pus_filled",) if turn == 3 else ()),
                spots=(
                    Spot("cheek", "both", count=8 + 3 * strength[turn], size_mm=2, track="cheeks"),
                    Spot("forehead", "middle", "face", 0.5, 0.33, 4, 1, "forehead"),
                ),
                author=_BOTH[turn % 2],
            )
        yield Entry(
            ago(76), "clear", at=_EVENING, notes="All gone, soft skin again.", author=_BOTH[0]
        )

    return Concern(
        "acne",
        "baby_acne",
        ago(105),
        "pimples on the cheeks",
        entries=tuple(entries()),
        care=(
            Care(
                "washing",
                ago(103),
                ago(76),
                product="warm water, soft cloth",
                outcome="better",
                notes="No cream, no scrubbing.",
            ),
        ),
    )


def _nappy(ago: _SampleDays) -> Concern:
    """Nappy rash that comes back twice."""
    spells = (
        (96, (1, 2, 2, 1)),
        (61, (2, 2, 1)),
        (24, (1, 2, 3, 2, 1)),
    )

    def entries() -> Iterator[Entry]:
        for number, (begin, strengths) in enumerate(spells):
            for turn, strength in enumerate(strengths):
                before = strengths[turn - 1] if turn else strength
                yield Entry(
                    ago(begin - turn),
                    "present",
                    at=_MORNING,
                    trend="new" if turn == 0 else _trend(before, strength),
                    severity=strength,
                    scratched=False,
                    appearance=("flat", "pink_red"),
                    spots=(Spot("bottom", "both", track="bottom"),),
                    signs=_no((*_SPOT_SIGNS, "pus")) if strength > 1 else {},
                    notes="After the runny nappies." if number == 2 and turn == 0 else "",
                    author=_BOTH[(number + turn) % 2],
                )
            yield Entry(ago(begin - len(strengths)), "clear", at=_MORNING, author=_BOTH[number % 2])

    return Concern(
        "nappy",
        "diaper_rash",
        ago(96),
        entries=tuple(entries()),
        care=(
            Care("barrier_cream", ago(95), ago(91), product="zinc cream", outcome="better"),
            Care("barrier_cream", ago(61), ago(57), product="zinc cream", outcome="better"),
            Care(
                "removed_trigger",
                ago(22),
                product="wipes with scent",
                outcome="better",
                notes="Water and cotton wool instead.",
            ),
        ),
    )


def _nape(ago: _SampleDays) -> Concern:
    """A birthmark that a doctor named and nobody worries about."""

    def entries() -> Iterator[Entry]:
        for turn, day in enumerate((116, 88, 52, 20)):
            yield Entry(
                ago(day),
                "present",
                trend="same",
                severity=0 if turn > 1 else 1,
                appearance=("flat", "pink_red"),
                spots=(Spot("neck", "middle", "back", 0.5, 0.35, 1, 22, "nape"),),
                author=_BOTH[turn % 2],
            )

    return Concern(
        "nape",
        "salmon_patch",
        ago(116),
        "pink patch on the nape",
        "doctor",
        entries=tuple(entries()),
    )


def _elbows(ago: _SampleDays) -> Concern:
    """A patch that a doctor called eczema and that gets worse."""
    course = (
        (48, 1, 1, "new"),
        (45, 1, 1, "same"),
        (42, 2, 2, "worse"),
        (39, 2, 2, "same"),
        (35, 2, 2, "same"),
        (31, 1, 1, "better"),
        (27, 1, 1, "same"),
        (23, 1, 0, "better"),
        (19, 1, 1, "same"),
        (15, 1, 1, "same"),
        (11, 1, 2, "worse"),
        (8, 2, 2, "same"),
        (4, 2, 2, "worse"),
        (1, 2, 3, "worse"),
    )

    def entries() -> Iterator[Entry]:
        for turn, (day, severity, itch, trend) in enumerate(course):
            yield Entry(
                ago(day),
                "present",
                at=_EVENING,
                trend=trend,
                severity=severity,
                itch=itch,
                sleep_lost=itch > 1 and turn > 9,
                scratched=itch > 1,
                dry=True,
                appearance=("dry", "scaly", "pink_red") if severity > 1 else ("dry", "pink_red"),
                spots=(
                    Spot("elbow_fold", "left", "front", 0.77, 0.5225, 1, 25, "left elbow"),
                    *(
                        (Spot("elbow_fold", "right", "front", 0.23, 0.5225, 1, 18, "right elbow"),)
                        * (turn > 1)
                    ),
                ),
                signs=_no((*_SPOT_SIGNS, "pus", "weeping_crust")) if turn % 3 == 0 else {},
                notes="Rubs her arms on the sheet all night." if turn == 13 else "",
                author=_BOTH[turn % 2],
            )

    return Concern(
        "elbows",
        "eczema",
        ago(48),
        "dry patches in the elbow folds",
        "doctor",
        former_names=(FormerName("unsure_rash", "parent", ago(33)),),
        entries=tuple(entries()),
        care=(
            Care(
                "moisturiser", ago(44), product="plain ointment, after the bath", outcome="better"
            ),
            Care("steroid", ago(33), ago(26), product="1 %", prescribed=True, outcome="better"),
        ),
    )


def _neck(ago: _SampleDays) -> Concern:
    """A rash of unknown kind that lasts longer than four weeks."""

    def entries() -> Iterator[Entry]:
        for turn, day in enumerate(range(34, -1, -2)):
            yield Entry(
                ago(day),
                "present",
                at=_EVENING,
                trend="new" if turn == 0 else "better" if turn in (6, 12) else "same",
                severity=1 if turn < 12 else 0,
                itch=0,
                appearance=("flat", "pink_red"),
                spots=(
                    Spot("neck", "left", "face", 0.62, 0.88, None, None, "neck left"),
                    Spot("chest", "middle", "front", 0.5, 0.46, None, None, "chest"),
                ),
                signs=_no(_SPOT_SIGNS) if turn % 4 == 0 else {},
                notes="In the folds, where the milk runs." if turn == 0 else "",
                author=_BOTH[turn % 2],
            )

    return Concern(
        "neck", "unsure_rash", ago(34), "red folds at the neck", entries=tuple(entries())
    )


def _day_notes(ago: _SampleDays) -> tuple[DayNote, ...]:
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
            signs={"unwell": "no", "breathing_difficulty": "no", "feeding_less": "no"},
            temperature_c=38.3,
            notes="Hot and cross, a runny nose. We called and went in.",
            author="Sami",
        ),
        DayNote(ago(54), at=_MORNING, temperature_c=37.6, author="Nora"),
        DayNote(ago(53), at=_MORNING, temperature_c=36.9, notes="Herself again.", author="Nora"),
        DayNote(ago(9), at=_EVENING, temperature_c=36.8, author="Sami"),
    )


def _exposures(ago: _SampleDays) -> tuple[Exposure, ...]:
    return (
        Exposure(ago(98), "wipes", "wipes with scent"),
        Exposure(ago(70), "vaccine", "first vaccines"),
        Exposure(ago(55), "illness", "a cold"),
        Exposure(ago(49), "detergent", "new washing powder"),
        Exposure(ago(36), "heat", "a heat wave", "32 °C in the flat"),
        Exposure(ago(25), "illness", "runny nappies"),
        Exposure(ago(12), "clothing", "wool cardigan from Grandma"),
    )


def _visits(ago: _SampleDays) -> tuple[Visit, ...]:
    return (
        Visit(
            ago(100),
            time(10, 0),
            "Sara Holm, midwife",
            ("nape",),
            "The patch on the nape is a salmon patch. It mostly fades.",
        ),
        Visit(ago(70), time(9, 15), "Dr Lind", (), "Check-up: grows well. Vaccines."),
        Visit(
            ago(55),
            time(3, 40),
            "children's hospital, emergency",
            (),
            "A cold, home again.",
        ),
        Visit(
            ago(33),
            time(11, 0),
            "Dr Lind",
            ("elbows",),
            "Eczema. Ointment twice a day, a week of cream. Come back if it gets worse.",
            ago(-6),
        ),
    )


def _trend(before: int, now: int) -> str:
    if now == before:
        return "same"
    return "worse" if now > before else "better"


def _no(signs: tuple[str, ...]) -> dict[str, str]:
    """Looked for, and not seen."""
    return dict.fromkeys(signs, "no")
