"""The editor through its requests: who may, what each act answers, what it refuses, at what cost."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bakesbang.kinerja.models import Indikator, KetetapanIndikator, Realisasi
from bakesbang.organisasi.models import Instansi, Pengguna, TahunKerja
from bakesbang.versions.editing import isi_kini
from bakesbang.versions.undo import Gambar, gambar, isi_indikator
from rencana_aksi.models import IndikatorSasaran, RencanaAksi, Sasaran, VersiRencanaAksi
from rencana_aksi.suntingan import CETAK, MEDAN_SASARAN
from rencana_aksi.tindakan_perubahan import mulai_perubahan
from tests.adegan import Peragaan
from tests.rencana_aksi.besar import buat_besar

ALAMAT = "/bakesbangpol/2030/rencana-aksi/"
SUNTING = f"{ALAMAT}sunting/"
JSON = {"accept": "application/json"}
BUKAN_PENYUSUN = ["admin", "staf.poldagri", "kabid.wasnas", "pimpinan", "pemeriksa"]


@pytest.fixture
def versi(peragaan: Peragaan) -> VersiRencanaAksi:
    return buat_besar(peragaan.instansi, 2030, 30)


@pytest.fixture
def penyusun(client: Client, peragaan: Peragaan) -> Client:
    client.force_login(peragaan.pengguna("penyusun"))
    return client


def tindak(client: Client, **isi: Any) -> Any:
    return client.post(f"{SUNTING}tindak/", isi, headers=JSON)


def isi(client: Client, baris: Sasaran | IndikatorSasaran, **medan: str) -> Any:
    """``uraian="x"`` sends isi.uraian; ``dimuat__uraian`` what was loaded, else what stands there now."""
    kini = _kini(baris)
    data = {
        f"dimuat.{n.replace('__', '.')}": kini[n.replace("__", ".")]
        for n in medan
        if not n.startswith("dimuat__")
    }
    data |= {
        (f"dimuat.{n.removeprefix('dimuat__')}" if n.startswith("dimuat__") else f"isi.{n}").replace(
            "__", "."
        ): t
        for n, t in medan.items()
    }
    jenis = "s" if isinstance(baris, Sasaran) else "i"
    return client.post(f"{SUNTING}isi/{jenis}/{baris.pk}/", data, headers=JSON)


def _kini(baris: Sasaran | IndikatorSasaran) -> dict[str, str]:
    if isinstance(baris, Sasaran):
        segar = Sasaran.objects.filter(pk=baris.pk).first() or baris
        return {n: "" if (v := getattr(segar, n)) is None else str(v) for n in MEDAN_SASARAN}
    k = KetetapanIndikator.objects.lengkap().filter(pk=baris.ketetapan_id).first()
    return (isi_kini(k) if k else {"uraian": ""}) | {CETAK: baris.penanggung_jawab_cetak}


def kegiatan(versi: VersiRencanaAksi, n: int = 0) -> IndikatorSasaran:
    return IndikatorSasaran.objects.filter(sasaran__versi=versi, sasaran__jenjang=3).order_by("pk")[n]


def terisi(b: IndikatorSasaran, triwulan: int) -> Realisasi:
    return Realisasi.objects.create(
        indikator=b.ketetapan.indikator, triwulan=triwulan, ketetapan=b.ketetapan, status="draf",
        diisi_oleh=Peragaan().pengguna("penyusun"), diisi_pada=timezone.now(),
    )  # fmt: skip


# ── who ──
@pytest.mark.parametrize("username", BUKAN_PENYUSUN)
def test_only_a_planner_edits(
    versi: VersiRencanaAksi, client: Client, peragaan: Peragaan, username: str
) -> None:
    client.force_login(peragaan.pengguna(username))
    b = kegiatan(versi)
    assert client.get(SUNTING).status_code == 403
    assert client.get(f"{SUNTING}rincian/i/{b.pk}/").status_code == 403
    assert client.get(f"{ALAMAT}tahun/baru/").status_code == 403
    assert isi(client, b, uraian="Lain").status_code == 403
    assert tindak(client, aksi="hapus", baris=f"i{b.pk}").status_code == 403
    assert b"Sunting</a>" not in client.get(ALAMAT).content


def test_signed_out_scripts_get_a_plain_401_so_that_the_typed_text_stays(
    versi: VersiRencanaAksi, client: Client
) -> None:
    assert isi(client, kegiatan(versi), uraian="Lain").status_code == 401


def test_another_agency_finds_nothing(versi: VersiRencanaAksi, client: Client) -> None:
    lain = Instansi.objects.create(kode="lain", nama="Dinas Lain")
    TahunKerja.objects.create(instansi=lain, tahun=2030)
    client.force_login(Pengguna.objects.create(username="x", nama="X", instansi=lain, peran="penyusun"))
    assert client.get(SUNTING).status_code == 404
    b = kegiatan(versi)
    RencanaAksi.objects.create(instansi=lain, tahun=2030, nama_cetak="LAIN").versi.create()
    jawab = client.post(
        f"/lain/2030/rencana-aksi/sunting/isi/i/{b.pk}/", {"isi.uraian": "Curi"}, headers=JSON
    )
    assert jawab.status_code == 409
    b.refresh_from_db()
    assert b.ketetapan.uraian != "Curi"


# ── the page ──
def test_the_editor_shows_every_row_in_a_constant_number_of_queries(
    penyusun: Client, versi: VersiRencanaAksi, peragaan: Peragaan
) -> None:
    def hitung(alamat: str) -> tuple[int, str]:
        with CaptureQueriesContext(connection) as kueri:
            teks = penyusun.get(alamat).content.decode()
        return len(kueri), teks

    buat_besar(peragaan.instansi, 2031, 120)
    (_, _), (kecil, teks) = hitung(SUNTING), hitung(SUNTING)
    besar_alamat = "/bakesbangpol/2031/rencana-aksi/sunting/"
    (_, _), (besar, _) = hitung(besar_alamat), hitung(besar_alamat)
    assert teks.count('data-baris="i') == 30
    assert teks.count('class="ss ss--') == 30
    assert kecil == besar <= 18


def test_a_plan_in_force_is_not_edited(penyusun: Client) -> None:
    jawab = penyusun.get("/bakesbangpol/2024/rencana-aksi/sunting/", follow=True)
    assert "Tidak ada draf Rencana Aksi tahun 2024" in jawab.content.decode()
    jawab = penyusun.post(
        "/bakesbangpol/2024/rencana-aksi/sunting/tindak/", {"aksi": "sasaran", "uraian": "x"}, headers=JSON
    )
    assert jawab.status_code == 409
    assert "sudah ditetapkan" in jawab.json()["pesan"]


def test_soft_checks_stand_beside_the_row_and_hold_nothing_up(
    penyusun: Client, versi: VersiRencanaAksi
) -> None:
    b = kegiatan(versi)
    teks = penyusun.get(SUNTING).content.decode()
    for hal in (
        "0 padahal makin tinggi makin baik",
        "Belum ada jabatan penanggung jawab",
        "Cara menggabung triwulan belum dipilih",
    ):
        assert hal in teks
    jawab = isi(
        penyusun,
        b,
        tw2__penjelasan="",
        uraian=f"Jumlah {b.sasaran.uraian.lower()}.",
        tahunan="100",
        agregasi="akumulasi",
    ).json()
    assert all(not m["salah"] for m in jawab["medan"].values())
    assert "hanya mengulang sasarannya" in jawab["periksa"]
    assert "bertanda “-” tanpa penjelasan" in jawab["periksa"]
    assert "Jumlah target triwulan (12) tidak sama dengan target tahunan (100)." in jawab["periksa"]


# ── an empty year ──
def test_an_empty_plan_of_a_new_year_is_begun_from_the_years_page(
    penyusun: Client, peragaan: Peragaan
) -> None:
    assert "Rencana Aksi baru" in penyusun.get("/bakesbangpol/2024/rencana-aksi/tahun/").content.decode()
    form = penyusun.get("/bakesbangpol/2024/rencana-aksi/tahun/baru/").context["form"]
    assert form["tahun"].initial == 2025
    data = {"tahun": 2027, "nama_cetak": "BADAN CONTOH"}
    jawab = penyusun.post("/bakesbangpol/2024/rencana-aksi/tahun/baru/", data)
    assert jawab["Location"] == "/bakesbangpol/2027/rencana-aksi/sunting/"
    assert TahunKerja.objects.filter(instansi=peragaan.instansi, tahun=2027).exists()
    assert "masih kosong" in penyusun.get(jawab["Location"]).content.decode()
    lagi = penyusun.post("/bakesbangpol/2024/rencana-aksi/tahun/baru/", data)
    assert "sudah ada" in lagi.content.decode()
    assert RencanaAksi.objects.filter(tahun=2027).count() == 1


# ── fields ──
def test_two_planners_merge_on_different_fields_and_see_a_conflict_on_the_same(
    penyusun: Client, versi: VersiRencanaAksi, peragaan: Peragaan
) -> None:
    rekan = Client()
    rekan.force_login(
        Pengguna.objects.create(
            username="rekan", nama="Rekan Kerja", instansi=peragaan.instansi, peran="penyusun"
        )
    )
    b = kegiatan(versi)
    isi(rekan, b, tw1__teks="7 kegiatan", dimuat__tw1__teks="12 kegiatan")
    jawab = isi(
        penyusun, b, tw1__teks="9", dimuat__tw1__teks="12 kegiatan", tw4__teks="3", dimuat__tw4__teks="0"
    ).json()
    assert jawab["medan"]["tw4.teks"]["nilai"] == "3"
    bentrok = jawab["medan"]["tw1.teks"]["bentrok"]
    assert (bentrok["nilai"], bentrok["oleh"]) == ("7 kegiatan", "Rekan Kerja")
    assert (
        KetetapanIndikator.objects.get(pk=b.ketetapan_id).target_triwulan.get(triwulan=1).teks == "7 kegiatan"
    )


def test_conflicts_of_sasaran_and_printed_words_name_who_wrote_them(
    penyusun: Client, versi: VersiRencanaAksi, peragaan: Peragaan
) -> None:
    rekan = Client()
    rekan.force_login(
        Pengguna.objects.create(
            username="rekan", nama="Rekan Kerja", instansi=peragaan.instansi, peran="penyusun"
        )
    )
    b = kegiatan(versi, 1)
    for baris, medan, lama in ((b.sasaran, "uraian", b.sasaran.uraian), (b, "penanggung_jawab_cetak", "")):
        isi(rekan, baris, **{medan: "Dari rekan", f"dimuat__{medan}": lama})
        jawab = isi(penyusun, baris, **{medan: "Dari saya", f"dimuat__{medan}": lama}).json()
        assert jawab["medan"][medan]["bentrok"]["oleh"] == "Rekan Kerja"
        assert jawab["medan"][medan]["nilai"] == "Dari rekan"


@pytest.mark.parametrize(
    ("kode", "sah"), [("8.01.04.2.01.0001", True), ("8.01", True), ("8.1", False), ("abc", False), ("", True)]
)
def test_a_nomenclature_code_is_checked(
    penyusun: Client, versi: VersiRencanaAksi, kode: str, sah: bool
) -> None:
    jawab = isi(penyusun, kegiatan(versi).sasaran, kode_nomenklatur=kode, tahun_nomenklatur="2024").json()
    assert (jawab["medan"]["kode_nomenklatur"]["salah"] == "") is sah
    assert jawab["medan"]["tahun_nomenklatur"]["nilai"] == "2024"


def test_offices_units_and_proposals_are_saved_from_boxes_and_the_printed_text_stays(
    penyusun: Client, versi: VersiRencanaAksi, peragaan: Peragaan
) -> None:
    b = kegiatan(versi)
    KetetapanIndikator.objects.filter(pk=b.ketetapan_id).update(usulan=["agregasi", "polaritas"])
    unit = list(peragaan.instansi.unit.filter(jenis="bidang").order_by("pk"))
    jabatan = [u.jabatan.get(kepala=True) for u in unit[:2]]
    data = {
        "isi.penanggung_jawab": ["", *(str(j.pk) for j in reversed(jabatan))], "isi.pengisi": ["", str(unit[1].pk), str(unit[0].pk)],
        "isi.usulan": "", "dimuat.usulan": "agregasi,polaritas",
    }  # fmt: skip
    jawab = penyusun.post(f"{SUNTING}isi/i/{b.pk}/", data, headers=JSON).json()
    assert all(not m["salah"] for m in jawab["medan"].values())
    assert set(b.ketetapan.penanggung_jawab.all()) == set(jabatan)
    assert [(p.unit, p.utama) for p in b.ketetapan.indikator.baris_pengisi.all()] == [
        (unit[1], True),
        (unit[0], False),
    ]
    b.refresh_from_db()
    assert (b.penanggung_jawab_cetak, b.ketetapan.usulan) == ("Kabid", [])


def test_without_a_script_the_details_page_saves_by_a_button_and_says_so(
    penyusun: Client, versi: VersiRencanaAksi
) -> None:
    b = kegiatan(versi)
    alamat = f"{SUNTING}rincian/i/{b.pk}/"
    teks = penyusun.get(alamat).content.decode()
    assert 'name="isi.tw4.penjelasan"' in teks
    assert ">Simpan</button>" in teks
    jawab = penyusun.post(
        f"{SUNTING}isi/i/{b.pk}/", {"isi.satuan": "orang", "dimuat.satuan": ""}, follow=True
    )
    assert jawab.redirect_chain[-1][0] == alamat
    assert "Tersimpan." in jawab.content.decode()
    jawab = penyusun.post(
        f"{SUNTING}isi/i/{b.pk}/",
        {"isi.uraian": " ", "dimuat.uraian": b.ketetapan.uraian, "isi.satuan": "x", "dimuat.satuan": "y"},
        follow=True,
    )
    assert "Tulis bunyi indikatornya." in jawab.content.decode()
    assert "sudah mengubah menjadi “orang”" in jawab.content.decode()


# ── acts ──
def test_rows_are_added_where_asked_and_the_answer_draws_their_branch(
    penyusun: Client, versi: VersiRencanaAksi
) -> None:
    atas = Sasaran.objects.get(versi=versi, jenjang=1)
    program = list(Sasaran.objects.filter(versi=versi, jenjang=2).order_by("urutan"))
    jawab = tindak(
        penyusun,
        aksi="sasaran",
        uraian=" Baru ",
        induk=f"s{atas.pk}",
        sesudah=f"s{program[0].pk}",
        akar=f"s{atas.pk}",
    ).json()
    baru = Sasaran.objects.get(uraian="Baru")
    assert (baru.induk, baru.urutan, baru.jenjang) == (atas, 2, 2)
    assert jawab["fokus"] == f"s{baru.pk}"
    assert f'id="s{baru.pk}"' in jawab["blok"][f"s{atas.pk}"]
    jawab = tindak(penyusun, aksi="indikator", uraian="Indikator baru", induk=f"s{baru.pk}").json()
    b = baru.indikator.get()
    assert jawab["fokus"] == f"i{b.pk}"
    assert b.ketetapan.target_triwulan.count() == 4
    tindak(penyusun, aksi="indikator", uraian="Kedua", induk=f"s{baru.pk}")
    assert baru.indikator.count() == 2
    assert tindak(penyusun, aksi="sasaran", uraian="  ").status_code == 400
    for nomor in ("9" * 5_000, "9" * 30):
        assert tindak(penyusun, aksi="atas", baris=f"s{nomor}").status_code == 409
        assert tindak(penyusun, aksi="pakai", indikator=nomor, induk=f"s{baru.pk}").status_code == 409


def test_levels_go_down_to_the_fifth_and_no_further(penyusun: Client, versi: VersiRencanaAksi) -> None:
    induk = kegiatan(versi).sasaran
    for nama in ("Subkegiatan", "Rincian"):
        tindak(penyusun, aksi="sasaran", uraian=nama, induk=f"s{induk.pk}")
        induk = Sasaran.objects.get(versi=versi, uraian=nama)
    assert induk.jenjang == 5
    jawab = tindak(penyusun, aksi="sasaran", uraian="Terlalu dalam", induk=f"s{induk.pk}")
    assert (jawab.status_code, jawab.json()["pesan"]) == (409, "Rencana Aksi paling dalam 5 jenjang.")


def test_a_row_keeps_its_level_among_its_siblings_where_levels_are_skipped(
    penyusun: Client, versi: VersiRencanaAksi
) -> None:
    strategis = Sasaran.objects.get(versi=versi, jenjang=1)
    for induk in (None, strategis):
        satu, dua = (
            Sasaran.objects.create(versi=versi, induk=induk, jenjang=3, uraian=u, urutan=n)
            for n, u in enumerate(("Satu", "Dua"), start=90)
        )
        assert tindak(penyusun, aksi="atas", baris=f"s{dua.pk}").status_code == 200
        dua.refresh_from_db()
        satu.refresh_from_db()
        assert (dua.jenjang, dua.urutan < satu.urutan) == (3, True)
        di_bawah = {"induk": f"s{induk.pk}"} if induk else {}
        tindak(penyusun, aksi="sasaran", uraian="Tiga", sesudah=f"s{satu.pk}", **di_bawah)
        assert Sasaran.objects.get(versi=versi, induk=induk, uraian="Tiga").jenjang == 3


def test_a_subtree_of_forty_rows_moves_in_one_request(penyusun: Client, peragaan: Peragaan) -> None:
    versi = buat_besar(peragaan.instansi, 2030, 60)
    satu, dua = Sasaran.objects.filter(versi=versi, jenjang=1).order_by("pk")
    program = satu.anak.order_by("pk").first()
    assert program
    for s in satu.anak.exclude(pk=program.pk):
        tindak(penyusun, aksi="pindah", baris=f"s{s.pk}", induk=f"s{program.pk}")

    def bawah(s: Sasaran) -> list[Sasaran]:
        return [s, *(b for a in s.anak.all() for b in bawah(a))]

    cabang = bawah(program)
    assert len(cabang) + sum(s.indikator.count() for s in cabang) >= 40
    with CaptureQueriesContext(connection) as kueri:
        assert tindak(penyusun, aksi="pindah", baris=f"s{program.pk}", induk=f"s{dua.pk}").status_code == 200
    assert len(kueri) < 60
    program.refresh_from_db()
    assert program.induk == dua
    assert {s.versi_id for s in bawah(program)} == {versi.pk}


@pytest.mark.parametrize(
    ("aksi", "pesan"),
    [
        ("luar", "Sasaran strategis sudah paling luar."),
        ("dalam", "Tidak ada sasaran di atasnya"),
        ("atas", "Sudah paling atas."),
        ("turun", "Sudah paling bawah."),
        ("apa", "tidak dikenal"),
    ],
)
def test_what_cannot_move_says_why(penyusun: Client, versi: VersiRencanaAksi, aksi: str, pesan: str) -> None:
    atas = Sasaran.objects.get(versi=versi, jenjang=1)
    jawab = tindak(penyusun, aksi=aksi, baris=f"s{atas.pk}")
    assert jawab.status_code == 409
    assert pesan in jawab.json()["pesan"]


def test_a_sasaran_never_goes_below_itself(penyusun: Client, versi: VersiRencanaAksi) -> None:
    atas = Sasaran.objects.get(versi=versi, jenjang=1)
    anak = atas.anak.first()
    assert anak
    jawab = tindak(penyusun, aksi="pindah", baris=f"s{atas.pk}", induk=f"s{anak.pk}")
    assert "ke bawah dirinya sendiri" in jawab.json()["pesan"]
    assert (
        str(atas.pk)
        not in penyusun.get(f"{SUNTING}cari/", {"apa": "induk", "baris": f"s{atas.pk}"}).content.decode()
    )


def test_an_indicator_of_the_year_is_chosen_instead_of_typed(
    penyusun: Client, versi: VersiRencanaAksi
) -> None:
    b, tujuan = kegiatan(versi), kegiatan(versi, 3).sasaran
    calon = penyusun.get(
        f"{SUNTING}cari/", {"apa": "indikator", "baris": f"s{tujuan.pk}", "q": "kegiatan 0.0.0"}
    ).content.decode()
    assert f'data-nilai="{b.ketetapan.indikator_id}"' in calon
    banyak = Indikator.objects.count()
    tindak(penyusun, aksi="pakai", indikator=b.ketetapan.indikator_id, induk=f"s{tujuan.pk}")
    assert Indikator.objects.count() == banyak
    assert tujuan.indikator.filter(ketetapan=b.ketetapan).exists()
    lagi = tindak(penyusun, aksi="pakai", indikator=b.ketetapan.indikator_id, induk=f"s{tujuan.pk}")
    assert "sudah ada pada sasaran itu" in lagi.json()["pesan"]


def test_a_copy_is_a_new_indicator_with_the_same_targets(
    penyusun: Client, versi: VersiRencanaAksi, settings: Any
) -> None:
    # A copy writes row by row, so that every row has its history; the guard against N+1 reads takes that for one.
    settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if not m.startswith("zeal.")]
    program = Sasaran.objects.filter(versi=versi, jenjang=2).order_by("pk").first()
    assert program
    banyak = Indikator.objects.count()
    tindak(penyusun, aksi="salin", baris=f"s{program.pk}")
    assert Indikator.objects.count() == banyak + 6
    salinan = Sasaran.objects.filter(versi=versi, uraian=program.uraian).exclude(pk=program.pk).get()
    asli, baru = program.indikator.get(), salinan.indikator.get()
    assert baru.ketetapan_id != asli.ketetapan_id
    assert [t.teks for t in baru.ketetapan.target_triwulan.all()] == [
        t.teks for t in asli.ketetapan.target_triwulan.all()
    ]


def test_removing_asks_first_and_takes_what_stands_below(penyusun: Client, versi: VersiRencanaAksi) -> None:
    program = Sasaran.objects.filter(versi=versi, jenjang=2).order_by("pk").first()
    assert program
    tanya = penyusun.get(f"{SUNTING}hapus/s/{program.pk}/").content.decode()
    assert "6 sasaran dan 6 indikator ikut terhapus" in tanya
    banyak = Indikator.objects.count()
    jawab = penyusun.post(f"{SUNTING}tindak/", {"aksi": "hapus", "baris": f"s{program.pk}"})
    assert jawab.status_code == 302
    assert Indikator.objects.count() == banyak - 6
    tindak(penyusun, aksi="urung")
    assert Indikator.objects.count() == banyak
    assert Sasaran.objects.get(pk=program.pk).uraian == program.uraian


def test_what_has_realizations_is_not_removed_and_the_way_out_is_named(
    penyusun: Client, versi: VersiRencanaAksi
) -> None:
    b = kegiatan(versi)
    terisi(b, 2)
    jawab = tindak(penyusun, aksi="hapus", baris=f"i{b.pk}")
    assert jawab.status_code == 409
    for bagian in ("sudah mempunyai realisasi TW II", "mulai Perubahan yang berlaku sesudah TW II"):
        assert bagian in jawab.json()["pesan"]
        assert "Belum dapat dihapus" in penyusun.get(f"{SUNTING}hapus/i/{b.pk}/").content.decode()
    assert tindak(penyusun, aksi="hapus", baris=f"s{b.sasaran.induk_id}").status_code == 409
    assert IndikatorSasaran.objects.filter(pk=b.pk).exists()


def test_a_row_removed_by_another_says_so(penyusun: Client, versi: VersiRencanaAksi) -> None:
    b = kegiatan(versi)
    tindak(penyusun, aksi="hapus", baris=f"i{b.pk}")
    assert "sudah tidak ada" in isi(penyusun, b, uraian="x").json()["pesan"]
    assert penyusun.get(f"{SUNTING}rincian/i/{b.pk}/", headers={"HX-Request": "true"}).status_code == 409


def test_undo_and_redo_name_the_act_and_are_each_planners_own(
    penyusun: Client, versi: VersiRencanaAksi, peragaan: Peragaan
) -> None:
    b = kegiatan(versi)
    jawab = isi(penyusun, b, tw1__teks="99").json()
    assert jawab["langkah"]["urung"].startswith("mengubah indikator")
    rekan = Client()
    rekan.force_login(
        Pengguna.objects.create(username="rekan", nama="Rekan", instansi=peragaan.instansi, peran="penyusun")
    )
    assert "Tidak ada langkah" in tindak(rekan, aksi="urung").json()["pesan"]
    jawab = tindak(penyusun, aksi="urung").json()
    assert jawab["fokus"] == f"i{b.pk}"
    assert jawab["langkah"]["ulang"].startswith("mengubah indikator")
    assert b.ketetapan.target_triwulan.get(triwulan=1).teks == "12 kegiatan"
    tindak(penyusun, aksi="ulang")
    assert b.ketetapan.target_triwulan.get(triwulan=1).teks == "99"


# ── beside the target ──
def test_last_years_target_and_realization_stand_beside_the_target(
    penyusun: Client, versi: VersiRencanaAksi, peragaan: Peragaan
) -> None:
    asal = KetetapanIndikator.objects.filter(indikator__tahun=2022, dokumen_asal="iku").first()
    assert asal
    Indikator.objects.filter(pk=asal.indikator_id).update(tahun=2029)
    b = kegiatan(versi)
    Indikator.objects.filter(pk=b.ketetapan.indikator_id).update(asal=asal.indikator_id)
    for alamat in (SUNTING, f"{SUNTING}rincian/i/{b.pk}/"):
        assert "2029: " in penyusun.get(alamat).content.decode()
        assert "realisasi" in penyusun.get(alamat).content.decode()


# ── in a Perubahan ──
@pytest.fixture
def perubahan(peragaan: Peragaan) -> VersiRencanaAksi:
    berlaku = VersiRencanaAksi.objects.get(rencana__tahun=2024, status="ditetapkan")
    return mulai_perubahan(
        versi=berlaku,
        alasan="P-APBD",
        mulai_triwulan=3,
        oleh=peragaan.pengguna("penyusun"),
        waktu=timezone.now(),
    )


def dump(versi: VersiRencanaAksi) -> Gambar:
    hasil: Gambar = {}
    pk = IndikatorSasaran.objects.filter(sasaran__versi=versi).values_list("ketetapan__indikator", flat=True)
    semua = KetetapanIndikator.objects.filter(indikator__in=list(pk))
    for qs in (IndikatorSasaran.objects.filter(sasaran__versi=versi), semua, *isi_indikator(pk)):
        hasil |= gambar(qs)
    return hasil


def test_editing_in_a_perubahan_copies_what_is_in_force_and_undo_takes_the_copy_back(
    penyusun: Client, perubahan: VersiRencanaAksi
) -> None:
    sunting = "/bakesbangpol/2024/rencana-aksi/sunting/"
    b = IndikatorSasaran.objects.filter(sasaran__versi=perubahan, sasaran__jenjang=3).order_by("pk").first()
    assert b
    assert not b.ketetapan.draf
    lama, sebelum = _kini(b), dump(perubahan)
    data = {"isi.tw4.teks": "99 data", "dimuat.tw4.teks": lama["tw4.teks"]}
    assert penyusun.post(f"{sunting}isi/i/{b.pk}/", data, headers=JSON).status_code == 200
    assert _kini(b) == lama
    b.refresh_from_db()
    assert (b.ketetapan.draf, b.ketetapan.alasan) == (True, "P-APBD")
    assert _kini(b)["tw4.teks"] == "99 data"
    assert penyusun.post(f"{sunting}tindak/", {"aksi": "urung"}, headers=JSON).status_code == 200
    assert dump(perubahan) == sebelum
    assert penyusun.post(f"{sunting}tindak/", {"aksi": "ulang"}, headers=JSON).status_code == 200
    b.refresh_from_db()
    assert _kini(b)["tw4.teks"] == "99 data"


def test_a_perubahan_may_drop_a_row_whose_realizations_lie_before_it(
    penyusun: Client, perubahan: VersiRencanaAksi
) -> None:
    sunting = "/bakesbangpol/2024/rencana-aksi/sunting/"
    b = IndikatorSasaran.objects.filter(sasaran__versi=perubahan, sasaran__jenjang=3).order_by("pk").first()
    assert b
    milik = Realisasi.objects.filter(indikator=b.ketetapan.indikator)
    milik.delete()
    terisi(b, 2)
    hapus = {"aksi": "hapus", "baris": f"i{b.pk}"}
    assert penyusun.post(f"{sunting}tindak/", hapus, headers=JSON).status_code == 200
    assert milik.count() == 1
    penyusun.post(f"{sunting}tindak/", {"aksi": "urung"}, headers=JSON)
    terisi(b, 3)
    assert "realisasi TW III" in penyusun.post(f"{sunting}tindak/", hapus, headers=JSON).json()["pesan"]


def test_a_number_that_reads_two_ways_is_asked_about_in_the_details(
    penyusun: Client, versi: VersiRencanaAksi
) -> None:
    b = kegiatan(versi)
    isi(penyusun, b, tw1__teks="1.500")
    assert "dibaca dua cara" in penyusun.get(SUNTING).content.decode()
    medan = {
        i.medan: i
        for _, isian in penyusun.get(f"{SUNTING}rincian/i/{b.pk}/").context["r"].triwulan
        for i in isian
    }
    jawaban = [v for v, _, _ in medan["tw1.tafsir"].pilihan if v]
    assert len(jawaban) == 2
    angka = set()
    for tafsir in jawaban:
        assert isi(penyusun, b, tw1__tafsir=tafsir).json()["medan"]["tw1.tafsir"]["nilai"] == tafsir
        target = b.ketetapan.target_triwulan.get(triwulan=1)
        angka.add(target.angka)
        assert target.teks == "1.500"
    assert angka == {Decimal(1500), Decimal("1.5")}
    target = b.ketetapan.target_triwulan.get(triwulan=1)
    details = penyusun.get(f"{SUNTING}rincian/i/{b.pk}/").content.decode()
    assert f"Dijawab: {'1,5' if target.tafsir == 'desimal' else '1.500'}" in details
    assert "dibaca dua cara" not in penyusun.get(SUNTING).content.decode()
