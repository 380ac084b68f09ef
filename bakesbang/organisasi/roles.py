"""The six roles (design: workflow)."""

from django.db import models


class Peran(models.TextChoices):
    STAF = "staf", "Staf"
    KABID = "kabid", "Kepala Bidang"
    PENYUSUN = "penyusun", "Penyusun"
    PIMPINAN = "pimpinan", "Pimpinan"
    PEMERIKSA = "pemeriksa", "Pemeriksa"
    ADMIN = "admin", "Admin"
