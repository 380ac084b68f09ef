"""The policy of an agency and year as three forms on one page: rules, bands of predikat, scores of grades."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bakesbang.calculation.predikat import Band, Scale, ScaleError
from bakesbang.calculation.values.value import ValueState, display, read_value
from bakesbang.calculation.values.words import fold
from bakesbang.kinerja.model_jadwal import skala_data
from bakesbang.kinerja.models import KebijakanCapaian

WARNA = [
    ("hijau", "Hijau"),
    ("hijau-muda", "Hijau muda"),
    ("kuning", "Kuning"),
    ("jingga", "Jingga"),
    ("merah", "Merah"),
]
BARIS_PITA, BARIS_SKOR = 10, 20
TEPI = [
    ("0", "Lebih dari batas bawah, sampai dengan batas atas (misalnya > 90)"),
    ("1", "Mulai batas bawah, kurang dari batas atas (misalnya ≥ 91)"),
]


class MedanAngka(forms.CharField):
    """A number as people here write it, at most two decimals, from 0 to 1.000."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=20, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return display(value) if isinstance(value, Decimal) else value

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        teks = str(value or "").strip()
        if not teks:
            return None
        nilai = read_value(teks)
        if (
            nilai.state != ValueState.NUMBER
            or nilai.number is None
            or nilai.comparator
            or nilai.satuan not in ("", "%")
        ):
            raise ValidationError(f"“{teks}” bukan angka. Tulis misalnya 90 atau 90,5.")
        if not 0 <= nilai.number <= 1000 or nilai.number != round(nilai.number, 2):
            raise ValidationError(f"“{teks}” di luar 0 sampai 1.000, atau lebih dari dua desimal.")
        return nilai.number

    def clean(self, value: Any) -> Decimal | None:
        return self.to_python(value)


class FormulirAturan(forms.ModelForm):
    """The rules that are one choice each."""

    termasuk_bawah = forms.ChoiceField(
        label="Cara membaca batas predikat", choices=TEPI, widget=forms.RadioSelect
    )

    class Meta:
        model = KebijakanCapaian
        fields = ["batas_atas", "aturan_nol", "kebijakan_nihil"]
        labels = {
            "batas_atas": "Capaian paling tinggi",
            "aturan_nol": "Target 0, makin rendah makin baik",
            "kebijakan_nihil": "Formula 0/0",
        }
        help_texts = {
            "batas_atas": "Capaian di atas batas ditulis sebesar batas. Angka aslinya tetap disimpan dan ditampilkan.",
            "aturan_nol": "Untuk indikator seperti “jumlah konflik”, yang diharapkan tidak terjadi.",
            "kebijakan_nihil": "Usulan untuk indikator baru. Tiap indikator dapat memilih sendiri.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        batas = self.fields["batas_atas"]
        batas.choices = [("", "Tanpa batas"), *batas.choices[1:]]  # type: ignore[attr-defined]
        self.fields["termasuk_bawah"].initial = "1" if self.instance.skala["termasuk_bawah"] else "0"


class BarisTabel(forms.Form):
    """A row of small fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for nama, medan in self.fields.items():
            medan.widget.attrs["class"] = "form-select" if nama == "warna" else "form-control"
            medan.widget.attrs["autocomplete"] = "off"


class BarisPita(BarisTabel):
    """One band; a row without a name and without bounds is no band."""

    nama = forms.CharField(label="Predikat", required=False, max_length=40)
    bawah = MedanAngka(label="Batas bawah (%)")
    atas = MedanAngka(label="Batas atas (%)")
    warna = forms.ChoiceField(label="Warna", choices=WARNA, required=False)


class BarisSkor(BarisTabel):
    """The number that stands for a grade."""

    predikat = forms.CharField(label="Predikat", required=False, max_length=40)
    skor = MedanAngka(label="Skor")

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if isi.get("predikat") and isi.get("skor") is None and "skor" not in self.errors:
            self.add_error("skor", f"Skor {isi['predikat']} belum diisi.")
        if isi.get("skor") is not None and not isi.get("predikat"):
            self.add_error("predikat", "Predikat skor ini belum ditulis.")
        return isi


class Daftar(forms.BaseFormSet):
    """Rows of which any may be left empty; none is passed over because it was not touched."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {} if index is None else {"empty_permitted": False}


class DaftarPita(Daftar):
    """Bands from the lowest to the highest, without hole or overlap (domain guide §9)."""

    skala: Scale | None = None
    termasuk_bawah = False

    def clean(self) -> None:
        if any(self.errors):
            return
        isi = [f.cleaned_data for f in self.forms]
        pita = [Band(i["nama"], i["bawah"], i["atas"], i["warna"] or "kuning") for i in isi if _berisi(i)]
        pita.sort(key=lambda p: Decimal(-1) if p.lower is None else p.lower)
        try:
            self.skala = Scale(tuple(pita), includes_lower=self.termasuk_bawah)
        except ScaleError as galat:
            raise ValidationError(list(galat.problems)) from None


class DaftarSkor(Daftar):
    skor: dict[str, str]

    def clean(self) -> None:
        self.skor = {}
        if any(self.errors):
            return
        ada: set[str] = set()
        for isi in (f.cleaned_data for f in self.forms if f.cleaned_data.get("predikat")):
            if fold(isi["predikat"]) in ada:
                raise ValidationError(f"Predikat “{isi['predikat']}” ditulis dua kali.")
            ada.add(fold(isi["predikat"]))
            self.skor[isi["predikat"]] = format(isi["skor"], "f")


def _berisi(isi: Mapping[str, Any]) -> bool:
    return bool(isi.get("nama")) or isi.get("bawah") is not None or isi.get("atas") is not None


class IsianKebijakan:
    """The three forms as one. After ``is_valid`` the row holds what was typed, not yet saved."""

    def __init__(self, data: Mapping[str, Any] | None, baris: KebijakanCapaian) -> None:
        self.baris = baris
        skala = baris.skala_predikat()
        pita = [
            {"nama": p.name, "bawah": p.lower, "atas": p.upper, "warna": p.color}
            for p in reversed(skala.bands)
        ]
        skor = [{"predikat": nama, "skor": nilai} for nama, nilai in baris.skor().items()]
        self.aturan = FormulirAturan(data, instance=baris, prefix="aturan")
        self.pita = _himpunan(BarisPita, DaftarPita, BARIS_PITA, len(pita))(data, initial=pita, prefix="pita")
        self.skor = _himpunan(BarisSkor, DaftarSkor, BARIS_SKOR, len(skor))(data, initial=skor, prefix="skor")

    @property
    def bersalah(self) -> bool:
        return self.aturan.is_bound and not self.is_valid()

    def is_valid(self) -> bool:
        sah = self.aturan.is_valid()
        self.pita.termasuk_bawah = self.aturan.data.get("aturan-termasuk_bawah") == "1"
        if not all([sah, self.pita.is_valid(), self.skor.is_valid()]):
            return False
        self.baris.skala = skala_data(self.pita.skala)
        self.baris.skor_predikat = self.skor.skor
        return True


def _himpunan(baris: type[forms.Form], dasar: type[Daftar], paling: int, ada: int) -> Any:
    """Two empty rows below those there are: more come after saving."""
    return forms.formset_factory(
        baris, dasar, extra=min(2, max(0, paling - ada)), max_num=paling, absolute_max=paling + 2
    )
