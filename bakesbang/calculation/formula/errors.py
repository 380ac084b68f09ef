"""The one error of the formulas: what is wrong, where, and what was probably meant."""

LEBAR_CUPLIKAN = 72


class FormulaError(ValueError):
    """A formula that cannot be read, explained in Indonesian.

    ``pesan`` says what is wrong, ``saran`` (may be empty) what was probably meant, ``baris`` and
    ``kolom`` (both counted from 1) point into the text as it was typed; ``posisi`` is the same place
    counted from 0 over the whole text.
    """

    def __init__(self, pesan: str, *, position: int = 0, hint: str = "", text: str = "") -> None:
        super().__init__(pesan)
        self.message = pesan
        self.hint = hint
        self.text = text
        self.place = position
        self.position = max(0, min(position, len(text)))
        sebelum = text[: self.position]
        self.line = sebelum.count("\n") + 1
        self.column = self.position - (sebelum.rfind("\n") + 1) + 1

    def __str__(self) -> str:
        return " ".join(bagian for bagian in (f"Kolom {self.column}: {self.message}", self.hint) if bagian)

    def placed_in(self, teks: str, posisi: int) -> "FormulaError":
        """The same error placed in the text that the user typed."""
        return FormulaError(self.message, position=posisi, hint=self.hint, text=teks)

    def pointer(self) -> str:
        """The faulty line of the source and, under it, a caret at the faulty column.

        A long line is cut around the fault, so that the pair fits a terminal and a phone.
        """
        baris = self.text.split("\n")[self.line - 1].expandtabs(1)
        mulai = max(0, self.column - 1 - LEBAR_CUPLIKAN // 2)
        cuplikan = baris[mulai : mulai + LEBAR_CUPLIKAN]
        depan = "…" if mulai else ""
        belakang = "…" if mulai + LEBAR_CUPLIKAN < len(baris) else ""
        return f"{depan}{cuplikan}{belakang}\n{' ' * (len(depan) + self.column - 1 - mulai)}^"
