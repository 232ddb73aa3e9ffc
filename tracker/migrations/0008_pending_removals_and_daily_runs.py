import django.db.models.deletion
from django.db import migrations, models

CONSTRAINTS = [
    models.CheckConstraint(
        condition=models.Q(kind="owner", member__isnull=False, child=None)
        | models.Q(kind="child", member=None, child__isnull=False)
        | models.Q(kind="family", member=None, child=None),
        name="pending_removal_of_one_thing",
    ),
    models.CheckConstraint(
        condition=models.Q(new_role__in=["", "caregiver", "viewer"]),
        name="pending_removal_role_known",
    ),
    models.CheckConstraint(
        condition=models.Q(due_at__gt=models.F("asked_at")), name="pending_removal_waits"
    ),
    models.UniqueConstraint(fields=["member"], name="pending_removal_once_a_member"),
    models.UniqueConstraint(fields=["child"], name="pending_removal_once_a_child"),
    models.UniqueConstraint(
        fields=["family"],
        condition=models.Q(kind="family"),
        name="pending_removal_once_a_family",
    ),
]


def rename_cancelled(apps, schema_editor):
    events = apps.get_model("tracker", "FamilyEvent").objects.using(schema_editor.connection.alias)
    events.filter(kind="called_off").update(kind="cancelled")


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0007_summary_choices"),
    ]

    operations = [
        *(
            migrations.RemoveConstraint("farewell", c.name.replace("pending_removal", "farewell"))
            for c in CONSTRAINTS
        ),
        migrations.RenameModel("Farewell", "PendingRemoval"),
        migrations.RenameField("pendingremoval", "role_then", "new_role"),
        migrations.AlterField(
            "pendingremoval",
            "family",
            models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pending_removals",
                to="tracker.family",
            ),
        ),
        *(migrations.AddConstraint("pendingremoval", constraint) for constraint in CONSTRAINTS),
        migrations.RenameModel("DailyWork", "DailyRun"),
        migrations.RunPython(rename_cancelled, migrations.RunPython.noop),
    ]
