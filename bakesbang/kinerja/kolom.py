"""The value columns: one abstract set for annual target, quarter target, realization, and input."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation, localcontext
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from bakesbang.calculation.values.value import Interpretation, Nilai, ValueState, read_value

if TYPE_CHECKING:
    MedanDasar = models.Field[Any, Any]
else:
    MedanDasar = models.Field

DIGIT, DESIMAL = 38, 16
# Keys: the text says nothing but itself, or carries one number, or two.
SATU_ANGKA = (ValueState.NUMBER,)
DUA_ANGKA = (ValueState.RANGE,)
TANPA_ANGKA = (ValueState.STRIP, ValueState.NOT_APPLICABLE, ValueState.BLANK, ValueState.TEXT)


class AngkaField(MedanDasar):
    """An exact Decimal on both databases: ``numeric(38,16)`` on PostgreSQL, canonical text on SQLite,
    whose own decimals keep about 15 digits only. Constraints on it test null-ness."""

    description = "Angka tepat"

    def db_type(self, connection: Any) -> str:
        return "text" if connection.vendor == "sqlite" else f"numeric({DIGIT}, {DESIMAL})"

    def get_internal_type(self) -> str:
        return "AngkaField"

    def from_db_value(self, value: Any, *_: Any) -> Decimal | None:
        return None if value is None else rapikan(Decimal(str(value)))

    def to_python(self, value: Any) -> Decimal | None:
        if value is None or isinstance(value, Decimal):
            return value
        try:
            return Decimal(str(value))
        except InvalidOperation:
            raise ValidationError(f"“{value}” bukan angka.") from None

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        angka = self.to_python(value)
        if angka is None:
            return None
        periksa_muat(angka)
        return format(rapikan(angka), "f") if connection.vendor == "sqlite" else angka

    def value_to_string(self, obj: models.Model) -> str:
        nilai = self.value_from_object(obj)
        return "" if nilai is None else format(nilai, "f")


def rapikan(angka: Decimal) -> Decimal:
    """The same number without trailing zeros and without an exponent; never rounds."""
    tanda, digit, pangkat = angka.as_tuple()
    if not isinstance(pangkat, int):
        return angka
    deret = list(digit)
    while pangkat < 0 and len(deret) > 1 and deret[-1] == 0:
        deret.pop()
        pangkat += 1
    if deret == [0]:
        return Decimal(0)
    return (
        Decimal((tanda, (*deret, *([0] * pangkat)), 0))
        if pangkat > 0
        else Decimal((tanda, tuple(deret), pangkat))
    )


def periksa_muat(angka: Decimal) -> None:
    """Refuses (ValidationError) what the column would round or cut: more than 22 whole digits or 16 decimals."""
    tupel = rapikan(angka).as_tuple()
    if not isinstance(tupel.exponent, int):
        raise ValidationError("Bukan angka yang dapat disimpan.")
    desimal = max(0, -tupel.exponent)
    if desimal > DESIMAL or len(tupel.digits) - desimal > DIGIT - DESIMAL:
        raise ValidationError(
            f"Angka terlalu panjang: paling banyak {DIGIT - DESIMAL} digit dan {DESIMAL} desimal."
        )


def muatkan(angka: Decimal | None) -> Decimal | None:
    """Fits a number into the columns. Only a quotient without an exact decimal ("1:300") is longer than 16
    decimals; its text stays exact, the number is rounded there. Raises ValidationError when it does not fit."""
    if angka is None:
        return None
    if angka.as_tuple().exponent < -DESIMAL:  # type: ignore[operator]
        with localcontext(prec=2 * DIGIT):
            angka = angka.quantize(Decimal(1).scaleb(-DESIMAL))
    periksa_muat(angka)
    return rapikan(angka)


class KolomNilai(models.Model):
    """A printed value: ``teks`` exactly as typed, and what was understood of it. "-", N/A, blank and 0
    are different ``keadaan``; no constraint refuses a printed value (domain guide §6)."""

    teks = models.TextField("nilai seperti ditulis", blank=True)
    keadaan = models.CharField(
        "keadaan", max_length=14, choices=[(k.value, k.value) for k in ValueState], default=ValueState.BLANK
    )
    angka = AngkaField("angka", null=True, blank=True)
    angka_atas = AngkaField("angka atas", null=True, blank=True)
    pembanding = models.CharField("pembanding", max_length=2, blank=True)
    predikat = models.CharField("predikat", max_length=60, blank=True)
    satuan = models.CharField("satuan", max_length=120, blank=True)
    tafsir = models.CharField(
        "tafsir", max_length=8, blank=True, choices=[(t.value, t.value) for t in Interpretation if t]
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_keadaan",
                condition=Q(keadaan__in=[k.value for k in ValueState]),
                violation_error_message="Keadaan nilai tidak dikenal.",
            ),
            models.CheckConstraint(
                name="%(class)s_angka",
                condition=(
                    Q(keadaan__in=SATU_ANGKA, angka__isnull=False, angka_atas__isnull=True)
                    | Q(keadaan__in=DUA_ANGKA, angka__isnull=False, angka_atas__isnull=False)
                    | Q(keadaan=ValueState.PREDIKAT, angka_atas__isnull=True)
                    | Q(keadaan__in=TANPA_ANGKA, angka__isnull=True, angka_atas__isnull=True)
                ),
                violation_error_message="Angka tidak sesuai dengan keadaan nilainya.",
            ),
            models.CheckConstraint(
                name="%(class)s_predikat",
                condition=~Q(predikat="") | ~Q(keadaan=ValueState.PREDIKAT),
                violation_error_message="Nilai berupa predikat harus menyebut predikatnya.",
            ),
        ]

    @property
    def nilai(self) -> Nilai:
        """The value as the core knows it. The stored numbers stand even if reading improves later."""
        return Nilai.from_columns({nama: getattr(self, nama) for nama in KOLOM_NILAI})

    @property
    def ragu(self) -> bool:
        """True while an ambiguous reading ("1.500") waits for its answer."""
        return bool(self.nilai.doubt)

    def isi(self, teks: str, tafsir: str = "") -> Nilai:
        """Keeps the text as typed and fills the columns with what it says. Does not save.

        Raises ValidationError when the number does not fit the columns, ValueError for an unknown tafsir."""
        nilai = read_value(teks, interpretation=Interpretation(tafsir))
        self.teks, self.tafsir, self.keadaan = teks, nilai.interpretation.value, nilai.state.value
        self.angka, self.angka_atas = muatkan(nilai.number), muatkan(nilai.upper)
        self.pembanding, self.predikat, self.satuan = nilai.comparator, nilai.predikat, nilai.satuan
        return nilai


KOLOM_NILAI = ("teks", "keadaan", "angka", "angka_atas", "pembanding", "predikat", "satuan", "tafsir")
