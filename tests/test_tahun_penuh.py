"""A whole year of the real 2024 plan through the product: TW I in Chromium, by keyboard where people type, TW II–IV by
requests to the same addresses. At the end both reports say the same number on page, paper and in the workbook."""

import json
import re
from datetime import timedelta
from io import BytesIO

import openpyxl
import pypdf
import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page

from bakesbang.kinerja.models import Indikator, JadwalTriwulan, Realisasi
from tests.bakesbang.realisasi import isian
from tests.bakesbang.realisasi import panggung as p
from tests.peramban import Halaman

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
CATATAN = "Cocokkan dengan daftar hadir kecamatan."
DIKEMBALIKAN = p.ORMAS
UNIT = ("poldagri", "wasnas", "ideologi")


# ── what is typed ──
def nilai_sel(triwulan: int) -> dict[tuple[int, str], str]:
    """(indicator, field) → what its staff type."""
    semua = Indikator.objects.filter(tahun=2024).dipakai(triwulan)
    return {(i.pk, medan): teks for i in semua for medan, teks in isian.perubahan(i, triwulan).items()}


def sel_kisi(page: Page) -> list[tuple[int, str]]:
    """The cells of the grid in the order of the keys."""
    daftar = page.eval_on_selector_all(
        "#kisi input[data-medan]", "x => x.map(m => [m.dataset.pk, m.dataset.medan])"
    )
    return [(int(pk), medan) for pk, medan in daftar]


# ── by keyboard ──
def tab_sampai(page: Page, syarat: str) -> None:
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate(f"(() => {{ const e = document.activeElement; return {syarat}; }})()"):
            return
    raise AssertionError(f"Tab tidak pernah sampai ke {syarat}")


def tersimpan(page: Page) -> None:
    """Nothing waits to be sent, and no cell says that it was refused."""
    for _ in range(300):
        if not page.evaluate("Object.keys(localStorage).some(k => k.startsWith('antrean:'))"):
            break
        page.wait_for_timeout(50)
    assert page.locator(".sel--galat").count() == 0


def tulis_cerita(page: Page) -> None:
    """F2, the four stories with Tab between them, Esc back to the cell."""
    page.keyboard.press("F2")
    page.wait_for_selector("#panel textarea:focus")
    for nama in ("uraian", "faktor_pendukung", "faktor_penghambat", "tindak_lanjut"):
        assert page.evaluate("document.activeElement.dataset.medan") == nama
        page.keyboard.insert_text(isian.CERITA[nama])
        page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    page.wait_for_selector("#kisi input:focus")


def tempel(page: Page, nilai: list[str]) -> None:
    """A column copied in Excel, pasted into the cell that has the focus."""
    page.evaluate(
        """t => { const d = new DataTransfer(); d.setData('text/plain', t); document.activeElement.dispatchEvent(
        new ClipboardEvent('paste', {clipboardData: d, bubbles: true, cancelable: true})); }""",
        "\r\n".join(nilai) + "\r\n",
    )
    page.wait_for_selector("dialog button:focus:has-text('Tempel')")
    page.keyboard.press("Enter")


def lampirkan(page: Page, nama: str) -> None:
    """A PDF through the panel of the row, with the keys that open the system's file chooser."""
    page.keyboard.press("F2")
    page.wait_for_selector("#panel textarea:focus")
    tab_sampai(page, "e.type === 'file'")
    with page.expect_file_chooser() as pemilih:
        page.keyboard.press("Enter")
    pemilih.value.set_files([{"name": nama, "mimeType": "application/pdf", "buffer": PDF}])
    tab_sampai(page, "e.textContent.trim() === 'Unggah berkas'")
    page.keyboard.press("Enter")
    page.locator("#panel").get_by_role("link", name=f"{nama} (tab baru)").wait_for()
    page.keyboard.press("Escape")


def isi_dengan_papan_ketik(h: Halaman, unit: str, *, tempelan: bool) -> None:
    """Everything that is due in the unit and its stories, typed with a PDF or pasted, and submitted."""
    h.masuk(f"staf.{unit}").buka(p.alamat("isi", triwulan=1))
    page, nilai = h.page, nilai_sel(1)
    urutan = sel_kisi(page)
    tab_sampai(page, "e.matches('#kisi input[data-medan]')")
    if tempelan:
        tempel(page, [nilai.get(sel, "") for sel in urutan])
    terlampir = tempelan
    for n, (pk, medan) in enumerate(urutan):
        teks = nilai.get((pk, medan), "")
        page.wait_for_selector(f'#kisi input:focus[data-pk="{pk}"][data-medan="{medan}"]')
        if teks and not tempelan:
            page.keyboard.type(teks)
        if teks and (n + 1 == len(urutan) or urutan[n + 1][0] != pk):
            tulis_cerita(page)
            if not terlampir:
                lampirkan(page, f"Laporan {unit}.pdf")
                terlampir = True
        if n + 1 < len(urutan):
            page.keyboard.press("ArrowDown" if n % 2 else "Enter")
    tersimpan(page)
    periksa_axe(h)
    ajukan(page)


