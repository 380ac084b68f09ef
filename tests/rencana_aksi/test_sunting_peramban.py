"""The editor in a real browser: a whole plan by keyboard, two planners, both widths."""

import os
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
import yaml
from django.conf import settings
from django.utils import timezone

from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.organisasi.fixtures import jabatan_by_code
from bakesbang.organisasi.models import Instansi, Jabatan, Pejabat, Pengguna, TahunKerja, UnitKerja
from rencana_aksi import suntingan, tindakan
from rencana_aksi.bentuk import sasaran_dari_data
from rencana_aksi.models import IndikatorSasaran, VersiRencanaAksi
from rencana_aksi.pohon import Simpul, muat
from tests.adegan import Peragaan
from tests.peramban import Halaman

pytestmark = [pytest.mark.peramban, pytest.mark.django_db(transaction=True)]

DATA: dict[str, Any] = yaml.safe_load(
    (settings.BASE_DIR / "fixtures" / "rencana_aksi_2024.yaml").read_text(encoding="utf-8")
)
POTRET = os.environ.get("POTRET")


def potret(h: Halaman, nama: str) -> None:
    if POTRET:
        h.potret(Path(POTRET) / f"{nama}.png", penuh=False)


@pytest.fixture
def kantor(db: Any) -> Instansi:
    """Two agencies without a plan and one year to start from."""
    for kode in ("kosong", "lain"):
        instansi = Instansi.objects.create(kode=kode, nama="Badan Contoh", tempat="Mojokerto")
        unit = UnitKerja.objects.create(instansi=instansi, kode="pimpinan", nama="Pimpinan", jenis="pimpinan")
        jabatan = Jabatan.objects.create(unit=unit, kode="kepala", sebutan="Kepala Badan", kepala=True)
        Pejabat.objects.create(jabatan=jabatan, nama="Kepala", mulai="2020-01-01")
        Pengguna.objects.create(
            username=f"penyusun.{kode}", nama=f"Penyusun {kode}", instansi=instansi, peran="penyusun"
        )
        TahunKerja.objects.create(instansi=instansi, tahun=2023)
    Pengguna.objects.create(
        username="rekan",
        nama="Rekan Penyusun",
        instansi=Instansi.objects.get(kode="kosong"),
        peran="penyusun",
    )
    return Instansi.objects.get(kode="kosong")


class Papan:
    """A planner at the keyboard."""

    def __init__(self, h: Halaman) -> None:
        self.h, self.tuts = h, h.page.keyboard

    def _fokus(self, teks: str, nama: str = "uraian") -> None:
        self.h.page.wait_for_function(
            "([n, t]) => document.activeElement?.name === n && document.activeElement.closest('[data-baris]').querySelector('textarea').value === t",
            arg=[nama, teks],
        )

    def tulis_baru(self, tombol: str, teks: str, nama: str = "uraian") -> None:
        self.tuts.press(tombol)
        self.tuts.insert_text(teks)
        self.tuts.press("Enter")
        self._fokus(teks, nama)

    def sasaran(self, data: dict[str, Any], tombol: str) -> None:
        """One sasaran with all under it; afterwards its own words have the focus."""
        self.tulis_baru(tombol, data["uraian"])
        for i in data.get("indikator", ()):
            self.indikator(i, strategis="tahunan" in i)
            self.tuts.press("Alt+u")
        for n, anak in enumerate(data.get("anak", ())):
            self.sasaran(anak, "Alt+s" if n else "Alt+b")
        if data.get("anak"):
            self.tuts.press("Alt+u")
        self._fokus(data["uraian"])

    def indikator(self, data: dict[str, Any], *, strategis: bool) -> None:
        self.tulis_baru("Alt+i", data["uraian"], "tahunan" if strategis else "tw1.teks")
        if strategis:
            self.tuts.insert_text(data["tahunan"])
            return
        for teks in (t for tw in data["tw"] for t in tw):
            if teks:
                self.tuts.insert_text(teks)
            self.tuts.press("Tab")
        if cetak := data.get("penanggung_jawab_cetak"):
            self.tuts.insert_text(cetak)


