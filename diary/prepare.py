"""What script/server does before it serves: check, migrate, collect the static files.

One process does all of it, since starting Django is what costs time.
"""

import hashlib
import logging
import socket
import sys
from collections.abc import Iterator

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core import checks
from django.core.management import CommandError, call_command
from django.db import Error as DatabaseError


def main() -> None:
    django.setup()
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # our own sentence says it
    _see_that_the_port_is_free()
    try:
        refusals = list(_refusals())
        if refusals:
            sys.exit("Milkspot cannot start:\n" + "\n".join(refusals))
        call_command("migrate", interactive=False, skip_checks=True, verbosity=0)
    except CommandError as error:
        sys.exit(f"Milkspot cannot start: {error}")
    except DatabaseError as error:
        sys.exit(
            f"Milkspot cannot start: the database cannot be used ({str(error).strip()}); "
            "see that DATA_DIR or DATABASE_URL is right and the database is running."
        )
    _collect_static()


def _see_that_the_port_is_free() -> None:
    host, port = settings.HOST, settings.PORT
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        sys.exit(
            f"Milkspot cannot start: it cannot listen on {host}, port {port} ({error.strerror}); "
            "set HOST and PORT to what is free on this machine."
        )


def _refusals() -> Iterator[str]:
    found = checks.run_checks(databases=["default"])
    for message in sorted(found, key=lambda message: -message.level):
        text = f"{message.msg} {message.hint or ''}".strip()
        if message.is_serious() and not message.is_silenced():
            yield f"- {text}"
        elif not message.is_silenced():
            print(f"Note: {text}", file=sys.stderr)


def _collect_static() -> None:
    """Only when a file came, went or changed: compressing them takes seconds."""
    stamp = settings.STATIC_ROOT / "collected-from"
    seen = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            seen.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n".encode())
    if not stamp.exists() or stamp.read_text() != seen.hexdigest():
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(seen.hexdigest())


if __name__ == "__main__":
    main()
