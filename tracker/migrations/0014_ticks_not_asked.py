"""Makes the yes/no fields of an entry yes, no or not asked.

A stored False may be a box that nobody looked at, so it becomes NULL, also in the history, from
which it would come back as a no. Backwards NULL becomes False; the columns do that by themselves.
"""

from django.db import migrations, models

FIELDS = {
    "bleeding": "bleeding",
    "dry": "dry skin",
    "scratched": "scratched",
    "sleep_lost": "lost sleep over it",
}


def forget_unticked(apps, schema_editor):
    entries = apps.get_model("tracker", "Entry").objects.using(schema_editor.connection.alias)
    for name in FIELDS:
        entries.filter(**{name: False}).update(**{name: None})
    replace_in_history(apps, schema_editor, False, None)


def untick_unknown(apps, schema_editor):
    replace_in_history(apps, schema_editor, None, False)


def replace_in_history(apps, schema_editor, old, new):
    changes = apps.get_model("tracker", "Change").objects.using(schema_editor.connection.alias)
    for change in changes.filter(kind="entry").exclude(before=None).iterator():
        for snapshot in (change.before, change.after or ()):
            for row in snapshot:
                fields = row["fields"]
                fields.update({name: new for name in FIELDS if fields.get(name, "") is old})
        change.save(update_fields=["before", "after"])


class Migration(migrations.Migration):
    dependencies = [("tracker", "0013_first_noticed_as_typed")]

    operations = [
        *(
            migrations.AlterField(
                "entry",
                name,
                models.BooleanField(blank=True, null=True, verbose_name=label),
            )
            for name, label in FIELDS.items()
        ),
        migrations.RunPython(forget_unticked, untick_unknown),
    ]
