"""Writing down a visit: with a few taps, with the doctor's name for it, and changing it later."""

from __future__ import annotations

import re
from datetime import date, time
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_concern, make_entry
from tests.views.pages import text_of
from tracker.forms.visit import NAME_IN_THE_DIARY, NewVisitForm
from tracker.models import Change, Child, Concern, FormerName, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

TODAY = date(2026, 3, 10)


@pytest.fixture
def address(child: Child) -> str:
    return reverse("visit_new", args=[child.pk])


@pytest.fixture
def elbow(child: Child) -> Concern:
    return make_concern(child, condition="unsure_rash", title="patch on the elbow")


def sent(*concerns: Concern, **fields: Any) -> dict[str, Any]:
    about = [str(concern.uuid) for concern in concerns]
    return {"uuid": str(uuid4()), "day": "2026-03-10", "concerns": about, **fields}


def errors(response: HttpResponse) -> dict[str, list[str]]:
    assert response.status_code == 200
    return dict(response.context["form"].errors)


def messages_of(response: HttpResponse) -> list[str]:
    """Each notice, with the words of its button or link."""
    notices = get_messages(response.wsgi_request)
    return [text_of(str(notice)).strip() for notice in notices]


# With a few taps


def test_it_opens_with_today_and_the_concern_of_the_flag(
    caregiver: Client, address: str, concern: Concern, elbow: Concern
) -> None:
    response = caregiver.get(address, {"concern": str(elbow.uuid)})
    form = response.context["form"]
    assert (form.shown_day, form["at"].value(), form.opens_when) == (TODAY, None, False)
    assert [box.data["selected"] for box in form["concerns"].subwidgets] == [False, True]
    assert form.open_folds == []


def test_after_an_urgent_sign_it_asks_when(
    caregiver: Client, child: Child, concern: Concern
) -> None:
    """A visit without a time says not whether it came before or after a sign of that day."""
    make_entry(concern, TODAY, at=time(9), signs=("warmth",))
    today = reverse("today", args=[child.pk])
    (address,) = re.findall(
        r'href="([^"]+)">Iris was seen by a doctor<', caregiver.get(today).content.decode()
    )
    form = caregiver.get(unescape(address)).context["form"]
    assert form.opens_when
    assert form["concerns"].value() == [str(concern.uuid)]
    caregiver.post(unescape(address), sent(concern))
    assert "was seen by a doctor" in text_of(caregiver.get(today))
    caregiver.post(unescape(address), sent(concern, at="10:00"))
    assert "was seen by a doctor" not in text_of(caregiver.get(today))


def test_nothing_but_save_is_needed(caregiver: Client, address: str, concern: Concern) -> None:
    response = caregiver.post(address, sent(concern))
    assert response["Location"] == reverse("today", args=[concern.child_id])
    visit = Visit.objects.get()
    assert (visit.day, visit.at, visit.who, visit.said, visit.follow_up_on) == (
        TODAY,
        None,
        "",
        "",
        None,
    )
    assert list(visit.concerns.all()) == [concern]
    assert messages_of(response) == ["Saved. Undo"]


@pytest.mark.parametrize(
    ("asked", "typed", "kept"),
    [
        ("", "", ""),
        ("doctor", "", "a doctor"),
        ("", "Dr Singh", "Dr Singh"),
        ("nurse", "Ann, clinic", "a nurse (Ann, clinic)"),
        ("pharmacist", "", "a pharmacist"),
        ("advice_line", "111", "an advice line (111)"),
    ],
)
def test_who_was_asked(
    caregiver: Client, address: str, concern: Concern, asked: str, typed: str, kept: str
) -> None:
    caregiver.post(address, sent(concern, asked=asked, who=typed))
    assert Visit.objects.get().who == kept


def test_who_was_asked_has_room_for_both_or_says_so(
    caregiver: Client, address: str, concern: Concern
) -> None:
    response = caregiver.post(address, sent(concern, asked="doctor", who="x" * 190))
    assert errors(response) == {"who": ["This is 1 character too long. The limit is 200."]}
    assert response.context["form"]["who"].value() == "x" * 190
    caregiver.post(address, sent(concern, asked="doctor", who="x" * 189))
    assert len(Visit.objects.get().who) == 200


@pytest.mark.parametrize(
    ("day", "ahead", "again"),
    [
        ("2026-03-10", "week", date(2026, 3, 17)),
        ("2026-03-10", "2_weeks", date(2026, 3, 24)),
        ("2026-03-10", "4_weeks", date(2026, 4, 7)),
        ("2026-03-10", "3_months", date(2026, 6, 10)),
        ("2026-03-01", "week", date(2026, 3, 8)),
        ("2026-01-31", "3_months", date(2026, 4, 30)),
        ("2026-03-10", "", None),
    ],
)
def test_the_day_to_come_back_counts_from_the_visit(
    caregiver: Client, address: str, concern: Concern, day: str, ahead: str, again: date | None
) -> None:
    caregiver.post(address, sent(concern, day=day, ahead=ahead))
    assert Visit.objects.get().follow_up_on == again


