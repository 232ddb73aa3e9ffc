"""Who deletes their account leaves no trace: every table and every file is searched for words that
stand nowhere else.
"""

from __future__ import annotations

import pickle
import zlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from secrets import token_hex
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from diary.cache import LockedFileCache
from tests.factories import (
    PASSWORD,
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_invitation,
    make_member,
    make_photo,
    make_share,
    make_user,
)
from tracker import removals
from tracker.actions.account import accept_terms
from tracker.actions.concerns import change_concern
from tracker.actions.invitations import accept_invitation
from tracker.actions.photos import describe_photo
from tracker.actions.summary import remember_summary
from tracker.actions.waiting_photos import store_waiting_photos
from tracker.daily_tasks import daily_tasks
from tracker.domain import records
from tracker.jobs import enqueue
from tracker.models import (
    Acknowledgement,
    Author,
    CalendarLink,
    Care,
    Child,
    Entry,
    Exposure,
    Family,
    LookAgain,
    Question,
    ReminderChoice,
    Share,
    ShareOpening,
    SignUpInvitation,
    User,
    Visit,
    Weight,
)
from tracker.photos import CleanPhoto
from tracker.push.subscriptions import subscribe
from tracker.queries.invitations import open_invitations
from tracker.queries.membership import may_cancel, pending_removals_of
from tracker.sharing import Secrets

pytestmark = pytest.mark.django_db(transaction=True)

TRACE = f"trace{token_hex(8)}"
"""Stands in all that is only the person's."""

NAME = f"Ana{token_hex(8)}"
"""What the person is called: it stays beside what they wrote for others."""

NO_TRACE_OF_PEOPLE = {"auth", "contenttypes"}
"""Apps whose tables hold nothing that anybody wrote."""


