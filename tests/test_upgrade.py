"""An installation made by the code of 85166e4 is upgraded and loses nothing (tests/data/README.md).

The archive is never made again. Addresses, commands and tables are all that this file knows, because those stay."""

import io
import json
import re
import sqlite3
import tarfile
import tempfile
from atexit import register
from collections import Counter
from contextlib import closing, suppress
from functools import cache
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client

from tests.adegan import KOSONG, adegan

pytestmark = [
    pytest.mark.sapuan,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the archive holds an SQLite file"),
]

ARCHIVE = Path(__file__).parent / "data" / "installation_2026_11.tar.xz"
HOME = "/bakesbangpol/2024/"
JSON = {"accept": "application/json"}
# Rows that belong to the code of the day or to who is signed in, not to the agency.
NOT_KEPT = {"django_migrations", "django_content_type", "auth_permission", "sqlite_sequence"}


@cache
def unpacked() -> Path:
    folder = tempfile.mkdtemp(prefix="installation-")
    register(rmtree, folder, ignore_errors=True)
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(folder, filter="data")
    return Path(folder) / "installation_2026_11"


def database() -> sqlite3.Connection:
    return sqlite3.connect(unpacked() / "data" / "bakesbang.sqlite3")


def upgraded() -> None:
    with closing(database()) as source:
        source.backup(connection.connection)
    ContentType.objects.clear_cache()
    call_command("migrate", interactive=False, verbosity=0)


installation = adegan("installation", upgraded, dari=KOSONG)


@pytest.fixture(autouse=True)
def _start(installation, settings) -> None:
    settings.MEDIA_ROOT = unpacked() / "data" / "berkas"


def kept(name: str) -> Any:
    return json.loads((unpacked() / name).read_text(encoding="utf-8"))


def signed_in(username: str) -> Client:
    """With the session that was opened before the upgrade; only its time is stretched."""
    key = kept("sesi.json")[username]
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE django_session SET expire_date = '2100-01-01 00:00:00' WHERE session_key = %s", [key]
        )
    client = Client()
    client.cookies["sessionid"] = key
    return client


