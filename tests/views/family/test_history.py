"""Who wrote, changed and deleted what: told to the whole family, and to nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import TimeMachineFixture

from tests.factories import (
    client_of,
    drawn_jpeg,
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_member,
    make_photo,
    make_user,
)
from tests.views.pages import text_of
from tracker.actions.deleted import remove_now
from tracker.actions.history import CannotUndo, undo
from tracker.actions.people import change_child
from tracker.actions.photos import (
    add_photos,
    describe_photo,
    remove_photo,
    write_entry_with_photos,
)
from tracker.actions.records import (
    WriteResult,
    change_record,
    delete_record,
    restore_record,
    write_record,
)
from tracker.domain import records
from tracker.models import Change, Child, Concern, Entry, Photo, User
from tracker.models.rows import record_of
from tracker.photos import CleanPhoto
from tracker.presenters.history.history import Event
from tracker.queries.history import CHANGES_A_PAGE, Cursor

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_10_march")]

DAY = date(2026, 3, 1)
ENTRY = records.Entry(day=DAY, status="present", itch=1, notes="after the bath")


@pytest.fixture
def anna(child: Child) -> User:
    return make_member(child.family, "owner", make_user(name="Anna"))


@pytest.fixture
def ben(child: Child) -> User:
    return make_member(child.family, "caregiver", make_user(name="Ben"))


@pytest.fixture
def entry(concern: Concern, anna: User) -> Entry:
    entry = write_record(owner=concern, record=ENTRY, uuid=uuid4(), by=anna).rows[0]
    assert isinstance(entry, Entry)
    return entry


def address(child: Child, below: Cursor | None = None) -> str:
    return reverse("history", args=[child.pk]) + (f"?below={quote(str(below))}" if below else "")


def changes_shown(client: Client, page: str) -> list[tuple[str, str, str]]:
    """Who did what to what, newest first."""
    events: Iterator[Event] = (
        event for day in client.get(page).context["days"] for event in day.events
    )
    return [(event.who, line.verb, line.what) for event in events for line in event.lines]


def test_each_act_is_told_with_who_did_it_newest_first(
    child: Child, entry: Entry, anna: User, ben: User
) -> None:
    change_record(row=entry, record=replace(ENTRY, itch=3), revision=0, by=ben)
    delete_record(row=entry, by=anna)
    restore_record(row=entry, by=ben)
    record = "Entry about “bumps on the chin”, 1 March 2026"
    assert changes_shown(client_of(anna), address(child)) == [
        ("Ben", "Restored", record),
        ("Anna", "Deleted", record),
        ("Ben", "Edited", record),
        ("Anna", "Added", record),
    ]


def test_a_change_says_what_stood_there_and_what_came_in_its_place(
    child: Child, entry: Entry, ben: User
) -> None:
    change_record(row=entry, record=replace(ENTRY, itch=3, notes="dry"), revision=0, by=ben)
    text = text_of(client_of(ben).get(address(child)))
    assert "Itch before: a little itchy → after: very itchy" in text
    assert "Notes before: after the bath → after: dry" in text


def test_every_kind_has_its_words(child: Child, concern: Concern, anna: User) -> None:
    write_record(owner=child, record=records.DayNote(day=DAY), uuid=uuid4(), by=anna)
    write_record(
        owner=concern, record=records.Care("bath", DAY, product="oats"), uuid=uuid4(), by=anna
    )
    write_record(owner=child, record=records.Exposure(DAY, "food", "egg"), uuid=uuid4(), by=anna)
    visit = records.Visit(day=DAY, who="Dr Okafor")
    for record in (
        replace(visit, concerns=(str(concern.uuid),)),
        records.Question("Can it stay?", DAY),
        records.Acknowledgement(DAY, "worsening", concern=str(concern.uuid)),
    ):
        write_record(owner=child, record=record, uuid=uuid4(), by=anna)
    delete_record(row=concern, by=anna)
    change_child(
        row=child, child=replace(record_of(records.Child, child), name="Rose"), revision=0, by=anna
    )
    assert [what for _who, _verb, what in changes_shown(client_of(anna), address(child))] == [
        "About Rose",
        "“bumps on the chin”",
        "Paused: Getting worse, 1 March 2026",
        "Question: Can it stay?",
        "Visit: Dr Okafor, 1 March 2026",
        "food, egg, 1 March 2026",
        "Treatment for “bumps on the chin”: bath",
        "Note, 1 March 2026",
    ]


def test_what_was_taken_back_is_marked(child: Child, entry: Entry, ben: User) -> None:
    change_set = change_record(row=entry, record=replace(ENTRY, itch=3), revision=0, by=ben)
    assert change_set
    undo(change_set=change_set, child=child, by=ben)
    Change.objects.filter(change_set=change_set).update(
        undone_at=datetime(2026, 3, 9, 8, 5, tzinfo=UTC)
    )
    text = text_of(client_of(ben).get(address(child)))
    assert "Itch before: a little itchy → after: very itchy" in text
    assert "Undone by Ben, 9 March 2026, 08:05" in text
    assert text.count("Undone by") == 1


def test_what_was_removed_for_good_is_only_said_to_have_been(
    child: Child, entry: Entry, anna: User
) -> None:
    delete_record(row=entry, by=anna)
    remove_now(record=entry, child=child, by=anna)
    page = client_of(anna).get(address(child))
    assert changes_shown(client_of(anna), address(child)) == [
        ("Anna", "Deleted permanently", "an entry")
    ]
    assert "after the bath" not in text_of(page)


def test_who_has_no_account_any_more_has_no_name(child: Child, entry: Entry, anna: User) -> None:
    reader = client_of(make_member(child.family, "viewer"))
    anna.delete()
    [(who, _verb, _what)] = changes_shown(reader, address(child))
    assert who == "a former member"


def test_days_and_times_are_the_familys(
    time_machine: TimeMachineFixture, concern: Concern, anna: User
) -> None:
    concern.child.family.time_zone = "Pacific/Auckland"
    concern.child.family.save()
    write_record(owner=concern, record=ENTRY, uuid=uuid4(), by=anna)
    [day] = client_of(anna).get(address(concern.child)).context["days"]
    assert (day.label, day.events[0].time) == ("Wed 11 March 2026", "01:00")


def test_what_is_there_has_a_link_and_what_is_deleted_has_none(
    child: Child, entry: Entry, anna: User
) -> None:
    link = reverse("concern", args=[child.pk, entry.concern.uuid]) + f"#entry-{entry.uuid}"
    assert link in client_of(anna).get(address(child)).content.decode()
    delete_record(row=entry.concern, by=anna)
    assert f"/{entry.concern.uuid}/" not in client_of(anna).get(address(child)).content.decode()


def test_markup_stays_text(child: Child, entry: Entry, anna: User) -> None:
    record = replace(ENTRY, notes="<script>alert(1)</script>")
    change_record(row=entry, record=record, revision=0, by=anna)
    page = client_of(anna).get(address(child))
    assert "<script>alert" not in page.content.decode()
    assert "→ after: <script>alert(1)</script>" in text_of(page)


def test_a_change_from_before_the_diary_kept_what_came_after(
    child: Child, entry: Entry, anna: User
) -> None:
    change_record(row=entry, record=replace(ENTRY, itch=3), revision=0, by=anna)
    Change.objects.update(after=None)
    text = text_of(client_of(anna).get(address(child)))
    assert "Edited:" in text
    assert "a little itchy" not in text


def test_before_anything_was_written(child: Child, anna: User) -> None:
    assert (
        "No changes yet. Each time someone adds, edits or deletes something, it shows here."
        in text_of(client_of(anna).get(address(child)))
    )


# Photos: of one that is removed for good its line is all that tells of it


@pytest.fixture
def picture() -> CleanPhoto:
    return CleanPhoto(drawn_jpeg((80, 60)), drawn_jpeg((40, 30)), 80, 60, None, None)


PHOTO = "Photo of the entry about “bumps on the chin”, 1 March 2026"


def test_photos_are_told_with_who_added_described_and_removed_them(
    child: Child, entry: Entry, picture: CleanPhoto, anna: User, ben: User
) -> None:
    added = add_photos(entry=entry, photos=[picture, picture], uuid=uuid4(), by=ben)
    words = {"site": "chin", "view": "close", "caption": "by the window"}
    describe_photo(photo=added[0], **words, revision=0, by=anna)
    page = client_of(anna).get(address(child))
    assert changes_shown(client_of(anna), address(child)) == [
        ("Anna", "Edited", PHOTO),
        ("Ben", "Added", "2 photos of the entry about “bumps on the chin”, 1 March 2026"),
        ("Anna", "Added", "Entry about “bumps on the chin”, 1 March 2026"),
    ]
    assert "Caption before: blank → after: by the window" in text_of(page)
    assert f"#entry-{entry.uuid}" in page.content.decode()


def test_of_a_removed_photo_only_its_entry_is_told(
    child: Child, entry: Entry, picture: CleanPhoto, anna: User, ben: User
) -> None:
    (photo,) = add_photos(entry=entry, photos=[picture], uuid=uuid4(), by=ben)
    words = {"site": "genitals", "view": "close", "caption": "after the bath tub"}
    describe_photo(photo=photo, **words, revision=0, by=anna)
    remove_photo(photo=photo, by=ben)
    assert changes_shown(client_of(anna), address(child))[0] == (
        "Ben",
        "Deleted permanently",
        PHOTO,
    )
    assert len(changes_shown(client_of(anna), address(child))) == 2
    text = text_of(client_of(anna).get(address(child)))
    assert [word for word in ("genitals", "close up", "bath tub") if word in text] == []
    kept = Change.objects.filter(kind="photo").values_list("verb", "before", "after")
    assert list(kept) == [("removed", None, None)]


def test_photos_that_came_with_an_entry_stand_in_its_line(
    child: Child, concern: Concern, picture: CleanPhoto, anna: User
) -> None:
    def record(number: int) -> WriteResult:
        return write_entry_with_photos(
            concern=concern, record=ENTRY, photos=[picture] * number, uuid=uuid4(), by=anna
        )

    record(1)
    written = record(2)
    line = "Entry about “bumps on the chin”, 1 March 2026"
    assert changes_shown(client_of(anna), address(child)) == [
        ("Anna", "Added", f"{line}, with 2 photos"),
        ("Anna", "Added", f"{line}, with a photo"),
    ]
    page = reverse("history_of", args=[child.pk, "entry", written.entry.pk])
    assert changes_shown(client_of(anna), page) == [("Anna", "Added", f"{line}, with 2 photos")]


def test_an_entry_with_photos_is_taken_back_as_before_and_its_photos_alone_are_not(
    child: Child, concern: Concern, picture: CleanPhoto, anna: User, ben: User
) -> None:
    written = write_entry_with_photos(
        concern=concern, record=ENTRY, photos=[picture], uuid=uuid4(), by=anna
    )
    (photo,) = add_photos(entry=written.entry, photos=[picture], uuid=uuid4(), by=ben)
    describe_photo(photo=photo, site="chin", view="", caption="", revision=0, by=ben)
    added, described = Change.objects.exclude(change_set=written.change_set)
    with pytest.raises(CannotUndo):
        undo(change_set=added.change_set, child=child, by=ben)
    undo(change_set=described.change_set, child=child, by=ben)
    photo.refresh_from_db()
    assert photo.site == ""
    assert written.change_set
    assert undo(change_set=written.change_set, child=child, by=ben) == [written.entry]
    assert not Entry.objects.exists()
    restore_record(row=Entry.all_objects.get(), by=anna)
    assert Photo.objects.count() == 2


def test_what_was_told_of_photos_goes_with_the_entry(
    child: Child, entry: Entry, picture: CleanPhoto, anna: User
) -> None:
    first, _second = add_photos(entry=entry, photos=[picture] * 2, uuid=uuid4(), by=anna)
    remove_photo(photo=first, by=anna)
    delete_record(row=entry, by=anna)
    remove_now(record=entry, child=child, by=anna)
    assert changes_shown(client_of(anna), address(child)) == [
        ("Anna", "Deleted permanently", "an entry")
    ]


def test_the_family_sees_who_removed_a_photo_through_the_page(
    child: Child, entry: Entry, picture: CleanPhoto, anna: User, ben: User
) -> None:
    (photo,) = add_photos(entry=entry, photos=[picture], uuid=uuid4(), by=anna)
    for _time in range(2):
        client_of(ben).post(reverse("photo_remove", args=[child.pk, photo.uuid]))
    assert changes_shown(client_of(anna), address(child))[0] == (
        "Ben",
        "Deleted permanently",
        PHOTO,
    )
    assert Change.objects.filter(verb="removed").count() == 1


# Page by page


def test_no_change_is_lost_or_told_twice_between_pages(child: Child, anna: User) -> None:
    """All of one moment, as on a quick night."""
    for number in range(2 * CHANGES_A_PAGE + 1):
        note = records.DayNote(day=DAY + timedelta(days=number % 9), notes="x")
        write_record(owner=child, record=note, uuid=uuid4(), by=anna)
    browser = client_of(anna)
    page, counts = address(child), []
    for _page in range(3):
        counts.append(len(changes_shown(browser, page)))
        older = browser.get(page).context["older"]
        page = address(child, older)
    assert counts == [CHANGES_A_PAGE, CHANGES_A_PAGE, 1]
    assert older is None


def test_the_link_to_older_ones_leads_there(child: Child, anna: User) -> None:
    for _number in range(CHANGES_A_PAGE + 1):
        write_record(owner=child, record=records.DayNote(day=DAY), uuid=uuid4(), by=anna)
    browser = client_of(anna)
    html = browser.get(address(child)).content.decode()
    (link,) = re.findall(r'rel="next" href="([^"]+)"', html)
    assert len(changes_shown(browser, reverse("history", args=[child.pk]) + link)) == 1


@pytest.mark.parametrize("below", ["", "x", "2026-03-10T12:00:00_x", "2026-03-10T12:00:00_1"])
def test_a_broken_cursor_begins_at_the_top(
    child: Child, entry: Entry, anna: User, below: str
) -> None:
    page = reverse("history", args=[child.pk]) + f"?below={below}"
    assert len(changes_shown(client_of(anna), page)) == 1


@pytest.mark.parametrize("times", [1, 20])
def test_the_number_of_queries_does_not_grow(
    child: Child,
    anna: User,
    ben: User,
    times: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(times):
        concern = make_concern(child, title=f"spot {number}")
        note = make_day_note(child, DAY)
        text = records.DayNote(day=DAY, notes="y")
        change_set = change_record(row=note, record=text, revision=0, by=(anna, ben)[number % 2])
        if number % 3 == 0 and change_set:
            undo(change_set=change_set, child=child, by=ben)
        entry = write_record(owner=concern, record=ENTRY, uuid=uuid4(), by=anna).entry
        remove_photo(photo=make_photo(entry), by=ben)
    browser = client_of(anna)
    browser.get(address(child))
    # Session, user; child, membership; the changes with who made them, and of which look a photo
    # was; the entries with their
    # concerns, the notes; the titles of the concerns, the names of the children; the children to
    # switch between.
    with django_assert_num_queries(10):
        browser.get(address(child))


# One record


def test_of_one_record_only_its_own_is_told(
    child: Child, entry: Entry, anna: User, ben: User
) -> None:
    write_record(owner=child, record=records.DayNote(day=DAY), uuid=uuid4(), by=anna)
    change_record(row=entry, record=replace(ENTRY, itch=3), revision=0, by=ben)
    page = reverse("history_of", args=[child.pk, "entry", entry.pk])
    assert [(who, verb) for who, verb, _what in changes_shown(client_of(anna), page)] == [
        ("Ben", "Edited"),
        ("Anna", "Added"),
    ]


@pytest.mark.parametrize(
    ("kind", "own"), [("entry", False), ("change", True), ("user", True), ("child", True)]
)
def test_of_anything_else_there_is_nothing(
    family: object, child: Child, entry: Entry, anna: User, kind: str, own: bool
) -> None:
    theirs = make_entry(make_concern(make_child(child.family, name="Rose")), DAY)
    pk = child.pk if own else theirs.pk
    page = reverse("history_of", args=[child.pk, kind, pk])
    assert client_of(anna).get(page).status_code == 404


# Who may


def test_a_viewer_reads_it_and_a_stranger_does_not(child: Child, entry: Entry, anna: User) -> None:
    pages = [address(child), reverse("history_of", args=[child.pk, "entry", entry.pk])]
    viewer = client_of(make_member(child.family, "viewer"))
    stranger = client_of(make_member(make_family()))
    assert [viewer.get(page).status_code for page in pages] == [200, 200]
    assert [stranger.get(page).status_code for page in pages] == [404, 404]


def test_another_child_of_the_family_has_a_history_of_its_own(
    child: Child, entry: Entry, anna: User
) -> None:
    twin = make_child(child.family, name="Rose")
    assert changes_shown(client_of(anna), address(twin)) == []


def test_it_stands_in_the_menu(child: Child, anna: User) -> None:
    html = client_of(anna).get(reverse("more", args=[child.pk])).content.decode()
    assert f'href="{address(child)}"' in html
    assert f'href="{reverse("deleted", args=[child.pk])}"' in html
