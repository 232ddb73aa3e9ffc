"""Calls the changes of one act a change set. No data changes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("tracker", "0011_role_constraints")]

    operations = [migrations.RenameField("change", "batch", "change_set")]
