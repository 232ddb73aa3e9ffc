"""The system checks: silent where all is well, and one finding for each thing that is not."""

from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from django.core.checks import run_checks

from tracker import checks

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

    def __init__(self, journal: str) -> None:
        self._journal = journal

    def is_in_memory_db(self) -> bool:
        return False

    def cursor(self) -> nullcontext:
        answer = SimpleNamespace(fetchone=lambda: (self._journal,))
        return nullcontext(SimpleNamespace(execute=lambda _: answer))


@pytest.mark.django_db
def test_the_database_of_the_tests_is_fit():
    found = [message.id for message in run_checks(databases=["default"])]
    assert [id for id in found if id.startswith("milkspot.")] == []


@pytest.mark.parametrize(("journal", "expected"), [("wal", []), ("delete", ["milkspot.E006"])])
def test_sqlite_needs_its_log(monkeypatch, journal, expected):
    monkeypatch.setattr(checks, "connections", {"default": Sqlite(journal)})
    assert [message.id for message in checks.sqlite_journal(["default"])] == expected


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
