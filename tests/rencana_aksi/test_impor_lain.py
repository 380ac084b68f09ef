"""Tables of many agencies' layouts: what each must be understood as stands beside it in data_impor/*.txt."""

import pytest
from django.core.management import call_command
from django.utils import timezone

import iku.impor
import rencana_aksi.impor
from bakesbang.beranda import impor
from bakesbang.beranda.instansi import salin_rencana
from bakesbang.dokumen.baca import Terbaca, baca_berkas
from bakesbang.kinerja.impor.lapor import Keadaan
from bakesbang.organisasi.models import Instansi
from rencana_aksi.pohon import muat, telusuri
from rencana_aksi.tabel import tabel
from tests.bakesbang.kinerja.berkas_impor import kantor, tidak_hilang
from tests.bakesbang.kinerja.tabel_lain import MAP, baca_tabel, berkas, uraikan

NAMA = sorted(p.stem for p in MAP.glob("*.txt"))


def terbaca(nama: str) -> Terbaca:
    return baca_berkas(*berkas(baca_tabel(f"{nama}.txt"), nama))


def dokumen(nama: str) -> str:
    return "iku" if "_iku_" in nama else "rencana-aksi"


@pytest.mark.parametrize("nama", NAMA)
def test_tabel_dipahami_seperti_tertulis_di_sampingnya(nama: str) -> None:
    modul = iku.impor if dokumen(nama) == "iku" else rencana_aksi.impor
    sumber = terbaca(nama)
    hasil = modul.pahami(sumber, tahun=2025, kantor=kantor())
    assert uraikan(hasil) == baca_tabel(f"{nama}.txt").harapan
    assert tidak_hilang(hasil.buku, sumber) == []
    assert hasil.buku.hitung()[Keadaan.TIDAK_TERBACA] == 0


def tempelan(*baris: str) -> Terbaca:
    return baca_berkas("\n".join(baris).encode(), "tempelan.txt")


def test_tabel_sebanyak_apa_pun_di_satu_lembar_dibaca() -> None:
    judul = ("Sasaran\tIndikator\tTarget\tSatuan", "Indikator\tSatuan\tSasaran\tTarget")
    isi = ("Sasaran {n}a\tJumlah {n}b\t1\tkali", "Jumlah {n}b\tkali\tSasaran {n}a\t1")
    sumber = tempelan(*(x.format(n=n) for n in range(1_200) for x in (judul[n % 2], isi[n % 2])))
    hasil = rencana_aksi.impor.pahami(sumber, tahun=2025, kantor=kantor())
    assert (len(hasil.bacaan.kepala), hasil.jumlah_indikator) == (1_200, 1_200)


def test_sel_periode_yang_panjang_bukan_nama_triwulan() -> None:
    isi = (f"Sasaran {n}a\tJumlah {n}b\t{'; ' * 9_000}\t1" for n in range(40))
    hasil = rencana_aksi.impor.pahami(
        tempelan("Sasaran\tIndikator\tPeriode\tTarget", *isi), tahun=2025, kantor=kantor()
    )
    assert hasil.jumlah_indikator == 40


def test_jenjang_yang_ditulis_dalam_blok_besar_diusulkan_ke_induk_yang_paling_mirip() -> None:
    kata = [f"{a}{b}" for a in ("Pangan", "Jalan", "Air", "Guru", "Desa") for b in "abcdefghijklmnopqrst"]
    program = (f"Program\tMeningkatnya {k} daerah\tIndeks {k}\t{n}" for n, k in enumerate(kata))
    kegiatan = (
        f"Kegiatan\tTerlaksananya {k} daerah kota\tJumlah {k}\t{n}" for n, k in enumerate(reversed(kata))
    )
    hasil = rencana_aksi.impor.pahami(
        tempelan("Jenjang\tSasaran\tIndikator\tTarget", *program, *kegiatan), tahun=2025, kantor=kantor()
    )
    induk = {s.teks.split()[1]: [a.teks.split()[1] for a in s.anak] for s in hasil.bacaan.akar}
    assert induk == {k: [k] for k in kata}


@pytest.mark.parametrize(
    "peran", ["tw:²", "tw:9", "tw:0", "bulan:13", "bulan:0", "sasaran:²", "penjelasan:77"]
)
def test_kolom_yang_diatur_ke_peran_yang_tidak_ada_tidak_merusak_bacaan(peran: str) -> None:
    sumber = tempelan("Sasaran\tIndikator\tTarget\tSatuan", "Meningkatnya x\tJumlah y\t7\tkali")
    hasil = rencana_aksi.impor.pahami(sumber, tahun=2025, kantor=kantor(), pemetaan={"0:2": peran})
    assert hasil.jumlah_indikator == 1
    assert tidak_hilang(hasil.buku, sumber) == []


