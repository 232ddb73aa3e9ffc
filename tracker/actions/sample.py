"""The sample diary: an invented child in a family of its own."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from tracker.actions.importing import import_diary
from tracker.actions.people import GUEST_EMAIL, AlreadyOpen, lock_tables, remove_samples
from tracker.domain.roles import OWNER
from tracker.domain.sample import sample_diary
from tracker.models import Child, Family, Member, User
from tracker.queries import is_empty


@transaction.atomic
def open_sample(
    *, user: User | None, today: date, time_zone: str, country: str
) -> tuple[User, Child]:
    """Returns the user and the sample child, which is created once for each user.

    Without a user they are the guest's, shared by all visitors until a diary exists; then raises
    AlreadyOpen.
    """
    lock_tables(Family)
    user = user or _guest()
    child = Child.objects.filter(family__is_sample=True, family__members__user=user).first()
    if child is None:
        family = Family.objects.create(
            name=_("Sample family"), time_zone=time_zone, country=country, is_sample=True
        )
        Member.objects.create(family=family, user=user, role=OWNER.key)
        child = import_diary(diary=sample_diary(today), family=family, by=user).child
    return user, child


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
