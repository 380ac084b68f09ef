"""Django's own admin of this room: the policy only, for superusers only (design: data)."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from bakesbang.kinerja.models import KebijakanCapaian
from bakesbang.organisasi.admin import AdminAcuan


@admin.register(KebijakanCapaian)
class KebijakanCapaianAdmin(AdminAcuan):
    """To look at; it is changed on its product page, which checks the bands."""

    list_display = ("instansi", "tahun", "batas_atas", "aturan_nol", "kebijakan_nihil")
    list_filter = ("instansi", "tahun")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: KebijakanCapaian | None = None) -> bool:
        return False
