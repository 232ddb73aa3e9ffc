"""System checks whose messages are for whoever hosts the diary."""

import ipaddress
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tracker.backup import Database
from tracker.domain.rules import RulesError
from tracker.rules_in_force import current_rules

PLACEHOLDERS = ("changeme", "change-me", "change_me", "django-insecure-", "secret-key", "example")


@register()
def secret_key(**_: Any) -> Iterator[CheckMessage]:
    key = settings.SECRET_KEY
    placeholder = any(word in key.lower() for word in PLACEHOLDERS)
    if placeholder or len(key) < 50 or len(set(key)) < 10:
        yield Error(
            "SECRET_KEY can be guessed: it is a placeholder or too short.",
            hint="Leave SECRET_KEY unset, and a good key is made once and kept in DATA_DIR.",
            id="milkspot.E001",
        )


@register()
def folders(**_: Any) -> Iterator[CheckMessage]:
    data_dir, media = Path(settings.DATA_DIR), Path(settings.MEDIA_ROOT)
    for folder, what, number in ((data_dir, "diary", "E002"), (media, "photos", "E003")):
        if not os.access(folder, os.W_OK | os.X_OK):
            yield Error(
                f"The {what} cannot be kept in {folder}: this user may not write there.",
                hint="Change the folder's owner, or let DATA_DIR name another folder.",
                id=f"milkspot.{number}",
            )
    base = Path(settings.BASE_DIR)
    if data_dir.is_relative_to(base):
        yield Warning(
            f"DATA_DIR is inside the program's folder {base}, where an update may delete it.",
            hint="Let DATA_DIR name a folder elsewhere.",
            id="milkspot.W001",
        )
    left_behind = base / "media"
    if media != left_behind and _photos(left_behind) and not _photos(media):
        yield Warning(
            f"There are photos in {left_behind}, but the diary now keeps them in {media}.",
            hint="DATA_DIR was set after photos had been taken: move them to the new folder.",
            id="milkspot.W002",
        )


@register()
def photos_outside_the_bucket(**_: Any) -> Iterator[CheckMessage]:
    """Does not contact the bucket: a start must not wait for the network."""
    media = Path(settings.MEDIA_ROOT)
    if settings.MEDIA_S3_BUCKET and _photos(media):
        yield Warning(
            f"There are photos in {media}, but the diary now keeps them in a bucket.",
            hint="Copy them into the bucket under the same names, then empty the folder.",
            id="milkspot.W003",
        )


def _photos(folder: Path) -> bool:
    return folder.is_dir() and any(child.is_dir() for child in folder.iterdir())


@register()
def reachable(**_: Any) -> Iterator[CheckMessage]:
    if settings.DEBUG and not _local(settings.PUBLIC_URL, settings.HOST):
        yield Error(
            "DEBUG is on while others can reach the diary: its error pages show private data.",
            hint="Unset DEBUG.",
            id="milkspot.E004",
        )
    if settings.PUBLIC_URL.startswith("https:") and not settings.TRUSTED_PROXIES:
        yield Error(
            "PUBLIC_URL begins with https, but no proxy is named that could have received it.",
            hint="Set TRUSTED_PROXIES to the address from which the proxy connects, "
            "127.0.0.1 when it runs on this machine.",
            id="milkspot.E005",
        )


def _local(public_url: str, host: str) -> bool:
    name = urlsplit(public_url).hostname or host
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _sqlite_files(aliases: Sequence[str] | None) -> Iterator[BaseDatabaseWrapper]:
    for connection in (connections[alias] for alias in aliases or ()):
        if connection.vendor == "sqlite" and not connection.is_in_memory_db():  # type: ignore[attr-defined]
            yield connection


@register(Tags.database)
def sqlite_journal(databases: Sequence[str] | None = None, **_: Any) -> Iterator[CheckMessage]:
    for connection in _sqlite_files(databases):
        with connection.cursor() as cursor:
            mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        if mode != "wal":
            yield Error(
                f"The database {connection.settings_dict['NAME']} lies on a file system that "
                "cannot keep SQLite's write-ahead log, such as a network share.",
                hint="Let DATA_DIR name a folder on a local disk, or use PostgreSQL.",
                id="milkspot.E006",
            )


# File systems that several machines share, or whose locks are not reliable
NETWORK_FILE_SYSTEMS = {
    *("9p", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "lustre", "ncpfs"),
    *("nfs", "nfs4", "smb3", "smbfs", "vboxsf"),
    *("fuse.ceph", "fuse.cifs", "fuse.curlftpfs", "fuse.davfs2", "fuse.gcsfuse"),
    *("fuse.glusterfs", "fuse.juicefs", "fuse.nfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
}
MOUNTS = Path("/proc/self/mounts")


@register(Tags.database)
def sqlite_on_this_machine(
    databases: Sequence[str] | None = None, **_: Any
) -> Iterator[CheckMessage]:
    for connection in _sqlite_files(databases):
        file = Path(connection.settings_dict["NAME"])
        kind = _file_system(file)
        if kind in NETWORK_FILE_SYSTEMS:
            yield Error(
                f"The database {file} lies on another machine ({kind}), where SQLite can lose "
                "what was written.",
                hint="Let DATA_DIR name a folder on a local disk, or use PostgreSQL.",
                id="milkspot.E008",
            )


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


@register(Tags.database)
def database_of_this_version(
    databases: Sequence[str] | None = None, **_: Any
) -> Iterator[CheckMessage]:
    for alias in databases or ():
        if Database(alias).unknown_migrations:
            yield Error(
                "The database was written by a newer version of Milkspot than this one.",
                hint="Update the program again, or restore a backup of before the update.",
                id="milkspot.E009",
            )


@register()
def rules_file(**_: Any) -> Iterator[CheckMessage]:
    try:
        current_rules()
    except RulesError as error:
        yield Error(
            f"RULES_FILE is of no use: {error}.",
            hint="Correct it as docs/hosting.md says, or unset it to use the rules as they come.",
            id="milkspot.E007",
        )
