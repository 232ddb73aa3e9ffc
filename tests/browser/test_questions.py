"""Questions for the doctor on a phone: ticked by one tap, edited, opened again."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.thumb import log_in
from tests.factories import make_child, make_family, make_member
from tracker.models import Question

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_question_is_ticked_edited_and_opened_again(page: Page, live_server: LiveServer) -> None:
    child = make_child(make_family(time_zone="UTC"))
    question = Question.objects.create(child=child, text="Can it stay?")
    Question.objects.create(child=child, text="And the bath?")
    log_in(page, make_member(child.family), live_server)
    page.goto(live_server.url + reverse("questions", args=[child.pk]))

    page.get_by_role("button", name="Mark as answered").first.tap()
    items = page.locator(".log > li")
    expect(items).to_have_count(2)
    expect(items.nth(0)).to_contain_text("And the bath?")
    expect(items.nth(1)).to_contain_text("Answered on")
    question.refresh_from_db()
    assert question.answered_on == timezone.now().date()

    items.nth(1).get_by_role("link", name="Edit or answer").tap()
    page.get_by_label("What do you want to ask?").fill("Can it stay on?")
    page.get_by_label("What was the answer?").fill("It fades.")
    page.get_by_role("button", name="Save").tap()
    expect(items.nth(1)).to_contain_text("Answer: It fades.")

    items.nth(1).get_by_role("button", name="Reopen").tap()
    expect(page.get_by_role("heading", name="Answered")).to_have_count(0)
    question.refresh_from_db()
    assert (question.text, question.answer, question.answered_on) == (
        "Can it stay on?",
        "It fades.",
        None,
    )
