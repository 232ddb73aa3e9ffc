"""diary_schema: the shape of the diary file as JSON Schema."""

import io
from pathlib import Path

from django.core.management import call_command

import tracker.interchange

SHIPPED = Path(tracker.interchange.__file__).with_name("diary.schema.json")


def test_it_prints_the_schema_that_is_shipped():
    """After a change of the records: script/manage diary_schema > FILE, with FILE as here."""
    out = io.StringIO()
    call_command("diary_schema", stdout=out)
    assert out.getvalue() == SHIPPED.read_text()
