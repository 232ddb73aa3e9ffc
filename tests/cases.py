"""Three sample cases with drawn photos: milia, eczema, red flags.

Deterministic. Each is a diary that is imported into the database.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from functools import cache
from io import BytesIO
from random import Random
from uuid import NAMESPACE_URL, uuid5

from PIL import Image, ImageDraw, ImageFilter

from tests.factories import make_family, make_member
from tracker.actions.importing import import_diary
from tracker.domain import records
from tracker.domain.photos.pictures import picture_file
from tracker.domain.records import (
    Care,
    Concern,
    DayNote,
    Diary,
    Entry,
    Exposure,
    FormerName,
    Photo,
    Question,
    Spot,
    Visit,
)
from tracker.models import Child, Family, Member
from tracker.photos import CleanPhoto, process_photo

AS_OF = date(2026, 5, 10)
"""The last day of each case."""

_MORNING, _EVENING = time(7, 30), time(19, 15)
_SPOT_SIGNS = ("nonblanching", "blister", "spreading_redness", "painful", "pus", "weeping_crust")
_SIZE = (480, 360)


def newborn_with_milia(family: Family | None = None) -> Child:
    """Milia in the face of a baby of five weeks, born four weeks early. Nothing is due."""
    return _imported(newborn_diary(), family)


def eczema_over_eight_months(
    family: Family | None = None, photo_size: tuple[int, int] = _SIZE
) -> Child:
    """240 entries in two courses, 30 photos (one of a private place), and an older rash.

    ``photo_size``: as a phone takes them, say (4032, 3024), where their weight matters.
    """
    return _imported(eczema_diary(), family, photo_size)


def red_flag(family: Family | None = None) -> Child:
    """A baby of three weeks with fever, blisters and non-blanching dots."""
    return _imported(red_flag_diary(), family)


# A newborn


def newborn_diary() -> Diary:
    chin = _id("newborn", "milia")
    written = (
        (AS_OF - timedelta(days=33), "new", 1, 8),
        (AS_OF - timedelta(days=26), "same", 1, 9),
        (AS_OF - timedelta(days=19), "worse", 1, 14),
        (AS_OF - timedelta(days=12), "same", 1, 12),
        (AS_OF - timedelta(days=5), "better", 0, 7),
        (AS_OF - timedelta(days=1), "same", 0, 6),
    )
    entries = []
    for turn, (day, trend, severity, count) in enumerate(written):
        uuid = _id("newborn", "entry", turn)
        entries.append(
            Entry(
                day,
                "present",
                id=uuid,
                at=_MORNING,
                trend=trend,
                severity=severity,
                itch=0,
                appearance=("raised", "white"),
                spots=(
                    Spot("nose", "middle", "face", 0.5, 0.55, count, 1, "nose"),
                    *((Spot("chin", "left", "face", 0.55, 0.77, 3, 2, "chin"),) * (turn > 1)),
                ),
                signs=_no(_SPOT_SIGNS) if turn % 2 == 0 else {},
                notes="Like tiny pearls, hard, no redness round them." if turn == 0 else "",
                photos=_photos(uuid, 1, "nose", "close") if turn in (0, 2, 5) else (),
                author="Ada",
            )
        )
    return Diary(
        child=records.Child(
            name="Milo Ångström",
            birth_date=AS_OF - timedelta(days=36),
            due_date=AS_OF - timedelta(days=8),
            sex="male",
            medicines="vitamin D drops",
            feeding="breast milk",
            skin_tone="light brown",
            history="born at 36 weeks, 2,610 g, three nights in the neonatal ward",
        ),
        concerns=(
            Concern(
                chin,
                "milia",
                AS_OF - timedelta(days=33),
                "little white pearls on his nose",
                entries=tuple(entries),
                care=(
                    Care("washing", AS_OF - timedelta(days=30), product="warm water", outcome=None),
                ),
            ),
        ),
        visits=(
            Visit(
                AS_OF - timedelta(days=14),
                time(10, 0),
                "Sara Holm, midwife",
                (),
                "Grows well, 3,300 g.",
            ),
        ),
        questions=(
            Question("Do we have to do anything about the white bumps?", AS_OF - timedelta(days=2)),
        ),
    )


# Eczema

_ECZEMA_DAYS = 243
_CLEAR_ON, _BACK_ON = 100, 110
_TWICE = (20, 60, 90, 140, 180, 220)
"""Numbers of days with a second entry in the evening."""
_STRENGTHS = ((20, 1), (45, 2), (70, 1), (100, 0), (130, 1), (150, 2), (165, 3), (190, 1), (225, 0))
"""Pairs of a day's number and the severity until then; 2 after the last."""
_ECZEMA_NOTES = {
    0: "Red and rough on both cheeks after the walk in the wind.",
    33: "Dr Lind says eczema. Ointment twice a day.",
    110: "It is back, this time behind the knees as well.",
    152: "Yellow crust in the left elbow, she cries when we touch it.",
    160: "Much calmer since the cream. Slept five hours 😴",
    200: "Grandma's wool blanket — « ça gratte » — scratched all night.",
    242: "Worse again. We are up twice a night & she rubs her face on the sheet <3.",
}


