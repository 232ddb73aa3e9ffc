"""What the doctor said to come back for, ticked on an entry."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_concern, make_entry
from tests.views.entry_posts import entry_edit, entry_new, entry_post
from tests.views.pages import text_of
from tracker.models import Concern, Entry, Visit
from tracker.rendering import title_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]


def told(concern: Concern, on: date, **fields: Any) -> Visit:
    fields = {"who": "Dr Singh", "come_back_words": "it spreads", **fields}
    visit = Visit.objects.create(child=concern.child, day=on, **fields)
    visit.concerns.add(concern)
    return visit


def offered(client: Client, address: str) -> list[tuple[str, str, bool]]:
    """Each visit that can be ticked, with its words and whether it is ticked."""
    page = client.get(address).content.decode()
    found = []
    for row in re.findall(r'<input[^>]*name="come_back"[^>]*>\s*<label[^>]*>[^<]*', page):
        value = re.search(r'value="([^"]+)"', row)
        assert value is not None
        found.append((value[1], text_of(row).strip(), " checked" in row))
    return found


def test_the_last_advice_is_offered_in_the_doctors_words(
    caregiver: Client, concern: Concern
) -> None:
    told(concern, date(2026, 3, 2))
    last = told(concern, date(2026, 3, 4), come_back_if=["pus"])
    told(make_concern(concern.child), date(2026, 3, 6))
    words = "On 4 March 2026 Dr Singh said to come back if: pus, “it spreads”"
    assert offered(caregiver, entry_new(concern)) == [(str(last.uuid), words, False)]


def test_who_said_it_may_be_unknown(caregiver: Client, concern: Concern) -> None:
    told(concern, date(2026, 3, 4), who="")
    ((_id, words, _ticked),) = offered(caregiver, entry_new(concern))
    assert words == "On 4 March 2026 you were told to come back if: “it spreads”"


def test_without_advice_nothing_is_asked(caregiver: Client, concern: Concern) -> None:
    told(concern, date(2026, 3, 4), come_back_words="")
    assert offered(caregiver, entry_new(concern)) == []
    assert "Has this happened?" not in text_of(caregiver.get(entry_new(concern)).content.decode())


def test_a_tick_is_stored_and_stays(caregiver: Client, concern: Concern) -> None:
    visit = told(concern, date(2026, 3, 4))
    caregiver.post(entry_new(concern), entry_post(come_back=[str(visit.uuid)]))
    entry = Entry.objects.get()
    assert [*entry.come_back.all()] == [visit]
    assert offered(caregiver, entry_edit(entry))[0][2]
    caregiver.post(entry_edit(entry), entry_post(revision=0, notes="weeps"))
    assert [*Entry.objects.get().come_back.all()] == []


def test_an_earlier_advice_that_is_ticked_is_offered_again(
    caregiver: Client, concern: Concern
) -> None:
    earlier, last = told(concern, date(2026, 3, 2)), told(concern, date(2026, 3, 4))
    entry = make_entry(concern, date(2026, 3, 3))
    entry.come_back.add(earlier)
    shown = [(id, ticked) for id, _words, ticked in offered(caregiver, entry_edit(entry))]
    assert shown == [(str(last.uuid), False), (str(earlier.uuid), True)]


def test_advice_about_another_skin_problem_stays_with_the_entry(
    caregiver: Client, concern: Concern
) -> None:
    """It can come from a file; the form neither shows nor drops it."""
    visit = told(make_concern(concern.child), date(2026, 3, 2))
    entry = make_entry(concern, date(2026, 3, 3))
    entry.come_back.add(visit)
    caregiver.post(entry_edit(entry), entry_post(revision=0, notes="weeps"))
    assert [*Entry.objects.get().come_back.all()] == [visit]


def test_after_the_visit_was_deleted_nothing_is_saved_and_a_sentence_says_why(
    caregiver: Client, concern: Concern
) -> None:
    visit = told(concern, date(2026, 3, 4))
    sent = entry_post(come_back=[str(visit.uuid)], notes="weeps")
    visit.delete()
    page = text_of(caregiver.post(entry_new(concern), sent).content.decode())
    assert "The visit you ticked was deleted or is now about something else." in page
    assert "weeps" in page
    assert not Entry.objects.exists()


TOLD = (
    "You were told to come back · {title} On 4 March 2026 Dr Singh said to come back if:"
    " “it spreads”. You ticked it on 9 March 2026."
)


def test_a_tick_is_told_on_today_and_the_concern_until_a_later_visit(
    caregiver: Client, concern: Concern
) -> None:
    visit = told(concern, date(2026, 3, 4))
    make_entry(concern, date(2026, 3, 9)).come_back.add(visit)
    other = make_concern(concern.child)
    words = TOLD.format(title=title_of(concern))
    today, page, apart = (
        reverse("today", args=[concern.child.pk]),
        reverse("concern", args=[concern.child.pk, concern.uuid]),
        reverse("concern", args=[concern.child.pk, other.uuid]),
    )
    shown = [words in text_of(caregiver.get(address)) for address in (today, page, apart)]
    assert text_of(caregiver.get(today)).count("Dr Singh") == 1
    assert "nothing is due" not in text_of(caregiver.get(today))
    assert shown == [True, True, False]
    assert "ticked by the family on 9 Mar" in text_of(caregiver.get(page))
    told(concern, date(2026, 3, 10), come_back_words="")
    assert [words in text_of(caregiver.get(address)) for address in (today, page)] == [False, False]


def test_today_repeats_the_last_advice(caregiver: Client, concern: Concern) -> None:
    told(concern, date(2026, 3, 4))
    today = reverse("today", args=[concern.child.pk])
    words = "On 4 March 2026 Dr Singh said to come back if: “it spreads”"
    assert text_of(caregiver.get(today)).count(words) == 1
    make_entry(concern, date(2026, 3, 9), status="clear")
    assert words not in text_of(caregiver.get(today))


def test_the_doctors_page_has_the_day_of_the_tick(caregiver: Client, concern: Concern) -> None:
    visit = told(concern, date(2026, 3, 4))
    make_entry(concern, date(2026, 3, 9)).come_back.add(visit)
    page = text_of(caregiver.get(reverse("summary", args=[concern.child.pk])))
    assert "come back if: “it spreads”; ticked by the family on 9 Mar" in page


def test_the_entry_says_that_it_was_ticked(caregiver: Client, concern: Concern) -> None:
    make_entry(concern, date(2026, 3, 9)).come_back.add(told(concern, date(2026, 3, 4)))
    make_entry(concern, date(2026, 3, 8))
    for address in (
        reverse("timeline", args=[concern.child.pk]),
        reverse("concern", args=[concern.child.pk, concern.uuid]),
    ):
        page = text_of(caregiver.get(address))
        assert page.count("Ticked: what the doctor said to come back for") == 1
