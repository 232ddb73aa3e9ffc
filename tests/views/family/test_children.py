"""Adding and changing babies, and the menu."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import (
    client_of,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_member,
)
from tracker.actions.records import delete_record
from tracker.models import Care, Child

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

FIELDS = {
    "name": "Rose",
    "birth_date": "2026-01-12",
    "due_date": "2026-02-01",
    "sex": "female",
    "allergies": "none known",
    "medicines": "vitamin D",
    "family_atopy": ["eczema", "asthma"],
    "feeding": "breast",
    "skin_tone": "brown",
    "history": "born at 37 weeks",
}
STORED = {**FIELDS, "birth_date": date(2026, 1, 12), "due_date": date(2026, 2, 1)}


def stored(child: Child) -> dict[str, object]:
    row = Child.objects.get(pk=child.pk)
    return {name: getattr(row, name) for name in FIELDS}


def edit(child: Child) -> str:
    return reverse("child_edit", args=[child.pk])


# Adding


def test_a_twin_is_added_and_looked_at(child):
    browser = client_of(make_member(child.family))
    response = browser.post(reverse("child_new"), FIELDS)
    twin = Child.objects.exclude(pk=child.pk).get()
    assert (stored(twin), twin.family) == (STORED, child.family)
    assert response["Location"] == reverse("today", args=[twin.pk])
    assert browser.get("/").context["child_context"].child == twin


def test_name_and_birth_day_are_enough(child):
    browser = client_of(make_member(child.family))
    browser.post(reverse("child_new"), {"name": "Rose", "birth_date": "2026-01-12"})
    assert Child.objects.count() == 2


def test_who_owns_two_families_says_which(child):
    other = make_family(name="Other")
    user = make_member(child.family)
    make_member(other, user=user)
    browser = client_of(user)
    browser.post(reverse("child_new"), {**FIELDS, "family": other.pk})
    assert Child.objects.get(name="Rose").family == other


def test_no_baby_into_a_family_of_others(child):
    theirs, mine = make_family(), make_family()
    user = make_member(child.family)
    make_member(mine, user=user)
    response = client_of(user).post(reverse("child_new"), {**FIELDS, "family": theirs.pk})
    assert "family" in response.context["form"].errors
    assert Child.objects.count() == 1


@pytest.mark.parametrize("role", ["caregiver", "viewer"])
def test_only_an_owner_adds(child, role):
    browser = client_of(make_member(child.family, role))
    assert browser.post(reverse("child_new"), FIELDS).status_code == 403
    assert Child.objects.count() == 1


def test_a_sample_family_takes_no_real_baby(child):
    sample = make_family(is_sample=True)
    browser = client_of(make_member(sample))
    assert browser.post(reverse("child_new"), FIELDS).status_code == 403
    assert Child.objects.count() == 1


# Changing


def test_an_owner_changes_everything(child):
    browser = client_of(make_member(child.family))
    response = browser.post(edit(child), FIELDS)
    assert response["Location"] == reverse("more", args=[child.pk])
    assert stored(child) == STORED


def test_the_form_shows_what_is_there(child):
    browser = client_of(make_member(child.family))
    browser.post(edit(child), FIELDS)
    form = browser.get(edit(child)).context["form"]
    assert {name: form[name].value() for name in FIELDS} == {
        **STORED,
        "family_atopy": ["eczema", "asthma"],
    }


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"name": " "}, "name", "Enter a name or initials."),
        (
            {"birth_date": "2026-03-11", "due_date": ""},
            "birth_date",
            "Enter a date that is not in the future.",
        ),
        (
            {"birth_date": "1926-01-10", "due_date": ""},
            "birth_date",
            "That is a long time ago for a baby. Check the year.",
        ),
        (
            {"due_date": "2062-02-01"},
            "due_date",
            "That is too far from the date of birth. Check the month and the year.",
        ),
        (
            {"name": "x" * 201},
            "name",
            "Ensure this value has at most 200 characters (it has 201).",
        ),
    ],
    ids=["no name", "to come", "long ago", "due date", "long name"],
)
def test_a_slip_is_told(child, fields, field, sentence):
    browser = client_of(make_member(child.family))
    response = browser.post(edit(child), {**FIELDS, **fields})
    assert response.context["form"].errors == {field: [sentence]}
    assert stored(child)["name"] == "Iris"


@pytest.mark.parametrize(
    ("birth", "fits"), [("2026-01-31", True), ("2026-02-01", True), ("2026-02-02", False)]
)
def test_the_birth_may_move_up_to_the_first_thing_written(child, birth, fits):
    make_concern(child, first_noticed_on=date(2026, 2, 1))
    browser = client_of(make_member(child.family))
    browser.post(edit(child), {**FIELDS, "birth_date": birth})
    assert (str(stored(child)["birth_date"]) == birth) is fits


def test_the_birth_cannot_be_later_than_something_written(child):
    make_concern(child, first_noticed_on=date(2026, 2, 3))
    make_day_note(child, date(2026, 2, 1))
    browser = client_of(make_member(child.family))
    response = browser.post(edit(child), {**FIELDS, "birth_date": "2026-02-02"})
    assert response.context["form"].errors["birth_date"] == [
        "Something is already saved for 1 February 2026. The date of birth can't be later."
    ]


def test_what_was_deleted_holds_no_birth_back(child):
    user, concern = make_member(child.family), make_concern(child)
    Care.objects.create(concern=concern, kind="bath", started_on=date(2026, 2, 1))
    delete_record(row=concern, by=user)
    client_of(user).post(edit(child), {**FIELDS, "birth_date": "2026-03-01"})
    assert stored(child)["birth_date"] == date(2026, 3, 1)


@pytest.mark.parametrize("role", ["caregiver", "viewer"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_only_an_owner_changes(child, role, method):
    browser = client_of(make_member(child.family, role))
    assert getattr(browser, method)(edit(child), FIELDS).status_code == 403
    assert stored(child)["name"] == "Iris"


def test_a_stranger_finds_nothing(child):
    stranger = client_of(make_member(make_family()))
    assert stranger.post(edit(child), FIELDS).status_code == 404
    assert stranger.get(reverse("more", args=[child.pk])).status_code == 404


def test_markup_and_every_script_of_the_world_stay_text(child):
    name = "<script>İris</script> あ א 👶🏽"
    browser = client_of(make_member(child.family))
    browser.post(edit(child), {**FIELDS, "name": name})
    assert stored(child)["name"] == name
    page = browser.get(reverse("more", args=[child.pk])).content.decode()
    assert "<script>İris" not in page
    assert "あ א 👶🏽" in page


@pytest.mark.parametrize("entries", [3, 300])
def test_the_form_asks_little(child, entries, django_assert_num_queries):
    concern = make_concern(child)
    for number in range(entries):
        make_entry(concern, date(2026, 2, 1 + number % 20))
    browser = client_of(make_member(child.family))
    browser.get(edit(child))
    # session, user, child, membership, first day written, children in the frame
    with django_assert_num_queries(7):
        browser.get(edit(child))


# The menu


def menu(child: Child, role: str) -> str:
    browser = client_of(make_member(child.family, role))
    return str(browser.get(reverse("more", args=[child.pk])).content.decode())


@pytest.mark.parametrize(
    ("role", "shown"), [("owner", True), ("caregiver", False), ("viewer", False)]
)
def test_the_menu_offers_what_the_role_may(child, role, shown):
    page = menu(child, role)
    assert (edit(child) in page) is shown
    assert (f'href="{reverse("child_new")}"' in page) is shown
    assert reverse("family_edit", args=[child.family.pk]) in page
    assert f'href="{reverse("account")}"' in page


def test_the_menu_opens_the_sample_or_removes_it(child):
    browser = client_of(make_member(child.family))
    more = reverse("more", args=[child.pk])
    assert "See the sample diary" in browser.get(more).content.decode()
    browser.post(reverse("sample_open"))
    page = browser.get(more).content.decode()
    assert "Remove the sample diary" in page
    assert "See the sample diary" not in page


def test_the_guest_is_offered_an_own_diary(client):
    client.post(reverse("sample_open"))
    page = client.get(reverse("more", args=[Child.objects.get().pk])).content.decode()
    assert "Start my own diary" in page
    assert f'href="{reverse("account")}"' not in page
