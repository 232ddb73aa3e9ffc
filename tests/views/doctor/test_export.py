"""The diary taken along: what is offered, and that each file is whole, of one moment and sent in
parts."""

from __future__ import annotations

import csv
import io
import json
import re
import weakref
from datetime import date, timedelta
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from fhir.resources.R4B.bundle import Bundle
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    client_of,
    confirmed,
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_member,
    make_photo,
)
from tests.queries.test_stored import elsewhere
from tests.reports.fhir.standard import wrong
from tests.views.pages import text_of
from tracker.domain import records
from tracker.domain.canonical import canonical
from tracker.domain.photos.pictures import picture_file
from tracker.interchange import DiaryZip, write_diary
from tracker.models import Child, Concern, Entry, Family, Photo
from tracker.models.rows import record_of
from tracker.queries import whole_diary
from tracker.reports.pictures import StorageFailed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

DAY = date(2026, 3, 1)
FILES_OF_ENTRIES = ("export_csv", "export_json", "export_zip", "export_fhir")
FILES = (*FILES_OF_ENTRIES, "export_triggers_csv")


@pytest.fixture
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tracker.queries.stored.CHUNK_SIZE", 5)


@pytest.fixture
def filled(concern: Concern) -> Child:
    """With two looks, one of them photographed, and a day note."""
    first = make_entry(concern, DAY, sites=("chin",), notes="=1+1", author_name="Ada")
    make_photo(first, position=1, site="chin", caption="by the window")
    make_entry(concern, date(2026, 3, 2), status="clear")
    make_day_note(concern.child, DAY, temperature_c=37.2, author_name="Ben")
    return concern.child


def fetch(client: Client, name: str, child: Child) -> Any:
    response = client.get(reverse(name, args=[child.pk]))
    assert response.status_code == 200
    return response


def content(client: Client, name: str, child: Child) -> bytes:
    return bytes(fetch(client, name, child).getvalue())


