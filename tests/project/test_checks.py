"""The system checks: silent where all is well, and one finding for each thing that is not."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from tests.factories import make_user
from tracker.checks import database as checks

GOOD_KEY = "kD8-f3JwPz0aQ7mXv5LrYt2NbHs6GcEu9WiOoRj4TnBq1ZlMxVyKd"


def findings() -> list[str]:
    return [message.id for message in run_checks() if message.id.startswith("milkspot.")]


@pytest.fixture(autouse=True)
def _host(settings, tmp_path):
    settings.SECRET_KEY = GOOD_KEY
    settings.DATA_DIR = tmp_path
    settings.BASE_DIR = tmp_path / "program"


def test_nothing_to_say_when_all_is_well():
    assert findings() == []


@pytest.mark.parametrize(
    "key",
    ["", "short", "a" * 60, "django-insecure-" + GOOD_KEY, "ChangeMe" + GOOD_KEY],
    ids=["empty", "short", "one letter", "made by Django", "placeholder"],
)
def test_secret_key_that_can_be_guessed(settings, key):
    # Django itself refuses to hand out an empty key.
    if not key:
        key = " "
    settings.SECRET_KEY = key
    assert findings() == ["milkspot.E001"]


def test_folders_must_be_writable(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "gone"
    assert findings() == ["milkspot.E002"]
    settings.DATA_DIR = tmp_path
    settings.MEDIA_ROOT = tmp_path / "gone"
    assert findings() == ["milkspot.E003"]


def test_data_inside_the_program_is_in_danger(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir()
    assert findings() == ["milkspot.W001"]


def test_photos_left_behind_are_pointed_out(settings, media):
    left_behind = settings.BASE_DIR / "media" / "photos"
    left_behind.mkdir(parents=True)
    assert findings() == ["milkspot.W002"]
    (media / "photos").mkdir()
    assert findings() == []


def test_photos_outside_the_bucket_are_pointed_out(settings, media):
    settings.MEDIA_S3_BUCKET = "milkspot-photos"
    assert findings() == []
    (media / "3f").mkdir()
    assert findings() == ["milkspot.W003"]
    settings.MEDIA_S3_BUCKET = ""
    assert findings() == []


@pytest.mark.parametrize(
    ("public_url", "host", "expected"),
    [
        ("", "127.0.0.1", []),
        ("", "localhost", []),
        ("http://127.0.0.1:8000", "127.0.0.1", []),
        ("", "0.0.0.0", ["milkspot.E004"]),
        ("http://milkspot.example.org", "127.0.0.1", ["milkspot.E004"]),
    ],
)
def test_debug_is_for_one_machine(settings, public_url, host, expected):
    settings.DEBUG = True
    settings.PUBLIC_URL = public_url
    settings.HOST = host
    assert findings() == expected


def test_https_needs_a_named_proxy(settings):
    settings.PUBLIC_URL = "https://milkspot.example.org"
    assert findings() == ["milkspot.E005"]
    settings.TRUSTED_PROXIES = ["127.0.0.1/32"]
    assert findings() == []


class Sqlite:
    """A connection to a file whose journal is of this kind."""

    vendor = "sqlite"
    settings_dict = {"NAME": "/srv/milkspot/db.sqlite3"}

    def __init__(self, recorder: str) -> None:
        self._journal = recorder

    def is_in_memory_db(self) -> bool:
        return False

    def cursor(self) -> nullcontext:
        answer = SimpleNamespace(fetchone=lambda: (self._journal,))
        return nullcontext(SimpleNamespace(execute=lambda _: answer))


@pytest.mark.django_db
def test_the_database_of_the_tests_is_fit():
    found = [message.id for message in run_checks(databases=["default"])]
    assert [id for id in found if id.startswith("milkspot.")] == []


@pytest.mark.parametrize(("recorder", "expected"), [("wal", []), ("delete", ["milkspot.E006"])])
def test_sqlite_needs_its_log(monkeypatch, recorder, expected):
    monkeypatch.setattr(checks, "connections", {"default": Sqlite(recorder)})
    assert [message.id for message in checks.sqlite_journal(["default"])] == expected


def ids_for(alias: str = "default") -> list[str]:
    return [message.id for message in checks.database([alias])]


@pytest.mark.django_db
@pytest.mark.parametrize("left", ["media/3f/" + "0" * 30 + ".jpg", "media/copies/a.zip"])
def test_an_empty_database_beside_files_of_a_family(settings, tmp_path, left):
    assert ids_for() == []
    (tmp_path / left).parent.mkdir(parents=True)
    (tmp_path / left).touch()
    (message,) = checks.database(["default"])
    assert message.msg.startswith(
        f"The database is empty, but there are photos or copies in {tmp_path}/media."
    )
    assert (
        "To restore a backup: script/manage restore FILE. Move any photos and copies away first."
        in message.hint
    )
    settings.START_EMPTY = True
    assert ids_for() == []


@pytest.mark.django_db
def test_the_newest_backup_is_named(settings, tmp_path):
    (tmp_path / "backups").mkdir()
    for name in (
        "before-migration-2026-02-08T232959Z-0123abcd.tar",
        "milkspot-2026-02-09T232959Z.tar.age",
        "before-migration-2026-02-07T232959Z.tar",
        "milkspot-2026-02-08T232959Z.tar",
    ):
        (tmp_path / "backups" / name).touch()
    (message,) = checks.database(["default"])
    newest = tmp_path / "backups" / "milkspot-2026-02-09T232959Z.tar.age"
    assert (message.id, f"script/manage restore {newest} " in message.hint) == (
        "milkspot.E010",
        True,
    )
    assert "Move any photos" not in message.hint
    make_user("ana")
    assert ids_for() == []


def test_the_file_system_without_a_log_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(checks, "connections", {"default": Sqlite("delete")})
    monkeypatch.setattr(checks, "MOUNTS", tmp_path / "mounts")
    (tmp_path / "mounts").write_text(LOCAL + "/dev/sdb1 /srv fuse.odd rw 0 0\n")
    (message,) = checks.sqlite_journal(["default"])
    assert message.msg == (
        "The database /srv/milkspot/db.sqlite3 is on a file system (type: fuse.odd) that does not"
        " support SQLite's write-ahead log."
    )


LOCAL = "/dev/sda1 / ext4 rw 0 0\n"


@pytest.mark.parametrize(
    ("mounts", "expected"),
    [
        (LOCAL, []),
        (LOCAL + "nas:/vol /srv nfs4 rw 0 0\n", ["milkspot.E008"]),
        (LOCAL + "//nas/vol /srv/milkspot cifs rw 0 0\n", ["milkspot.E008"]),
        (LOCAL + "me@nas: /srv/milkspot fuse.sshfs rw 0 0\n", ["milkspot.E008"]),
        (LOCAL + "nas:/vol /srv nfs4 rw 0 0\n/dev/sdb1 /srv/milkspot ext4 rw 0 0\n", []),
        (LOCAL + "/dev/sdb1 /srv ext4 rw 0 0\nnas:/vol /srv nfs rw 0 0\n", ["milkspot.E008"]),
        (LOCAL + "/dev/sdb1 /srv/milkspot ext4 rw 0 0\nnas:/ /srv nfs rw 0 0\n", ["milkspot.E008"]),
        (LOCAL + "nas:/vol /srv/milk nfs rw 0 0\n", []),
        (LOCAL + r"nas:/vol /srv/my\040milk nfs rw 0 0" + "\n", []),
        ("", []),
        (None, []),
    ],
    ids=[
        *("local", "nfs", "cifs", "sshfs", "a disk below nfs", "nfs over a disk"),
        *("nfs over a disk with the folder", "another folder"),
        *("a folder with a space", "no mounts", "not Linux"),
    ],
)
def test_sqlite_needs_a_disk_of_this_machine(monkeypatch, tmp_path, mounts, expected):
    monkeypatch.setattr(checks, "connections", {"default": Sqlite("wal")})
    monkeypatch.setattr(checks, "MOUNTS", tmp_path / "mounts")
    if mounts is not None:
        (tmp_path / "mounts").write_text(mounts)
    messages = list(checks.sqlite_on_this_machine(["default"]))
    assert [message.id for message in messages] == expected


def test_a_folder_with_a_space_on_a_network_share(monkeypatch, tmp_path):
    monkeypatch.setattr(checks, "MOUNTS", tmp_path / "mounts")
    (tmp_path / "mounts").write_text(LOCAL + r"nas:/vol /srv/my\040milk nfs rw 0 0" + "\n")
    monkeypatch.setattr(Sqlite, "settings_dict", {"NAME": "/srv/my milk/db.sqlite3"})
    monkeypatch.setattr(checks, "connections", {"default": Sqlite("wal")})
    (message,) = checks.sqlite_on_this_machine(["default"])
    assert message.msg == (
        "The database /srv/my milk/db.sqlite3 is on another machine (nfs), where SQLite can lose"
        " data."
    )


@pytest.mark.django_db
def test_the_database_of_a_newer_version():
    recorder = MigrationRecorder(connection)
    recorder.record_applied("polls", "0001_initial")  # a package that is gone does no harm
    assert list(checks.database_of_this_version(["default"])) == []
    recorder.record_applied("tracker", "9999_from_tomorrow")
    found = [message.id for message in checks.database_of_this_version(["default"])]
    assert found == ["milkspot.E009"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("[rules.rash_over_4_weeks]\ndays = 21\n", []),
        ("[rules.rash_over_4_weeks]\ndays = -1\n", ["milkspot.E007"]),
        ("not TOML", ["milkspot.E007"]),
    ],
    ids=["empty", "good", "bad number", "no TOML"],
)
def test_rules_file(settings, tmp_path, text, expected):
    settings.MILKSPOT_RULES_FILE = tmp_path / "rules.toml"
    settings.MILKSPOT_RULES_FILE.write_text(text)
    assert findings() == expected


def test_rules_file_that_is_not_there(settings, tmp_path):
    settings.MILKSPOT_RULES_FILE = tmp_path / "rules.toml"
    assert findings() == ["milkspot.E007"]