def cells() -> Iterator[tuple[str, str, str]]:
    """Whatever is in the database, cell by cell: the table, the column, the text."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                yield from (
                    (table, name, str(cell)) for name, cell in zip(columns, row, strict=True)
                )
    for session in Session.objects.all():
        yield "django_session", "decoded", str(session.get_decoded())


def places_of(words: str) -> set[tuple[str, str]]:
    return {(table, column) for table, column, text in cells() if words in text}


def files_with(words: str) -> list[str]:
    """On the disk after the daily work: the database, the cache, the photos, the copies."""
    daily_tasks(timezone.now())
    folders = {Path(settings.DATA_DIR), Path(settings.MEDIA_ROOT)}
    files = [file for folder in folders for file in folder.rglob("*") if file.is_file()]
    return sorted({str(file) for file in files if words.encode() in content(file)})


def content(path: Path) -> bytes:
    """The cache compresses what it keeps, behind the time until which it does."""
    if path.suffix != LockedFileCache.cache_suffix:
        return path.read_bytes()
    with path.open("rb") as file:
        pickle.load(file)
        return zlib.decompress(file.read())


def everything_about(child: Child, by: User) -> None:
    """One of each thing that can be written about a child, each with the trace in it."""
    now, day = timezone.now(), timezone.now().date()
    concern = make_concern(child, title=TRACE)
    entry = make_entry(concern, day, notes=TRACE, author=by, author_name=by.name, sites=("chin",))
    photo = make_photo(entry, caption=TRACE)
    words = {"site": "chin", "view": "", "caption": f"{TRACE} again"}
    describe_photo(photo=photo, **words, revision=0, by=by)
    with default_storage.open(photo.large.name, "wb") as file:
        file.write(TRACE.encode())
    note = make_day_note(child, day, ("lethargic",), notes=TRACE, author=by, author_name=by.name)
    Acknowledgement.objects.create(child=child, day=day, rule="x", note=TRACE, day_note=note)
    Care.objects.create(concern=concern, kind="bath", started_on=day, product=TRACE)
    Exposure.objects.create(child=child, day=day, kind="food", name=TRACE)
    Visit.objects.create(child=child, day=day, who=TRACE).concerns.add(concern)
    Question.objects.create(child=child, text=TRACE)
    Author.objects.create(child=child, name=by.name, relation=TRACE)
    Weight.objects.create(child=child, day=day, kg=3.5)
    LookAgain.objects.create(child=child)
    change_concern(
        row=concern,
        concern=records.Concern(
            str(concern.uuid), "heat_rash", concern.first_noticed_on, "another title"
        ),
        today=day,
        revision=concern.revision,
        by=by,
    )
    secrets = Secrets(token_hex(22), "")
    share = make_share(child, secrets, now, is_frozen=True, by=by)
    ShareOpening.objects.create(share=share, at=now)
    member = child.family.members.get(user=by)
    CalendarLink.objects.create(member=member, child=child, token_hash=token_hex(32))
    ReminderChoice.objects.get_or_create(member=member)
    enqueue(kind="reminders", key=TRACE, due_at=now, member=member)
    remember_summary(member=member, child=child, query=f"picked={TRACE}")


def log_in(user: User, browser: str = TRACE) -> Client:
    """By the page, so that it is in the list of log-ins; a message waits in the session."""
    client = Client(headers={"user-agent": browser})
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    child = Child.objects.filter(family__members__user=user).earliest("pk")
    concern = child.concerns.get().uuid
    address = reverse("concern_edit", args=[child.pk, concern])
    data = {"uuid": str(uuid4()), "concerns": str(concern)}
    client.post(reverse("log_all_same", args=[child.pk]), data)
    assert client.get(address).status_code in {200, 403}
    keys = {"endpoint": f"https://{browser}.de/{token_hex(8)}", "p256dh": browser, "auth": "auth"}
    session_key = client.session.session_key
    subscribe(session_key=session_key, **keys, now=timezone.now())
    return client


def share_photo(user: User) -> None:
    """Out of the gallery; it waits for its look."""
    store_waiting_photos(user=user, photos=[CleanPhoto(TRACE.encode(), b"", 1, 1, None, None)])


def add_passkey(user: User) -> None:
    """Only now: it would be asked for at the log-in."""
    Authenticator.objects.create(user=user, type="webauthn", data={"name": TRACE})


@pytest.fixture
def ana(media: Path) -> User:
    user = make_user(f"{TRACE}@example.org", name=NAME)
    EmailAddress.objects.create(user=user, email=user.email)
    accept_terms(user=user, text="Be kind.")
    now = timezone.now()
    SignUpInvitation.objects.create(
        token_hash="", made_at=now, expires_at=now + timedelta(days=1), used_at=now, used_by=user
    )
    return user


@pytest.fixture
def alone(ana: User) -> Family:
    """A family in which Ana is alone, with one of everything."""
    family = make_family(name=TRACE)
    make_member(family, user=ana)
    everything_about(make_child(family, name=TRACE, allergies=TRACE, history=TRACE), ana)
    make_invitation(family, ana, for_whom=TRACE)
    removals.request_family_deletion(family=family, by=ana, now=timezone.now())
    return family


@pytest.fixture
def left(ana: User) -> Family:
    """A family that Ana left, with a copy."""
    family = make_family(name="Left")
    make_member(family)
    make_entry(make_concern(make_child(family, name=TRACE)), timezone.now().date())
    make_member(family, "viewer", user=ana)
    removals.leave_with_copies(member=family.members.get(user=ana), now=timezone.now())
    family.children.update(name="Max")  # what it is called there since is not Ana's
    return family


@pytest.fixture
def shared(ana: User) -> Family:
    """A family that goes on, for which Ana wrote too, and which she alone owned."""
    family = make_family(name="Shared")
    make_member(family, "viewer", user=make_user(name="Gran"))
    make_member(family, user=ana)
    concern = make_concern(make_child(family, name="Rose"))
    make_entry(concern, timezone.now().date(), author_name="Gran")
    make_entry(concern, timezone.now().date(), author=ana, author_name=ana.name)
    make_share(concern.child, by=ana)
    make_invitation(family, ana, token="J" * 43)
    make_invitation(family, ana, token="K" * 43)
    accept_invitation(token="K" * 43, user=make_user(name="Papa"), now=timezone.now())
    removals.request_child_deletion(child=concern.child, by=ana, now=timezone.now())
    return family


def test_the_search_knows_every_table(
    ana: User, alone: Family, left: Family, shared: Family
) -> None:
    """A new one has to be filled here with something that could be left behind."""
    log_in(ana)
    add_passkey(ana)
    empty = {
        model._meta.label
        for model in apps.get_models()
        if model._meta.app_label not in NO_TRACE_OF_PEOPLE and not model._base_manager.exists()
    }
    # days, random names of files, a key and a fingerprint of the server
    of_nobody = {"tracker.DailyRun", "tracker.FileToRemove", "tracker.PushKey", "tracker.ServerKey"}
    assert empty == {"account.EmailConfirmation"} | of_nobody


def test_nothing_stays_of_what_is_only_ones_own(
    ana: User, alone: Family, left: Family, shared: Family
) -> None:
    client, _elsewhere = log_in(ana), log_in(ana)
    add_passkey(ana)
    share_photo(ana)
    other = log_in(shared.members.earliest("pk").user, browser="another")
    before = places_of(TRACE)
    assert {
        ("django_session", "decoded"),
        ("tracker_change", "before"),
        ("tracker_share", "diary"),
        ("usersessions_usersession", "user_agent"),
    } <= before
    kinds = {".jpg", ".zip", LockedFileCache.cache_suffix}
    if connection.vendor == "sqlite":
        kinds.add(Path(connection.settings_dict["NAME"]).suffix)
    assert {Path(file).suffix for file in files_with(TRACE)} == kinds

    removals.delete_account(user=ana)

    assert places_of(TRACE) == set()
    assert files_with(TRACE) == []
    assert default_storage.listdir("copies")[1] == []
    assert client.get(reverse("account")).status_code == 302
    assert other.get(reverse("account")).status_code == 200


def test_what_was_written_for_others_stays_with_them_under_its_name(
    ana: User, shared: Family
) -> None:
    removals.delete_account(user=ana)
    entries = Entry.objects.order_by("pk").values_list("author", "author_name")
    assert list(entries) == [(None, "Gran"), (None, NAME)]
    assert places_of(NAME) == {
        ("tracker_entry", "author_name"),
        ("tracker_familyevent", "about"),
        ("tracker_familyevent", "by_name"),
    }
    members = shared.members.order_by("pk").values_list("user__name", "role")
    assert list(members) == [("Gran", "owner"), ("Papa", "viewer")]
    share = Share.objects.get()
    assert (share.made_by, share.is_open(timezone.now())) == (None, True)
    assert not open_invitations(shared, timezone.now()).exists()
    (waiting,) = pending_removals_of(shared)
    assert may_cancel(waiting, shared.members.get(role="owner"))
