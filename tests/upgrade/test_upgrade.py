"""A diary that an older version wrote is brought over by script/server with nothing lost.

Everything is read from outside: rows by SQL, pages and exports by their addresses.
tests/upgrade/make.py makes the files in tests/data/versions.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import call_command

from tests.factories import make_family, make_member
from tests.upgrade.browser import Browser, forms_of
from tests.upgrade.exports import exports_of
from tests.upgrade.make import VERSIONS, folder_name
from tests.upgrade.place import Place
from tests.upgrade.story import (
    CHANGED_ENTRY,
    CHILDREN,
    DELETED_ENTRY,
    GRAN,
    IRIS,
    OTTO,
    PASSWORD,
    PAVEL,
    photos,
)

SIZES = ("large", "small")
PHOTO = "11111111-1111-4111-8111-000000000099"

RENAMED = {
    "tracker_dailywork": "tracker_dailyrun",
    "tracker_farewell": "tracker_pendingremoval",
}
"""Tables that have another name by now."""

DJANGOS_OWN = {"auth_permission", "django_content_type", "django_migrations", "sqlite_sequence"}
"""Tables in which a migration writes by itself."""


@dataclass
class BroughtOver:
    """The diary of an older version, as it is after the start of this one."""

    version: str
    stored: Path
    known: dict[str, Any]
    place: Place
    server: str
    rows: dict[str, int]
    """Of each table, before anybody wrote anything."""
    exports: dict[str, dict[str, bytes]]
    """Of each child, likewise."""

    def somebody(self, session: str = "") -> Browser:
        return Browser(self.server, self.known["moment"], session)

    def ana(self) -> Browser:
        """Still logged in."""
        return self.somebody(self.known["session"])

    def logged_in(self, email: str) -> Browser:
        browser = self.somebody()
        browser.send("/account/login/", login=email, password=PASSWORD)
        return browser

    def folder_of(self, child: str) -> Path:
        return self.stored / folder_name(child)

    def entries(self, child: str) -> list[dict[str, Any]]:
        """As the diary file has them now, with photos."""
        archive = self.ana().get(f"{child}/export/diary.zip").content
        with ZipFile(BytesIO(archive)) as opened:
            diary = json.loads(opened.read("diary.json"))
        return [entry for concern in diary["concerns"] for entry in concern["entries"]]


STORED = sorted(path.stem for path in VERSIONS.glob("*.zip"))
assert STORED


@pytest.fixture(scope="module", params=STORED)
def over(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BroughtOver]:
    stored, place = (tmp_path_factory.mktemp(name) for name in ("stored", "place"))
    with ZipFile(VERSIONS / f"{request.param}.zip") as archive:
        archive.extractall(stored)
    shutil.copy(stored / "secret-key", place)
    shutil.copytree(stored / "media", place / "media")
    with closing(sqlite3.connect(place / "db.sqlite3")) as database:
        database.executescript((stored / "database.sql").read_text())
    here = Place(place)
    here.prepare()
    known = json.loads((stored / "known.json").read_text())
    rows = rows_of(here.database)
    with here.serve() as server:
        ana = Browser(server, known["moment"], known["session"])
        exports = {child: exports_of(ana, child) for child in CHILDREN}
        yield BroughtOver(request.param, stored, known, here, server, rows, exports)


def rows_of(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            table: database.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
            for (table,) in tables
        }


# Nothing is lost


def test_every_table_has_its_rows(over: BroughtOver, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "before")) as database:
        database.executescript((over.stored / "database.sql").read_text())
    before = rows_of(tmp_path / "before")
    there = {
        RENAMED.get(table, table): n for table, n in before.items() if table not in DJANGOS_OWN
    }
    assert {table: over.rows.get(table) for table in there} == there


MOVED = {("38363ea", IRIS): (b'on": "2026-10-18"', b'on": "2026-10-23"')}
"""Days first noticed that an entry had moved, and as they were typed."""


@pytest.mark.parametrize("child", CHILDREN)
def test_the_diary_file_is_the_same_but_for_a_day_that_an_entry_had_moved(
    over: BroughtOver, child: str
) -> None:
    moved, typed = MOVED.get((over.version, child), (b"", b""))
    stored = (over.folder_of(child) / "diary.json").read_bytes()
    assert moved in stored
    assert over.exports[child]["diary.json"] == stored.replace(moved, typed)


@pytest.mark.parametrize("child", CHILDREN)
def test_the_zip_has_the_same_photos(over: BroughtOver, child: str) -> None:
    stored = (over.folder_of(child) / "diary.zip").read_bytes()
    assert _photos(over.exports[child]["diary.zip"]) == _photos(stored)


def _photos(listed: bytes) -> list[bytes]:
    return [line for line in listed.splitlines() if not line.startswith(b"diary.json ")]


AS_BEFORE = ("concern", "date", "time", "status", "trend", "severity", "itch", "places", "notes")
AS_BEFORE += ("temperature_c", "photos", "author", "signs_seen")
"""Columns of the table of entries that mean the same as before."""


@pytest.mark.parametrize("child", CHILDREN)
def test_the_table_has_the_same_entries(over: BroughtOver, child: str) -> None:
    stored = (over.folder_of(child) / "entries.csv").read_bytes()
    assert _table(over.exports[child]["entries.csv"]) == _table(stored)


def _table(content: bytes) -> list[list[str]]:
    rows = csv.DictReader(StringIO(content.decode("utf-8-sig")))
    return [[row[name] for name in AS_BEFORE] for row in rows]


@pytest.mark.parametrize("child", CHILDREN)
def test_the_table_of_possible_triggers_has_those_of_before(over: BroughtOver, child: str) -> None:
    diary = json.loads((over.folder_of(child) / "diary.json").read_bytes())
    rows = csv.DictReader(StringIO(over.exports[child]["triggers.csv"].decode("utf-8-sig")))
    columns = ("date", "kind", "name", "notes")
    assert [[row[name] for name in columns] for row in rows] == [
        [exposure.get(name, "") for name in columns] for exposure in diary.get("exposures", [])
    ]


def test_what_the_new_table_opens_from_an_old_day_is_asked_about(over: BroughtOver) -> None:
    page = over.ana().get(f"{IRIS}/").text
    assert ("you noted a temperature of 35.89 °C" in page) is (over.version != "8f3b688")


def test_the_one_list_of_before_is_no_sign_that_was_not_seen(over: BroughtOver) -> None:
    page = over.ana().get(f"{IRIS}/timeline/?days=year").text
    assert ("asked about in one list" in page) is (over.version != "8f3b688")
    assert "none seen" not in page


def test_every_photo_opens(over: BroughtOver) -> None:
    ana, addresses = over.ana(), over.known["photos"]
    stored = [path.read_bytes() for path in (over.stored / "media").glob("??/*.jpg")]
    shown = [ana.get(f"{photo}/{size}.jpg").content for photo in addresses for size in SIZES]
    assert len(shown) == 6
    assert all(content in stored for content in shown)


@pytest.mark.django_db
@pytest.mark.parametrize("child", CHILDREN)
@pytest.mark.parametrize("version", STORED)
def test_a_diary_file_is_read_and_written_to_the_same_bytes(
    version: str, child: str, tmp_path: Path
) -> None:
    owner, file, again = (
        make_member(make_family()),
        tmp_path / "diary.json",
        tmp_path / "again.json",
    )
    with ZipFile(VERSIONS / f"{version}.zip") as archive:
        file.write_bytes(archive.read(f"{folder_name(child)}/diary.json"))
    pk = StringIO()
    call_command("import_diary", str(file), "--owner", owner.email, stdout=pk, stderr=StringIO())
    call_command("export_diary", "--child", pk.getvalue(), "--output", str(again))
    assert again.read_bytes() == file.read_bytes()


# All goes on as before


def test_passwords_and_sessions_still_log_in(over: BroughtOver) -> None:
    assert "Iris" in over.ana().get("/").text
    assert "Iris" in over.logged_in(PAVEL).get("/").text


def test_the_family_keeps_its_unit_and_the_member_the_choice(over: BroughtOver) -> None:
    ana = over.ana()
    assert "101.3 °F" in ana.get(f"{IRIS}/summary/").text
    (choice,) = [form for form in forms_of(ana.get(f"{IRIS}/summary/")) if form.method == "get"]
    assert (choice.values["days"], choice.values["paper"]) == (["all"], ["a4"])


def test_the_history_tells_what_was_done(over: BroughtOver) -> None:
    page = over.ana().get(f"{IRIS}/history/").text
    for told in ("Pavel", "Changed at last.", "Undone by Ana", "a rash, not sure which"):
        assert told in page
    assert "Gran left the family and got a copy." in over.ana().get("/family/1/history/").text


def test_a_link_for_the_doctor_opens(over: BroughtOver) -> None:
    (frozen, code), (live, _none) = (over.known["links"][name] for name in ("frozen", "live"))
    page = over.somebody().send(frozen, code=code).text
    assert "Red &amp; rough." in page
    assert "Written by Pavel." not in page
    assert "Written by Pavel." in over.somebody().send(live).text


def test_a_link_that_has_ended_stays_shut(over: BroughtOver) -> None:
    address, _none = over.known["links"]["ended"]
    with pytest.raises(AssertionError, match="404"):
        over.somebody().send(address)


def test_a_calendar_still_asks_at_its_address(over: BroughtOver) -> None:
    assert "go back to the doctor" in over.somebody().get(over.known["calendar"]).text


def test_an_invitation_still_lets_in(over: BroughtOver) -> None:
    page = over.somebody().send(over.known["open invitation"])
    assert "has invited you to join" in page.text


def test_a_copy_is_still_there_for_who_left(over: BroughtOver) -> None:
    gran = over.logged_in(GRAN)
    (address,) = re.findall(r"/account/copies/\d+\.zip", gran.get("/account/copies/").text)
    copies = (over.stored / "media" / "copies").iterdir()
    assert [gran.get(address).content] == [copy.read_bytes() for copy in copies]


def test_a_diary_that_is_to_be_deleted_waits_and_is_kept_if_wanted(over: BroughtOver) -> None:
    ana, people = over.ana(), "/family/1/people/"
    sentence = "Otto&#x27;s diary will be deleted."
    page = ana.get(people)
    assert sentence in page.text
    (keep,) = {
        form.action for form in forms_of(page) if re.search(r"/family/1/.*/\d+/", form.action)
    }
    ana.send(page, form=keep)
    assert sentence not in ana.get(people).text
    assert "Otto" in ana.get(f"{OTTO}/").text


# What was begun before can be ended after


def test_what_was_deleted_comes_back_with_its_photo(over: BroughtOver) -> None:
    ana = over.ana()
    page = ana.get(f"{IRIS}/deleted/")
    assert "To be deleted." in page.text
    assert DELETED_ENTRY not in ana.get(f"{IRIS}/export/diary.json").text
    while "Restore" in page.text:
        ana.send(page, form=f"{IRIS}/deleted/")
        page = ana.get(f"{IRIS}/deleted/")
    (entry,) = [entry for entry in over.entries(IRIS) if entry["id"] == DELETED_ENTRY]
    assert entry["notes"] == "To be deleted."
    assert len(entry["photos"]) == 1


def test_the_last_change_can_be_taken_back(over: BroughtOver) -> None:
    (entry,) = [entry for entry in over.entries(IRIS) if entry["id"] == CHANGED_ENTRY]
    assert entry["notes"] == "Changed at last."
    over.ana().press(over.known["undo"])
    (before,) = [entry for entry in over.entries(IRIS) if entry["id"] == CHANGED_ENTRY]
    assert before == entry | {"notes": "Red & rough.\nBoth cheeks, <so> she rubs."}


def test_what_waited_on_a_phone_arrives_once(over: BroughtOver) -> None:
    ana, before = over.ana(), over.entries(IRIS)
    record, tap, photo = over.known["queued"]
    for _again in range(2):
        said = ana.send_queued(record["address"], record["fields"])
        ana.send_queued(said["photos"], {"uuid": [PHOTO]}, photos(1))
        ana.send_queued(tap["address"], tap["fields"])
        ana.send_queued(photo["address"], photo["fields"], photos(2)[1:])
    new = [entry for entry in over.entries(IRIS) if entry not in before]
    assert [
        (entry.get("notes"), entry.get("trend"), len(entry.get("photos", []))) for entry in new
    ] == [
        ("Queued.", None, 1),
        (None, "worse", 1),
    ]
