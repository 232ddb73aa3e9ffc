"""Writes and reads the age format (https://age-encryption.org/v1) with a passphrase.

The tool ``age`` opens these files without Milkspot. The cryptography is that of the package
``cryptography``; this module adds the format's framing, in chunks of 64 KiB, so that memory use
does not depend on the size of the file. docs/dependencies.md says why no library is used.
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
    rb"(?P<signed>age-encryption\.org/v1\n"
    rb"-> scrypt (?P<salt>[A-Za-z0-9+/]{22}) (?P<work>[1-9][0-9]?)\n"
    rb"(?P<key>[A-Za-z0-9+/]{43})\n"
    rb"---) (?P<mac>[A-Za-z0-9+/]{43})\n"
)
MAX_LINE_LENGTH = 100
WORK_FACTOR = 17  # 2**17 rounds to guess one passphrase: 128 MiB and a quarter of a second
MAX_WORK_FACTOR = 20  # 1 GiB; a file that asks for more is refused
CHUNK = 64 * 1024
TAG = 16


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Writable(Protocol):
    def write(self, data: bytes, /) -> int: ...


class Writer:
    """Encrypts what is written to it. Without ``finish`` a reader rejects the file as cut off."""

    def __init__(self, out: Writable, passphrase: str) -> None:
        file_key, nonce = secrets.token_bytes(16), secrets.token_bytes(16)
        self._out = out
        self._cipher = _ChunkCipher(file_key, nonce)
        self._buffer = bytearray()
        out.write(_header(file_key, passphrase) + nonce)

    def write(self, data: bytes) -> int:
        self._buffer += data
        while len(self._buffer) > CHUNK:  # only an empty file may end in an empty chunk
            self._out.write(self._cipher.encrypt(self._buffer[:CHUNK], is_last=False))
            del self._buffer[:CHUNK]
        return len(data)

    def finish(self) -> None:
        self._out.write(self._cipher.encrypt(self._buffer, is_last=True))


class Reader:
    """Decrypts a file. Each byte that it returns has been authenticated.

    Raises BackupProblem for a wrong passphrase, and where the file was altered or cut off.
    """

    def __init__(self, file: Readable, passphrase: str) -> None:
        self._file = file
        self._cipher = _ChunkCipher(_file_key(file, passphrase), file.read(16))
        self._next = file.read(CHUNK + TAG)
        self._buffer = b""
        self._read_chunk(is_first=True)

    def read(self, size: int) -> bytes:
        """Return ``size`` bytes; fewer only at the end of the file."""
        data = bytearray()
        while len(data) < size and (self._buffer or self._next):
            if not self._buffer:
                self._read_chunk()
            missing = size - len(data)
            data += self._buffer[:missing]
            self._buffer = self._buffer[missing:]
        return bytes(data)

    def _read_chunk(self, *, is_first: bool = False) -> None:
        chunk, self._next = self._next, self._file.read(CHUNK + TAG)
        self._buffer = self._cipher.decrypt(chunk, is_last=not self._next)
        if not self._buffer and not is_first:
            raise damaged()


class _ChunkCipher:
    """Numbers the chunks of one file and marks the last, so that none can be moved or cut off."""

    def __init__(self, file_key: bytes, nonce: bytes) -> None:
        self._cipher = ChaCha20Poly1305(_derive_key(file_key, nonce, b"payload"))
        self._number = 0

    def encrypt(self, chunk: bytes | bytearray, *, is_last: bool) -> bytes:
        return self._cipher.encrypt(self._nonce(is_last), chunk, None)

    def decrypt(self, chunk: bytes, *, is_last: bool) -> bytes:
        try:
            return self._cipher.decrypt(self._nonce(is_last), chunk, None)
        except InvalidTag:
            raise damaged() from None

    def _nonce(self, is_last: bool) -> bytes:
        nonce = self._number.to_bytes(11, "big") + bytes([is_last])
        self._number += 1
        return nonce


def _header(file_key: bytes, passphrase: str) -> bytes:
    salt = secrets.token_bytes(16)
    key = _passphrase_cipher(passphrase, salt, WORK_FACTOR).encrypt(bytes(12), file_key, None)
    stanza = b"-> scrypt %s %d\n%s\n" % (_base64(salt), WORK_FACTOR, _base64(key))
    signed = FIRST_LINE + stanza + b"---"
    return signed + b" %s\n" % _mac(file_key, signed)


def _file_key(file: Readable, passphrase: str) -> bytes:
    header = HEADER.fullmatch(b"".join(_line(file) for _number in range(4)))
    if not header or int(header["work"]) > MAX_WORK_FACTOR:
        raise damaged()
    salt, key = b64decode(header["salt"] + b"=="), b64decode(header["key"] + b"=")
    try:
        cipher = _passphrase_cipher(passphrase, salt, int(header["work"]))
        file_key = cipher.decrypt(bytes(12), key, None)
    except InvalidTag:
        raise BackupProblem(
            _("This passphrase does not open this backup, or the start of the backup is damaged.")
        ) from None
    if not hmac.compare_digest(header["mac"], _mac(file_key, header["signed"])):
        raise damaged()
    return file_key


def _line(file: Readable) -> bytes:
    line = b""
    while not line.endswith(b"\n") and len(line) < MAX_LINE_LENGTH and (byte := file.read(1)):
        line += byte
    return line


def _passphrase_cipher(passphrase: str, salt: bytes, work_factor: int) -> ChaCha20Poly1305:
    salt = b"age-encryption.org/v1/scrypt" + salt
    key = Scrypt(salt=salt, length=32, n=2**work_factor, r=8, p=1).derive(passphrase.encode())
    return ChaCha20Poly1305(key)


def _mac(file_key: bytes, header: bytes) -> bytes:
    return _base64(hmac.digest(_derive_key(file_key, None, b"header"), header, sha256))


def _derive_key(file_key: bytes, salt: bytes | None, use: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=use).derive(file_key)


def _base64(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")
