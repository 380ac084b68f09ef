"""The policy page: everybody reads it, the admin changes it, the core computes its examples."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bakesbang.calculation.predikat import STANDARD_SCALE, Scale
from bakesbang.indikator.contoh_kebijakan import contoh, sebut_rentang
from bakesbang.kinerja.models import KebijakanCapaian
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.trail.models import Catatan

KATA = {"kode": "bakesbangpol", "tahun": 2024}
BACA = reverse("indikator:kebijakan", kwargs=KATA)
UBAH = reverse("indikator:kebijakan_ubah", kwargs=KATA)
PITA_BAKU = [
    ("Sangat Tinggi", "90", "", "hijau"),
    ("Tinggi", "75", "90", "hijau-muda"),
    ("Sedang", "65", "75", "kuning"),
    ("Rendah", "50", "65", "jingga"),
    ("Sangat Rendah", "", "50", "merah"),
]


def isian(pita: list = PITA_BAKU, skor: list | None = None, **aturan: str) -> dict[str, str]:
    skor = skor or []
    isi = {
        "aturan-batas_atas": "", "aturan-aturan_nol": "baku", "aturan-kebijakan_nihil": "NIHIL_TIDAK_DINILAI",
        "aturan-termasuk_bawah": "0", "pita-TOTAL_FORMS": str(len(pita)), "pita-INITIAL_FORMS": "0",
        "skor-TOTAL_FORMS": str(len(skor)), "skor-INITIAL_FORMS": "0",
    } | {f"aturan-{nama}": nilai for nama, nilai in aturan.items()}  # fmt: skip
    for n, baris in enumerate(pita):
        isi |= {
            f"pita-{n}-{nama}": nilai
            for nama, nilai in zip(("nama", "bawah", "atas", "warna"), baris, strict=True)
        }
    for n, baris in enumerate(skor):
        isi |= {f"skor-{n}-{nama}": nilai for nama, nilai in zip(("predikat", "skor"), baris, strict=True)}
    return isi


def tersimpan() -> KebijakanCapaian:
    return KebijakanCapaian.objects.get(instansi__kode="bakesbangpol", tahun=2024)


@pytest.fixture
def admin(peragaan, client: Client) -> Client:
    """Signed in, with the defaults saved for 2024."""
    KebijakanCapaian.objects.get_or_create(instansi=peragaan.instansi, tahun=2024)
    client.force_login(peragaan.pengguna("admin"))
    return client


# ── Who may ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("username", ["penyusun", "staf.wasnas", "kabid.wasnas", "pimpinan", "pemeriksa"])
def test_everybody_of_the_agency_reads_it_and_only_the_admin_changes_it(peragaan, client, username):
    client.force_login(peragaan.pengguna(username))
    jawaban = client.get(BACA)
    assert jawaban.status_code == 200
    assert UBAH not in jawaban.content.decode()
    assert client.get(UBAH).status_code == 403
    assert client.post(UBAH, isian(batas_atas="100")).status_code == 403
    assert client.post(BACA).status_code == 405


def test_admin_reads_and_changes(admin):
    assert UBAH in admin.get(BACA).content.decode()
    assert admin.get(UBAH).status_code == 200


def test_a_stranger_signs_in_first(peragaan, client):
    for tujuan in (BACA, UBAH):
        assert client.get(tujuan)["Location"].startswith("/masuk/")


def test_another_agency_sees_nothing(peragaan, client):
    lain = Instansi.objects.create(kode="dinkes", nama="Dinas Kesehatan")
    orang = Pengguna.objects.create(username="lain", nama="Lain", peran="admin", instansi=lain)
    client.force_login(orang)
    for tujuan in (BACA, UBAH):
        assert client.get(tujuan).status_code == 404


# ── What it says ────────────────────────────────────────────────────────────────────────────────
def test_defaults_hold_until_somebody_saves(admin):
    KebijakanCapaian.objects.filter(tahun=2024).delete()
    jawaban = admin.get(BACA)
    assert "Belum diatur khusus untuk tahun ini." in jawaban.content.decode()
    assert not KebijakanCapaian.objects.filter(tahun=2024).exists()


def contoh_dari(**aturan: object) -> dict[str, list[tuple[str, str]]]:
    return {
        nama: [(c.kasus, c.hasil) for c in isi]
        for nama, isi in contoh(KebijakanCapaian(tahun=2024, **aturan)).items()
    }


def test_examples_of_the_default_policy():
    assert contoh_dari() == {
        "batas": [
            ("Target 20 kegiatan, realisasi 18 kegiatan", "90%"),
            ("Target 20 kegiatan, realisasi 26 kegiatan", "130%"),
            ("Target 20 kegiatan, realisasi 36 kegiatan", "180%"),
        ],
        "nol": [
            ("Target 0 kejadian, realisasi 0 kejadian", "100%"),
            ("Target 0 kejadian, realisasi 2 kejadian", "0%"),
        ],
        "nihil": [("0 konflik selesai dari 0 konflik yang ada", "Nihil: pembilang dan penyebut sama-sama 0")],
        "predikat": [
            ("Capaian 104,5%", "Sangat Tinggi"),
            ("Capaian 90,01%", "Sangat Tinggi"),
            ("Capaian 90%", "Tinggi"),
            ("Capaian 50,01%", "Rendah"),
            ("Capaian 50%", "Sangat Rendah"),
        ],
        "skor": [("Target BB, realisasi BB", "100%"), ("Target BB, realisasi B", "0%")],
    }


def test_examples_follow_the_policy():
    lain = contoh_dari(
        batas_atas=120,
        aturan_nol="tidak_dinilai",
        kebijakan_nihil="NIHIL_100",
        skor_predikat={"BB": "80", "B": "60"},
    )
    assert [hasil for _, hasil in lain["batas"]] == ["90%", "120%", "120%"]
    assert all(hasil.startswith("Tidak dinilai") for _, hasil in lain["nol"])
    assert [hasil for _, hasil in lain["nihil"]] == ["100%"]
    assert [hasil for _, hasil in lain["skor"]] == ["100%", "75%"]


def test_bands_are_told_in_words():
    assert [sebut_rentang(p, STANDARD_SCALE) for p in STANDARD_SCALE.bands] == [
        "sampai 50", "lebih dari 50 sampai 65", "lebih dari 65 sampai 75", "lebih dari 75 sampai 90", "lebih dari 90",
    ]  # fmt: skip
    mulai = Scale.from_thresholds("Kurang", [(76, "Baik"), (91, "Sangat Baik")], includes_lower=True)
    assert [sebut_rentang(p, mulai) for p in mulai.bands] == [
        "kurang dari 76",
        "mulai 76, kurang dari 91",
        "mulai 91",
    ]
    assert sebut_rentang(Scale.from_thresholds("Satu", []).bands[0], STANDARD_SCALE) == "semua nilai"


def test_page_shows_bound_working_and_bands(admin):
    admin.post(UBAH, isian(batas_atas="120"))
    isi = admin.get(BACA).content.decode()
    assert "Capaian paling tinggi: 120%" in isi
    assert "dibatasi menjadi 120%" in isi
    assert "lebih dari 75 sampai 90" in isi


# ── Change ──────────────────────────────────────────────────────────────────────────────────────
def test_rules_are_saved_and_traced_in_words(admin):
    assert admin.post(UBAH, isian(batas_atas="120", aturan_nol="tidak_dinilai"))["Location"] == BACA
    baris = tersimpan()
    assert (baris.batas_atas, baris.aturan_nol, baris.kebijakan_nihil) == (
        120,
        "tidak_dinilai",
        "NIHIL_TIDAK_DINILAI",
    )
    catatan = Catatan.objects.about(baris).latest("pk")
    assert (catatan.tindakan, catatan.tahun, catatan.oleh.username) == (
        "mengubah kebijakan capaian",
        2024,
        "admin",
    )
    assert catatan.lama == {
        "capaian paling tinggi": "tanpa batas",
        "target 0": "Realisasi 0 dinilai 100, selain itu 0",
    }
    assert catatan.baru == {"capaian paling tinggi": "120%", "target 0": "Tidak dinilai"}


def test_what_the_form_shows_saves_as_it_is(admin):
    """The page's own values sent back unchanged change nothing and leave no trace."""
    sebelum = tersimpan().skala
    isian_awal = admin.get(UBAH).context["isian"]
    pita = [[f[n].value() or "" for n in ("nama", "bawah", "atas", "warna")] for f in isian_awal.pita]
    jumlah = Catatan.objects.count()
    assert admin.post(UBAH, isian(pita=pita)).status_code == 302
    assert tersimpan().skala == sebelum
    assert Catatan.objects.count() == jumlah


