"""LibreOffice without a window: recalculates a workbook or prints it."""

import shutil
import subprocess
import tempfile
from pathlib import Path


def ubah(berkas: Path, jenis: str, folder: Path) -> Path:
    """Open ``berkas`` in LibreOffice and save it as ``jenis`` ("pdf", "xlsx", "csv") in ``folder``.

    Each call has its own profile, so that two test processes never wait for one another.
    """
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice tidak ada: jalankan ./uji, ia memasangnya."
    with tempfile.TemporaryDirectory(prefix="bakesbang-kantor-") as profil:
        perintah = [soffice, f"-env:UserInstallation=file://{profil}", "--headless", "--norestore"]
        subprocess.run(
            [*perintah, "--convert-to", jenis, "--outdir", str(folder), str(berkas)],
            check=True,
            capture_output=True,
            timeout=120,
        )
    hasil = folder / f"{berkas.stem}.{jenis.split(':')[0]}"
    assert hasil.exists(), f"LibreOffice tidak dapat membuka {berkas.name}."
    return hasil
