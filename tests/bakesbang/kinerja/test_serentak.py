"""Many people at once: no save is lost, none overwrites another without a word."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.utils import timezone

from bakesbang.kinerja.models import Indikator, Realisasi
from bakesbang.realisasi import tindakan_realisasi as t

pytestmark = [pytest.mark.basisdata, pytest.mark.django_db(transaction=True)]
ORANG, KALI = 20, 10


def berbarengan(fungsi, isi):
    def satu(x):
        try:
            return fungsi(x)
        finally:
            connection.close()

    with ThreadPoolExecutor(ORANG) as kolam:
        return list(kolam.map(satu, isi))


def test_two_hundred_concurrent_saves_lose_none(peragaan):
    """Twenty people save ten times each, on shared rows and fields: whatever the order, every accepted save is in
    the history, and what stands at the end is the last accepted one of its field."""
    penyusun, kini = peragaan.pengguna("penyusun"), timezone.now()
    baris = list(Indikator.objects.filter(tahun=2024, ketetapan__rumus="").order_by("pk")[:5])
    medan = ("teks", "uraian", "faktor_pendukung", "tindak_lanjut")

    def simpan(nomor: int):
        indikator, nama = baris[nomor % 5], medan[nomor // 5 % 4]
        lama = ""
        while True:  # as a person does: on a conflict, look at what is there and keep mine
            hasil = t.isi(
                indikator=indikator,
                triwulan=1,
                perubahan={nama: str(nomor)},
                dimuat={nama: lama},
                oleh=penyusun,
                kini=kini,
            )
            if not hasil.bentrok:
                return indikator.pk, nama, str(nomor)
            lama = hasil.bentrok[0].nilai

    tersimpan = berbarengan(simpan, range(ORANG * KALI))
    assert len(tersimpan) == ORANG * KALI
    for indikator_id, nama, nilai in tersimpan:
        riwayat = Realisasi.riwayat.filter(indikator_id=indikator_id, triwulan=1).values_list(nama, flat=True)
        assert nilai in riwayat, f"{nama} = {nilai} hilang"
    assert Realisasi.objects.filter(indikator__in=baris, triwulan=1).count() == 5
    assert (
        sum(Realisasi.objects.filter(indikator__in=baris, triwulan=1).values_list("versi", flat=True))
        >= ORANG * KALI
    )


def test_of_two_who_loaded_the_same_value_only_one_is_saved(peragaan):
    penyusun, kini = peragaan.pengguna("penyusun"), timezone.now()
    indikator = Indikator.objects.filter(tahun=2024, ketetapan__rumus="").order_by("pk").first()

    def simpan(nilai: str):
        return t.isi(
            indikator=indikator,
            triwulan=1,
            perubahan={"teks": nilai},
            dimuat={"teks": ""},
            oleh=penyusun,
            kini=kini,
        )

    hasil = berbarengan(simpan, [str(n) for n in range(1, 21)])
    menang = [h for h in hasil if h.tersimpan]
    assert len(menang) == 1
    assert {b.nilai for h in hasil for b in h.bentrok} == {
        Realisasi.objects.get(indikator=indikator, triwulan=1).teks
    }


def test_a_row_is_decided_once(peragaan):
    """Two clicks on approve at the same moment: one decision, one trace."""
    from bakesbang.kinerja.alur import AlurSalah
    from bakesbang.trail.models import Catatan

    rina, hadi, kini = peragaan.pengguna("staf.poldagri"), peragaan.pengguna("kabid.poldagri"), timezone.now()
    indikator = Indikator.objects.get(ketetapan__uraian="Persentase pendaftaran ormas yang difasilitasi")
    isi = {"teks": "100%", "faktor_pendukung": "Ada."}
    baris = t.isi(indikator=indikator, triwulan=1, perubahan=isi, oleh=rina, kini=kini).realisasi
    t.ajukan(realisasi=baris, oleh=rina, kini=kini)

    def putus(_: int) -> bool:
        try:
            t.setujui(realisasi=baris, oleh=hadi, kini=kini)
        except AlurSalah:
            return False
        return True

    assert sum(berbarengan(putus, range(8))) == 1
    assert Catatan.objects.about(baris).filter(tindakan="menyetujui").count() == 1
