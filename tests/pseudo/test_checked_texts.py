"""Who checked the safety texts of a language checked these: the record names their digest."""

from __future__ import annotations

import re
import tomllib
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
MARKS = re.compile(r"import safety_phrase|@safety_text|with_english\(|{% withenglish %}|\bfact\(")
"""The last is of the guide, whose lists of what to call about are among its other texts."""


def sources() -> set[str]:
    """Return the files with safety texts, as a catalogue names them."""
    files = [*(ROOT / "tracker").rglob("*.py"), *(ROOT / "templates").rglob("*.html")]
    return {str(path.relative_to(ROOT)) for path in files if MARKS.search(path.read_text("utf-8"))}


def digest(catalogue: str, files: set[str]) -> str:
    """Return the digest of the messages from these files and of their translations."""
    messages = []
    for block in catalogue.split("\n\n"):
        lines = block.splitlines()
        places = re.findall(r"(\S+):\d+", " ".join(line for line in lines if line[:2] == "#:"))
        if {place.removeprefix("./") for place in places} & files:
            messages.append("\n".join(line for line in lines if line[:1] != "#"))
    return sha256("\n\n".join(sorted(messages)).encode()).hexdigest()[:16]


CATALOGUE = """msgid ""
msgstr "Language: de\\n"

#: tracker/domain/vocabulary/signs.py:90 tracker/forms/signs.py:3
msgid "floppy"
msgstr "schlaff"

#: templates/base.html:7
msgid "More"
msgstr "Mehr"
"""
SIGNS = {"tracker/domain/vocabulary/signs.py"}


def test_a_digest_changes_with_a_safety_text_alone() -> None:
    before = digest(CATALOGUE, SIGNS)
    assert digest(CATALOGUE.replace("signs.py:90", "signs.py:95"), SIGNS) == before
    assert digest(CATALOGUE.replace("Mehr", "Weiteres"), SIGNS) == before
    assert digest(CATALOGUE.replace("schlaff", "schlapp"), SIGNS) != before
    assert digest(CATALOGUE.replace('"floppy"', '"limp"'), SIGNS) != before


def test_the_files_with_safety_texts_are_known() -> None:
    found = sources()
    assert {"tracker/domain/vocabulary/signs.py", "templates/info/worried_now/show.html"} <= found
    assert "templates/account/show.html" not in found


def test_every_record_is_of_the_texts_in_force() -> None:
    for path in sorted((ROOT / "locale").glob("*/safety_texts.toml")):
        catalogue = (path.parent / "LC_MESSAGES" / "django.po").read_text("utf-8")
        record = tomllib.loads(path.read_text("utf-8"))
        now = digest(catalogue, sources())
        assert record.get("texts") == now, (
            f"{path}: the safety texts are not those that were checked. Delete the file, or let"
            f' two people check again and write texts = "{now}".'
        )
