"""Mutation run of the pure core: `python -m tests.mutasi` (behind `./uji --panjang`).

Copies the core and its tests to a temporary folder, lets mutmut change one expression at a time, and fails when
fewer than 95 % of the mutants are killed or a survivor has no reason in mutan_selamat.md. `--diff` prints the
survivors' changes. mutmut changes function bodies only; patterns and tables are held by the cases of the tests.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

AKAR = Path(__file__).resolve().parent.parent
INTI = Path("bakesbang/calculation")
UJI = Path("tests/bakesbang/calculation")
MODUL = (
    "nilai",
    "nilai_baca",
    "nilai_bilangan",
    "nilai_kamus",
    "capaian",
    "capaian_rumus",
    "aturan",
    "agregasi",
    "predikat",
)
PENDUKUNG = ("hasil", "triwulan")
BERKAS_UJI = ("nilai*", "capaian*", "aturan", "agregasi", "predikat", "vektor")
BATAS = 95
DAFTAR = AKAR / UJI / "mutan_selamat.md"

SETUP = f"""[mutmut]
source_paths = bakesbang
only_mutate =
{chr(10).join(f"    {INTI}/{modul}.py" for modul in MODUL)}
pytest_add_cli_args =
    -p
    no:cacheprovider
use_git_change_detection = false
"""
PYTEST = "[pytest]\naddopts = -p no:django -m 'not panjang'\nmarkers =\n    panjang: not here\n"
# Few examples: a mutant that only chance finds is not held by the tests.
CONFTEST = """from hypothesis import settings
settings.register_profile("mutasi", max_examples=15, deadline=None, derandomize=True, database=None)
settings.load_profile("mutasi")
"""
# Exit codes of mutmut that are no kill: survived, no tests, skipped, suspicious, never checked.
HIDUP = (0, 5, 33, 34, 35, None)


def siapkan(tujuan: Path) -> None:
    """A small project with the core, its tests, and a configuration of mutmut."""
    for folder in (Path("bakesbang"), INTI, Path("tests"), Path("tests/bakesbang"), UJI):
        (tujuan / folder).mkdir(parents=True)
        (tujuan / folder / "__init__.py").touch()
    for modul in (*MODUL, *PENDUKUNG):
        shutil.copy(AKAR / INTI / f"{modul}.py", tujuan / INTI)
    for berkas in BERKAS_UJI:
        for uji in (AKAR / UJI).glob(f"test_{berkas}.py"):
            shutil.copy(uji, tujuan / UJI)
    shutil.copytree(AKAR / UJI / "data", tujuan / UJI / "data")
    (tujuan / "setup.cfg").write_text(SETUP)
    (tujuan / "pytest.ini").write_text(PYTEST)
    (tujuan / "tests" / "conftest.py").write_text(CONFTEST)


def jalankan(tujuan: Path) -> dict[str, int | None]:
    """Exit code of the tests for each mutant; 0 means that it survived."""
    perintah = [sys.executable, "-m", "mutmut"]
    subprocess.run(
        [*perintah, "run", "--max-children", "2"], cwd=tujuan, check=True, stdout=subprocess.DEVNULL
    )
    kode: dict[str, int | None] = {}
    for meta in (tujuan / "mutants" / INTI).glob("*.meta"):
        kode |= json.loads(meta.read_text())["exit_code_by_key"]
    return kode


def pendek(mutan: str) -> str:
    """The name of a mutant in the list of survivors: module.function number."""
    _, _, nama = mutan.partition("perhitungan.")
    return nama.replace("x_", "", 1).replace("__mutmut_", " ")


def main(argumen: list[str]) -> int:
    """Print killed and surviving mutants; 0 when the bar is met and every survivor has a reason."""
    with tempfile.TemporaryDirectory() as folder:
        tujuan = Path(folder) / "inti"
        siapkan(tujuan)
        kode = jalankan(tujuan)
        selamat = sorted(mutan for mutan, hasil in kode.items() if hasil in HIDUP)
        if "--diff" in argumen:
            for mutan in selamat:
                subprocess.run([sys.executable, "-m", "mutmut", "show", mutan], cwd=tujuan, check=True)
    beralasan = set(re.findall(r"^- `(.+?)`: \S", DAFTAR.read_text(encoding="utf-8"), re.MULTILINE))
    tanpa_alasan = [mutan for mutan in map(pendek, selamat) if mutan not in beralasan]
    mati = len(kode) - len(selamat)
    persen = 100 * mati / len(kode) if kode else 0
    sys.stdout.write(f"{mati} of {len(kode)} mutants killed ({persen:.1f} %), {len(selamat)} survived\n")
    for mutan in tanpa_alasan:
        sys.stdout.write(f"survived without a reason in {DAFTAR.name}: {mutan}\n")
    return 0 if persen >= BATAS and not tanpa_alasan else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
