"""Serves the diary in DATA_DIR. The header X-Now of each request says at which moment it happens.

Prints its port. Run as a script.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import closing
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import time_machine

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "diary.settings")


def main() -> None:
    from diary.wsgi import application

    def at_its_moment(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        with (
            time_machine.travel(environ["HTTP_X_NOW"], tick=False),
            closing(application(environ, start_response)) as response,
        ):
            return [*response]

    with make_server("127.0.0.1", 0, at_its_moment, handler_class=_Quiet) as server:
        print(server.server_port, flush=True)
        server.serve_forever()


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


if __name__ == "__main__":
    main()
