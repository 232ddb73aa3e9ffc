"""The guide's cautions on the forms of a treatment and a possible trigger, and after saving."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, make_child, make_concern, make_member
from tests.views.pages import text_of
from tracker.models import Care, Child, Concern

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

NOTICE = "There is something about this in the guide."
STEROID = "No steroid cream unless a doctor said so."


@pytest.fixture
def child() -> Child:
    return make_child()


@pytest.fixture
def concern(child: Child) -> Concern:
    return make_concern(child, condition="milia")


@pytest.fixture
def parent(child: Child) -> Client:
    return client_of(make_member(child.family))


def cautions(html: str) -> list[str]:
    """The texts of the cautions that are not hidden."""
    shown = re.findall(r'<div class="caution"[^>]*?( hidden)?>(.*?)</div>', html, re.DOTALL)
    return [text_of(text).strip() for hidden, text in shown if not hidden]


def new_care(concern: Concern) -> str:
    return reverse("care_new", args=[concern.child_id, concern.uuid])


def test_a_new_form_shows_none(parent: Client, concern: Concern) -> None:
    for address in (new_care(concern), reverse("exposure_new", args=[concern.child_id])):
        html = parent.get(address).content.decode()
        assert html.count('class="caution"') == 8
        assert cautions(html) == []


def test_a_saved_treatment_shows_its_caution_with_source_and_guide(
    parent: Client, concern: Concern
) -> None:
    care = Care.objects.create(concern=concern, kind="steroid", started_on=concern.child.birth_date)
    address = reverse("care_edit", args=[concern.child_id, concern.uuid, care.pk])
    html = parent.get(address).content.decode()
    (text,) = cautions(html)
    assert text.startswith(STEROID)
    assert "Source: Hydrocortisone for skin , NHS" in text
    assert "Guide: Milk spots, what to leave alone" in text
    assert f'{reverse("guide_page", args=["milk-spots"])}#leave-alone"' in html


@pytest.mark.parametrize(
    ("product", "page"), [("olive oil", "milk-spots"), ("warm water", None)], ids=["oil", "water"]
)
def test_after_saving_a_link_leads_to_what_the_guide_says(
    parent: Client, concern: Concern, product: str, page: str | None
) -> None:
    data = {"uuid": uuid4(), "kind": "home_remedy", "started_on": "2026-05-01", "product": product}
    html = parent.post(new_care(concern), data, follow=True).content.decode()
    assert (NOTICE in html) == (page is not None)
    if page:
        assert f'href="{reverse("guide_page", args=[page])}#leave-alone"' in html


def test_a_possible_trigger_has_its_caution(parent: Client, child: Child) -> None:
    data = {"uuid": uuid4(), "kind": "cream", "day": "2026-05-01", "name": "hydrocortisone"}
    address = reverse("exposure_new", args=[child.pk])
    assert NOTICE in parent.post(address, data, follow=True).content.decode()


def test_a_form_with_an_error_keeps_its_caution(parent: Client, concern: Concern) -> None:
    data = {"uuid": uuid4(), "kind": "steroid", "started_on": "soon"}
    (text,) = cautions(parent.post(new_care(concern), data).content.decode())
    assert text.startswith(STEROID)
