"""Health check for monitoring. It reveals no personal data."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from functools import cache
from tempfile import NamedTemporaryFile

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache as shared_cache
from django.core.files.storage import default_storage
from django.db import Error as DatabaseError
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tracker.utils.disk import disk_is_low
from tracker.utils.draining import is_draining

BUCKET_CHECK_INTERVAL = 60
"""Seconds between checks, since each request to a bucket costs time and money."""

logger = logging.getLogger(__name__)


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Returns 200, or 503: while the server drains, or with the names of the failing components.

    One query.
    """
    if is_draining():
        return JsonResponse({"status": "draining"}, status=503)
    failing = [*_database_failures(), *_photo_failures()]
    if disk_is_low():
        logger.error("Low disk: photos are refused")
        failing.append("low disk")
    if failing:
        return JsonResponse({"status": "failing", "failing": failing}, status=503)
    return JsonResponse({"status": "ok"})


def _database_failures() -> Iterator[str]:
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
    """Returns the last migration of each app: once it is applied, the earlier ones are too."""
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def _photo_failures() -> Iterator[str]:
    try:
        folder = default_storage.path("")
    except NotImplementedError:
        is_working = shared_cache.get_or_set(
            "bucket-answers", _bucket_answers, BUCKET_CHECK_INTERVAL
        )
    else:
        is_working = _is_writable(folder)
    if not is_working:
        yield "photos"


def _bucket_answers() -> bool:
    try:
        default_storage.listdir("nothing")
    except Exception:
        logger.exception("The bucket of the photos does not answer")
        return False
    return True


def _is_writable(folder: str) -> bool:
    """Writes, flushes to disk, reads and deletes a file, as the storage of photos does."""
    try:
        with NamedTemporaryFile(dir=folder, prefix="health-check-") as file:
            file.write(b"well")
            file.flush()
            os.fsync(file.fileno())
            file.seek(0)
            return file.read() == b"well"
    except OSError:
        logger.exception("The folder of the photos takes no file")
        return False
