"""Puts back the days first noticed that an earlier entry moved.

Until now such an entry moved that day; now a concern begins with its earliest sighting, and the day
first noticed stays as typed. The history tells the two apart: a move is in the change set of its
entry. Days whose move is not in the history stay: those of an imported diary, and of entries that
were removed for good.
"""

from datetime import date

from django.db import migrations
from django.db.models import F


def put_back_typed_days(apps, schema_editor):
    alias = schema_editor.connection.alias
    changes, concerns, entries = (
        apps.get_model("tracker", name)._base_manager.using(alias)
        for name in ("change", "concern", "entry")
    )
    changed = changes.filter(kind="concern", verb="changed")
    for concern in concerns.filter(pk__in=changed.values("record_id")):
        own_entries = entries.filter(concern=concern.pk).values("pk")
        of_entries = changes.filter(kind="entry", record_id__in=own_entries)
        typed = typed_day(
            changed.filter(record_id=concern.pk).order_by("pk"),
            set(of_entries.values_list("change_set", flat=True)),
        )
        if typed is not None and typed > concern.first_noticed_on:
            concerns.filter(pk=concern.pk).update(
                first_noticed_on=typed, revision=F("revision") + 1
            )


def typed_day(changes, moves):
    """Returns the day typed last, None where none of these changes tells it.

    ``moves``: the change sets in which an entry moved the day. An undone move still tells which day
    stood there before; an undone edit tells nothing.
    """
    typed = None
    for change in changes:
        before, after = (_first_noticed_on(rows) for rows in (change.before, change.after))
        if before == after:
            continue
        if change.change_set in moves:
            typed = typed or before
        elif change.undone_at is None:
            typed = after
    return typed


def _first_noticed_on(rows):
    return date.fromisoformat(rows[0]["fields"]["first_noticed_on"])


class Migration(migrations.Migration):
    dependencies = [("tracker", "0012_change_set")]

    operations = [migrations.RunPython(put_back_typed_days, migrations.RunPython.noop)]
