"""What ends a child's record, or an owner's part in it: asked for, told to every owner, done
after seven days, and never without a copy for those who lose it.

Nobody may be cut off from a child's record by another owner overnight, or locked into one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import BinaryIO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from tracker.actions.events import note_event
from tracker.actions.membership import leave
from tracker.actions.people import remove_child, remove_families
from tracker.actions.photos import remove_files
from tracker.interchange import write_zip
from tracker.models import Child, Family, Farewell, KeptCopy, Member, User
from tracker.models.membership import copy_name
from tracker.queries.stored import StoredDiary, one_moment
from tracker.reports.pictures import pictures_of

DAYS_OF_WAITING = 7
DAYS_COPIES_ARE_KEPT = 30


@transaction.atomic
def ask_to_end_ownership(*, member: Member, role_then: str, by: User, now: datetime) -> Farewell:
    """In seven days the member is a caregiver or viewer, or (``""``) in the family no longer.

    Asked for twice it is there once, with the earlier day.
    """
    return _ask(
        Farewell.Kind.OWNER_LEAVES_OFFICE, member.family, by, now, member=member, role=role_then
    )


@transaction.atomic
def ask_to_delete_child(*, child: Child, by: User, now: datetime) -> Farewell:
    """In seven days the child's diary is gone. Asked for twice it is there once."""
    return _ask(Farewell.Kind.CHILD, child.family, by, now, child=child)


@transaction.atomic
def ask_to_delete_family(*, family: Family, by: User, now: datetime) -> Farewell:
    """In seven days the family is gone with all its diaries. Asked for twice it is there once."""
    return _ask(Farewell.Kind.FAMILY, family, by, now)


@transaction.atomic
def call_off(*, farewell: Farewell, by: User) -> None:
    """It will not be done."""
    note_event(family=farewell.family, kind="called_off", about=about(farewell), by=by)
    Farewell.objects.filter(pk=farewell.pk).delete()


def carry_out_due(*, now: datetime) -> int:
    """Does what has waited long enough, each on its own. Returns how many were done.

    Safe to be called by several at once and as often as one likes.
    """
    due = Farewell.objects.filter(due_at__lte=now).values_list("pk", flat=True)
    return sum(_carry_out(pk, now) for pk in list(due))


def leave_with_copies(*, member: Member, now: datetime) -> None:
    """Whoever leaves goes at once, and has a copy of every diary of the family for thirty days."""
    children = Child.objects.filter(family=member.family)
    with _copies(children, [member.user], now) as keep, transaction.atomic():
        keep()
        leave(member=member)


@transaction.atomic
def remove_old_copies(*, now: datetime) -> int:
    """Those whose thirty days are over, file and all. Returns how many."""
    return remove_copies(KeptCopy.objects.filter(expires_at__lte=now))


def remove_copies(copies: QuerySet[KeptCopy]) -> int:
    """The rows now, the files once that is certain. Returns how many."""
    rows = list(copies)
    KeptCopy.objects.filter(pk__in=[row.pk for row in rows]).delete()
    names = [str(row.file.name) for row in rows]
    transaction.on_commit(lambda: remove_files(names))
    return len(rows)


def about(farewell: Farewell) -> str:
    """Whom or what it ends, in the words that the family has for it."""
    if farewell.member is not None:
        return farewell.member.user.shown_name
    return farewell.child.name if farewell.child is not None else farewell.family.name


def _ask(
    kind: str,
    family: Family,
    by: User,
    now: datetime,
    *,
    child: Child | None = None,
    member: Member | None = None,
    role: str = "",
) -> Farewell:
    farewell, is_new = Farewell.objects.get_or_create(
        kind=kind,
        family=family,
        child=child,
        member=member,
        defaults={
            "role_then": role,
            "asked_by": by,
            "asked_at": now,
            "due_at": now + timedelta(days=DAYS_OF_WAITING),
        },
    )
    if is_new:
        note_event(family=family, kind=f"asked_{kind}", about=about(farewell), by=by)
    return farewell


def _carry_out(pk: int, now: datetime) -> bool:
    """False where it was called off, or done by somebody else, this very moment."""
    farewell = Farewell.objects.filter(pk=pk, due_at__lte=now).first()
    if farewell is None:
        return False
    with _copies(*_lost_by(farewell), now) as keep, transaction.atomic():
        taken, _each = Farewell.objects.filter(pk=pk).delete()
        if not taken:
            return False
        keep()
        _finish(farewell)
    return True


def _lost_by(farewell: Farewell) -> tuple[QuerySet[Child], list[User]]:
    """The children whose diaries somebody loses, and who that is."""
    children = Child.objects.filter(family=farewell.family)
    if farewell.member is not None:
        loses_all = _may_go(farewell.member) and not farewell.role_then
        return children, [farewell.member.user] if loses_all else []
    if farewell.child is not None:
        children = children.filter(pk=farewell.child.pk)
    return children, [member.user for member in _owners(farewell.family)]


def _finish(farewell: Farewell) -> None:
    family, name = farewell.family, about(farewell)
    if farewell.child is not None:
        remove_child(child=farewell.child)
        note_event(family=family, kind="child_deleted", about=name, by=None)
    elif farewell.member is None:
        remove_families(Family.objects.filter(pk=family.pk))
    elif _may_go(farewell.member):
        _end_ownership(farewell.member, farewell.role_then)


def _end_ownership(member: Member, role_then: str) -> None:
    family, name = member.family, member.user.shown_name
    if not role_then:
        member.delete()
        note_event(family=family, kind="removed", about=name, by=None)
        return
    member.role = role_then
    member.save(update_fields=["role"])
    note_event(family=family, kind=f"became_{role_then}", about=name, by=None)


def _may_go(member: Member) -> bool:
    """Never the last owner: then nobody could let anybody in or out."""
    return member.owns and _owners(member.family).exclude(pk=member.pk).exists()


def _owners(family: Family) -> QuerySet[Member]:
    return Member.objects.filter(family=family, role=Member.Role.OWNER).select_related("user")


@contextmanager
def _copies(
    children: Iterable[Child], users: Sequence[User], now: datetime
) -> Iterator[Callable[[], None]]:
    """Zips of these diaries for each of these people: written now, theirs once the given function
    is called in the transaction that takes the diaries from them. If that fails the files go again.
    """
    copies: list[KeptCopy] = []
    kept = False

    def keep() -> None:
        nonlocal kept
        KeptCopy.objects.bulk_create(copies)
        kept = True

    try:
        for child in children if users else ():
            with tempfile.TemporaryFile(dir=settings.DATA_DIR) as whole:
                _write_whole(whole, child)
                copies.extend(_stored_copy(whole, child, user, now) for user in users)
        yield keep
    except BaseException:
        kept = False
        raise
    finally:
        if not kept:
            remove_files(str(copy.file.name) for copy in copies)


def _write_whole(out: BinaryIO, child: Child) -> None:
    """Raises StorageFailed: what cannot be copied is not taken away."""
    with one_moment():
        write_zip(out, StoredDiary(child, with_photos=True), pictures_of(child))


def _stored_copy(whole: BinaryIO, child: Child, user: User, now: datetime) -> KeptCopy:
    """Not saved yet; its file is there."""
    whole.seek(0)
    return KeptCopy(
        user=user,
        child_name=child.name,
        file=default_storage.save(copy_name(), File(whole)),
        made_at=now,
        expires_at=now + timedelta(days=DAYS_COPIES_ARE_KEPT),
    )
