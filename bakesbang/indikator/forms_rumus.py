"""The formula editor as plain forms: one for the formula, one row per datum. Works without JavaScript."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property

from bakesbang.calculation.formula import CODE_PATTERN, normalize, propose_code
from bakesbang.kinerja.bentuk import VariabelBaru
from bakesbang.kinerja.fields import INPUT_FIELDS
from bakesbang.kinerja.models import KetetapanIndikator
from bakesbang.kinerja.pilihan import AgregasiVariabel, KebijakanNihil

if TYPE_CHECKING:
    DasarFormset = forms.BaseFormSet["FormulirVariabel"]
else:
    DasarFormset = forms.BaseFormSet

AWALAN = "data"
SATU_BARIS = {"rows": 2, "spellcheck": "false", "autocapitalize": "off"}


class FormulirRumus(forms.Form):
    """Formula, the 0/0 rule, and the reason that a formula already laid down needs.

    ``dasar`` says on which stored formula the typing began, ``diperiksa`` which text the user has seen as
    a fraction; both are fingerprints, so that neither a later change nor an unseen reading slips in."""

    rumus = forms.CharField(
        label="Formula",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs=SATU_BARIS),
        help_text="Tulis nama data dalam kurung siku: [Jumlah selesai] / [Jumlah ada] × 100%. Kosongkan bila nilainya diisi langsung.",
        error_messages={"max_length": "Formula terlalu panjang: paling banyak 4.000 huruf."},
    )
    kebijakan_nihil = forms.ChoiceField(
        label="Bila pembagi dan yang dibagi sama-sama 0", choices=KebijakanNihil.choices
    )
    alasan = forms.CharField(
        label="Alasan perubahan",
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=2000,
        help_text="Tercatat di ketetapan baru dan di Riwayat.",
        error_messages={"required": "Formula ini sudah ditetapkan. Tulis alasan perubahannya."},
    )
    dasar = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    diperiksa = forms.CharField(required=False, max_length=64)

    def __init__(self, *args: Any, beralasan: bool, menyimpan: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not beralasan:
            del self.fields["alasan"]
        elif not menyimpan:
            self.fields["alasan"].required = False


class FormulirVariabel(forms.Form):
    """One datum of the formula. ``kode`` is kept once given; ``contoh`` is only for trying the formula."""

    kode = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)
    label = forms.CharField(
        label="Nama data",
        max_length=300,
        error_messages={"required": "Tulis nama datanya, atau centang Hapus."},
    )
    satuan = forms.CharField(label="Satuan", max_length=120, required=False)
    sumber_data = forms.CharField(label=INPUT_FIELDS["sumber_data"].label, required=False, max_length=2000)
    agregasi = forms.ChoiceField(
        label=INPUT_FIELDS["agregasi"].label,
        choices=AgregasiVariabel.choices,
        initial=AgregasiVariabel.JUMLAH,
    )
    hasil_dari = forms.TypedChoiceField(label="Diambil dari", coerce=int, empty_value=None, required=False)
    contoh = forms.CharField(label="Angka coba", max_length=60, required=False)
    contoh_lalu = forms.CharField(label="Angka coba tahun lalu", max_length=60, required=False)

    def __init__(self, *args: Any, indikator_lain: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hasil_dari"].choices = [("", "Diisi sendiri"), *indikator_lain]  # type: ignore[attr-defined]
        for nama in ("contoh", "contoh_lalu"):
            self.fields[nama].widget.attrs["inputmode"] = "decimal"

    def clean_label(self) -> str:
        label = " ".join(self.cleaned_data["label"].split())
        if normalize(label).endswith("; tahun lalu"):
            raise ValidationError(
                "Tulis namanya tanpa akhiran “; tahun lalu”; akhiran itu dipakai di formula."
            )
        return label

    def clean_kode(self) -> str:
        kode: str = self.cleaned_data["kode"]
        if kode and not CODE_PATTERN.fullmatch(kode):
            raise ValidationError(f"Kode “{kode}” tidak sah.")
        return kode


class DasarBarisVariabel(DasarFormset):
    """The rows together. ``kode_lama`` is label → kode of everything this indicator ever used: the same name
    finds its kode again, and a new meaning never takes an old one."""

    def __init__(self, *args: Any, kode_lama: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kode_lama = {normalize(label): kode for label, kode in (kode_lama or {}).items()}

    def add_fields(self, form: FormulirVariabel, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["DELETE"].label = "Hapus data ini"

    def clean(self) -> None:
        if any(self.errors):
            return
        terlihat: set[str] = set()
        for form in self.terisi:
            nama = normalize(form.cleaned_data["label"])
            if nama in terlihat:
                form.add_error("label", f"Nama “{form.cleaned_data['label']}” sudah dipakai. Beri nama lain.")
            terlihat.add(nama)

    @property
    def terisi(self) -> list[FormulirVariabel]:
        """Rows that hold a datum and are not to be taken away."""
        return [
            f for f in self.forms if f.is_bound and f.cleaned_data.get("label") and not f.cleaned_data.get("DELETE")
        ]  # fmt: skip

    @cached_property
    def variabel(self) -> tuple[VariabelBaru, ...]:
        """The data of a valid formset, each with its kode: kept, found again by its name, or proposed."""
        dipakai = {f.cleaned_data["kode"] for f in self.terisi if f.cleaned_data["kode"]}
        hasil = []
        for form in self.terisi:
            data = form.cleaned_data
            kode = data["kode"] or self._kode(data["label"], dipakai)
            dipakai.add(kode)
            hasil.append(
                VariabelBaru(
                    kode,
                    data["label"],
                    data["satuan"],
                    data["sumber_data"],
                    data["agregasi"],
                    data["hasil_dari"],
                )
            )
        return tuple(hasil)

    def _kode(self, label: str, dipakai: set[str]) -> str:
        lama = self.kode_lama.get(normalize(label))
        if lama is not None and lama not in dipakai:
            return lama
        return propose_code(label, dipakai | set(self.kode_lama.values()))

    def angka_coba(self) -> dict[str, str]:
        """What to try the formula on: key of ``Rumus.hitung`` → text as typed."""
        coba: dict[str, str] = {}
        for form, v in zip(self.terisi, self.variabel, strict=True):
            coba[v.kode] = form.cleaned_data["contoh"]
            coba[f"{v.kode}; tahun lalu"] = form.cleaned_data["contoh_lalu"]
        return {kunci: teks for kunci, teks in coba.items() if teks}


BarisVariabel = cast(
    "type[DasarBarisVariabel]",
    forms.formset_factory(FormulirVariabel, formset=DasarBarisVariabel, extra=0, can_delete=True, max_num=60),
)


def tambah_baris(data: QueryDict, label: Sequence[str] = ("",)) -> QueryDict:
    """The typed data with more rows at the end: an empty one, or one for each of these names."""
    salinan = data.copy()
    ada = str(salinan.get(f"{AWALAN}-TOTAL_FORMS", ""))[:4]
    jumlah = int(ada) if ada.isdecimal() else 0
    for nomor, nama in enumerate(label, start=jumlah):
        salinan[f"{AWALAN}-{nomor}-label"] = nama
        salinan[f"{AWALAN}-{nomor}-agregasi"] = AgregasiVariabel.JUMLAH
    salinan[f"{AWALAN}-TOTAL_FORMS"] = str(jumlah + len(label))
    return salinan


def sidik_tersimpan(ketetapan: KetetapanIndikator) -> str:
    """Fingerprint of a stored formula with its data: changes when anything of it does."""
    variabel = [
        (v.kode, v.label, v.satuan, v.sumber_data, v.agregasi, v.hasil_dari_id)
        for v in ketetapan.variabel.all()
    ]
    return _sidik([ketetapan.pk, ketetapan.status, ketetapan.rumus, ketetapan.kebijakan_nihil, variabel])


def sidik_ketikan(kanonik: str, kebijakan_nihil: str, variabel: Sequence[VariabelBaru]) -> str:
    """Fingerprint of what is about to be saved."""
    baris = [(v.kode, v.label, v.satuan, v.sumber_data, v.agregasi, v.hasil_dari_id) for v in variabel]
    return _sidik([kanonik, kebijakan_nihil, baris])


def _sidik(isi: list[Any]) -> str:
    return hashlib.sha256(json.dumps(isi, ensure_ascii=False).encode()).hexdigest()
