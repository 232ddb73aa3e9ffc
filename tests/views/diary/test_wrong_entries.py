"""The entry form: what is refused, with everything typed kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.factories import make_child, make_concern, make_entry
from tests.views.entry_posts import entry_edit, entry_new, entry_post, signs_post, spots_post
from tests.views.pages import text_of
from tracker.models import Concern, Entry, Family, Spot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]


@pytest.mark.parametrize(
    ("changes", "name", "sentence"),
    [
        (
            {"day": "2026-03-11"},
            "day",
            "Enter a date that is not in the future. For your family it's 10 March 2026 today.",
        ),
        (
            {"day": "2026-01-09"},
            "day",
            "Enter a date on or after 10 January 2026, when Iris was born.",
        ),
        (
            {"at": "12:01"},
            "at",
            "Enter a time that is not in the future. For your family it's 12:00 now.",
        ),
        (
            {"temperature": "400"},
            "temperature",
            "Check the number. Enter a temperature between 30 and 45 °C.",
        ),
        (
            {"temperature": "NaN"},
            "temperature",
            "Enter the temperature as a number in °C, for example 37.2.",
        ),
        ({"status": ""}, "status", "Choose if it's still there."),
        ({"status": "maybe"}, "status", "Choose one of these."),
        ({"trend": "glorious"}, "trend", "Choose one of these."),
        ({"severity": "4"}, "severity", "Choose one of these."),
        ({"itch": "-1"}, "itch", "Choose one of these."),
        ({"appearance": ["raised", "shiny"]}, "appearance", "Choose one of these."),
        (
            {"status": "clear", "trend": "better"},
            "trend",
            "You said it's gone, so it can't be better or worse. Choose “not answered”.",
        ),
        (
            {"status": "clear", "severity": "0"},
            "severity",
            "You said it's gone. Choose “not answered” here too.",
        ),
        (
            {"notes": "x" * 10_001},
            "notes",
            "This is 1 character too long. The limit is 10,000.",
        ),
    ],
)
def test_wrong_input_is_refused_and_everything_typed_is_kept(
    caregiver: Client, concern: Concern, changes: dict[str, object], name: str, sentence: str
) -> None:
    data = entry_post(**({"notes": "still here"} | changes))
    response = caregiver.post(entry_new(concern), data)
    assert not Entry.all_objects.exists()
    form = response.context["form"]
    assert form.errors[name] == [sentence]
    assert {key: form[key].value() for key in ("day", "temperature", "notes")} == {
        key: data[key] for key in ("day", "temperature", "notes")
    }
    assert sentence in text_of(response)
    assert "Not saved yet." in text_of(response)


def test_gone_and_a_new_place_is_asked_about(caregiver: Client, concern: Concern) -> None:
    data = entry_post(status="clear", **spots_post({"site": "nose"}))
    response = caregiver.post(entry_new(concern), data)
    assert not Entry.all_objects.exists()
    sentence = "You said it's gone, but places are still marked. Remove them first."
    assert sentence in text_of(response)


def test_gone_leaves_out_the_places_that_the_form_had_offered(
    caregiver: Client, concern: Concern
) -> None:
    last = make_entry(concern, date(2026, 3, 5))
    Spot.objects.create(entry=last, site="nose", track="a")
    caregiver.post(
        entry_new(concern),
        entry_post(status="clear", **spots_post({"site": "nose", "track": "a"})),
    )
    assert Entry.objects.get(status="clear").spots.count() == 0


def test_200_places_get_a_sentence_and_none_is_lost(caregiver: Client, concern: Concern) -> None:
    data = entry_post(**spots_post(*[{"site": "chin", "count": str(n + 1)} for n in range(200)]))
    response = caregiver.post(entry_new(concern), data)
    assert not Entry.all_objects.exists()
    assert "This entry has 200 places. It can have up to 100." in text_of(response)
    assert [row["count"].value() for row in response.context["rows"]][-1] == "200"


@pytest.mark.parametrize(
    "row",
    [
        {"site": "chin", "view": "face", "x": "3", "y": "0.5"},
        {"site": "elsewhere"},
        {"site": "chin", "side": "inner"},
    ],
    ids=["a point off the map", "an unknown site", "an unknown side"],
)
def test_a_wrong_place_is_refused(caregiver: Client, concern: Concern, row: dict[str, str]) -> None:
    response = caregiver.post(entry_new(concern), entry_post(**spots_post(row)))
    assert not Entry.all_objects.exists()
    assert "Not saved yet." in text_of(response)


def test_an_unknown_sign_is_refused(caregiver: Client, concern: Concern) -> None:
    caregiver.post(entry_new(concern), entry_post(**signs_post("yes", "glitter")))
    assert not Entry.all_objects.exists()


def test_a_note_of_every_script_is_kept_and_markup_stays_text(
    caregiver: Client, concern: Concern
) -> None:
    text = ("ж ש ع த 中 አ 👩‍👩‍👧 <script>alert(1)</script>\r\n" * 300)[:9_990].strip()
    caregiver.post(entry_new(concern), entry_post(notes="\0" + text))
    entry = Entry.objects.get()
    assert entry.notes == text.replace("\r\n", "\n")
    page = caregiver.get(entry_edit(entry)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_markup_in_names_stays_text(caregiver: Client, family: Family) -> None:
    child = make_child(family, name="<b>Iris</b>")
    concern = make_concern(child, title="<img src=x>")
    page = caregiver.get(entry_new(concern)).content.decode()
    assert "<b>Iris" not in page
    assert "<img src=x>" not in page
