"""Dumps and restores PostgreSQL with its own pg_dump and pg_restore.

A dump is in pg_dump's custom format: compressed, with a checksum, and restored in one transaction.
"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from tempfile import TemporaryFile

from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _
from psycopg.conninfo import make_conninfo

from tracker.backup.database import MIGRATIONS_TABLE, OF_THE_SERVER, Contents, Database, is_among
from tracker.backup.problems import BackupProblem, damaged

DEBIAN = Path("/usr/lib/postgresql")
"""Contains a folder for each installed version, such as ``15/bin``."""

COPY_HEADER = re.compile(r'COPY (?:[^ .]+\.)?"?(?P<table>\w+)"? \((?P<columns>.*)\) FROM stdin;')
END_OF_COPY = "\\."
NULL = "\\N"


class Dump(Contents):
    """The rows in a dump file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def migrations(self) -> list[tuple[str, str]]:
        rows = (row for _table, row in self.rows(MIGRATIONS_TABLE))
        return sorted((row["app"], row["name"]) for row in rows)

    def counts(self) -> dict[str, int]:
        count = Counter(table for table, _row in self.rows())
        return {model._meta.label_lower: count[model._meta.db_table] for model in self.models}

    def values(self, model: type[Model], column: str) -> Iterable[str | None]:
        for _table, row in self.rows(model._meta.db_table):
            yield None if row[column] == NULL else row[column]

    def rows(self, *tables: str) -> Iterator[tuple[str, dict[str, str]]]:
        """Yield the table and the values by column of each row, of all tables if none is given.

        The values are in COPY's text format. Raises BackupProblem if the dump is damaged.
        """
        options = ["--data-only", "--file=-", *(f"--table={table}" for table in tables)]
        table, columns = "", None
        for line in _lines_of([_tool("pg_restore"), *options, str(self.path)]):
            if columns is None:
                if header := COPY_HEADER.fullmatch(line):
                    table, columns = header["table"], header["columns"].replace('"', "").split(", ")
            elif line == END_OF_COPY:
                columns = None
            else:
                yield table, dict(zip(columns, line.split("\t"), strict=True))
        if columns is not None:
            raise damaged()


def write_dump(path: Path) -> None:
    """Dump a consistent snapshot of the diary's tables; those of the server without rows.

    The folder of ``path`` must be private to this user. Raises BackupProblem.
    """
    options = ["--format=custom", "--encoding=UTF8", f"--file={path}"]
    options.append(f"--table={MIGRATIONS_TABLE}")
    for model in Database().all_models:
        options.append(f"--table={model._meta.db_table}")
        if is_among(model, OF_THE_SERVER):
            options.append(f"--exclude-table-data={model._meta.db_table}")
    _run("pg_dump", *options, _connection_option(path.parent))


def restore_dump(path: Path, removed_files: list[str]) -> None:
    """Restore a dump into the diary's database, which must hold no data; all or nothing.

    Leaves out rows that reference a removed file. Raises BackupProblem.
    """
    _drop_tables()
    options = ["--single-transaction", "--no-owner", "--no-privileges", str(path)]
    try:
        _run("pg_restore", *options, _connection_option(path.parent))
        if removed_files:
            Database().forget_files(removed_files)
    except BaseException:
        _drop_tables()
        raise


def _drop_tables() -> None:
    """Drop also tables of a newer version, which the dump does not contain."""
    tables = {MIGRATIONS_TABLE, *(model._meta.db_table for model in Database().all_models)}
    names = ", ".join(connection.ops.quote_name(table) for table in sorted(tables))
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {names} CASCADE")


def _connection_option(folder: Path) -> str:
    """Return the option with the database's connection parameters.

    Writes a password to a file in the folder: other users of the machine can read arguments.
    """
    connection.ensure_connection()
    info = connection.connection.info
    ours = connection.get_connection_params().keys() - {"sslpassword"}  # some are psycopg's own
    parameters = {key: value for key, value in info.get_parameters().items() if key in ours}
    if info.password:
        escaped = re.sub(r"([\\:])", r"\\\1", info.password)
        passfile = folder / "pgpass"
        passfile.touch(mode=0o600)
        passfile.write_text(f"*:*:*:*:{escaped}\n")
        parameters["passfile"] = str(passfile)
    return f"--dbname={make_conninfo(**parameters)}"


def _run(name: str, *options: str) -> None:
    connection.ensure_connection()
    server = connection.connection.info.server_version // 10_000
    for _line in _lines_of([_tool(name, server), *options]):
        pass


def _lines_of(command: list[str]) -> Iterator[str]:
    """Yield the lines that a command prints. Raises BackupProblem if it fails."""
    with TemporaryFile() as errors:
        process = Popen(command, stdin=DEVNULL, stdout=PIPE, stderr=errors)
        with process:
            assert process.stdout
            for line in process.stdout:
                yield line.decode().removesuffix("\n")
        if process.returncode:
            errors.seek(0)
            raise _failed(Path(command[0]).name, errors.read().decode(errors="replace"))


def _failed(tool: str, errors: str) -> BackupProblem:
    """Return a problem with the first error only: later lines may contain a row."""
    lines = [line.partition("error: ")[2] for line in errors.splitlines()]
    text = _("PostgreSQL's %(tool)s failed: %(why)s.")
    return BackupProblem(text % {"tool": tool, "why": next(filter(None, lines), errors.strip())})


def _tool(name: str, version: int = 0) -> str:
    """Return the path of a tool: of this major version, else the newest one installed.

    Raises BackupProblem if there is none.
    """
    installed = {
        int(path.parent.parent.name): path
        for path in DEBIAN.glob(f"*/bin/{name}")
        if path.parent.parent.name.isdigit()
    }
    newest = installed[max(installed)] if installed else shutil.which(name)
    if path := installed.get(version, newest):
        return str(path)
    text = _(
        "This needs PostgreSQL's %(tool)s, which is not installed on this machine. On Debian or"
        " Ubuntu: apt install postgresql-client"
    )
    raise BackupProblem(text % {"tool": name})
