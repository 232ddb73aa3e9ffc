"""gunicorn's configuration (script/server names it)."""

import logging
import os
from collections.abc import Callable
from threading import Event, Thread
from typing import Any, cast

from diary import settings
from tracker.utils.draining import drain_on_sigterm, is_draining
from tracker.utils.network import own_address

wsgi_app = "diary.wsgi"


def _with_port(host: str) -> str:
    return f"[{host}]:{settings.PORT}" if ":" in host else f"{host}:{settings.PORT}"


bind = _with_port(settings.HOST)
worker_class = "diary.worker.Worker"
workers = 2
threads = 64  # a slow client holds one; they share few decoders and one Python anyway
timeout = 60
graceful_timeout = 10
if os.access("/dev/shm", os.W_OK):
    worker_tmp_dir = "/dev/shm"  # so that the workers' heartbeat never waits for a slow disk
forwarded_allow_ips = ""  # left to diary.middleware.TrustedProxyMiddleware
control_socket_disable = True
accesslog = None  # URLs may contain secrets
logconfig_dict = settings.LOGGING


def address() -> str:
    """Return the URL to open, for the message at the start."""
    if settings.PUBLIC_URL:
        return f"{settings.PUBLIC_URL}/"
    host = settings.HOST
    if host in {"0.0.0.0", "::"}:
        host = own_address()
    return f"http://{_with_port(host)}/"


def when_ready(_: Any) -> None:
    if settings.DRAIN_SECONDS:
        drain_on_sigterm(settings.DRAIN_SECONDS)
    print(f"Milkspot is ready. Open {address()}", flush=True)


def post_worker_init(_: Any) -> None:
    """Start the threads for daily tasks and due jobs; the workers share the work by rows."""
    Thread(target=run_every_hour, args=[Event().wait], name="daily work", daemon=True).start()
    Thread(target=run_every_minute, args=[Event().wait], name="due jobs", daemon=True).start()


def run_every_hour(wait: Callable[[float], bool]) -> None:
    """Try the daily tasks a minute after the start and then every hour.

    A machine at home may not run for long. ``wait`` takes seconds and returns True to stop.
    """
    stopped = wait(60)
    while not stopped:
        try_daily_tasks()
        if settings.MEDIA_S3_BUCKET:
            try_to_send_waiting_photos()
        stopped = wait(3600)


def run_every_minute(wait: Callable[[float], bool]) -> None:
    """Do the jobs that are due. ``wait`` takes seconds and returns True to stop."""
    # gunicorn imports this module before Django is set up.
    from django.utils import timezone

    from tracker.due_jobs import try_due_jobs

    while not wait(60):
        try_due_jobs(timezone.now, is_draining)


def try_daily_tasks() -> None:
    """Run the daily tasks unless they have run today. Logs any exception."""
    # gunicorn imports this module before Django is set up.
    from django.db import connections
    from django.utils import timezone

    from tracker.daily_tasks import run_daily_tasks

    try:
        run_daily_tasks(timezone.now())
    except Exception:
        logging.getLogger(__name__).exception("The daily tasks failed. They will be tried again.")
    finally:
        connections.close_all()


def try_to_send_waiting_photos() -> None:
    """Move photos into the bucket that it did not take before. Logs any exception."""
    from django.core.files.storage import default_storage

    try:
        cast(Any, default_storage).send_waiting()  # of diary.bucket_storage
    except Exception:
        logging.getLogger(__name__).exception("Photos still wait for the bucket.")
