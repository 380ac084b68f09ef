"""Home, search, and the year switch."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from bakesbang.beranda import ringkasan
from bakesbang.beranda.pencarian import cari as temukan
from bakesbang.organisasi.izin import BACA, Konteks, halaman
from bakesbang.organisasi.models import Instansi, TahunKerja
from bakesbang.organisasi.peran import Peran
from bakesbang.realisasi.papan import muat_papan


@require_GET
@login_required
def awal(request: HttpRequest) -> HttpResponse:
    """To the agency and year opened last, else to the newest year of one's own agency."""
    terbaca = Instansi.objects.terbaca(request.user)  # type: ignore[arg-type]
    tahun = TahunKerja.objects.filter(instansi__in=terbaca).select_related("instansi").order_by("-tahun")
    lalu = tahun.filter(
        instansi__kode=request.session.get("instansi", ""), tahun=request.session.get("tahun", 0)
    ).first()
    pilihan = (
        lalu or tahun.filter(instansi=getattr(request.user, "instansi_id", None)).first() or tahun.first()
    )
    if pilihan is None:
        return render(request, "beranda/kosong.html")
    return redirect("beranda:beranda", kode=pilihan.instansi.kode, tahun=pilihan.tahun)


@require_GET
@halaman(BACA)
def beranda(request: HttpRequest, k: Konteks) -> HttpResponse:
    papan = muat_papan(k.pengguna, k.instansi, k.tahun, k.instansi.hari_ini())
    dokumen = ringkasan.dokumen_tahun(k)
    tw_nilai = ringkasan.triwulan_terakhir_dinilai(papan)
    terendah, tertinggi = ringkasan.peringkat(papan, tw_nilai) if tw_nilai else ([], [])
    isi = {
        "dokumen": dokumen, "tugas": ringkasan.tugas(k, papan, dokumen), "papan": papan, "baris_papan": [*papan.baris_unit, papan.seluruh],
        "kalender": ringkasan.kalender(papan), "tw_nilai": tw_nilai, "terendah": terendah, "tertinggi": tertinggi,
        "kabar": ringkasan.pemberitahuan(k), "tw_kini": papan.triwulan_kini,
        "tanpa_kabid": papan.tanpa_kabid(papan.triwulan_kini) if papan.triwulan_kini and k.pengguna.peran == Peran.PIMPINAN else [],
    }  # fmt: skip
    return render(request, "beranda/beranda.html", isi)


@require_POST
@halaman(BACA)
def kabar_dibaca(request: HttpRequest, k: Konteks) -> HttpResponse:
    """Marks every notice of this person as read."""
    k.pengguna.pemberitahuan.filter(instansi=k.instansi, dibaca_pada=None).update(dibaca_pada=timezone.now())
    return redirect("beranda:beranda", kode=k.instansi.kode, tahun=k.tahun)


@require_GET
@halaman(BACA)
def cari(request: HttpRequest, k: Konteks) -> HttpResponse:
    kata = request.GET.get("q", "").strip()[:200]
    return render(request, "beranda/cari.html", {"kata": kata, "temuan": temukan(k.instansi, k.tahun, kata)})


@require_POST
@halaman(BACA)
def pilih_tahun(request: HttpRequest, k: Konteks) -> HttpResponse:
    """Opens Beranda of another year; ``halaman`` remembers it there."""
    tahun = request.POST.get("tahun", "")
    if (
        not tahun.isdigit()
        or not TahunKerja.objects.filter(instansi=k.instansi, tahun=int(tahun[:4])).exists()
    ):
        raise Http404("Tahun itu belum ada dokumennya.")
    return redirect("beranda:beranda", kode=k.instansi.kode, tahun=int(tahun))
