"""The forms that the nation uses, drawn from invented plans: six agencies per form, each with its own wording.

A form is a grid of rows in which ``<`` continues the cell to the left and ``^`` the one above, and the plan that must
come out of it, as ``judging.judge`` takes it."""

import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import openpyxl

YEAR = 2027
AREAS = (
    ("Arsip", "Kearsipan", "arsip", "2.24"),
    ("Pangan", "Ketahanan Pangan", "cadangan pangan", "2.09"),
    ("Olahraga", "Kepemudaan dan Olahraga", "atlet", "2.19"),
    ("Pustaka", "Perpustakaan", "pengunjung", "2.23"),
    ("Pelabuhan", "Perhubungan", "kendaraan", "2.15"),
    ("Tanaman", "Pertanian", "kelompok tani", "3.27"),
)


@dataclass
class Row:
    """One objective with its indicator: the level of its code (2 program, 3 kegiatan, 4 subkegiatan)."""

    level: int
    code: str
    name: str
    outcome: str
    indikator: str
    satuan: str
    target: str
    money: str
    parent: str = ""


@dataclass
class Plan:
    area: str
    bidang: str
    thing: str
    urusan: str
    sasaran: str = ""
    sasaran_indikator: str = ""
    sasaran_target: str = ""
    rows: list[Row] = field(default_factory=list)


def plans() -> list[Plan]:
    return [_plan(n, *area) for n, area in enumerate(AREAS)]


def _plan(seed: int, area: str, bidang: str, thing: str, urusan: str) -> Plan:
    rng = random.Random(seed)
    plan = Plan(area, bidang, thing, urusan)
    plan.sasaran = f"Meningkatnya kualitas {bidang.lower()} daerah"
    plan.sasaran_indikator, plan.sasaran_target = f"Indeks {bidang.lower()}", str(60 + seed)
    for p in range(1, 3):
        code = f"{urusan}.{p + 1:02}"
        program = f"Program {('Pengelolaan', 'Pembinaan')[p - 1]} {area}"
        plan.rows.append(
            Row(
                2,
                code,
                program,
                f"Meningkatnya {('tata kelola', 'mutu')[p - 1]} {thing}",
                f"Persentase {thing} yang {('tertata', 'terbina')[p - 1]}",
                "Persen",
                str(50 + 5 * p + seed),
                "900000000",
            )
        )
        for k in range(1, 3):
            kcode = f"{code}.2.{k:02}"
            kegiatan = f"{('Penataan', 'Penguatan')[k - 1]} {thing} wilayah {p}"
            plan.rows.append(
                Row(
                    3,
                    kcode,
                    kegiatan,
                    f"Terlaksananya {kegiatan[0].lower()}{kegiatan[1:]}",
                    f"Jumlah {thing} hasil {kegiatan[0].lower()}{kegiatan[1:]}",
                    "Unit",
                    str(rng.randint(4, 40)),
                    "500000000",
                    program,
                )
            )
            sub = f"{('Penyediaan', 'Pendampingan')[k - 1]} data {thing} wilayah {p}"
            plan.rows.append(
                Row(
                    4,
                    f"{kcode}.{k:04}",
                    sub,
                    f"Tersedianya data {thing} wilayah {p} tahap {k}",
                    f"Jumlah dokumen data {thing} wilayah {p} tahap {k}",
                    "Dokumen",
                    str(rng.randint(1, 9)),
                    "250000000",
                    kegiatan,
                )
            )
    return plan


@dataclass
class Form:
    name: str
    rows: list[list[str]]
    expected: dict[str, Any]
    title: tuple[str, ...] = ()

    @property
    def xlsx(self) -> bytes:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for line in self.title:
            sheet.append([line])
        start = sheet.max_row + 1 if self.title else 1
        width = max(map(len, self.rows))
        grid = [[*row, *[""] * (width - len(row))] for row in self.rows]
        for b, row in enumerate(grid):
            for k, text in enumerate(row):
                if text in ("", "<", "^"):
                    continue
                sheet.cell(start + b, k + 1, int(text) if text.isdigit() and len(text) < 12 else text)
                b2, k2 = b, k
                while k2 + 1 < width and row[k2 + 1] == "<":
                    k2 += 1
                while b2 + 1 < len(grid) and grid[b2 + 1][k] == "^":
                    b2 += 1
                if (b2, k2) != (b, k):
                    sheet.merge_cells(
                        start_row=start + b, end_row=start + b2, start_column=k + 1, end_column=k2 + 1
                    )
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


