"""Response times, query plans and the night's work with 1,000 and with 10,000 families.

    .venv/bin/python bench/families.py [FEW] [MANY]

One family is written through the pages and copied by SQL, in the order in which families would
write. A server for each size answers in turns, so that a busy machine slows both alike. Needs
PostgreSQL on this machine. Exits with 1 where the p95 is more than 1.3 times as long with many
families, where one of the ten hottest queries or any of a page reads a whole large table, or where
ten times as much due at night does not take about ten times as long.
"""

from __future__ import annotations

import http.client
import os
import re
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.copied_families import CHILD_PAGES, Person, copy_family, people, write_family
from bench.services import Postgres, postgres

FEW, MANY = 1_000, 10_000
PEOPLE = 200  # of each size take turns
REQUESTS = 300  # of each kind and size
WARM_UP = 40
MAX_RATIO = 1.3
LARGE = 1_000  # rows of a table that no query may read as a whole
SHARES = (0, 1, 10)  # percent of the families for whom something is due at night


# Response times


@dataclass
class Size:
    """A server for a number of families."""

    families: int
    port: int
    people: list[Person]


def measure(sizes: Sequence[Size]) -> dict[tuple[str, int], list[float]]:
    """Returns the milliseconds of each request, by its kind and the number of families."""
    taken: dict[tuple[str, int], list[float]] = defaultdict(list)
    turns = [cycle(size.people) for size in sizes]
    for number in range(WARM_UP + REQUESTS):
        for size, turn in zip(sizes, turns, strict=True):
            person = next(turn)
            for kind in ("today", "tap"):
                milliseconds = ask(size.port, person, kind)
                if number >= WARM_UP:
                    taken[kind, size.families].append(milliseconds)
    return taken


def ask(port: int, person: Person, kind: str) -> float:
    token = "c" * 32
    cookie = f"milkspot_session={person['session']}; milkspot_csrf={token}"
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    body = {"csrfmiddlewaretoken": token, "uuid": uuid4(), "choice": "same"}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        began = time.perf_counter()
        if kind == "today":
            connection.request("GET", person["today"], headers=headers)
        else:
            connection.request("POST", person["log"], urlencode(body), headers)
        response = connection.getresponse()
        response.read()
        milliseconds = 1000 * (time.perf_counter() - began)
    assert response.status == (200 if kind == "today" else 302), (kind, response.status)
    return milliseconds


def p95(milliseconds: Sequence[float]) -> float:
    return quantiles(milliseconds, n=20)[-1]


def slow_requests(taken: dict[tuple[str, int], list[float]], few: int, many: int) -> list[str]:
    problems = []
    for kind in ("today", "tap"):
        before, after = (p95(taken[kind, families]) for families in (few, many))
        ratio = after / before
        print(
            f"{kind:6} p95 {before:5.1f} ms with {few:,} families, {after:5.1f} ms with {many:,}:"
            f" {ratio:.2f} times",
            flush=True,
        )
        if ratio > MAX_RATIO:
            problems.append(f"{kind} takes {ratio:.2f} times as long")
    return problems


# Query plans


@dataclass
class Query:
    """All queries that differ only in their values."""

    text: str
    example: str
    is_nightly: bool = False
    seconds: float = 0
    times: int = 0


@contextmanager
def noting(queries: dict[str, Query], *, is_nightly: bool = False) -> Iterator[None]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        yield
    for row in captured.captured_queries:
        text = without_values(row["sql"])
        if not re.match(r"\(?(SELECT|INSERT|UPDATE|DELETE|WITH)\b", text):
            continue
        query = queries.setdefault(text, Query(text, row["sql"], is_nightly))
        query.seconds += float(row["time"])
        query.times += 1


def without_values(sql: str) -> str:
    text = re.sub(r"'(?:[^']|'')*'", "?", sql)
    text = re.sub(r"(?<![\w\"])-?\d+(?:\.\d+)?", "?", text)
    return re.sub(r"\(\?(?:, \?)+\)", "(?)", text)


def hot_queries(one: Person, now: datetime) -> list[Query]:
    """Returns the queries of what families and servers do most, those that take longest first."""
    from django.test import Client
    from django.urls import reverse

    from tests.factories import PASSWORD
    from tracker.daily_tasks import daily_tasks
    from tracker.due_jobs import do_due_jobs

    queries: dict[str, Query] = {}
    client = Client(SERVER_NAME="localhost")
    with noting(queries):
        login = {"login": one["email"], "password": PASSWORD}
        assert client.post(reverse("account_login"), login).status_code == 302
        for page in (*CHILD_PAGES, "concern"):
            assert client.get(one[page]).status_code == 200, page
        assert client.post(one["log"], {"uuid": uuid4(), "choice": "same"}).status_code == 302
        assert client.get("/healthz").status_code == 200
        do_due_jobs(lambda: now)
    with noting(queries, is_nightly=True):
        daily_tasks(now)
    return sorted(queries.values(), key=lambda query: query.seconds, reverse=True)