def ajukan(page: Page) -> None:
    tab_sampai(page, "e.matches('.bilah button')")
    page.keyboard.press("Enter")
    page.wait_for_url("**#kurang")
    assert page.get_by_text("diajukan ke Kepala Bidang").count(), page.locator(".pesan").all_inner_texts()


def periksa_axe(h: Halaman) -> None:
    assert h.pelanggaran_axe() == [], h.page.url


# ── by requests ──
def klien(username: str) -> Client:
    client = Client()
    client.force_login(p.orang(username))
    return client


def isi_lewat_permintaan(unit: str, triwulan: int) -> None:
    staf, nilai = klien(f"staf.{unit}"), nilai_sel(triwulan)
    kisi = staf.get(p.alamat("isi", triwulan=triwulan)).context["kisi"]
    for b in kisi.baris:
        isi = {f"isi.{medan}": teks for (pk, medan), teks in nilai.items() if pk == b.indikator.pk}
        lama = b.realisasi.riwayat.count() if b.realisasi else 0
        if isi and not lama:
            jawab = staf.post(
                p.alamat("simpan", triwulan=triwulan, pk=b.indikator.pk),
                isi | {f"isi.{m}": t for m, t in isian.CERITA.items()},
            )
            assert jawab.status_code == 200, jawab.content
            assert not [m for m in jawab.json()["medan"].values() if m["salah"] or m["bentrok"]]
    assert staf.post(p.alamat("ajukan", triwulan=triwulan), {"unit": unit}).status_code == 302


def setujui_semua(username: str, triwulan: int) -> None:
    """What waits for this person, looked at and then approved."""
    kepala, alamat = klien(username), p.alamat("reviu", triwulan=triwulan)
    baris = [b for b in kepala.get(alamat).context["isi"].baris if b.diputus and b.kelompok != "selesai"]
    pilih = [b.pilihan for b in baris]
    if pilih:
        assert kepala.post(alamat, {"keputusan": "periksa", "pilih": pilih}).status_code == 200
        assert kepala.post(alamat, {"keputusan": "setujui", "pilih": pilih}).status_code == 302


def belum_disetujui(triwulan: int) -> list[str]:
    return [
        r.ketetapan.uraian
        for r in Realisasi.objects.filter(indikator__tahun=2024, triwulan=triwulan)
        .exclude(status="disetujui").select_related("ketetapan")
    ]  # fmt: skip


def triwulan_lewat_permintaan(triwulan: int) -> None:
    penyusun, hari = klien("penyusun"), timezone.localdate()
    tanggal = {"buka": hari, "batas": hari + timedelta(days=14), "tutup": hari + timedelta(days=30)}
    assert penyusun.post(p.alamat("jadwal_atur", triwulan=triwulan), tanggal).status_code == 302
    for unit in UNIT:
        isi_lewat_permintaan(unit, triwulan)
    for kepala in (*(f"kabid.{u}" for u in UNIT), "pimpinan"):
        setujui_semua(kepala, triwulan)
    assert belum_disetujui(triwulan) == []
    assert penyusun.post(p.alamat("kunci", triwulan=triwulan)).status_code == 302
    assert JadwalTriwulan.objects.get(tahun=2024, triwulan=triwulan).terkunci


# ── the story ──
@pytest.mark.peramban
@pytest.mark.django_db(transaction=True)
@p.PER_BARIS
def test_a_full_year_from_opening_to_the_two_reports(peragaan, halaman: Halaman):
    halaman.page.on("filechooser", lambda _: None)  # from here on the system's own window never opens
    buka_tw_satu(halaman)
    isi_dengan_papan_ketik(halaman, "poldagri", tempelan=False)
    isi_dengan_papan_ketik(halaman, "wasnas", tempelan=True)
    isi_lewat_permintaan("ideologi", 1)
    kepala_memutuskan(halaman)
    pimpinan_menyetujui(halaman)
    staf_memperbaiki(halaman)
    kunci_tw_satu(halaman)
    for triwulan in (2, 3, 4):
        triwulan_lewat_permintaan(triwulan)
    laporan_sama(halaman, "rencana-aksi", p.ORMAS, "90%")
    laporan_sama(halaman, "iku", p.IKU_ORMAS, "80%")


def buka_tw_satu(h: Halaman) -> None:
    besok = timezone.localdate() + timedelta(days=1)
    JadwalTriwulan.objects.filter(tahun=2024, triwulan=1).update(
        buka=besok, batas=besok + timedelta(days=20), tutup=besok + timedelta(days=30)
    )
    h.masuk("penyusun").buka(p.alamat("jadwal"))
    periksa_axe(h)
    h.page.get_by_role("link", name="Atur tanggal TW I", exact=True).click()
    periksa_axe(h)
    h.page.get_by_label("Dibuka").fill(f"{timezone.localdate():%Y-%m-%d}")
    h.page.get_by_role("button", name="Simpan tanggal").click()
    h.page.get_by_text("Tanggal TW I tersimpan.").wait_for()