def _one(row: Row, *, nearest: str = "", satuan: str | None = None, target: str = "") -> list[Any]:
    return [nearest or row.name, row.indikator, target or row.target, None, satuan]


def _parents(plan: Plan) -> dict[str, str]:
    return {r.name: r.parent for r in plan.rows if r.parent}


def renstra_new(n: int, plan: Plan) -> Form:
    """Targets and funds per year, outcome and output sentences under coded rows."""
    years = [YEAR - 1, YEAR, YEAR + 1]
    money = ("PAGU", "PAGU (Rp)", "ANGGARAN", "PAGU INDIKATIF", "Rp", "PAGU")[n]
    head = [
        [
            "BIDANG URUSAN/ PROGRAM/ OUTCOME/ KEGIATAN/ SUBKEGIATAN/ OUTPUT",
            "INDIKATOR OUTCOME/ OUTPUT",
            f"BASELINE TAHUN {YEAR - 2}",
            "TARGET DAN PAGU INDIKATIF TAHUN",
            *["<"] * 5,
            "PERANGKAT DAERAH",
            "KETERANGAN",
        ],
        ["^", "^", "^", *[x for y in years for x in (str(y), "<")], "^", "^"],
        ["^", "^", "^", *["TARGET", money] * 3, "^", "^"],
    ]
    if n % 2:
        head.append([f"({c})" for c in range(1, 12)])
    body = [
        [
            f"{plan.urusan} - URUSAN PEMERINTAHAN BIDANG {plan.bidang.upper()}",
            "",
            "",
            "",
            "900000000",
            "",
            "950000000",
            "",
            "990000000",
            "",
            "",
        ]
    ]
    expected = []
    for r in plan.rows:
        body.append(
            [
                f"{r.code} - {r.name.upper() if r.level == 2 else r.name}",
                "",
                "",
                "",
                r.money,
                "",
                r.money,
                "",
                r.money,
                f"Dinas {plan.bidang}",
                "",
            ]
        )
        body.append([r.outcome, f"{r.indikator} ({r.satuan})", "1", "2", "", r.target, "", "77", "", "", ""])
        expected.append([r.outcome, f"{r.indikator} ({r.satuan})", r.target, None, None])
    return Form(
        "renstra_target_pagu",
        [*head, *body],
        {"jumlah": len(expected), "isi": expected, "induk": _parents(plan), "maks_tanya": 0},
    )


def renstra_older(n: int, plan: Plan) -> Form:
    """K and Rp per year beside tujuan, sasaran and a column of codes."""
    years = [YEAR - 1, YEAR, YEAR + 1]
    target, money = (
        ("K", "Rp"),
        ("Target", "Rp"),
        ("target", "Rp."),
        ("K", "Rp (juta)"),
        ("Target", "Pagu"),
        ("K", "Rp"),
    )[n]
    head = [
        [
            "Sasaran",
            "Kode",
            "Program, Kegiatan dan Sub Kegiatan",
            "Indikator Kinerja Program (outcome) dan Kegiatan (output)",
            "Satuan",
            "Data Capaian pada Tahun Awal Perencanaan",
            "Target Kinerja Program dan Kerangka Pendanaan",
            *["<"] * 5,
            "Kondisi Kinerja pada Akhir Periode Renstra",
            "<",
            "Unit Kerja Penanggung Jawab",
        ],
        ["^"] * 6 + [x for y in years for x in (f"Tahun {y}", "<")] + ["^", "<"] + ["^"],
        ["^"] * 6 + [target, money] * 3 + [target, money] + ["^"],
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"],
    ]
    head[1][12] = "^"
    body, expected = [], []
    for i, r in enumerate(plan.rows):
        body.append(
            [
                plan.sasaran if i == 0 else "^",
                r.code,
                r.name,
                r.indikator,
                r.satuan,
                "1",
                "2",
                r.money,
                r.target,
                r.money,
                "77",
                r.money,
                "99",
                r.money,
                "Sekretariat",
            ]
        )
        expected.append(_one(r, satuan=r.satuan))
    parents = _parents(plan) | {r.name: plan.sasaran for r in plan.rows if r.level == 2}
    return Form(
        "renstra_k_rp",
        [*head, *body],
        {"jumlah": len(expected), "isi": expected, "induk": parents, "maks_tanya": 0},
    )


