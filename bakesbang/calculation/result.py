"""A result of the core: a number, or the reason why there is none."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class KodeAlasan(StrEnum):
    """Kinds of reason; the sentence for the reader is in Alasan.pesan."""

    BELUM_LENGKAP = "belum_lengkap"  # an input that must be there is missing
    BELUM_DIISI = "belum_diisi"  # nothing was entered at all
    NIHIL = "nihil"  # 0/0 or another division by zero: nothing occurred
    TIDAK_DINILAI = "tidak_dinilai"  # the rules give no judgement here
    TIDAK_TERHITUNG = "tidak_terhitung"  # the calculation has no result
    TIDAK_DIRENCANAKAN = "tidak_direncanakan"  # the target is "-"


@dataclass(frozen=True, slots=True)
class Alasan:
    """Why there is no number: kode for the program, pesan (Indonesian) for the reader, kurang = missing inputs."""

    kode: KodeAlasan
    pesan: str
    kurang: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.pesan

    @property
    def dalam_kalimat(self) -> str:
        """The reason as a part of a sentence: only its first letter is small, names keep theirs."""
        return self.pesan[:1].lower() + self.pesan[1:]

    @classmethod
    def belum_lengkap(cls, *kurang: str) -> "Alasan":
        """The inputs named in kurang are missing ("Belum lengkap: TW II, TW III belum diisi")."""
        return cls(KodeAlasan.BELUM_LENGKAP, f"Belum lengkap: {', '.join(kurang)} belum diisi", kurang)

    @classmethod
    def belum_diisi(cls) -> "Alasan":
        """Nothing was entered."""
        return cls(KodeAlasan.BELUM_DIISI, "Belum diisi")

    @classmethod
    def nihil(cls, sebab: str = "pembagi bernilai 0") -> "Alasan":
        """A division by zero: nothing occurred in the period (domain guide §10)."""
        return cls(KodeAlasan.NIHIL, f"Nihil: {sebab}")

    @classmethod
    def tidak_direncanakan(cls) -> "Alasan":
        """The target is "-": nothing is planned, nothing is judged."""
        return cls(KodeAlasan.TIDAK_DIRENCANAKAN, "Tidak dinilai: tidak direncanakan (target “-”)")

    @classmethod
    def tidak_dinilai(cls, sebab: str) -> "Alasan":
        """The rules give no judgement; sebab says why."""
        return cls(KodeAlasan.TIDAK_DINILAI, f"Tidak dinilai: {sebab}")

    @classmethod
    def tidak_terhitung(cls, sebab: str) -> "Alasan":
        """The calculation has no result; sebab says why."""
        return cls(KodeAlasan.TIDAK_TERHITUNG, f"Tidak terhitung: {sebab}")


@dataclass(frozen=True, slots=True)
class Hasil:
    """A number or a reason, never both, never neither; kerja is the working, in Indonesian.

    Raises ValueError when both or neither are given.
    """

    angka: Decimal | None
    alasan: Alasan | None = None
    kerja: str = ""

    def __post_init__(self) -> None:
        if (self.angka is None) == (self.alasan is None):
            raise ValueError("Hasil holds either a number or a reason.")
