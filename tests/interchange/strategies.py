"""Any diary at all, for the tests that hold for all of them."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from hypothesis import strategies as st

from tests.interchange.documents import TODAY
from tracker.domain.canonical import canonical_id
from tracker.domain.records import (
    Acknowledgement,
    Author,
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
    Weight,
)
from tracker.domain.rules import CHILD_RULES, RULE_KEYS
from tracker.domain.vocabulary import (
    APPEARANCES,
    ATOPIES,
    CARE_KINDS,
    CONDITIONS,
    EXPOSURE_KINDS,
    MAP_TONES,
    MILIA_TYPES,
    NAMERS,
    OUTCOMES,
    SEXES,
    SIDES,
    SIGN_ANSWERS,
    SIGNS,
    SITES,
    TEMPERATURE_PLACES,
    TRENDS,
    VIEWS,
)

Draw = Callable[[st.SearchStrategy[Any]], Any]

# Neither NUL nor halves of pairs: no diary can hold them.
LETTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\0")


def texts(longest: int = 8, shortest: int = 0) -> st.SearchStrategy[str]:
    return st.text(LETTERS, min_size=shortest, max_size=longest)


def one_of(words: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(list(words))


def or_none(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


def several(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(strategy, max_size=3).map(tuple)


def some_of(keys: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    found = st.lists(st.sampled_from(keys), unique=True, max_size=3) if keys else st.just([])
    return found.map(tuple)


def signs(about: tuple[str, ...] = ("spot", "child")) -> st.SearchStrategy[dict[str, str]]:
    keys = [key for key, sign in SIGNS.items() if sign.about in about]
    return st.dictionaries(st.sampled_from(keys), one_of(SIGN_ANSWERS), max_size=3)


TIMES = or_none(st.times().map(lambda at: time(at.hour, at.minute)))
TEMPERATURES = or_none(st.floats(30, 45))
UUIDS = st.uuids(version=4).map(str)
OTHER_IDS = texts(6, shortest=1)


@st.composite
def spots(draw: Draw) -> Spot:
    point = draw(or_none(st.tuples(st.floats(0, 1), st.floats(0, 1))))
    return Spot(
        site=draw(one_of(SITES)),
        side=draw(or_none(one_of(SIDES))),
        view=draw(one_of(VIEWS) if point else or_none(one_of(VIEWS))),
        x=point and point[0] + 0.0,
        y=point and point[1] + 0.0,
        count=draw(or_none(st.integers(1, 2_147_483_647))),
        size_mm=draw(or_none(st.floats(0.001, 1e6))),
        track=draw(or_none(texts(3, shortest=1))),
    )


@st.composite
def entries(draw: Draw, since: date, id: str | None, visit_ids: list[str]) -> Entry:
    status = draw(st.sampled_from(["present", "clear"]))
    return Entry(
        day=draw(st.dates(since, TODAY)),
        status=status,
        id=id,
        at=draw(TIMES),
        trend=draw(or_none(one_of(TRENDS))) if status == "present" else None,
        severity=draw(or_none(st.integers(0, 3))),
        itch=draw(or_none(st.integers(0, 3))),
        sleep_lost=draw(or_none(st.booleans())),
        scratched=draw(or_none(st.booleans())),
        bleeding=draw(or_none(st.booleans())),
        dry=draw(or_none(st.booleans())),
        appearance=tuple(draw(st.lists(one_of(APPEARANCES), unique=True, max_size=3))),
        spots=draw(several(spots())),
        signs=draw(signs()),
        temperature_c=draw(TEMPERATURES),
        temperature_how=draw(or_none(one_of(TEMPERATURE_PLACES))),
        notes=draw(texts()),
        author=draw(texts()),
        come_back=draw(some_of(visit_ids)),
    )


@st.composite
def concerns(
    draw: Draw, born: date, id: str, entry_ids: list[str | None], visit_ids: list[str]
) -> Concern:
    condition = draw(one_of(CONDITIONS))
    is_milia = CONDITIONS[condition].group == "milia"
    since = draw(st.dates(born, TODAY))
    return Concern(
        id=id,
        condition=condition,
        first_noticed_on=since,
        title=draw(texts()),
        named_by=draw(one_of(NAMERS)),
        milia_type=draw(or_none(one_of(MILIA_TYPES))) if is_milia else None,
        former_names=draw(
            several(
                st.builds(
                    FormerName, one_of(CONDITIONS), one_of(NAMERS), until=st.dates(born, TODAY)
                )
            )
        ),
        entries=tuple(draw(entries(born, entry_id, visit_ids)) for entry_id in entry_ids),
        care=draw(several(care(born))),
    )


@st.composite
def care(draw: Draw, born: date) -> Care:
    started_on = draw(st.dates(born, TODAY))
    return Care(
        kind=draw(one_of(CARE_KINDS)),
        started_on=started_on,
        ended_on=draw(or_none(st.dates(started_on))),
        product=draw(texts()),
        prescribed=draw(st.booleans()),
        outcome=draw(or_none(one_of(OUTCOMES))),
        notes=draw(texts()),
    )


@st.composite
def visits(draw: Draw, born: date, id: str | None, concern_ids: list[str]) -> Visit:
    day = draw(st.dates(born, TODAY))
    return Visit(
        day=day,
        at=draw(TIMES),
        who=draw(texts()),
        concerns=draw(some_of(concern_ids)),
        said=draw(texts()),
        follow_up_on=draw(or_none(st.dates(day + timedelta(days=1)))),
        id=id,
        called=draw(texts()),
        do=draw(texts()),
        expect=draw(texts()),
        expect_by=draw(or_none(st.dates(day))),
        come_back_if=draw(some_of(list(SIGNS))),
        come_back_words=draw(texts()),
    )


@st.composite
def acknowledgements(
    draw: Draw, born: date, concern_ids: list[str], entries: dict[str, date]
) -> Acknowledgement:
    entry = draw(or_none(st.sampled_from(sorted(entries)))) if entries else None
    concern = draw(or_none(st.sampled_from(concern_ids))) if concern_ids else None
    return Acknowledgement(
        day=draw(st.dates(entries[entry] if entry else born, TODAY)),
        rule=draw(one_of([key for key in RULE_KEYS if _fits(key, concern)])),
        concern=concern,
        entry=entry,
        note=draw(texts()),
        author=draw(texts()),
    )


def _fits(rule: str, concern: str | None) -> bool:
    """Whether an acknowledgement of the rule may name that concern, or none."""
    return rule == "follow_up" or (rule in CHILD_RULES) == (concern is None)


@st.composite
def children(draw: Draw) -> Child:
    born = draw(st.dates(date(2025, 6, 1), TODAY))
    return Child(
        name=draw(texts(shortest=1)),
        birth_date=born,
        due_date=draw(or_none(st.dates())),
        sex=draw(one_of(SEXES)),
        allergies=draw(texts()),
        medicines=draw(texts()),
        family_atopy=tuple(draw(st.lists(one_of(ATOPIES), unique=True))),
        feeding=draw(texts()),
        skin_tone=draw(texts()),
        history=draw(texts()),
        weights=draw(several(st.builds(Weight, st.dates(born, TODAY), st.floats(0.3, 40)))),
        contacts=draw(texts()),
        map_tone=draw(one_of(["", *MAP_TONES])),
    )


@st.composite
def day_notes(draw: Draw, born: date, id: str | None) -> DayNote:
    return DayNote(
        day=draw(st.dates(born, TODAY)),
        id=id,
        at=draw(TIMES),
        signs=draw(signs(("child",))),
        temperature_c=draw(TEMPERATURES),
        temperature_how=draw(or_none(one_of(TEMPERATURE_PLACES))),
        notes=draw(texts()),
        author=draw(texts()),
    )


@st.composite
def exposures(draw: Draw, born: date, id: str | None, concern_ids: list[str]) -> Exposure:
    return Exposure(
        day=draw(st.dates(born, TODAY)),
        kind=draw(one_of(EXPOSURE_KINDS)),
        name=draw(texts()),
        notes=draw(texts()),
        id=id,
        at=draw(TIMES),
        concerns=draw(some_of(concern_ids)),
        followed=draw(texts()),
        after_minutes=draw(or_none(st.integers(0, 2_147_483_647))),
    )


def questions(born: date) -> st.SearchStrategy[Question]:
    days = or_none(st.dates(born, TODAY))
    return st.builds(Question, texts(shortest=1), days, days, texts())


@st.composite
def diaries(
    draw: Draw,
    ids: st.SearchStrategy[str] = UUIDS | OTHER_IDS,
    *,
    all_named: bool = False,
) -> Diary:
    """A diary that breaks no rule of the format, its lists in any order.

    ``all_named``: every entry, day note, exposure and visit has an id.
    """
    child = draw(children())
    born = child.birth_date
    unused = iter(draw(st.lists(ids, min_size=21, max_size=21, unique_by=canonical_id)))

    def id_or_none() -> str | None:
        id = next(unused)
        return id if all_named or draw(st.booleans()) else None

    def some_ids() -> list[str | None]:
        return [id_or_none() for _ in range(draw(st.integers(0, 3)))]

    concern_ids = [next(unused) for _ in range(draw(st.integers(0, 3)))]
    seen = [draw(visits(born, visit_id, concern_ids)) for visit_id in some_ids()]
    visit_ids = [visit.id for visit in seen if visit.id]
    found = [draw(concerns(born, concern_id, some_ids(), visit_ids)) for concern_id in concern_ids]
    notes = [draw(day_notes(born, note_id)) for note_id in some_ids()]
    entries = {entry.id: entry.day for concern in found for entry in concern.entries if entry.id}
    entries |= {note.id: note.day for note in notes if note.id}
    return Diary(
        child=child,
        concerns=tuple(found),
        day_notes=tuple(notes),
        exposures=tuple(draw(exposures(born, id, concern_ids)) for id in some_ids()),
        visits=tuple(seen),
        questions=draw(several(questions(born))),
        acknowledgements=draw(several(acknowledgements(born, concern_ids, entries))),
        authors=draw(several(st.builds(Author, texts(shortest=1), texts()))),
    )
