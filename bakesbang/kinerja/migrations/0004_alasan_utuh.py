
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kinerja', '0003_langkah'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicalketetapanindikator',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalnilaivariabel',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalrealisasi',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicaltargettahunan',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicaltargettriwulan',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalvariabel',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
    ]
