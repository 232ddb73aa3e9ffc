"""Beginning a concern: with its first look, once, and so that the diary can be taken along."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.actions.test_history import DAY, LOOK
from tests.factories import make_child, make_concern, make_member
from tracker.actions.concerns import begin_concern
from tracker.actions.records import write_record
from tracker.domain import records
from tracker.interchange import read_diary, write_diary
from tracker.models import Entry
from tracker.queries import whole_diary

pytestmark = pytest.mark.django_db


def test_a_diary_begun_with_an_entry_is_read_back_from_its_file() -> None:
    child = make_child()
    parent = make_member(child.family)
    for _ in "twice":
        concern = records.Concern(str(uuid4()), "milia", DAY, "pearls", entries=(LOOK,))
        for _again in range(2):
            begin_concern(child=child, concern=concern, by=parent)
    diary = whole_diary(child)
    assert read_diary(write_diary(diary), DAY) == diary


def test_one_id_for_looks_at_two_concerns_is_told_apart() -> None:
    child = make_child()
    parent = make_member(child.family)
    uuid = uuid4()
    for concern in (make_concern(child), make_concern(child)):
        for _again in range(2):
            write_record(owner=concern, record=LOOK, uuid=uuid, by=parent)
    assert Entry.objects.count() == 2
    assert Entry.objects.values("uuid").distinct().count() == 2
