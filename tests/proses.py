"""The product in a process of its own, as a person starts it: its own settings, not those of the tests."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings


def jalankan(*perintah: str, data: Path, **lingkungan: str) -> subprocess.CompletedProcess[str]:
    """Run ``python *perintah`` in the working copy with ``data`` as its data folder.

    Everything that this process set for its own tests is taken out of the environment first.
    """
    bersih = {
        nama: nilai
        for nama, nilai in os.environ.items()
        if not nama.startswith(("BAKESBANG_", "DJANGO_")) and nama != "DATABASE_URL"
    }
    return subprocess.run(
        [sys.executable, *perintah],
        cwd=settings.BASE_DIR,
        env=bersih | {"BAKESBANG_DATA": str(data)} | lingkungan,
        capture_output=True,
        text=True,
    )
