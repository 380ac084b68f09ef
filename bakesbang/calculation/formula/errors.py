"""The one error of the formulas: what is wrong, where, and what was probably meant."""

LEBAR_CUPLIKAN = 72


class RumusSalah(ValueError):
    """A formula that cannot be read, explained in Indonesian.

    ``pesan`` says what is wrong, ``saran`` (may be empty) what was probably meant, ``baris`` and
    ``kolom`` (both counted from 1) point into the text as it was typed; ``posisi`` is the same place
    counted from 0 over the whole text.
    """

    def __init__(self, pesan: str, *, posisi: int = 0, saran: str = "", teks: str = "") -> None:
        super().__init__(pesan)
        self.pesan = pesan
        self.saran = saran
        self.teks = teks
        self.letak = posisi
        self.posisi = max(0, min(posisi, len(teks)))
        sebelum = teks[: self.posisi]
        self.baris = sebelum.count("\n") + 1
        self.kolom = self.posisi - (sebelum.rfind("\n") + 1) + 1

    def __str__(self) -> str:
        return " ".join(bagian for bagian in (f"Kolom {self.kolom}: {self.pesan}", self.saran) if bagian)

    def pada(self, teks: str, posisi: int) -> "RumusSalah":
        """The same error placed in the text that the user typed."""
        return RumusSalah(self.pesan, posisi=posisi, saran=self.saran, teks=teks)

    def tunjuk(self) -> str:
        """The faulty line of the source and, under it, a caret at the faulty column.

        A long line is cut around the fault, so that the pair fits a terminal and a phone.
        """
        baris = self.teks.split("\n")[self.baris - 1].expandtabs(1)
        mulai = max(0, self.kolom - 1 - LEBAR_CUPLIKAN // 2)
        cuplikan = baris[mulai : mulai + LEBAR_CUPLIKAN]
        depan = "…" if mulai else ""
        belakang = "…" if mulai + LEBAR_CUPLIKAN < len(baris) else ""
        return f"{depan}{cuplikan}{belakang}\n{' ' * (len(depan) + self.kolom - 1 - mulai)}^"
