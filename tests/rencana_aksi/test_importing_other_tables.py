"""Tables of many agencies' layouts: what each must be understood as stands beside it in data/*.txt."""

import pytest
from django.core.management import call_command
from django.utils import timezone

import iku.importing
import rencana_aksi.importing
from bakesbang.beranda.instansi import salin_rencana
from bakesbang.import_wizard import documents as impor
from bakesbang.importing.ledger import Fate
from bakesbang.organisasi.models import Instansi
from bakesbang.reading.sources import ReadSource, read_file
from rencana_aksi.pohon import muat, telusuri
from rencana_aksi.tabel import tabel
from tests.bakesbang.importing.files import kantor, tidak_hilang
from tests.bakesbang.importing.other_tables import MAP, baca_tabel, berkas, uraikan

NAMA = sorted(p.stem for p in MAP.glob("*.txt"))


def terbaca(nama: str) -> ReadSource:
    return read_file(*berkas(baca_tabel(f"{nama}.txt"), nama))


def dokumen(nama: str) -> str:
    return "iku" if "_iku_" in nama else "rencana-aksi"


@pytest.mark.parametrize("nama", NAMA)
def test_tabel_dipahami_seperti_tertulis_di_sampingnya(nama: str) -> None:
    modul = iku.importing if dokumen(nama) == "iku" else rencana_aksi.importing
    sumber = terbaca(nama)
    hasil = modul.understand(sumber, tahun=2025, offices=kantor())
    assert uraikan(hasil) == baca_tabel(f"{nama}.txt").harapan
    assert tidak_hilang(hasil.ledger, sumber) == []
    assert hasil.ledger.count()[Fate.UNREAD] == 0


def tempelan(*baris: str) -> ReadSource:
    return read_file("\n".join(baris).encode(), "tempelan.txt")


def test_tabel_sebanyak_apa_pun_di_satu_lembar_dibaca() -> None:
    judul = ("Sasaran\tIndikator\tTarget\tSatuan", "Indikator\tSatuan\tSasaran\tTarget")
    isi = ("Sasaran {n}a\tJumlah {n}b\t1\tkali", "Jumlah {n}b\tkali\tSasaran {n}a\t1")
    sumber = tempelan(*(x.format(n=n) for n in range(1_200) for x in (judul[n % 2], isi[n % 2])))
    hasil = rencana_aksi.importing.understand(sumber, tahun=2025, offices=kantor())
    assert (len(hasil.reading.headers), hasil.indikator_count) == (1_200, 1_200)


def test_sel_periode_yang_panjang_bukan_nama_triwulan() -> None:
    isi = (f"Sasaran {n}a\tJumlah {n}b\t{'; ' * 9_000}\t1" for n in range(40))
    hasil = rencana_aksi.importing.understand(
        tempelan("Sasaran\tIndikator\tPeriode\tTarget", *isi), tahun=2025, offices=kantor()
    )
    assert hasil.indikator_count == 40


def test_jenjang_yang_ditulis_dalam_blok_besar_diusulkan_ke_induk_yang_paling_mirip() -> None:
    kata = [f"{a}{b}" for a in ("Pangan", "Jalan", "Air", "Guru", "Desa") for b in "abcdefghijklmnopqrst"]
    program = (f"Program\tMeningkatnya {k} daerah\tIndeks {k}\t{n}" for n, k in enumerate(kata))
    kegiatan = (
        f"Kegiatan\tTerlaksananya {k} daerah kota\tJumlah {k}\t{n}" for n, k in enumerate(reversed(kata))
    )
    hasil = rencana_aksi.importing.understand(
        tempelan("Jenjang\tSasaran\tIndikator\tTarget", *program, *kegiatan), tahun=2025, offices=kantor()
    )
    induk = {s.text.split()[1]: [a.text.split()[1] for a in s.children] for s in hasil.reading.roots}
    assert induk == {k: [k] for k in kata}


@pytest.mark.parametrize(
    "peran", ["tw:²", "tw:9", "tw:0", "bulan:13", "bulan:0", "sasaran:²", "penjelasan:77"]
)
def test_kolom_yang_diatur_ke_peran_yang_tidak_ada_tidak_merusak_bacaan(peran: str) -> None:
    sumber = tempelan("Sasaran\tIndikator\tTarget\tSatuan", "Meningkatnya x\tJumlah y\t7\tkali")
    hasil = rencana_aksi.importing.understand(sumber, tahun=2025, offices=kantor(), mapping={"0:2": peran})
    assert hasil.indikator_count == 1
    assert tidak_hilang(hasil.ledger, sumber) == []


def simpan(peragaan, nama: str):
    tujuan, sumber = impor.DESTINATIONS[dokumen(nama)], terbaca(nama)
    p = impor.check(tujuan, peragaan.instansi, 2030, sumber)
    p = impor.check(tujuan, peragaan.instansi, 2030, sumber, answers=impor.accept_proposals(p.ledger))
    return impor.save(
        p, peragaan.instansi, 2030, berkas=None, oleh=peragaan.pengguna("penyusun"), now=timezone.now()
    )


@pytest.mark.parametrize("nama", NAMA)
def test_disimpan_lalu_diimpor_lagi_tidak_mengubah_apa_pun(peragaan, nama: str) -> None:
    versi, beda = simpan(peragaan, nama)
    assert beda is None
    lagi, beda = simpan(peragaan, nama)
    assert (lagi, beda.exists, beda.items) == (versi, False, [])


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
    hasil = rencana_aksi.importing.understand(sumber, tahun=2025)
    kunci = [k for k in hasil.reading.headers if "." in k]
    assert len(kunci) == 1
    diatur = rencana_aksi.importing.understand(
        sumber, tahun=2025, mapping={f"{kunci[0]}:4": "abaikan", f"{kunci[0]}:3": "tw:1"}
    )
    kegiatan = [i.indikator for a in diatur.tree for s in a.anak for i in s.indikator]
    assert {i.triwulan[1].teks for i in kegiatan} == {"400 unit", "12.000 unit"}
    assert next(i.indikator.tahunan for a in diatur.tree for i in a.indikator) is not None


def test_kertas_yang_dicetak_kembali_sama(peragaan, tmp_path) -> None:
    """The printed sheet repeats a parent with "(lanjutan)" on its next page; it is the same one."""
    berkas_cetak = tmp_path / "kertas.xlsx"
    call_command("cetak", "rencana-aksi", "--tahun", "2024", "--xlsx", str(berkas_cetak))
    sumber = read_file(berkas_cetak.read_bytes(), "kertas.xlsx")
    assert any("(lanjutan)" in s.text for b in sumber.grids[0].rows for s in b)
    assert sumber.notes == ("Lembar “Data” mengulang angka lembar “Kertas”, tidak dibaca.",)
    tujuan = impor.DESTINATIONS["rencana-aksi"]
    p = impor.check(tujuan, peragaan.instansi, 2024, sumber)
    p = impor.check(tujuan, peragaan.instansi, 2024, sumber, answers=impor.accept_proposals(p.ledger))
    assert p.changes_nothing, p.differences
