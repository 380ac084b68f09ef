"""The house keeps its own rules (README, "The map of the house")."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

AKAR = Path(settings.BASE_DIR)
# From the ground up. Two rooms on one floor never import each other.
LANTAI = [
    {"calculation"},
    {"reading"},
    {"jejak", "paper"},
    {"ui"},
    {"organisasi"},
    {"kinerja"},
    {"versions", "importing"},
    {"rencana_aksi", "iku"},
    {"realisasi", "indikator"},
    {"import_wizard"},
    {"beranda"},
]


def berkas_py(*, migrasi: bool = False) -> list[Path]:
    semua = [
        b for ruang in ("bakesbang", "rencana_aksi", "iku") for b in sorted((AKAR / ruang).rglob("*.py"))
    ]
    return semua if migrasi else [b for b in semua if "migrations" not in b.parts]


def templat() -> list[Path]:
    return sorted((AKAR / "templates").rglob("*.*"))


def pendek(berkas: Path) -> str:
    return str(berkas.relative_to(AKAR))


def pohon(berkas: Path) -> ast.Module:
    return ast.parse(berkas.read_text(encoding="utf-8"))


def fungsi(berkas: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for simpul in ast.walk(pohon(berkas)):
        if isinstance(simpul, ast.FunctionDef | ast.AsyncFunctionDef):
            yield simpul


def panjang(simpul: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines from ``def`` to the end, without the docstring: words of explanation are free."""
    baris = (simpul.end_lineno or 0) - simpul.lineno + 1
    awal = simpul.body[0]
    if (
        isinstance(awal, ast.Expr)
        and isinstance(awal.value, ast.Constant)
        and isinstance(awal.value.value, str)
    ):
        baris -= (awal.end_lineno or 0) - awal.lineno + 1
    return baris


def impor(berkas: Path) -> Iterator[str]:
    for simpul in ast.walk(pohon(berkas)):
        if isinstance(simpul, ast.Import):
            yield from (nama.name for nama in simpul.names)
        elif isinstance(simpul, ast.ImportFrom) and simpul.module and not simpul.level:
            yield simpul.module


# ── Size ────────────────────────────────────────────────────────────────────────────────────────


def test_functions_have_at_most_50_lines():
    assert [
        f"{pendek(b)}:{f.lineno} {f.name} {panjang(f)}"
        for b in berkas_py()
        for f in fungsi(b)
        if panjang(f) > 50
    ] == []


def test_view_functions_have_at_most_40_lines():
    pandangan = [b for b in berkas_py() if b.name.startswith("views")]
    assert [
        f"{pendek(b)}:{f.lineno} {f.name} {panjang(f)}"
        for b in pandangan
        for f in fungsi(b)
        if panjang(f) > 40
    ] == []


def test_templates_have_at_most_150_lines():
    assert [pendek(b) for b in templat() if len(b.read_text(encoding="utf-8").splitlines()) > 150] == []


# ── Nothing behind one's back ───────────────────────────────────────────────────────────────────


def test_no_module_is_a_drawer_for_everything():
    assert [
        pendek(b) for b in berkas_py() if re.fullmatch(r"(utils?|helpers?|common|misc)\.py", b.name)
    ] == []


def test_no_signal_handlers_of_our_own():
    pola = re.compile(r"@receiver|\.connect\(|django\.dispatch|db\.models\.signals")
    assert [pendek(b) for b in berkas_py() if pola.search(b.read_text(encoding="utf-8"))] == []


def test_no_model_overrides_save_or_delete():
    salah = [
        f"{m._meta.label}.{nama}"
        for m in apps.get_models()
        if m.__module__.split(".")[0] in {"bakesbang", "rencana_aksi", "iku"}
        for nama in ("save", "delete")
        if nama in vars(m)
    ]
    assert salah == []


# ── Floors ──────────────────────────────────────────────────────────────────────────────────────


def lantai(label: str) -> int | None:
    return next((nomor for nomor, ruang in enumerate(LANTAI) if label in ruang), None)


def test_relations_between_models_only_point_down():
    """String keys and reverse relations are imports too; jejak may name the user model, and only that."""
    salah = []
    for model in apps.get_models(include_auto_created=True):
        sini = lantai(model._meta.app_label)
        for kolom in model._meta.get_fields():
            if sini is None or not kolom.is_relation or kolom.auto_created or kolom.related_model is None:
                continue
            tujuan = kolom.related_model._meta
            if model._meta.app_label == "jejak" and tujuan.label == settings.AUTH_USER_MODEL:
                continue
            sana = lantai(tujuan.app_label)
            if tujuan.app_label != model._meta.app_label and sana is not None and sana >= sini:
                salah.append(f"{model._meta.label}.{kolom.name} → {tujuan.label}")
    assert salah == []


def test_reverse_relations_are_not_used_from_below():
    """``pejabat__jabatan`` in organisasi is fine; ``unit.indikator_set`` there would be an import upwards."""
    ke_atas: dict[str, set[str]] = {}
    for model in apps.get_models():
        sini = lantai(model._meta.app_label)
        for balik in model._meta.related_objects:
            asal = balik.related_model._meta.app_label
            if sini is not None and asal != model._meta.app_label and (nama := balik.get_accessor_name()):
                ke_atas.setdefault(model._meta.app_label, set()).add(nama)
    salah = []
    for berkas in berkas_py():
        ruang = next((r for r in berkas.relative_to(AKAR).parts[:2] if lantai(r) is not None), "")
        terlarang = ke_atas.get(ruang, set()) - _nama_sendiri(ruang)
        for simpul in ast.walk(pohon(berkas)):
            if isinstance(simpul, ast.Attribute) and simpul.attr in terlarang:
                salah.append(f"{pendek(berkas)}:{simpul.lineno} .{simpul.attr}")
    assert salah == []


