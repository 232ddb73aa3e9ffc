"""The search equals a slow look at every record by hand, on both databases."""

from __future__ import annotations

import random
import unicodedata
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_photo,
)
from tracker.domain.search import words_of
from tracker.models import (
    Care,
    Concern,
    DayNote,
    Entry,
    Exposure,
    Family,
    Photo,
    Question,
    Visit,
)
from tracker.models.record import Record
from tracker.queries.search import find, records_of, text_columns

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

DAY = date(2026, 3, 1)


def test_what_people_write_freely_is_searched() -> None:
    models = (Concern, Entry, DayNote, Care, Exposure, Visit, Question, Photo)
    assert {model.__name__: text_columns(model) for model in models} == {
        "Concern": ("title",),
        "Entry": ("notes",),
        "DayNote": ("notes",),
        "Care": ("product", "notes"),
        "Exposure": ("name", "notes", "followed"),
        "Visit": ("who", "said", "called", "do", "expect", "come_back_words"),
        "Question": ("text", "answer"),
        "Photo": ("caption",),
    }


def found(family: Family, query: str) -> set[tuple[type[Record], int]]:
    return {(row.model, row.pk) for row in find(family, words_of(query))}


LABELS = {"bath": "bath", "food": "food", "milia": "milk spots"}


def plain(text: str) -> str:
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = "".join(part for part in parts if not unicodedata.combining(part))
    return kept.replace("ı", "i").replace("ø", "o")


def is_shown(row: Any) -> bool:
    """Whether neither it nor what it belongs to is deleted."""
    if isinstance(row, Visit):
        about = Concern.all_objects.filter(visits=row)
        if about and all(concern.deleted_at for concern in about):
            return False
    while row is not None:
        if row.deleted_at is not None:
            return False
        row = getattr(row, "entry", None) or getattr(row, "concern", None)
    return True


def texts_of(row: Any) -> str:
    code = {Concern: "condition", Care: "kind", Exposure: "kind"}.get(type(row))
    label = LABELS[getattr(row, code)] if code else ""
    return plain("\n".join([*(getattr(row, name) for name in text_columns(type(row))), label]))


def everything_shown() -> list[tuple[int, type[Record], int, str]]:
    """The family, kind, primary key and texts of each record that is shown."""
    models = (Concern, Entry, DayNote, Care, Exposure, Visit, Question, Photo)
    rows: list[Any] = [row for model in models for row in model.all_objects.all()]
    return [
        (row.child.family_id, type(row), row.pk, texts_of(row)) for row in rows if is_shown(row)
    ]


WORDS = "café CAFE Größe grosse сыпь СЫПЬ Πρόσωπος kaşıntı 50% a_b it's spot o'k ø 発疹 bath milk"
PIECES = [*WORDS.split(), "", "", "x", "%", "_", "ß", "é"]


def random_diary(rng: random.Random, family: Family) -> None:
    """A diary with each kind of record, some of them deleted."""

    def text() -> str:
        return " ".join(rng.choices(PIECES, k=rng.randrange(4)))

    def gone() -> Any:
        return timezone.now() if rng.random() < 0.2 else None

    child = make_child(family)
    concerns = [make_concern(child, title=text(), deleted_at=gone()) for _ in range(3)]
    for _ in range(6):
        concern, day = rng.choice(concerns), DAY + timedelta(days=rng.randrange(60))
        entry = make_entry(concern, day, notes=text(), deleted_at=gone())
        Photo.objects.create(
            entry=entry, caption=text(), width=1, height=1, large="a", deleted_at=gone()
        )
        make_day_note(child, day, notes=text(), deleted_at=gone())
        Care.objects.create(
            concern=concern, kind="bath", started_on=day, product=text(), deleted_at=gone()
        )
        Exposure.objects.create(child=child, kind="food", day=day, name=text(), followed=text())
        visit = Visit.objects.create(child=child, day=day, said=text(), come_back_words=text())
        visit.concerns.set(rng.sample(concerns, rng.randrange(3)))
        Question.objects.create(child=child, text=text() or "?", answer=text())


@pytest.mark.parametrize("seed", range(2))
def test_the_search_is_a_look_at_every_record(seed: int) -> None:
    rng = random.Random(seed)
    families = [make_family(), make_family()]
    for family in families:
        for _child in range(2):
            random_diary(rng, family)
    everything = everything_shown()
    hits = 0
    for query in filter(str.strip, (*PIECES, *(" ".join(rng.choices(PIECES, k=2)) for _ in "12"))):
        words = plain(query).split()
        for family in families:
            expected = {
                (model, pk)
                for of, model, pk, text in everything
                if of == family.pk and all(word in text for word in words)
            }
            assert found(family, query) == expected, query
            hits += len(expected)
    assert hits > 50


def test_newest_first_and_a_fixed_number_of_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    concern = make_concern(title="rash", first_noticed_on=DAY)
    entries = [make_entry(concern, DAY + timedelta(days=n), notes="itchy rash") for n in range(40)]
    make_photo(entries[3], caption="rash by the window")
    Question.objects.create(child=concern.child, text="Is the rash itchy?")
    with django_assert_num_queries(8):
        rows = find(concern.child.family, ("rash",))
    days = [row.day for row in rows]
    assert len(rows) == 43
    assert days == sorted(days, key=lambda day: day or date.min, reverse=True)
    with django_assert_num_queries(4):
        records = records_of(rows)
    assert [(type(row), row.pk) for row in records] == [(row.model, row.pk) for row in rows]
    with django_assert_num_queries(0):
        assert {row.child.pk for row in records} == {concern.child.pk}
