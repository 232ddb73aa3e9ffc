"""The summary of errors at the top of a form that is shown again."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, confirmed
from tests.test_access import Home, home  # noqa: F401
from tests.test_access_matrix import address

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SUMMARY = re.compile(r'<div class="notice notice-danger error-summary".*?</div>', re.DOTALL)
LINE = re.compile(r'<li>(?:<a href="#([^"]+)">)?(.*?)(?:</a>)?</li>')

SPOTS = {f"spots-{name}_FORMS": "2" for name in ("TOTAL", "INITIAL")} | {
    "spots-0-site": "chin",
    "spots-0-count": "-3",
    "spots-1-site": "elsewhere",
}
WEIGHTS = {"weights-TOTAL_FORMS": "1", "weights-INITIAL_FORMS": "0", "weights-0-kg": "much"}
WRONG = {"day": "never", "temperature": "hot", "started_on": "never", "birth_date": "never"}
WRONG |= {
    "follow_up_on": "never",
    "caption": "x" * 5000,
    "email": "nowhere",
    "title": "x" * 500,
    "relation": "x" * 500,
}

FORMS = [
    *("entry_new", "entry_edit", "concern_new", "concern_edit", "note_new", "note_edit"),
    *("care_new", "care_edit", "exposure_new", "exposure_edit", "visit_new", "visit_edit"),
    *("questions", "question_edit", "photo_edit", "photos", "child_edit"),
    *("child_new", "family_edit", "invitation_new", "share_new", "account", "account_email"),
    *("account_change_password", "member", "member_relation"),
]


def lines(html: str) -> list[tuple[str, str]]:
    found = SUMMARY.findall(html)
    assert len(found) <= 1
    return [(target, unescape(text)) for box in found for target, text in LINE.findall(box)]


@pytest.fixture
def owner(home: Home) -> Client:  # noqa: F811
    return confirmed(client_of(home.owner))


@pytest.mark.parametrize("name", FORMS)
def test_each_error_leads_to_its_field(home: Home, owner: Client, name: str) -> None:  # noqa: F811
    response = owner.post(address(home, name), WRONG | SPOTS | WEIGHTS)
    html = response.content.decode()
    errors = lines(html)
    assert errors
    assert [target for target, _text in errors if target and f'id="{target}"' not in html] == []


def test_the_lines_name_the_row_and_the_field(home: Home, owner: Client) -> None:  # noqa: F811
    html = owner.post(address(home, "entry_new"), {"status": "present", **SPOTS}).content.decode()
    assert [line for line in lines(html) if "spots" in line[0]] == [
        ("id_spots-0-count", "Place 1, How many: Enter 1 or more."),
        ("id_spots-1-site", "Place 2, Where: Choose the place from the list."),
    ]


def test_a_group_of_choices_is_one_target(home: Home, owner: Client) -> None:  # noqa: F811
    html = owner.post(address(home, "concern_new"), SPOTS).content.decode()
    assert "id_condition" in dict(lines(html))


def test_a_form_that_was_not_sent_has_no_summary(home: Home, owner: Client) -> None:  # noqa: F811
    assert lines(owner.get(address(home, "entry_new")).content.decode()) == []


def test_a_wrong_password_is_said_without_a_field(db: None) -> None:
    html = Client().post(reverse("account_login"), {"login": "a@example.org", "password": "no"})
    ((target, text),) = lines(html.content.decode())
    assert target == ""
    assert text
