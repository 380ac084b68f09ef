"""What keeps a row from being submitted, and what a reviewer should look at. Words for the user."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from bakesbang.calculation.result import Result
from bakesbang.calculation.triwulan import label_of
from bakesbang.calculation.values.value import Nilai, ValueState, display_full, display_percent, read_value
from bakesbang.kinerja.lembar import sebut_realisasi
from bakesbang.kinerja.models import KetetapanIndikator, Realisasi, TargetTriwulan
from bakesbang.kinerja.pengukuran import UkuranTriwulan
from bakesbang.kinerja.pilihan import Agregasi, Frekuensi

SERATUS, TIDAK_BIASA, LIPAT = Decimal(100), Decimal(150), Decimal(2)


@dataclass(frozen=True)
class Hal:
    """One thing to do or to look at; ``medan`` is the field it belongs to."""

    medan: str
    pesan: str


class Dituntut(Protocol):
    """One quarter of an indicator, measured or not."""

    @property
    def triwulan(self) -> int: ...
    @property
    def ketetapan(self) -> KetetapanIndikator: ...
    @property
    def target(self) -> TargetTriwulan | None: ...


def wajib(ukuran: Dituntut) -> bool:
    """Required for the lock: quarters with a target that says something, annual indicators when due, IKU inputs."""
    ketetapan, triwulan = ukuran.ketetapan, ukuran.triwulan
    if ukuran.target is not None:
        return ukuran.target.keadaan in {
            ValueState.NUMBER,
            ValueState.RANGE,
            ValueState.PREDIKAT,
            ValueState.TEXT,
        }
    if ketetapan.frekuensi == Frekuensi.TAHUNAN:
        return triwulan == 4
    if ketetapan.frekuensi == Frekuensi.SEMESTERAN:
        return triwulan in {2, 4}
    return True


def kekurangan(ukuran: UkuranTriwulan) -> list[Hal]:
    """Everything that must be done before the row can be submitted (design: workflow, Faktor)."""
    realisasi = ukuran.realisasi
    if realisasi is None or not realisasi.terisi:
        return [Hal("teks", "isi realisasi")]
    return [*_nilai_kurang(ukuran, realisasi), *_cerita_kurang(ukuran, realisasi)]


def _nilai_kurang(ukuran: UkuranTriwulan, realisasi: Realisasi) -> list[Hal]:
    hal: list[Hal] = []
    if ukuran.dihitung:
        for m in ukuran.masukan:
            medan = f"var:{m.kunci}"
            if not m.asal and not m.ditulis.filled and m.hasil.reason is not None:
                hal.append(Hal(medan, f"isi {m.label}"))
            elif m.ditulis.doubt:
                hal.append(Hal(medan, f"jawab arti “{m.ditulis.text}”"))
    elif not realisasi.nilai.filled:
        hal.append(Hal("teks", "isi realisasi"))
    elif realisasi.ragu:
        hal.append(Hal("teks", f"jawab arti “{realisasi.teks}”"))
    return hal


def _cerita_kurang(ukuran: UkuranTriwulan, realisasi: Realisasi) -> list[Hal]:
    hal: list[Hal] = []
    persen = ukuran.capaian.raw_percent
    if persen is not None and persen >= SERATUS and not realisasi.faktor_pendukung.strip():
        hal.append(Hal("faktor_pendukung", "tulis faktor pendukung, capaian 100% atau lebih"))
    if persen is not None and persen < SERATUS:
        if not realisasi.faktor_penghambat.strip():
            hal.append(Hal("faktor_penghambat", "tulis faktor penghambat, capaian di bawah 100%"))
        if not realisasi.tindak_lanjut.strip():
            hal.append(Hal("tindak_lanjut", "tulis tindak lanjut, capaian di bawah 100%"))
    if tidak_biasa(ukuran) and not realisasi.catatan_tidak_biasa.strip():
        hal.append(Hal("catatan_tidak_biasa", "jelaskan angka yang tidak biasa dalam satu kalimat"))
    if strip_terisi(ukuran) and not realisasi.uraian.strip():
        hal.append(Hal("uraian", "tulis uraian, karena triwulan ini sebenarnya tidak direncanakan"))
    return hal


def strip_terisi(ukuran: UkuranTriwulan) -> bool:
    """A value entered in a "-" quarter: it counts in realization and needs a note."""
    return ukuran.target is not None and ukuran.target.keadaan == ValueState.STRIP and ukuran.nilai.filled


def bagian_melebihi(ukuran: UkuranTriwulan) -> bool:
    """The part is greater than the whole (selesai > ada), up to this quarter."""
    if ukuran.rumus is None or ukuran.rumus.share is None:
        return False
    hasil = ukuran.angka_masukan
    atas, bawah = (_jumlah(hasil, sisi) for sisi in ukuran.rumus.share)
    return atas is not None and bawah is not None and atas > bawah >= 0


def _jumlah(hasil: dict[str, Result], kunci: tuple[str, ...]) -> Decimal | None:
    angka = [hasil[k].number for k in kunci if k in hasil]
    return sum((a for a in angka if a is not None), Decimal(0)) if angka and None not in angka else None


def tidak_biasa(ukuran: UkuranTriwulan) -> list[str]:
    """What asks for one sentence before submission; a reviewer sees the same words."""
    hal = []
    if bagian_melebihi(ukuran):
        hal.append("Bagian lebih besar daripada keseluruhan.")
    persen = ukuran.capaian.raw_percent
    if persen is not None and persen > TIDAK_BIASA:
        hal.append(f"Capaian {display_percent(persen)}, lebih dari 150%.")
    return hal


def periksa_isian(nilai: Nilai, *, harus_angka: bool, boleh_negatif: bool) -> str:
    """Why a typed value is impossible, in one Indonesian sentence; "" when it may be saved."""
    if harus_angka and nilai.state in {ValueState.TEXT, ValueState.PREDIKAT} and nilai.number is None:
        return f"“{nilai.text}” bukan angka. Tulis angkanya, misalnya 20 atau 12,5."
    if not boleh_negatif and nilai.number is not None and nilai.number < 0:
        return f"“{nilai.text}” bernilai negatif, padahal indikator ini tidak boleh negatif."
    return ""


# ── what a reviewer should look at ──
def peringatan(ukuran: UkuranTriwulan, lalu: UkuranTriwulan | None, bukti: int) -> list[str]:
    """Whole sentences, most serious first; an empty list means that nothing stands out. ``lalu`` is last quarter
    (None in TW I), ``bukti`` the number of pieces of evidence. Nothing here blocks an approval."""
    realisasi = ukuran.realisasi
    if realisasi is None:
        return []
    kalimat = tidak_biasa(ukuran)
    if kalimat and (sebab := realisasi.catatan_tidak_biasa.strip()):
        kalimat[-1] += f" Penjelasan pengisi: “{sebab}”"
    if strip_terisi(ukuran):
        kalimat.append("Triwulan ini tidak direncanakan, tetapi ada realisasinya.")
    if beda := lonjakan(ukuran, lalu):
        kalimat.append(beda)
    if not bukti:
        kalimat.append("Belum ada bukti dukung.")
    return [*kalimat, *_cerita_hampa(ukuran, realisasi), *_dijawab(ukuran)]


def sebanding(kini: UkuranTriwulan, lalu: UkuranTriwulan | None) -> tuple[Decimal, Decimal] | None:
    """The numbers of this quarter and of the last when both count the same thing: the unit may change from
    quarter to quarter, and steps of work are never compared with values (domain guide §3)."""
    if lalu is None or kini.hasil.number is None or lalu.hasil.number is None:
        return None
    return (kini.hasil.number, lalu.hasil.number) if _dihitung_apa(kini) == _dihitung_apa(lalu) else None


def selisih(kini: UkuranTriwulan, lalu: UkuranTriwulan | None) -> Decimal | None:
    """This quarter minus the last, in the quarter's unit; None when they do not count the same thing."""
    angka = sebanding(kini, lalu)
    return None if angka is None else angka[0] - angka[1]


