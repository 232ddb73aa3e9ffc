"""Whether all is well, for a machine that asks every minute. It tells nothing of anybody."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache
from tempfile import TemporaryFile

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache as shared_cache
from django.core.files.storage import default_storage
from django.db import Error as DatabaseError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

BUCKET_ASKED_EVERY = 60
"""Seconds. Each answer of a bucket costs time and money."""

logger = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200, or 503 with the names of the parts that fail. One query."""
    failing = [*_failing_of_the_database(), *_failing_of_the_photos()]
    if failing:
        return JsonResponse({"status": "failing", "failing": failing}, status=503)
    return JsonResponse({"status": "ok"})


def _failing_of_the_database() -> Iterator[str]:
    try:
        applied = set(MigrationRecorder.Migration.objects.values_list("app", "name"))
    except DatabaseError:
        logger.exception("The database does not answer")
        yield "database"
    else:
        if not _last_migrations() <= applied:
            yield "migrations"


@cache
def _last_migrations() -> frozenset[tuple[str, str]]:
    """Of each app; where they are applied, those before them are."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _failing_of_the_photos() -> Iterator[str]:
    try:
        folder = default_storage.path("")
    except NotImplementedError:
        well = shared_cache.get_or_set("bucket-answers", _bucket_answers, BUCKET_ASKED_EVERY)
    else:
        well = _takes_and_gives(folder)
    if not well:
        yield "photos"


def _bucket_answers() -> bool:
    try:
        default_storage.listdir("nothing")
    except Exception:
        logger.exception("The bucket of the photos does not answer")
        return False
    return True


def _takes_and_gives(folder: str) -> bool:
    """The file has no name, so that nobody meets it and nothing of it is left."""
    try:
        with TemporaryFile(dir=folder) as file:
            file.write(b"well")
            file.seek(0)
            return file.read() == b"well"
    except OSError:
        logger.exception("The folder of the photos takes no file")
        return False
