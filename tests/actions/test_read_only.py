"""While a diary of the family is copied before it is deleted, no act writes into any of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import serializers
from django.db.models.functions import Now
from django.utils import timezone

from tests.actions.edits import DAY, KINDS, make_edited
from tests.factories import (
    drawn_jpeg,
    make_concern,
    make_entry,
    make_invitation,
    make_member,
    make_photo,
    make_user,
)
from tests.removals.people import stored_files
from tracker.actions.deleted import remove_now
from tracker.actions.history import undo
from tracker.actions.importing import import_diary
from tracker.actions.invitations import accept_as_new, accept_invitation
from tracker.actions.people import NewAccount, add_child
from tracker.actions.photos import (
    add_photos,
    move_photo,
    remove_photo,
    write_entry_with_photos,
)
from tracker.actions.read_only import FamilyReadOnly
from tracker.actions.records import delete_record, restore_record, write_record
from tracker.domain import records
from tracker.models import Child, Entry, Family, User
from tracker.photos import CleanPhoto
from tracker.queries import whole_diary

pytestmark = pytest.mark.django_db

LOOK = records.Entry(day=DAY, status="present")
TOKEN = "J" * 43
ACCOUNT = NewAccount("gran@example.org", "milk and honey moon", "Gran")


def read_only(family: Family) -> None:
    until = Now() + timedelta(minutes=1)
    Family.objects.filter(pk=family.pk).update(read_only_until=until)


def everything() -> str:
    """All rows but the families', which say that they are read-only."""
    models = [model for model in apps.get_app_config("tracker").get_models() if model != Family]
    return serializers.serialize("json", [row for m in models for row in m._base_manager.all()])


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "family"])
def test_no_change_is_written(kind: str) -> None:
    edited = make_edited(kind)
    family = Family.objects.get()
    by = make_member(family)
    read_only(family)
    before = everything()
    with pytest.raises(FamilyReadOnly):
        edited.change("second", 0, by)
    assert everything() == before


def _acts(entry: Entry, deleted: Entry, by: User) -> dict[str, Callable[[], object]]:
    concern, child = entry.concern, entry.concern.child
    photo = make_photo(entry)
    make_photo(entry)
    first = write_record(owner=concern, record=LOOK, uuid=uuid4(), by=by).change_set
    assert first is not None
    make_invitation(child.family, by, token=TOKEN)
    gran, now = make_user(), timezone.now()
    pictures = [CleanPhoto(drawn_jpeg((80, 60)), drawn_jpeg((40, 30)), 80, 60, None, None)]
    sent = {"photos": pictures, "uuid": uuid4(), "by": by}
    baby = records.Child(name="Rose", birth_date=DAY)
    diary = whole_diary(child)
    return {
        "a look": lambda: write_record(owner=concern, record=LOOK, uuid=uuid4(), by=by),
        "a look with photos": lambda: write_entry_with_photos(concern=concern, record=LOOK, **sent),
        "photos": lambda: add_photos(entry=entry, **sent),
        "the order of photos": lambda: move_photo(photo=photo, steps=1),
        "a photo removed": lambda: remove_photo(photo=photo, by=by),
        "a look deleted": lambda: delete_record(row=entry, by=by),
        "a look brought back": lambda: restore_record(row=deleted, by=by),
        "a look removed for good": lambda: remove_now(record=deleted, child=child, by=by),
        "an act taken back": lambda: undo(change_set=first, child=child, by=by),
        "a diary taken in": lambda: import_diary(diary=diary, family=child.family, by=by),
        "another baby": lambda: add_child(family=child.family, child=baby),
        "a member": lambda: accept_invitation(token=TOKEN, user=gran, now=now),
        "a new account": lambda: accept_as_new(token=TOKEN, account=ACCOUNT, now=now),
    }


def is_refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except FamilyReadOnly:
        return True
    return False


def test_nothing_else_is_written() -> None:
    concern = make_concern()
    entry = make_entry(concern, DAY)
    deleted = make_entry(concern, DAY, deleted_at=timezone.now())
    acts = _acts(entry, deleted, by=make_member(concern.child.family))
    read_only(concern.child.family)
    before = everything(), stored_files()
    assert [name for name, act in acts.items() if not is_refused(act)] == []
    assert (everything(), stored_files()) == before


def test_other_families_write() -> None:
    read_only(Family.objects.create(name="Limas"))
    concern = make_concern()
    write_record(owner=concern, record=LOOK, uuid=uuid4(), by=make_member(concern.child.family))
    assert Child.objects.get().concerns.get().entries.count() == 1