def rows(text: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"), newline="")))


# The page


def test_the_page_offers_four_files_and_the_menu_leads_to_it(parent: Client, child: Child) -> None:
    html = fetch(parent, "export", child).content.decode()
    addresses = [reverse(name, args=[child.pk]) for name in FILES]
    assert sorted(re.findall(r'href="([^"]*)" download', html)) == sorted(addresses)
    menu = fetch(parent, "more", child).content.decode()
    assert f'href="{reverse("export", args=[child.pk])}"' in menu


def test_the_page_says_what_stands_in_the_table(parent: Client, child: Child) -> None:
    page = text_of(fetch(parent, "export", child).content.decode())
    assert "day_of_spell day 1 is the day it began; empty if it was gone" in page
    assert "jaundice yellow skin or eyes" in page


# The files


@pytest.mark.parametrize(
    ("name", "kind", "file"),
    [
        ("export_csv", "text/csv; charset=utf-8", "milkspot-I-2026-03-10.csv"),
        ("export_triggers_csv", "text/csv; charset=utf-8", "milkspot-I-2026-03-10-triggers.csv"),
        ("export_json", "application/json", "milkspot-I-2026-03-10.json"),
        ("export_zip", "application/zip", "milkspot-I-2026-03-10.zip"),
        ("export_fhir", "application/fhir+json", "milkspot-I-2026-03-10-fhir.json"),
    ],
)
def test_a_file_is_called_by_the_initial_and_the_day(
    parent: Client, filled: Child, name: str, kind: str, file: str
) -> None:
    response = fetch(parent, name, filled)
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"] == f'attachment; filename="{file}"'
    assert response["Cache-Control"] == "private, no-store"
    assert response.getvalue()


@pytest.mark.parametrize(
    ("called", "header"),
    [
        ("Élise Marie", "attachment; filename*=utf-8''milkspot-%C3%89-2026-03-10.csv"),
        ('"; x="/../', 'attachment; filename="milkspot-x-2026-03-10.csv"'),
        ("🙂", 'attachment; filename="milkspot-2026-03-10.csv"'),
    ],
    ids=["an accent", "hostile", "no letter"],
)
def test_whatever_the_child_is_called_the_file_has_a_plain_name(
    parent: Client, family: Any, called: str, header: str
) -> None:
    response = fetch(parent, "export_csv", make_child(family, name=called))
    assert response["Content-Disposition"] == header


def test_the_table_has_a_row_for_each_entry(parent: Client, filled: Child) -> None:
    csv_rows = rows(content(parent, "export_csv", filled))
    columns = ("date", "status", "places", "notes", "photos", "author")
    assert [tuple(row[name] for name in columns) for row in csv_rows] == [
        ("2026-03-01", "present", "chin", "'=1+1", "1", "Ada"),
        ("2026-03-02", "clear", "", "", "0", ""),
    ]


def test_the_diary_is_what_the_command_writes(
    parent: Client, filled: Child, few_at_a_time: None
) -> None:
    assert content(parent, "export_json", filled) == write_diary(whole_diary(filled))


def test_the_zip_holds_the_diary_and_its_photos(
    parent: Client, filled: Child, few_at_a_time: None
) -> None:
    found = DiaryZip(io.BytesIO(content(parent, "export_zip", filled)))
    diary = found.diary(date(2026, 3, 10), for_import=True)
    assert diary == canonical(whole_diary(filled, with_photos=True))
    (picture,) = found.pictures(diary)
    photo = Photo.objects.get()
    with default_storage.open(photo.large.name) as large:
        assert picture.large == large.read()


def test_the_document_is_right_and_has_everything(
    parent: Client, filled: Child, few_at_a_time: None
) -> None:
    bundle = json.loads(content(parent, "export_fhir", filled))
    Bundle.model_validate(bundle)
    assert wrong(bundle) == []
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds == [
        *("Composition", "Patient", "RelatedPerson", "RelatedPerson", "RelatedPerson", "Condition"),
        *("Observation", "Observation", "Media", "Observation", "Observation", "Observation"),
    ]
    assert bundle["timestamp"] == "2026-03-10T12:00:00+00:00"


def test_two_documents_are_never_one_and_about_one_child(
    parent: Client, family: Family, filled: Child
) -> None:
    sibling = make_child(family)
    one, again, other = (
        json.loads(content(parent, "export_fhir", child)) for child in (filled, filled, sibling)
    )
    assert one["identifier"] != again["identifier"]
    identifiers = [bundle["entry"][1]["resource"]["identifier"] for bundle in (one, again, other)]
    assert identifiers[0] == identifiers[1] != identifiers[2]
    assert UUID(identifiers[0][0]["value"])


def test_a_document_names_no_path_and_no_host(parent: Client, filled: Child) -> None:
    text = content(parent, "export_fhir", filled).decode()
    entry = Entry.objects.order_by("pk")[0]
    for internal in ("photos/", "testserver", ".jpg", f"/{filled.pk}/", str(entry.concern.uuid)):
        assert internal not in text


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_another_child_or_of_what_was_deleted_is_in_a_file(
    parent: Client, family: Any, filled: Child, name: str
) -> None:
    deleted = {"deleted_at": "2026-03-09T00:00Z"}
    concern = Concern.objects.get()
    make_photo(make_entry(concern, DAY, notes="elsewhere 1", **deleted), caption="elsewhere 2")
    make_photo(Entry.objects.get(status="clear"), caption="elsewhere 3", **deleted)
    deleted_concern = make_concern(filled, title="elsewhere 4", **deleted)
    make_entry(deleted_concern, DAY, notes="elsewhere 5", author_name="elsewhere 6")
    sibling = make_concern(make_child(family, name="elsewhere 7"), title="elsewhere 8")
    make_entry(sibling, DAY, notes="elsewhere 9")
    assert b"elsewhere" not in content(parent, name, filled)


# Who may have them


@pytest.mark.parametrize("name", ["export", *FILES])
def test_a_viewer_may_have_them_and_a_stranger_finds_nothing(filled: Child, name: str) -> None:
    address = reverse(name, args=[filled.pk])
    viewer = client_of(make_member(filled.family, "viewer"))
    response = viewer.get(address)
    assert response.status_code == 200
    assert response.getvalue()
    assert viewer.post(address).status_code == 403
    stranger = client_of(make_member(make_family()))
    assert stranger.get(address).status_code == 404
    assert Client().get(address)["Location"] == f"{reverse('account_login')}?next={address}"


# A file longer than memory


def many_entries(child: Child, entries: int) -> None:
    concern = make_concern(child, first_noticed_on=date(2020, 1, 1))
    days = (date(2020, 1, 1) + timedelta(days=number // 2) for number in range(entries))
    Entry.objects.bulk_create(Entry(concern=concern, day=day, status="present") for day in days)


class Census:
    """How many entries live, and how many lived at the most at a time."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.alive = self.most = self.ever = 0

        def count(kind: type, *args: Any, **fields: Any) -> Any:
            record = record_of(kind, *args, **fields)
            if kind is records.Entry:
                self.ever += 1
                self.alive += 1
                self.most = max(self.most, self.alive)
                weakref.finalize(record, self.bury)
            return record

        for module in ("diaries", "stored"):
            monkeypatch.setattr(f"tracker.queries.{module}.record_of", count)

    def bury(self) -> None:
        self.alive -= 1


@pytest.mark.parametrize("name", FILES_OF_ENTRIES)
def test_no_more_than_a_few_entries_are_ever_in_memory(
    parent: Client, child: Child, monkeypatch: pytest.MonkeyPatch, few_at_a_time: None, name: str
) -> None:
    many_entries(child, 400)
    census = Census(monkeypatch)
    assert content(parent, name, child)
    assert census.ever >= 400
    assert census.most < 12


def test_the_table_is_sent_while_it_is_read(
    parent: Client, child: Child, monkeypatch: pytest.MonkeyPatch, few_at_a_time: None
) -> None:
    many_entries(child, 2_000)
    census = Census(monkeypatch)
    parts = iter(fetch(parent, "export_csv", child).streaming_content)
    assert census.ever == 0
    next(parts)
    assert 0 < census.ever < 2_000
    assert b"".join(parts).count(b"\r\n") > 1_000


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("name", ["export_csv", "export_json", "export_fhir"])
def test_what_is_written_while_it_is_sent_is_not_in_it(
    parent: Client, child: Child, few_at_a_time: None, name: str
) -> None:
    for _concern in range(2):
        many_entries(child, 800)
    parts = iter(fetch(parent, name, child).streaming_content)
    first = next(parts)
    elsewhere(lambda: Entry.objects.update(notes="written meanwhile"))
    assert b"written meanwhile" not in first + b"".join(parts)
    assert b"written meanwhile" in content(parent, name, child)


@pytest.mark.parametrize("entries", [3, 30], ids=["few", "many"])
@pytest.mark.parametrize(
    ("name", "queries"),
    [
        # Session, user; child, membership. All but the entries: former names, care, concerns,
        # exposures and theirs, day notes and their signs, visits, questions, acknowledgements,
        # weights, members and authors.
        # Entries; their spots, signs, visits to come back from, and photos.
        ("export_csv", 4 + 3 + 5),
        # How many entries; as above without photos, twice: to see how long it is, and to write it.
        # Whether an entry says no.
        ("export_json", 4 + 13 + 1 + 2 * 4 + 1),
        # Whether the storage answers; what the photos' files are called; the photos; how many
        # entries; as the table, twice. Whether an entry says no.
        ("export_zip", 4 + 1 + 1 + 13 + 1 + 1 + 2 * 5 + 1),
        # What the photos' files are called; outlines, for who wrote and for spells; then as the
        # table.
        ("export_fhir", 4 + 1 + 13 + 1 + 5),
    ],
)
def test_the_number_of_queries_does_not_grow_with_the_entries(
    parent: Client,
    child: Child,
    django_assert_num_queries: DjangoAssertNumQueries,
    name: str,
    queries: int,
    entries: int,
) -> None:
    many_entries(child, entries)
    fetch(parent, "export", child)  # the session knows the child from here on
    with django_assert_num_queries(queries):
        content(parent, name, child)


# The zip on its way


@pytest.mark.parametrize("name", ["export_zip", "everything_zip"])
def test_a_zip_starts_before_all_its_photos_are_read(
    parent: Client, filled: Child, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    entry = Entry.objects.first()
    make_photo(entry, position=2)
    make_photo(entry, position=3)
    opened: list[str] = []
    open_file = default_storage.open
    monkeypatch.setattr(
        default_storage, "open", lambda file: (opened.append(file), open_file(file))[1]
    )
    client = confirmed(parent)
    arguments = [filled.pk] if name == "export_zip" else []
    parts = iter(client.get(reverse(name, args=arguments)).streaming_content)
    opened.clear()
    next(parts)
    assert len(opened) == 2
    list(parts)
    assert len(opened) == 6


def test_where_the_storage_stops_answering_the_download_fails(
    parent: Client, filled: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    response = fetch(parent, "export_zip", filled)

    def fail(*_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(default_storage, "open", fail)
    with pytest.raises(StorageFailed):
        response.getvalue()


def test_a_photo_that_is_gone_is_left_out_and_told_of(parent: Client, filled: Child) -> None:
    photo = Photo.objects.get()
    photo.small.delete(save=False)
    file = io.BytesIO(content(parent, "export_zip", filled))
    found = DiaryZip(file).diary(DAY + timedelta(days=9), for_import=True)
    assert found == canonical(whole_diary(filled))
    name = picture_file(str(photo.entry.uuid), str(photo.uuid))
    with ZipFile(file) as archive:
        assert archive.namelist() == ["missing-photos.txt", "diary.json"]
        assert archive.read("missing-photos.txt").decode().splitlines() == [
            "These photos are not in this file, because they're no longer in storage:",
            name,
        ]


def test_where_the_storage_fails_there_is_no_file_and_the_page_says_so(
    parent: Client, filled: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(default_storage, "open", fail)
    response = parent.get(reverse("export_zip", args=[filled.pk]), follow=True)
    assert response.redirect_chain == [(reverse("export", args=[filled.pk]), 302)]
    assert "The photos can't be read just now" in text_of(response.content.decode())
