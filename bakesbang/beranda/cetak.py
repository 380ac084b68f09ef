"""Printing a document to files, without a browser: all of them or none."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from bakesbang.organisasi.models import Instansi, Pengguna
from bakesbang.organisasi.permissions import PageContext
from bakesbang.paper.document import Dokumen
from bakesbang.paper.sizes import Kertas
from bakesbang.versions.printing import cetak


class TidakDapatDicetak(Exception):
    """Why nothing was printed, as one sentence for the person who asked."""


class Laporan(Protocol):
    """What each document's ``laporan`` module offers."""

    def dokumen(
        self, versi: Any, *, waktu: datetime, oleh: str, kop: bool = False, **pilihan: bool
    ) -> Dokumen: ...

    def pilih_versi(self, instansi: Instansi, tahun: int, nomor: int | None = None) -> Any: ...

    def tahun_ada(self, instansi: Instansi) -> list[int]: ...


# Imported when asked for: a cold process pays for one document only.
LAPORAN = {"rencana-aksi": ("Rencana Aksi", "rencana_aksi.laporan"), "iku": ("IKU", "iku.laporan")}
# Reports of a quarter, by the document whose achievement they print.
CAPAIAN = {"capaian": "rencana-aksi", "capaian-iku": "iku"}


def pilih_instansi(kode: str | None) -> Instansi:
    """The agency of that kode; without a kode the only one. Raises TidakDapatDicetak."""
    semua = list(Instansi.objects.order_by("kode"))
    daftar = ", ".join(i.kode for i in semua)
    if not semua:
        raise TidakDapatDicetak("Belum ada instansi di basis data ini.")
    if kode is None and len(semua) > 1:
        raise TidakDapatDicetak(f"Ada beberapa instansi ({daftar}): sebutkan salah satu dengan --instansi.")
    for instansi in semua:
        if kode in (None, instansi.kode):
            return instansi
    raise TidakDapatDicetak(f"Instansi “{kode}” tidak ada. Yang ada: {daftar}.")


def siapkan(
    jenis: str,
    instansi: Instansi,
    tahun: int,
    nomor: int | None,
    *,
    waktu: datetime,
    oleh: str,
    kop: bool,
    **lain: bool,
) -> Dokumen:
    """The document to print; ``hasil=True`` (IKU only) with the realization. Raises TidakDapatDicetak with the
    years there are."""
    laporan: Laporan = import_module(LAPORAN[jenis][1])
    return laporan.dokumen(
        pilih_versi(jenis, instansi, tahun, nomor), waktu=waktu, oleh=oleh, kop=kop, **lain
    )


def pilih_versi(jenis: str, instansi: Instansi, tahun: int, nomor: int | None = None) -> Any:
    """The version of a document. Raises TidakDapatDicetak with the years there are."""
    nama, modul = LAPORAN[jenis]
    laporan: Laporan = import_module(modul)
    versi = laporan.pilih_versi(instansi, tahun, nomor)
    if versi is None:
        ada = ", ".join(map(str, laporan.tahun_ada(instansi)))
        sebutan = f"{nama} tahun {tahun}" + (f" versi {nomor}" if nomor is not None else "")
        raise TidakDapatDicetak(f"{sebutan} tidak ada. Tahun yang ada: {ada or 'belum ada'}.")
    return versi


def siapkan_capaian(
    jenis: str,
    instansi: Instansi,
    tahun: int,
    triwulan: int,
    *,
    setahun: bool,
    semua: bool,
    waktu: datetime,
    oleh: str,
    kop: bool,
) -> Dokumen:
    """The report of a quarter or of the year up to it; of a locked quarter as it was locked. ``semua`` counts
    values that nobody approved yet. Raises TidakDapatDicetak with the years there are."""
    from bakesbang.realisasi.laporan import Permintaan, dokumen

    pilih_versi(CAPAIAN[jenis], instansi, tahun)
    # Nobody signs in on a command line: this person may read and nothing else.
    k = PageContext(Pengguna(nama=oleh), instansi, tahun)
    return dokumen(k, Permintaan(CAPAIAN[jenis], triwulan, setahun, semua), waktu=waktu, oleh=oleh, kop=kop)


def tulis(dokumen: Dokumen, tujuan: Mapping[str, Path], kertas: Kertas) -> None:
    """Writes ``{"pdf": path, "xlsx": path}``: each file beside its place first, then all take their places.
    Raises TidakDapatDicetak and leaves what was there untouched."""
    sementara: dict[Path, Path] = {}
    try:
        for berkas in tujuan.values():
            sementara[berkas] = _sediakan(berkas)
        for jenis, berkas in tujuan.items():
            sementara[berkas].write_bytes(cetak(dokumen, jenis, kertas))
        for berkas, tulisan in sementara.items():
            os.replace(tulisan, berkas)
    except OSError as galat:
        raise TidakDapatDicetak(
            f"Tidak dapat menulis {galat.filename2 or galat.filename or 'berkas'}: {_sebab(galat)}."
        ) from galat
    finally:
        for tulisan in sementara.values():
            tulisan.unlink(missing_ok=True)


def _sediakan(berkas: Path) -> Path:
    """An empty file beside the target, readable as an ordinary new file would be."""
    if berkas.is_dir():
        raise IsADirectoryError(21, "Is a directory", str(berkas))
    try:
        pegangan, nama = tempfile.mkstemp(prefix=f".{berkas.name}.", dir=berkas.parent)
    except OSError as galat:
        raise type(galat)(galat.errno, galat.strerror, str(berkas)) from galat
    os.close(pegangan)
    topeng = os.umask(0)
    os.umask(topeng)
    Path(nama).chmod(0o666 & ~topeng)
    return Path(nama)


def _sebab(galat: OSError) -> str:
    if isinstance(galat, FileNotFoundError | NotADirectoryError):
        return "foldernya tidak ada"
    if isinstance(galat, IsADirectoryError):
        return "itu sebuah folder"
    if isinstance(galat, PermissionError):
        return "tidak diizinkan"
    return "penyimpanan menolak"
