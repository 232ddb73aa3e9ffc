"""Jobs: claimed once, tried again, taken over from who was killed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.db import connection

from tests.actions.test_at_once import at_once
from tests.factories import make_family, make_member
from tracker.jobs import Handler, TryAgain, enqueue, remove_ended_jobs, reschedule, run_due_jobs
from tracker.jobs.queue import KEPT, LEASE, claim_jobs, finish
from tracker.models import Job, Member

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
KINDS = {"mark"}

add = partial(enqueue, kind="mark", due_at=NOW)


def claim(now: datetime = NOW, limit: int = 10) -> list[str]:
    return [job.key for job in claim_jobs(KINDS, now, limit=limit)]


def run(handler: Handler, now: datetime = NOW) -> int:
    return run_due_jobs({"mark": handler}, lambda: now)


def fail(job: Job, now: datetime) -> None:
    raise TryAgain from ConnectionRefusedError("someone@example.org")


def state() -> tuple[datetime | None, bool, int, str]:
    job = Job.objects.get()
    return job.ended_at, job.is_missed, job.tries, job.error


# Claiming


def test_a_key_is_added_once_also_after_it_was_done() -> None:
    add(key="a")
    add(key="a", due_at=NOW - MINUTE)
    enqueue(kind="other", key="a", due_at=NOW)
    assert run(lambda job, now: None) == 1
    add(key="a")
    assert run(lambda job, now: None) == 0
    assert Job.objects.count() == 2


def test_what_is_due_is_claimed_longest_due_first() -> None:
    add(key="later", due_at=NOW + MINUTE)
    add(key="due")
    add(key="old", due_at=NOW - MINUTE)
    enqueue(kind="unknown here", key="x", due_at=NOW)
    assert claim(limit=1) == ["old"]
    assert claim() == ["due"]
    assert claim() == []
    assert claim(NOW + MINUTE) == ["later"]


def test_of_many_at_once_one_claims() -> None:
    for number in range(40):
        add(key=str(number))

    def claim_some() -> list[str]:
        return [key for _ in range(5) for key in claim(limit=3)]

    claimed = [key for keys in at_once(*[claim_some] * 6) for key in keys]
    assert sorted(claimed) == sorted({str(number) for number in range(40)})


def test_another_takes_over_once_the_lease_has_ended() -> None:
    add(key="a")
    (job,) = claim_jobs(KINDS, NOW, limit=1)
    assert claim(NOW + LEASE - MINUTE) == []
    (other,) = claim_jobs(KINDS, NOW + LEASE, limit=1)
    finish(job, NOW + LEASE)  # by who was only slow
    assert state() == (None, False, 2, "")
    finish(other, NOW + LEASE)
    assert state() == (NOW + LEASE, False, 2, "")


def test_a_claim_of_a_clock_that_was_wrong_blocks_nothing() -> None:
    add(key="a")
    claim(NOW + timedelta(days=365))
    assert claim() == ["a"]


def test_who_waited_for_the_claims_of_others_does_not_take_theirs() -> None:
    add(key="a")
    claim(NOW + timedelta(seconds=5))
    assert claim(NOW) == []


def test_a_look_for_jobs_takes_no_write_lock(django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert claim() == []


# Running


def test_what_fails_is_tried_again_later_and_later() -> None:
    add(key="a")
    tried = [minute for minute in range(70) if run(fail, NOW + minute * MINUTE)]
    assert tried == [0, 1, 3, 7, 15, 31, 63]
    assert state() == (None, False, 7, "ConnectionRefusedError")
    assert run(lambda job, now: None, NOW + 127 * MINUTE) == 1
    assert state()[:2] == (NOW + 127 * MINUTE, False)


def test_pauses_end_at_half_a_day() -> None:
    add(key="a")
    Job.objects.update(tries=40)
    run(fail)
    assert Job.objects.get().due_at == NOW + timedelta(hours=12)


def test_what_would_be_too_late_is_missed() -> None:
    add(key="a", give_up_at=NOW + 3 * MINUTE)
    tried = [minute for minute in range(10) if run(fail, NOW + minute * MINUTE)]
    assert tried == [0, 1]
    assert state() == (NOW + MINUTE, True, 2, "ConnectionRefusedError")


def test_what_is_too_late_is_not_begun() -> None:
    add(key="a", give_up_at=NOW + MINUTE)
    run(lambda job, now: pytest.fail("it was begun"), NOW + MINUTE)
    assert state() == (NOW + MINUTE, True, 1, "")


def test_what_comes_again_is_due_at_its_next_time() -> None:
    add(key="a")
    run(fail)
    assert run(lambda job, now: now + timedelta(days=1), NOW + MINUTE) == 1
    assert state() == (None, False, 0, "")
    assert claim(NOW + timedelta(days=1)) == []
    assert claim(NOW + timedelta(days=1) + MINUTE) == ["a"]


def test_a_fault_of_one_job_stops_no_other(caplog: pytest.LogCaptureFixture) -> None:
    add(key="a")
    add(key="b")
    done = []

    def handle(job: Job, now: datetime) -> None:
        if job.key == "a":
            raise ValueError("Iris")
        done.append(job.key)

    run(handle)
    assert done == ["b"]
    assert caplog.messages == ["A job failed. It will be tried again."]
    assert Job.objects.get(key="a").error == "ValueError"


def test_a_process_that_is_stopping_gives_back_what_it_has_not_begun() -> None:
    for key in "abc":
        add(key=key)
    done: list[str] = []
    handlers: dict[str, Handler] = {"mark": lambda job, now: done.append(job.key)}
    run_due_jobs(handlers, lambda: NOW, is_stopping=lambda: len(done) == 1)
    assert done == ["a"]
    assert claim() == ["b", "c"]
    assert set(Job.objects.exclude(key="a").values_list("tries", flat=True)) == {1}


def test_a_job_is_not_begun_late_in_its_lease() -> None:
    for key in "ab":
        add(key=key)
    seconds = iter([0, 1, 1, 300, 300, 301, 301, 302, 302, 302, 302])
    begun: list[datetime] = []
    handlers: dict[str, Handler] = {"mark": lambda job, now: begun.append(now)}
    run_due_jobs(handlers, lambda: NOW + timedelta(seconds=next(seconds)))
    assert [(time - NOW).seconds for time in begun] == [1, 302]
    assert list(Job.objects.values_list("tries", flat=True)) == [1, 1]


def test_a_job_runs_outside_any_transaction() -> None:
    add(key="a")
    seen = []
    run(lambda job, now: seen.append(connection.in_atomic_block))
    assert seen == [False]


# Ending


def test_who_does_a_job_that_is_rescheduled_no_longer_ends_it() -> None:
    add(key="a")
    (job,) = claim_jobs(KINDS, NOW, limit=1)
    reschedule(Job.objects.all(), NOW + MINUTE)
    finish(job, NOW)
    assert (state(), Job.objects.get().due_at) == ((None, False, 0, ""), NOW + MINUTE)


def test_a_job_ends_with_the_membership() -> None:
    make_member(make_family())
    add(key="a", member=Member.objects.get())
    Member.objects.all().delete()
    assert not Job.objects.exists()


def test_ended_jobs_are_known_for_a_while() -> None:
    add(key="a")
    add(key="open", due_at=NOW + MINUTE)
    run(lambda job, now: None)
    assert remove_ended_jobs(NOW + KEPT) == 0
    assert remove_ended_jobs(NOW + KEPT + MINUTE) == 1
    assert list(Job.objects.values_list("key", flat=True)) == ["open"]