def whole_tables(query: Query) -> list[str]:
    """Returns the large tables that the database would read as a whole."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (FORMAT JSON) " + query.example.replace("%", "%%"), [])
        plan = cursor.fetchone()[0][0]["Plan"]
        scanned = {node["Relation Name"] for node in nodes(plan) if node["Node Type"] == "Seq Scan"}
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname = ANY(%s) AND reltuples >= %s",
            [list(scanned), LARGE],
        )
        return [name for (name,) in cursor.fetchall()]


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def whole_table_problems(queries: Sequence[Query]) -> list[str]:
    """Of the ten hottest, and of all that a page or a job asks."""
    problems = []
    print(f"the ten hottest of {len(queries)} queries:")
    for number, query in enumerate(queries):
        whole = whole_tables(query)
        line = f"{1000 * query.seconds:6.0f} ms, {query.times} times: {query.text}"
        if number < 10:
            print(line[:200])
        if whole and (number < 10 or not query.is_nightly):
            problems.append(f"reads all of {', '.join(whole)}: {line[:1000]}")
    return problems


# The night


def night(now: datetime, percent: int) -> float:
    """Returns the seconds of the daily tasks if something is due for so many of the families."""
    from tracker.daily_tasks import daily_tasks
    from tracker.models import LOOK_NOW, LookAgain

    children = LookAgain.objects.values_list("pk", flat=True)
    due = Random(percent).sample(list(children), len(children) * percent // 100)
    LookAgain.objects.filter(pk__in=due).update(day=LOOK_NOW)
    began = time.perf_counter()
    daily_tasks(now)
    seconds = time.perf_counter() - began
    assert not LookAgain.objects.filter(day=LOOK_NOW).exists()
    print(f"the night with {percent:2} % due ({len(due):,} children): {seconds:6.2f} s", flush=True)
    return seconds


def unequal_nights(now: datetime) -> list[str]:
    nothing, few, many = (night(now, percent) for percent in SHARES)
    ratio = many / few
    if abs(ratio / (SHARES[2] / SHARES[1]) - 1) > MAX_RATIO - 1:
        return [f"ten times as much due takes {ratio:.1f} times as long; nothing {nothing:.1f} s"]
    return []


# All of it


def timed(name: str, task: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    result = task()
    print(f"{name}: {time.perf_counter() - began:.0f} s", flush=True)
    return result


def megabytes(name: str) -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(%s)", [name])
        return int(cursor.fetchone()[0]) / 1e6


def main(few: int = FEW, many: int = MANY) -> int:
    with ExitStack() as stack:
        cluster = stack.enter_context(postgres("-c shared_buffers=1GB -c max_wal_size=4GB"))
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="milkspot-families-")))
        os.environ.update(
            {
                "DJANGO_SETTINGS_MODULE": "diary.settings",
                "DATA_DIR": str(folder / "here"),
                "DATABASE_URL": cluster.url(),
            }
        )
        return measure_all(cluster, stack, folder, few, many)


def measure_all(cluster: Postgres, stack: ExitStack, folder: Path, few: int, many: int) -> int:
    import django

    django.setup()
    from django.conf import settings

    from tests.crash import Server

    now, random = datetime.now(UTC), Random(1)
    here = Server(folder / "here", DATABASE_URL=cluster.url(), SECRET_KEY=settings.SECRET_KEY)
    here.run("-m", "diary.prepare")
    write_family(now)
    timed(f"{few:,} families", lambda: copy_family(range(1, few)))
    of_few = people(random.sample(range(1, few), min(PEOPLE, few - 1)))
    few_url = copy_database(cluster, "few")
    timed(f"{many:,} families", lambda: copy_family(range(few, many)))
    of_many = people(random.sample(range(1, many), min(PEOPLE, many - 1)))
    print(f"{megabytes('few'):,.0f} MB and {megabytes('postgres'):,.0f} MB", flush=True)
    problems = whole_table_problems(hot_queries(of_many[0], now))
    problems += unequal_nights(now)
    servers = [
        Server(folder / name, DATABASE_URL=url, SECRET_KEY=settings.SECRET_KEY)
        for name, url in (("few", few_url), ("many", cluster.url()))
    ]
    for server in servers:
        stack.callback(server.kill)
        server.start()
    taken = measure([Size(few, servers[0].port, of_few), Size(many, servers[1].port, of_many)])
    problems += slow_requests(taken, few, many)
    for server in servers:
        server.kill()
    print(f"{len(problems)} problems")
    print("\n".join(problems))
    return int(bool(problems))


def copy_database(cluster: Postgres, name: str) -> str:
    """Copies the database under this name. Returns the DATABASE_URL of the copy."""
    import psycopg
    from django.db import connection

    connection.close()
    connection.close_pool()
    with psycopg.connect(
        cluster.url().replace("/postgres", "/template1"), autocommit=True
    ) as other:
        other.execute(f"CREATE DATABASE {name} TEMPLATE postgres")
    return cluster.url().removesuffix("/postgres") + f"/{name}"


if __name__ == "__main__":
    sys.exit(main(*(int(word) for word in sys.argv[1:])))