def eczema_diary() -> Diary:
    first = AS_OF - timedelta(days=_ECZEMA_DAYS - 1)

    def day(number: int) -> date:
        return first + timedelta(days=number)

    patches, cap = _id("eczema", "patches"), _id("eczema", "cap")
    return Diary(
        child=records.Child(
            name="Leonie Katharina Brandt-Okonkwo",
            birth_date=first - timedelta(days=39),
            sex="female",
            allergies="egg (rash round the mouth, February)",
            medicines="vitamin D drops; antihistamine at night since March",
            family_atopy=("eczema", "asthma"),
            feeding="breast milk until 6 months, now porridge and family food",
            skin_tone="dark brown",
            history="born at 40 weeks, 3,480 g, no problems",
        ),
        concerns=(
            Concern(
                patches,
                "eczema",
                first,
                "dry itchy patches",
                "doctor",
                former_names=(FormerName("unsure_rash", "parent", day(33)),),
                entries=tuple(_eczema_entries(first)),
                care=(
                    Care("moisturiser", day(5), product="ointment without scent", outcome="better"),
                    Care(
                        "steroid",
                        day(34),
                        day(41),
                        product="hydrocortisone 1 %",
                        prescribed=True,
                        outcome="better",
                    ),
                    Care("bath", day(60), day(95), product="oat bath", outcome="same"),
                    Care(
                        "removed_trigger",
                        day(112),
                        product="washing powder with scent",
                        outcome="same",
                    ),
                    Care(
                        "steroid",
                        day(153),
                        day(163),
                        product="mometasone 0.1 %",
                        prescribed=True,
                        outcome="better",
                        notes="Once a day, not in the face.",
                    ),
                ),
            ),
            Concern(
                cap,
                "cradle_cap",
                day(-20),
                "flakes on the scalp",
                entries=(
                    Entry(day(-20), "present", id=_id("cap", 0), trend="new", severity=1),
                    Entry(day(30), "clear", id=_id("cap", 1)),
                ),
            ),
        ),
        day_notes=(
            DayNote(day(70), _id("fever"), _EVENING, {}, 38.6, "After the vaccines.", "Ada"),
            DayNote(day(71), _id("fever", 1), _MORNING, _no(("unwell",)), 37.4, "", "Ada"),
            DayNote(day(152), _id("crust"), _MORNING, _no(("unwell", "jaundice")), 37.9, "", "Ben"),
        ),
        exposures=(
            Exposure(day(69), "vaccine", "second vaccines"),
            Exposure(day(109), "detergent", "new washing powder"),
            Exposure(day(145), "illness", "cold"),
            Exposure(day(59), "illness", "infected eczema", concerns=(patches,)),
            Exposure(
                day(168),
                "food",
                "egg",
                at=time(12, 10),
                concerns=(patches,),
                followed="weals round the mouth and on both cheeks",
                after_minutes=10,
            ),
            Exposure(day(200), "clothing", "wool blanket"),
        ),
        visits=(
            Visit(day(33), time(9, 20), "Dr Lind", (patches,), "Eczema. Ointment twice a day."),
            Visit(day(59), time(8, 30), "Dr Lind", (patches,), "Infected. Antibiotic for a week."),
            Visit(
                day(152),
                time(16, 5),
                "children's hospital",
                (patches,),
                "Swab taken, stronger cream for ten days.",
                day(166),
            ),
            Visit(day(166), time(11, 40), "Dr Lind", (patches,), "Healed well.", AS_OF),
        ),
        questions=(
            Question("Is it time for another cream?", day(236)),
            Question("Should she be tested for milk as well as egg?", day(239)),
            Question("What helps against the itch at night?", day(241)),
        ),
    )


