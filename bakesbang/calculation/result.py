"""A result of the core: a number, or the reason why there is none."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class ReasonCode(StrEnum):
    """Kinds of reason; the sentence for the reader is in Alasan.pesan."""

    INCOMPLETE = "belum_lengkap"  # an input that must be there is missing
    NOT_FILLED = "belum_diisi"  # nothing was entered at all
    NIHIL = "nihil"  # 0/0 or another division by zero: nothing occurred
    NOT_JUDGED = "tidak_dinilai"  # the rules give no judgement here
    NOT_COMPUTABLE = "tidak_terhitung"  # the calculation has no result
    NOT_PLANNED = "tidak_direncanakan"  # the target is "-"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why there is no number: kode for the program, pesan (Indonesian) for the reader, kurang = missing inputs."""

    code: ReasonCode
    message: str
    missing: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.message

    @property
    def in_sentence(self) -> str:
        """The reason as a part of a sentence: only its first letter is small, names keep theirs."""
        return self.message[:1].lower() + self.message[1:]

    @classmethod
    def incomplete(cls, *kurang: str) -> "Reason":
        """The inputs named in kurang are missing ("Belum lengkap: TW II, TW III belum diisi")."""
        return cls(ReasonCode.INCOMPLETE, f"Belum lengkap: {', '.join(kurang)} belum diisi", kurang)

    @classmethod
    def not_filled(cls) -> "Reason":
        """Nothing was entered."""
        return cls(ReasonCode.NOT_FILLED, "Belum diisi")

    @classmethod
    def nihil(cls, sebab: str = "pembagi bernilai 0") -> "Reason":
        """A division by zero: nothing occurred in the period (domain guide §10)."""
        return cls(ReasonCode.NIHIL, f"Nihil: {sebab}")

    @classmethod
    def not_planned(cls) -> "Reason":
        """The target is "-": nothing is planned, nothing is judged."""
        return cls(ReasonCode.NOT_PLANNED, "Tidak dinilai: tidak direncanakan (target “-”)")

    @classmethod
    def not_judged(cls, sebab: str) -> "Reason":
        """The rules give no judgement; sebab says why."""
        return cls(ReasonCode.NOT_JUDGED, f"Tidak dinilai: {sebab}")

    @classmethod
    def not_computable(cls, sebab: str) -> "Reason":
        """The calculation has no result; sebab says why."""
        return cls(ReasonCode.NOT_COMPUTABLE, f"Tidak terhitung: {sebab}")


@dataclass(frozen=True, slots=True)
class Result:
    """A number or a reason, never both, never neither; kerja is the working, in Indonesian.

    Raises ValueError when both or neither are given.
    """

    number: Decimal | None
    reason: Reason | None = None
    working: str = ""

    def __post_init__(self) -> None:
        if (self.number is None) == (self.reason is None):
            raise ValueError("Hasil holds either a number or a reason.")