def ringkas(pohon: tuple[Simpul, ...]) -> list[Any]:
    return [
        (s.uraian, [(b.ketetapan.uraian, b.ketetapan.tahunan and b.ketetapan.tahunan.teks, b.penanggung_jawab_cetak,
                     [(t.triwulan, t.teks, t.penjelasan) for t in b.ketetapan.triwulan]) for b in s.indikator], ringkas(s.anak))
        for s in pohon
    ]  # fmt: skip


def badan_pdf(isi: bytes) -> str:
    """Title and table; number, date, signatory and footer are another matter (design: paper)."""
    teks = "\n".join(h.extract_text() for h in pypdf.PdfReader(BytesIO(isi)).pages)
    teks = re.split(r"Mojokerto,|Ditetapkan di", teks)[0] if "Mojokerto," in teks else teks
    return "\n".join(
        b for b in teks.splitlines() if not re.search(r"Halaman \d|[Dd]icetak|^Nomor|DRAFT|Murni", b)
    )


def test_the_whole_plan_of_the_source_is_built_by_keyboard_and_prints_like_the_fixture(
    kantor: Instansi, halaman: Halaman
) -> None:
    h = halaman.masuk("penyusun.kosong")
    h.buka("/kosong/2023/rencana-aksi/tahun/")
    h.page.get_by_role("link", name="Rencana Aksi baru").focus()
    papan = Papan(h)
    papan.tuts.press("Enter")
    h.page.get_by_label("Tahun", exact=True).focus()
    h.page.wait_for_url("**/baru/")
    for teks in ("2024", DATA["nama_cetak"]):
        papan.tuts.press("Control+a")
        papan.tuts.insert_text(teks)
        papan.tuts.press("Tab")
    papan.tuts.press("Enter")
    h.page.wait_for_url("**/2024/rencana-aksi/sunting/")
    for s in DATA["sasaran"]:
        papan.sasaran(s, "Alt+s")
    h.page.wait_for_function("() => !document.querySelector('.tunggu')")
    potret(h, "sunting-2024")
    assert h.pelanggaran_axe() == []

    lain = Instansi.objects.get(kode="lain")
    acuan = tindakan.buat(
        instansi=lain, tahun=2024, nama_cetak=DATA["nama_cetak"], pohon=[sasaran_dari_data(s) for s in _tanpa_jabatan()],
        oleh=None, waktu=timezone.now(),
    )  # fmt: skip
    versi = VersiRencanaAksi.objects.get(rencana__instansi=kantor)
    assert ringkas(muat(versi)) == ringkas(muat(acuan))

    h.buka("/kosong/2024/rencana-aksi/tetapkan/")
    h.page.locator("[name=nomor_surat]").fill("188/1/2024")
    h.page.locator("[name=tanggal]").fill("2024-01-05")
    h.page.keyboard.press("Enter")
    h.page.wait_for_load_state()
    h.page.get_by_role("button", name="Tetapkan Rencana Aksi 2024").focus()
    papan.tuts.press("Enter")
    h.page.wait_for_url("**/2024/rencana-aksi/")
    versi.refresh_from_db()
    assert versi.status == "ditetapkan"
    tindakan.tetapkan(
        versi=acuan, nomor_surat="9", tanggal=timezone.now().date(), penanda_tangan=None,
        oleh=Pengguna.objects.get(username="penyusun.lain"), waktu=timezone.now(),
    )  # fmt: skip
    milik = h.page.context.request.get(f"{h.alamat_server}/kosong/2024/rencana-aksi/cetak/pdf/").body()
    h.page.context.clear_cookies()
    h.masuk("penyusun.lain")
    harapan = h.page.context.request.get(f"{h.alamat_server}/lain/2024/rencana-aksi/cetak/pdf/").body()
    if POTRET:
        Path(POTRET, "milik.pdf").write_bytes(milik)
    assert len(badan_pdf(milik)) > 3000
    assert badan_pdf(milik) == badan_pdf(harapan)


