"""A question is changed, and answered."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.views.pages import text_of
from tracker.models import Child, Question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]


@pytest.fixture
def question(child: Child) -> Question:
    asked_on = date(2026, 3, 1)
    made: Question = Question.objects.create(child=child, text="Can it stay?", asked_on=asked_on)
    return made


def send(client: Client, question: Question, **fields: Any) -> HttpResponse:
    address = reverse("question_edit", args=[question.child_id, question.pk])
    form = client.get(address).context["form"]
    shown = {name: form[name].value() or "" for name in form.fields}
    return client.post(address, shown | fields)


def words_of(client: Client, page: str, child: Child) -> str:
    return " ".join(text_of(client.get(reverse(page, args=[child.pk])).content.decode()).split())


def test_an_answer_is_kept_with_its_question(parent: Client, question: Question) -> None:
    response = send(parent, question, answer="It fades.", answered_on="2026-03-09")
    assert response.status_code == 302
    question.refresh_from_db()
    assert (question.text, question.asked_on) == ("Can it stay?", date(2026, 3, 1))
    assert (question.answer, question.answered_on) == ("It fades.", date(2026, 3, 9))


@pytest.mark.parametrize("page", ["questions", "summary"])
def test_the_answer_stands_below_the_question(
    parent: Client, question: Question, page: str
) -> None:
    send(parent, question, answer="It fades.")
    assert "Can it stay? Answer: It fades." in words_of(parent, page, question.child)


def test_the_day_of_the_answer_is_not_ahead(parent: Client, question: Question) -> None:
    form = send(parent, question, answered_on="2026-03-11").context["form"]
    assert list(form.errors) == ["answered_on"]
    assert form.opens_folded
