"""The daily tasks run once a day, and again after a failure."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from queue import Queue

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.files.storage import FileSystemStorage
from django.db import DatabaseError

from diary import server
from tests.factories import (
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_member,
    make_photo,
    make_user,
)
from tracker import daily_tasks as tasks_module
from tracker.actions.photos import remove_photos
from tracker.actions.upkeep.log_ins import remove_ended_sessions
from tracker.daily_tasks import TaskCounts, daily_tasks, run_daily_tasks
from tracker.models import Child, DailyRun, DayNote, Photo, Share
from tracker.removals import MembershipTaskCounts, request_child_deletion

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 23, 30, tzinfo=UTC)
DAY = timedelta(days=1)
NOBODY = MembershipTaskCounts(carried_out=0, copies_removed=0, lost_files_removed=0)
NOTHING = TaskCounts(records=0, shares=0, files_left=0, people=NOBODY)


def make_deleted(at: datetime) -> DayNote:
    return make_day_note(make_child(), date(2026, 3, 1), deleted_at=at)


def make_share(name: str, **fields: datetime) -> Share:
    return Share.objects.create(
        child=make_child(), token_hash=name, made_at=NOW - 90 * DAY, **fields
    )


@pytest.mark.parametrize(
    ("at", "done"),
    [
        (NOW - 30 * DAY, NOTHING),
        (NOW - 30 * DAY - timedelta(seconds=1), replace(NOTHING, records=1)),
    ],
    ids=["thirty days ago", "longer"],
)
def test_what_was_deleted_long_ago_goes(at: datetime, done: TaskCounts) -> None:
    make_deleted(at)
    assert daily_tasks(NOW) == done
    assert DayNote.all_objects.count() == 1 - done.records
    assert daily_tasks(NOW) == NOTHING


def test_what_waited_for_its_day_around_people_is_done() -> None:
    owner = make_member(make_child().family)
    request_child_deletion(child=Child.objects.get(), by=owner, now=NOW - 7 * DAY)
    assert daily_tasks(NOW) == replace(NOTHING, people=replace(NOBODY, carried_out=1))
    assert not Child.objects.exists()


def test_links_that_ended_long_ago_go_with_what_they_had_frozen() -> None:
    long_ago, late, ahead = NOW - 31 * DAY, NOW - 30 * DAY, NOW + DAY
    make_share("ended", expires_at=long_ago)
    make_share("revoked", expires_at=ahead, revoked_at=long_ago)
    kept = [
        make_share("ended lately", expires_at=late),
        make_share("revoked lately", expires_at=ahead, revoked_at=late),
        make_share("open", expires_at=ahead),
    ]
    assert daily_tasks(NOW) == replace(NOTHING, shares=2)
    assert list(Share.objects.order_by("pk")) == kept


def test_files_that_could_not_be_removed_are_tried_again(
    media: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks,
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError

    make_photo(make_entry(make_concern(), date(2026, 3, 1)))
    with monkeypatch.context() as patch:
        patch.setattr(FileSystemStorage, "delete", fail)
        with django_capture_on_commit_callbacks(execute=True):
            remove_photos(Photo.objects.all())
        assert daily_tasks(NOW) == replace(NOTHING, files_left=2)
    assert daily_tasks(NOW) == NOTHING
    assert list(media.rglob("*.jpg")) == []


def test_files_without_an_owner_are_left_to_the_host(media: Path) -> None:
    """With the wrong database no photo in the folder would have a row."""
    photo = make_photo(make_entry(make_concern(), date(2026, 3, 1)))
    Photo.objects.all().delete()
    assert daily_tasks(NOW + 365 * DAY) == NOTHING
    assert (media / photo.large.name).exists()


def test_the_copy_from_before_an_update_goes_after_thirty_days(settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    (tmp_path / "backups").mkdir()
    for name in ("2026-02-08T232959Z-0123abcd", "2026-02-08T233000Z"):
        (tmp_path / "backups" / f"before-migration-{name}.tar").touch()
    daily_tasks(NOW)
    kept = [path.name for path in (tmp_path / "backups").iterdir()]
    assert kept == ["before-migration-2026-02-08T233000Z.tar"]


def make_log_in(key: str, expires_at: datetime | None) -> UserSession:
    """Create a log-in; without ``expires_at`` its session is deleted, as after a log-out."""
    if expires_at:
        Session.objects.create(session_key=key, session_data="", expire_date=expires_at)
    return UserSession.objects.create(
        user=make_user(), ip="192.0.2.7", user_agent="Firefox", session_key=key
    )


def test_of_a_log_in_that_ended_neither_network_address_nor_browser_stays() -> None:
    make_log_in("expired", NOW - timedelta(seconds=1))
    make_log_in("logged out", None)
    kept = make_log_in("open", NOW)
    Session.objects.create(session_key="nobody's", session_data="", expire_date=NOW - DAY)
    daily_tasks(NOW)
    assert list(UserSession.objects.all()) == [kept]
    assert [session.pk for session in Session.objects.all()] == ["open"]


@pytest.mark.parametrize("n", [1, 3])
def test_log_ins_go_in_four_queries(n: int, django_assert_num_queries) -> None:
    for number in range(n):
        make_log_in(f"expired {number}", NOW - DAY)
    # The sessions; the ended log-ins, their push subscriptions, the list of log-ins
    with django_assert_num_queries(4):
        remove_ended_sessions(NOW)
    assert not UserSession.objects.exists()


def test_of_all_who_ask_on_a_day_one_does_it() -> None:
    assert run_daily_tasks(NOW) == NOTHING
    make_deleted(NOW - 40 * DAY)
    assert run_daily_tasks(NOW + timedelta(minutes=29)) is None
    assert DayNote.all_objects.count() == 1
    assert run_daily_tasks(NOW + timedelta(minutes=30)) == replace(NOTHING, records=1)


def test_days_gone_by_are_forgotten() -> None:
    for days in range(20):
        run_daily_tasks(NOW + days * DAY)
    days_kept = DailyRun.objects.order_by("day").values_list("day", flat=True)
    assert list(days_kept) == [date(2026, 3, day) for day in range(20, 30)]


@pytest.mark.parametrize(
    ("days", "removes"),
    [(1, True), (7, True), (8, False), (40, False), (-8, False), (-7, True)],
)
def test_a_jump_of_the_clock_removes_nothing_for_a_week(days: int, removes: bool) -> None:
    run_daily_tasks(NOW)
    later = NOW + days * DAY
    make_deleted(min(NOW, later) - 31 * DAY)
    done = replace(NOTHING, records=1)
    assert run_daily_tasks(later) == (done if removes else None)
    if removes:
        return
    for day in range(1, 7):
        assert run_daily_tasks(later + day * DAY) is None
    assert run_daily_tasks(later + 7 * DAY) == done


def test_a_clock_that_was_wrong_for_two_days_removes_nothing() -> None:
    for days in (0, 1, 365, 366, 2, 3, 8):
        run_daily_tasks(NOW + days * DAY)
        if days == 0:
            make_deleted(NOW)
    assert DayNote.all_objects.exists()
    assert run_daily_tasks(NOW + 9 * DAY) == NOTHING  # a week after it was set right
    assert DayNote.all_objects.exists()


def test_a_server_that_runs_once_a_week_removes_as_any_other() -> None:
    make_deleted(NOW)
    removed = [run_daily_tasks(NOW + days * DAY) for days in range(0, 36, 7)]
    assert removed == [NOTHING] * 5 + [replace(NOTHING, records=1)]


def test_a_clock_that_is_set_right_again(caplog: pytest.LogCaptureFixture) -> None:
    """The bin is as full as before; the days of the wrong clock do not count."""
    run_daily_tasks(NOW)
    make_deleted(NOW)
    assert run_daily_tasks(NOW + 400 * DAY) is None
    assert "They remove nothing until a week after it." in caplog.text
    assert run_daily_tasks(NOW + DAY) is None
    assert run_daily_tasks(NOW + 8 * DAY) == NOTHING
    assert DayNote.all_objects.exists()


def test_what_failed_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_now: datetime) -> TaskCounts:
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(tasks_module, "daily_tasks", fail)
        with pytest.raises(DatabaseError):
            run_daily_tasks(NOW)
    assert run_daily_tasks(NOW) == NOTHING


# The server


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[datetime]]:
    """The times at which the server tried the daily tasks."""
    times: list[datetime] = []
    monkeypatch.setattr(tasks_module, "run_daily_tasks", times.append)
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)
    return times


def test_the_server_asks_soon_after_the_start_and_then_every_hour(
    asked: list[datetime],
) -> None:
    waited: list[float] = []

    def wait(seconds: float) -> bool:
        waited.append(seconds)
        return len(waited) == 4

    server.run_every_hour(wait)
    assert waited == [60, 3600, 3600, 3600]
    assert len(asked) == 3


def test_a_failure_is_logged_and_stops_nothing(
    asked: list[datetime], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_now: datetime) -> None:
        raise DatabaseError

    monkeypatch.setattr(tasks_module, "run_daily_tasks", fail)
    with caplog.at_level(logging.ERROR):
        server.run_every_hour(lambda seconds: seconds == 3600)
    assert caplog.messages == ["The daily tasks failed. They will be tried again."]


@pytest.mark.parametrize("thread", ["run_every_hour", "run_every_minute"])
def test_a_worker_asks_beside_its_requests(monkeypatch: pytest.MonkeyPatch, thread: str) -> None:
    started: Queue[Callable[[float], bool]] = Queue()
    for name in ("run_every_hour", "run_every_minute"):
        monkeypatch.setattr(server, name, started.put if name == thread else lambda wait: None)
    server.post_worker_init(None)
    wait = started.get(timeout=10)
    assert wait(0) is False