@pytest.mark.parametrize("ahead", ["", "2_weeks"], ids=["alone", "as was tapped"])
def test_the_day_to_come_back_can_be_written(
    caregiver: Client, address: str, concern: Concern, ahead: str
) -> None:
    caregiver.post(address, sent(concern, ahead=ahead, follow_up_on="2026-03-24"))
    assert Visit.objects.get().follow_up_on == date(2026, 3, 24)


def test_of_two_days_to_come_back_neither_is_chosen_in_silence(
    caregiver: Client, address: str, concern: Concern
) -> None:
    response = caregiver.post(address, sent(concern, ahead="week", follow_up_on="2026-03-24"))
    assert errors(response) == {
        "follow_up_on": ["You chose “in 1 week” and also entered a different date. Keep only one."]
    }
    assert not Visit.objects.exists()


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"follow_up_on": "2026-03-10"}, "follow_up_on"),
        ({"follow_up_on": "soon"}, "follow_up_on"),
        ({"ahead": "1_year"}, "ahead"),
        ({"asked": "nobody"}, "asked"),
        ({"day": "2026-03-11"}, "day"),
        ({"day": "2026-03-11", "ahead": "week"}, "day"),
        ({"day": "2026-01-09"}, "day"),
        ({"day": ""}, "day"),
        ({"at": "23:59"}, "at"),
        ({"said": "x" * 201}, "said"),
    ],
    ids=str,
)
def test_what_cannot_be_is_marked_and_nothing_is_written(
    caregiver: Client, address: str, concern: Concern, fields: dict[str, str], wrong: str
) -> None:
    response = caregiver.post(address, sent(concern, **fields))
    assert list(errors(response)) == [wrong]
    assert response.context["form"].opens_when == (wrong in ("day", "at"))
    assert not Visit.objects.exists()


def test_a_concern_of_another_child_is_none_of_its_own(
    caregiver: Client, address: str, child: Child
) -> None:
    response = caregiver.post(address, sent(make_concern(condition="eczema"), named="milia"))
    assert list(errors(response)) == ["concerns"]
    assert Concern.objects.get().condition == "eczema"


def test_a_day_to_come_back_is_offered_to_the_calendar(
    caregiver: Client, address: str, concern: Concern
) -> None:
    response = caregiver.post(address, sent(concern, ahead="4_weeks"))
    assert messages_of(response) == [
        "Saved. Undo",
        "Follow-up on 7 April 2026. Add to calendar",
    ]
    page = caregiver.get(response["Location"]).content.decode()
    assert f'href="{reverse("calendar_day", args=[concern.child_id, date(2026, 4, 7)])}"' in page


def test_a_day_to_come_back_that_is_past_is_not_offered(
    caregiver: Client, address: str, concern: Concern
) -> None:
    response = caregiver.post(address, sent(concern, day="2026-02-10", ahead="2_weeks"))
    assert messages_of(response) == ["Saved. Undo"]


# A name the doctor gave


def test_a_name_is_kept_with_the_visit_and_taken_back_with_it(
    caregiver: Client, address: str, elbow: Concern
) -> None:
    response = caregiver.post(address, sent(elbow, named="eczema"))
    text = "Saved. “patch on the elbow” now has the doctor's name: eczema."
    assert messages_of(response) == [f"{text} Undo"]
    elbow.refresh_from_db()
    assert (elbow.condition, elbow.named_by) == ("eczema", "doctor")
    former = FormerName.objects.get()
    assert (former.condition, former.named_by, former.until) == ("unsure_rash", "parent", TODAY)

    (change_set,) = set(Change.objects.values_list("change_set", flat=True))
    caregiver.post(reverse("undo", args=[elbow.child_id, change_set]))
    elbow.refresh_from_db()
    assert (elbow.condition, elbow.named_by) == ("unsure_rash", "parent")
    assert not Visit.objects.exists()
    assert not FormerName.objects.exists()


def test_a_kind_of_milia_goes_with_the_name(
    caregiver: Client, address: str, concern: Concern
) -> None:
    caregiver.post(address, sent(concern, named="milia", milia_type="neonatal"))
    concern.refresh_from_db()
    assert (concern.condition, concern.milia_type) == ("milia", "neonatal")


