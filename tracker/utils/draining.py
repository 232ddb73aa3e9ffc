"""Takes a server out of service while its balancer still sends it requests.

On SIGTERM ``/healthz`` says 503 for ``DRAIN_SECONDS``; then gunicorn stops, which finishes the
requests that it has begun. SIGINT and SIGQUIT stop at once, as ever.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from threading import Timer
from typing import Any

_draining = multiprocessing.get_context("fork").Event()  # gunicorn's workers share it


def is_draining() -> bool:
    return _draining.is_set()


def drain_on_sigterm(seconds: float) -> None:
    """Put off the effect of the first SIGTERM by so many seconds. Call it in gunicorn's master."""
    stop = signal.getsignal(signal.SIGTERM)

    def drain(*_: Any) -> None:
        signal.signal(signal.SIGTERM, stop)
        _draining.set()
        timer = Timer(seconds, os.kill, (os.getpid(), signal.SIGTERM))
        timer.daemon = True  # of a master that was stopped meanwhile
        timer.start()

    signal.signal(signal.SIGTERM, drain)
