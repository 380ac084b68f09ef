"""A file becomes a draf, changes nothing the second time, and never drops what has realizations unasked."""

import json
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from bakesbang.import_wizard import documents as impor
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.reading.sources import read_text
from iku.models import VersiIku
from rencana_aksi.models import IndikatorSasaran, RencanaAksi, Sasaran, VersiRencanaAksi
from tests.bakesbang.importing.files import IKU, RENCANA

RA = impor.DESTINATIONS["rencana-aksi"]


def periksa(peragaan, teks, tahun, jawaban=None, tujuan=RA):
    """The file as the page would show it, every open question answered as proposed."""
    terbaca = read_text(teks)
    p = impor.check(tujuan, peragaan.instansi, tahun, terbaca, answers=jawaban)
    return impor.check(tujuan, peragaan.instansi, tahun, terbaca, answers=impor.accept_proposals(p.ledger))


def simpan(peragaan, teks, tahun, jawaban=None, tujuan=RA, **lain):
    p = periksa(peragaan, teks, tahun, jawaban, tujuan)
    return impor.save(
        p,
        peragaan.instansi,
        tahun,
        berkas=None,
        oleh=peragaan.pengguna("penyusun"),
        now=timezone.now(),
        **lain,
    )


def sumber():
    return RENCANA.read_text(encoding="utf-8")


def isi(versi):
    """Everything printed of a plan, in order."""
    return [
        (s.jenjang, s.induk.uraian if s.induk else "", s.uraian, b.ketetapan.uraian, b.penanggung_jawab_cetak,
         sorted(j.kode for j in b.ketetapan.penanggung_jawab.all()),
         [(t.triwulan, t.teks, t.penjelasan, t.jenis) for t in b.ketetapan.target_triwulan.order_by("triwulan")],
         getattr(b.ketetapan.target_tahun(), "teks", None))
        for s in Sasaran.objects.filter(versi=versi).order_by("jenjang", "urutan", "pk")
        for b in s.indikator.order_by("urutan")
    ]  # fmt: skip


def test_sumber_menjadi_draf_yang_sama_dengan_dokumen_2024(peragaan):
    versi, beda = simpan(peragaan, sumber(), 2030)
    assert beda is None
    assert versi.draf
    assert versi.rencana.nama_cetak == "BADAN KESATUAN BANGSA DAN POLITIK"
    assert isi(versi) == isi(VersiRencanaAksi.objects.get(rencana__tahun=2024))


def test_mengimpor_berkas_yang_sama_lagi_tidak_mengubah_apa_pun(peragaan):
    versi, _ = simpan(peragaan, sumber(), 2030)
    sebelum, jejak = isi(versi), KetetapanIndikator.riwayat.count()
    lagi, beda = simpan(peragaan, sumber(), 2030)
    assert (lagi, beda.exists, beda.items) == (versi, False, [])
    assert isi(versi) == sebelum
    assert KetetapanIndikator.riwayat.count() == jejak


def test_dokumen_yang_ditetapkan_dan_berkas_yang_sama_tidak_memulai_perubahan(peragaan):
    versi, beda = simpan(peragaan, sumber(), 2024)
    assert not beda.exists
    assert VersiRencanaAksi.objects.filter(rencana__tahun=2024).count() == 1
    assert versi.nomor == 0


def test_berkas_yang_berubah_masuk_ke_draf_perubahan(peragaan):
    teks = sumber().replace("TW II = 30%", "TW II = 35%")
    with pytest.raises(AlurSalah, match="sudah ditetapkan"):
        simpan(peragaan, teks, 2024)
    versi, beda = simpan(peragaan, teks, 2024, alasan="Target naik", mulai_triwulan=2)
    assert (versi.nomor, versi.draf, versi.mulai_triwulan) == (1, True, 2)
    [selisih] = beda.items
    assert selisih.details == (("TW II", "30%", "35%"),)
    lama = VersiRencanaAksi.objects.get(rencana__tahun=2024, nomor=0)
    assert [(a[3], b[6][1][1]) for a, b in zip(isi(lama), isi(versi), strict=True) if a != b] == [
        ("Persentase keterlibatan ormas perempuan dalam perencanaan pembangunan", "35%")
    ]


def test_sasaran_baru_yang_berubah_dan_yang_hilang_ditunjukkan_dulu(peragaan):
    _versi, _ = simpan(peragaan, sumber(), 2030)
    teks = sumber().replace(
        "Tersedianya profiling data konflik\t", "Tersedianya profiling data konflik sosial\t"
    )
    teks = "\n".join(
        b
        for b in teks.splitlines()
        if "surat keputusan" not in b.lower() and not b.endswith("TW II =\t\t\t\t")
    )
    p = periksa(peragaan, teks, 2030)
    jenis = {(s.kind, s.name) for s in p.differences}
    assert ("ubah", "Tersedianya profiling data konflik") in jenis
    assert ("hilang", "Tersedianya surat keputusan kerjasama dalam penanganan potensi konflik SARA") in jenis
    assert {t.key.split(":")[0] for t in p.ledger.questions.values()} >= {"pasang", "hilang"}


