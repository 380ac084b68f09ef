"""Forms of the organisation pages. Each belongs to one agency, and offers nothing of another."""

from __future__ import annotations

import re
from typing import Any, ClassVar, Generic, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models import Q

from bakesbang.organisasi.models import NIP, Instansi, Jabatan, Pejabat, Pengguna, UnitKerja
from bakesbang.organisasi.roles import Peran
from bakesbang.paper.wording import nip as tulis_nip

M = TypeVar("M", bound=models.Model)
ZONA = {
    "Asia/Jakarta": "WIB (Asia/Jakarta)",
    "Asia/Pontianak": "WIB (Asia/Pontianak)",
    "Asia/Makassar": "WITA (Asia/Makassar)",
    "Asia/Jayapura": "WIT (Asia/Jayapura)",
}
PERAN_BERUNIT = {Peran.STAF, Peran.KABID}


class RowForm(forms.ModelForm, Generic[M]):
    """A form of one row whose agency (or unit, or office) is set by the page, never by the sender.

    Constraints over those fields are checked too, and their message stands beside the field to
    change."""

    TETAP: ClassVar[set[str]] = set()  # set by the page, still part of the constraints
    TEMPAT: ClassVar[dict[str, str]] = {}  # constraint name → field
    instance: M

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for medan in self.fields.values():
            medan.error_messages["required"] = f"{medan.label} belum diisi."

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() - self.TETAP  # type: ignore[misc]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        tempat = {
            str(aturan.violation_error_message): self.TEMPAT[aturan.name]
            for aturan in self._meta.model._meta.constraints
            if aturan.name in self.TEMPAT
        }
        umum = self.errors.pop(NON_FIELD_ERRORS, None)
        for galat in umum.as_data() if umum is not None else []:
            self.add_error(tempat.get(str(galat.message)), galat)


