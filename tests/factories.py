"""Factories for models, with defaults for tests."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache
from hashlib import sha256
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageDraw

from tracker import sharing
from tracker.actions.invitations import invite
from tracker.models import (
    Child,
    Concern,
    DayNote,
    Entry,
    Family,
    Invitation,
    KeptCopy,
    Member,
    Photo,
    Share,
    Sign,
    Spot,
    User,
)
from tracker.queries import whole_diary

BORN = date(2026, 1, 10)
PASSWORD = "a long enough password"
_numbers = count(1)


def make_user(email: str | None = None, **fields: Any) -> User:
    return User.objects.create_user(
        email or f"parent{next(_numbers)}@example.org", PASSWORD, **fields
    )


def make_family(**fields: Any) -> Family:
    return Family.objects.create(**{"name": "Family", "time_zone": "Europe/London", **fields})


def make_member(family: Family, role: str = "owner", user: User | None = None) -> User:
    """Create a member, by default with a new user. Returns the user."""
    user = user or make_user()
    Member.objects.create(family=family, user=user, role=role)
    return user


def make_child(family: Family | None = None, **fields: Any) -> Child:
    defaults = {"name": "Iris", "birth_date": BORN}
    return Child.objects.create(family=family or make_family(), **{**defaults, **fields})


def make_concern(child: Child | None = None, **fields: Any) -> Concern:
    defaults = {
        "condition": "milia",
        "title": "bumps on the chin",
        "first_noticed_on": date(2026, 2, 1),
    }
    return Concern.objects.create(child=child or make_child(), **{**defaults, **fields})


def make_entry(
    concern: Concern,
    day: date,
    status: str = "present",
    at: time | None = None,
    signs: tuple[str, ...] = (),
    sites: tuple[str, ...] = (),
    **fields: Any,
) -> Entry:
    entry = Entry.objects.create(concern=concern, day=day, status=status, at=at, **fields)
    Sign.objects.bulk_create(Sign(entry=entry, key=key, answer="yes") for key in signs)
    Spot.objects.bulk_create(Spot(entry=entry, site=site) for site in sites)
    return entry


def make_photo(
    entry: Entry, size: tuple[int, int] = (80, 60), colour: str = "#d9a58b", **fields: Any
) -> Photo:
    """Create a photo after the entry's other photos, with both files in the storage.

    The picture is drawn; site, view and caption are empty by default.
    """
    width, height = size
    defaults = {"position": Photo.all_objects.filter(entry=entry).count() + 1}
    photo = Photo(entry=entry, width=width, height=height, **{**defaults, **fields})
    photo.large.save("", ContentFile(drawn_jpeg(size, colour)), save=False)
    photo.small.save("", ContentFile(drawn_jpeg((width // 2, height // 2), colour)), save=False)
    for file in (photo.large, photo.small):
        with file.open("rb") as opened:
            setattr(photo, f"{file.field.name}_sha256", sha256(opened.read()).hexdigest())
        photo.stored_bytes += file.size
    photo.save()
    return photo


SECRETS = sharing.Secrets("A" * 43, "012345")


def make_share(
    child: Child,
    secrets: sharing.Secrets = SECRETS,
    now: datetime | None = None,
    *,
    is_frozen: bool = False,
    **fields: Any,
) -> Share:
    """Create a link to the child's summary: by default 14 days, a code, initials, not frozen."""
    now = now or timezone.now()
    defaults: dict[str, Any] = {
        "days": 14,
        "choice": "",
        "with_full_name": False,
        "frozen": whole_diary(child, with_photos=True) if is_frozen else None,
        "today": now.date(),
        "by": fields.get("by") or make_member(child.family),
    }
    return sharing.make_share(child=child, share_secrets=secrets, now=now, **{**defaults, **fields})


INVITATION = "I" * 43
"""The token of an invitation."""


def make_invitation(
    family: Family, by: User, role: str = "viewer", token: str = INVITATION, **fields: Any
) -> Invitation:
    """Create an invitation, by default for "Gran" as of now."""
    defaults: dict[str, Any] = {"for_whom": "Gran", "now": timezone.now()}
    return invite(family=family, by=by, role=role, token=token, **{**defaults, **fields})


def make_copy(user: User, **fields: Any) -> KeptCopy:
    """Create a kept copy, by default for one more day."""
    defaults = {"child_name": "Rose", "expires_at": timezone.now() + timedelta(days=1)}
    copy = KeptCopy(user=user, **{**defaults, **fields})
    copy.file.save("", ContentFile(b"zip"))
    return copy


@cache
def drawn_jpeg(size: tuple[int, int], colour: str = "#d9a58b") -> bytes:
    """Return a JPEG of skin with one red spot in the middle."""
    image = Image.new("RGB", size, colour)
    width, height = size
    box = (width * 0.4, height * 0.4, width * 0.6, height * 0.6)
    ImageDraw.Draw(image).ellipse(box, fill="#c0392b")
    buffer = BytesIO()
    image.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def make_day_note(child: Child, day: date, signs: tuple[str, ...] = (), **fields: Any) -> DayNote:
    note = DayNote.objects.create(child=child, day=day, **fields)
    Sign.objects.bulk_create(Sign(day_note=note, key=key, answer="yes") for key in signs)
    return note


def client_of(user: User) -> Client:
    """Return a client logged in as this user."""
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def confirmed(client: Client) -> Client:
    """Confirm the user's password again. Returns the same client."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client