def _tanpa_jabatan() -> list[dict[str, Any]]:
    """The fixture without offices: the second agency has none, and the paper prints the words."""

    def buang(s: dict[str, Any]) -> dict[str, Any]:
        return s | {
            "indikator": [{n: v for n, v in i.items() if n != "jabatan"} for i in s.get("indikator", ())],
            "anak": [buang(a) for a in s.get("anak", ())],
        }

    return [buang(s) for s in DATA["sasaran"]]


ALAMAT = "/bakesbangpol/2030/rencana-aksi/sunting/"


@pytest.fixture
def draf(peragaan: Peragaan) -> VersiRencanaAksi:
    """The words of the source as a draf of another year, offices and proposals included."""
    instansi = peragaan.instansi
    return tindakan.buat(
        instansi=instansi, tahun=2030, nama_cetak=DATA["nama_cetak"], pohon=[sasaran_dari_data(s) for s in DATA["sasaran"]],
        oleh=None, waktu=timezone.now(), jabatan=jabatan_by_code(instansi),
    )  # fmt: skip


def baris(teks: str) -> IndikatorSasaran:
    return IndikatorSasaran.objects.get(ketetapan__uraian=teks, ketetapan__indikator__tahun=2030)


TIDAK_MENYIMPAN = "() => !document.querySelector('.tunggu')"


@pytest.mark.parametrize("ukuran", ["halaman", "halaman_ponsel"])
def test_axe_finds_nothing_in_tree_details_questions_and_pickers(
    draf: VersiRencanaAksi, request: pytest.FixtureRequest, ukuran: str
) -> None:
    h: Halaman = request.getfixturevalue(ukuran).masuk("penyusun")
    b = baris("Jumlah database ormas terdaftar dan berbadan hukum")
    for nama, alamat in (
        ("papan", ALAMAT), ("rincian-i", f"{ALAMAT}rincian/i/{b.pk}/"), ("rincian-s", f"{ALAMAT}rincian/s/{b.sasaran_id}/"),
        ("hapus", f"{ALAMAT}hapus/s/{b.sasaran_id}/"), ("mulai", "/bakesbangpol/2030/rencana-aksi/tahun/baru/"),
    ):  # fmt: skip
        assert h.buka(alamat) == 200
        potret(h, f"{nama}-{ukuran}")
        assert h.pelanggaran_axe() == [], nama
        assert not h.bergeser_ke_samping(), nama
    h.buka(ALAMAT)
    h.page.locator(f"#i{b.pk} textarea").first.focus()
    for aksi in ("pilih", "hapus"):
        h.page.locator(f"[data-aksi={aksi}]").click()
        h.page.locator("dialog[open] .alat").wait_for()
        h.page.wait_for_timeout(200)
        potret(h, f"{aksi}-{ukuran}")
        assert h.pelanggaran_axe() == [], aksi
        h.page.keyboard.press("Escape")
    if ukuran == "halaman":
        h.page.keyboard.press("F2")
        h.page.locator("#panel form").wait_for()
        potret(h, "panel")
        assert h.pelanggaran_axe() == []
        assert not h.bergeser_ke_samping()


def test_a_click_into_a_field_is_only_a_click(draf: VersiRencanaAksi, halaman: Halaman) -> None:
    h = halaman.masuk("penyusun")
    h.buka(ALAMAT)
    h.page.locator("[name='tw2.teks']").first.click()
    assert h.keluhan == []
    assert h.page.locator("#panel").is_hidden()


