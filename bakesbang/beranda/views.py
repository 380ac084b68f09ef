"""Home, search, and the year switch."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from bakesbang.beranda import ringkasan
from bakesbang.beranda.pencarian import cari as temukan
from bakesbang.beranda.pengingat import Orang
from bakesbang.beranda.tugas import bertugas, daftar_tugas
from bakesbang.kinerja.models import Pemberitahuan
from bakesbang.organisasi.models import Instansi, TahunKerja
from bakesbang.organisasi.permissions import READ, PageContext, page
from bakesbang.organisasi.roles import Peran
from bakesbang.realisasi.papan import muat_papan
from bakesbang.realisasi.tabel_capaian import kalimat_skala


@require_GET
@login_required
def awal(request: HttpRequest) -> HttpResponse:
    """To the agency and year opened last, else to the newest year of one's own agency."""
    terbaca = Instansi.objects.visible_to(request.user)  # type: ignore[arg-type]
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
@page(READ)
def beranda(request: HttpRequest, k: PageContext) -> HttpResponse:
    """What must I do now and by when; then how the year stands. Everything comes from one load of the board."""
    papan = muat_papan(k.pengguna, k.instansi, k.tahun, k.instansi.today())
    orang, dokumen = Orang.muat(papan), ringkasan.dokumen_tahun(k)
    kini, tw_nilai = ringkasan.triwulan_kini(k, papan), ringkasan.triwulan_terakhir_dinilai(papan)
    terendah, tertinggi = ringkasan.peringkat(papan, tw_nilai) if tw_nilai else ([], [])
    menyeluruh = k.pengguna.is_superuser or k.pengguna.peran not in {Peran.STAF, Peran.KABID}
    isi = {
        "papan": papan, "kini": kini, "tw_kini": papan.triwulan_kini, "dokumen": dokumen, "jadwal": ringkasan.jadwal_tahun(papan),
        "bertugas": bertugas(k), "daftar": daftar_tugas(k, papan, dokumen, orang), "hampa": ringkasan.hampa(k, papan),
        "ditunggu": ringkasan.ditunggu(k, papan, orang), "terlambat": ringkasan.pesan_terlambat(k, papan),
        "sekilas": ringkasan.sekilas(papan, tw_nilai) if menyeluruh and papan.butir else [],
        "baris_papan": papan.baris_unit, "seluruh": papan.seluruh, "kalimat_skala": kalimat_skala(papan.skala),
        "tw_nilai": tw_nilai, "terendah": terendah, "tertinggi": tertinggi, "kabar": ringkasan.kabar(k)[: ringkasan.KABAR_TERLIHAT],
        "tanpa_kabid": papan.tanpa_kabid(kini.triwulan) if kini and menyeluruh and k.pengguna.peran == Peran.PIMPINAN else [],
    }  # fmt: skip
    return render(request, "beranda/beranda.html", isi)


@require_GET
@page(READ)
def kabar(request: HttpRequest, k: PageContext) -> HttpResponse:
    """Every notice of this person, unread ones first."""
    lembar = Paginator(ringkasan.kabar(k), 30).get_page(request.GET.get("page"))
    return render(request, "beranda/kabar.html", {"hal": lembar})


@require_POST
@page(READ)
def kabar_buka(request: HttpRequest, k: PageContext, pk: int) -> HttpResponse:
    """Follows a notice to what it is about and marks it as read. Another person's notice is a 404."""
    p = get_object_or_404(Pemberitahuan, pk=pk, untuk=k.pengguna, instansi=k.instansi)
    Pemberitahuan.objects.filter(pk=p.pk, dibaca_pada=None).update(dibaca_pada=timezone.now())
    return redirect(p.tautan) if p.tautan else redirect("beranda:kabar", kode=k.instansi.kode, tahun=k.tahun)


@require_POST
@page(READ)
def kabar_dibaca(request: HttpRequest, k: PageContext) -> HttpResponse:
    """Marks every notice of this person as read."""
    ringkasan.kabar(k).filter(dibaca_pada=None).update(dibaca_pada=timezone.now())
    return redirect("beranda:beranda", kode=k.instansi.kode, tahun=k.tahun)


@require_GET
@page(READ)
def cari(request: HttpRequest, k: PageContext) -> HttpResponse:
    kata = request.GET.get("q", "").strip()[:200]
    return render(request, "beranda/cari.html", {"kata": kata, "temuan": temukan(k.instansi, k.tahun, kata)})


@require_POST
@page(READ)
def pilih_tahun(request: HttpRequest, k: PageContext) -> HttpResponse:
    """Opens Beranda of another year; ``halaman`` remembers it there."""
    tahun = request.POST.get("tahun", "")
    if (
        not (tahun.isdecimal() and len(tahun) == 4)
        or not TahunKerja.objects.filter(instansi=k.instansi, tahun=int(tahun)).exists()
    ):
        raise Http404("Tahun itu belum ada dokumennya.")
    return redirect("beranda:beranda", kode=k.instansi.kode, tahun=int(tahun))
