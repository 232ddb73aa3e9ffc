"""The kinds of milk spots explained where the doctor's word is recorded."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import client_of, make_child, make_concern, make_member
from tests.views.pages import text_of
from tracker.domain.guide import PAGES
from tracker.models import Child, Concern

pytestmark = pytest.mark.django_db

KINDS = PAGES["milk-spots-after-a-rash"].kinds


@pytest.fixture
def child() -> Child:
    return make_child()


@pytest.fixture
def concern(child: Child) -> Concern:
    return make_concern(child, condition="milia")


@pytest.mark.parametrize("page", ["visit_new", "concern_edit"])
def test_each_kind_has_its_line_and_the_guide(child: Child, concern: Concern, page: str) -> None:
    ids = [child.pk] if page == "visit_new" else [child.pk, concern.uuid]
    parent: Client = client_of(make_member(child.family))
    html = parent.get(reverse(page, args=ids)).content.decode()
    (fold,) = re.findall(r'<details class="milia-kinds">(.*?)</details>', html, re.DOTALL)
    assert [text_of(name) for name in re.findall(r"<dt>(.*?)</dt>", fold)] == [
        str(kind.name) for kind in KINDS
    ]
    assert [text_of(line) for line in re.findall(r"<dd>(.*?)</dd>", fold)] == [
        str(kind.fact.text) for kind in KINDS
    ]
    address = f"{reverse('guide_page', args=['milk-spots-after-a-rash'])}#kinds"
    assert f'href="{address}"' in fold
