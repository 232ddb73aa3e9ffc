"""Prepares the start of script/server: checks, migrations, static files.

In one process, since most of the time is spent starting Django.
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
from django.db import connection


def main() -> None:
    django.setup()
    logging.getLogger("psycopg.pool").setLevel(logging.CRITICAL)  # reported by the message below
    _check_port_is_free()
    try:
        errors = list(_system_check_errors())
        if errors:
            sys.exit("Milkspot cannot start:\n" + "\n".join(errors))
        call_command("migrate", interactive=False, skip_checks=True, verbosity=0)
        _check_secret_key()
        _make_push_key()
    except CommandError as error:
        sys.exit(f"Milkspot cannot start: {error}")
    except DatabaseError as error:
        sys.exit(
            f"Milkspot cannot start: the database could not be used ({str(error).strip()}); "
            "check DATA_DIR or DATABASE_URL, and that the database is running."
        )
    _collect_static()
    print_start_code()


def _check_port_is_free() -> None:
    host, port = settings.HOST, settings.PORT
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        sys.exit(
            f"Milkspot cannot start: it cannot listen on {host}, port {port} ({error.strerror}); "
            "set HOST and PORT to ones that are free on this machine."
        )


def _system_check_errors() -> Iterator[str]:
    """Yield a line for each error, and print the warnings.

    Checks the database first: with a damaged one, other checks would raise an exception.
    """
    messages = checks.run_checks(tags=[checks.Tags.database], databases=["default"])
    if not any(message.is_serious() for message in messages):
        messages += checks.run_checks()
    for message in sorted(messages, key=lambda message: -message.level):
        text = f"{message.msg} {message.hint or ''}".strip()
        if message.is_serious() and not message.is_silenced():
            yield f"- {text}"
        elif not message.is_silenced():
            print(f"Note: {text}", file=sys.stderr)


def _check_secret_key() -> None:
    """Refuse to serve a PostgreSQL whose other servers have another SECRET_KEY."""
    from tracker.actions.upkeep.server_key import is_key_of_database  # needs Django to be set up

    if connection.vendor == "postgresql" and not is_key_of_database():
        sys.exit(
            "Milkspot cannot start: this database is used with another SECRET_KEY. Set SECRET_KEY"
            " to the one of its other servers. If that one is lost, or you do not want to use it"
            " any more, run script/manage accept_secret_key; then everybody must log in again."
        )


def _make_push_key() -> None:
    from tracker.push.subscriptions import make_push_key  # needs Django to be set up

    make_push_key()


def _collect_static() -> None:
    """Collect the static files if any has changed: compressing them takes seconds."""
    stamp = settings.STATIC_ROOT / "collected-from"
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(
                f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n".encode()
            )
    if not stamp.exists() or stamp.read_text() != digest.hexdigest():
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)
        stamp.write_text(digest.hexdigest())


def print_start_code() -> None:
    """Print the code for the first account, if strangers could open the address before the family.

    At home, and once there is a diary, there is none.
    """
    # models and views need Django to be set up
    from tracker.queries import is_empty
    from tracker.utils.tokens import start_code
    from tracker.views.addresses import anybody_could_be_first

    if anybody_could_be_first() and is_empty():
        print(f"Start code for the first account: {start_code()}", flush=True)


if __name__ == "__main__":
    main()
