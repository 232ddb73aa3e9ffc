"""The concerns of the sample diary."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain.records import (
    Care,
    Concern,
    Entry,
    FormerName,
    Spot,
)
from tracker.domain.sample.days import AUTHORS, EVENING, MORNING, SampleDays
from tracker.domain.vocabulary import GATE, GLASS_TEST

_NONE_SEEN = {GLASS_TEST: "no", **dict.fromkeys(GATE, "no")}
"""The answers of a look with a glass test, at which none of the short question was seen."""


def chin(ago: SampleDays) -> Concern:
    """Milk spots that last longer than three months."""

    def entries() -> Iterator[Entry]:
        for index, day in enumerate(range(117, -1, -4)):
            count = max(6, 14 - index // 4)
            yield Entry(
                ago(day),
                "present",
                at=EVENING if index % 2 else MORNING,
                trend="new" if index == 0 else "better" if index % 9 == 8 else "same",
                severity=1,
                itch=0,
                appearance=("raised", "white"),
                spots=(
                    Spot("chin", "middle", "face", 0.5, 0.79, count, 2, "chin"),
                    *((Spot("nose", "left", "face", 0.54, 0.55, 3, 1, "nose"),) * (index < 12)),
                ),
                signs=_NONE_SEEN if index % 5 == 0 else {},
                notes=_CHIN_NOTES.get(index, ""),
                author=AUTHORS[index % 2],
            )

    return Concern("chin", "milia", ago(118), "bumps on the chin", entries=tuple(entries()))


_CHIN_NOTES = {
    0: "Tiny white pearls, hard, no redness. Gran had them too, she says.",
    11: "The ones on her nose are nearly gone.",
    29: "Still the same little ones on the chin.",
}


def acne(ago: SampleDays) -> Concern:
    """Baby acne that has cleared."""

    def entries() -> Iterator[Entry]:
        strength = (1, 1, 2, 2, 2, 1, 1, 1, 0)
        trends = ("new", "worse", "worse", "same", "same", "better", "better")
        for index, day in enumerate(range(105, 78, -3)):
            yield Entry(
                ago(day),
                "present",
                at=EVENING,
                trend=trends[min(index, 6)],
                severity=strength[index],
                itch=0,
                appearance=("raised", "pink_red") + (("pus_filled",) if index == 3 else ()),
                spots=(
                    Spot("cheek", "both", count=8 + 3 * strength[index], size_mm=2, track="cheeks"),
                    Spot("forehead", "middle", "face", 0.5, 0.33, 4, 1, "forehead"),
                ),
                author=AUTHORS[index % 2],
            )
        yield Entry(
            ago(76), "clear", at=EVENING, notes="All gone, soft skin again.", author=AUTHORS[0]
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


def nappy(ago: SampleDays) -> Concern:
    """Nappy rash that comes back twice."""
    spells = (
        (96, (1, 2, 2, 1)),
        (61, (2, 2, 1)),
        (24, (1, 2, 3, 2, 1)),
    )

    def entries() -> Iterator[Entry]:
        for spell_index, (first_day, strengths) in enumerate(spells):
            for index, strength in enumerate(strengths):
                previous = strengths[index - 1] if index else strength
                yield Entry(
                    ago(first_day - index),
                    "present",
                    at=MORNING,
                    trend="new" if index == 0 else _trend(previous, strength),
                    severity=strength,
                    bleeding=False if strength > 1 else None,
                    appearance=("flat", "pink_red"),
                    spots=(Spot("bottom", "both", track="bottom"),),
                    signs=_NONE_SEEN if strength > 1 else {},
                    notes="After the runny nappies." if spell_index == 2 and index == 0 else "",
                    author=AUTHORS[(spell_index + index) % 2],
                )
            yield Entry(
                ago(first_day - len(strengths)),
                "clear",
                at=MORNING,
                author=AUTHORS[spell_index % 2],
            )

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
                product="scented wipes",
                outcome="better",
                notes="Water and cotton wool instead.",
            ),
        ),
    )


def nape(ago: SampleDays) -> Concern:
    """A harmless birthmark that a doctor named."""

    def entries() -> Iterator[Entry]:
        for index, day in enumerate((116, 88, 52, 20)):
            yield Entry(
                ago(day),
                "present",
                trend="same",
                severity=0 if index > 1 else 1,
                appearance=("flat", "pink_red"),
                spots=(Spot("neck", "middle", "back", 0.5, 0.35, 1, 22, "nape"),),
                author=AUTHORS[index % 2],
            )

    return Concern(
        "nape",
        "salmon_patch",
        ago(116),
        "pink patch on the nape",
        "doctor",
        entries=tuple(entries()),
    )


def elbows(ago: SampleDays) -> Concern:
    """Eczema, named by a doctor, that gets worse."""
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
        for index, (day, severity, itch, trend) in enumerate(course):
            yield Entry(
                ago(day),
                "present",
                at=EVENING,
                trend=trend,
                severity=severity,
                itch=itch,
                sleep_lost=index > 9 if itch > 1 else None,
                scratched=itch > 1 if index % 3 else None,
                dry=True,
                appearance=("scaly", "pink_red") if severity > 1 else ("pink_red",),
                spots=(
                    Spot("elbow_fold", "left", "front", 0.77, 0.5225, 1, 25, "left elbow"),
                    *(
                        (Spot("elbow_fold", "right", "front", 0.23, 0.5225, 1, 18, "right elbow"),)
                        * (index > 1)
                    ),
                ),
                signs=_NONE_SEEN if index % 3 == 0 else {},
                notes="Rubs her arms on the sheet all night." if index == 13 else "",
                author=AUTHORS[index % 2],
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


def neck(ago: SampleDays) -> Concern:
    """A rash of unknown kind that lasts longer than four weeks."""

    def entries() -> Iterator[Entry]:
        for index, day in enumerate(range(34, -1, -2)):
            yield Entry(
                ago(day),
                "present",
                at=EVENING,
                trend="new" if index == 0 else "better" if index in (6, 12) else "same",
                severity=1 if index < 12 else 0,
                itch=0,
                appearance=("flat", "pink_red"),
                spots=(
                    Spot("neck", "left", "face", 0.62, 0.88, None, None, "neck left"),
                    Spot("chest", "middle", "front", 0.5, 0.46, None, None, "chest"),
                ),
                signs=_NONE_SEEN if index % 4 == 0 else {},
                notes="In the folds, where the milk runs." if index == 0 else "",
                author=AUTHORS[index % 2],
            )

    return Concern(
        "neck", "unsure_rash", ago(34), "red folds at the neck", entries=tuple(entries())
    )


def _trend(previous: int, now: int) -> str:
    if now == previous:
        return "same"
    return "worse" if now > previous else "better"
