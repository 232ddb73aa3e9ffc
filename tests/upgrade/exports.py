"""All that can be taken out of a diary, byte for byte but for ids that are new each time."""

from __future__ import annotations

import hashlib
import re
from io import BytesIO
from zipfile import ZipFile

from tests.upgrade.browser import Browser


def exports_of(browser: Browser, child: str) -> dict[str, bytes]:
    """The exports of a child by their names; of a zip the names in it, with a hash of each file."""

    def export(name: str) -> bytes:
        return browser.get(f"{child}/export/{name}").content

    return {
        "diary.json": export("diary.json"),
        "entries.csv": export("entries.csv"),
        "triggers.csv": export("triggers.csv"),
        "fhir.json": _numbered(export("fhir.json")),
        "diary.zip": _listed(export("diary.zip")),
    }


def _numbered(document: bytes) -> bytes:
    """Numbers in the place of the ids, which all hang on that of the document."""
    ids = [*dict.fromkeys(re.findall(rb"urn:uuid:[0-9a-f-]{36}", document))]
    for number, written in enumerate(ids):
        document = document.replace(written, b"urn:uuid:%d" % number)
    return document


def _listed(archive: bytes) -> bytes:
    with ZipFile(BytesIO(archive)) as opened:
        files = {name: hashlib.sha256(opened.read(name)).hexdigest() for name in opened.namelist()}
    return "".join(f"{name} {digest}\n" for name, digest in files.items()).encode()
