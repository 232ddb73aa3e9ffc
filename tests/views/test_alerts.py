"""The red line of an urgent flag on every page of the family, the quiet line, the child's mark."""

from __future__ import annotations

import re
from datetime import date, time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_member,
    make_share,
)
from tests.views.pages import text_of
from tracker.actions import history
from tracker.actions.entries import retract_signs
from tracker.actions.importing import import_diary
from tracker.actions.records import delete_record, write_record
from tracker.domain import records
from tracker.models import Child, Concern, Entry, Family, Member, Sign, User, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_may")]

TODAY = date(2026, 5, 10)
COPY = {"Milkspot-Copy": "yes"}
LINE = re.compile(r'<aside class="alert alert-(\w+) no-print".*?</aside>', re.S)
LOUD = "▲ Iris : Call for help now · dots that do not fade under a glass (10 May)"


@pytest.fixture
def rash(child: Child) -> Concern:
    return make_concern(child, condition="unsure_rash", title="red dots", first_noticed_on=TODAY)


@pytest.fixture
def sibling(family: Family, child: Child) -> Child:
    return make_child(family, name="Rose")


@pytest.fixture
def owner(family: Family) -> User:
    return make_member(family)


def lines(client: Client, address: str) -> list[tuple[str, str]]:
    """The level and the words of each line."""
    html = client.get(address).content.decode()
    return [(found[1], text_of(found[0]).strip()) for found in LINE.finditer(html)]


def more(child: Child) -> str:
    return reverse("more", args=[child.pk])


# Where it stands


@pytest.mark.parametrize("days", [0, 1])
def test_on_its_day_and_the_next_every_page_of_the_family_has_it(
    parent: Client, family: Family, child: Child, sibling: Child, rash: Concern, days: int
) -> None:
    day = TODAY - timedelta(days)
    make_entry(rash, day, signs=("nonblanching",))
    line = ("emergency", LOUD.replace("10 May", f"{day.day} May"))
    pages = [reverse(name, args=[sibling.pk]) for name in ("today", "timeline", "add", "questions")]
    pages += [reverse(name, args=[child.pk]) for name in ("timeline", "more", "summary", "add")]
    pages += [
        reverse("note_new", args=[child.pk]),
        reverse("concern_photos", args=[child.pk, rash.uuid]),
    ]
    pages += [reverse(name, args=[family.pk]) for name in ("people", "family_edit")]
    pages += [reverse(name) for name in ("account", "sessions", "worried", "rules")]
    assert {page: lines(parent, page) for page in pages} == {page: [line] for page in pages}


def test_the_page_that_shows_its_card_does_not_repeat_it(
    parent: Client, child: Child, rash: Concern
) -> None:
    make_entry(rash, TODAY, signs=("nonblanching",))
    for page in (
        reverse("home"),
        reverse("today", args=[child.pk]),
        reverse("concern", args=[child.pk, rash.uuid]),
    ):
        assert "Call for help now" in text_of(parent.get(page))
        assert lines(parent, page) == []
    other = make_concern(child, title="another")
    page = reverse("concern", args=[child.pk, other.uuid])
    assert [level for level, _text in lines(parent, page)] == ["emergency"]


def test_after_these_days_one_quiet_line_asks_on_the_childs_own_pages(
    parent: Client, child: Child, sibling: Child, rash: Concern
) -> None:
    make_entry(rash, date(2026, 5, 8), signs=("nonblanching",))
    (line,) = lines(parent, more(child))
    assert (line[0], line[1].endswith("Has a doctor seen Iris?")) == ("earlier", True)
    assert line[1].startswith("On 8 May 2026 you noted this about red dots: ")
    for page in (more(sibling), reverse("account"), reverse("today", args=[child.pk])):
        assert lines(parent, page) == []


def test_the_quiet_line_counts_the_others_before_it_asks(
    parent: Client, child: Child, rash: Concern
) -> None:
    make_entry(rash, date(2026, 5, 8), signs=("nonblanching", "painful"))
    (line,) = lines(parent, more(child))
    assert line[1].endswith("under a glass. And 1 more. Has a doctor seen Iris?")


