"""A plan read from a file beside the plan there is: what is added, changed, gone, and which pairs only a person
can confirm."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bakesbang.importing.fields import DROP, LEAVE, field_label, new_fields, old_fields
from bakesbang.importing.pairing import Item, Pairing, pair
from bakesbang.importing.tree import Node
from bakesbang.importing.upload import Difference
from bakesbang.importing.vocabulary import LEVEL_NAMES, ColumnRole
from bakesbang.kinerja.models import KetetapanIndikator, Realisasi
from bakesbang.kinerja.pilihan import StatusRealisasi
from bakesbang.organisasi.models import Jabatan
from rencana_aksi.bentuk import IndikatorSasaranBaru, SasaranBaru
from rencana_aksi.importing import ImportResult
from rencana_aksi.models import IndikatorSasaran, Sasaran, VersiRencanaAksi


@dataclass
class Comparison:
    """What saving would do to ``versi``, by primary keys; ``items`` says it in words."""

    added_sasaran: list[tuple[int | None, SasaranBaru]] = field(default_factory=list)
    added_indikator: list[tuple[int, IndikatorSasaranBaru]] = field(default_factory=list)
    changed_sasaran: dict[int, dict[str, str]] = field(default_factory=dict)
    moved: dict[int, int | None] = field(default_factory=dict)
    changed_items: dict[int, dict[str, str]] = field(default_factory=dict)
    dropped_sasaran: list[int] = field(default_factory=list)
    dropped_items: list[int] = field(default_factory=list)
    items: list[Difference] = field(default_factory=list)

    @property
    def exists(self) -> bool:
        return bool(
            self.added_sasaran or self.added_indikator or self.changed_sasaran or self.moved or self.changed_items
            or self.dropped_sasaran or self.dropped_items
        )  # fmt: skip


class Comparer:
    """Compares by key, else level, parent and words, else proposes pairs (questions in the ledger)."""

    def __init__(self, versi: VersiRencanaAksi, result: ImportResult) -> None:
        self.result, self.ledger, self.b = result, result.ledger, Comparison()
        self.role = {k.role for header in result.reading.headers.values() for k in header.columns}
        rencana = versi.rencana
        self.jabatan_by_code = {j.kode: j.pk for j in Jabatan.objects.filter(unit__instansi=rencana.instansi)}
        sasaran = list(Sasaran.objects.filter(versi=versi).order_by("jenjang", "urutan", "pk"))
        self.children: dict[int | None, list[Sasaran]] = {}
        for s in sasaran:
            self.children.setdefault(s.induk_id, []).append(s)
        self.kunci = {str(s.kunci): s for s in sasaran}
        item = IndikatorSasaran.objects.filter(sasaran__versi=versi).order_by("urutan", "pk")
        self.item: dict[int, list[IndikatorSasaran]] = {}
        for x in item:
            self.item.setdefault(x.sasaran_id, []).append(x)
        ketetapan = (
            KetetapanIndikator.objects.filter(di_sasaran__sasaran__versi=versi)
            .prefetch_related("target_triwulan", "penanggung_jawab")
            .select_related("target_tahunan")
        )
        self.ketetapan = {k.pk: k for k in ketetapan}
        self.filled = set(
            Realisasi.objects.filter(indikator__ketetapan__in=self.ketetapan)
            .exclude(status=StatusRealisasi.BELUM_DIISI)
            .values_list("indikator_id", flat=True)
        )

    def comparison(self) -> Comparison:
        self._level_of(None, self.result.tree, self.result.reading.roots)
        return self.b

    def _level_of(self, parent: int | None, new: Sequence[SasaranBaru], node: Sequence[Node]) -> None:
        old = list(self.children.get(parent, []))
        for s in new:
            owned = self.kunci.get(str(s.kunci)) if s.kunci else None
            if owned is not None and owned not in old and owned.induk_id != parent:
                self.b.moved[owned.pk] = parent
                self.b.items.append(
                    Difference(
                        "ubah",
                        _label_of(owned.jenjang),
                        owned.uraian,
                        (("Induk", "di tempat lain", "di sini"),),
                    )
                )
                old.append(owned)
        pairing = pair(
            [Item(str(s.kunci), s.uraian) for s in old], [Item(str(s.kunci or ""), s.uraian) for s in new]
        )
        chosen = self._confirmed(pairing, [s.uraian for s in old], node, [f"s{s.pk}" for s in old])
        for n, (s, origin) in enumerate(zip(new, node, strict=True)):
            if n in chosen:
                self._sasaran(old[chosen[n]], s, origin)
            else:
                self._added(parent, s, origin)
        for m, exists in enumerate(old):
            if m not in chosen.values() and exists.pk not in self.b.moved:
                self._missing(exists)

    def _confirmed(
        self, pairing: Pairing, text: Sequence[str], node: Sequence[Node], mark: Sequence[str]
    ) -> dict[int, int]:
        chosen = dict(pairing.certain)
        for new, old in pairing.guess:
            answer = self.ledger.ask(
                f"pasang:{mark[old]}:{node[new].position}", [node[new].position],
                f"Sama dengan “{text[old][:90]}” yang sudah ada, dengan bunyi baru?",
                [("ya", "Ya, bunyinya berubah"), ("tidak", "Bukan, ini baru")], "ya",
            )  # fmt: skip
            if answer == "ya":
                chosen[new] = old
        return chosen

    # ── objectives ──
    def _sasaran(self, old: Sasaran, new: SasaranBaru, node: Node) -> None:
        content = {"uraian": new.uraian}
        if new.kode_nomenklatur:
            content["kode_nomenklatur"] = new.kode_nomenklatur
        if new.catatan:
            content["catatan"] = new.catatan
        changed = {n: t for n, t in content.items() if getattr(old, n) != t}
        if changed:
            self.b.changed_sasaran[old.pk] = changed
            details = tuple((field_label(n), getattr(old, n), t) for n, t in changed.items())
            self.b.items.append(Difference("ubah", _label_of(old.jenjang), old.uraian, details))
        self._indikator(old, new, node)
        self._level_of(old.pk, new.anak, node.children)

    def _added(self, parent: int | None, new: SasaranBaru, node: Node) -> None:
        self.b.added_sasaran.append((parent, new))
        for s, x in zip(new.telusuri(), node.walk(), strict=True):
            self.b.items.append(Difference("tambah", _label_of(x.jenjang), s.uraian))
            self.b.items += [Difference("tambah", "Indikator", i.indikator.uraian) for i in s.indikator]

    def _missing(self, s: Sasaran) -> None:
        everything = self._descendants(s)
        filled = [b for x in everything for b in self.item.get(x.pk, []) if self._valued(b)]
        if self._ask_missing(f"hilang:s:{s.kunci}", _label_of(s.jenjang), s.uraian, len(filled)) == DROP:
            self.b.dropped_sasaran.append(s.pk)

    def _ask_missing(self, key: str, what: str, name: str, filled: int) -> str:
        self.b.items.append(Difference("hilang", what, name))
        realisasi = f" {filled} indikatornya sudah mempunyai realisasi." if filled else ""
        return self.ledger.ask(
            key, [], f"{what} “{name[:90]}” tidak ada di berkas.{realisasi}",
            [(LEAVE, "Biarkan di draf"), (DROP, "Buang dari draf")], LEAVE,
        )  # fmt: skip

    def _descendants(self, s: Sasaran) -> list[Sasaran]:
        return [s, *(y for x in self.children.get(s.pk, []) for y in self._descendants(x))]

    def _valued(self, b: IndikatorSasaran) -> bool:
        return self.ketetapan[b.ketetapan_id].indikator_id in self.filled

    # ── indicators ──
    def _indikator(self, s: Sasaran, new: SasaranBaru, node: Node) -> None:
        old = self.item.get(s.pk, [])
        pairing = pair(
            [Item(str(b.kunci), self.ketetapan[b.ketetapan_id].uraian) for b in old],
            [
                Item(origin.key, i.indikator.uraian)
                for i, origin in zip(new.indikator, node.indikator, strict=True)
            ],
        )
        chosen = dict(pairing.certain)
        for n, m in pairing.guess:
            position = node.indikator[n].position
            answer = self.ledger.ask(
                f"pasang:i{old[m].pk}:{position}:{n}", [position], f"Sama dengan indikator “{self.ketetapan[old[m].ketetapan_id].uraian[:90]}”, dengan bunyi baru?",
                [("ya", "Ya, bunyinya berubah"), ("tidak", "Bukan, ini baru")], "ya",
            )  # fmt: skip
            if answer == "ya":
                chosen[n] = m
        for n, i in enumerate(new.indikator):
            if n in chosen:
                self._changed_indikator(old[chosen[n]], i)
            else:
                self.b.added_indikator.append((s.pk, i))
                self.b.items.append(Difference("tambah", "Indikator", i.indikator.uraian))
        for m, b in enumerate(old):
            if m not in chosen.values():
                name = self.ketetapan[b.ketetapan_id].uraian
                if self._ask_missing(f"hilang:i:{b.kunci}", "Indikator", name, int(self._valued(b))) == DROP:
                    self.b.dropped_items.append(b.pk)

    def _changed_indikator(self, old: IndikatorSasaran, new: IndikatorSasaranBaru) -> None:
        k = self.ketetapan[old.ketetapan_id]
        current = old_fields(k) | {"penanggung_jawab_cetak": old.penanggung_jawab_cetak}
        content = new_fields(new.indikator, self.role, self.jabatan_by_code)
        if ColumnRole.PENANGGUNG_JAWAB in self.role:
            content["penanggung_jawab_cetak"] = new.penanggung_jawab_cetak
        changed = {n: t for n, t in content.items() if current.get(n, "") != t}
        if changed:
            self.b.changed_items[old.pk] = changed
            details = tuple(
                (field_label(n), current.get(n, ""), t) for n, t in changed.items() if n != "penanggung_jawab"
            )
            self.b.items.append(
                Difference(
                    "ubah", "Indikator", k.uraian, details or (("Penanggung jawab", "", "jabatan lain"),)
                )
            )


def _label_of(jenjang: int) -> str:
    return f"Sasaran {LEVEL_NAMES[min(jenjang, 5)].lower()}"
