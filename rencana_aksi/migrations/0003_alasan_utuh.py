
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('rencana_aksi', '0002_jenjang_sebenarnya'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicalindikatorsasaran',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalrencanaaksi',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalsasaran',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalversirencanaaksi',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
    ]
