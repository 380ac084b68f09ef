"""One sitting at the formula editor: forms, what the formula means, and what may happen next."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict

from bakesbang.indikator.coba import Cobaan, angka_terakhir, baris_awal, cobakan
from bakesbang.indikator.forms_rumus import (
    AWALAN,
    BarisVariabel,
    DasarBarisVariabel,
    FormulirRumus,
    sidik_ketikan,
    sidik_tersimpan,
    tambah_baris,
)
from bakesbang.indikator.tindakan import ketetapan_disunting
from bakesbang.kinerja.models import Indikator, KetetapanIndikator, Variabel
from bakesbang.kinerja.pengukuran import muat_ukuran
from bakesbang.organisasi.permissions import PageContext

PERIKSA, TAMBAH, AMBIL, SIMPAN = "periksa", "tambah", "ambil", "simpan"


@dataclass
class Sunting:
    """``data`` is what was posted, None when the editor is opened; ``aksi`` is the button that was pressed."""

    konteks: PageContext
    indikator: Indikator
    data: QueryDict | None = None
    aksi: str = ""
    berubah: KetetapanIndikator | None = None  # what somebody else stored meanwhile

    @cached_property
    def ketetapan(self) -> KetetapanIndikator:
        return ketetapan_disunting(self.indikator)

    @cached_property
    def _terakhir(self) -> tuple[str, dict[str, str]]:
        kini = self._angka(self.konteks.tahun, self.indikator.pk)
        asal, lalu = self.indikator.asal_id, self.konteks.tahun - 1
        if kini[0] or asal is None:
            return kini
        # In a new year nothing is filled in yet: the same indicator's numbers of last year do.
        triwulan, angka = self._angka(lalu, asal)
        return (f"{triwulan} {lalu}" if triwulan else "", angka)

    def _angka(self, tahun: int, pk: int) -> tuple[str, dict[str, str]]:
        return angka_terakhir(muat_ukuran(self.konteks.instansi, tahun, indikator_ids=[pk])[pk])

    @property
    def sumber_angka(self) -> str:
        """The quarter whose inputs fill the numbers to try with; empty when there are none."""
        return self._terakhir[0]

    # ── forms ──
    @cached_property
    def _isi(self) -> QueryDict | None:
        """The posted data, with the rows that the button asked for."""
        if self.data is None or self.aksi not in {TAMBAH, AMBIL}:
            return self.data
        return tambah_baris(self.data, self._coba(self.data).belum_dikenal if self.aksi == AMBIL else ("",))

    @cached_property
    def form(self) -> FormulirRumus:
        return self._form(self._isi)

    def _form(self, data: QueryDict | None) -> FormulirRumus:
        awal = {
            "rumus": self._rumus_berlabel(), "kebijakan_nihil": self.ketetapan.kebijakan_nihil, "dasar": sidik_tersimpan(self.ketetapan)
        }  # fmt: skip
        return FormulirRumus(
            data, initial=awal, beralasan=not self.ketetapan.draf, menyimpan=self.aksi == SIMPAN
        )

    def _rumus_berlabel(self) -> str:
        rumus = self.ketetapan.baca_rumus()
        return rumus.with_labels(self.ketetapan.label_variabel()) if rumus else ""

    @cached_property
    def baris(self) -> DasarBarisVariabel:
        return self._baris(self._isi)

    def _baris(self, data: QueryDict | None) -> DasarBarisVariabel:
        return BarisVariabel(
            data, prefix=AWALAN, initial=baris_awal(self.ketetapan, self._terakhir[1]), kode_lama=self.kode_lama,
            form_kwargs={"indikator_lain": self.indikator_lain},
        )  # fmt: skip

    @cached_property
    def kode_lama(self) -> dict[str, str]:
        """label → kode of every datum this indicator ever had, the present names last."""
        semua = Variabel.objects.filter(ketetapan__indikator=self.indikator).order_by("ketetapan__nomor")
        return dict(semua.values_list("label", "kode"))

    @cached_property
    def indikator_lain(self) -> list[tuple[int, str]]:
        """Indicators of the same agency and year whose result a datum may take."""
        baris = KetetapanIndikator.objects.filter(
            indikator__instansi=self.konteks.instansi, indikator__tahun=self.konteks.tahun
        ).exclude(indikator=self.indikator)
        nama: dict[int, str] = dict(baris.order_by("nomor").values_list("indikator_id", "uraian"))
        return sorted(((pk, f"Hasil dari: {uraian}") for pk, uraian in nama.items()), key=lambda b: b[1])

    # ── what was typed ──
    @cached_property
    def sah(self) -> bool:
        """Both forms are filled in well enough to read the formula; the formula itself may still be wrong."""
        return all([self.form.is_valid(), self.baris.is_valid()])

    @cached_property
    def cobaan(self) -> Cobaan:
        """The formula as understood: of what was typed, or of what is stored when the editor is opened."""
        if self.data is not None:
            return self._coba(self._isi)
        variabel = tuple(v for v in self.ketetapan.variabel.all())
        return cobakan(
            self.ketetapan.rumus, variabel, {}, self._terakhir[1], self.ketetapan.kebijakan_nihil  # type: ignore[arg-type]
        )  # fmt: skip

    def _coba(self, data: QueryDict | None) -> Cobaan:
        form, baris = self._form(data), self._baris(data)
        form.is_valid()
        if not baris.is_valid():
            return Cobaan()
        return cobakan(
            form.cleaned_data.get("rumus", ""), baris.variabel, self.kode_lama, baris.angka_coba(),
            form.cleaned_data.get("kebijakan_nihil") or self.ketetapan.kebijakan_nihil,
        )  # fmt: skip

    @cached_property
    def sidik(self) -> str:
        """Fingerprint of what would be saved; empty while it cannot be."""
        if self.data is None or not self.sah or self.cobaan.salah is not None:
            return ""
        return sidik_ketikan(
            self.cobaan.kanonik, self.form.cleaned_data["kebijakan_nihil"], self.baris.variabel
        )

    @property
    def sudah_diperiksa(self) -> bool:
        """The user has seen this very formula as a fraction."""
        return bool(self.sidik) and self.form.cleaned_data["diperiksa"] == self.sidik

    @property
    def pakai_tahun_lalu(self) -> bool:
        rumus = self.cobaan.rumus
        return bool(rumus and any(v.last_year for v in rumus.variabel))

    # ── what the view asks ──
    def lanjutkan(self, tersimpan: KetetapanIndikator) -> Sunting:
        """The same typing on top of what somebody else stored meanwhile: nothing is lost, nothing is overwritten
        before the user saw it."""
        data = (self.data or QueryDict()).copy()
        data["dasar"] = sidik_tersimpan(tersimpan)
        return Sunting(self.konteks, self.indikator, data, PERIKSA, berubah=tersimpan)

    def tolak(self, salah: ValidationError) -> None:
        """Shows why saving was refused, beside the field it is about."""
        self.form.add_error(None if hasattr(salah, "error_dict") else "rumus", salah)

    @cached_property
    def perubahan_terakhir(self) -> Any:
        """Who stored ``berubah``, and when."""
        return self.berubah.riwayat.select_related("history_user").latest() if self.berubah else None

    @property
    def usang(self) -> bool:
        """What is stored is not what the typing began on."""
        return self.form.data.get("dasar") != sidik_tersimpan(self.ketetapan)

    @property
    def rumus_tersimpan(self) -> str:
        """The stored formula in the names that people read."""
        return self._rumus_berlabel()

    @property
    def perlu_dilihat(self) -> bool:
        """Save was pressed on a formula that can be saved but was not shown yet."""
        return self.aksi == SIMPAN and bool(self.sidik) and not self.sudah_diperiksa

    def isi(self) -> dict[str, Any]:
        """What both the page and the live fragment draw."""
        self.form.is_valid()
        if "alasan" in self.form.fields:
            self.form.fields["alasan"].required = True  # asked on saving only, but never shown as optional
        if self.cobaan.salah is not None:
            self.form.fields["rumus"].widget.attrs |= {"aria-invalid": "true"}
        return {"s": self, "k": self.ketetapan, "form": self.form, "baris": self.baris, "cobaan": self.cobaan}
