"""Django's own admin: for superusers only, reference data only. Plans, targets, realizations, status and
history are never here; an agency's admin works in the product pages (design: data)."""

from __future__ import annotations

from typing import Any

import axes.admin  # noqa: F401 (registers now, so that it can be taken off below)
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin  # noqa: F401 (registers now, so that it can be taken off below)
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from bakesbang.organisasi.actions import save
from bakesbang.organisasi.models import Instansi, Jabatan, Pejabat, Pengguna, TahunKerja, UnitKerja

RUANG_SENDIRI = {"organisasi", "kinerja"}
for _model in [m for m in admin.site._registry if m._meta.app_label not in RUANG_SENDIRI]:
    admin.site.unregister(_model)

admin.site.site_header = admin.site.site_title = "Kinerja: data acuan"
admin.site.index_title = "Instansi, orang, dan kebijakan"


class AdminAcuan(admin.ModelAdmin):
    """Superusers add and change; nobody deletes; every change is traced as in the product pages."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_view_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def instansi_dari(self, obj: Any) -> Instansi:
        return obj.instansi

    def save_model(
        self, request: HttpRequest, obj: models.Model, form: forms.ModelForm, change: bool
    ) -> None:
        save(row=obj, instansi=self.instansi_dari(obj), by=request.user, now=timezone.now())  # type: ignore[arg-type]


class TahunKerjaInline(admin.TabularInline):
    """A new agency needs one year before any of its pages opens."""

    model = TahunKerja
    extra = 0
    min_num = 1

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return bool(request.user.is_superuser)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    has_view_permission = has_add_permission

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Instansi)
class InstansiAdmin(AdminAcuan):
    list_display = ("kode", "nama", "tempat", "aktif")
    inlines = [TahunKerjaInline]

    def instansi_dari(self, obj: Any) -> Instansi:
        return obj


@admin.register(UnitKerja)
class UnitKerjaAdmin(AdminAcuan):
    list_display = ("nama", "instansi", "jenis", "urutan", "aktif")
    list_filter = ("instansi", "aktif")
    search_fields = ("nama", "nama_pendek")


@admin.register(Jabatan)
class JabatanAdmin(AdminAcuan):
    list_display = ("sebutan", "unit", "kepala", "aktif")
    list_filter = ("unit__instansi", "kepala", "aktif")
    list_select_related = ("unit",)
    search_fields = ("sebutan",)

    def instansi_dari(self, obj: Any) -> Instansi:
        return obj.unit.instansi


@admin.register(Pejabat)
class PejabatAdmin(AdminAcuan):
    list_display = ("nama", "jabatan", "status", "mulai", "selesai")
    list_filter = ("jabatan__unit__instansi", "status")
    list_select_related = ("jabatan",)
    search_fields = ("nama", "nip")

    def instansi_dari(self, obj: Any) -> Instansi:
        return obj.jabatan.unit.instansi


@admin.register(Pengguna)
class PenggunaAdmin(AdminAcuan):
    """Accounts are made in the product pages, which give a one-time password; here they are only changed."""

    list_display = ("username", "nama", "peran", "instansi", "unit", "is_active")
    list_filter = ("instansi", "peran", "is_active")
    list_select_related = ("instansi", "unit")
    search_fields = ("username", "nama")
    fields = ("username", "nama", "instansi", "unit", "peran", "instansi_dibaca", "is_active")
    readonly_fields = ("username",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Superusers are made and kept by the command only."""
        return super().has_change_permission(request, obj) and not (obj and obj.is_superuser)