@pytest.mark.parametrize("named", ["", "eczema"])
def test_a_kind_of_milia_without_milia_is_refused(
    caregiver: Client, address: str, elbow: Concern, named: str
) -> None:
    response = caregiver.post(address, sent(elbow, named=named, milia_type="primary"))
    assert list(errors(response)) == ["milia_type"]
    assert NAME_IN_THE_DIARY in response.context["form"].open_folds


def test_a_name_for_one_of_several_asks_which(
    caregiver: Client, address: str, concern: Concern, elbow: Concern
) -> None:
    data = sent(concern, elbow, named="eczema", said="keep it dry")
    response = caregiver.post(address, data)
    assert errors(response) == {"which": ["The visit was about more than one. Choose which one."]}
    form = response.context["form"]
    assert (form["named"].value(), form["said"].value()) == ("eczema", "keep it dry")
    assert "Which one did the doctor mean?" in text_of(response)

    caregiver.post(address, data | {"which": str(elbow.uuid)})
    assert Visit.objects.get().concerns.count() == 2
    assert [row.condition for row in Concern.objects.order_by("pk")] == ["milia", "eczema"]


def test_a_name_for_what_the_visit_was_not_about_asks_again(
    caregiver: Client, address: str, concern: Concern, elbow: Concern
) -> None:
    back = make_concern(concern.child, title="patch on the back")
    data = sent(concern, elbow, named="eczema", which=str(back.uuid))
    assert list(errors(caregiver.post(address, data))) == ["which"]


def test_a_name_for_nothing_asks_what_it_is_for(
    caregiver: Client, address: str, concern: Concern
) -> None:
    response = caregiver.post(address, sent(named="eczema"))
    assert errors(response) == {"concerns": ["Tick what the doctor named."]}


def test_no_doctor_is_asked_to_be_unsure() -> None:
    groups = NewVisitForm.base_fields["named"].choices
    offered = [key for _title, rows in list(groups)[1:] for key, _label in rows]
    assert {"milia", "eczema", "other"} <= set(offered)
    assert not {"unsure_bumps", "unsure_rash"} & set(offered)


def test_a_name_that_is_not_in_the_list_is_refused(
    caregiver: Client, address: str, concern: Concern
) -> None:
    assert list(errors(caregiver.post(address, sent(concern, named="scurvy")))) == ["named"]


# Changing it later


def test_a_visit_is_changed_as_it_was_written(caregiver: Client, elbow: Concern) -> None:
    new = reverse("visit_new", args=[elbow.child_id])
    data = {"asked": "doctor", "who": "Dr Singh", "ahead": "week", "at": "09:30"}
    caregiver.post(new, sent(elbow, named="eczema", said="cream", **data))
    visit = Visit.objects.get()
    address = reverse("visit_edit", args=[elbow.child_id, visit.pk])
    form = caregiver.get(address).context["form"]
    assert {name: form[name].value() for name in form.fields if name != "uuid"} == {
        "revision": 0,
        "day": TODAY,
        "at": time(9, 30),
        "who": "a doctor (Dr Singh)",
        "concerns": [str(elbow.uuid)],
        "said": "cream",
        "follow_up_on": date(2026, 3, 17),
        **dict.fromkeys(["called", "do", "expect", "come_back_words"], ""),
        "expect_by": None,
        "come_back_if": [],
    }


def test_changing_a_visit_neither_gives_nor_takes_a_name(caregiver: Client, elbow: Concern) -> None:
    new = reverse("visit_new", args=[elbow.child_id])
    caregiver.post(new, sent(elbow, named="eczema"))
    address = reverse("visit_edit", args=[elbow.child_id, Visit.objects.get().pk])
    caregiver.post(address, sent(elbow, said="wait", named="milia", ahead="week"))
    elbow.refresh_from_db()
    assert (elbow.condition, elbow.named_by) == ("eczema", "doctor")
    assert FormerName.objects.count() == 1
    assert (Visit.objects.get().said, Visit.objects.get().follow_up_on) == ("wait", None)


# Reading


@pytest.mark.parametrize("entries", [3, 300], ids=["3 entries", "300 entries"])
def test_the_number_of_queries_does_not_grow(
    caregiver: Client,
    concern: Concern,
    django_assert_num_queries: DjangoAssertNumQueries,
    entries: int,
) -> None:
    for _ in range(entries):
        make_entry(concern, TODAY)
    address = reverse("visit_new", args=[concern.child_id])
    caregiver.get(address)  # remembers the child at hand
    # session, user, child with its family, membership, concerns, children of the frame; the
    # twelve of the check, for what is due
    with django_assert_num_queries(18):
        assert caregiver.get(address).status_code == 200
