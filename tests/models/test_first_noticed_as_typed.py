"""Migration 0013: days first noticed that an entry had moved are as typed again."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from tests.factories import make_concern, make_entry
from tracker.actions.revisions import snapshot
from tracker.models import Change, Concern, Entry

pytestmark = pytest.mark.django_db

TYPED, EARLY, EARLIER = date(2026, 2, 1), date(2026, 1, 20), date(2026, 1, 15)
MIGRATION = import_module("tracker.migrations.0013_first_noticed_as_typed")


@pytest.fixture
def concern() -> Concern:
    return make_concern(first_noticed_on=TYPED)


def migrated(concern: Concern) -> date:
    MIGRATION.put_back_typed_days(apps, SimpleNamespace(connection=connection))
    concern.refresh_from_db()
    return concern.first_noticed_on


def edit(concern: Concern, change_set: UUID | None = None, **values: object) -> Change:
    """Stores new values with their change, as an edit of the concern does."""
    before = snapshot(concern)
    Concern.objects.filter(pk=concern.pk).update(**values)
    concern.refresh_from_db()
    return Change.objects.create(
        child=concern.child,
        change_set=change_set or uuid4(),
        kind="concern",
        record_id=concern.pk,
        verb=Change.Verb.CHANGED,
        before=before,
        after=snapshot(concern),
    )


def move(concern: Concern, day: date) -> Change:
    """An entry of that day moves the day first noticed, as it did before the migration."""
    entry: Entry = make_entry(concern, day)
    change_set = uuid4()
    Change.objects.create(
        child=concern.child,
        change_set=change_set,
        kind="entry",
        record_id=entry.pk,
        verb=Change.Verb.WRITTEN,
    )
    return edit(concern, change_set, first_noticed_on=day)


def test_a_day_that_an_entry_moved_is_as_typed_again(concern: Concern) -> None:
    move(concern, EARLY)
    assert migrated(concern) == TYPED
    assert concern.revision == 1


def test_of_two_moves_the_day_before_the_first_was_typed(concern: Concern) -> None:
    move(concern, EARLY)
    edit(concern, title="another title")
    move(concern, EARLIER)
    assert migrated(concern) == TYPED


def test_a_day_that_a_parent_edited_afterwards_stays(concern: Concern) -> None:
    move(concern, EARLY)
    edit(concern, first_noticed_on=EARLIER)
    assert migrated(concern) == EARLIER
    assert concern.revision == 0


def test_a_move_after_the_edit_goes_back_to_the_edited_day(concern: Concern) -> None:
    edit(concern, first_noticed_on=EARLY)
    move(concern, EARLIER)
    assert migrated(concern) == EARLY


def test_an_undone_edit_says_nothing(concern: Concern) -> None:
    move(concern, EARLY)
    edited = edit(concern, first_noticed_on=EARLIER)
    Change.objects.filter(pk=edited.pk).update(undone_at=timezone.now())
    Concern.objects.update(first_noticed_on=EARLY)
    assert migrated(concern) == TYPED


def test_an_undone_move_still_tells_what_was_typed(concern: Concern) -> None:
    """Undoing it left the day of the next entry, without a change of its own."""
    moved = move(concern, EARLIER)
    make_entry(concern, EARLY)
    Change.objects.filter(pk=moved.pk).update(undone_at=timezone.now())
    Concern.objects.update(first_noticed_on=EARLY)
    assert migrated(concern) == TYPED


def test_an_entry_of_another_concern_moved_nothing_here(concern: Concern) -> None:
    other = make_concern(concern.child)
    moved = move(other, EARLY)
    edit(concern, moved.change_set, first_noticed_on=EARLY)
    assert migrated(concern) == EARLY


def test_without_the_history_of_its_move_a_day_stays(concern: Concern) -> None:
    make_entry(concern, EARLY)
    Concern.objects.update(first_noticed_on=EARLY)
    assert migrated(concern) == EARLY
