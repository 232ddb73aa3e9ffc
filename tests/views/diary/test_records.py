"""Care, exposures, visits and questions: nothing that is sent is lost, and nothing there twice."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tracker.models import Care, Change, Child, Concern, Exposure, Question, Visit
from tracker.models.record import Record

pytestmark = pytest.mark.django_db

DAY = "2026-03-01"


@pytest.fixture(autouse=True)
def _a_morning(time_machine) -> None:
    time_machine.move_to("2026-03-10T09:00Z", tick=False)


KINDS = {
    "care": (Care, {"kind": "bath", "started_on": DAY, "product": "soap"}, {"product": "oil"}),
    "exposure": (Exposure, {"kind": "food", "day": DAY, "name": "egg"}, {"name": "milk"}),
    "visit": (Visit, {"day": DAY, "said": "wait"}, {"said": "come back"}),
}
"""Of each kind a form as sent first, and what is corrected in it."""


def new_address(kind: str, concern: Concern) -> str:
    ids = [concern.child_id, concern.uuid] if kind == "care" else [concern.child_id]
    return reverse(f"{kind}_new", args=ids)


def edit_address(kind: str, concern: Concern, row: Record) -> str:
    ids = [concern.child_id, concern.uuid] if kind == "care" else [concern.child_id]
    return reverse(f"{kind}_edit", args=[*ids, row.pk])


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_form_sent_twice_writes_once(parent: Client, concern: Concern, kind: str) -> None:
    model, data, _correction = KINDS[kind]
    sent = data | {"uuid": str(uuid4())}
    for _time in range(2):
        assert parent.post(new_address(kind, concern), sent).status_code == 302
    assert model.all_objects.count() == 1


def test_a_form_corrected_after_it_was_saved_changes_what_was_saved(
    parent: Client, concern: Concern, kind: str
) -> None:
    model, data, correction = KINDS[kind]
    sent = data | {"uuid": str(uuid4())}
    parent.post(new_address(kind, concern), sent)
    response = parent.post(new_address(kind, concern), sent | correction)
    assert response.status_code == 302
    (name,) = correction
    assert getattr(model.objects.get(), name) == correction[name]


def test_a_form_corrected_after_it_was_edited_shows_the_conflict(
    parent: Client, concern: Concern, kind: str
) -> None:
    model, data, correction = KINDS[kind]
    sent = data | {"uuid": str(uuid4())}
    parent.post(new_address(kind, concern), sent)
    (name,) = correction
    edit = edit_address(kind, concern, model.objects.get())
    parent.post(edit, data | {name: "edited", "revision": 0})
    response = parent.post(new_address(kind, concern), sent | correction)
    assert response.context["conflict"].is_mine
    assert getattr(model.objects.get(), name) == "edited"
    revision = response.context["form"]["revision"].value()
    parent.post(new_address(kind, concern), sent | correction | {"revision": revision})
    assert getattr(model.objects.get(), name) == correction[name]


def test_a_form_corrected_after_it_was_taken_back_is_written_as_it_is(
    parent: Client, concern: Concern, kind: str
) -> None:
    model, data, correction = KINDS[kind]
    sent = data | {"uuid": str(uuid4())}
    parent.post(new_address(kind, concern), sent)
    parent.post(reverse("undo", args=[concern.child_id, Change.objects.get().change_set]))
    for _time in range(2):
        parent.post(new_address(kind, concern), sent | correction)
    (name,) = correction
    assert [getattr(row, name) for row in model.objects.all()] == [correction[name]]


def test_a_visit_corrected_to_be_about_a_concern_is_about_it(
    parent: Client, concern: Concern
) -> None:
    sent: dict[str, Any] = {"day": DAY, "uuid": str(uuid4())}
    parent.post(new_address("visit", concern), sent)
    parent.post(new_address("visit", concern), sent | {"concerns": [concern.uuid]})
    assert Visit.objects.get().concerns.get() == concern


def test_another_question_sent_from_the_same_form_is_another_question(
    parent: Client, child: Child
) -> None:
    address, uuid = reverse("questions", args=[child.pk]), str(uuid4())
    for text in ("Can it stay?", "Can it stay?", "Does it itch?"):
        parent.post(address, {"text": text, "uuid": uuid})
    asked = Question.objects.order_by("pk").values_list("text", flat=True)
    assert list(asked) == ["Can it stay?", "Does it itch?"]


@pytest.mark.parametrize(
    ("at", "status"), [("09:00", 302), ("09:01", 200)], ids=["this minute", "the next"]
)
def test_a_visit_still_to_come_today_is_refused(
    parent: Client, concern: Concern, at: str, status: int
) -> None:
    """It would answer an urgent sign before anybody has seen the child."""
    sent = {"day": "2026-03-10", "at": at, "uuid": str(uuid4())}
    assert parent.post(new_address("visit", concern), sent).status_code == status
    assert Visit.objects.count() == (status == 302)


def test_the_time_of_a_visit_of_an_earlier_day_may_be_later_than_now(
    parent: Client, concern: Concern
) -> None:
    sent = {"day": "2026-03-09", "at": "17:00", "uuid": str(uuid4())}
    assert parent.post(new_address("visit", concern), sent).status_code == 302
    assert Visit.objects.get().day == date(2026, 3, 9)