def _eczema_entries(first: date) -> Iterator[Entry]:
    for number in range(_ECZEMA_DAYS):
        if _CLEAR_ON < number < _BACK_ON:
            continue
        yield _eczema_entry(first, number, _MORNING)
        if number in _TWICE:
            yield _eczema_entry(first, number, _EVENING)


def _eczema_entry(first: date, number: int, at: time) -> Entry:
    day, uuid = first + timedelta(days=number), _id("eczema", number, at)
    author = ("Ada", "Ben")[number % 3 == 2]
    if number == _CLEAR_ON:
        return Entry(day, "clear", id=uuid, at=at, notes="Smooth all over!", author=author)
    severity, before = _strength(number), _strength(max(0, number - 1))
    crust = number in (58, 151, 152)
    signs = _no(_SPOT_SIGNS) if number % 5 == 0 or crust else {}
    return Entry(
        day,
        "present",
        id=uuid,
        at=at,
        trend="new" if number in (0, _BACK_ON) else _trend(before, severity),
        severity=severity,
        itch=severity,
        sleep_lost=severity > 1 and number % 2 == 0,
        scratched=severity > 1,
        bleeding=severity == 3 and number % 4 == 0,
        dry=True,
        appearance=("scaly", "dry", "darker") if severity > 1 else ("dry",),
        spots=_eczema_spots(number, severity),
        signs=signs | ({"weeping_crust": "yes"} if crust else {}),
        notes=_ECZEMA_NOTES.get(number, "") if at == _MORNING else "",
        photos=_eczema_photos(uuid, number) if at == _MORNING else (),
        author=author,
    )


def _strength(number: int) -> int:
    return next((severity for until, severity in _STRENGTHS if number < until), 2)


def _trend(before: int, now: int) -> str:
    return "same" if now == before else "worse" if now > before else "better"


def _eczema_spots(number: int, severity: int) -> tuple[Spot, ...]:
    elbows = (
        Spot("elbow_fold", "left", "front", 0.77, 0.5225, 1, 15 + 5 * severity, "left elbow"),
        Spot("elbow_fold", "right", "front", 0.23, 0.5225, 1, 12 + 4 * severity, "right elbow"),
    )
    if number < 40:
        return (Spot("cheek", "both", size_mm=20),)
    return (
        Spot("cheek", "both", size_mm=20),
        *elbows,
        *((Spot("knee_fold", "both", size_mm=15),) * (number >= _BACK_ON)),
    )


