"""Documents to print in tests: the real plan of 2024, the real IKU of 2021, and plans of any size."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from bakesbang.calculation.formula import Rumus
from bakesbang.paper.document import (
    SAMBUNG,
    Butir,
    Cabang,
    Dokumen,
    Isian,
    IsiNilai,
    IsiRumus,
    IsiTeks,
    Kolom,
    KolomData,
    LembarData,
    Meta,
    TandaTangan,
    label_tw,
)
from bakesbang.paper.layout import susun

WIB = timezone(timedelta(hours=7))
META = Meta(datetime(2024, 1, 15, 9, 41, tzinfo=WIB), "Dimas Kurniawan", "rencana-aksi/2024/0")

DUA_BELAS = (
    Kolom("ss", "Sasaran strategis", 84, 0, kepala_baris=True),
    Kolom("ss_ind", "indikator kinerja", 76, 0),
    Kolom("ss_th", "target", 36, 0),
    Kolom("sp", "sasaran program", 84, 1, kepala_baris=True),
    Kolom("sp_ind", "indikator", 76, 1),
    Kolom("sp_tgt", "target", 102, 1),
    Kolom("sp_pjl", "penjelasan kinerja", 100, 1),
    Kolom("sk", "sasaran kegiatan", 84, 2, kepala_baris=True),
    Kolom("sk_ind", "indikator", 76, 2),
    Kolom("sk_tgt", "target", 102, 2),
    Kolom("sk_pjl", "Penjelasan kinerja", 100, 2),
    Kolom("pj", "Penanggung Jawab", 74, 2),
)
POLDAGRI = "Kabid politik dalam negeri dan ormas"
# Per branch: text, indicator, four targets, four explanations; a kegiatan also its penanggung jawab.
RENCANA = (
    (
        "Meningkatnya partisipasi kelompok sosial/ormas perempuan dalam kegiatan pembangunan",
        "Persentase ormas perempuan yang aktif dalam pembangunan",
        "20%",
        (
            (
                "Terwujudnya database ormas terpadu",
                "Jumlah database ormas setiap kecamatan",
                ("1 kegiatan", "1 kegiatan", "1 kegiatan", "1 data"),
                (
                    "Melakukan pemetaan data ormas",
                    "Menginput data ormas",
                    "Mendokumentasikan data ormas",
                    "Data base ormas",
                ),
                (
                    (
                        "Tersedianya profiling data ormas perkecamatan",
                        "Jumlah database ormas terdaftar dan berbadan hukum",
                        ("-", "18 kegiatan", "1 kegiatan", "18 data"),
                        (
                            "Tidak ada kegiatan",
                            "Koordinasi dengan kecamatan terkait keberadaan ormas",
                            "Menginput data ormas setiap kecamatan",
                            "Data profiling setiap kecamatan",
                        ),
                        POLDAGRI,
                    ),
                ),
            ),
            (
                "Meningkatnya usulan berkaitan dengan hak-hak perempuan dalam perencanaan pembangunan",
                "Persentase usulan perempuan yang diakomidir dalam perencanaan pembangunan",
                ("1 kegiatan", "20%", "-", "-"),
                (
                    "Koordinasi dengan ormas perempuan",
                    "Persentase usulan perempuan yang diterima dari keseluruhan usulan yang disampaikan",
                    "",
                    "",
                ),
                (
                    (
                        "Meningkatnya partipasi perempuan dalam perencanaan pembangunan",
                        "Persentase keterlibatan ormas perempuan dalam perencanaan pembangunan",
                        ("1 kegiatan", "30%", "-", "-"),
                        (
                            "Koordinasi dengan ormas perempuan",
                            "Jumlah ormas perempuan yang terlibat dalam musrenbang",
                            "",
                            "",
                        ),
                        POLDAGRI,
                    ),
                    (
                        "Tersedianya akses yang mudah untuk mengawal usulan-usulan masyarakat",
                        "Persentase ormas perempuan yang terlibat diskusi dengan pemerintah",
                        ("1 kegiatan", "100%", "-", "-"),
                        ("", "", "", ""),
                        POLDAGRI,
                    ),
                ),
            ),
            (
                "Meningkatnya kualitas kelembagaan ormas perempuan",
                "Persentase ormas perempuan yang terdaftar",
                ("1 kegiatan", "20%", "-", "-"),
                (
                    "Sosialisasi dengan seluruh ormas perempuan baik yang terdaftar atau tidak terdaftar",
                    "Jumlah ormas perempuan yang mendaftarkan diri",
                    "",
                    "",
                ),
                (
                    (
                        "Meningkatnya ormas perempuan yang mendaftar",
                        "Persentase pendaftaran ormas yang difasilitasi",
                        ("100%", "100%", "100%", "100%"),
                        ("", "", "", ""),
                        POLDAGRI,
                    ),
                ),
            ),
        ),
    ),
    (
        "Terciptanya ketentraman antarsuku, agama, ras dan golongan",
        "Angka konflik berlatar belakang isu SARA",
        "0",
        (
            (
                "Terwujudnya database potensi konflik terpadu",
                "Jumlah database rawan konflik",
                ("1 kegiatan", "1 kegiatan", "1 kegiatan", "1 data"),
                (
                    "Melakukan pemetaan data konflik",
                    "Menginput data ormas",
                    "Mendokumentasikan data okonflik",
                    "Data base rawan konflik",
                ),
                (
                    (
                        "Tersedianya profiling data konflik",
                        "Jumlah profiling data konflik perkecamatan",
                        ("", "18 kegiatan", "1 kegiatan", "18 data"),
                        (
                            "",
                            "Koordinasi dengan kecamatan wilayah rawan konflik",
                            "Menginput data rawan konflik setiap kecamatan",
                            "Data profiling rawan konflik setiap kecamatan",
                        ),
                        "Kepala Bidang Ideologi dan Kepala Bidang Kewaspadaan Nasional",
                    ),
                ),
            ),
            (
                "Terawasinya potensi-potensi konflik SARA",
                "Persentase wilayah potensi konflik SARA yang diawasi",
                ("100%", "100%", "100%", "100%"),
                ("", "", "", ""),
                (
                    (
                        "Meningkatnya deteksi dini potensi konflik SARA",
                        "Persentase wilayah yang dideteksi",
                        ("100%", "100%", "100%", "100%"),
                        ("", "", "", ""),
                        "",
                    ),
                    (
                        "Tersedianya data-data laporan kejadian",
                        "Jumlah laporan kejadian",
                        ("18", "18", "18", "18"),
                        ("", "", "", ""),
                        "",
                    ),
                ),
            ),
            (
                "Terjalannya kerjasama antar instansi terkait",
                "Jumlah kerjasama antarisntansi",
                ("2 instansi", "2 instansi", "2 instansi", "-"),
                ("Koordinasi dengan TNI dan Polri",) * 3 + ("",),
                (
                    (
                        "Terlaksananya koordinasi dengan instansi terkait",
                        "Jumlah koordinasi dengan instansi terkait",
                        ("5", "5", "5", "3"),
                        ("Koordinasi dengan kecamatan",) * 4,
                        "",
                    ),
                    (
                        "Tersedianya surat keputusan kerjasama dalam penanganan potensi konflik SARA",
                        "Jumlah surat keputusan yang diterbitkan",
                        ("5", "", "", ""),
                        ("Surat Keputusan terkait penanganan konflik", "", "", ""),
                        "",
                    ),
                ),
            ),
        ),
    ),
)
KEPALA_BADAN = TandaTangan(
    jabatan="Kepala Badan Kesatuan Bangsa dan Politik",
    nama="Drs. Contoh Pejabat, M.Si.",
    pangkat="Pembina Utama Muda",
    nip="197001011995031001",
    tempat="Mojokerto",
    tanggal=date(2024, 1, 15),
)


def nilai(teks: str, label: str = "") -> IsiNilai:
    keadaan = {"-": "strip", "": "kosong"}.get(teks, "angka")
    return IsiNilai(teks, keadaan, label)


def empat_tw(tgt: str, pjl: str, target: tuple, penjelasan: tuple) -> tuple:
    return tuple(
        {tgt: nilai(t, label_tw(n)), pjl: IsiTeks(p)}
        for n, (t, p) in enumerate(zip(target, penjelasan, strict=True), 1)
    )


def cabang_sk(uraian, indikator, target, penjelasan, pj) -> Cabang:
    sel = {"sk_ind": IsiTeks(indikator), "pj": IsiTeks(pj) if pj else SAMBUNG}
    return Cabang(
        {"sk": IsiTeks(uraian)}, (Isian(sel, empat_tw("sk_tgt", "sk_pjl", target, penjelasan)),), markah=3
    )


def cabang_sp(uraian, indikator, target, penjelasan, anak) -> Cabang:
    isian = Isian({"sp_ind": IsiTeks(indikator)}, empat_tw("sp_tgt", "sp_pjl", target, penjelasan))
    return Cabang({"sp": IsiTeks(uraian)}, (isian,), tuple(cabang_sk(*a) for a in anak), markah=2)


def cabang_ss(uraian, indikator, target, anak) -> Cabang:
    isian = Isian({"ss_ind": IsiTeks(indikator), "ss_th": nilai(target)})
    return Cabang({"ss": IsiTeks(uraian)}, (isian,), tuple(cabang_sp(*a) for a in anak), markah=1)


def data_rencana() -> LembarData:
    kolom = tuple(KolomData(k, k) for k in ("id", "indikator", "tw", "teks", "angka", "satuan", "keadaan"))
    baris = []
    for ss in RENCANA:
        for sp in ss[3]:
            for ind in (sp, *sp[4]):
                for n, t in enumerate(ind[2], 1):
                    angka = Decimal(t.split()[0].rstrip("%")) if t not in {"", "-"} else None
                    satuan = "%" if t.endswith("%") else (t.split()[1] if " " in t else "")
                    baris.append(
                        (len(baris) + 1, ind[1], n, t or None, angka, satuan or None, nilai(t).keadaan)
                    )
    return LembarData(kolom, tuple(baris))


def rencana_aksi(**ubah) -> Dokumen:
    """The plan of 2024 as printed by the agency."""
    isi = {
        "judul": ("Rencana Aksi Tahun 2024", "Badan Kesatuan Bangsa dan Politik"),
        "tabel": susun(DUA_BELAS, [cabang_ss(*ss) for ss in RENCANA]),
        "meta": META,
        "versi": "Murni",
        "tanda_tangan": (KEPALA_BADAN,),
        "data": data_rencana(),
    }
    return Dokumen(**{**isi, **ubah})


def rencana_besar(kegiatan: int, panjang: int = 1, **ubah) -> Dokumen:
    """A plan with so many kegiatan (four lines each); every text of a cell is unique."""
    sk, sp, ss = [], [], []
    for n in range(1, kegiatan + 1):
        kata = " ".join(f"kata{n}x{k}" for k in range(panjang * (1 + n % 5)))
        target = (f"{n} kegiatan", "-", "", f"{n + 0}0%")
        sk.append((f"SK-{n:04d} Tersedianya laporan {kata}", f"IK-{n:04d} Jumlah laporan", target,
                   tuple(f"P-{n:04d}-{t} {kata}" for t in range(1, 5)), f"PJ-{n:04d}" if n % 3 else ""))  # fmt: skip
        if n % 3 == 0 or n == kegiatan:
            sp.append((f"SP-{n:04d} Terwujudnya basis data", f"IP-{n:04d} Jumlah basis data", target,
                       tuple(f"Q-{n:04d}-{t}" for t in range(1, 5)), tuple(sk)))  # fmt: skip
            sk = []
        if n % 12 == 0 or n == kegiatan:
            ss.append(
                (
                    f"SS-{n:04d} Meningkatnya partisipasi masyarakat",
                    f"IS-{n:04d} Persentase ormas",
                    "0",
                    tuple(sp),
                )
            )
            sp = []
    return rencana_aksi(tabel=susun(DUA_BELAS, [cabang_ss(*s) for s in ss]), data=None, **ubah)


ENAM = (
    Kolom("no", "No", 22, 0, rata="tengah"),
    Kolom("sasaran", "Sasaran Strategis", 110, 0, kepala_baris=True),
    Kolom("iku", "Indikator Kinerja Utama", 120, 1),
    Kolom("rumus", "Formula Indikator", 210, 1),
    Kolom("sumber", "Sumber Data", 150, 1),
    Kolom("pj", "Penanggungjawab", 130, 1),
)
IKU = (
    (
        "Persentase konflik IPOLEKSOSBUD yang diselesaikan",
        "Jml konflik IPOLEKSOSBUD yg selesai",
        "Jml konflik IPOLEKSOSBUD yang ada",
        "Data Monitoring Bidang Wasnas & Penanganan Konflik, Polres, Kodim, Kominda, FKDM,PKS",
        "Bidang Kewaspadaan Nasional dan Penanganan Konflik",
    ),
    (
        "Persentase LSM/ORMAS/PARPOL yang berpartisipasi aktif dalam pembangunan",
        "Jml LSM/ORMAS/Parpol yg berpartisipasi dlm pemb.",
        "Jml LSM/ORMAS/Parpol yang ada",
        "Data Monitoring Bidang Poldagri & Organisasi Kemasyarakatan, Ormas, LSM, Parpol",
        "Bidang Politik Dalam Negeri & Organisasi Kemasyarakatan",
    ),
    (
        "Persentase konflik SARA yang diselesaikan",
        "Jumlah konflik SARA yang selesai",
        "Jumlah konflik SARA yang ada",
        "Data Monitoring Bidang Iwasbang & Ketahanan Ekonomi, Sosial, Budaya & Agama, FPK, FKUB",
        "Bidang Iwasbang & Ketahanan Ekonomi, Sosial, Budaya & Agama",
    ),
)
KEPALA_IKU = (
    Butir(
        "VISI RPJMD",
        "Terwujudnya Kota Mojokerto yang berdaya saing, mandiri, demokratis, adil, makmur, sejahtera dan bermartabat.",
    ),
    Butir(
        "MISI V",
        "Mewujudkan ketahanan sosial budaya dalam kerangka integrasi nasional pada tatanan masyarakat yang bermartabat, "
        "berakhlak mulia, beretika dan berbudaya luhur berlandaskan Pancasila",
    ),
    Butir("Nama SKPD", "BADAN KESATUAN BANGSA DAN POLITIK KOTA MOJOKERTO", tebal=True),
    Butir(
        "Tugas Pokok", "Merumuskan dan melaksanakan kebijakan daerah di bidang Kesatuan Bangsa dan Politik."
    ),
    Butir(
        "Fungsi",
        (
            "Penyusunan perencanaan bidang kesatuan bangsa dan politik",
            "Perumusan kebijakan teknis bidang kesatuan bangsa dan politik",
            "Pembinaan, pengendalian, fasilitasi dan pelaksanaan kegiatan bidang kesatuan bangsa dan politik",
            "Pelaksanaan fasilitasi penyelenggaraan pemilihan umum",
            "Pelaksanaan evaluasi dan pelaporan bidang kesatuan bangsa dan politik",
            "Pelaksanaan kegiatan penatausahaan Badan Kesatuan Bangsa dan Politik",
            "Pelaksanaan tugas lain yang diberikan oleh Walikota sesuai dengan tugas pokok dan fungsinya",
        ),
    ),
)


def pecahan(atas: str, bawah: str) -> IsiRumus:
    rumus = Rumus.read(f"[{atas}] / [{bawah}] × 100%")
    return IsiRumus(rumus.html(), f"{atas} / {bawah} × 100%")


def iku(**ubah) -> Dokumen:
    """The IKU of 2021 as printed by the agency."""
    anak = tuple(
        Cabang({"iku": IsiTeks(i), "rumus": pecahan(a, b), "sumber": IsiTeks(s), "pj": IsiTeks(p)})
        for i, a, b, s, p in IKU
    )
    sasaran = {"sasaran": IsiTeks("Menguatnya ketahanan sosial masyarakat"), "no": IsiTeks("1.")}
    isi = {
        "judul": ("Indikator Kinerja Utama (IKU) Bakesbangpol Tahun 2021",),
        "tabel": susun(ENAM, [Cabang(sasaran, anak=anak, markah=1)]),
        "meta": META,
        "versi": "Murni",
        "kepala": KEPALA_IKU,
        "tanda_tangan": (KEPALA_BADAN,),
    }
    return Dokumen(**{**isi, **ubah})