def _dihitung_apa(t: UkuranTriwulan) -> tuple[str, str]:
    target = t.target
    satuan = t.nilai.satuan or (target.satuan if target else "") or t.ketetapan.satuan
    return satuan.casefold(), target.jenis if target else ""


def lonjakan(kini: UkuranTriwulan, lalu: UkuranTriwulan | None) -> str:
    """A sudden jump: twice or half of last quarter although the target did not move so far, or a running
    total that went down. One sentence, "" when there is none."""
    angka = sebanding(kini, lalu)
    if angka is None or lalu is None:
        return ""
    baru, dulu = angka
    dari = f"dari {sebut_realisasi(lalu)} pada {label_of(lalu.triwulan)} menjadi {sebut_realisasi(kini)}"
    kumulatif = kini.rumus is None and kini.ketetapan.agregasi == Agregasi.KUMULATIF
    if kumulatif and baru < dulu:
        return f"Isian kumulatif seharusnya tidak turun, tetapi berubah {dari}."
    target_baru, target_dulu = _target_sebanding(kini, lalu)
    if dulu <= 0 or (kumulatif and target_dulu == target_baru == 1):
        return ""
    # Cross-multiplied, so that no quotient is rounded: baru/dulu against target_baru/target_dulu.
    if baru * target_dulu >= LIPAT * dulu * target_baru:
        return f"Naik tajam {dari}."
    if LIPAT * baru * target_dulu <= dulu * target_baru:
        return f"Turun tajam {dari}."
    return ""


def _target_sebanding(kini: UkuranTriwulan, lalu: UkuranTriwulan) -> tuple[Decimal, Decimal]:
    """Both targets when both are positive numbers, else 1 and 1: then only the values are compared."""
    angka = [t.target.angka if t.target else None for t in (kini, lalu)]
    if angka[0] is None or angka[1] is None or min(angka[0], angka[1]) <= 0:
        return Decimal(1), Decimal(1)
    return angka[0], angka[1]


def _cerita_hampa(ukuran: UkuranTriwulan, realisasi: Realisasi) -> list[str]:
    """Required stories that hold a mark but no word ("-")."""
    persen = ukuran.capaian.raw_percent
    if persen is None:
        return []
    wajib = (
        {"Faktor pendukung": realisasi.faktor_pendukung}
        if persen >= SERATUS
        else {"Faktor penghambat": realisasi.faktor_penghambat, "Tindak lanjut": realisasi.tindak_lanjut}
    )
    return [
        f"{judul} hanya tertulis “{isi.strip()}”."
        for judul, isi in wajib.items()
        if isi.strip() and not any(c.isalpha() for c in isi)
    ]


def _dijawab(ukuran: UkuranTriwulan) -> list[str]:
    """Doubtful numbers with the answer that who typed them gave."""
    nilai = [m.ditulis for m in ukuran.masukan] if ukuran.dihitung else [ukuran.nilai]
    return [
        f"“{n.text}” dibaca {dict(read_value(n.text).choices).get(n.interpretation, display_full(n))} menurut jawaban pengisi."
        for n in nilai
        if n.interpretation
    ]