def test_two_planners_merge_and_a_conflict_waits_for_a_choice(
    draf: VersiRencanaAksi, halaman: Halaman, peragaan: Peragaan
) -> None:
    b = baris("Jumlah database ormas terdaftar dan berbadan hukum")
    rekan = Pengguna.objects.create(
        username="rekan", nama="Rekan Kerja", instansi=peragaan.instansi, peran="penyusun"
    )
    h = halaman.masuk("penyusun")
    h.buka(ALAMAT)
    with suntingan.buka(versi=draf, oleh=rekan, waktu=timezone.now(), pohon=False) as d:
        suntingan.isi_butir(
            d, butir=b.pk, perubahan={"tw2.teks": "20 kegiatan", "tw3.teks": "2 kegiatan"}, dimuat=None
        )
    satu = h.page.locator(f"#i{b.pk}")
    satu.locator("[name='tw1.teks']").fill("3 kegiatan")
    satu.locator("[name='tw2.teks']").fill("21 kegiatan")
    satu.locator("[name='tw4.teks']").focus()
    tanya = satu.get_by_role("alert")
    tanya.wait_for()
    assert "Rekan Kerja mengubah menjadi 20 kegiatan" in tanya.inner_text()
    potret(h, "bentrok")
    h.page.evaluate("() => window.scrollTo(0, 0)")
    assert h.pelanggaran_axe() == []
    tanya.get_by_role("button", name="Pakai 21 kegiatan dari saya").click()
    h.page.wait_for_function(TIDAK_MENYIMPAN)
    assert [t.teks for t in b.ketetapan.target_triwulan.order_by("triwulan")] == [
        "3 kegiatan", "21 kegiatan", "2 kegiatan", "18 data",
    ]  # fmt: skip


def test_keys_move_copy_remove_and_undo(draf: VersiRencanaAksi, halaman: Halaman) -> None:
    h = halaman.masuk("penyusun")
    h.buka(ALAMAT)
    tuts = h.page.keyboard
    awal = ringkas(muat(draf))

    def kabar(teks: str) -> None:
        h.page.wait_for_function("t => document.getElementById('kabar').textContent.startsWith(t)", arg=teks)

    h.page.locator(".ss--1 > .ss__kepala textarea").first.focus()
    tuts.press("Alt+ArrowDown")
    kabar("Memindah")
    assert [s.uraian for s in muat(draf)] == [DATA["sasaran"][1]["uraian"], DATA["sasaran"][0]["uraian"]]
    assert h.page.evaluate("() => document.activeElement.value") == DATA["sasaran"][0]["uraian"]
    tuts.press("Alt+Delete")
    h.page.locator("dialog[open] button:focus").wait_for()
    tuts.press("Enter")
    kabar("Menghapus")
    assert len(muat(draf)) == 1
    tuts.press("Alt+z")
    kabar("Mengurungkan: menghapus")
    tuts.press("Alt+z")
    kabar("Mengurungkan: memindah")
    assert ringkas(muat(draf)) == awal
    tuts.press("Alt+y")
    kabar("Mengulangi: memindah")
    assert ringkas(muat(draf)) != awal


def test_a_lost_connection_keeps_what_was_typed_and_sends_it_later(
    draf: VersiRencanaAksi, halaman: Halaman
) -> None:
    b = baris("Jumlah database ormas setiap kecamatan")
    h = halaman.masuk("penyusun")
    h.buka(ALAMAT)
    h.page.context.set_offline(True)
    h.page.locator(f"#i{b.pk} [name='tw1.teks']").fill("4 kegiatan")
    h.page.locator(f"#i{b.pk} [name='tw2.teks']").focus()
    h.page.get_by_text("Sambungan terputus sejak").wait_for()
    h.page.context.set_offline(False)
    h.page.wait_for_function(TIDAK_MENYIMPAN)
    assert b.ketetapan.target_triwulan.get(triwulan=1).teks == "4 kegiatan"