def _eczema_photos(entry: str, number: int) -> tuple[Photo, ...]:
    """One photo every eighth day, thirty in total."""
    if number % 8:
        return ()
    if number == 64:
        return _photos(entry, 1, "bottom", "middle")
    site = ("cheek", "elbow_fold", "knee_fold")[number // 8 % 3 if number >= 40 else 0]
    caption = "by the window, no flash" if number % 24 == 0 else ""
    return _photos(entry, 1, site, ("close", "middle")[number // 8 % 2], caption)


# A red flag


def red_flag_diary() -> Diary:
    rash = _id("red flag", "rash")
    first, second = _id("red flag", 0), _id("red flag", 1)
    return Diary(
        child=records.Child(
            name="Nour",
            birth_date=AS_OF - timedelta(days=22),
            sex="female",
            allergies="",
            medicines="",
            feeding="bottle",
            history="born at 39 weeks, 3,150 g",
        ),
        concerns=(
            Concern(
                rash,
                "unsure_rash",
                AS_OF - timedelta(days=1),
                "red dots and blisters on her chest",
                entries=(
                    Entry(
                        AS_OF - timedelta(days=1),
                        "present",
                        id=first,
                        at=_EVENING,
                        trend="new",
                        severity=1,
                        appearance=("raised", "pink_red"),
                        spots=(Spot("chest", "middle", "front", 0.5, 0.46, 6, 2),),
                        signs=_no(("nonblanching", "blister")),
                        notes="A few red dots after the bath.",
                        photos=_photos(first, 1, "chest", "close"),
                        author="Ada",
                    ),
                    Entry(
                        AS_OF,
                        "present",
                        id=second,
                        at=time(3, 10),
                        trend="worse",
                        severity=3,
                        appearance=("raised", "clear_fluid", "purple"),
                        spots=(
                            Spot("chest", "middle", "front", 0.5, 0.46, 20, 3),
                            Spot("belly", "left", "front", 0.6, 0.6, 5, 2),
                            Spot("thigh", "both"),
                        ),
                        signs={
                            **_no(("pus", "peeling_sheets", "breathing_difficulty")),
                            **dict.fromkeys(("nonblanching", "blister", "spreading_fast"), "yes"),
                        },
                        temperature_c=38.4,
                        notes="The dots stay under the glass. Some have clear fluid.",
                        photos=_photos(second, 2, "chest", "middle"),
                        author="Ada",
                    ),
                ),
            ),
        ),
        day_notes=(
            DayNote(
                AS_OF,
                _id("red flag", "note"),
                time(3, 20),
                {"unwell": "yes", "feeding_less": "yes", "worried": "yes", "jaundice": "no"},
                38.6,
                "Hard to wake for the bottle. We are calling now.",
                "Ada",
            ),
        ),
        questions=(Question("Has it to do with the cold sore that grandma had?", AS_OF),),
    )


# Into the database


def _imported(diary: Diary, family: Family | None, size: tuple[int, int] = _SIZE) -> Child:
    family = family or make_family(country="GB")
    owner = Member.objects.filter(family=family, role="owner").first()
    by = owner.user if owner else make_member(family)
    pictures = [
        (photo.file, _drawn(photo.site, entry.severity or 0, number, size))
        for concern in diary.concerns
        for number, entry in enumerate(concern.entries)
        for photo in entry.photos
    ]
    return import_diary(diary=diary, family=family, by=by, pictures=pictures).child


def _photos(entry: str, number: int, site: str, view: str, caption: str = "") -> tuple[Photo, ...]:
    return tuple(
        Photo(picture_file(entry, _id(entry, turn)), site, view, caption) for turn in range(number)
    )


@cache
def _drawn(site: str, severity: int, seed: int, size: tuple[int, int]) -> CleanPhoto:
    """Draw skin with patches, more for a higher severity, and a coin beside them."""
    width, height = size
    random = Random(f"{site} {severity} {seed}")
    skin = Image.frombytes("L", (48, 36), random.randbytes(48 * 36)).resize(size, Image.BICUBIC)
    image = Image.merge("RGB", [skin.point(lambda v, base=base: base + v // 10) for base in _SKIN])
    draw = ImageDraw.Draw(image)
    for _patch in range(3 + 6 * severity):
        x, y = random.gauss(width * 0.5, width * 0.13), random.gauss(height * 0.5, height * 0.13)
        radius = random.uniform(0.01, 0.02 + 0.012 * severity) * width
        redness = random.randrange(20, 50)
        fill = (200, 120 - redness, 100 - redness)
        draw.ellipse((x - radius, y - radius * 0.8, x + radius, y + radius * 0.8), fill=fill)
    image = image.filter(ImageFilter.GaussianBlur(width / 200))
    edge = (width * 0.8, height * 0.75, width * 0.93, height * 0.75 + width * 0.13)
    ImageDraw.Draw(image).ellipse(edge, fill=(190, 170, 90), outline=(120, 100, 40), width=2)
    out = BytesIO()
    image.save(out, "JPEG", quality=90)
    out.seek(0)
    return process_photo(out)


_SKIN = (200, 150, 125)


def _no(signs: tuple[str, ...]) -> dict[str, str]:
    """Return these signs with the answer "no"."""
    return dict.fromkeys(signs, "no")


def _id(*parts: object) -> str:
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, parts))))
