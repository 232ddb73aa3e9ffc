"""Access by role to every URL of the project."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, reverse
from django.utils import timezone

from tests.factories import (
    client_of,
    confirmed,
    make_child,
    make_concern,
    make_copy,
    make_day_note,
    make_entry,
    make_family,
    make_invitation,
    make_member,
    make_photo,
    make_share,
)
from tests.views.account.test_account import ALL as ACCOUNT
from tests.views.account.test_account import address as account_address
from tests.views.doctor.sharing.doctor import signed
from tracker.actions.calendars import renew_calendar
from tracker.actions.records import write_record
from tracker.domain import records
from tracker.models import Care, Child, Exposure, Question, User, Visit
from tracker.removals import request_family_deletion
from tracker.urls import urlpatterns
from tracker.views.client_headers import written_at
from tracker.views.offline import outbox

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PUBLIC = {"home", "start", "start_account", "start_done", "sample_open", "sample_remove"}
PUBLIC |= {"worried", "rules", "guide", "guide_to_keep", "health", "invitation"}
PUBLIC |= {"manifest", "worker", "offline", "works_here", "security_contact", "terms"}
"""URLs that need no account and show nothing of a family."""

OWN = {"child_new", "pages_to_keep", "ticket", "photo_new", "keys", "well_known_change_password"}
OWN |= {"push_on", "push_off", "push_try"}
"""URLs without arguments that show only the user's own data."""

BY_TOKEN = {"calendar_feed", "share_open", "shared", "shared_pdf", "shared_photo"}
BY_TOKEN |= {"invitation_open", "sign_up_open", "reminders_stop"}
"""URLs with a secret token, which have tests of their own."""

BY_NAME = {"guide_page"}
"""URLs with an argument that are open to everybody."""


