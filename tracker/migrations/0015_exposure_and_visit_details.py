from django.db import migrations, models


class Migration(migrations.Migration):
    """``has_id`` is false for the rows that are there already."""

    dependencies = [
        ('tracker', '0014_ticks_not_asked'),
    ]

    operations = [
        migrations.AddField(
            model_name='entry',
            name='come_back',
            field=models.ManyToManyField(blank=True, related_name='+', to='tracker.visit', verbose_name='come back if'),
        ),
        migrations.AddField(
            model_name='exposure',
            name='after_minutes',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='how long after'),
        ),
        migrations.AddField(
            model_name='exposure',
            name='at',
            field=models.TimeField(blank=True, null=True, verbose_name='time'),
        ),
        migrations.AddField(
            model_name='exposure',
            name='concerns',
            field=models.ManyToManyField(blank=True, related_name='exposures', to='tracker.concern', verbose_name='about'),
        ),
        migrations.AddField(
            model_name='exposure',
            name='followed',
            field=models.TextField(blank=True, max_length=2000, verbose_name='what followed'),
        ),
        migrations.AddField(
            model_name='exposure',
            name='has_id',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AlterField(
            model_name='exposure',
            name='has_id',
            field=models.BooleanField(default=True, editable=False),
        ),
        migrations.AddField(
            model_name='visit',
            name='called',
            field=models.CharField(blank=True, max_length=200, verbose_name='what the doctor called it'),
        ),
        migrations.AddField(
            model_name='visit',
            name='come_back_if',
            field=models.JSONField(blank=True, default=list, verbose_name='come back if'),
        ),
        migrations.AddField(
            model_name='visit',
            name='come_back_words',
            field=models.CharField(blank=True, max_length=200, verbose_name='come back if, in their words'),
        ),
        migrations.AddField(
            model_name='visit',
            name='do',
            field=models.CharField(blank=True, max_length=200, verbose_name='what to do meanwhile'),
        ),
        migrations.AddField(
            model_name='visit',
            name='expect',
            field=models.CharField(blank=True, max_length=200, verbose_name='what to expect'),
        ),
        migrations.AddField(
            model_name='visit',
            name='expect_by',
            field=models.DateField(blank=True, null=True, verbose_name='by when'),
        ),
        migrations.AddField(
            model_name='visit',
            name='has_id',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AlterField(
            model_name='visit',
            name='has_id',
            field=models.BooleanField(default=True, editable=False),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('expect_by', None), ('expect_by__gte', models.F('day')), _connector='OR'), name='visit_expect_by_not_before'),
        ),
    ]
