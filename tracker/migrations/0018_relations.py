import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tracker', '0017_map_tone_and_answers'),
    ]

    operations = [
        migrations.AddField(
            model_name='member',
            name='relation',
            field=models.CharField(blank=True, max_length=200, verbose_name='who they are to the child'),
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('relation', models.CharField(blank=True, max_length=200)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='authors', to='tracker.child')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('child', 'name'), name='author_once_a_child')],
            },
        ),
    ]
