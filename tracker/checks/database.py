"""System checks of the database."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.files.storage import default_storage
from django.db import DatabaseError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tracker.actions.photos import stored_photo_files
from tracker.backup import Database, backup_folder, newest_backup
from tracker.models.membership import COPIES


@register(Tags.database)
def database(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """Check the databases. Stops at the first finding: what is broken cannot be read further."""
    for check in CHECKS:
        found = list(check(databases or ()))
        if found:
            return found
    return []


def sqlite_on_this_machine(databases: Sequence[str]) -> Iterator[CheckMessage]:
    for connection in _sqlite_files(databases):
        file = Path(connection.settings_dict["NAME"])
        kind = _file_system(file)
        if kind in NETWORK_FILE_SYSTEMS:
            yield Error(
                f"The database {file} is on another machine ({kind}), where SQLite can lose data.",
                hint="Set DATA_DIR to a folder on a local disk, or use PostgreSQL.",
                id="milkspot.E008",
            )


def damaged_database(databases: Sequence[str]) -> Iterator[CheckMessage]:
    for connection in _sqlite_files(databases):
        problem = _problem_in(connection)
        if problem:
            yield Error(
                f"The database {connection.settings_dict['NAME']} is damaged ({problem}).",
                hint=f"Move it and the files next to it that begin with the same name somewhere"
                f" else. {_way_back()}",
                id="milkspot.E011",
            )


def _problem_in(connection: BaseDatabaseWrapper) -> str:
    """Return the first thing that SQLite's check of the file finds, "" if it finds nothing."""
    try:
        with connection.cursor() as cursor:
            found: str = cursor.execute("PRAGMA quick_check(1)").fetchone()[0]
    except OperationalError:
        raise  # the file could not be opened or is locked, which tells nothing about what is in it
    except DatabaseError as error:
        return str(error).strip()
    return "" if found == "ok" else " ".join(found.split())


def sqlite_journal(databases: Sequence[str]) -> Iterator[CheckMessage]:
    for connection in _sqlite_files(databases):
        with connection.cursor() as cursor:
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        if mode != "wal":
            file = Path(connection.settings_dict["NAME"])
            kind = _file_system(file) or "unknown"
            yield Error(
                f"The database {file} is on a file system (type: {kind}) that does not support"
                " SQLite's write-ahead log.",
                hint="Set DATA_DIR to a folder on a local disk, or use PostgreSQL.",
                id="milkspot.E006",
            )


def database_of_this_version(databases: Sequence[str]) -> Iterator[CheckMessage]:
    for alias in databases:
        if Database(alias).unknown_migrations:
            yield Error(
                "A newer version of Milkspot has used this database.",
                hint="Update Milkspot again, or restore a backup from before the update.",
                id="milkspot.E009",
            )


def lost_database(databases: Sequence[str]) -> Iterator[CheckMessage]:
    """An empty database beside a family's files: a wrong DATABASE_URL, or a file that was lost."""
    if settings.START_EMPTY:
        return
    for alias in databases:
        if Database(alias).holds_data():
            continue
        left = _what_is_left()
        if left:
            yield Error(
                f"The database is empty, but there are {left}. The diary's own database may be"
                " somewhere else, or lost.",
                hint="If it is somewhere else, set DATA_DIR or DATABASE_URL to it."
                f" {_way_back()} To start a new diary instead, set START_EMPTY=true.",
                id="milkspot.E010",
            )


def _what_is_left() -> str:
    if newest_backup(backup_folder()):
        return f"backups in {backup_folder()}"
    place = f"the bucket {settings.MEDIA_S3_BUCKET}" if settings.MEDIA_S3_BUCKET else None
    return f"photos or copies in {place or settings.MEDIA_ROOT}" if _files_are_stored() else ""


def _files_are_stored() -> bool:
    try:
        return any(stored_photo_files()) or bool(default_storage.listdir(COPIES)[1])
    except Exception:  # no folder of copies; or a bucket, which a first start does not depend on
        return False


def _way_back() -> str:
    """Return how to restore the newest backup, which needs an empty place."""
    newest = newest_backup(backup_folder())
    if newest:
        command = (
            f"The newest backup here is {newest}. To restore it: script/manage restore {newest}"
            " (or restore a newer one that you keep elsewhere)."
        )
    else:
        command = "To restore a backup: script/manage restore FILE."
    return f"{command} Move any photos and copies away first." if _files_are_stored() else command


CHECKS = (
    sqlite_on_this_machine,
    damaged_database,
    sqlite_journal,
    database_of_this_version,
    lost_database,
)


def _sqlite_files(aliases: Sequence[str]) -> Iterator[BaseDatabaseWrapper]:
    for connection in (connections[alias] for alias in aliases):
        if connection.vendor == "sqlite" and not connection.is_in_memory_db():  # type: ignore[attr-defined]
            yield connection


# File systems that several machines share, or whose locks are not reliable
NETWORK_FILE_SYSTEMS = {
    *("9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "lustre", "ncpfs"),
    *("nfs", "nfs4", "smb3", "smbfs", "vboxsf"),
    *("fuse.ceph", "fuse.cifs", "fuse.curlftpfs", "fuse.davfs2", "fuse.gcsfuse"),
    *("fuse.glusterfs", "fuse.juicefs", "fuse.nfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
}
MOUNTS = Path("/proc/self/mounts")


def _file_system(file: Path) -> str:
    """Returns the type of a file's file system in Linux's terms, "" if unknown."""
    try:
        lines = MOUNTS.read_text("utf-8", "replace").splitlines()
    except OSError:
        return ""
    found = ""
    for _device, mount_point, kind, *_rest in (line.split(" ") for line in lines):
        if file.resolve().is_relative_to(mount_point.replace(r"\040", " ")):
            found = kind  # a later mount covers an earlier one
    return found
