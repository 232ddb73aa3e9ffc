"""A page shows the diary of one moment, whatever is written between two of its reads."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from functools import partial
from itertools import cycle
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    client_of,
    make_child,
    make_concern,
    make_day_note,
    make_entry,
    make_family,
    make_member,
    make_photo,
)
from tracker.models import Acknowledgement, Care, Child, Concern, Entry, Photo, Visit

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("on_10_march"),
]

DAY = date(2026, 3, 1)
Write = Callable[[], object]
State = Callable[[Concern], None]

PAGES = {
    "Today": "/children/{child}/",
    "add": "/children/{child}/add/",
    "timeline": "/children/{child}/timeline/",
    "concern": "/children/{child}/concerns/{concern}/",
    "photos of a concern": "/children/{child}/concerns/{concern}/photos/",
    "a photo": "/children/{child}/photos/{photo}/look/",
    "a photo's words": "/children/{child}/photos/{photo}/",
    "summary": "/children/{child}/summary/",
    "calendar": "/children/{child}/calendar/",
    "an entry": "/children/{child}/concerns/{concern}/entries/{entry}/",
    "a new entry": "/children/{child}/concerns/{concern}/entries/new/",
    "a concern's form": "/children/{child}/concerns/{concern}/edit/",
    "joining": "/children/{child}/concerns/{concern}/join/",
    "questions": "/children/{child}/questions/",
    "what was deleted": "/children/{child}/deleted/",
    "history": "/children/{child}/history/",
    "what a shared photo is of": "/photo/",
}


@pytest.fixture
def child() -> Child:
    child = make_child(make_family(country="GB"))
    make_day_note(child, DAY, signs=("worried",))
    for title in ("bumps on the chin", "a red cheek"):
        add_concern(child, title)
    return child


def add_concern(child: Child, title: str) -> None:
    """One with something of each kind that names it, and on which something is due."""
    concern = make_concern(child, title=title)
    make_photo(make_entry(concern, DAY, signs=("pus",), sites=("chin",)))
    Care.objects.create(concern=concern, kind="cleansing", started_on=DAY)
    visit = Visit.objects.create(child=child, day=DAY, follow_up_on=date(2026, 3, 20))
    visit.concerns.add(concern)
    Acknowledgement.objects.create(child=child, concern=concern, rule="follow_up", day=DAY)


@pytest.fixture
def last(child: Child) -> Concern:
    """The concern that comes and goes."""
    return Concern.objects.filter(child=child).latest("pk")


@pytest.fixture
def parent(child: Child) -> Client:
    return client_of(make_member(child.family))


def delete(last: Concern) -> None:
    Concern.all_objects.filter(pk=last.pk).update(deleted_at=timezone.now())


def bring_back(last: Concern) -> None:
    Concern.all_objects.filter(pk=last.pk).update(deleted_at=None)


def elsewhere(write: Write) -> None:
    """In a connection of its own."""

    def run() -> None:
        try:
            write()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(timeout=10)
    assert not thread.is_alive(), "the writer waits for the reader"


@contextmanager
def before_each_read(write: Callable[[int], object]) -> Iterator[list[str]]:
    """Calls ``write`` with the number of the read of the diary; yields the reads so far."""
    asked: list[str] = []

    def wrapper(execute: Any, sql: str, *args: Any) -> Any:
        if sql.startswith("SELECT") and 'FROM "tracker_' in sql:
            write(len(asked))
            asked.append(sql)
        return execute(sql, *args)

    with connection.execute_wrapper(wrapper):
        yield asked


def written_between(reads: int, write: Write) -> AbstractContextManager[list[str]]:
    """After so many reads of the diary somebody writes; yields the reads that were made."""
    return before_each_read(lambda read: elsewhere(write) if read == reads else None)


def drawn(response: HttpResponse) -> tuple[int, str]:
    """Of a 404 only that: its page is drawn after the snapshot."""
    page = "" if response.status_code == 404 else response.content.decode()
    return response.status_code, unmasked(re.sub(r"\s+", " ", page))


def unmasked(page: str) -> str:
    """Without what is another in each answer: form tokens and ids."""
    return re.sub(r'name="(?:csrfmiddlewaretoken|uuid)" value="[^"]*"', "", page)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_of_one_moment(child: Child, last: Concern, parent: Client, page: str) -> None:
    """While the concern goes and comes back between its reads: at each, or at every second ..."""
    photo = Photo.objects.get(entry__concern=last)
    address = PAGES[page].format(
        child=child.pk, concern=last.uuid, entry=photo.entry.uuid, photo=photo.uuid
    )
    moments = []
    for state in (delete, bring_back):
        state(last)
        moments.append(drawn(parent.get(address)))
    assert moments[0] != moments[1]

    for step in (1, 2, 3, 5, 8):
        states = cycle([delete, bring_back])

        def turn(read: int, step: int = step, states: Iterator[State] = states) -> None:
            if read % step == 0:
                elsewhere(partial(next(states), last))

        with before_each_read(turn) as asked:
            response = parent.get(address)
        assert drawn(response) in moments, f"written before each {step}. of {asked}"
        assert len(asked) > 3


def test_each_kept_page_is_of_one_moment(child: Child, last: Concern, parent: Client) -> None:
    def pages() -> dict[str, str]:
        found = parent.get(reverse("pages_to_keep")).json()["pages"]
        return {address: unmasked(page) for address, page in found.items()}

    whole = pages()
    delete(last)
    rest = pages()
    for reads in range(2, 70, 7):
        bring_back(last)
        with written_between(reads, lambda: delete(last)) as asked:
            found = pages()
        assert len(asked) > reads
        assert whole.keys() >= found.keys() >= rest.keys()
        for address, page in found.items():
            assert page in (whole[address], rest.get(address)), (reads, address)


@pytest.mark.parametrize("reads", range(2, 11))
def test_all_the_same_is_said_of_the_concerns_of_one_moment(
    child: Child, last: Concern, parent: Client, reads: int
) -> None:
    concerns = " ".join(str(row.uuid) for row in Concern.objects.filter(child=child))
    data = {"uuid": str(uuid4()), "concerns": concerns}
    with written_between(reads, lambda: delete(last)) as asked:
        response = parent.post(reverse("log_all_same", args=[child.pk]), data)
    assert response.status_code == 302
    assert len(asked) > reads
    assert Entry.objects.filter(day=date(2026, 3, 10)).count() in (1, 2)


@pytest.mark.parametrize("page", ["a photo", "a photo's words"])
@pytest.mark.parametrize("reads", range(2, 7))
def test_a_photo_that_is_removed_meanwhile_is_not_found(
    child: Child, last: Concern, parent: Client, page: str, reads: int
) -> None:
    photo = Photo.objects.get(entry__concern=last)
    address = PAGES[page].format(child=child.pk, photo=photo.uuid)
    with written_between(reads, photo.delete):
        response = parent.get(address)
    assert response.status_code in (200, 404)
