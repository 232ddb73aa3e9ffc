"""What a text of the environment may mean. None, or a ValueError: it may not mean that."""

import ipaddress
import os
import re
import secrets
import sys
from pathlib import Path
from typing import NoReturn
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo


def refuse(sentence: str) -> NoReturn:
    """Ends the start with a sentence."""
    sys.exit(f"Milkspot cannot start: {sentence}")


def a_path(text: str) -> Path:
    return Path(text).expanduser().absolute()


def an_address(text: str) -> str:
    return text if text == "localhost" else str(ipaddress.ip_address(text.strip("[]")))


def a_port(text: str) -> int | None:
    return int(text) if 0 < int(text) < 65536 else None


def networks(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",")]
    return [str(ipaddress.ip_network(part, strict=False)) for part in parts if part]


def an_address_of_the_web(text: str) -> SplitResult | None:
    url = urlsplit(text)
    _ = url.port  # raises ValueError when it is not a number
    odd = url.username or url.password or url.query or url.fragment
    if url.scheme not in {"http", "https"} or not url.hostname or odd or "//" in url.path:
        return None
    return url._replace(netloc=url.netloc.lower(), path=url.path.rstrip("/"))


def a_time_zone(text: str) -> str:
    return ZoneInfo(text).key


def a_log_level(text: str) -> str | None:
    level = text.upper()
    return level if level in {"DEBUG", "INFO", "WARNING", "ERROR"} else None


def a_log_format(text: str) -> str | None:
    return text.lower() if text.lower() in {"plain", "json"} else None


def a_mailbox(text: str) -> str | None:
    return text if re.fullmatch(r"[^@<>,;\s]+@[^@<>,;\s]+", text) else None


def a_bucket(text: str) -> str | None:
    return text if re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", text) else None


def an_endpoint(text: str) -> str | None:
    url = an_address_of_the_web(text)
    return url.geturl() if url else None


def kept_secret_key(path: Path) -> str:
    """The key in the file, made once. The file appears whole and private, or not at all."""
    if not path.exists():
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        with open(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
        try:
            os.link(draft, path)  # unlike a rename, keeps a key that somebody else just made
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