def test_one_field_is_changed_on_a_phone_and_without_a_script(
    draf: VersiRencanaAksi, halaman_ponsel: Halaman, halaman_tanpa_skrip: Halaman
) -> None:
    b = baris("Jumlah database ormas setiap kecamatan")
    h = halaman_ponsel.masuk("penyusun")
    h.buka(ALAMAT)
    h.page.locator(f"#i{b.pk} [name='tw1.teks']").fill("5 kegiatan")
    h.page.locator(f"#i{b.pk} [name='tw1.penjelasan']").focus()
    h.page.get_by_text("Tersimpan pukul").wait_for()
    assert b.ketetapan.target_triwulan.get(triwulan=1).teks == "5 kegiatan"
    h.page.locator(f"#i{b.pk} [data-rincian]").click()
    h.page.wait_for_url("**/rincian/i/**")
    h.page.get_by_label("Cara menggabung triwulan").select_option("akumulasi")
    h = halaman_tanpa_skrip.masuk("penyusun")
    h.buka(ALAMAT)
    h.page.locator(f"#i{b.pk} [data-rincian]").click()
    h.page.get_by_role("textbox", name="Satuan").fill("dokumen")
    h.page.get_by_role("button", name="Simpan").click()
    h.page.get_by_text("Tersimpan.").wait_for()
    b.ketetapan.refresh_from_db()
    assert b.ketetapan.satuan == "dokumen"


def test_details_save_choices_confirm_proposals_and_pick_an_indicator(
    draf: VersiRencanaAksi, halaman: Halaman
) -> None:
    b = baris("Jumlah database ormas setiap kecamatan")
    h = halaman.masuk("penyusun")
    h.buka(ALAMAT)
    h.page.locator(f"#i{b.pk} [data-rincian]").click()
    panel = h.page.locator("#panel")
    panel.get_by_label("Cara menggabung triwulan").select_option("akumulasi")
    panel.get_by_text("Tersimpan pukul").wait_for()
    panel.locator("[data-medan=penanggung_jawab] input[type=checkbox]").first.check()
    panel.locator("[data-medan=penanggung_jawab]").get_by_text("Tersimpan pukul").wait_for()
    panel.get_by_role("button", name="Usulan benar").click()
    h.page.locator(f"#i{b.pk} [data-usul]").wait_for(state="detached")
    k = KetetapanIndikator.objects.get(pk=b.ketetapan_id)
    assert (k.agregasi, k.usulan, k.penanggung_jawab.count()) == ("akumulasi", [], 1)
    h.page.keyboard.press("F2")
    h.page.locator(f"#s{b.sasaran_id} > .ss__kepala textarea").focus()
    h.page.locator("[data-aksi=pilih]").click()
    h.page.locator("#cari-q").fill("surat keputusan")
    h.page.get_by_role("button", name="Jumlah surat keputusan yang diterbitkan").wait_for()
    h.page.keyboard.press("ArrowDown")
    h.page.keyboard.press("Enter")
    h.page.wait_for_function("() => document.getElementById('kabar').textContent.startsWith('Memakai')")
    assert b.sasaran.indikator.count() == 2


def test_an_expired_session_asks_to_sign_in_in_place_and_then_sends(
    draf: VersiRencanaAksi, halaman: Halaman, peragaan: Peragaan
) -> None:
    orang = peragaan.pengguna("penyusun")
    orang.set_password("Rahasia-Benar-1")
    orang.save()
    b = baris("Jumlah database ormas setiap kecamatan")
    h = halaman.masuk("penyusun")
    h.buka(ALAMAT)
    h.page.context.clear_cookies(name="sessionid")
    h.page.locator(f"#i{b.pk} [name='tw1.teks']").fill("6 kegiatan")
    h.page.locator(f"#i{b.pk} [name='tw2.teks']").focus()
    h.page.get_by_role("heading", name="Sesi Anda berakhir").wait_for()
    h.page.keyboard.insert_text("Rahasia-Benar-1")
    h.page.keyboard.press("Enter")
    h.page.wait_for_function(TIDAK_MENYIMPAN)
    assert b.ketetapan.target_triwulan.get(triwulan=1).teks == "6 kegiatan"
