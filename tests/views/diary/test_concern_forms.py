"""Beginning, changing and deleting a concern."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_entry,
    make_family,
    make_member,
)
from tests.views.entry_posts import concern_post, signs_post, spots_post
from tests.views.pages import notices_of, text_of, undo_address
from tracker.models import Child, Concern, Entry, Family, FormerName

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

TODAY = date(2026, 3, 10)


@pytest.fixture
def address(child: Child) -> str:
    return reverse("concern_new", args=[child.pk])


def edit_address(concern: Concern) -> str:
    return reverse("concern_edit", args=[concern.child_id, concern.uuid])


# Beginning


def test_a_fresh_form_has_nothing_chosen_but_today(caregiver: Client, address: str) -> None:
    form = caregiver.get(address).context["form"]
    assert (form["condition"].value(), form["first_noticed_on"].value()) == (None, TODAY)


def test_who_is_not_sure_finds_that_first(caregiver: Client, address: str) -> None:
    conditions = caregiver.get(address).context["conditions"]
    assert [row.key for row in conditions.unsure] == [
        "unsure_bumps",
        "unsure_rash",
        "other_rash",
        "other",
    ]


def test_a_concern_begins_with_todays_entry(caregiver: Client, child: Child, address: str) -> None:
    data = concern_post(
        first_noticed_on="2026-02-20",
        title="  bumps   on the chin ",
        severity="1",
        **signs_post("yes", "warmth"),
        **spots_post({"site": "chin", "count": "3"}),
    )
    response = caregiver.post(address, data)
    today = reverse("today", args=[child.pk])
    assert response["Location"] == today
    concern = Concern.objects.get()
    assert (concern.title, concern.condition) == ("bumps on the chin", "milia")
    assert (concern.named_by, concern.first_noticed_on) == ("parent", date(2026, 2, 20))
    entry = concern.entries.get()
    assert (entry.day, entry.status, entry.severity) == (TODAY, "present", 1)
    assert entry.spots.get().count == 3
    assert entry.signs.get(answer="yes").key == "warmth"
    page = caregiver.get(today)
    notice = "Iris: saved “bumps on the chin” with today's entry. Undo"
    assert notices_of(page) == [notice]
    caregiver.post(undo_address(page))
    assert not Concern.objects.exists()


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([{"site": "cheek", "side": "left"}, {"site": "nose"}], "milk spots, left cheek"),
        ([], ""),
    ],
    ids=["the first place", "no place"],
)
def test_without_words_it_is_called_by_what_it_looks_like_and_where(
    caregiver: Client, address: str, rows: list[dict[str, str]], title: str
) -> None:
    caregiver.post(address, concern_post(**spots_post(*rows)))
    assert Concern.objects.get().title == title


def test_a_blister_on_a_newborn_says_at_first_sight_what_to_do(
    caregiver: Client, child: Child, address: str
) -> None:
    Child.objects.filter(pk=child.pk).update(birth_date=date(2026, 3, 1))
    caregiver.post(address, concern_post(condition="unsure_rash", **signs_post("yes", "blister")))
    page = text_of(caregiver.get(reverse("today", args=[child.pk])))
    assert "Call for help now" in page


def test_a_form_sent_twice_begins_once(caregiver: Client, address: str) -> None:
    data = concern_post(title="bumps", **spots_post({"site": "chin"}))
    for _ in range(2):
        caregiver.post(address, data)
    assert Concern.all_objects.count() == 1
    assert Entry.all_objects.count() == 1


def test_a_form_changed_and_sent_again_changes_the_concern_and_its_entry(
    caregiver: Client, address: str
) -> None:
    data = concern_post(title="bumps")
    caregiver.post(address, data)
    caregiver.post(address, data | {"title": "spots", **spots_post({"site": "chin"})})
    concern, entry = Concern.all_objects.get(), Entry.all_objects.get()
    assert (concern.title, entry.spots.get().site) == ("spots", "chin")


def test_a_form_sent_again_after_an_edit_loses_nothing(
    caregiver: Client, child: Child, address: str
) -> None:
    data = concern_post(title="bumps")
    caregiver.post(address, data)
    concern = Concern.objects.get()
    change = {"title": "edited", "condition": "milia", "named_by": "parent"}
    caregiver.post(edit_address(concern), change | {"first_noticed_on": "2026-03-10"})
    response = caregiver.post(address, data | {"title": "spots"})
    concern.refresh_from_db()
    assert concern.title == "edited"
    assert response.context["form"]["title"].value() == "spots"
    assert response.context["saved_address"] == edit_address(concern)


def test_a_form_taken_back_and_sent_again_begins_anew(
    caregiver: Client, child: Child, address: str
) -> None:
    data = concern_post(title="bumps")
    caregiver.post(address, data)
    caregiver.post(reverse("concern_delete", args=[child.pk, Concern.objects.get().uuid]))
    for _ in range(2):
        caregiver.post(address, data)
    assert [concern.title for concern in Concern.objects.all()] == ["bumps"]


@pytest.mark.parametrize(
    ("changes", "name", "sentence"),
    [
        (
            {"condition": ""},
            "condition",
            "Choose what it looks most like. You can choose “not sure”.",
        ),
        ({"condition": "plague"}, "condition", "Choose one of these."),
        (
            {"first_noticed_on": "2026-03-11"},
            "first_noticed_on",
            "Enter a date that is not in the future. For your family it's 10 March 2026 today.",
        ),
        (
            {"first_noticed_on": "2026-01-09"},
            "first_noticed_on",
            "Enter a date on or after 10 January 2026, when Iris was born.",
        ),
        (
            {"title": "x" * 201},
            "title",
            "This is 1 character too long. The limit is 200.",
        ),
        ({"severity": "9"}, "severity", "Choose one of these."),
    ],
)
def test_wrong_input_is_refused_and_kept(
    caregiver: Client, address: str, changes: dict[str, str], name: str, sentence: str
) -> None:
    data = concern_post(**({"title": "bumps"} | changes))
    response = caregiver.post(address, data)
    assert not Concern.all_objects.exists()
    assert response.context["form"].errors[name] == [sentence]
    assert response.context["form"]["title"].value() == data["title"]
    assert sentence in text_of(response)


def test_markup_in_a_title_stays_text(caregiver: Client, address: str) -> None:
    caregiver.post(address, concern_post(title="<script>alert(1)</script>"))
    concern = Concern.objects.get()
    for page in (edit_address(concern), reverse("today", args=[concern.child_id])):
        assert "<script>alert" not in caregiver.get(page).content.decode()


def test_the_number_of_queries_does_not_grow(
    caregiver: Client, child: Child, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    caregiver.get(address)
    for count in (3, 30):
        for _ in range(count):
            make_concern(child)
        # Session, user; child, membership; former names, entries, concerns; the children to
        # switch between.
        with django_assert_num_queries(8):
            caregiver.get(address)


# Changing


def change_post(**changes: str) -> dict[str, str]:
    return {
        "title": "bumps on the chin",
        "condition": "milia",
        "named_by": "parent",
        "milia_type": "",
        "first_noticed_on": "2026-02-01",
    } | changes


def test_what_the_doctor_says_is_kept_beside_the_former_name(
    caregiver: Client, concern: Concern
) -> None:
    data = change_post(named_by="doctor", milia_type="neonatal", title="chin")
    response = caregiver.post(edit_address(concern), data)
    assert response["Location"] == reverse("concern", args=[concern.child_id, concern.uuid])
    concern.refresh_from_db()
    assert (concern.title, concern.named_by, concern.milia_type) == ("chin", "doctor", "neonatal")
    former = FormerName.objects.get()
    assert (former.condition, former.named_by, former.until) == ("milia", "parent", TODAY)


def test_a_new_title_alone_makes_no_former_name(caregiver: Client, concern: Concern) -> None:
    caregiver.post(edit_address(concern), change_post(title="chin"))
    assert not FormerName.objects.exists()


@pytest.mark.parametrize(
    ("title", "after"),
    [
        ("milk spots, chin", "eczema, chin"),
        ("milk spots of Iris", "milk spots of Iris"),
        ("bumps", "bumps"),
    ],
    ids=["named by the form", "the parent's own", "other words"],
)
def test_a_title_that_the_form_gave_goes_with_the_condition(
    caregiver: Client, concern: Concern, title: str, after: str
) -> None:
    Concern.objects.filter(pk=concern.pk).update(title=title)
    caregiver.post(edit_address(concern), change_post(title=title, condition="eczema"))
    concern.refresh_from_db()
    assert concern.title == after


@pytest.mark.parametrize(
    ("changes", "name", "sentence"),
    [
        (
            {"first_noticed_on": "2026-01-09"},
            "first_noticed_on",
            "Enter a date on or after 10 January 2026, when Iris was born.",
        ),
        (
            {"milia_type": "neonatal"},
            "milia_type",
            "Choose a kind only if a doctor named one for milk spots. If not, choose “not named”.",
        ),
        (
            {"milia_type": "neonatal", "named_by": "doctor", "condition": "eczema"},
            "milia_type",
            "Choose a kind only if a doctor named one for milk spots. If not, choose “not named”.",
        ),
        ({"milia_type": "golden"}, "milia_type", "Choose one of these."),
        ({"named_by": "aunt"}, "named_by", "Choose one of these."),
        ({"named_by": ""}, "named_by", "Choose who named it."),
    ],
)
def test_a_wrong_change_is_refused(
    caregiver: Client, concern: Concern, changes: dict[str, str], name: str, sentence: str
) -> None:
    make_entry(concern, date(2026, 2, 2))
    response = caregiver.post(edit_address(concern), change_post(**changes))
    assert response.context["form"].errors[name] == [sentence]
    assert sentence in text_of(response)
    assert Concern.objects.values_list("named_by", "milia_type", "first_noticed_on").get() == (
        "parent",
        "",
        date(2026, 2, 1),
    )


@pytest.mark.parametrize("typed", ["2026-02-02", "2026-02-03"])
def test_the_day_first_noticed_may_be_that_of_the_first_entry_or_later(
    caregiver: Client, concern: Concern, typed: str
) -> None:
    make_entry(concern, date(2026, 2, 2))
    caregiver.post(edit_address(concern), change_post(first_noticed_on=typed))
    concern.refresh_from_db()
    assert concern.first_noticed_on == date.fromisoformat(typed)


def test_a_concern_is_deleted_and_can_be_brought_back(caregiver: Client, concern: Concern) -> None:
    address = reverse("concern_delete", args=[concern.child_id, concern.uuid])
    assert address in caregiver.get(edit_address(concern)).content.decode()
    caregiver.post(address)
    assert not Concern.objects.exists()
    today = reverse("today", args=[concern.child_id])
    caregiver.post(undo_address(caregiver.get(today)))
    assert Concern.objects.get() == concern


# Who may


def test_a_concern_of_another_child_is_not_found(caregiver: Client, family: Family) -> None:
    twin, other = make_child(family), make_concern(make_child(family))
    address = reverse("concern_edit", args=[twin.pk, other.uuid])
    assert caregiver.get(address).status_code == 404
    assert caregiver.post(address, change_post(title="mine")).status_code == 404


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_finds_nothing_and_a_viewer_may_not(
    family: Family, concern: Concern, address: str, method: str
) -> None:
    stranger = client_of(make_member(make_family()))
    viewer = client_of(make_member(family, "viewer"))
    for page, data in ((address, concern_post()), (edit_address(concern), change_post())):
        assert getattr(stranger, method)(page, data).status_code == 404
        assert getattr(viewer, method)(page, data).status_code == 403
    assert Concern.all_objects.count() == 1