def renja(n: int, plan: Plan) -> Form:
    head = [
        [
            "Kode",
            "Urusan/Bidang Urusan/Program/Kegiatan/Sub Kegiatan",
            "Indikator Kinerja Program/Kegiatan/Sub Kegiatan",
            f"Rencana Tahun {YEAR}",
            "<",
            "<",
            "<",
            "Catatan Penting",
            f"Prakiraan Maju Rencana Tahun {YEAR + 1}",
            "<",
        ],
        [
            "^",
            "^",
            "^",
            "Lokasi",
            "Target Capaian Kinerja",
            ("Kebutuhan Dana/Pagu Indikatif (Rp)", "Pagu Indikatif")[n % 2],
            "Sumber Dana",
            "^",
            "Target Capaian Kinerja",
            "Kebutuhan Dana/Pagu Indikatif",
        ],
    ]
    if n % 2 == 0:
        head.append(["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)", "(8)", "(9)", "(10)"])
    body, expected = [], []
    for r in plan.rows:
        words = f"{r.target} {r.satuan}"
        body.append([r.code, r.name, r.indikator, "Kota Contoh", words, r.money, "APBD", "", "99", r.money])
        expected.append(_one(r, target=words))
    return Form(
        "renja",
        [*head, *body],
        {"jumlah": len(expected), "isi": expected, "induk": _parents(plan), "maks_tanya": 0},
    )


def perjanjian(n: int, plan: Plan) -> Form:
    """The lampiran with its programs and money below, and the quarters of the rencana aksi."""
    quarters = (
        ("TW I", "TW II", "TW III", "TW IV"),
        ("Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV"),
        ("I", "II", "III", "IV"),
    )[n % 3]
    wide = n % 3 == 2
    head = [
        [
            "No",
            "Sasaran Strategis",
            "Indikator Kinerja",
            "Satuan",
            f"Target {YEAR}",
            *((["Target Triwulan", "<", "<", "<"]) if wide else quarters),
        ]
    ]
    if wide:
        head.append(["^"] * 5 + list(quarters))
    body = [
        [
            "1",
            plan.sasaran,
            plan.sasaran_indikator,
            "Indeks",
            plan.sasaran_target,
            "-",
            "-",
            "-",
            plan.sasaran_target,
        ],
        [
            "2",
            f"Meningkatnya akuntabilitas dinas {plan.bidang.lower()}",
            "Nilai SAKIP",
            "Nilai",
            "75",
            "-",
            "-",
            "-",
            "75",
        ],
    ]
    money = [
        [""],
        ["No", "Program", "Anggaran", "Keterangan"],
        *[[str(i), r.name, f"Rp {r.money}", "APBD"] for i, r in enumerate(plan.rows, 1) if r.level == 2],
        ["", "Jumlah", "Rp 1.800.000.000", ""],
    ]
    expected = [[b[1], b[2], b[4], b[5:9], b[3]] for b in body]
    return Form(
        "perjanjian_kinerja",
        [*head, *body, *money],
        {"jumlah": 2, "isi": expected, "maks_tanya": 0},
        (f"PERJANJIAN KINERJA TAHUN {YEAR}", f"DINAS {plan.bidang.upper()}"),
    )


