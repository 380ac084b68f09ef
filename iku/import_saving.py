"""An IKU list read from a file beside the list there is, and all of it or nothing saved."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from bakesbang.calculation.formula import Rumus
from bakesbang.importing.fields import DROP, LEAVE, field_label, new_fields, old_fields
from bakesbang.importing.pairing import Item, pair
from bakesbang.importing.upload import Difference
from bakesbang.importing.vocabulary import ColumnRole
from bakesbang.kinerja import tindakan as kinerja
from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.bentuk import IndikatorBaru
from bakesbang.kinerja.models import KetetapanIndikator, Realisasi
from bakesbang.kinerja.pilihan import NamaDokumen, StatusRealisasi
from bakesbang.organisasi.fixtures import jabatan_by_code
from bakesbang.organisasi.models import BerkasImpor, Instansi, Pengguna
from bakesbang.trail.models import log
from bakesbang.trail.tracked_history import acting_as
from bakesbang.versions import copying
from bakesbang.versions.undo import isi_indikator
from iku import suntingan, tindakan
from iku.bentuk import IkuBaru, KepalaIku
from iku.importing import ImportResult
from iku.models import IndikatorKinerjaUtama, VersiIku
from iku.tindakan_perubahan import mulai_perubahan

HEADER_FIELDS = ("visi", "misi_nomor", "misi", "nama_skpd", "tugas_pokok", "fungsi")


@dataclass(frozen=True)
class PerubahanInput:
    """What a draf Perubahan needs: why, and from which quarter."""

    alasan: str
    mulai_triwulan: int


@dataclass
class Comparison:
    """What saving would do, by primary keys; ``items`` says it in words."""

    header: dict[str, str] = field(default_factory=dict)
    added: list[IkuBaru] = field(default_factory=list)
    changed: dict[int, dict[str, str]] = field(default_factory=dict)
    formula: dict[int, IndikatorBaru] = field(default_factory=dict)
    drop: list[int] = field(default_factory=list)
    items: list[Difference] = field(default_factory=list)

    @property
    def exists(self) -> bool:
        return bool(self.header or self.added or self.changed or self.formula or self.drop)


def target_version(instansi: Instansi, tahun: int) -> VersiIku | None:
    """The draf of the year, else the version in force; None: the year has no IKU yet."""
    versi = VersiIku.objects.filter(daftar__instansi=instansi, daftar__tahun=tahun).select_related(
        "daftar__instansi"
    )
    return versi.filter(status="draf").first() or versi.berlaku().order_by("-nomor").first()


def comparison(instansi: Instansi, tahun: int, result: ImportResult) -> Comparison | None:
    """What saving would change in the list there is; None when there is none."""
    versi = target_version(instansi, tahun)
    return None if versi is None else _compare(versi, result)


def _compare(versi: VersiIku, result: ImportResult) -> Comparison:
    b = Comparison(header=_header(versi, result.header))
    if b.header:
        current = suntingan.kepala_kini(versi)
        b.items.append(
            Difference(
                "ubah",
                "Kepala",
                "Kepala dokumen",
                tuple((n.replace("_", " "), current[n], t) for n, t in b.header.items()),
            )
        )
    old = list(versi.indikator.order_by("urutan", "pk"))
    ketetapan = {
        k.pk: k
        for k in KetetapanIndikator.objects.filter(di_iku__versi=versi)
        .prefetch_related("target_triwulan", "penanggung_jawab", "variabel")
        .select_related("target_tahunan")
    }
    origin = [(s, i) for s in result.reading.everything for i in s.indikator]
    pairing = pair(
        [Item(str(x.kunci), ketetapan[x.ketetapan_id].uraian) for x in old],
        [Item(a[1].key, x.indikator.uraian) for x, a in zip(result.content, origin, strict=True)],
    )
    chosen = dict(pairing.certain)
    for n, m in pairing.guess:
        position = origin[n][1].position
        answer = result.ledger.ask(
            f"pasang:{old[m].pk}:{position}:{n}", [position], f"Sama dengan IKU “{ketetapan[old[m].ketetapan_id].uraian[:90]}”, dengan bunyi baru?",
            [("ya", "Ya, bunyinya berubah"), ("tidak", "Bukan, ini baru")], "ya",
        )  # fmt: skip
        if answer == "ya":
            chosen[n] = m
    for n, new in enumerate(result.content):
        if n in chosen:
            _one(b, old[chosen[n]], ketetapan[old[chosen[n]].ketetapan_id], new, result, versi)
        else:
            b.added.append(new)
            b.items.append(Difference("tambah", "IKU", new.indikator.uraian))
    _missing(b, [x for m, x in enumerate(old) if m not in chosen.values()], ketetapan, result)
    return b


def _header(versi: VersiIku, header: KepalaIku) -> dict[str, str]:
    """Only what the file says of itself; what it does not print stays."""
    current, content = suntingan.kepala_kini(versi), header.kolom()
    new = {n: "\n".join(content[n]) if n == "fungsi" else content[n] for n in HEADER_FIELDS}
    return {n: t for n, t in new.items() if t and t != current[n]}


def _one(
    b: Comparison,
    old: IndikatorKinerjaUtama,
    k: KetetapanIndikator,
    new: IkuBaru,
    result: ImportResult,
    versi: VersiIku,
) -> None:
    role = {x.role for header in result.reading.headers.values() for x in header.columns}
    by_code = (
        {code: j.pk for code, j in jabatan_by_code(versi.daftar.instansi).items()}
        if new.indikator.jabatan
        else {}
    )
    current = old_fields(k) | suntingan.baris_kini(old)
    content = new_fields(new.indikator, role, by_code) | {"sasaran": new.sasaran}
    if ColumnRole.PENANGGUNG_JAWAB in role:
        content["penanggung_jawab_cetak"] = new.penanggung_jawab_cetak
    if ColumnRole.ALASAN in role:
        content["alasan"] = new.alasan
    changed = {n: t for n, t in content.items() if current.get(n, "") != t}
    details = [(field_label(n), current.get(n, ""), t) for n, t in changed.items() if n != "penanggung_jawab"]
    if changed:
        b.changed[old.pk] = changed
    current_formula = Rumus.read(k.rumus).with_labels(k.label_variabel()) if k.rumus else ""
    if new.indikator.rumus and new.indikator.rumus != current_formula:
        b.formula[old.pk] = new.indikator
        details.append((field_label("rumus"), current_formula, new.indikator.rumus))
    if changed or old.pk in b.formula:
        b.items.append(Difference("ubah", "IKU", k.uraian, tuple(details)))


def _missing(
    b: Comparison,
    missing_rows: list[IndikatorKinerjaUtama],
    ketetapan: dict[int, KetetapanIndikator],
    result: ImportResult,
) -> None:
    filled = set(
        Realisasi.objects.filter(indikator__ketetapan__in=[x.ketetapan_id for x in missing_rows])
        .exclude(status=StatusRealisasi.BELUM_DIISI)
        .values_list("indikator_id", flat=True)
    )
    for x in missing_rows:
        k = ketetapan[x.ketetapan_id]
        b.items.append(Difference("hilang", "IKU", k.uraian))
        answer = result.ledger.ask(
            f"hilang:i:{x.kunci}", [], f"IKU “{k.uraian[:90]}” tidak ada di berkas.{' Sudah mempunyai realisasi.' if k.indikator_id in filled else ''}",
            [(LEAVE, "Biarkan di draf"), (DROP, "Buang dari draf")], LEAVE,
        )  # fmt: skip
        if answer == DROP:
            b.drop.append(x.pk)


@transaction.atomic
def save(
    *,
    instansi: Instansi,
    tahun: int,
    result: ImportResult,
    berkas: BerkasImpor | None,
    oleh: Pengguna | None,
    now: datetime,
    perubahan: PerubahanInput | None = None,
) -> tuple[VersiIku, Comparison | None]:
    """The version that holds the file now, and what was changed in it (None: all of it is new).

    Raises AlurSalah when nothing was understood, an answer is missing, or the list in force needs a reason."""
    _check(result)
    versi = target_version(instansi, tahun)
    diff: Comparison | None = None
    if versi is None:
        header = result.header
        if not header.nama_cetak:
            header = KepalaIku(nama_cetak=instansi.nama[:200], **header.kolom())
        versi = tindakan.buat(
            instansi=instansi, tahun=tahun, kepala=header, isi=result.content, oleh=oleh, waktu=now, jabatan=jabatan_by_code(instansi)
        )  # fmt: skip
    else:
        versi, diff = _into_existing(versi, result, perubahan, oleh, now)
    if berkas is not None:
        berkas.disimpan_pada = now
        berkas.laporan = {
            "sel": result.ledger.count(),
            "versi": versi.pk,
            "indikator": result.indikator_count,
        }
        berkas.save(update_fields=["disimpan_pada", "laporan"])
    if diff is None or diff.exists:
        log(
            versi, "mengimpor IKU", by=oleh, instansi_id=instansi.pk, tahun=tahun, now=now,
            new={"berkas": str(berkas or "berkas lokal"), "indikator": result.indikator_count},
        )  # fmt: skip
    return versi, diff


def _check(result: ImportResult) -> None:
    if not result.indikator_count:
        raise AlurSalah("Tidak ada indikator yang dipahami dari berkas ini. Atur kolomnya dahulu.")
    if open_items := result.ledger.open_items:
        raise AlurSalah(f"Masih ada {len(open_items)} pertanyaan yang belum dijawab.")


def _into_existing(
    versi: VersiIku,
    result: ImportResult,
    perubahan: PerubahanInput | None,
    oleh: Pengguna | None,
    now: datetime,
) -> tuple[VersiIku, Comparison]:
    diff = _compare(versi, result)
    _check(result)  # the comparison may have asked something new
    if not diff.exists:
        return versi, diff
    if oleh is None:
        raise AlurSalah("Sebutkan siapa yang mengimpor (--oleh) untuk mengubah IKU yang sudah ada.")
    if not versi.draf:
        if perubahan is None or not perubahan.alasan.strip():
            raise AlurSalah("IKU ini sudah ditetapkan. Tulis alasan dan triwulan mulai Perubahannya.")
        old = {x.pk: x.kunci for x in versi.indikator.all()}
        versi = mulai_perubahan(
            versi=versi,
            alasan=perubahan.alasan,
            mulai_triwulan=perubahan.mulai_triwulan,
            oleh=oleh,
            waktu=now,
        )
        current = {x.kunci: x.pk for x in versi.indikator.all()}
        mapping = {pk: current[key] for pk, key in old.items()}
        diff.changed = {mapping[pk]: x for pk, x in diff.changed.items()}
        diff.formula = {mapping[pk]: x for pk, x in diff.formula.items()}
        diff.drop = [mapping[pk] for pk in diff.drop]
    _apply(versi, diff, oleh, now)
    return versi, diff


def _apply(versi: VersiIku, diff: Comparison, oleh: Pengguna, now: datetime) -> None:
    """Through the same acts as the editor, as one step that can be undone."""
    with suntingan.buka(versi=versi, oleh=oleh, waktu=now) as draf:
        if diff.header:
            suntingan.isi_kepala(draf, perubahan=diff.header, dimuat=None)
        for pk, content in diff.changed.items():
            if wrong := suntingan.isi_baris(draf, baris=pk, perubahan=content, dimuat=None).salah:
                raise AlurSalah(" ".join(wrong.values()))
        for pk, new in diff.formula.items():
            _formula(draf, pk, new)
        for pk in diff.drop:
            suntingan.hapus(draf, baris=pk)
        for iku in diff.added:
            _add(draf, iku)
        draf.kata = "mengimpor berkas"


def _formula(draf: suntingan.Draf, pk: int, new: IndikatorBaru) -> None:
    row = draf.baris(pk)
    alasan = draf.versi.alasan or f"Disesuaikan saat menyusun {draf.versi}"
    ketetapan = copying.draf_ketetapan(
        ketetapan=row.ketetapan, dokumen=NamaDokumen.IKU, alasan=alasan, oleh=draf.oleh
    )
    if ketetapan.pk != row.ketetapan_id:
        row.ketetapan = ketetapan
        row.save(update_fields=["ketetapan"])
    draf.perekam.pantau(*isi_indikator([ketetapan.indikator_id]))
    kinerja.simpan_rumus(
        ketetapan=ketetapan, rumus=new.rumus, variabel=new.variabel, kebijakan_nihil=ketetapan.kebijakan_nihil,
        oleh=draf.oleh, waktu=draf.waktu,
    )  # fmt: skip


def _add(draf: suntingan.Draf, new: IkuBaru) -> None:
    items = draf.versi.daftar
    with acting_as(draf.oleh, "Mengimpor"):
        ketetapan = kinerja.buat_indikator(
            baru=new.indikator, instansi=items.instansi, tahun=items.tahun, dokumen=NamaDokumen.IKU, oleh=draf.oleh,
            jabatan=jabatan_by_code(items.instansi),
        )  # fmt: skip
        draf.perekam.pantau_baru(*isi_indikator([ketetapan.indikator_id]))
        IndikatorKinerjaUtama.objects.create(
            versi=draf.versi, ketetapan=ketetapan, urutan=draf.versi.indikator.count() + 1, sasaran=new.sasaran,
            alasan=new.alasan, penanggung_jawab_cetak=new.penanggung_jawab_cetak,
        )  # fmt: skip
