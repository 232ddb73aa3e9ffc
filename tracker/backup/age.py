"""The age format (https://age-encryption.org/v1), opened and closed by a passphrase.

What is written here is also opened by the tool ``age``, without Milkspot. The cryptography is that
of the package ``cryptography``; this module puts it together as the format says, in pieces of 64
KiB, so that a file of any size needs no memory.
"""

from __future__ import annotations

import hmac
import re
import secrets
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext as _

from tracker.backup.problems import BackupProblem, damaged

FIRST_LINE = b"age-encryption.org/v1\n"
HEADER = re.compile(
    rb"age-encryption\.org/v1\n"
    rb"-> scrypt (?P<salt>[A-Za-z0-9+/]{22}) (?P<work>[1-9][0-9]?)\n"
    rb"(?P<key>[A-Za-z0-9+/]{43})\n"
    rb"--- (?P<mac>[A-Za-z0-9+/]{43})\n"
)
MAX_LINE_LENGTH = 100

WORK = 17
"""Guessing one passphrase takes 2**17 rounds: 128 MB and a quarter of a second."""

MAX_WORK_FACTOR = 20
"""A file that asks for more than a gigabyte before it says anything is refused."""

PIECE = 64 * 1024
TAG = 16


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Writable(Protocol):
    def write(self, data: bytes, /) -> object: ...


class Writer:
    """Writes encrypted what is written to it. Without ``finish`` nobody can read its end."""

    def __init__(self, out: Writable, passphrase: str) -> None:
        file_key, nonce = secrets.token_bytes(16), secrets.token_bytes(16)
        self._out = out
        self._pieces = _Pieces(file_key, nonce)
        self._waiting = bytearray()
        out.write(_header(file_key, passphrase) + nonce)

    def write(self, data: bytes) -> int:
        self._waiting += data
        while len(self._waiting) > PIECE:  # so that something is left to be the last piece
            self._out.write(self._pieces.close(bytes(self._waiting[:PIECE]), is_last=False))
            del self._waiting[:PIECE]
        return len(data)

    def finish(self) -> None:
        self._out.write(self._pieces.close(bytes(self._waiting), is_last=True))


class Reader:
    """What a file says, piece by piece; of each byte it gives out it is certain.

    Raises BackupProblem where the passphrase is not the file's or a byte is not what was written.
    """

    def __init__(self, file: Readable, passphrase: str) -> None:
        self._file = file
        self._pieces = _Pieces(_file_key(file, passphrase), file.read(16))
        self._next = file.read(PIECE + TAG)
        self._waiting = b""

    def read(self, size: int) -> bytes:
        """As many bytes as asked for; fewer at the end alone."""
        found = bytearray()
        while len(found) < size and (self._waiting or self._open_next()):
            wanted = size - len(found)
            found += self._waiting[:wanted]
            self._waiting = self._waiting[wanted:]
        return bytes(found)

    def _open_next(self) -> bool:
        if self._pieces.ended:
            return False
        piece, self._next = self._next, self._file.read(PIECE + TAG)
        self._waiting = self._pieces.open(piece, is_last=not self._next)
        return bool(self._waiting)


class _Pieces:
    """The pieces of one file. Each is closed with its number and with whether it is the last."""

    def __init__(self, file_key: bytes, nonce: bytes) -> None:
        self._cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
        self._number = 0
        self.ended = False

    def close(self, piece: bytes, *, is_last: bool) -> bytes:
        return self._cipher.encrypt(self._next_nonce(is_last), piece, None)

    def open(self, piece: bytes, *, is_last: bool) -> bytes:
        if is_last and len(piece) <= TAG and self._number:
            raise damaged()
        try:
            return self._cipher.decrypt(self._next_nonce(is_last), piece, None)
        except InvalidTag:
            raise damaged() from None

    def _next_nonce(self, is_last: bool) -> bytes:
        nonce = self._number.to_bytes(11, "big") + bytes([is_last])
        self._number += 1
        self.ended = is_last
        return nonce


def _header(file_key: bytes, passphrase: str) -> bytes:
    salt = secrets.token_bytes(16)
    key = _cipher_of(passphrase, salt, WORK).encrypt(bytes(12), file_key, None)
    text = FIRST_LINE + b"-> scrypt %s %d\n%s\n---" % (_base64(salt), WORK, _base64(key))
    return text + b" %s\n" % _base64(_mac(file_key, text))


def _file_key(file: Readable, passphrase: str) -> bytes:
    header = b"".join(_line(file) for _number in range(4))
    parts = HEADER.fullmatch(header)
    if not parts:
        raise damaged()
    salt, key, mac = (_of_base64(parts[name]) for name in ("salt", "key", "mac"))
    work = int(parts["work"])
    if work > MAX_WORK_FACTOR:
        raise damaged()
    try:
        file_key = _cipher_of(passphrase, salt, work).decrypt(bytes(12), key, None)
    except InvalidTag:
        raise BackupProblem(
            _("This is not the passphrase of this backup, or the backup's first lines are damaged.")
        ) from None
    if not hmac.compare_digest(mac, _mac(file_key, header[: header.rindex(b" ")])):
        raise damaged()
    return file_key


def _line(file: Readable) -> bytes:
    line = b""
    while not line.endswith(b"\n") and len(line) < MAX_LINE_LENGTH and (byte := file.read(1)):
        line += byte
    return line


def _cipher_of(passphrase: str, salt: bytes, work: int) -> ChaCha20Poly1305:
    salt = b"age-encryption.org/v1/scrypt" + salt
    key = Scrypt(salt=salt, length=32, n=2**work, r=8, p=1).derive(passphrase.encode())
    return ChaCha20Poly1305(key)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return hmac.digest(_derived(file_key, None, b"header"), header, sha256)


def _derived(file_key: bytes, salt: bytes | None, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=use).derive(file_key)


def _base64(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")


def _of_base64(text: bytes) -> bytes:
    """Of the several texts that mean the same bytes, only the one that is written counts."""
    data = b64decode(text + b"=" * (-len(text) % 4))
    if _base64(data) != text:
        raise damaged()
    return data