def _nama_sendiri(label: str) -> set[str]:
    """Attribute names that the room's own models define: they are not the reverse relation."""
    if label not in apps.app_configs:
        return set()
    return {
        nama
        for model in apps.get_app_config(label).get_models()
        for nama in [*vars(model), *(f.name for f in model._meta.get_fields() if not f.auto_created)]
        if not hasattr(vars(model).get(nama), "rel")
    }


def test_core_imports_the_standard_library_and_lark_only():
    boleh = sys.stdlib_module_names | {"lark"}
    dunia = {"os", "io", "pathlib", "socket", "time", "random", "subprocess", "urllib", "sqlite3", "tempfile"}
    salah = []
    for berkas in (AKAR / "bakesbang/calculation").rglob("*.py"):
        for nama in impor(berkas):
            akar = nama.split(".")[0]
            if nama.startswith("bakesbang.calculation"):
                continue
            if akar not in boleh or akar in dunia:
                salah.append(f"{pendek(berkas)}: {nama}")
    assert salah == []


def test_core_never_uses_float():
    """A word's likeness (difflib's ``cutoff``) is no number of the trade."""
    salah = []
    for berkas in (AKAR / "bakesbang/calculation").rglob("*.py"):
        simpul_semua = list(ast.walk(pohon(berkas)))
        mirip = [s.value for s in simpul_semua if isinstance(s, ast.keyword) and s.arg == "cutoff"]
        for simpul in simpul_semua:
            pecahan = (
                isinstance(simpul, ast.Constant) and isinstance(simpul.value, float) and simpul not in mirip
            )
            ubahan = isinstance(simpul, ast.Name) and simpul.id == "float"
            if pecahan or ubahan:
                salah.append(f"{pendek(berkas)}:{simpul.lineno}")
    assert salah == []


@pytest.mark.parametrize(
    ("paket", "rumahnya"),
    [
        ("weasyprint", ["bakesbang/paper/pdf.py"]),
        ("xlsxwriter", ["bakesbang/paper/xlsx*.py"]),
        ("openpyxl", ["bakesbang/paper/*.py", "bakesbang/reading/*.py"]),
    ],
)
def test_few_modules_speak_to_a_paper_library(paket: str, rumahnya: list[str]):
    pemakai = [pendek(b) for b in berkas_py() if any(n.split(".")[0] == paket for n in impor(b))]
    assert [b for b in pemakai if not any(fnmatch(b, pola) for pola in rumahnya)] == []


# ── Nothing leaves the machine, nothing inline ──────────────────────────────────────────────────


def test_templates_have_no_inline_style_or_script():
    """Paper (templates/laporan) is drawn by WeasyPrint, not by a browser."""
    pola = re.compile(
        r"<style\b|\sstyle\s*=|<script(?![^>]*\ssrc=)[^>]*>|\son[a-z]+\s*=\s*[\"']|javascript:", re.I
    )
    layar = [b for b in templat() if "laporan" not in b.parts]
    assert [pendek(b) for b in layar if pola.search(b.read_text(encoding="utf-8"))] == []


def test_templates_ask_nothing_from_outside():
    pola = re.compile(r"(?:src|href|action|url\()\s*=?\s*[\"']?\s*(?:https?:)?//", re.I)
    sumber = [*templat(), *(AKAR / "static").rglob("*.css"), *(AKAR / "static").rglob("*.js")]
    assert [pendek(b) for b in sumber if pola.search(b.read_text(encoding="utf-8"))] == []


def berkas_git() -> list[Path]:
    keluaran = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=AKAR, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return [AKAR / nama for nama in keluaran.split("\0") if nama and (AKAR / nama).is_file()]


def test_no_registry_address_in_the_repository():
    pola = re.compile(r"(?:index-url|find-links|trusted-host)|https?://[^\s\"']*(?:pypi|pythonhosted)", re.I)
    salah = []
    for berkas in berkas_git():
        if berkas == Path(__file__) or berkas.suffix in {".png", ".xlsx", ".docx", ".pdf"}:
            continue
        if pola.search(berkas.read_text(encoding="utf-8", errors="ignore")):
            salah.append(pendek(berkas))
    assert salah == []


def test_test_lock_holds_every_pin_of_the_runtime_lock():
    """./jalankan after ./uji must find the same versions, hash by hash."""

    def pin(nama: str) -> dict[str, set[str]]:
        isi = (AKAR / nama).read_text(encoding="ascii").replace("\\\n", " ")
        baris = [b.split(" ;")[0].split(" --hash")[0].strip() for b in isi.splitlines()]
        sidik = [set(re.findall(r"sha256:[0-9a-f]{64}", b)) for b in isi.splitlines()]
        return dict(zip(baris, sidik, strict=True))

    jalan, uji = pin("requirements.txt"), pin("requirements-uji.txt")
    assert {p: s for p, s in jalan.items() if uji.get(p) != s} == {}
    assert all(jalan.values())
