"""Django's own admin, for superusers: to look things up without a shell. Nothing is changed here,
so that no rule, permission or trace of the product pages can be gone round; every row links to its
product page."""

from __future__ import annotations

from typing import Any

# These register now, so that they can be taken off below: keys and tries are nobody's to read.
import axes.admin  # noqa: F401
import django_otp.plugins.otp_static.admin
import django_otp.plugins.otp_totp.admin  # noqa: F401
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin  # noqa: F401
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from bakesbang.organisasi.models import Instansi, Jabatan, Pejabat, Pengguna, TahunKerja, UnitKerja
from bakesbang.organisasi.permissions import page_url
from bakesbang.trail.models import Catatan

OWN_ROOMS = {"organisasi", "kinerja", "rencana_aksi", "iku"}
for _model in [m for m in admin.site._registry if m._meta.app_label not in OWN_ROOMS]:
    admin.site.unregister(_model)

admin.site.site_header = "Kinerja: baca data"
admin.site.site_title = "Kinerja: baca data"
admin.site.index_title = "Hanya untuk dibaca; perubahan dilakukan di halaman aplikasi"


def _sign_in(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """One door for everybody: limits, second factor and the log of sign-ins stand there."""
    return redirect(f"{reverse('akun:masuk')}?next={request.path}")


def _own_password(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    return redirect("akun:sandi")


admin.site.login = _sign_in  # type: ignore[method-assign]
admin.site.password_change = _own_password  # type: ignore[assignment, method-assign]


class ReadOnlyAdmin(admin.ModelAdmin):
    """A list to search and filter, and rows to read. ``product_url`` says where a row is worked
    on."""

    actions = None
    list_per_page = 50
    show_full_result_count = False

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_list_display(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*self.list_display, "product_page")

    @admin.display(description="halaman aplikasi")
    def product_page(self, obj: Any) -> str:
        url = self.product_url(obj)
        return format_html('<a href="{}">Buka</a>', url) if url else "–"

    def product_url(self, obj: Any) -> str:
        """The product page of this row; "" when there is none."""
        return ""


def newest_page(instansi: Instansi, name: str, **parts: Any) -> str:
    """A page of the agency in its newest year; "" while it has none."""
    newest = max((year.tahun for year in instansi.tahun_kerja.all()), default=None)
    return page_url(instansi, newest, name, **parts) if newest else ""


@admin.register(Instansi)
class InstansiAdmin(ReadOnlyAdmin):
    list_display = ("kode", "nama", "tempat", "aktif")
    list_filter = ("aktif",)
    search_fields = ("kode", "nama", "nama_pendek")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Instansi]:
        return super().get_queryset(request).prefetch_related("tahun_kerja")

    def product_url(self, obj: Instansi) -> str:
        return newest_page(obj, "beranda:beranda")


@admin.register(TahunKerja)
class TahunKerjaAdmin(ReadOnlyAdmin):
    list_display = ("tahun", "instansi")
    list_filter = ("instansi",)
    list_select_related = ("instansi",)

    def product_url(self, obj: TahunKerja) -> str:
        return page_url(obj.instansi, obj.tahun, "beranda:beranda")


@admin.register(UnitKerja)
class UnitKerjaAdmin(ReadOnlyAdmin):
    list_display = ("nama", "instansi", "jenis", "urutan", "aktif")
    list_filter = ("instansi", "aktif")
    list_select_related = ("instansi",)
    search_fields = ("nama", "nama_pendek")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[UnitKerja]:
        return super().get_queryset(request).prefetch_related("instansi__tahun_kerja")

    def product_url(self, obj: UnitKerja) -> str:
        return newest_page(obj.instansi, "organisasi:unit_ubah", pk=obj.pk)


@admin.register(Jabatan)
class JabatanAdmin(ReadOnlyAdmin):
    list_display = ("sebutan", "unit", "kepala", "aktif")
    list_filter = ("unit__instansi", "kepala", "aktif")
    list_select_related = ("unit__instansi",)
    search_fields = ("sebutan",)

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Jabatan]:
        return super().get_queryset(request).prefetch_related("unit__instansi__tahun_kerja")

    def product_url(self, obj: Jabatan) -> str:
        return newest_page(obj.unit.instansi, "organisasi:pejabat", pk=obj.pk)


@admin.register(Pejabat)
class PejabatAdmin(ReadOnlyAdmin):
    list_display = ("nama", "jabatan", "status", "mulai", "selesai")
    list_filter = ("jabatan__unit__instansi", "status")
    list_select_related = ("jabatan__unit__instansi",)
    search_fields = ("nama", "nip")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Pejabat]:
        return super().get_queryset(request).prefetch_related("jabatan__unit__instansi__tahun_kerja")

    def product_url(self, obj: Pejabat) -> str:
        return newest_page(obj.jabatan.unit.instansi, "organisasi:pejabat", pk=obj.jabatan_id)


@admin.register(Pengguna)
class PenggunaAdmin(ReadOnlyAdmin):
    list_display = ("username", "nama", "peran", "instansi", "unit", "is_active", "last_login")
    list_filter = ("instansi", "peran", "is_active")
    list_select_related = ("instansi", "unit")
    search_fields = ("username", "nama", "email")
    fields = (
        "username",
        "nama",
        "email",
        "instansi",
        "unit",
        "peran",
        "instansi_dibaca",
        "is_active",
        "wajib_ganti_sandi",
        "last_login",
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Pengguna]:
        return super().get_queryset(request).prefetch_related("instansi__tahun_kerja")

    def product_url(self, obj: Pengguna) -> str:
        if obj.instansi is None:
            return ""
        return newest_page(obj.instansi, "organisasi:pengguna_ubah", pk=obj.pk)


@admin.register(Catatan)
class CatatanAdmin(ReadOnlyAdmin):
    """The trace of everybody; fields of values and history are on the product's page Riwayat."""

    list_display = ("waktu", "oleh", "tindakan", "objek_nama", "instansi_nomor", "tahun")
    list_filter = ("tahun", "objek_jenis")
    list_select_related = ("oleh",)
    search_fields = ("tindakan", "objek_nama", "oleh__username", "oleh__nama")
    date_hierarchy = "waktu"
