from django.db import migrations, models

ROLES = ["caregiver", "owner", "viewer"]


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0010_event_roles"),
    ]

    operations = [
        migrations.RemoveConstraint("invitation", "invitation_role_known"),
        migrations.RemoveConstraint("member", "member_role_known"),
        migrations.AlterField("invitation", "role", models.CharField(max_length=10)),
        migrations.AlterField("member", "role", models.CharField(max_length=10)),
        migrations.AlterField(
            "pendingremoval", "new_role", models.CharField(blank=True, max_length=10)
        ),
        migrations.AddConstraint(
            "familyevent",
            models.CheckConstraint(
                condition=models.Q(role__in=["", *ROLES]), name="event_role_known"
            ),
        ),
        migrations.AddConstraint(
            "invitation",
            models.CheckConstraint(
                condition=models.Q(role__in=ROLES), name="invitation_role_known"
            ),
        ),
        migrations.AddConstraint(
            "member",
            models.CheckConstraint(condition=models.Q(role__in=ROLES), name="member_role_known"),
        ),
    ]