def simpan(peragaan, nama: str):
    tujuan, sumber = impor.TUJUAN[dokumen(nama)], terbaca(nama)
    p = impor.periksa(tujuan, peragaan.instansi, 2030, sumber)
    p = impor.periksa(tujuan, peragaan.instansi, 2030, sumber, jawaban=impor.terima_usulan(p.buku))
    return impor.simpan(
        p, peragaan.instansi, 2030, berkas=None, oleh=peragaan.pengguna("penyusun"), waktu=timezone.now()
    )


@pytest.mark.parametrize("nama", NAMA)
def test_disimpan_lalu_diimpor_lagi_tidak_mengubah_apa_pun(peragaan, nama: str) -> None:
    versi, beda = simpan(peragaan, nama)
    assert beda is None
    lagi, beda = simpan(peragaan, nama)
    assert (lagi, beda.ada, beda.daftar) == (versi, False, [])


@pytest.mark.parametrize(
    ("nama", "jenjang", "judul"),
    [
        ("28_kelompok_program_kiri", [2, 3, 4, 4, 3, 2], ["sasaran program", "sasaran kegiatan", "sasaran subkegiatan"]),
        ("04_bulan_per_triwulan", [3, 3], ["sasaran kegiatan"]),
        ("13_dua_rencana", [1, 3, 1, 3], ["Sasaran strategis", "sasaran kegiatan"]),
        ("08_nomor_bertingkat", [1, 2, 3, 3, 2, 1, 2], ["Sasaran strategis", "sasaran program", "sasaran kegiatan"]),
    ],
)  # fmt: skip
def test_jenjang_yang_tertulis_tetap_jenjangnya(
    peragaan, nama: str, jenjang: list[int], judul: list[str]
) -> None:
    versi, _ = simpan(peragaan, nama)
    pohon = muat(versi)
    assert [s.jenjang for s in telusuri(pohon)] == jenjang
    assert [k.judul for k in tabel(pohon).kolom if k.kunci.startswith("sasaran")] == judul
    lain = Instansi.objects.create(kode="lain", nama="Badan Lain")
    salinan = salin_rencana(
        sumber=versi, instansi=lain, tahun=2030, dengan_target=True, oleh=peragaan.pengguna("penyusun"), waktu=timezone.now()
    )  # fmt: skip
    assert [s.jenjang for s in telusuri(muat(salinan))] == jenjang


def test_kegiatan_yang_ditambahkan_ke_draf_tetap_kegiatan(peragaan) -> None:
    """The second import adds to the draf there is, through the acts of the editor."""
    simpan(peragaan, "08_nomor_bertingkat")
    versi, beda = simpan(peragaan, "04_bulan_per_triwulan")
    assert beda is not None
    assert set(versi.sasaran.filter(uraian="Patroli wilayah").values_list("jenjang", "induk")) == {(3, None)}


def test_kolom_tabel_kedua_di_lembar_yang_sama_dapat_diatur() -> None:
    sumber = terbaca("13_dua_rencana")
    hasil = rencana_aksi.impor.pahami(sumber, tahun=2025)
    kunci = [k for k in hasil.bacaan.kepala if "." in k]
    assert len(kunci) == 1
    diatur = rencana_aksi.impor.pahami(
        sumber, tahun=2025, pemetaan={f"{kunci[0]}:4": "abaikan", f"{kunci[0]}:3": "tw:1"}
    )
    kegiatan = [i.indikator for a in diatur.pohon for s in a.anak for i in s.indikator]
    assert {i.triwulan[1].teks for i in kegiatan} == {"400 unit", "12.000 unit"}
    assert next(i.indikator.tahunan for a in diatur.pohon for i in a.indikator) is not None


def test_kertas_yang_dicetak_kembali_sama(peragaan, tmp_path) -> None:
    """The printed sheet repeats a parent with "(lanjutan)" on its next page; it is the same one."""
    berkas_cetak = tmp_path / "kertas.xlsx"
    call_command("cetak", "rencana-aksi", "--tahun", "2024", "--xlsx", str(berkas_cetak))
    sumber = baca_berkas(berkas_cetak.read_bytes(), "kertas.xlsx")
    assert any("(lanjutan)" in s.teks for b in sumber.petak[0].baris for s in b)
    assert sumber.catatan == ("Lembar “Data” mengulang angka lembar “Kertas”, tidak dibaca.",)
    tujuan = impor.TUJUAN["rencana-aksi"]
    p = impor.periksa(tujuan, peragaan.instansi, 2024, sumber)
    p = impor.periksa(tujuan, peragaan.instansi, 2024, sumber, jawaban=impor.terima_usulan(p.buku))
    assert p.tidak_mengubah, p.selisih