def test_one_line_a_child_of_its_most_urgent_flag(
    parent: Client, child: Child, sibling: Child, rash: Concern
) -> None:
    make_entry(rash, TODAY, signs=("painful", "nonblanching"))
    make_day_note(sibling, TODAY, signs=("worried",))
    page = reverse("account")
    assert [level for level, _text in lines(parent, page)] == ["emergency", "same_day"]
    assert lines(parent, page)[0][1] == f"{LOUD} and 1 more"


def test_what_is_loud_comes_before_an_older_emergency(
    parent: Client, child: Child, rash: Concern
) -> None:
    make_entry(rash, date(2026, 5, 8), signs=("nonblanching",))
    make_entry(rash, TODAY, signs=("painful",))
    ((level, text),) = lines(parent, more(child))
    assert (level, text.endswith("and 1 more")) == ("same_day", True)


def test_a_newborn_with_chickenpox_is_to_be_seen_without_any_sign(
    parent: Client, family: Family
) -> None:
    newborn = make_child(family, name="Tom", birth_date=date(2026, 5, 1))
    make_concern(newborn, condition="chickenpox", title="pox", first_noticed_on=TODAY)
    ((level, text),) = lines(parent, more(newborn))
    assert (level, text.startswith("◆ Tom : See a doctor today · ")) == ("same_day", True)


@pytest.mark.parametrize("level", ["ask", "visit"])
def test_what_is_not_urgent_has_no_line(parent: Client, child: Child, level: str) -> None:
    if level == "ask":
        make_day_note(child, TODAY, temperature_c=38.4)
        Child.objects.update(birth_date=date(2025, 1, 1))
    else:
        make_concern(child, first_noticed_on=date(2026, 1, 20))
    assert lines(parent, more(child)) == []
    assert "pill-mark" not in parent.get(more(child)).content.decode()


def test_the_tab_is_marked_as_long_as_it_is_open(
    parent: Client, child: Child, sibling: Child, rash: Concern
) -> None:
    marked = (
        '<span class="pill-mark" aria-hidden="true">▲</span> Iris<span class="visually-hidden">'
    )
    pages = (more(sibling), more(child), reverse("today", args=[child.pk]), reverse("account"))
    make_entry(rash, date(2026, 2, 1), signs=("nonblanching",))
    for page in pages:
        assert marked + ": Not answered yet" in parent.get(page).content.decode()
    Visit.objects.create(child=child, day=date(2026, 2, 2))
    for page in pages:
        assert "pill-mark" not in parent.get(page).content.decode()


def test_strangers_and_the_doctors_link_have_none(
    parent: Client, child: Child, rash: Concern
) -> None:
    make_entry(rash, TODAY, signs=("nonblanching",))
    stranger = client_of(make_member(make_child(name="Zoe").family))
    assert lines(stranger, reverse("account")) == []
    assert lines(Client(), reverse("worried")) == []
    share = make_share(child)
    opened = reverse("share_open", args=["A" * 43])
    assert share.pk
    assert lines(parent, opened) == []


def test_who_only_reads_has_it_too(family: Family, child: Child, rash: Concern) -> None:
    make_entry(rash, TODAY, signs=("nonblanching",))
    viewer = client_of(make_member(family, "viewer"))
    assert lines(viewer, more(child)) == [("emergency", LOUD)]


def test_a_made_up_baby_is_no_alarm_beside_ones_own(
    family: Family, child: Child, owner: User
) -> None:
    sample = make_child(make_family(is_sample=True), name="Sam")
    Member.objects.create(family=sample.family, user=owner, role="owner")
    make_day_note(sample, TODAY, signs=("worried",))
    client = client_of(owner)
    assert lines(client, more(child)) == []
    assert len(lines(client, more(sample))) == 1


def test_the_line_carries_its_last_day_for_a_copy(
    parent: Client, child: Child, rash: Concern
) -> None:
    make_entry(rash, TODAY, signs=("nonblanching",))
    html = parent.get(more(child), headers=COPY).content.decode()
    assert 'data-alert data-until="2026-05-11"' in html


# Never stale


def shown(client: Client, child: Child) -> bool:
    found = lines(client, more(child))
    assert len(found) <= 1
    return bool(found)