def named_patterns(
    patterns: list[URLPattern | URLResolver], above: tuple[str, ...] = ()
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the name of every URL and of its arguments."""
    for pattern in patterns:
        names = (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from named_patterns(pattern.url_patterns, names)
        else:
            assert pattern.name, f"{pattern} has no name"
            yield pattern.name, names


ALL = dict(named_patterns(urlpatterns))
PRIVATE = sorted(
    name for name, arguments in ALL.items() if arguments and name not in BY_TOKEN | BY_NAME
)
POST_ONLY = {
    "log",
    "log_all_same",
    "log_photo",
    "undo",
    "flag_bring_back",
    "flag_pause",
    "flag_mistake",
}
POST_ONLY |= {name for name in ALL if name.endswith("_delete")}
POST_ONLY |= {
    "photo_move",
    "photo_turn",
    "question_tick",
    "calendar_stop",
    "share_revoke",
    "deleted_bring_back",
}
POST_ONLY |= {"invitation_revoke", "removal_cancel", "notices_close", "reminders_missed_close"}
POST_ONLY |= {"reminders_evening", "reminders_evening_decline"}
POST_ONLY |= {"reminders_follow_up", "reminders_follow_up_decline"}
READ_ONLY_PAGES = {
    "today",
    "timeline",
    "summary",
    "summary_pdf",
    "more",
    "questions",
    "concern",
    "triggers",
    "search",
    "month",
    "child_photos",
}
READ_ONLY_PAGES |= {
    "export",
    "export_csv",
    "export_triggers_csv",
    "export_json",
    "export_zip",
    "export_fhir",
}
PICTURES = {"photo_file", "last_photo", "deleted_photo"}
CONFIRMED = {"member_password", "member"}
CONFIRMED |= {"family_leave", "family_removal", "child_removal", "deleted_remove"}
"""URLs whose POST requires a recent confirmation of who is there."""

READ_ONLY_PAGES |= {"photos", "photo_view", "photo_file", "last_photo"}
READ_ONLY_PAGES |= {"concern_photos", "concern_film", "concern_compare"}
READ_ONLY_PAGES |= {"calendar", "calendar_day", "shares", "history", "history_of", "deleted"}
READ_ONLY_PAGES |= {"people", "family_history", "family_leave", "member_relation", "reminders"}
VIEWER_POSTS = {"calendar": 302, "calendar_stop": 302, "family_leave": 302, "member_relation": 302}
VIEWER_POSTS |= {"reminders": 200, "reminders_missed_close": 302}
VIEWER_POSTS |= {"reminders_evening": 403, "reminders_evening_decline": 403}
VIEWER_POSTS |= {"reminders_follow_up": 403, "reminders_follow_up_decline": 403}
"""Pages on which viewers have data of their own, with the status of a POST."""

GET_ONLY = {"people", "family_history"}
"""Pages that reject POST."""

CREATOR_ONLY = {"share_pdf"}
"""Pages for the browser that made a link only."""

MAY_BE_DELAYED = {"log", "log_all_same", "log_photo", "entry_new", "note_new", "photos"}
MAY_BE_DELAYED |= {"concern_new"}
"""URLs that accept the time of writing, since the POST may have waited in an outbox."""


@dataclass(frozen=True)
class Home:
    """A family with one record of each kind, and the arguments of their URLs."""

    owner: User
    viewer: User
    values: dict[str, dict[str, object]]

    def address(self, name: str) -> str:
        kind = name.partition("_")[0]
        values = self.values["any"] | self.values.get(kind, {})
        return reverse(name, kwargs={argument: values[argument] for argument in ALL[name]})


@pytest.fixture
def home() -> Home:
    family = make_family()
    child = make_child(family)
    concern = make_concern(child)
    day = date(2026, 3, 1)
    entry = make_entry(concern, day)
    note = make_day_note(child, day)
    care = Care.objects.create(concern=concern, kind="bath", started_on=day)
    exposure = Exposure.objects.create(child=child, day=day, kind="food")
    visit = Visit.objects.create(child=child, day=day, follow_up_on=date(2026, 4, 1))
    photo = make_photo(entry)
    viewer = make_member(family, "viewer")
    owner = make_member(family)
    question = records.Question("Can it stay?", day)
    change_set = write_record(owner=child, record=question, uuid=uuid4(), by=owner).change_set
    share = make_share(child)
    token = renew_calendar(member=owner.memberships.get(), child=child)
    session = UserSession.objects.create(user=owner, ip="127.0.0.1", session_key="elsewhere")
    removal = request_family_deletion(family=family, by=owner, now=timezone.now())
    deleted = make_entry(concern, day, deleted_at=timezone.now())
    removed = make_photo(entry, deleted_at=timezone.now())
    return Home(
        owner=owner,
        viewer=viewer,
        values={
            "member": {"member_id": viewer.memberships.get().pk},
            "any": {
                "family_id": family.pk,
                "child_id": child.pk,
                "concern": concern.uuid,
                "entry": entry.uuid,
                "change_set": change_set,
            },
            "session": {"pk": session.pk},
            "copy": {"pk": make_copy(owner).pk},
            "note": {"uuid": note.uuid},
            "care": {"pk": care.pk},
            "exposure": {"pk": exposure.pk},
            "visit": {"pk": visit.pk},
            "calendar": {"day": visit.follow_up_on, "token": token},
            "question": {"pk": Question.objects.get().pk},
            "history": {"kind": "entry", "pk": entry.pk},
            "deleted": {"kind": "entry", "pk": deleted.pk, "photo": removed.uuid},
            "photo": {"photo": photo.uuid, "size": "small"},
            "guide": {"slug": "milk-spots"},
            "share": {"share": share.uuid, "token": "unknown"},
            "shared": {"share": share.uuid, "signed": signed(share, photo)},
            "invitation": {"pk": make_invitation(family, owner).pk, "token": "unknown"},
            "removal": {"pk": removal.pk},
            "sign": {"token": "unknown"},
            "reminders": {"token": "unknown"},
        },
    )


@pytest.fixture
def stranger() -> Client:
    """A user with a family of their own."""
    family = make_family()
    make_entry(make_concern(make_child(family)), date(2026, 3, 1))
    return client_of(make_member(family))


def read(client: Client, address: str) -> HttpResponseBase:
    """GET a URL and read the response to its end, which closes streamed files."""
    response = client.get(address)
    assert response.getvalue() is not None
    return response


def test_every_address_without_arguments_is_public_or_shows_only_what_is_ones_own() -> None:
    assert {name for name, arguments in ALL.items() if not arguments} == PUBLIC | OWN


def read_all(client: Client, home: Home, names: Iterable[str]) -> dict[str, int]:
    """GET each URL and return the statuses by name."""
    return {name: read(client, home.address(name)).status_code for name in names}


def post_all(
    client: Client, home: Home, names: Iterable[str], data: dict[str, object] | None = None
) -> dict[str, int]:
    """POST to each URL, roll back what it wrote, and return the statuses by name."""
    statuses = {}
    for name in names:
        with transaction.atomic():
            statuses[name] = client.post(home.address(name), data).status_code
            transaction.set_rollback(True)
    return statuses


def test_a_stranger_gets_404(home: Home, stranger: Client) -> None:
    nothing = dict.fromkeys(PRIVATE, 404)
    assert read_all(stranger, home, PRIVATE) == nothing
    assert post_all(stranger, home, PRIVATE) == nothing


def test_a_logged_out_visitor_finds_no_picture(home: Home) -> None:
    nothing = dict.fromkeys(PICTURES, 404)
    assert read_all(Client(), home, PICTURES) == nothing
    assert post_all(Client(), home, PICTURES) == nothing


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_logged_out_visitor_is_sent_to_log_in(home: Home, method: str) -> None:
    for name in sorted({*PRIVATE} - PICTURES):
        response = getattr(Client(), method)(home.address(name))
        assert response.status_code == 302, name
        assert response["Location"].partition("?")[0] == reverse("account_login"), name


def test_a_viewer_reads_and_never_writes(home: Home) -> None:
    expected = dict.fromkeys(PRIVATE, 403)
    expected |= dict.fromkeys(READ_ONLY_PAGES | {"family_edit"}, 200)
    expected |= dict.fromkeys(VIEWER_POSTS.keys() & POST_ONLY, 302)
    assert read_all(confirmed(client_of(home.viewer)), home, PRIVATE) == expected


def test_what_a_viewer_posts_is_refused(home: Home) -> None:
    expected = dict.fromkeys(PRIVATE, 403) | VIEWER_POSTS | dict.fromkeys(GET_ONLY, 405)
    viewer = confirmed(client_of(home.viewer))
    assert post_all(viewer, home, PRIVATE, {"text": "?", "uuid": uuid4()}) == expected


def test_an_owner_reaches_every_page(home: Home) -> None:
    names = {*PRIVATE} - CREATOR_ONLY
    expected = dict.fromkeys(names, 200) | dict.fromkeys(POST_ONLY & names, 302)
    assert read_all(confirmed(client_of(home.owner)), home, sorted(names)) == expected


WRITTEN_ON_GET = {
    "home": {"django_session"},  # which child was shown last
    "mfa_activate_totp": {"django_session"},  # the key that the page shows, until it is confirmed
    "mfa_add_webauthn": {"django_session"},  # what the passkey has to sign
    "summary": {"tracker_summarychoice"},  # a choice in its address (views.one_moment)
}
"""The pages that write when they are read, and the tables into which they do."""

WRITE = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"')


def test_what_is_only_read_writes_nothing_but_what_is_meant_to(home: Home) -> None:
    addresses = {name: home.address(name) for name in ALL}
    addresses |= {name: account_address(name) for name in ACCOUNT}
    addresses["summary"] += "?days=all&notes=no"
    owner = confirmed(client_of(home.owner))
    written: dict[str, set[str]] = {}
    for name, address in addresses.items():
        with CaptureQueriesContext(connection) as queries:
            read(owner, address)
        for query in queries:
            for table in WRITE.findall(query["sql"]):
                written.setdefault(name, set()).add(table)
    assert written == WRITTEN_ON_GET


def test_what_cannot_be_taken_back_asks_again_who_is_there(home: Home) -> None:
    owner = client_of(home.owner)
    assert read_all(owner, home, CONFIRMED) == dict.fromkeys(CONFIRMED, 200)  # asks nothing
    for name in CONFIRMED:
        response = owner.post(home.address(name))
        assert response.status_code == 302, name
        assert response["Location"].partition("?")[0] == reverse("account_reauthenticate"), name


@pytest.mark.parametrize("name", [name for name in PRIVATE if "child_id" in ALL[name]])
def test_only_what_may_have_waited_says_itself_when_it_was_written(
    home: Home, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise an owner could skip a waiting period, or end a link before it was made."""
    before = timezone.now() - timedelta(days=8)
    used: list[datetime] = []

    def record(request: HttpRequest, child: Child, now: datetime) -> datetime:
        used.append(written_at(request, child, now))
        return used[-1]

    monkeypatch.setattr(outbox, "written_at", record)
    headers = {"Milkspot-Written-At": before.isoformat()}
    confirmed(client_of(home.owner)).post(home.address(name), headers=headers)
    assert used == ([before] if name in MAY_BE_DELAYED else [])


def test_what_the_phone_lets_wait_is_what_may_have_waited(home: Home) -> None:
    """The URL for an entry's photos comes from the response to the entry."""
    worker = Path(settings.BASE_DIR / "tracker/static/tracker/js/offline/worker.js").read_text()
    match = re.search(r"MAY_WAIT =\s+/(.+)/;", worker)
    assert match is not None
    may_wait = re.compile(match[1].replace(r"\/", "/"))
    waiting = {name for name in PRIVATE if may_wait.search(home.address(name).removeprefix("/"))}
    assert waiting | {"photos"} == MAY_BE_DELAYED