def kepala_memutuskan(h: Halaman) -> None:
    """One goes back with a note; the rest is approved, what stands out after a second look."""
    h.masuk("kabid.poldagri").buka(p.alamat("reviu", triwulan=1))
    periksa_axe(h)
    pk = p.indikator(DIKEMBALIKAN).pk
    h.page.locator(f"#b{pk} summary").click()
    h.page.locator(f"#c{pk}").fill(CATATAN)
    h.page.locator(f"#b{pk}").get_by_role("button", name="Kembalikan indikator ini").click()
    h.page.get_by_text("Dikembalikan dengan catatan").first.wait_for()
    for kotak in h.page.locator("input[name=pilih]").all():
        kotak.check()
    h.page.get_by_role("button", name="Putuskan yang dipilih").click()
    periksa_axe(h)
    h.page.get_by_role("button", name=re.compile(r"^Setujui \d+ indikator")).click()
    h.page.get_by_text(re.compile(r"\d+ indikator disetujui")).wait_for()
    for unit in ("wasnas", "ideologi"):
        setujui_semua(f"kabid.{unit}", 1)


def pimpinan_menyetujui(h: Halaman) -> None:
    h.masuk("pimpinan").buka(p.alamat("reviu", triwulan=1))
    periksa_axe(h)
    baris = Realisasi.objects.get(
        indikator=p.indikator("Angka konflik berlatar belakang isu SARA"), triwulan=1
    )
    assert baris.status == "diajukan"  # a sasaran strategis waits for him, whoever heads the bidang
    h.page.locator(f"#b{baris.indikator_id}").get_by_role("button", name=re.compile("^Setujui")).click()
    h.page.get_by_text("Disetujui: Angka konflik").wait_for()
    assert belum_disetujui(1) == [DIKEMBALIKAN]


def staf_memperbaiki(h: Halaman) -> None:
    h.masuk("staf.poldagri").buka(p.alamat("isi", triwulan=1))
    h.page.get_by_text(CATATAN).wait_for()
    pk = str(p.indikator(DIKEMBALIKAN).pk)
    tab_sampai(h.page, f"e.dataset.medan === 'teks' && e.dataset.pk === '{pk}'")
    h.page.keyboard.press("Control+A")
    h.page.keyboard.type("99%")
    h.page.keyboard.press("Enter")
    h.page.locator(f"#b{pk}").get_by_text("Tersimpan pukul").wait_for()
    tersimpan(h.page)
    periksa_axe(h)
    ajukan(h.page)
    setujui_semua("kabid.poldagri", 1)
    assert belum_disetujui(1) == []
    assert Realisasi.objects.get(indikator=int(pk), triwulan=1).teks == "99%"


def kunci_tw_satu(h: Halaman) -> None:
    h.masuk("penyusun").buka(p.alamat("jadwal"))
    h.page.get_by_role("link", name="Kunci TW I", exact=True).click()
    periksa_axe(h)
    h.page.get_by_role("button", name="Kunci TW I", exact=True).click()
    h.page.get_by_text("TW I dikunci, kunci ke-1. Laporannya dibekukan.").wait_for()
    h.buka("/bakesbangpol/2024/")
    periksa_axe(h)


def laporan_sama(h: Halaman, jenis: str, uraian: str, angka: str) -> None:
    """The quarter's result of one indicator on the page, in the PDF and in the workbook."""
    alamat = p.alamat("laporan_satu", triwulan=2, jenis=jenis)
    h.masuk("penyusun").buka(alamat)
    periksa_axe(h)
    baris = h.page.locator("tr", has_text=uraian).first.inner_text()
    assert re.search(rf"(?<![\d,.]){angka}", baris), baris
    penyusun = klien("penyusun")
    kertas = penyusun.get(p.alamat("cetak", triwulan=2, jenis=jenis, format="pdf"))
    teks = " ".join(
        " ".join(x.extract_text().split()) for x in pypdf.PdfReader(BytesIO(kertas.content)).pages
    )
    assert "DRAFT" not in teks
    assert re.search(rf"{re.escape(uraian)}.{{0,120}}?(?<![\d,.]){angka}", teks), teks
    buku = penyusun.get(p.alamat("cetak", triwulan=2, jenis=jenis, format="xlsx"))
    lembar = openpyxl.load_workbook(BytesIO(buku.content), data_only=True).worksheets[0]
    sel = next(b for b in lembar.iter_rows(values_only=True) if any(str(x).endswith(uraian) for x in b))
    assert angka in [str(x) for x in sel] or float(angka.rstrip("%")) / 100 in sel, json.dumps(
        sel, default=str
    )
