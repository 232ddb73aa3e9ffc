"""System checks of the settings and the folders."""

import ipaddress
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

from tracker.domain.rules import RulesError
from tracker.rules_in_force import current_rules

PLACEHOLDERS = ("changeme", "change-me", "change_me", "django-insecure-", "secret-key", "example")


@register()
def secret_key(**_: Any) -> Iterator[CheckMessage]:
    key = settings.SECRET_KEY
    placeholder = any(word in key.lower() for word in PLACEHOLDERS)
    if placeholder or len(key) < 50 or len(set(key)) < 10:
        yield Error(
            "SECRET_KEY is easy to guess: it is a placeholder or too short.",
            hint=(
                "Leave SECRET_KEY unset. Milkspot then makes a good key once and keeps it in"
                " DATA_DIR."
            ),
            id="milkspot.E001",
        )


@register()
def folders(**_: Any) -> Iterator[CheckMessage]:
    data_dir, media = Path(settings.DATA_DIR), Path(settings.MEDIA_ROOT)
    for folder, what, number in ((data_dir, "diary", "E002"), (media, "photos", "E003")):
        if not os.access(folder, os.W_OK | os.X_OK):
            yield Error(
                f"The {what} cannot be kept in {folder}: this user is not allowed to write there.",
                hint="Change the folder's owner, or set DATA_DIR to another folder.",
                id=f"milkspot.{number}",
            )
    base = Path(settings.BASE_DIR)
    if data_dir.is_relative_to(base):
        yield Warning(
            f"DATA_DIR is inside Milkspot's own folder {base}, where an update may delete it.",
            hint="Set DATA_DIR to a folder elsewhere.",
            id="milkspot.W001",
        )
    left_behind = base / "media"
    if media != left_behind and _photos(left_behind) and not _photos(media):
        yield Warning(
            f"There are photos in {left_behind}, but the diary now keeps them in {media}.",
            hint="DATA_DIR was set after photos had been added. Move them to the new folder.",
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
            "DEBUG is on, and other people can reach the diary. Its error pages show private data.",
            hint="Unset DEBUG.",
            id="milkspot.E004",
        )
    if settings.PUBLIC_URL.startswith("https:") and not settings.TRUSTED_PROXIES:
        yield Error(
            "PUBLIC_URL begins with https, but no proxy is set that could handle https.",
            hint="Set TRUSTED_PROXIES to the address that the proxy connects from: 127.0.0.1 if it"
            " runs on this machine.",
            id="milkspot.E005",
        )


def _local(public_url: str, host: str) -> bool:
    name = urlsplit(public_url).hostname or host
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


@register()
def rules_file(**_: Any) -> Iterator[CheckMessage]:
    try:
        current_rules()
    except RulesError as error:
        yield Error(
            f"RULES_FILE could not be used: {error}.",
            hint=(
                "docs/hosting.md describes the file. To use the rules that come with Milkspot,"
                " unset RULES_FILE."
            ),
            id="milkspot.E007",
        )