class LinesField(forms.CharField):
    """A list of texts, one per line; blank lines and repeats fall away."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        baris = (" ".join(b.split()) for b in str(value or "").splitlines())
        return list(dict.fromkeys(b for b in baris if b))


class NipField(forms.CharField):
    """18 digits, typed with or without spaces, shown as 8-6-1-3 (domain guide §11)."""

    default_validators = [NIP]

    def prepare_value(self, value: Any) -> Any:
        return tulis_nip(str(value)) if value else value

    def to_python(self, value: Any) -> str:
        return re.sub(r"\s", "", str(value or ""))


class DateField(forms.DateField):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages = {"invalid": "Tanggal ini tidak ada. Tulis misalnya 2024-01-31."}


ALIAS_UNIT = (
    "Sebutan lain di dokumen, satu per baris. Dipakai untuk mengenali unit ini saat impor dan pencarian."
)
ALIAS_JABATAN = "Sebutan lain di dokumen, satu per baris, misalnya “Kabid Wasnas”."


class UnitForm(RowForm[UnitKerja]):
    TETAP = {"instansi", "aktif"}
    TEMPAT = {"unit_satu_sekretariat": "jenis", "unit_nama_satu": "nama"}

    alias = LinesField(label="Nama lain", required=False, help_text=ALIAS_UNIT)

    class Meta:
        model = UnitKerja
        fields = ["nama", "nama_pendek", "jenis", "alias", "urutan"]
        help_texts = {
            "nama": "Nama resmi seperti pada dokumen.",
            "nama_pendek": "Dipakai di tabel dan menu. Kosong berarti nama resmi.",
            "urutan": "Angka kecil tampil lebih dulu.",
        }


class JabatanForm(RowForm[Jabatan]):
    TETAP = {"aktif"}
    TEMPAT = {"jabatan_satu_kepala": "kepala"}

    alias = LinesField(label="Nama lain", required=False, help_text=ALIAS_JABATAN)

    class Meta:
        model = Jabatan
        fields = ["sebutan", "unit", "kepala", "alias"]
        labels = {"unit": "Unit kerja", "kepala": "Jabatan kepala unit"}
        help_texts = {
            "sebutan": "Nama jabatan lengkap seperti pada blok tanda tangan.",
            "kepala": "Pemegangnya mereviu isian unit ini.",
        }

    def __init__(self, *args: Any, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = instansi.unit.filter(Q(aktif=True) | Q(pk=self.instance.unit_id))
        self.fields["unit"].queryset = unit  # type: ignore[attr-defined]


class PejabatForm(RowForm[Pejabat]):
    TETAP = {"jabatan"}
    TEMPAT = {"pejabat_masa": "selesai", "pejabat_satu_definitif": "status"}

    nip = NipField(label="NIP", required=False, help_text="18 angka; boleh dengan spasi.")
    mulai = DateField(label="Mulai (TMT)")
    selesai = DateField(label="Sampai", required=False, help_text="Kosong berarti masih menjabat.")

    class Meta:
        model = Pejabat
        fields = ["nama", "nip", "pangkat", "status", "mulai", "selesai", "pengguna"]
        labels = {"pengguna": "Akun"}
        help_texts = {
            "nama": "Lengkap dengan gelar, seperti dicetak di bawah tanda tangan.",
            "status": "Plt., Plh., dan Pj. dicetak di depan nama jabatan.",
            "pengguna": (
                "Akun yang mereviu selama memegang jabatan kepala. Boleh kosong bila hanya menandatangani."
            ),
        }

    def __init__(self, *args: Any, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        akun = Pengguna.objects.filter(instansi=instansi, is_superuser=False)
        medan = self.fields["pengguna"]
        medan.queryset = akun.filter(Q(is_active=True) | Q(pk=self.instance.pengguna_id))  # type: ignore[attr-defined]
        medan.empty_label = "Tanpa akun"  # type: ignore[attr-defined]


class EndTermForm(forms.Form):
    """The last day of a term."""

    selesai = DateField(
        label="Hari terakhir menjabat", error_messages={"required": "Hari terakhir belum diisi."}
    )


class InstansiForm(RowForm[Instansi]):
    zona_waktu = forms.ChoiceField(
        label="Zona waktu", help_text="Batas pengajuan berarti pukul 23.59.59 di zona ini."
    )

    class Meta:
        model = Instansi
        fields = ["nama", "nama_pendek", "tempat", "kop", "zona_waktu"]
        help_texts = {
            "nama": "Tampil di kepala halaman. Judul dokumen yang sudah dibuat tidak ikut berubah.",
            "tempat": "Nama kota di depan tanggal pada blok tanda tangan.",
            "kop": "Satu baris kop per baris. Kosong berarti cetak tanpa kop.",
        }
        widgets = {"kop": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kini = self.instance.zona_waktu
        self.fields["zona_waktu"].choices = list(({kini: kini} | ZONA).items())  # type: ignore[attr-defined]


class PenggunaForm(RowForm[Pengguna]):
    """Name, role and unit of an account. Only a superuser may open other agencies to a pemeriksa:
    an agency's admin may not even know of them."""

    TETAP = {"instansi"}

    class Meta:
        model = Pengguna
        fields = ["nama", "username", "email", "peran", "unit", "instansi_dibaca"]
        labels = {"unit": "Unit kerja", "username": "Nama pengguna", "email": "Surel"}
        help_texts = {
            "username": (
                "Untuk masuk. Huruf kecil, angka, titik, atau garis bawah, misalnya rina.wulandari."
            ),
            "email": "Untuk pengingat dan kabar keamanan akun. Boleh kosong.",
        }
        widgets = {"instansi_dibaca": forms.CheckboxSelectMultiple}
        error_messages = {"username": {"unique": "Nama pengguna ini sudah dipakai. Pilih yang lain."}}

    def __init__(self, *args: Any, instansi: Instansi, oleh: Pengguna, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit, peran = self.fields["unit"], self.fields["peran"]
        unit.queryset = instansi.unit.filter(Q(aktif=True) | Q(pk=self.instance.unit_id))  # type: ignore[attr-defined]
        unit.empty_label = "Tanpa unit"  # type: ignore[attr-defined]
        unit.help_text = "Wajib untuk staf dan kepala bidang."
        peran.required = True
        peran.choices = [("", "Pilih peran"), *Peran.choices]  # type: ignore[attr-defined]
        self.fields["username"].widget.attrs |= {
            "autocomplete": "off",
            "spellcheck": "false",
            "autocapitalize": "none",
        }
        lain = Instansi.objects.filter(aktif=True).exclude(pk=instansi.pk)
        if oleh.is_superuser and lain.exists():
            self.fields["instansi_dibaca"].queryset = lain  # type: ignore[attr-defined]
        else:
            del self.fields["instansi_dibaca"]

    def clean_username(self) -> str:
        """One person cannot take another's name by writing it in capitals."""
        nama = str(self.cleaned_data["username"]).lower()
        if Pengguna.objects.filter(username__iexact=nama).exclude(pk=self.instance.pk).exists():
            raise ValidationError("Nama pengguna ini sudah dipakai. Pilih yang lain.")
        return nama

    def clean(self) -> dict[str, Any]:
        isi = super().clean() or {}
        if isi.get("peran") in PERAN_BERUNIT and not isi.get("unit"):
            self.add_error("unit", f"{Peran(isi['peran']).label} harus punya unit kerja. Pilih unitnya.")
        if isi.get("instansi_dibaca") and isi.get("peran") != Peran.PEMERIKSA:
            self.add_error("instansi_dibaca", "Hanya pemeriksa yang dapat membaca instansi lain.")
        return isi


class PenggunaFilter(forms.Form):
    """What the list of people shows; an unknown value means no filter."""

    q = forms.CharField(
        label="Cari nama",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    peran = forms.ChoiceField(label="Peran", required=False, choices=[("", "Semua peran"), *Peran.choices])
    unit = forms.ModelChoiceField(
        label="Unit kerja",
        required=False,
        queryset=UnitKerja.objects.none(),
        empty_label="Semua unit",
    )
    status = forms.ChoiceField(
        label="Status",
        required=False,
        choices=[("", "Aktif"), ("nonaktif", "Nonaktif"), ("semua", "Semua")],
    )

    def __init__(self, *args: Any, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = instansi.unit.all()  # type: ignore[attr-defined]
        for nama, medan in self.fields.items():
            medan.widget.attrs["class"] = "form-control" if nama == "q" else "form-select"

    def filter_by(self, pengguna: models.QuerySet[Pengguna]) -> models.QuerySet[Pengguna]:
        """The people that match all that was chosen."""
        self.is_valid()
        isi = self.cleaned_data
        if kata := isi.get("q"):
            pengguna = pengguna.filter(Q(nama__icontains=kata) | Q(username__icontains=kata))
        if peran := isi.get("peran"):
            pengguna = pengguna.filter(peran=peran)
        if unit := isi.get("unit"):
            pengguna = pengguna.filter(unit=unit)
        status = isi.get("status", "")
        return pengguna if status == "semua" else pengguna.filter(is_active=status != "nonaktif")


class UnitMoveForm(forms.Form):
    """To which unit of the same agency everything moves before a unit is closed."""

    target = forms.ModelChoiceField(
        UnitKerja.objects.none(),
        label="Pindahkan ke unit",
        empty_label="Pilih unit",
        error_messages={
            "required": "Unit tujuan belum dipilih.",
            "invalid_choice": "Unit itu tidak ada atau sudah nonaktif. Pilih yang lain.",
        },
    )

    def __init__(self, *args: Any, unit: UnitKerja, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = UnitKerja.objects.filter(instansi=unit.instansi_id, aktif=True).exclude(pk=unit.pk)
        self.fields["target"].queryset = others  # type: ignore[attr-defined]


class JabatanMoveForm(forms.Form):
    """Which office of the same agency answers from now on, before an office is closed."""

    target = forms.ModelChoiceField(
        Jabatan.objects.none(),
        label="Pindahkan ke jabatan",
        empty_label="Pilih jabatan",
        error_messages={
            "required": "Jabatan tujuan belum dipilih.",
            "invalid_choice": "Jabatan itu tidak ada atau sudah nonaktif. Pilih yang lain.",
        },
    )

    def __init__(self, *args: Any, jabatan: Jabatan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        of_agency = Jabatan.objects.filter(unit__instansi=jabatan.unit.instansi_id, aktif=True)
        others = of_agency.exclude(pk=jabatan.pk).select_related("unit")
        self.fields["target"].queryset = others  # type: ignore[attr-defined]


class YearForm(forms.Form):
    """A further working year of the agency."""

    tahun = forms.IntegerField(
        label="Tahun",
        min_value=2000,
        max_value=2100,
        error_messages={
            "required": "Tahun belum diisi.",
            "invalid": "Tulis tahun dengan empat angka, misalnya 2026.",
            "min_value": "Tahun harus antara 2000 dan 2100.",
            "max_value": "Tahun harus antara 2000 dan 2100.",
        },
    )

    def __init__(self, *args: Any, instansi: Instansi, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._instansi = instansi

    def clean_tahun(self) -> int:
        tahun: int = self.cleaned_data["tahun"]
        if self._instansi.tahun_kerja.filter(tahun=tahun).exists():
            raise ValidationError(f"Tahun {tahun} sudah ada. Pilih lewat menu tahun.")
        return tahun


def new_code(name: str, taken: set[str], length: int) -> str:
    """A short code from a name, free within ``taken``: nobody should have to invent one."""
    letters = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    base = letters[: length - 4].strip("-") or "tanpa-nama"
    candidate = base
    number = 1
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate
