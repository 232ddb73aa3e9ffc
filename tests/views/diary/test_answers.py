"""A question is changed, and answered."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, make_member
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


def test_an_answer_without_a_day_was_given_today(parent: Client, question: Question) -> None:
    send(parent, question, answer="It fades.")
    question.refresh_from_db()
    assert question.answered_on == date(2026, 3, 10)
    send(parent, question, answered_on="")
    question.refresh_from_db()
    assert (question.answer, question.answered_on) == ("It fades.", None)


def tick(client: Client, question: Question, answered: str) -> HttpResponse:
    address = reverse("question_tick", args=[question.child_id, question.pk])
    return client.post(address, {"answered": answered}, follow=True)


def test_one_tap_ticks_it_and_another_opens_it_again(parent: Client, question: Question) -> None:
    assert "Answered: Can it stay?" in text_of(tick(parent, question, "yes"))
    question.refresh_from_db()
    assert (question.answered_on, question.answer) == (date(2026, 3, 10), "")
    assert "Reopened: Can it stay?" in text_of(tick(parent, question, "no"))
    question.refresh_from_db()
    assert question.answered_on is None


def test_a_tick_is_undone_on_the_same_page(parent: Client, question: Question) -> None:
    page = tick(parent, question, "yes").content.decode()
    (undo,) = re.findall(r'formaction="([^"]+)"', page)
    response = parent.post(undo)
    assert response["Location"] == reverse("questions", args=[question.child_id])
    question.refresh_from_db()
    assert question.answered_on is None


def test_ticked_again_it_keeps_its_day_and_opened_again_its_answer(
    parent: Client, question: Question
) -> None:
    send(parent, question, answer="It fades.", answered_on="2026-03-05")
    tick(parent, question, "yes")
    question.refresh_from_db()
    assert question.answered_on == date(2026, 3, 5)
    tick(parent, question, "no")
    question.refresh_from_db()
    assert (question.answer, question.answered_on) == ("It fades.", None)
    assert "Can it stay? Answer: It fades." in words_of(parent, "questions", question.child)


def test_answered_ones_stand_below_the_open_ones_with_day_and_answer(
    parent: Client, child: Child, question: Question
) -> None:
    for text, day in (("Bath?", 4), ("Sun?", 6)):
        Question.objects.create(child=child, text=text, answered_on=date(2026, 3, day))
    Question.objects.create(child=child, text="Cream?", answer="No.")
    text = words_of(parent, "questions", child)
    order = ["Can it stay?", "Cream?", "Answered", "Sun?", "Bath?"]
    places = [text.index(f" {words} ") for words in order]
    assert places == sorted(places)
    assert "Sun? Answered on 6 March 2026." in text


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("", "Can it stay? (answered on 9 March 2026)"),
        ("It fades.", "Can it stay? Answer: It fades. (9 March 2026)"),
    ],
)
def test_the_doctor_reads_that_it_was_answered(
    parent: Client, question: Question, answer: str, said: str
) -> None:
    send(parent, question, answer=answer, answered_on="2026-03-09")
    assert said in words_of(parent, "summary", question.child)


def test_a_viewer_has_no_buttons_and_a_deleted_one_is_not_ticked(
    parent: Client, child: Child, question: Question
) -> None:
    viewer = client_of(make_member(child.family, "viewer"))
    assert "Mark as answered" not in words_of(viewer, "questions", child)
    parent.post(reverse("question_delete", args=[child.pk, question.pk]))
    address = reverse("question_tick", args=[child.pk, question.pk])
    assert parent.post(address, {"answered": "yes"}).status_code == 410
