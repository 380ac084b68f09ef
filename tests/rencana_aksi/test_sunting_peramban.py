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

from bakesbang.organisasi.models import Instansi, Jabatan, Pejabat, Pengguna, TahunKerja, UnitKerja
from rencana_aksi import tindakan
from rencana_aksi.bentuk import sasaran_dari_data
from rencana_aksi.models import VersiRencanaAksi
from rencana_aksi.pohon import Simpul, muat
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
