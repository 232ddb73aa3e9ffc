"""Dry skin is asked once. What was stored as a look, as an answer or as both stays stored."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
)
from tests.views.entry_posts import entry_edit, entry_new, entry_post
from tests.views.pages import text_of
from tracker.domain.canonical import as_stored, asked_once
from tracker.domain.records import Entry as EntryRecord
from tracker.models import Change, Child, Entry

DAY = date(2026, 3, 10)
BOTH = EntryRecord(DAY, "present", dry=True, appearance=("scaly", "dry"))
STORED = {
    "both": BOTH,
    "the look": replace(BOTH, dry=None),
    "the answer": replace(BOTH, appearance=("scaly",)),
    "a look against an answer": replace(BOTH, dry=False),
}
every_way = pytest.mark.parametrize("way", STORED)


@every_way
def test_it_is_one_answer_and_no_look(way: str) -> None:
    assert asked_once(STORED[way]) == replace(BOTH, appearance=("scaly",))


@pytest.mark.parametrize("dry", [None, False])
def test_without_the_look_the_answer_stays(dry: bool | None) -> None:
    entry = replace(BOTH, dry=dry, appearance=("scaly",))
    assert asked_once(entry) == entry


@every_way
def test_what_is_saved_without_a_change_is_what_was_stored(way: str) -> None:
    assert as_stored(asked_once(STORED[way]), STORED[way]) == STORED[way]


@pytest.mark.parametrize("dry", [None, False])
def test_taken_back_it_is_no_look_either(dry: bool | None) -> None:
    changed = replace(BOTH, dry=dry, appearance=("scaly",))
    assert as_stored(changed, BOTH) == changed


# On the pages


@pytest.fixture
def child(db: None, time_machine) -> Child:
    time_machine.move_to("2026-03-10T12:00Z", tick=False)
    return make_child(make_family(time_zone="UTC"))


@pytest.fixture
def client(child: Child) -> Client:
    return client_of(make_member(child.family))


def stored(child: Child, way: str) -> Entry:
    record = STORED[way]
    looks = list(record.appearance)
    return make_entry(make_concern(child), DAY, appearance=looks, dry=record.dry)


def values_shown(client: Client, entry: Entry) -> dict[str, Any]:
    """What a browser sends of the form as it is shown."""
    form = client.get(entry_edit(entry)).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in shown.items()}


def test_the_form_asks_it_once(child: Child, client: Client) -> None:
    concern = make_concern(child)
    page = client.get(entry_new(concern)).content.decode()
    assert page.count("Dry skin?") == 1
    assert 'name="appearance" value="scaly"' in page
    assert 'name="appearance" value="dry"' not in page


@every_way
def test_an_old_entry_shows_it_once(child: Child, client: Client, way: str) -> None:
    concern = stored(child, way).concern
    for address in (
        reverse("concern", args=[child.pk, concern.uuid]),
        reverse("timeline", args=[child.pk]),
    ):
        text = text_of(client.get(address)).partition("Day by day")[2] or text_of(
            client.get(address)
        )
        assert text.count("dry") == text.count("dry skin") == 1
    sheet = text_of(client.get(reverse("summary", args=[child.pk])))
    assert sheet.count("dry") == sheet.count("dry skin") > 0


@every_way
def test_an_export_says_it_once(child: Child, client: Client, way: str) -> None:
    stored(child, way)
    table = client.get(reverse("export_csv", args=[child.pk])).getvalue().decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(table))
    assert (row["dry"], row["appearance"]) == ("yes", "scaly")
    document = client.get(reverse("export_fhir", args=[child.pk])).getvalue().decode()
    assert document.count("dry") == document.count("dry skin") == 1


@every_way
def test_an_old_entry_is_edited_and_loses_nothing(child: Child, client: Client, way: str) -> None:
    entry = stored(child, way)
    before = client.get(reverse("export_json", args=[child.pk])).getvalue()
    sent = values_shown(client, entry)
    assert (sent["dry"], sent["appearance"]) == ("on", ["scaly"])
    client.post(entry_edit(entry), entry_post(**sent))
    assert client.get(reverse("export_json", args=[child.pk])).getvalue() == before
    assert not Change.objects.exists()
    client.post(entry_edit(entry), entry_post(**sent | {"dry": "off"}))
    entry.refresh_from_db()
    assert (entry.dry, entry.appearance) == (False, ["scaly"])


def test_a_form_of_before_is_taken_and_shown_again_with_its_look(
    child: Child, client: Client
) -> None:
    """It was opened, or waited on a phone, before the look went."""
    address = entry_new(make_concern(child))
    sent = entry_post(appearance=["dry", "scaly"])
    refused = client.post(address, sent | {"temperature": "hot"})
    assert 'name="appearance" value="dry"' in refused.content.decode()
    assert client.post(address, sent).status_code == 302
    assert set(Entry.objects.get().appearance) == {"dry", "scaly"}