def test_it_follows_every_write(
    child: Child, rash: Concern, owner: User, time_machine: TimeMachineFixture
) -> None:
    client = client_of(owner)
    assert not shown(client, child)
    signs = {"nonblanching": "yes"}
    entry = records.Entry(day=TODAY, status="present", at=time(9), signs=signs)
    first = write_record(owner=rash, record=entry, uuid=uuid4(), by=owner)
    assert shown(client, child)
    history.undo(change_set=first.change_set, child=child, by=owner)
    assert not shown(client, child)
    second = write_record(owner=rash, record=entry, uuid=uuid4(), by=owner)
    assert shown(client, child)
    row = Entry.objects.get(pk=second.rows[0].pk)
    retracted = retract_signs(record=row, signs=["nonblanching"], by=owner)
    assert not shown(client, child)
    history.undo(change_set=retracted, child=child, by=owner)
    assert shown(client, child)
    deleted = delete_record(row=row, by=owner)
    assert not shown(client, child)
    history.undo(change_set=deleted, child=child, by=owner)
    gone = delete_record(row=rash, by=owner)
    assert not shown(client, child)
    history.undo(change_set=gone, child=child, by=owner)
    assert shown(client, child)
    visit = records.Visit(day=TODAY, at=time(10))
    seen = write_record(owner=child, record=visit, uuid=uuid4(), by=owner)
    assert not shown(client, child)
    history.undo(change_set=seen.change_set, child=child, by=owner)
    assert lines(client, reverse("account")) == [("emergency", LOUD)]
    time_machine.move_to("2026-05-11T23:30+01:00", tick=False)
    assert lines(client, reverse("account")) == [("emergency", LOUD)]
    time_machine.move_to("2026-05-12T00:30+01:00", tick=False)
    assert lines(client, reverse("account")) == []
    assert shown(client, child)


def test_it_follows_an_import(child: Child, owner: User, family: Family) -> None:
    client = client_of(owner)
    entry = records.Entry(day=TODAY, status="present", id=str(uuid4()), signs={"warmth": "yes"})
    concern = records.Concern(str(uuid4()), "unsure_rash", TODAY, entries=(entry,))
    diary = records.Diary(records.Child("Zoe", date(2026, 1, 1)), concerns=(concern,))
    assert lines(client, reverse("account")) == []
    import_diary(family=family, diary=diary, by=owner)
    assert [level for level, _text in lines(client, reverse("account"))] == ["same_day"]


def test_it_follows_the_rules_in_force(
    parent: Client, child: Child, rash: Concern, settings: object, tmp_path: Path
) -> None:
    make_entry(rash, TODAY, signs=("bruise",))
    assert shown(parent, child)
    file = tmp_path / "rules.toml"
    file.write_text("diary_only = true\n")
    settings.MILKSPOT_RULES_FILE = file  # type: ignore[attr-defined]
    assert not shown(parent, child)


# What it costs


def test_a_family_without_an_open_flag_pays_no_query(
    parent: Client, child: Child, sibling: Child, rash: Concern,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    make_entry(rash, date(2026, 4, 1), signs=("nonblanching",), temperature_c=39.5)
    make_day_note(sibling, date(2026, 4, 1), at=time(9), signs=("worried",))
    visit = Visit.objects.create(child=child, day=date(2026, 4, 2))
    visit.concerns.add(rash)
    Visit.objects.create(child=sibling, day=date(2026, 4, 1), at=time(10))
    parent.get(more(child))
    # session, user; child, membership; the user's memberships; the children to switch between
    with django_assert_num_queries(6):
        parent.get(more(child))


@pytest.mark.parametrize("name", ["today", "concern", "timeline", "add"])
def test_a_page_that_has_read_the_diary_does_not_read_it_again(
    parent: Client, child: Child, sibling: Child, rash: Concern, name: str
) -> None:
    arguments = [child.pk, rash.uuid] if name == "concern" else [child.pk]
    address = reverse(name, args=arguments)
    entry = make_entry(rash, TODAY)
    parent.get(address)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert parent.get(address).status_code == 200
        counts.append(len(queries))
        Sign.objects.create(entry=entry, key="nonblanching", answer="yes")
        entry = make_entry(rash, TODAY)
    assert counts[0] == counts[1]
    assert "pill-mark" in parent.get(address).content.decode()
