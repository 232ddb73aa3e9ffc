from django.db import migrations, models

WITH_ROLE = ("invited", "joined", "became")
ROLES = ("caregiver", "viewer", "owner")


def split_kinds(apps, schema_editor):
    events = apps.get_model("tracker", "FamilyEvent").objects.using(schema_editor.connection.alias)
    for kind in WITH_ROLE:
        for role in ROLES:
            events.filter(kind=f"{kind}_{role}").update(kind=kind, role=role)


def join_kinds(apps, schema_editor):
    events = apps.get_model("tracker", "FamilyEvent").objects.using(schema_editor.connection.alias)
    for kind in WITH_ROLE:
        for role in ROLES:
            events.filter(kind=kind, role=role).update(kind=f"{kind}_{role}", role="")


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0009_family_read_only_until"),
    ]

    operations = [
        migrations.AddField(
            "familyevent", "role", models.CharField(blank=True, default="", max_length=10),
            preserve_default=False,
        ),
        migrations.RunPython(split_kinds, join_kinds),
    ]
