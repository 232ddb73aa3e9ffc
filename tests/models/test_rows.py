"""Records become rows and come back, whatever their fields are."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, time
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import FieldDoesNotExist

from tracker.domain import records
from tracker.models import rows
from tracker.models.rows import columns_of, identity_of, model_of, record_of, values_of

DAY = date(2026, 3, 1)
ID = "0b9c2f5e-1d7a-4b52-9f8e-6a1c3d2e4f50"

EMPTY = [
    records.Child("Iris", DAY),
    records.Spot("chin"),
    records.Entry(DAY, "clear", id=ID),
    records.DayNote(DAY, id=ID),
    records.Care("bath", DAY),
    records.FormerName("milia", "parent", DAY),
    records.Concern(ID, "milia", DAY),
    records.Exposure(DAY, "food", id=ID),
    records.Visit(DAY, id=ID),
    records.Question("Does it itch?"),
    records.Acknowledgement(DAY, "pus"),
    records.Author("Ada"),
]
FULL = [
    records.Child(
        "Iris", DAY, DAY, "female", "nuts", "none", ("eczema", "asthma"), "breast", "dark", "early"
    ),
    records.Spot("chin", "left", "face", 0.25, 0.5, 3, 1.5, "a track"),
    records.Entry(
        DAY,
        "present",
        ID,
        time(8, 30),
        "worse",
        0,
        0,
        sleep_lost=True,
        scratched=True,
        bleeding=True,
        dry=True,
        appearance=("dry", "flat"),
        temperature_c=37.5,
        notes="red",
        author="Anna",
    ),
    records.Care("bath", DAY, DAY, "oat", True, "better", "daily"),
    records.Concern(ID, "milia", DAY, "pearls", "doctor", "neonatal"),
    records.Exposure(
        DAY, "food", "egg", "a spoon", ID, time(12), followed="weals", after_minutes=10
    ),
    records.Visit(
        DAY,
        time(9),
        "Dr Okafor",
        said="wait",
        follow_up_on=date(2026, 4, 1),
        id=ID,
        called="eczema",
        do="ointment",
        expect="better",
        expect_by=DAY,
        come_back_if=("fever", "blister"),
        come_back_words="it spreads",
    ),
]


def kind_of(record: Any) -> str:
    return type(record).__name__


@pytest.mark.parametrize("record", EMPTY + FULL, ids=kind_of)
def test_a_record_comes_back_from_its_row(record: Any) -> None:
    row = model_of(type(record))(**values_of(record), **identity_of(record))
    assert record_of(type(record), row) == record


@pytest.mark.parametrize("record", EMPTY, ids=kind_of)
def test_what_is_left_empty_is_what_the_model_takes_for_empty(record: Any) -> None:
    """None in a text column would be refused by the database."""
    row = model_of(type(record))(**values_of(record))
    for name in values_of(record):
        column = row._meta.get_field(name)
        assert getattr(row, name) is not None or column.null, name


def test_an_id_and_an_author_are_told_apart_from_what_a_record_says() -> None:
    entry = records.Entry(DAY, "clear", id=ID, author="Anna")
    assert identity_of(entry) == {"uuid": UUID(ID), "author_name": "Anna"}
    assert not identity_of(entry).keys() & values_of(entry).keys()
    assert identity_of(records.Question("?")) == {}
    assert identity_of(records.Visit(DAY)) == {}


def test_some_of_the_fields_are_read_where_no_more_is_wanted() -> None:
    entry = records.Entry(DAY, "clear", id=ID, notes="gone")
    assert columns_of(records.Entry, ("status", "id", "day")) == ("day", "status", "uuid")
    row = model_of(records.Entry)(**values_of(entry), **identity_of(entry))
    read = record_of(records.Entry, row, ("id", "day", "status"), spots=(records.Spot("chin"),))
    assert read == records.Entry(DAY, "clear", id=ID, spots=(records.Spot("chin"),))


def test_what_hangs_on_a_record_has_no_column() -> None:
    hanging = {
        record: {field.name for field in fields(record)} - set(columns_of(record))
        for record in (
            records.Concern,
            records.DayNote,
            records.Exposure,
            records.Visit,
            records.Acknowledgement,
        )
    }
    assert hanging == {
        records.Concern: {"id", "former_names", "entries", "care"},
        records.DayNote: {"id", "author", "signs"},
        records.Exposure: {"id", "concerns"},
        records.Visit: {"id", "concerns"},
        records.Acknowledgement: {"author", "concern", "entry"},
    }


def test_a_photo_is_called_as_who_reads_it_says() -> None:
    row = model_of(records.Photo)(**values_of(records.Photo("a.jpg", "chin", "close", "c")))
    assert record_of(records.Photo, row, file="b.jpg") == records.Photo(
        "b.jpg", "chin", "close", "c"
    )


def test_a_field_that_the_model_does_not_have_is_never_left_out_in_silence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    @dataclass(frozen=True)
    class Longer:
        text: str
        oozing: bool = False

    monkeypatch.setattr(rows, "model_of", lambda kind: model_of(records.Question))
    with pytest.raises(FieldDoesNotExist, match="oozing"):
        values_of(Longer("?", oozing=True))