def test_yang_hilang_tetap_ada_kecuali_orang_membuangnya(peragaan):
    versi, _ = simpan(peragaan, sumber(), 2030)
    satu = "Sasaran Strategis\tIndikator\tTarget\nMeningkatnya partisipasi kelompok sosial/ormas perempuan dalam kegiatan pembangunan\tPersentase ormas perempuan yang aktif dalam pembangunan\t20%"
    simpan(peragaan, satu, 2030)
    assert IndikatorSasaran.objects.filter(sasaran__versi=versi).count() == 17
    p = periksa(peragaan, satu, 2030)
    buang = {t.key: "buang" for t in p.ledger.questions.values() if t.key.startswith("hilang")}
    simpan(peragaan, satu, 2030, buang)
    assert [b.ketetapan.uraian for b in IndikatorSasaran.objects.filter(sasaran__versi=versi)] == [
        "Persentase ormas perempuan yang aktif dalam pembangunan"
    ]


def test_bunyi_yang_berubah_dipasangkan_dan_kuncinya_tetap(peragaan):
    versi, _ = simpan(peragaan, sumber(), 2030)
    lama = Sasaran.objects.get(versi=versi, uraian__startswith="Terjalannya")
    simpan(peragaan, sumber().replace("Terjalannya kerjasama antar", "Terjalinnya kerja sama antar"), 2030)
    assert Sasaran.objects.get(versi=versi, uraian__startswith="Terjalinnya").kunci == lama.kunci


def test_pertanyaan_yang_belum_dijawab_menolak_simpan_tanpa_sisa(peragaan):
    p = impor.check(RA, peragaan.instansi, 2030, read_text(sumber()))
    with pytest.raises(AlurSalah, match="3 pertanyaan"):
        impor.save(
            p, peragaan.instansi, 2030, berkas=None, oleh=peragaan.pengguna("penyusun"), now=timezone.now()
        )
    assert not RencanaAksi.objects.filter(tahun=2030).exists()


def test_iku_2021_dari_sumber_sama_dengan_yang_berlaku(peragaan):
    tujuan = impor.DESTINATIONS["iku"]
    _versi, beda = simpan(peragaan, IKU.read_text(encoding="utf-8"), 2021, tujuan=tujuan)
    assert beda.items == []
    baru, _ = simpan(peragaan, IKU.read_text(encoding="utf-8"), 2030, tujuan=tujuan)
    lama = VersiIku.objects.get(daftar__tahun=2021)
    for nama in ("visi", "misi_nomor", "misi", "nama_skpd", "tugas_pokok", "fungsi"):
        assert getattr(baru, nama) == getattr(lama, nama)
    assert [i.ketetapan.uraian for i in baru.indikator.all()] == [
        i.ketetapan.uraian for i in lama.indikator.all()
    ]
    assert not simpan(peragaan, IKU.read_text(encoding="utf-8"), 2030, tujuan=tujuan)[1].exists


def test_rumus_iku_yang_berubah_masuk_ke_draf(peragaan):
    tujuan = impor.DESTINATIONS["iku"]
    teks = IKU.read_text(encoding="utf-8")
    versi, _ = simpan(peragaan, teks, 2030, tujuan=tujuan)
    _, beda = simpan(
        peragaan,
        teks.replace("Jumlah konflik SARA yang ada", "Jumlah konflik SARA yang dilaporkan"),
        2030,
        tujuan=tujuan,
    )
    assert [s.details[0][0] for s in beda.items] == ["Formula"]
    k = versi.indikator.last().ketetapan
    assert [v.label for v in k.variabel.all()] == [
        "Jumlah konflik SARA yang selesai",
        "Jumlah konflik SARA yang dilaporkan",
    ]


# ── command ──
def perintah(*argumen):
    keluar, galat, kode = StringIO(), StringIO(), 0
    try:
        call_command("impor", *map(str, argumen), stdout=keluar, stderr=galat)
    except SystemExit as henti:
        kode = int(henti.code or 0)
    return kode, keluar.getvalue(), galat.getvalue()


def test_perintah_memberi_1_bila_ragu_dan_tidak_menyimpan(peragaan):
    kode, keluar, _ = perintah("rencana-aksi", RENCANA, "--tahun", 2030)
    assert kode == 1
    assert "Perlu jawaban" in keluar
    assert not RencanaAksi.objects.filter(tahun=2030).exists()


def test_perintah_menyimpan_dengan_usulan_dan_lagi_tidak_berubah(peragaan):
    assert perintah("rencana-aksi", RENCANA, "--tahun", 2030, "--terima-usulan")[0] == 0
    assert Sasaran.objects.filter(versi__rencana__tahun=2030).count() == 17
    kode, keluar, _ = perintah("rencana-aksi", RENCANA, "--tahun", 2030, "--terima-usulan")
    assert kode == 0
    assert "tidak ada yang berubah" in keluar.lower()


def test_perintah_json_menyebut_setiap_sel(peragaan):
    kode, keluar, _ = perintah("iku", IKU, "--tahun", 2021, "--periksa", "--json")
    data = json.loads(keluar)
    assert kode == 0
    assert data["hitungan"]["tidak_terbaca"] == 0
    assert all(s["keadaan"] != "None" and (s["dipahami"] or s["sebab"]) for s in data["sel"])
    assert len(data["sel"]) == sum(data["hitungan"].values())


@pytest.mark.parametrize(
    ("argumen", "kata"),
    [
        (("rencana-aksi", "/tidak/ada.xlsx", "--tahun", "2025"), "tidak dapat dibaca"),
        (("lain", RENCANA, "--tahun", "2025"), "Sebutkan dokumennya"),
        (("iku", RENCANA, "--tahun", "dua"), "--tahun"),
    ],
)
def test_perintah_menolak_dengan_2_dan_kalimat(peragaan, argumen, kata):
    kode, _, galat = perintah(*argumen)
    assert kode == 2
    assert kata in galat
