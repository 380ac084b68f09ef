
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('iku', '0002_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='historicaldaftariku',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalindikatorkinerjautama',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
        migrations.AlterField(
            model_name='historicalversiiku',
            name='history_change_reason',
            field=models.TextField(null=True),
        ),
    ]
