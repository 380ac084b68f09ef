"""From what was read to the plain shapes that ``tindakan.make`` takes, with the questions on the way."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bakesbang.calculation.formula import FormulaError, Rumus, normalize, propose_code
from bakesbang.calculation.values.value import Nilai, display_full, read_value
from bakesbang.calculation.values.value import ValueState as KeadaanNilai
from bakesbang.importing.jabatan import Office, OfficeMatcher
from bakesbang.importing.ledger import Fate, Ledger, Position
from bakesbang.importing.proposals import propose
from bakesbang.importing.tree import ReadIndikator
from bakesbang.importing.vocabulary import CONTINUED, MONTH_NAMES, ColumnRole, fold, squeeze
from bakesbang.kinerja.bentuk import IndikatorBaru, TargetBaru, VariabelBaru
from bakesbang.kinerja.pilihan import Agregasi, JenisTarget

TW = ("", "TW I", "TW II", "TW III", "TW IV")
WITHOUT = "tanpa"


@dataclass(frozen=True)
class PrintedOffice:
    """Offices of an indicator with the text as printed ("" = merged with the row above)."""

    code: tuple[str, ...] = ()
    printed: str = ""


class IndikatorMaker:
    """Makes ``IndikatorBaru`` out of readings; doubts go to the ledger as questions."""

    def __init__(self, ledger: Ledger, offices: Sequence[Office]) -> None:
        self.ledger, self.offices = ledger, tuple(offices)
        self.matcher = OfficeMatcher(offices)
        self.one_month_method = ""

    def make(self, ind: ReadIndikator, jabatan_codes: tuple[str, ...] = ()) -> IndikatorBaru:
        if ind.month:
            self._months(ind)
        proposal = propose(ind)
        agregasi = proposal.agregasi
        if proposal.question:
            agregasi = self._ask_agregasi(ind)
        self._blanks(ind)
        triwulan = {
            tw: TargetBaru(
                ind.tw.get(tw, ""), ind.penjelasan.get(tw, ""),
                JenisTarget.TAHAPAN if tw in proposal.tahapan else JenisTarget.NILAI,
                self._tafsir(ind.tw.get(tw, ""), ind.cell.get(f"tw{tw}")),
            )
            for tw in (range(1, 5) if ind.tw else ())
        }  # fmt: skip
        formula, variabel, formula_satuan = self._formula(ind)
        yearly = None
        if ind.yearly is not None:
            yearly = TargetBaru(ind.yearly, tafsir=self._tafsir(ind.yearly, ind.cell.get("tahunan")))
        proposals = list(proposal.name)
        if variabel:
            proposals.append("agregasi variabel")
        if formula_satuan and not proposal.satuan:
            proposals.append("satuan")
        if agregasi == "" and formula and not ind.tw:
            agregasi = Agregasi.RASIO
            proposals.append("agregasi")
        return IndikatorBaru(
            uraian=ind.text, tahunan=yearly, triwulan=triwulan, satuan=(proposal.satuan or formula_satuan)[:60], polaritas=proposal.polaritas,
            agregasi=agregasi, frekuensi=proposal.frekuensi if not formula else IndikatorBaru.frekuensi,
            definisi_operasional=ind.fields.get(ColumnRole.DEFINISI, ""), sumber_data=ind.fields.get(ColumnRole.SUMBER_DATA, ""),
            rumus=formula, variabel=variabel, jabatan=jabatan_codes, usulan=tuple(proposals),
        )  # fmt: skip

    # ── doubts about values ──
    def _tafsir(self, text: str, position: Position | None) -> str:
        value = read_value(text)
        if not value.doubt or position is None:
            if position is not None and value.state == KeadaanNilai.TEXT:
                self.ledger.note(
                    position,
                    "Target berupa teks",
                    Fate.WARNING,
                    "Tidak terbaca sebagai angka; disimpan persis seperti tertulis.",
                )
            return ""
        p, b, c = position
        choices = [(str(t), label) for t, label in value.choices]
        if len(choices) == 1:
            self.ledger.note(position, f"Dibaca {display_full(value)}", Fate.WARNING, value.echo)
            return ""
        answer = self.ledger.ask(
            f"ragu:{p}:{b}:{c}:{fold(text)}",
            [position],
            value.echo,
            [*choices, (WITHOUT, "Tanya nanti")],
            WITHOUT,
        )
        return "" if answer == WITHOUT else answer

    def _blanks(self, ind: ReadIndikator) -> None:
        """A labelled cell without a value is not "-": one is told, three of four are asked."""
        blank_tw = [tw for tw, t in ind.tw.items() if not t]
        position = [ind.cell[f"tw{tw}"] for tw in blank_tw if f"tw{tw}" in ind.cell]
        for tw, t in ind.tw.items():
            if t == "-" and f"tw{tw}" in ind.cell:
                exists = bool(ind.penjelasan.get(tw))
                reason = (
                    "Strip dengan penjelasan."
                    if exists
                    else "Strip tanpa penjelasan; boleh dilengkapi nanti."
                )
                self.ledger.note(ind.cell[f"tw{tw}"], "", Fate.NOTED if exists else Fate.WARNING, reason)
        if not position:
            return
        if len(blank_tw) < 2:
            self.ledger.note(
                position[0], "", Fate.WARNING, "Kosong, bukan strip dan bukan 0. Dibiarkan kosong."
            )
            return
        p, b, c = position[0]
        answer = self.ledger.ask(
            f"kosong:{p}:{b}:{c}", position, "Tidak direncanakan, atau belum disebut?",
            [("strip", "Tidak direncanakan (-)"), ("kosong", "Biarkan kosong")], "kosong",
        )  # fmt: skip
        if answer == "strip":
            for tw in blank_tw:
                ind.tw[tw] = "-"

    def _ask_agregasi(self, ind: ReadIndikator) -> str:
        value = [read_value(t) for t in ind.tw.values()]
        figure = [n.number for n in value if n.number is not None]
        each, total = display_full(figure[0]), display_full(sum(figure))
        position = [ind.cell[f"tw{tw}"] for tw in ind.tw if f"tw{tw}" in ind.cell]
        p, b, c = position[0] if position else ind.position
        answer = self.ledger.ask(
            f"agregasi:{p}:{b}:{c}", position[:1], f"“{ind.text[:70]}”: setahun menjadi {total}, atau {each} pada tiap triwulan?",
            [(Agregasi.BERULANG.value, f"{each} tiap triwulan"), (Agregasi.AKUMULASI.value, f"{total} setahun"), (WITHOUT, "Belum tahu")], WITHOUT,
        )  # fmt: skip
        return "" if answer == WITHOUT else answer

    # ── months ──
    def _months(self, ind: ReadIndikator) -> None:
        """Twelve monthly figures become four: the last month of the quarter, or their sum; all twelve stay in words."""
        method = _month_method(ind) or self.one_month_method
        if not method:
            method = self.one_month_method = self._ask_months(ind)
        for tw in range(1, 5):
            month = [b for b in range(tw * 3 - 2, tw * 3 + 1) if b in ind.month]
            if not month:
                continue
            ind.tw[tw] = _total([ind.month[b] for b in month]) if method == "jumlah" else ind.month[month[-1]]
            ind.cell.setdefault(f"tw{tw}", ind.cell[f"bulan{month[-1]}"])
            details = "; ".join(f"{MONTH_NAMES[b - 1]} {ind.month[b]}" for b in month)
            ind.penjelasan[tw] = "\n".join(
                x for x in (ind.penjelasan.get(tw, ""), f"Target bulanan: {details}") if x
            )

    def _ask_months(self, ind: ReadIndikator) -> str:
        position = ind.cell["bulan"]
        return self.ledger.ask(
            f"bulan:{position[0]}", [position], "Target tertulis per bulan. Bagaimana menjadi triwulan?",
            [("akhir", "Nilai bulan terakhir triwulan"), ("jumlah", "Jumlah tiga bulan")], "akhir",
        )  # fmt: skip

    # ── formulas ──
    def _formula(self, ind: ReadIndikator) -> tuple[str, tuple[VariabelBaru, ...], str]:
        text = ind.fields.get(ColumnRole.FORMULA, "").strip()
        position = ind.cell.get(ColumnRole.FORMULA, ind.position)
        if not text or not re.search(r"\w", text):
            return "", (), ""
        try:
            formula = Rumus.read(text)
        except FormulaError as wrong:
            self.ledger.note(
                position,
                "Formula dalam kata",
                Fate.WARNING,
                f"Belum dapat dihitung: {wrong} Disimpan di definisi operasional.",
            )
            old = ind.fields.get(ColumnRole.DEFINISI, "")
            if text not in old:
                ind.fields[ColumnRole.DEFINISI] = "\n".join(
                    x for x in (old, f"Formula: {squeeze(text)}") if x
                )
            return "", (), ""
        variabel: list[VariabelBaru] = []
        for v in formula.variabel:
            if v.code not in {normalize(x.label) for x in variabel}:
                code = propose_code(v.label, [x.kode for x in variabel])
                variabel.append(VariabelBaru(code, v.label))
        self.ledger.note(position, f"Formula {formula.text()}")
        for message in formula.warnings:
            self.ledger.note(position, "", Fate.WARNING, message)
        return formula.with_labels(), tuple(variabel), formula.satuan

    # ── offices ──
    def penanggung(self, ind: ReadIndikator, above: PrintedOffice, required: bool) -> PrintedOffice:
        """Offices of this indicator; blank under a printed one is merged with it (domain guide §3)."""
        text = ind.fields.get(ColumnRole.PENANGGUNG_JAWAB, "")
        if not text:
            if required and above.code:
                self.ledger.note(
                    ind.position,
                    "",
                    Fate.NOTED,
                    f"Penanggung jawab kosong: sama dengan di atasnya, “{above.printed}”.",
                )
            return PrintedOffice(above.code, "") if required else PrintedOffice()
        position = ind.cell.get(ColumnRole.PENANGGUNG_JAWAB, ind.position)
        polos = CONTINUED.sub("", text)
        if polos != text and fold(polos) == fold(above.printed):
            self.ledger.note(position, "Penanggung jawab sama dengan di atasnya", Fate.NOTED)
            return PrintedOffice(above.code, "") if required else PrintedOffice()
        text = polos
        finding = self.matcher.find(text)
        if finding.code:
            self.ledger.note(position, "Jabatan: " + " dan ".join(self._label_of(k) for k in finding.code))
            return PrintedOffice(finding.code, text)
        if not self.offices or text.strip("- ") == "":
            return PrintedOffice((), text)
        answer = self.ledger.ask(
            f"jabatan:{fold(text)}", [position], f"“{text[:80]}” belum dikenal sebagai jabatan.",
            [*((k.code, k.label) for k in self.offices), (WITHOUT, "Tanpa jabatan, simpan tulisannya saja")],
            finding.similar[0] if finding.similar else WITHOUT,
        )  # fmt: skip
        return PrintedOffice(() if answer == WITHOUT else (answer,), text)

    def _label_of(self, code: str) -> str:
        return next((k.label for k in self.offices if k.code == code), code)


def _month_method(ind: ReadIndikator) -> str:
    """How twelve months become a year where the year's own target tells it: their sum, or the last of them."""
    yearly = read_value(ind.yearly or "").number
    figure = [n.number for _, t in sorted(ind.month.items()) if (n := read_value(t)).number is not None]
    if yearly is None or not figure or yearly == 0:
        return ""
    total = sum(figure)
    if total == yearly != figure[-1]:
        return "jumlah"
    return "akhir" if figure[-1] == yearly != total else ""


def _total(text: list[str]) -> str:
    value: list[Nilai] = [read_value(t) for t in text]
    if any(n.number is None for n in value):
        return text[-1]
    return display_full(sum(n.number for n in value if n.number is not None))