def test_own_bands_and_scores_are_saved_in_decimal(admin):
    pita = [("Memuaskan", "85,5", "", "hijau"), ("Kurang", "", "85,5", "merah"), ("", "", "", "hijau")]
    assert (
        admin.post(UBAH, isian(pita, [("BB", "80"), ("B", "67,5"), ("", "")], termasuk_bawah="1")).status_code
        == 302
    )
    skala = tersimpan().skala_predikat()
    assert skala.includes_lower
    assert skala.find(Decimal("85.5")).name == "Memuaskan"
    assert tersimpan().skor() == {"BB": Decimal(80), "B": Decimal("67.5")}


def test_rows_may_come_in_any_order(admin):
    assert admin.post(UBAH, isian(PITA_BAKU[::-1])).status_code == 302
    assert [p.name for p in tersimpan().skala_predikat().bands] == [p.name for p in STANDARD_SCALE.bands]


@pytest.mark.parametrize(
    ("ubah", "pesan"),
    [
        ({1: ("Tinggi", "76", "90", "hijau-muda")}, "Ada celah antara “Sedang” dan “Tinggi”: 75 sampai 76."),
        (
            {1: ("Tinggi", "70", "90", "hijau-muda")},
            "Rentang “Sedang” dan “Tinggi” tumpang tindih: 70 sampai 75.",
        ),
        ({0: ("Sangat Tinggi", "90", "100", "hijau")}, "Nilai di atas 100 tidak masuk predikat mana pun."),
        ({4: ("Sangat Rendah", "0", "50", "merah")}, "Nilai sampai 0 tidak masuk predikat mana pun."),
        ({2: ("", "65", "75", "kuning")}, "Rentang ke-3 belum diberi nama predikat."),
        (
            {1: ("Tinggi", "90", "75", "hijau-muda")},
            "Rentang “Tinggi” terbalik: 90 tidak lebih kecil dari 75.",
        ),
        (dict.fromkeys(range(5), ("", "", "", "")), "Skala predikat belum punya satu pun rentang."),
    ],
)
def test_a_scale_with_holes_or_overlaps_is_refused(admin, ubah, pesan):
    pita = [ubah.get(n, baris) for n, baris in enumerate(PITA_BAKU)]
    jawaban = admin.post(UBAH, isian(pita))
    assert jawaban.status_code == 422
    assert pesan in jawaban.content.decode()
    assert tersimpan().skala_predikat().bands == STANDARD_SCALE.bands


