"""Small tables of our own for every kind of fault: other agencies, other words than the shared samples. A cell ``<``
continues the one to the left, ``^`` the one above."""

from tests.bakesbang.importing.national_forms import Form


def _form(name: str, rows: list[str], **expected: object) -> Form:
    return Form(
        name, [[c.strip().replace("\\n", "\n") for c in row.split("|")] for row in rows], dict(expected)
    )


def _row(
    sasaran: str,
    indikator: str,
    target: str | None,
    quarters: list[str] | None = None,
    satuan: str | None = None,
) -> list[object]:
    return [sasaran, indikator, target, quarters, satuan]


Q = ["10", "20", "30", "40"]
KINDS = (
    _form("number_row_of_letters", [
        "No | Tujuan Strategis | Tolok Ukur | Target 2027 | Triwulan I | Triwulan II | Triwulan III | Triwulan IV",
        "(a) | (b) | (c) | (d) | (e) | (f) | (g) | (h)",
        "1 | Terjaganya hutan kota | Luas hutan kota | 40 | 10 | 20 | 30 | 40",
    ], jumlah=1, isi=[_row("Terjaganya hutan kota", "Luas hutan kota", "40", Q)]),
    _form("number_row_with_formulas", [
        "No | Sasaran | Indikator | Satuan | Target | TW I | TW II | TW III | TW IV | Jumlah Anggaran",
        "1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 = 6+7+8 | 10 = (5 x 9)",
        "1 | Terjaganya hutan kota | Luas hutan kota | hektare | 40 | 10 | 20 | 30 | 40 | 500000",
    ], jumlah=1, isi=[_row("Terjaganya hutan kota", "Luas hutan kota", "40", Q, "hektare")]),
    _form("heading_below_the_numbers", [
        "No | Sasaran | Indikator | Satuan | Target dan Pagu Tahun 2027 | <",
        "1 | 2 | 3 | 4 | 5 | 6",
        " | | | | Target | Pagu (Rp)",
        "1 | Terjaganya hutan kota | Luas hutan kota | hektare | 40 | 7000000",
    ], jumlah=1, isi=[_row("Terjaganya hutan kota", "Luas hutan kota", "40", None, "hektare")]),
    _form("baselines", [
        "Sasaran | Indikator | Kondisi Awal (2025) | Target | < | < | Kondisi Akhir Renstra",
        "^ | ^ | ^ | 2026 | 2027 | 2028 | ^",
        "Terjaganya hutan kota | Luas hutan kota | 11 | 22 | 40 | 44 | 55",
    ], jumlah=1, isi=[_row("Terjaganya hutan kota", "Luas hutan kota", "40")]),
    _form("baseline_of_last_year", [
        "Sasaran Strategis | Indikator Kinerja Utama | Capaian Kinerja Tahun 2026 | Target 2027 | Target Akhir RPJMD",
        "Terjaganya hutan kota | Luas hutan kota | 11 | 40 | 55",
    ], jumlah=1, isi=[_row("Terjaganya hutan kota", "Luas hutan kota", "40")]),
    _form("money_words", [
        "No | Sasaran | Indikator | Kinerja dan Keuangan Tahun 2027 | < | Kinerja dan Keuangan per Triwulan | < | < | < | < | < | < | <",
        "^ | ^ | ^ | Kinerja | Keuangan | TW I | < | TW II | < | TW III | < | TW IV | <",
        "^ | ^ | ^ | ^ | ^ | K | Rp | K | Rp | K | Rp | K | Rp",
        "1 | Terjaganya hutan kota | Luas hutan kota | 40 | 9000 | 10 | 1000 | 20 | 2000 | 30 | 3000 | 40 | 3000",
    ], jumlah=1, isi=[_row("Terjaganya hutan kota", "Luas hutan kota", "40", Q)]),
    _form("quarters_in_one_cell", [
        "Sasaran | Indikator | Target 2027 | Rencana per Triwulan",
        "Terjaganya hutan kota | Luas hutan kota | 40 | Triwulan I : 10\\nTriwulan II : 20\\nTriwulan III : 30\\nTriwulan IV : 40",
    ], jumlah=1, isi=[_row("Terjaganya hutan kota", "Luas hutan kota", "40", Q)]),
    _form("unit_and_satuan", [
        "Sasaran | Indikator | Satuan | Target | Unit",
        "Terjaganya hutan kota | Luas hutan kota | hektare | 40 | Bidang Pertamanan",
        "Terjaganya sungai | Panjang sungai bersih | km | 7 | Bidang Sungai",
    ], jumlah=2, isi=[_row("Terjaganya sungai", "Panjang sungai bersih", "7", None, "km")]),
    _form("bidang_and_pelaksana", [
        "Bidang | Sasaran | Indikator | Target | Satuan | Pelaksana",
        "Pertamanan | Terjaganya hutan kota | Luas hutan kota | 40 | hektare | Kasi Hutan",
    ], jumlah=1, isi=[_row("Terjaganya hutan kota", "Luas hutan kota", "40", None, "hektare")]),
    _form("words_under_a_quarter", [
        "Sasaran | Indikator | Target | Triwulan I | < | < | Triwulan II | < | < | Triwulan III | < | < | Triwulan IV | < | <",
        "^ | ^ | ^ | Target | x | Rekomendasi | Target | x | Rekomendasi | Target | x | Rekomendasi | Target | x | Rekomendasi",
        "Terjaganya hutan kota | Luas hutan kota | 40 | 10 | 3 | tanam lagi | 20 | 4 | pagar | 30 | 5 | - | 40 | 6 | -",
    ], jumlah=1, isi=[_row("Terjaganya hutan kota", "Luas hutan kota", "40", Q)]),
    _form("merged_over_quarters", [
        "Sasaran | Indikator | Satuan | Target | TW I | TW II | TW III | TW IV",
        "Terjaganya hutan kota | Indeks hutan kota | Indeks | 70 | 70 | < | < | <",
    ], jumlah=1, isi=[_row("Terjaganya hutan kota", "Indeks hutan kota", "70", ["70"] * 4)]),
    _form("merged_down", [
        "No | Sasaran | Indikator | Satuan | Target | TW I | TW II | TW III | TW IV | PIC",
        "1 | Terjaganya hutan kota | Persentase pohon hidup | % | 40 | 10 | 20 | 30 | 40 | Sekretariat",
        "^ | ^ | Persentase pohon sehat | ^ | ^ | ^ | ^ | ^ | ^ | ^",
        "^ | ^ | Persentase pohon tua | ^ | ^ | ^ | ^ | ^ | ^ | ^",
    ], jumlah=3, isi=[_row("Terjaganya hutan kota", f"Persentase pohon {x}", "40", Q, "%") for x in ("hidup", "sehat", "tua")]),
    _form("same_name_complementary_quarters", [
        "No | Sasaran | Indikator | Satuan | TW I | TW II | TW III | TW IV",
        "1 | Terjaganya hutan kota | Jumlah patroli | kali | 2 | 2 | | ",
        "2 | Terjaganya hutan kota | Jumlah patroli | kali | | | 3 | 3",
    ], jumlah=2, tanya=True),
    _form("short_codes", [
        "Kode Rekening | Uraian | Indikator | Target 2027",
        "2.9.3 | Pengelolaan Hutan Kota | Persentase hutan terkelola | 40 %",
        "2.9.3.2.1 | Pemeliharaan Hutan | Jumlah hutan terpelihara | 4 lokasi",
        "2.9.3.2.1.7 | Penanaman Pohon | Jumlah pohon ditanam | 400 batang",
    ], induk={"Penanaman Pohon": "Pemeliharaan Hutan", "Pemeliharaan Hutan": "Pengelolaan Hutan Kota"}, jenjang={"Penanaman Pohon": 4}, maks_tanya=0),
    _form("codes_decide_in_blocks", [
        "Kode | Program/Kegiatan | Indikator | Target 2027",
        "2.09.02 | Program Hutan | Persentase hutan | 40 %",
        "2.09.03 | Program Sungai | Persentase sungai | 50 %",
        "2.09.02.2.01 | Pemeliharaan | Jumlah pohon | 4",
        "2.09.03.2.01 | Pengerukan | Jumlah sungai | 5",
    ], induk={"Pemeliharaan": "Program Hutan", "Pengerukan": "Program Sungai"}, maks_tanya=0),
    _form("english_thousands", [
        "Sasaran | Indikator | Satuan | Target | TW I | TW II | TW III | TW IV",
        "Terjaganya hutan kota | Jumlah pohon | batang | 1,250,000 | 250,000 | 250,000 | 250,000 | 500,000",
        "Terjaganya sungai | Nilai mutu air | nilai | 75.5 | - | - | - | 75.5",
    ], jumlah=2, isi=[_row("Terjaganya hutan kota", "Jumlah pohon", "1250000", ["250000", "250000", "250000", "500000"], "batang")]),
    _form("fractions_under_percent", [
        "Sasaran | Indikator | Satuan | Target | TW I | TW II | TW III | TW IV",
        "Terjaganya hutan kota | Persentase pohon hidup | Persen | 1 | 0,1 | 0,4 | 0,725 | 1",
    ], jumlah=1, isi=[_row("Terjaganya hutan kota", "Persentase pohon hidup", "100%", ["10%", "40%", "72,5%", "100%"])]),
)  # fmt: skip
