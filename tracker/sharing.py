"""Links that leave the family: one summary to read, for whoever has the address and the code.

No HTTP here, and no clock: ``now`` is told. A link that was revoked, that ended, or whose code
was wrong too often is not told from one that never was.
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
    """What opens a link. Only hashes of it are stored; ``code`` is empty where none is asked."""

    token: str
    code: str


def new_secrets() -> Secrets:
    token, _kept = new_token()
    return Secrets(token, f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}")


@transaction.atomic
def make_share(
    *,
    child: Child,
    opened_by: Secrets,
    days: int,
    choice: str,
    with_full_name: bool,
    frozen: records.Diary | None,
    today: date,
    now: datetime,
    by: User,
) -> Share:
    """A link to the child's summary that ends after so many days, to the second.

    ``choice`` is the query of the parent's own summary page. ``frozen``: the diary, with its
    photos, to show as it was ``today``; None shows it as it is whenever somebody looks. Made a
    second time with the same secrets, it is there once.
    """
    share, is_new = Share.objects.get_or_create(
        child=child,
        token_hash=hash_of(opened_by.token),
        defaults={
            "made_by": by,
            "made_at": now,
            "code_hash": _code_hash(opened_by.token, opened_by.code),
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


@transaction.atomic
def open_share(*, token: str, code: str, now: datetime) -> Share | None:
    """The link, for who has its token and its code; the opening is written down.

    A wrong code counts, from wherever it comes; nothing typed is no try. A try is claimed before
    the code is looked at, so however many ask at once, five of them at most learn anything.
    """
    share = Share.objects.open_at(now).filter(token_hash=hash_of(token)).first()
    if share is None or (share.code_hash and not _is_right(share, token, code)):
        return None
    ShareOpening.objects.create(share=share, at=now)
    return share


def share_of(*, uuid: UUID, now: datetime) -> Share | None:
    """The link for who has opened it; None from the moment it ends. One query."""
    return Share.objects.open_at(now).filter(uuid=uuid).select_related("child__family").first()


@transaction.atomic
def revoke_share(*, share: Share, now: datetime, by: User) -> None:
    """Ends the link at once, also for who has it open. One that was revoked keeps its time."""
    if Share.objects.filter(pk=share.pk, revoked_at=None).update(revoked_at=now):
        kind = FamilyEvent.Kind.SHARE_REVOKED
        note_event(family=share.child.family, kind=kind, about=share.child.name, by=by)


def remove_old_shares(*, before: datetime) -> int:
    """Links that ended or were revoked before that moment, with what they had frozen.

    Returns how many.
    """
    ended = Share.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before))
    _rows, of_each = ended.delete()
    return of_each.get(Share._meta.label, 0)


def opens(share: Share, opened_by: Secrets) -> bool:
    """Whether these are the link's own secrets."""
    return share.token_hash == hash_of(opened_by.token) and (
        share.code_hash == _code_hash(opened_by.token, opened_by.code)
    )


@dataclass(frozen=True)
class Shown:
    """What a link tells of: the diary as of a day, and its photos' keys by their files."""

    diary: records.Diary
    as_of: date
    photos: dict[str, int]


def shown_by(share: Share, *, today: date) -> Shown:
    """The diary as it was frozen, or as it is ``today``. Fifteen queries at most, two if frozen.

    The child goes by its initials unless the parent said otherwise, and a photo that was removed
    since is gone from here too.
    """
    photos = photo_keys(share.child)
    if share.as_of is None:
        diary, as_of = whole_diary(share.child, with_photos=True), today
    else:
        diary, as_of = read_trusted(share.diary.encode()), share.as_of
    if not share.with_full_name:
        child = replace(diary.child, name=short_name(diary.child.name))
        diary = replace(diary, child=child)
    return Shown(_with_photos(diary, photos), as_of, photos)


def short_name(name: str) -> str:
    """What a link calls the child, unless the parent said otherwise."""
    return initials(name) or _("the child")


def _with_photos(diary: records.Diary, files: Collection[str]) -> records.Diary:
    """The diary without the photos that are not among the files."""
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


def _is_right(share: Share, token: str, code: str) -> bool:
    """Counts the try as a wrong one first, and gives it back if it was right."""
    if not code.strip():
        return False
    this = Share.objects.filter(pk=share.pk)
    claimed = this.filter(wrong_codes__lt=MAX_WRONG_CODES).update(wrong_codes=F("wrong_codes") + 1)
    if not claimed or not constant_time_compare(share.code_hash, _code_hash(token, _digits(code))):
        return False
    this.update(wrong_codes=F("wrong_codes") - 1)
    return True


def _code_hash(token: str, code: str) -> str:
    """With the token in it: six digits alone are soon guessed by who has a copy of the data."""
    return hash_of(token + code) if code else ""


def _digits(typed: str) -> str:
    """``123 456`` and the digits of other scripts are meant as they look."""
    return "".join(str(int(sign)) for sign in typed if sign.isdecimal())