@pytest.mark.parametrize(
    ("teks", "pesan"),
    [
        ("sembilan puluh", "“sembilan puluh” bukan angka. Tulis misalnya 90 atau 90,5."),
        (">90", "“&gt;90” bukan angka."),
        ("90 kegiatan", "“90 kegiatan” bukan angka."),
        ("-", "“-” bukan angka."),
        ("90,123", "“90,123” di luar 0 sampai 1.000, atau lebih dari dua desimal."),
        ("-5", "“-5” di luar 0 sampai 1.000"),
        ("NaN", "“NaN” bukan angka."),
    ],
)
def test_a_bound_that_is_no_number_is_said_beside_it(admin, teks, pesan):
    jawaban = admin.post(UBAH, isian([("Tinggi", teks, "", "hijau"), ("Rendah", "", "50", "merah")]))
    assert jawaban.status_code == 422
    assert pesan in jawaban.content.decode()


@pytest.mark.parametrize(
    ("skor", "pesan"),
    [
        ([("BB", "")], "Skor BB belum diisi."),
        ([("", "80")], "Predikat skor ini belum ditulis."),
        ([("BB", "80"), ("bb ", "70")], "Predikat “bb” ditulis dua kali."),
        ([("BB", "x")], "“x” bukan angka."),
    ],
)
def test_a_score_without_its_grade_is_refused(admin, skor, pesan):
    jawaban = admin.post(UBAH, isian(skor=skor))
    assert jawaban.status_code == 422
    assert pesan in jawaban.content.decode()


@pytest.mark.parametrize(
    "aturan", [{"batas_atas": "130"}, {"aturan_nol": "x"}, {"kebijakan_nihil": ""}, {"termasuk_bawah": "2"}]
)
def test_a_rule_that_does_not_exist_is_refused(admin, aturan):
    assert admin.post(UBAH, isian(**aturan)).status_code == 422


def test_a_form_without_its_counters_is_refused(admin):
    assert admin.post(UBAH, {"aturan-batas_atas": "100"}).status_code == 422


def test_trying_shows_the_new_examples_and_saves_nothing(admin):
    jawaban = admin.post(UBAH, isian(batas_atas="110") | {"coba": "1"})
    assert jawaban.status_code == 200
    isi = jawaban.content.decode()
    assert "Belum disimpan." in isi
    assert "dibatasi menjadi 110%" in isi
    assert tersimpan().batas_atas is None


def test_refused_rules_leave_the_examples_of_those_in_force(admin):
    isi = admin.post(UBAH, isian([("Tinggi", "x", "", "hijau")], batas_atas="110")).content.decode()
    assert "dibatasi menjadi 110%" not in isi


def test_first_saving_of_a_year_is_traced(admin):
    KebijakanCapaian.objects.filter(tahun=2024).delete()
    assert admin.post(UBAH, isian(batas_atas="100")).status_code == 302
    catatan = Catatan.objects.about(tersimpan()).get()
    assert catatan.tindakan == "menambah kebijakan capaian"
    assert catatan.baru["predikat"][0] == "Sangat Tinggi: lebih dari 90"


def test_another_year_keeps_its_own_policy(admin):
    admin.post(UBAH, isian(batas_atas="100"))
    isi = admin.get(reverse("indikator:kebijakan", kwargs=KATA | {"tahun": 2022})).content.decode()
    assert "Capaian paling tinggi: tanpa batas" in isi
