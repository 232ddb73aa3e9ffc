import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0015_exposure_and_visit_details'),
    ]

    operations = [
        migrations.CreateModel(
            name='Weight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('kg', models.FloatField(verbose_name='weight in kg')),
            ],
            options={
                'ordering': ['day', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='child',
            name='contacts',
            field=models.CharField(blank=True, max_length=200, verbose_name='infections around the child'),
        ),
        migrations.AddField(
            model_name='daynote',
            name='temperature_how',
            field=models.CharField(blank=True, max_length=10, verbose_name='where it was taken'),
        ),
        migrations.AddField(
            model_name='entry',
            name='temperature_how',
            field=models.CharField(blank=True, max_length=10, verbose_name='where it was taken'),
        ),
        migrations.AddConstraint(
            model_name='daynote',
            constraint=models.CheckConstraint(condition=models.Q(('temperature_how__in', ['', 'armpit', 'ear', 'forehead', 'rectal', 'other'])), name='daynote_temperature_place_known'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('temperature_how__in', ['', 'armpit', 'ear', 'forehead', 'rectal', 'other'])), name='entry_temperature_place_known'),
        ),
        migrations.AddField(
            model_name='weight',
            name='child',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='weights', to='tracker.child'),
        ),
        migrations.AddConstraint(
            model_name='weight',
            constraint=models.CheckConstraint(condition=models.Q(('kg', None), models.Q(('kg__gte', 0.3), ('kg__lte', 40)), _connector='OR'), name='weight_possible'),
        ),
    ]
