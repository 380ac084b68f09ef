"""Made lists of IKU of any size, by the product's own action."""

from django.utils import timezone

from bakesbang.kinerja.bentuk import IndikatorBaru, VariabelBaru
from bakesbang.organisasi.models import Instansi
from iku import tindakan
from iku.bentuk import IkuBaru, KepalaIku
from iku.models import VersiIku


def satu(nomor: int) -> IkuBaru:
    """A ratio of two data, three under one sasaran."""
    indikator = IndikatorBaru(
        f"Persentase perkara {nomor} yang diselesaikan",
        satuan="%",
        agregasi="rasio",
        rumus="[Jml selesai] / [Jml ada] × 100%",
        variabel=(VariabelBaru("selesai", "Jml selesai"), VariabelBaru("ada", "Jml ada")),
        sumber_data=f"Data bidang {nomor}",
    )
    return IkuBaru(f"Sasaran {nomor // 3}", indikator, f"Bidang {nomor}")


def buat_besar(instansi: Instansi, tahun: int, banyak: int) -> VersiIku:
    """A draf of so many IKU."""
    versi = tindakan.buat(
        instansi=instansi, tahun=tahun, kepala=KepalaIku("BAKESBANGPOL", visi="Visi"),
        isi=[satu(n) for n in range(banyak)], oleh=None, waktu=timezone.now(),
    )  # fmt: skip
    return VersiIku.objects.select_related("daftar__instansi").get(pk=versi.pk)
