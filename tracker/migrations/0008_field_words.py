"""Gives tables and columns the names that the code uses. No data changes."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracker", "0007_summary_choices")]

    operations = [
        migrations.RenameField("change", "batch", "change_set"),
        migrations.RenameModel("Farewell", "PendingRemoval"),
        migrations.RenameModel("DailyWork", "DailyRun"),
        migrations.RemoveConstraint(
            model_name='pendingremoval',
            name='farewell_of_one_thing',
        ),
        migrations.RemoveConstraint(
            model_name='pendingremoval',
            name='farewell_role_known',
        ),
        migrations.RemoveConstraint(
            model_name='pendingremoval',
            name='farewell_waits',
        ),
        migrations.RemoveConstraint(
            model_name='pendingremoval',
            name='farewell_once_a_member',
        ),
        migrations.RemoveConstraint(
            model_name='pendingremoval',
            name='farewell_once_a_child',
        ),
        migrations.RemoveConstraint(
            model_name='pendingremoval',
            name='farewell_once_a_family',
        ),
        migrations.AlterField(
            model_name='pendingremoval',
            name='family',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='removals', to='tracker.family'),
        ),
        migrations.AddConstraint(
            model_name='pendingremoval',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('child', None), ('kind', 'owner'), ('member__isnull', False)), models.Q(('child__isnull', False), ('kind', 'child'), ('member', None)), models.Q(('child', None), ('kind', 'family'), ('member', None)), _connector='OR'), name='removal_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='pendingremoval',
            constraint=models.CheckConstraint(condition=models.Q(('role_then__in', ['', 'caregiver', 'viewer'])), name='removal_role_known'),
        ),
        migrations.AddConstraint(
            model_name='pendingremoval',
            constraint=models.CheckConstraint(condition=models.Q(('due_at__gt', models.F('asked_at'))), name='removal_waits'),
        ),
        migrations.AddConstraint(
            model_name='pendingremoval',
            constraint=models.UniqueConstraint(fields=('member',), name='removal_once_a_member'),
        ),
        migrations.AddConstraint(
            model_name='pendingremoval',
            constraint=models.UniqueConstraint(fields=('child',), name='removal_once_a_child'),
        ),
        migrations.AddConstraint(
            model_name='pendingremoval',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'family')), fields=('family',), name='removal_once_a_family'),
        ),
    ]
