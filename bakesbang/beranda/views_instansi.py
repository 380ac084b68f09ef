"""The superuser's page of agencies: add one, copy a plan's structure. Nobody else opens it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from bakesbang.beranda import instansi as tindakan
from bakesbang.beranda.forms_instansi import FormulirInstansiBaru, FormulirSalin
from bakesbang.organisasi.actions import set_instansi_active
from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.organisasi.once import once
from bakesbang.organisasi.views_base import Question
from rencana_aksi.models import VersiRencanaAksi


def superuser_saja(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Turns ``view(request, superuser, …)`` into a view that signs in first and answers 403 to anybody else."""

    @wraps(view)
    def dijaga(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not isinstance(request.user, Pengguna) or not request.user.is_superuser:
            raise PermissionDenied("Halaman ini hanya untuk pengelola sistem.")
        return view(request, request.user, *args, **kwargs)

    return login_required(dijaga)


@require_GET
@superuser_saja
def daftar(request: HttpRequest, oleh: Pengguna) -> HttpResponse:
    semua = Instansi.objects.annotate(
        orang=Count("pengguna", filter=Q(pengguna__is_active=True), distinct=True),
        banyak_unit=Count("unit", distinct=True),
    ).prefetch_related("tahun_kerja")
    return render(request, "beranda/instansi.html", {"daftar": semua})


@require_http_methods(["GET", "POST"])
@superuser_saja
@once
def baru(request: HttpRequest, oleh: Pengguna) -> HttpResponse:
    form = FormulirInstansiBaru(request.POST or None, initial={"tahun": timezone.localdate().year})
    if request.method == "POST" and form.is_valid():
        admin = form.admin
        try:
            sandi = tindakan.buka_instansi(
                instansi=form.instance,
                tahun=form.cleaned_data["tahun"],
                admin=admin,
                oleh=oleh,
                waktu=timezone.now(),
            )
        except ValidationError as salah:
            form.add_error(None, salah.messages)
        else:
            return render(
                request,
                "beranda/instansi_sandi.html",
                {"instansi": form.instance, "orang": admin, "sandi": sandi},
            )
    return render(request, "beranda/instansi_baru.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@superuser_saja
def salin(request: HttpRequest, oleh: Pengguna) -> HttpResponse:
    form = FormulirSalin(request.POST or None)
    if request.method == "POST" and form.is_valid():
        isi = form.cleaned_data
        lain = {"instansi": isi["instansi"], "tahun": isi["tahun"], "dengan_target": isi["dengan_target"]}
        aksi = tindakan.salin_rencana if isinstance(isi["versi"], VersiRencanaAksi) else tindakan.salin_iku
        aksi(sumber=isi["versi"], oleh=oleh, waktu=timezone.now(), **lain)
        messages.success(request, f"Struktur disalin sebagai draf {isi['instansi']} tahun {isi['tahun']}.")
        return redirect("awal:instansi")
    return render(request, "beranda/instansi_salin.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@superuser_saja
def set_active(request: HttpRequest, by: Pengguna, pk: int, active: bool) -> HttpResponse:
    """Closes an agency, or opens it again; nothing of it is removed."""
    row = get_object_or_404(Instansi, pk=pk)
    act = "Aktifkan" if active else "Nonaktifkan"
    consequences = [
        "Orang-orangnya tetap dapat masuk dan membaca, tetapi tidak dapat mengubah apa pun.",
        "Instansi ini tidak lagi tampil di daftar dan tidak terlihat oleh pemeriksa dari luar.",
        "Tidak ada yang dihapus. Instansi dapat diaktifkan kembali.",
    ]
    question = Question(
        judul=f"{act} instansi",
        pertanyaan=f"{act} {row}?",
        akibat=["Semua halamannya terbuka lagi menurut peran."] if active else consequences,
        tombol=f"{act} instansi",
        batal=reverse("awal:instansi"),
        selesai=f"{row} sudah di{act.lower()}.",
        bahaya=not active,
    )
    return question.answer(
        request,
        lambda: set_instansi_active(instansi=row, active=active, by=by, now=timezone.now()),
    )
