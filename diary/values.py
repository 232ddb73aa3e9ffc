"""Parsers for environment variables. An invalid value returns None or raises ValueError."""

import ipaddress
import os
import re
import secrets
import sys
from contextlib import suppress
from decimal import Decimal
from pathlib import Path
from typing import NoReturn
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

import idna

DEFAULT_PORTS = {"http": 80, "https": 443}


def refuse(sentence: str) -> NoReturn:
    """Exit with a sentence for the operator."""
    sys.exit(f"Milkspot cannot start: {sentence}")


def parse_path(text: str) -> Path:
    return Path(text).expanduser().absolute()


def parse_text_file(text: str) -> str | None:
    """Returns the text of the UTF-8 file with that path. None if it is empty or can't be read."""
    try:
        return parse_path(text).read_text(encoding="utf-8").strip() or None
    except OSError:
        return None


def parse_host(text: str) -> str:
    return text if text == "localhost" else str(ipaddress.ip_address(text.strip("[]")))


def parse_port(text: str) -> int | None:
    return int(text) if 0 < int(text) < 65536 else None


def parse_drain_seconds(text: str) -> int | None:
    return int(text) if 0 <= int(text) <= 300 else None


def parse_size(text: str) -> int | None:
    """Returns the number of bytes of ``500MB``, ``2.5 GB`` or ``1TB``, with 1000 MB to the GB."""
    found = re.fullmatch(r"([0-9]+(?:\.[0-9]+)?) ?([MGT])B", text.upper())
    if found is None:
        return None
    return int(Decimal(found[1]) * 1000 ** (2 + "MGT".index(found[2]))) or None


def parse_networks(text: str) -> list[str]:
    items = [item.strip() for item in text.split(",")]
    return [str(_network(item)) for item in items if item]


def _network(text: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network:
    network = ipaddress.ip_network(text, strict=False)
    mapped = getattr(network.network_address, "ipv4_mapped", None)
    if mapped is None or network.prefixlen < 96:
        return network
    return ipaddress.IPv4Network((mapped, network.prefixlen - 96))


def parse_url(text: str) -> SplitResult | None:
    """Returns the URL as browsers write it: letters as Punycode, and no default port."""
    url = urlsplit(text)
    has_more = url.username or url.password or url.query or url.fragment
    if url.scheme not in DEFAULT_PORTS or not url.hostname or has_more or "//" in url.path:
        return None
    if not url.path.isascii():  # cookies and static files would each need it in another form
        return None
    host = (
        url.hostname if url.hostname.isascii() else idna.encode(url.hostname, uts46=True).decode()
    )
    host = f"[{host}]" if ":" in host else host
    has_port = url.port not in {None, DEFAULT_PORTS[url.scheme]}  # ValueError if not a number
    netloc = f"{host}:{url.port}" if has_port else host
    return url._replace(netloc=netloc, path=url.path.rstrip("/"))


def parse_time_zone(text: str) -> str:
    return ZoneInfo(text).key


def parse_sign_up(text: str) -> str | None:
    return text.lower() if text.lower() in {"open", "invitation", "closed"} else None


def parse_log_level(text: str) -> str | None:
    level = text.upper()
    return level if level in {"DEBUG", "INFO", "WARNING", "ERROR"} else None


def parse_log_format(text: str) -> str | None:
    return text.lower() if text.lower() in {"plain", "json"} else None


def parse_mailbox(text: str) -> str | None:
    return text if re.fullmatch(r"[^@<>,;\s]+@[^@<>,;\s]+", text) else None


def parse_bucket_name(text: str) -> str | None:
    return text if re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", text) else None


def parse_endpoint(text: str) -> str | None:
    url = parse_url(text)
    return url.geturl() if url else None


def read_or_create_secret_key(path: Path) -> str:
    """Return the key in the file, which is created private if missing.

    Keeps a key that another process has just made, without a hard link, which exFAT does not have.
    """
    with suppress(FileExistsError):
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with open(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(descriptor)
    return path.read_text().strip()
