from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0016_weights_contacts_and_temperature_places'),
    ]

    operations = [
        migrations.AddField(
            model_name='child',
            name='map_tone',
            field=models.CharField(blank=True, max_length=10, verbose_name='colour of the drawing'),
        ),
        migrations.AddField(
            model_name='question',
            name='answer',
            field=models.TextField(blank=True, max_length=2000, verbose_name='answer'),
        ),
        migrations.AddField(
            model_name='question',
            name='answered_on',
            field=models.DateField(blank=True, null=True, verbose_name='answered on'),
        ),
        migrations.AddConstraint(
            model_name='child',
            constraint=models.CheckConstraint(condition=models.Q(('map_tone__in', ['', 'line', 'light', 'brown', 'black'])), name='child_map_tone_known'),
        ),
    ]
