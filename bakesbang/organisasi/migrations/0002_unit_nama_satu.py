
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisasi', '0001_initial'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='unitkerja',
            constraint=models.UniqueConstraint(models.F('instansi'), django.db.models.functions.text.Lower('nama'), condition=models.Q(('aktif', True)), name='unit_nama_satu', violation_error_message='Sudah ada unit dengan nama ini.'),
        ),
    ]
