"""gunicorn's configuration (script/server names it)."""

import os
import socket
from typing import Any

from gunicorn import glogging

from diary import settings
from diary.log import Formatter

wsgi_app = "diary.wsgi"


def _with_port(host: str) -> str:
    return f"[{host}]:{settings.PORT}" if ":" in host else f"{host}:{settings.PORT}"


bind = _with_port(settings.HOST)
worker_class = "gthread"
workers = 2
threads = 4
timeout = 60
graceful_timeout = 10
if os.access("/dev/shm", os.W_OK):
    worker_tmp_dir = "/dev/shm"  # the workers' heartbeat must not wait for a slow disk
forwarded_allow_ips = ""  # diary.middleware.behind_a_proxy alone decides who is believed
control_socket_disable = True
loglevel = settings.LOG_LEVEL.lower()
accesslog = None  # an address may hold a secret


class Logger(glogging.Logger):
    """What gunicorn itself has to say, without tokens: it quotes requests that it cannot read."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(Formatter(with_messages=True))


logger_class = Logger


def address() -> str:
    if settings.PUBLIC_URL:
        return f"{settings.PUBLIC_URL}/"
    host = settings.HOST
    if host in {"0.0.0.0", "::"}:
        host = _address_at_home()
    return f"http://{_with_port(host)}/"


def _address_at_home() -> str:
    """This machine's address in its network. Connecting a datagram socket sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def when_ready(_: Any) -> None:
    print(f"Milkspot is ready. Open {address()}", flush=True)