def e81(n: int, plan: Plan) -> Form:
    quarter = ["Realisasi Kinerja Pada Triwulan", *["<"] * 7]
    head = [
        [
            "No",
            "Sasaran",
            "Program/Kegiatan",
            "Indikator Kinerja Program (outcome)/ Kegiatan (output)",
            "Satuan",
            "Target Renstra Perangkat Daerah (Akhir Periode)",
            "<",
            f"Realisasi Capaian Kinerja Renstra s.d. Renja Tahun Lalu ({YEAR - 1})",
            "<",
            f"Target Kinerja dan Anggaran Renja Tahun Berjalan ({YEAR}) yang dievaluasi",
            "<",
            *quarter,
            "Realisasi Capaian Kinerja dan Anggaran Renja yang dievaluasi",
            "<",
            "Tingkat Capaian Kinerja dan Realisasi Anggaran Renstra (%)",
            "<",
            "Unit Penanggung Jawab",
            "Ket",
        ],
        ["^"] * 11 + [x for q in ("I", "II", "III", "IV") for x in (q, "<")] + ["^"] * 6,
        ["^"] * 5 + ["K", "Rp"] * 3 + ["K", "Rp"] * 4 + ["K", "Rp"] * 2 + ["^", "^"],
        [
            "1",
            "2",
            "3",
            "4",
            "5",
            "6",
            "<",
            "7",
            "<",
            "8",
            "<",
            "9",
            "<",
            "10",
            "<",
            "11",
            "<",
            "12",
            "<",
            "13 = 9+10+11+12",
            "<",
            "14 = 13/6 x 100%",
            "<",
            "15",
            "16",
        ],
    ]
    for k in (6, 8, 10):
        head[1][k] = "^"
        head[1][k - 1] = "^"
    body, expected = [], []
    for i, r in enumerate(plan.rows):
        body.append(
            [
                str(i + 1),
                plan.sasaran if i == 0 else "^",
                f"{r.code} {r.name}" if n % 2 else r.name,
                r.indikator,
                r.satuan,
                "99",
                r.money,
                "3",
                r.money,
                r.target,
                r.money,
                "1",
                "1",
                "1",
                "1",
                "1",
                "1",
                "1",
                "1",
                "4",
                "4",
                "40",
                "40",
                "Sekretariat",
                "",
            ]
        )
        expected.append(_one(r, satuan=r.satuan))
    return Form(
        "e81",
        [*head, *body],
        {"jumlah": len(expected), "isi": expected, "maks_tanya": 0},
        ("Formulir E.81", f"Evaluasi terhadap Hasil Renja Tahun {YEAR}"),
    )


def pohon(n: int, plan: Plan) -> Form:
    """A tree as a nested table: parents merged over their children."""
    words = (
        ("Sasaran Strategis", "Program", "Kegiatan", "Sub Kegiatan"), ("Sasaran", "Sasaran Program", "Sasaran Kegiatan", "Sub Kegiatan"),
        ("Tujuan/Sasaran", "Outcome Program", "Output Kegiatan", "Output Sub Kegiatan"),
    )[n % 3]  # fmt: skip
    head = [[x for w in words for x in (w, f"Indikator {w}", "Target")]]
    body: list[list[str]] = []
    subs = [r for r in plan.rows if r.level == 4]
    by_name = {r.name: r for r in plan.rows}
    previous: list[str] = []
    expected = [[plan.sasaran, plan.sasaran_indikator, plan.sasaran_target, None, None]]
    for sub in subs:
        kegiatan = by_name[sub.parent]
        program = by_name[kegiatan.parent]
        full = [plan.sasaran, plan.sasaran_indikator, plan.sasaran_target]
        for r in (program, kegiatan, sub):
            full += [r.name, r.indikator, f"{r.target} {r.satuan}"]
        chain = [plan.sasaran, program.name, kegiatan.name, sub.name]
        body.append(["^" if previous[: k // 3 + 1] == chain[: k // 3 + 1] else t for k, t in enumerate(full)])
        previous = chain
    expected += [_one(r, target=f"{r.target} {r.satuan}") for r in plan.rows]
    parents = _parents(plan) | {r.name: plan.sasaran for r in plan.rows if r.level == 2}
    return Form(
        "pohon_kinerja",
        [*head, *body],
        {"jumlah": len(expected), "isi": expected, "induk": parents, "maks_tanya": 0},
    )


def monthly(n: int, plan: Plan) -> Form:
    short = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
    full = (
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    )
    months = (short, full, tuple(str(m) for m in range(1, 13)))[n % 3]
    if n % 3 == 2:
        head = [
            ["No", "Sasaran Kegiatan", "Indikator", "Satuan", "Target Tahunan", "Target Bulan", *["<"] * 11],
            ["^"] * 5 + list(months),
        ]
    else:
        head = [["No", "Sasaran Kegiatan", "Indikator", "Satuan", "Target Tahunan", *months]]
    body, expected = [], []
    for i, r in enumerate([x for x in plan.rows if x.level == 3], 1):
        each = str(i)
        body.append([str(i), r.name, r.indikator, r.satuan, str(12 * i), *[each] * 12])
        expected.append([r.name, r.indikator, str(12 * i), [str(3 * i)] * 4, r.satuan])
    return Form("bulanan", [*head, *body], {"jumlah": len(expected), "isi": expected, "maks_tanya": 0})


FORMS: Sequence[Callable[[int, Plan], Form]] = (
    renstra_new,
    renstra_older,
    renja,
    perjanjian,
    e81,
    pohon,
    monthly,
)


def all_forms() -> list[tuple[str, Form]]:
    return [(f"{make.__name__}-{n}", make(n, plan)) for make in FORMS for n, plan in enumerate(plans())]
