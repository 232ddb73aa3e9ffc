"""Links that leave the family: a read-only summary for whoever has the address and the code.

This module knows neither HTTP nor the clock; ``now`` is a parameter. Callers cannot tell a link
that was revoked or has expired from one that never existed. After too many wrong codes nobody can
open a link, but whoever had opened it can go on reading: a guesser must not shut out the doctor.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from tracker.actions.events import note_event
from tracker.domain import records
from tracker.domain.initials import initials
from tracker.interchange import read_trusted, write_diary
from tracker.models import MAX_WRONG_CODES, Child, FamilyEvent, Share, ShareOpening, User
from tracker.queries import whole_diary
from tracker.queries.photos import photo_keys
from tracker.utils.tokens import hash_of, new_token

CODE_DIGITS = 6


@dataclass(frozen=True)
class Secrets:
    """What opens a link; only hashes are stored. ``code`` is empty if none is required."""

    token: str
    code: str


def new_secrets() -> Secrets:
    """Returns a random token and a code of ``CODE_DIGITS`` digits."""
    token, _hash = new_token()
    return Secrets(token, f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}")


@transaction.atomic
def make_share(
    *,
    child: Child,
    share_secrets: Secrets,
    days: int,
    choice: str,
    with_full_name: bool,
    frozen: records.Diary | None,
    today: date,
    now: datetime,
    by: User,
) -> Share:
    """Creates a link to the child's summary that expires after ``days``, once for each token.

    ``choice`` is the query of the parent's own summary page. ``frozen`` is the diary with photos to
    show as of ``today``; None shows the present diary at each opening.
    """
    share, is_new = Share.objects.get_or_create(
        child=child,
        token_hash=hash_of(share_secrets.token),
        defaults={
            "made_by": by,
            "made_at": now,
            "code_hash": _code_hash(share_secrets.token, share_secrets.code),
            "expires_at": now + timedelta(days=days),
            "with_full_name": with_full_name,
            "choice": choice,
            "diary": write_diary(frozen).decode() if frozen else "",
            "as_of": today if frozen else None,
        },
    )
    if is_new:
        kind = FamilyEvent.Kind.SHARE_MADE
        note_event(family=child.family, kind=kind, about=child.name, by=by)
    return share


@dataclass(frozen=True)
class Attempt:
    """What a token and code did: opened a link, locked one, or neither."""

    opened: Share | None = None
    locked: Share | None = None


@transaction.atomic
def open_share(*, token: str, code: str, now: datetime) -> Attempt:
    """Opens the link for this token and code, and records the opening.

    Wrong codes are counted from all clients together; an empty one is not counted. A try is counted
    before the code is compared, so that concurrent requests get ``MAX_WRONG_CODES`` tries at most.
    """
    links = Share.objects.open_at(now).select_related("child__family")
    share = links.filter(token_hash=hash_of(token)).first()
    if share is None or (share.code_hash and not _claim_try(share, code)):
        return Attempt()
    if share.code_hash and not _is_right(share, token, code):
        return Attempt(locked=share) if _was_last_try(share) else Attempt()
    ShareOpening.objects.create(share=share, at=now)
    return Attempt(opened=share)


def share_of(*, uuid: UUID, now: datetime) -> Share | None:
    """Returns an opened link; None once it has ended. One query."""
    return Share.objects.open_at(now).filter(uuid=uuid).select_related("child__family").first()


@transaction.atomic
def revoke_share(*, share: Share, now: datetime, by: User) -> None:
    """Ends the link at once, also where it is open. A link revoked before keeps its time."""
    if Share.objects.filter(pk=share.pk, revoked_at=None).update(revoked_at=now):
        kind = FamilyEvent.Kind.SHARE_REVOKED
        note_event(family=share.child.family, kind=kind, about=share.child.name, by=by)


def remove_old_shares(*, before: datetime) -> int:
    """Removes links that ended or were revoked before that moment, with their frozen diaries.

    Returns how many.
    """
    ended = Share.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before))
    _rows, of_each = ended.delete()
    return of_each.get(Share._meta.label, 0)


def matches_secrets(share: Share, share_secrets: Secrets) -> bool:
    """Whether these are the link's secrets."""
    return share.token_hash == hash_of(share_secrets.token) and (
        share.code_hash == _code_hash(share_secrets.token, share_secrets.code)
    )


@dataclass(frozen=True)
class SharedSummary:
    """What a link shows: the diary as of a day, and the keys of its photos by their files."""

    diary: records.Diary
    as_of: date
    photos: dict[str, int]


def shared_summary_of(share: Share, *, today: date) -> SharedSummary:
    """Returns the frozen diary, or the present one. 15 queries at most, two if frozen.

    The child is named by its initials unless the parent chose the full name. Photos removed since
    are left out.
    """
    photos = photo_keys(share.child)
    if share.as_of is None:
        diary, as_of = whole_diary(share.child, with_photos=True), today
    else:
        diary, as_of = read_trusted(share.diary.encode()), share.as_of
    if not share.with_full_name:
        child = replace(diary.child, name=short_name(diary.child.name))
        diary = replace(diary, child=child)
    return SharedSummary(_with_photos(diary, photos), as_of, photos)


def short_name(name: str) -> str:
    """Returns what a link calls the child by default."""
    return initials(name) or _("the child")


def _with_photos(diary: records.Diary, files: Collection[str]) -> records.Diary:
    """Returns the diary without photos whose files are not among these."""
    return replace(
        diary,
        concerns=tuple(
            replace(
                concern,
                entries=tuple(
                    replace(
                        entry, photos=tuple(photo for photo in entry.photos if photo.file in files)
                    )
                    for entry in concern.entries
                ),
            )
            for concern in diary.concerns
        ),
    )


def _claim_try(share: Share, code: str) -> bool:
    """Counts a try as wrong before its code is compared. False if no code or no try is left."""
    if not code.strip():
        return False
    row = Share.objects.filter(pk=share.pk, wrong_codes__lt=MAX_WRONG_CODES)
    return bool(row.update(wrong_codes=F("wrong_codes") + 1))


def _is_right(share: Share, token: str, code: str) -> bool:
    """Whether this is the link's code; then the try no longer counts as wrong."""
    if not constant_time_compare(share.code_hash, _code_hash(token, _digits(code))):
        return False
    Share.objects.filter(pk=share.pk).update(wrong_codes=F("wrong_codes") - 1)
    return True


def _was_last_try(share: Share) -> bool:
    """Whether the wrong try just counted locks the link; the family's history then says so."""
    share.refresh_from_db(fields=["wrong_codes"])
    if share.is_locked:
        kind = FamilyEvent.Kind.SHARE_LOCKED
        note_event(family=share.child.family, kind=kind, about=share.child.name, by=None)
    return share.is_locked


def _code_hash(token: str, code: str) -> str:
    """Hashes the code with the token, since six digits alone are quickly found in a copy of the
    data.
    """
    return hash_of(token + code) if code else ""


def _digits(typed: str) -> str:
    """Returns the decimal digits, of any script, as ASCII: ``123 456`` as ``123456``."""
    return "".join(str(int(char)) for char in typed if char.isdecimal())