def words(answer: Any) -> str:
    """What a reader sees, marks left out."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def text_of(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, (address, answer.status_code)
    return words(answer)


# ── nothing is lost ──
def count_rows(cursor: Any) -> Counter[str]:
    cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    names = [name for (name,) in cursor.fetchall() if name not in NOT_KEPT]
    counted: Counter[str] = Counter()
    for name in names:
        cursor.execute(f'SELECT count(*) FROM "{name}"')
        counted[name] = cursor.fetchone()[0]
    return counted


def test_every_table_keeps_its_rows():
    with closing(database()) as source:
        before = count_rows(source.cursor())
    with connection.cursor() as cursor:
        after = count_rows(cursor)
    assert {name: after[name] for name in before} == dict(before)
    assert before["kinerja_realisasi"] > 60


# ── what was signed ──
@pytest.mark.parametrize("agency", ["bakesbangpol", "dinkes"])
def test_frozen_numbers_are_judged_as_before(agency):
    said = io.StringIO()
    with suppress(SystemExit):  # 1 where an earlier quarter was opened again
        call_command("periksa_beku", instansi=agency, stdout=said)
    assert said.getvalue() == (unpacked() / f"periksa_beku_{agency}.txt").read_text(encoding="utf-8")


QUARTERS = [
    (agency, year, quarter)
    for agency, year, quarters in (
        ("bakesbangpol", 2024, (1, 2)),
        ("bakesbangpol", 2021, (1, 4)),
        ("bakesbangpol", 2022, (4,)),
        ("dinkes", 2024, (1,)),
    )
    for quarter in quarters
]


def locked_prints(agency: str, year: int, quarter: int, form: str) -> dict[str, bytes]:
    """The four locked reports of a quarter by their file names."""
    client = signed_in("penyusun")
    if agency != "bakesbangpol":
        with connection.cursor() as cursor:
            cursor.execute("UPDATE organisasi_pengguna SET is_superuser = 1 WHERE username = 'penyusun'")
    prints = {}
    for document in ("rencana-aksi", "iku"):
        for choice in ("", "&setahun=1"):
            address = f"/{agency}/{year}/realisasi/{quarter}/laporan/{document}/cetak/{form}/?kop=1{choice}"
            answer = client.get(address)
            assert answer.status_code == 200, address
            name = answer["Content-Disposition"].split('"')[1]
            prints[f"{agency}-{name}"] = answer.content
    return prints


def sums(prints: dict[str, bytes]) -> dict[str, str]:
    return {name: sha256(content).hexdigest() for name, content in prints.items()}


@pytest.mark.parametrize(("agency", "year", "quarter"), QUARTERS)
def test_locked_workbooks_are_equal_to_the_byte(agency, year, quarter):
    prints = sums(locked_prints(agency, year, quarter, "xlsx"))
    kept_sums = kept("cetak/sha256.json")
    assert len(prints) == 4
    assert prints == {name: kept_sums[name] for name in prints}


LONG = [q if q == QUARTERS[0] else pytest.param(*q, marks=pytest.mark.panjang) for q in QUARTERS]


@pytest.mark.parametrize(("agency", "year", "quarter"), LONG)
def test_locked_pdfs_are_equal_to_the_byte(agency, year, quarter):
    prints = sums(locked_prints(agency, year, quarter, "pdf"))
    kept_sums = kept("cetak/sha256.json")
    assert prints == {name: kept_sums[name] for name in prints}


def test_the_example_that_is_kept_whole_is_one_of_them():
    for name in (
        "bakesbangpol-capaian-rencana-aksi-2024-tw-1.pdf",
        "bakesbangpol-capaian-rencana-aksi-2024-tw-1.xlsx",
    ):
        content = (unpacked() / "cetak" / name).read_bytes()
        assert sha256(content).hexdigest() == kept("cetak/sha256.json")[name]


# ── the pages ──
EVERYBODY = [
    "",
    "cari/?q=ormas",
    "kabar/",
    "riwayat/",
    "rencana-aksi/",
    "rencana-aksi/tahun/",
    "rencana-aksi/perubahan/beda/",
    "iku/",
    "iku/tahun/",
    "iku/perubahan/beda/",
    "indikator/mutu/",
    "indikator/kebijakan/",
    "realisasi/",
    "realisasi/1/",
    "realisasi/3/",
    "realisasi/jadwal/",
    "realisasi/laporan/",
    "realisasi/1/laporan/rencana-aksi/",
    "realisasi/2/laporan/iku/?setahun=1",
]
FEW = ["", "rencana-aksi/", "realisasi/3/", "realisasi/1/laporan/rencana-aksi/"]
MORE = {
    "penyusun": [
        "impor/",
        "impor/1/",
        "impor/2/",
        "rencana-aksi/sunting/",
        "rencana-aksi/lembar/",
        "iku/sunting/",
        "realisasi/3/kunci/",
        "realisasi/3/lembar/",
    ],
    "kabid.poldagri": ["realisasi/reviu/3/"],
    "pimpinan": ["realisasi/reviu/3/", "realisasi/3/catatan/"],
    "staf.poldagri": ["realisasi/3/lembar/", "realisasi/3/kurang/"],
}


@pytest.mark.parametrize("username", MORE)
def test_the_pages_open_with_the_session_of_before(username):
    client = signed_in(username)
    for page in [*(EVERYBODY if username == "penyusun" else FEW), *MORE[username]]:
        assert "/masuk/" not in client.get(HOME + page).get("Location", ""), page
        text_of(client, HOME + page)


def test_the_trace_is_readable():
    client = signed_in("penyusun")
    page = text_of(client, f"{HOME}riwayat/")
    assert "Nama pendek semula Kewaspadaan Nasional menjadi Bidang Wasnas" in page
    assert "Target tahunan semula 90% menjadi 91%" in page
    assert "Cara menggabung triwulan Rasio: dihitung ulang dari datanya" in page
    for sought, told in (
        ("kecamatan", "Cocokkan dengan daftar hadir kecamatan."),
        ("ketik", "Salah ketik satu angka."),
        ("vertikal", "menjadi Jumlah koordinasi dengan instansi vertikal"),
    ):
        assert told in text_of(client, f"{HOME}riwayat/?q={sought}"), told


def test_evidence_opens():
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, sidik FROM kinerja_buktidukung WHERE jenis = 'berkas'")
        pk, fingerprint = cursor.fetchone()
    answer = signed_in("staf.poldagri").get(f"{HOME}realisasi/bukti/{pk}/")
    assert sha256(b"".join(answer.streaming_content)).hexdigest() == fingerprint


# ── what was left open ──
def draf_targets() -> list[Any]:
    """What the drafs of 2024 say, row by row."""
    said: list[Any] = []
    with connection.cursor() as cursor:
        for table in ("kinerja_ketetapanindikator", "kinerja_targettriwulan", "kinerja_targettahunan"):
            draf = "id" if table == "kinerja_ketetapanindikator" else "ketetapan_id"
            cursor.execute(
                f"SELECT * FROM {table} WHERE {draf} IN "
                "(SELECT id FROM kinerja_ketetapanindikator WHERE status = 'draf') ORDER BY id"
            )
            said.append(cursor.fetchall())
        cursor.execute("SELECT * FROM rencana_aksi_indikatorsasaran ORDER BY id")
        said.append(cursor.fetchall())
        cursor.execute(
            "SELECT * FROM kinerja_ketetapanindikator_penanggung_jawab ORDER BY ketetapanindikator_id, jabatan_id"
        )
        said.append([row[1:] for row in cursor.fetchall()])
    return said


def step(client: Client, act: str) -> int:
    return client.post(f"{HOME}rencana-aksi/sunting/tindak/", {"aksi": act}, headers=JSON).status_code


def test_steps_taken_before_can_be_undone_and_done_again():
    client, start = signed_in("penyusun"), draf_targets()
    assert step(client, "ulang") == 200
    assert [step(client, "urung") for _ in range(7)] == [200] * 6 + [409]
    undone = draf_targets()
    assert undone != start
    assert [step(client, "ulang") for _ in range(7)] == [200] * 6 + [409]
    assert step(client, "urung") == 200
    assert draf_targets() == start


def test_a_step_of_the_iku_can_be_undone():
    client = signed_in("penyusun")
    address = f"{HOME}iku/sunting/langkah/"
    undone = client.post(address, {"aksi": "urung"}, follow=True)
    assert "Diurungkan: mengubah IKU" in words(undone)
    again = client.post(address, {"aksi": "ulang"}, follow=True)
    assert "Diulangi: mengubah IKU" in words(again)


def test_an_import_left_open_keeps_its_answers_and_can_be_saved():
    client = signed_in("penyusun")
    assert "TW II = 5%" in text_of(client, f"{HOME}impor/2/")
    saved = client.post(f"{HOME}impor/2/", {"simpan": "1"}, follow=True)
    assert saved.redirect_chain[-1][0] == "/bakesbangpol/2026/rencana-aksi/"
    assert "5%" in saved.content.decode()


@pytest.mark.parametrize(
    ("workbook", "address"),
    [("realisasi", "realisasi/3/lembar/"), ("rencana-aksi", "rencana-aksi/lembar/")],
)
def test_a_form_that_went_out_before_is_known_when_it_comes_back(workbook, address, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    content = (unpacked() / "lembar" / f"{workbook}.xlsx").read_bytes()
    answer = signed_in("penyusun").post(HOME + address, {"berkas": SimpleUploadedFile("isian.xlsx", content)})
    assert answer.status_code == 200, answer.content.decode()
    assert answer.context["hasil"].ubahan == []


# ── what is written today ──
def rows(sql: str, *given: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        return cursor.fetchall()


def paths(value: Any, above: str = "") -> set[str]:
    """Every way through a stored object; what stands behind "var:" belongs to one formula."""
    if isinstance(value, list):
        return set().union(*(paths(item, f"{above}[]") for item in value))
    if not isinstance(value, dict):
        return {above}
    tag = f"{above}<{value['_']}>" if "_" in value else above
    named = {("var:" if key.startswith("var:") else key): item for key, item in value.items()}
    return set().union({tag}, *(paths(item, f"{tag}.{key}") for key, item in named.items()))


def trace_words(last: int, *, newer: bool) -> dict[str, set[str]]:
    """Act and kind of object → the words under which the trace keeps what was and what is."""
    sign = ">" if newer else "<="
    said: dict[str, set[str]] = {}
    sql = f"SELECT tindakan, objek_jenis, lama, baru FROM jejak_catatan WHERE id {sign} %s"
    for act, kind, old, new in rows(sql, last):
        kept = {f"lama.{word}" for word in json.loads(old)} | {f"baru.{word}" for word in json.loads(new)}
        said.setdefault(f"{act} {kind}", set()).update(kept)
    return said


def post(username: str, address: str, **sent: str) -> Any:
    answer = signed_in(username).post(HOME + address, sent)
    assert answer.status_code in (200, 302), (address, answer.status_code)
    return answer


def typed_row() -> tuple[int, int]:
    """(indicator, its row) of TW III that its staff has typed and not sent."""
    sql = (
        "SELECT indikator_id, id FROM kinerja_realisasi WHERE triwulan = 3 AND status = 'draf' "
        "AND teks = '10%%'"
    )
    return rows(sql)[0]


def test_what_is_written_today_bears_the_words_of_before(settings):
    settings.ZEAL_ALLOWLIST = [{"model": "*", "field": "*"}]  # each row is sent and locked by itself
    indicator, row = typed_row()
    approved = "SELECT beku FROM kinerja_realisasi WHERE status = 'disetujui'"
    frozen_before = set().union(*(paths(json.loads(beku)) for (beku,) in rows(approved)))
    sent = "SELECT pengajuan_lalu FROM kinerja_realisasi WHERE pengajuan_lalu IS NOT NULL"
    sent_before = set().union(*(paths(json.loads(isi)) for (isi,) in rows(sent)))
    last = rows("SELECT max(id) FROM jejak_catatan")[0][0]

    typed = {"isi.teks": "11%", "dimuat.teks": "10%", "isi.tindak_lanjut": "Diteruskan."}
    post("staf.poldagri", f"realisasi/3/simpan/{indicator}/", **typed)
    post("staf.poldagri", f"realisasi/3/bukti/{indicator}/", tautan="https://contoh.go.id/baru")
    post("staf.poldagri", "realisasi/3/ajukan/", unit="poldagri")
    post("kabid.poldagri", f"realisasi/reviu/3/{indicator}/", keputusan="kembalikan", catatan="Cocokkan.")
    post("staf.poldagri", f"realisasi/3/simpan/{indicator}/", **{"isi.teks": "12%", "dimuat.teks": "11%"})
    post("staf.poldagri", "realisasi/3/ajukan/", unit="poldagri")
    post("kabid.poldagri", f"realisasi/reviu/3/{indicator}/", keputusan="setujui")
    post("penyusun", "realisasi/3/kunci/", alasan="Tenggat.")

    status, frozen, submitted = rows(
        "SELECT status, beku, pengajuan_lalu FROM kinerja_realisasi WHERE id = %s", row
    )[0]
    assert status == "disetujui"
    assert paths(json.loads(frozen)) <= frozen_before
    assert paths(json.loads(submitted)) <= sent_before
    before, today = trace_words(last, newer=False), trace_words(last, newer=True)
    assert today
    assert {act: kept for act, kept in today.items() if kept - before.get(act, set())} == {}


def test_a_report_locked_today_is_stored_as_before():
    reports = "SELECT isi FROM kinerja_kuncitriwulan"
    before = [json.loads(isi) for (isi,) in rows(reports)]
    post("penyusun", "realisasi/3/kunci/", alasan="Tenggat.")
    locked = json.loads(rows(f"{reports} ORDER BY id DESC LIMIT 1")[0][0])
    assert {key.replace("3", "2") for key in locked} <= set().union(*before)
    assert paths(locked["iku/3"]) <= set().union(*(paths(isi[key]) for isi in before for key in isi))
    columns = {c["kunci"] for c in locked["rencana-aksi/3"]["data"]["kolom"]}
    assert columns == {
        c["kunci"]
        for isi in before
        for c in isi.get("rencana-aksi/2", {"data": {"kolom": []}})["data"]["kolom"]
    }


def test_a_step_and_an_import_of_today_are_stored_as_before():
    steps = "SELECT maju, mundur FROM kinerja_langkah"

    def step_words() -> set[str]:
        pictures = [json.loads(x) for row in rows(steps) for x in row]
        return {f"{key.split(':')[0]}.{w}" for p in pictures for key, isi in p.items() for w in isi or ()}

    before, client = step_words(), signed_in("penyusun")
    files = "SELECT laporan FROM organisasi_berkasimpor WHERE disimpan_pada IS NOT NULL"
    reported = paths(json.loads(rows(files)[0][0]))
    sql = "SELECT id FROM rencana_aksi_versirencanaaksi WHERE status = 'draf' ORDER BY id LIMIT 1"
    parent = rows("SELECT min(id) FROM rencana_aksi_sasaran WHERE versi_id = (" + sql + ") AND jenjang = 3")
    sent = {"aksi": "indikator", "induk": f"s{parent[0][0]}", "uraian": "Jumlah laporan hari ini"}
    assert client.post(f"{HOME}rencana-aksi/sunting/tindak/", sent, headers=JSON).status_code == 200
    assert step_words() == before
    assert client.post(f"{HOME}impor/2/", {"simpan": "1"}).status_code == 302
    assert [paths(json.loads(report)) for (report,) in rows(files)] == [reported, reported]
