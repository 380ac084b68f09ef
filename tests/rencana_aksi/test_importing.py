"""The agency's own Rencana Aksi becomes the plan of the fixture; other agencies' tables lose no cell."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest
import yaml

from bakesbang.importing.ledger import Fate
from bakesbang.kinerja.bentuk import IndikatorBaru
from bakesbang.reading.sources import ReadSource, read_file, read_text
from rencana_aksi.bentuk import SasaranBaru, sasaran_dari_data
from rencana_aksi.importing import ImportResult, understand
from tests.bakesbang.importing.files import (
    AKAR,
    MATRIKS,
    RENCANA,
    dari_sumber,
    kantor,
    matriks,
    terbaca,
    tidak_hilang,
)

# Columns whose tall cells are merged on the agency's paper: objectives and their indicators.
KOLOM_TINGGI = (0, 1, 2)


def fixture() -> list[SasaranBaru]:
    data = yaml.safe_load((AKAR / "fixtures/rencana_aksi_2024.yaml").read_text(encoding="utf-8"))
    return [sasaran_dari_data(s) for s in data["sasaran"]]


def datar(pohon: Iterable[SasaranBaru]) -> list[Any]:
    """Tree in reading order: texts, printed offices, offices, year target, and the quarter cells."""
    hasil = []
    for akar in pohon:
        for s in akar.telusuri():
            isi = [
                (
                    i.indikator.uraian,
                    i.penanggung_jawab_cetak,
                    frozenset(i.indikator.jabatan),
                    i.indikator.tahunan,
                    sel(i.indikator),
                )
                for i in s.indikator
            ]
            hasil.append((f"{len(s.anak)} {s.uraian}", isi))
    return hasil


def sel(i: IndikatorBaru) -> list[tuple[int, str, str, str]]:
    return [(tw, t.teks, t.penjelasan, str(t.jenis)) for tw, t in sorted(i.triwulan.items())]


def tahunan(i: IndikatorBaru) -> str:
    return i.tahunan.teks if i.tahunan else ""


def tempel(teks: str, **lain: object) -> ImportResult:
    return understand(read_text(teks), tahun=2024, offices=kantor(), **lain)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def sumber() -> ImportResult:
    return understand(terbaca(RENCANA), tahun=2024, offices=kantor())


def test_sumber_yang_ditempel_menjadi_rencana_fixture(sumber: ImportResult) -> None:
    assert datar(sumber.tree) == datar(fixture())
    assert (sumber.nama_cetak, sumber.tahun) == ("BADAN KESATUAN BANGSA DAN POLITIK", 2024)


def test_usulan_sama_dengan_usulan_fixture(sumber: ImportResult) -> None:
    def usul(pohon: Iterable[SasaranBaru]) -> list[tuple[str, str, str, str]]:
        return [
            (i.indikator.uraian, i.indikator.polaritas, i.indikator.agregasi, i.indikator.frekuensi)
            for akar in pohon
            for s in akar.telusuri()
            for i in s.indikator
        ]

    assert usul(sumber.tree) == usul(fixture())


def test_enam_puluh_sel_46_bernilai_10_strip_4_kosong(sumber: ImportResult) -> None:
    teks = [
        t
        for akar in sumber.tree
        for s in akar.telusuri()
        for i in s.indikator
        for _, t, _, _ in sel(i.indikator)
    ]
    assert (len(teks), teks.count("-"), teks.count("")) == (60, 10, 4)


def test_setiap_sel_sumber_bernasib(sumber: ImportResult) -> None:
    assert tidak_hilang(sumber.ledger, terbaca(RENCANA)) == []
    assert sumber.ledger.count()[Fate.UNREAD] == 0


def test_blok_yang_bergeser_dikembalikan_dan_dilaporkan(sumber: ImportResult) -> None:
    [tanya] = [t for t in sumber.ledger.questions.values() if t.key.startswith("geser")]
    assert "4 baris" in tanya.sentence
    assert "3 kolom ke kanan" in tanya.sentence
    assert len(tanya.position) == 15
    nasib = sumber.ledger.cells[tanya.position[0]]
    assert nasib.text == "TW I = 1 kegiatan"
    assert nasib.meaning == ["TW I: 1 kegiatan"]
    assert "Digeser 3 kolom ke kiri." in nasib.reason


def test_tanda_tw_yang_rapat_dirapikan_sepuluh_kali(sumber: ImportResult) -> None:
    rapi = [n for n in sumber.ledger.cells.values() if any("TW III=" in s for s in n.reason)]
    assert len(rapi) == 10


def test_tiga_pertanyaan_dan_jawabannya_dipakai(sumber: ImportResult) -> None:
    kunci = [t.key for t in sumber.ledger.open_items]
    assert [k.split(":")[0] for k in kunci] == ["geser", "agregasi", "kosong"]
    hasil = understand(
        terbaca(RENCANA),
        tahun=2024,
        offices=kantor(),
        answers=dict(zip(kunci, ("ya", "akumulasi", "strip"), strict=True)),
    )
    assert hasil.ledger.open_items == []
    semua = {i.indikator.uraian: i.indikator for a in hasil.tree for s in a.telusuri() for i in s.indikator}
    assert semua["Jumlah laporan kejadian"].agregasi == "akumulasi"
    assert [t for _, t, _, _ in sel(semua["Jumlah surat keputusan yang diterbitkan"])] == ["5", "-", "-", "-"]


def test_jawaban_jangan_digeser_membuat_sel_tercatat_bukan_hilang() -> None:
    hasil = understand(terbaca(RENCANA), tahun=2024, offices=kantor(), answers={"geser:0:5": "tidak"})
    assert tidak_hilang(hasil.ledger, terbaca(RENCANA)) == []
    assert hasil.ledger.count()[Fate.UNREAD] > 0


def test_ejaan_aneh_disebut_dan_tidak_diubah(sumber: ImportResult) -> None:
    [nasib] = [n for n in sumber.ledger.cells.values() if "okonflik" in n.text]
    assert nasib.fate == Fate.WARNING
    assert "mungkin “konflik”" in nasib.reason[0]


def test_sel_yang_dibetulkan_orang_dipakai() -> None:
    letak = next(
        x for x, n in tempel(RENCANA.read_text(encoding="utf-8")).ledger.cells.items() if "okonflik" in n.text
    )
    hasil = understand(
        terbaca(RENCANA),
        tahun=2024,
        offices=kantor(),
        answers={f"sel:{letak[0]}:{letak[1]}:{letak[2]}": "Mendokumentasikan data konflik"},
    )
    teks = [
        p for a in hasil.tree for s in a.telusuri() for i in s.indikator for _, _, p, _ in sel(i.indikator)
    ]
    assert "Mendokumentasikan data konflik" in teks
    assert "Mendokumentasikan data okonflik" not in teks


@pytest.mark.parametrize("jenis", ["xlsx", "docx"])
def test_sumber_sebagai_berkas_dengan_sel_gabungan_sama(jenis: str) -> None:
    isi, nama = dari_sumber(RENCANA, jenis, KOLOM_TINGGI)
    hasil = understand(read_file(isi, nama), tahun=2024, offices=kantor())
    assert datar(hasil.tree) == datar(fixture())
    assert hasil.ledger.count()[Fate.UNREAD] == 0


def test_masukan_yang_sama_memberi_hasil_yang_sama(sumber: ImportResult) -> None:
    lagi = understand(terbaca(RENCANA), tahun=2024, offices=kantor())
    assert lagi.tree == sumber.tree
    assert [n.data() for n in lagi.ledger.cells.values()] == [n.data() for n in sumber.ledger.cells.values()]


# ── other agencies ──
@pytest.mark.parametrize("berkas", MATRIKS, ids=lambda b: b.stem[8:22])
@pytest.mark.parametrize("triwulan", ["sel", "kolom", "baris", "periode"])
def test_tabel_instansi_lain_tidak_kehilangan_sel(berkas: object, triwulan: str) -> None:
    isi = read_file(matriks(berkas, triwulan), "matriks.xlsx")  # type: ignore[arg-type]
    hasil = understand(isi, tahun=2024)
    assert tidak_hilang(hasil.ledger, isi) == []
    assert hasil.ledger.count()[Fate.UNREAD] == 0
    assert hasil.indikator_count > 5


def test_bandung_bertingkat_menurut_nomornya_dan_dananya_menjadi_catatan() -> None:
    hasil = understand(read_file(matriks(MATRIKS[0]), "a.xlsx"), tahun=2024)
    [unsur] = hasil.tree
    assert [s.uraian.split()[0] for s in unsur.anak] == ["PROGRAM"] * 6
    gaji = unsur.anak[0].anak[0].anak[0]
    assert gaji.uraian == "Penyediaan Gaji dan Tunjangan ASN"
    assert "10.539.731.280" in gaji.catatan
    assert "Kota Bandung" in gaji.catatan
    assert tahunan(gaji.indikator[0].indikator) == "42 Orang/bulan"


def test_boyolali_bulan_menjadi_triwulan_dan_bulannya_tetap_tertulis() -> None:
    hasil = understand(read_file(matriks(MATRIKS[1]), "a.xlsx"), tahun=2026)
    i = hasil.tree[0].indikator[2].indikator
    assert [t for _, t, _, _ in sel(i)] == ["0", "50", "67", "100"]
    assert i.triwulan[2].penjelasan == "Target bulanan: April 50; Mei 50; Juni 50"


@pytest.mark.parametrize("triwulan", ["sel", "kolom", "baris", "periode"])
def test_deli_serdang_empat_cara_menulis_triwulan_memberi_target_yang_sama(triwulan: str) -> None:
    hasil = understand(read_file(matriks(MATRIKS[2], triwulan), "a.xlsx"), tahun=2024)
    semua = [(i.indikator.uraian, i.indikator.satuan, tahunan(i.indikator), [t for _, t, _, _ in sel(i.indikator)]) for a in hasil.tree for s in a.telusuri() for i in s.indikator]  # fmt: skip
    assert len(semua) == 8
    assert ("Indeks Keluarga Sehat (IKS)", "Poin", "0.70", ["0.71"] * 4) in semua
    assert (
        "Persentase fasilitas pelayanan kesehatan yang terakreditasi",
        "%",
        "95,00",
        ["97,00"] * 4,
    ) in semua


# ── general rules ──
KEPALA = "SASARAN KEGIATAN\tINDIKATOR\tTARGET\tPENJELASAN\tPENANGGUNG JAWAB"


def test_kolom_dengan_urutan_sendiri() -> None:
    hasil = tempel(
        "Penanggung Jawab\tSasaran Strategis\tTarget Tahunan\tIndikator Kinerja\nKabid Poldagri\tMenguatnya demokrasi\t80\tIndeks demokrasi"
    )
    [s] = hasil.tree
    assert s.uraian == "Menguatnya demokrasi"
    assert tahunan(s.indikator[0].indikator) == "80"
    assert s.indikator[0].indikator.jabatan == ("kabid-poldagri",)


def test_kepala_dua_baris_dengan_kelompok_target_dan_nomor_kolom() -> None:
    hasil = tempel(
        "No\tSasaran\tIndikator\tTarget\t\t\t\tPJ\n\t\t\tTW I\tTW II\tTW III\tTW IV\t\n1\t2\t3\t4\t5\t6\t7\t8\n1\tMenguatnya A\tJumlah B\t1\t2\t3\t4\tSekretaris"
    )
    [s] = hasil.tree
    assert [t for _, t, _, _ in sel(s.indikator[0].indikator)] == ["1", "2", "3", "4"]
    assert hasil.ledger.count()[Fate.UNREAD] == 0


def test_empat_triwulan_dalam_satu_sel() -> None:
    hasil = tempel(
        f'{KEPALA}\nTersedianya A\tJumlah B\t"TW I = 1\nTW II = -\nTriwulan III: 3 orang\nTW IV ="\t\tSekretaris'
    )
    [s] = hasil.tree
    assert [t for _, t, _, _ in sel(s.indikator[0].indikator)] == ["1", "-", "3 orang", ""]


def test_beberapa_indikator_dalam_satu_sel_dipisah_dengan_targetnya() -> None:
    hasil = tempel(
        'Sasaran\tIndikator\tTarget\nMenguatnya A\t"1. Jumlah B\n2. Persentase C"\t"1. 5 orang\n2. 80%"'
    )
    [s] = hasil.tree
    assert [(i.indikator.uraian, tahunan(i.indikator)) for i in s.indikator] == [
        ("Jumlah B", "5 orang"),
        ("Persentase C", "80%"),
    ]


def test_kepala_yang_diulang_dan_potongan_halaman_tidak_menjadi_isi() -> None:
    hasil = tempel(
        "Sasaran\tIndikator\tTarget\nMenguatnya kerja\tJumlah B yang\t5\n\n\nSasaran\tIndikator\tTarget\nsama antar bidang\tditangani\t\nTerjaganya C\tJumlah D\t6"
    )
    assert [s.uraian for s in hasil.tree] == ["Menguatnya kerja sama antar bidang", "Terjaganya C"]
    assert hasil.tree[0].indikator[0].indikator.uraian == "Jumlah B yang ditangani"


def test_induk_yang_ditulis_ulang_tiap_baris_tetap_satu() -> None:
    hasil = tempel(
        "Sasaran Strategis\tProgram\tIndikator\tTarget\nA besar\tProgram B\tJumlah C\t1\nA besar\tProgram B\tJumlah D\t2\nA besar\tProgram E\tJumlah F\t3"
    )
    [s] = hasil.tree
    assert [(x.uraian, len(x.indikator)) for x in s.anak] == [("Program B", 2), ("Program E", 1)]


def test_titik_ribuan_ditanyakan_dan_jawabannya_disimpan() -> None:
    teks = "Sasaran\tIndikator\tTarget\nMenguatnya A\tJumlah B\t1.500 orang"
    [tanya] = tempel(teks).ledger.open_items
    assert tanya.key.startswith("ragu:")
    hasil = tempel(teks, answers={tanya.key: "ribuan"})
    assert getattr(hasil.tree[0].indikator[0].indikator.tahunan, "tafsir", "") == "ribuan"


def test_delapan_belas_kegiatan_tidak_pernah_menjadi_nol() -> None:
    hasil = tempel(
        "Sasaran\tIndikator\tTW 1\tTW 2\tTW 3\tTW 4\nMenguatnya A\tJumlah B\t-\t18 kegiatan\tN/A\t0"
    )
    assert [t for _, t, _, _ in sel(hasil.tree[0].indikator[0].indikator)] == [
        "-",
        "18 kegiatan",
        "N/A",
        "0",
    ]


def test_blok_tanda_tangan_dan_baris_jumlah_tercatat() -> None:
    hasil = tempel(
        "Sasaran\tIndikator\tTarget\tAnggaran\nMenguatnya A\tJumlah B\t5\t1.000.000\nJUMLAH\t\t\t1.000.000\n\t\tMojokerto, 2 Januari 2024\t\n\t\tKepala Badan\t\n\t\tNIP 197003121995032001\t"
    )
    assert len(hasil.tree) == 1
    assert "Anggaran: 1.000.000" in hasil.tree[0].catatan
    assert hasil.ledger.count()[Fate.UNREAD] == 0


def test_jabatan_tak_dikenal_ditanyakan_dan_tulisannya_disimpan() -> None:
    teks = "Sasaran\tIndikator\tTarget\tPelaksana\nMenguatnya A\tJumlah B\t5\tTim Terpadu"
    hasil = tempel(teks)
    [tanya] = hasil.ledger.open_items
    assert tanya.key == "jabatan:tim terpadu"
    [i] = tempel(teks, answers={tanya.key: "sekretaris"}).tree[0].indikator
    assert (i.penanggung_jawab_cetak, i.indikator.jabatan) == ("Tim Terpadu", ("sekretaris",))


def test_kolom_yang_diatur_orang_mengalahkan_judulnya() -> None:
    teks = "Sasaran\tIndikator\tHarapan\nMenguatnya A\tJumlah B\t5"
    assert "Harapan: 5" in tempel(teks).tree[0].catatan
    hasil = tempel(teks, mapping={"0:2": "target"})
    assert tahunan(hasil.tree[0].indikator[0].indikator) == "5"


def test_berkas_tanpa_tabel_rencana_melaporkan_semua_selnya() -> None:
    hasil = tempel("halo\tdunia\n1\t2")
    assert hasil.tree == ()
    assert tidak_hilang(hasil.ledger, read_text("halo\tdunia\n1\t2")) == []


def test_tabel_word_yang_terbelah_halaman_berlanjut(sumber: ImportResult) -> None:
    [petak] = terbaca(RENCANA).grids
    belah = 20
    dua = ReadSource(
        (
            replace(petak, rows=petak.rows[:belah]),
            replace(petak, name="Tabel 2", rows=petak.rows[belah:], before=()),
        )
    )
    assert datar(understand(dua, tahun=2024, offices=kantor()).tree) == datar(sumber.tree)


# ── forms that agencies print ──
def ringkas(hasil: ImportResult) -> list[tuple[str, str, list[str]]]:
    return [
        (s.uraian, i.indikator.uraian, [t for _, t, _, _ in sel(i.indikator)])
        for akar in hasil.tree
        for s in akar.telusuri()
        for i in s.indikator
    ]


def test_angka_romawi_polos_di_bawah_target_triwulan() -> None:
    hasil = tempel(
        "Sasaran\tIndikator\tSatuan\tTarget Triwulan\t\t\t\tPJ\n\t\t\tI\tII\tIII\tIV\t\nA\tB\tIndeks\t-\t40\t60\t80\tSekretaris"
    )
    assert ringkas(hasil) == [("A", "B", ["-", "40", "60", "80"])]
    assert hasil.ledger.count()[Fate.UNREAD] == 0


def test_bulan_ketiga_keenam_kesembilan_dan_keduabelas_adalah_triwulan() -> None:
    assert ringkas(tempel("Sasaran\tIndikator\tTarget\tB03\tB06\tB09\tB12\nA\tB\t4\t1\t2\t3\t4")) == [
        ("A", "B", ["1", "2", "3", "4"])
    ]


def test_anggaran_di_sela_triwulan_menjadi_catatan_dan_kode_nomenklatur_memberi_jenjang() -> None:
    hasil = tempel(
        "Program/Kegiatan\tIndikator\tTarget\tTW I\t\tTW II\t\tTW III\t\tTW IV\t\n\t\t\tTarget\tRp\tTarget\tRp\tTarget\tRp\tTarget\tRp\n"
        "8.01.02 Program A\tB\t80%\t20%\t100\t40%\t200\t60%\t300\t80%\t400\n8.01.02.2.01 Kegiatan C\tD\t10\t1\t1\t2\t2\t3\t3\t4\t4"
    )
    [program] = hasil.tree
    assert (program.kode_nomenklatur, program.anak[0].kode_nomenklatur) == ("8.01.02", "8.01.02.2.01")
    assert "TW IV Rp: 400" in program.catatan
    assert ringkas(hasil)[0] == ("Program A", "B", ["20%", "40%", "60%", "80%"])


def test_langkah_rencana_aksi_memiliki_targetnya_sendiri() -> None:
    hasil = tempel(
        "Sasaran\tIndikator\tTarget\tRencana Aksi\tTW I\tTW II\tTW III\tTW IV\nA\tB\t75\tMenyusun\t1 dok\t\t\t\n\t\t\tMelapor\t\t\t\t1 lap"
    )
    assert ringkas(hasil) == [
        ("A", "B", []),
        ("Menyusun", "Menyusun", ["1 dok", "", "", ""]),
        ("Melapor", "Melapor", ["", "", "", "1 lap"]),
    ]


def test_nomor_bertitik_memberi_jenjang_dalam_satu_kolom() -> None:
    hasil = tempel(
        "No\tUraian\tIndikator\tTarget\n1\tA\tIA\t1\n1.1\tB\tIB\t2\n1.1.1\tC\tIC\t3\n1.2\tD\tID\t4\n2\tE\tIE\t5"
    )
    assert [(s.uraian, [a.uraian for a in s.anak]) for s in hasil.tree] == [("A", ["B", "D"]), ("E", [])]
    assert hasil.tree[0].anak[0].anak[0].uraian == "C"


def test_triwulan_sebagai_baris_dengan_penjelasannya() -> None:
    hasil = tempel(
        "Sasaran\tIndikator\tTriwulan\tTarget\tRencana Aksi\nA\tB\tI\t1 kali\tRapat\n\t\tII\t-\t\n\t\tIII\t2 kali\tSurvei\n\t\tIV\t1 laporan\tLapor"
    )
    assert sel(hasil.tree[0].indikator[0].indikator) == [
        (1, "1 kali", "Rapat", "tahapan"),
        (2, "-", "", "tahapan"),
        (3, "2 kali", "Survei", "tahapan"),
        (4, "1 laporan", "Lapor", "nilai"),
    ]


def test_jumlah_triwulan_yang_sama_dengan_target_tahun_adalah_akumulasi() -> None:
    hasil = tempel("Sasaran\tIndikator\tTarget\tTW I\tTW II\tTW III\tTW IV\nA\tB\t8\t2\t2\t2\t2")
    assert hasil.tree[0].indikator[0].indikator.agregasi == "akumulasi"
    assert hasil.ledger.open_items == []


def test_tabel_kedua_di_lembar_yang_sama_dibaca_dengan_kepalanya_sendiri() -> None:
    teks = "Sasaran\tIndikator\tTarget\nA\tB\t5\n\nTarget\tIndikator\tSasaran\n6\tD\tC\n\nNo.\tProgram\tAnggaran\n1\tProgram E\t1.000"
    hasil = tempel(teks)
    assert [
        (s.uraian, i.indikator.uraian, tahunan(i.indikator)) for s in hasil.tree for i in s.indikator
    ] == [("A", "B", "5"), ("C", "D", "6")]
    assert len(hasil.tree) == 2
    assert tidak_hilang(hasil.ledger, read_text(teks)) == []
    assert any("Tabel lain" in n.meaning[0] for n in hasil.ledger.cells.values() if n.text == "Program E")
