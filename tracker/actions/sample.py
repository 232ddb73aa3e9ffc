"""The sample diary: an invented child in a family of its own."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.actions.importing import import_diary
from tracker.actions.people import GUEST_EMAIL, lock_tables, remove_samples
from tracker.actions.photos import PhotosNotStored, new_files, photo_row
from tracker.domain.roles import OWNER
from tracker.domain.sample import sample_diary
from tracker.domain.sample.days import SampleDays
from tracker.domain.sample.photos import sample_photos
from tracker.models import Child, Entry, Family, Member, Photo, User
from tracker.photos.drawn import draw
from tracker.queries import is_empty


class AlreadyOpen(Exception):
    """A diary exists already, so visitors are shown no sample."""


def open_sample(
    *, user: User | None, today: date, time_zone: str, country: str
) -> tuple[User, Child]:
    """Returns the user and the sample child, which is created once for each user.

    Without a user they are the guest's, shared by all visitors until a diary exists; then raises
    AlreadyOpen. It has no photos if they cannot be stored.
    """
    with transaction.atomic():
        lock_tables(Family)
        user = user or _guest()
        child = Child.objects.filter(family__is_sample=True, family__members__user=user).first()
        if child is not None:
            return user, child
        family = Family.objects.create(
            name=_("Sample family"), time_zone=time_zone, country=country, is_sample=True
        )
        Member.objects.create(family=family, user=user, role=OWNER.key)
        child = import_diary(diary=sample_diary(today), family=family, by=user).child
    with suppress(PhotosNotStored):
        _add_photos(child, SampleDays(today))
    return user, child


def _add_photos(child: Child, ago: SampleDays) -> None:
    """Draws the photos, and stores them before the transaction, as for any photo."""
    entries = Entry.objects.filter(concern__child=child).select_related("concern")
    by_place = {(entry.concern.condition, entry.day): entry for entry in entries}
    with new_files() as store:
        rows = []
        for photo in sample_photos():
            row = photo_row(uuid4(), draw(photo.drawing), store)
            row.entry, row.position = by_place[photo.condition, ago(photo.ago)], 1
            row.site, row.view, row.caption = photo.site, Photo.View.CLOSE, photo.caption
            rows.append(row)
        Photo.objects.bulk_create(rows)


@transaction.atomic
def close_sample(*, user: User) -> bool:
    """Removes the user's sample. Returns True if the user was the guest, who is deleted too."""
    remove_samples(user)
    if not is_guest(user):
        return False
    user.delete()
    return True


def is_guest(user: User) -> bool:
    """Whether this is the user of visitors without an account."""
    return user.email == GUEST_EMAIL


def _guest() -> User:
    if not is_empty():
        raise AlreadyOpen
    guest = User.objects.filter(email=GUEST_EMAIL).first()
    return guest or User.objects.create_user(GUEST_EMAIL, name=_("Guest"))
