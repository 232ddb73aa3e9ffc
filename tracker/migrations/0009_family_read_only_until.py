from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("tracker", "0008_pending_removals_and_daily_runs"),
    ]

    operations = [
        migrations.AddField(
            "family", "read_only_until", models.DateTimeField(editable=False, null=True)
        ),
    ]
