"""What a form shows of a record and what it makes of what is sent are the same."""

from __future__ import annotations

from dataclasses import fields
from datetime import date, time
from typing import Any

import pytest

from tests.factories import make_child, make_family
from tracker.domain import records
from tracker.forms.base import RecordForm
from tracker.forms.child import ChildForm
from tracker.forms.concern import ChangeConcernForm
from tracker.forms.day_note import NoteForm
from tracker.forms.entry import EntryForm
from tracker.forms.records import AnsweredQuestionForm, CareForm, ExposureForm, QuestionForm
from tracker.forms.spots import SpotForm
from tracker.forms.visit import VisitForm

pytestmark = pytest.mark.django_db

DAY, TODAY = date(2026, 3, 1), date(2026, 3, 10)

NOT_ASKED: dict[type[RecordForm[Any]], set[str]] = {
    CareForm: set(),
    ChangeConcernForm: {"id", "former_names", "entries", "care"},
    ChildForm: {"weights"},
    EntryForm: {"id", "author", "photos", "spots", "signs"},
    ExposureForm: {"id"},
    NoteForm: {"id", "author", "signs"},
    QuestionForm: {"asked_on", "answered_on", "answer"},
    AnsweredQuestionForm: set(),
    SpotForm: set(),
    VisitForm: {"id"},
}
"""What is no answer of the form itself; a field that it forgot would be emptied by a change."""


@pytest.mark.parametrize("form", NOT_ASKED, ids=lambda form: form.__name__)
def test_a_form_asks_for_all_that_its_record_says(form: type[RecordForm[Any]]) -> None:
    asked = {form.record_field_names.get(name, name) for name in form.base_fields}
    assert {field.name for field in fields(form.record_type)} - asked == NOT_ASKED[form]


CARE = records.Care("bath", DAY, TODAY, "oat", True, "better", "daily")
ENTRY = records.Entry(
    DAY,
    "present",
    at=time(8, 30),
    trend="worse",
    severity=0,
    itch=3,
    sleep_lost=True,
    scratched=False,
    dry=True,
    appearance=("flat", "dry"),
    temperature_c=37.5,
    notes="red",
)


def sent(form: RecordForm[Any]) -> dict[str, Any]:
    """What a browser sends of the form as it shows it."""
    shown = {name: form[name].value() for name in form.fields}
    return {n: value for n, value in shown.items() if value is not None and value is not False}


@pytest.mark.parametrize(
    "record",
    [
        CARE,
        records.Care("bath", DAY),
        ENTRY,
        records.Entry(DAY, "clear"),
        records.DayNote(DAY, at=time(8), temperature_c=38.25, notes="hot", temperature_how="ear"),
        records.Exposure(DAY, "food", "egg", "one bite"),
        records.Exposure(DAY, "food", at=time(8), followed="weals", after_minutes=1440),
        records.Question("Why?", DAY, TODAY, "It is dry."),
        records.Visit(DAY, time(9), "a nurse", (), "wait", TODAY),
        records.Visit(
            DAY,
            called="eczema",
            do="ointment",
            expect="better",
            expect_by=TODAY,
            come_back_if=("pus", "warmth"),
            come_back_words="it spreads",
        ),
    ],
    ids=lambda record: type(record).__name__,
)
@pytest.mark.parametrize("unit", ["C", "F"])
def test_what_is_shown_and_sent_unchanged_is_the_record(record: Any, unit: str) -> None:
    kinds: dict[type, type[RecordForm[Any]]] = {form.record_type: form for form in NOT_ASKED}
    form = kinds[type(record)]
    about: dict[str, Any] = {
        "child": make_child(make_family(temperature_unit=unit)),
        "today": TODAY,
        "now": time(12),
    }
    if form in (EntryForm, NoteForm):
        about["is_new"] = False
    unbound = form(initial=form.initial_of(record, revision=4), **about)
    bound = form(sent(unbound), **about)
    assert bound.is_valid(), bound.errors
    assert bound.record() == record
    assert bound.cleaned_data["revision"] == 4


def test_of_a_child_too() -> None:
    child = records.Child("Iris", DAY, DAY, "female", "nuts", family_atopy=("eczema", "asthma"))
    unbound = ChildForm(initial=ChildForm.initial_of(child), today=TODAY)
    bound = ChildForm(sent(unbound), today=TODAY)
    assert bound.is_valid(), bound.errors
    assert bound.record() == child


def test_a_concern_keeps_what_hangs_on_it_elsewhere() -> None:
    concern = records.Concern("an id", "milia", DAY, "pearls", "doctor", "primary")
    about: dict[str, Any] = {"child": make_child(), "today": TODAY}
    unbound = ChangeConcernForm(initial=ChangeConcernForm.initial_of(concern), **about)
    bound = ChangeConcernForm(sent(unbound), **about)
    assert bound.is_valid(), bound.errors
    assert bound.record(id="an id") == concern
