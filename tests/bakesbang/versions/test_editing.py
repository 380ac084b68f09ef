"""Editing an indicator of a draf field by field: merge or conflict, and the way back."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from bakesbang.kinerja.alur import AlurSalah
from bakesbang.kinerja.bentuk import IndikatorBaru, TargetBaru
from bakesbang.kinerja.models import KetetapanIndikator, Langkah
from bakesbang.kinerja.tindakan import buat_indikator
from bakesbang.versions.editing import MEDAN, HasilSunting, isi_kini, ubah_ketetapan
from bakesbang.versions.undo import Perekam, isi_indikator, ulangi, urungkan
from tests.adegan import Peragaan


@pytest.fixture
def ketetapan(peragaan: Peragaan) -> KetetapanIndikator:
    baru = IndikatorBaru(
        "Jumlah kegiatan",
        triwulan={n: TargetBaru(t) for n, t in enumerate(("1 kegiatan", "-", "", "0"), 1)},
        agregasi="akumulasi",
        usulan=("agregasi", "polaritas", "tahapan"),
    )
    return buat_indikator(
        baru=baru,
        instansi=peragaan.instansi,
        tahun=2025,
        dokumen="rencana-aksi",
        oleh=peragaan.pengguna("penyusun"),
    )


def ubah(
    ketetapan: KetetapanIndikator, dimuat: dict[str, str] | None = None, siapa: str = "penyusun", **lain: Any
) -> HasilSunting:
    perubahan = {nama.replace("__", "."): teks for nama, teks in lain.items()}
    return ubah_ketetapan(
        ketetapan=ketetapan, dokumen="rencana-aksi", perubahan=perubahan, dimuat=dimuat,
        oleh=Peragaan().pengguna(siapa), waktu=timezone.now(),
    )  # fmt: skip


def kini(ketetapan: KetetapanIndikator) -> dict[str, str]:
    return isi_kini(KetetapanIndikator.objects.lengkap().get(pk=ketetapan.pk))


def test_every_field_reads_back_as_it_was_written(ketetapan: KetetapanIndikator, peragaan: Peragaan) -> None:
    jabatan = str(peragaan.instansi.unit.get(kode="poldagri").jabatan.get(kepala=True).pk)
    unit = ",".join(str(u.pk) for u in peragaan.instansi.unit.exclude(jenis="pimpinan").order_by("-pk")[:2])
    isi = {
        "uraian": "Persentase", "definisi_operasional": "Yang dihitung", "satuan": "%", "desimal": "1", "polaritas": "minimal",
        "aturan_minimal": "B", "nilai_terburuk": "12,5", "agregasi": "rasio", "frekuensi": "tahunan", "boleh_negatif": "ya",
        "sumber_data": "Kesbang", "kebijakan_nihil": "NIHIL_0", "tahunan": "20%", "tahunan.tafsir": "", "bertriwulan": "ya",
        "penanggung_jawab": jabatan, "pengisi": unit, "usulan": "",
    }  # fmt: skip
    for n in (1, 2, 3, 4):
        isi |= {
            f"tw{n}.teks": f"{n} data",
            f"tw{n}.penjelasan": f"Ke-{n}",
            f"tw{n}.jenis": "tahapan",
            f"tw{n}.tafsir": "",
        }
    assert set(isi) == set(MEDAN)
    hasil = ubah(ketetapan, **isi)
    assert hasil.salah == {}
    assert kini(ketetapan) == isi


def test_other_fields_merge_and_the_same_field_conflicts_with_the_name_of_who_wrote_it(
    ketetapan: KetetapanIndikator,
) -> None:
    dimuat = kini(ketetapan)
    ubah(ketetapan, dimuat, uraian="Dari penyusun", tw1__teks="2 kegiatan")
    hasil = ubah(ketetapan, dimuat, siapa="pimpinan", uraian="Dari pimpinan", tw2__teks="5", tw1__teks="9")
    assert hasil.tersimpan == ["tw2.teks"]
    assert [(b.medan, b.nilai) for b in hasil.bentrok] == [
        ("uraian", "Dari penyusun"),
        ("tw1.teks", "2 kegiatan"),
    ]
    assert {b.oleh for b in hasil.bentrok} == {str(Peragaan().pengguna("penyusun"))}
    assert kini(ketetapan)["tw2.teks"] == "5"


def test_the_same_text_from_both_is_no_conflict(ketetapan: KetetapanIndikator) -> None:
    dimuat = kini(ketetapan)
    ubah(ketetapan, dimuat, uraian="Sama")
    assert ubah(ketetapan, dimuat, uraian="Sama").bentrok == []


@pytest.mark.parametrize(
    ("medan", "teks"),
    [
        ("uraian", "  "), ("polaritas", "naik"), ("agregasi", "jumlah"), ("desimal", "7"), ("desimal", "x"),
        ("desimal", "9" * 5_000), ("penanggung_jawab", "9" * 30), ("pengisi", "9" * 5_000),
        ("nilai_terburuk", "banyak"), ("tahunan", "1" * 23), ("tw1__teks", "1" * 23), ("tw1__jenis", "langkah"),
        ("tw1__tafsir", "?"), ("penanggung_jawab", "999999"), ("pengisi", "0"), ("usulan", "uraian"), ("satuan", "x" * 121),
        ("bertriwulan", ""), ("bertriwulan", "mungkin"), ("kebijakan_nihil", "x"), ("frekuensi", ""),
    ],
)  # fmt: skip
def test_the_impossible_is_named_and_not_saved(ketetapan: KetetapanIndikator, medan: str, teks: str) -> None:
    sebelum = kini(ketetapan)
    hasil = ubah(ketetapan, **{medan: teks})
    assert list(hasil.salah) == [medan.replace("__", ".")]
    assert hasil.tersimpan == []
    assert kini(ketetapan) == sebelum


def test_an_unknown_field_is_refused(ketetapan: KetetapanIndikator) -> None:
    with pytest.raises(ValidationError, match="tidak dikenal"):
        ubah(ketetapan, status="berlaku")


def test_one_typed_quarter_makes_the_others_blank_and_all_of_them_go_together(peragaan: Peragaan) -> None:
    k = buat_indikator(
        baru=IndikatorBaru("Angka konflik"),
        instansi=peragaan.instansi,
        tahun=2025,
        dokumen="rencana-aksi",
        oleh=None,
    )
    ubah(k, tw3__teks="5 orang")
    assert [(t.triwulan, t.keadaan) for t in k.target_triwulan.order_by("triwulan")] == [
        (1, "kosong"), (2, "kosong"), (3, "angka"), (4, "kosong"),
    ]  # fmt: skip
    ubah(k, tw3__teks="")
    assert ubah(k, bertriwulan="").salah == {}
    assert k.target_triwulan.count() == 0


def test_a_decided_field_is_no_proposal_any_more(ketetapan: KetetapanIndikator) -> None:
    ubah(ketetapan, polaritas="minimal", tw1__jenis="tahapan")
    assert kini(ketetapan)["usulan"] == "agregasi"


def test_a_ketetapan_in_force_is_copied_with_the_reason_and_left_as_it_was(peragaan: Peragaan) -> None:
    berlaku = KetetapanIndikator.objects.filter(
        indikator__tahun=2024, status="berlaku", dokumen_asal="rencana-aksi"
    ).first()
    assert berlaku is not None
    sebelum = kini(berlaku)
    with pytest.raises(ValidationError, match="alasan"):
        ubah(berlaku, uraian="Lain")
    hasil = ubah_ketetapan(
        ketetapan=berlaku, dokumen="rencana-aksi", perubahan={"uraian": "Lain"}, dimuat=sebelum,
        oleh=peragaan.pengguna("penyusun"), waktu=timezone.now(), alasan="Hasil evaluasi",
    )  # fmt: skip
    assert (hasil.ketetapan.status, hasil.ketetapan.uraian, hasil.ketetapan.alasan) == (
        "draf",
        "Lain",
        "Hasil evaluasi",
    )
    assert kini(berlaku) == sebelum
    lagi = ubah(berlaku, sebelum, tw1__teks="7")
    assert lagi.ketetapan == hasil.ketetapan


def rekam(ketetapan: KetetapanIndikator, siapa: str = "penyusun", **lain: str) -> Langkah:
    perekam = Perekam()
    perekam.pantau(*isi_indikator([ketetapan.indikator_id]))
    ubah(ketetapan, siapa=siapa, **lain)
    langkah = perekam.simpan(
        dokumen="rencana-aksi",
        versi_id=1,
        kata="mengubah",
        oleh=Peragaan().pengguna(siapa),
        waktu=timezone.now(),
    )
    assert langkah is not None
    return langkah


def test_a_step_goes_back_and_comes_again(ketetapan: KetetapanIndikator, peragaan: Peragaan) -> None:
    jabatan = str(peragaan.instansi.unit.get(kode="poldagri").jabatan.get(kepala=True).pk)
    sebelum = kini(ketetapan)
    langkah = rekam(ketetapan, tw1__teks="9", tahunan="30%", penanggung_jawab=jabatan, agregasi="")
    sesudah = kini(ketetapan)
    urungkan(langkah=langkah, oleh=peragaan.pengguna("penyusun"))
    assert kini(ketetapan) == sebelum
    langkah.refresh_from_db()
    assert langkah.dibatalkan
    ulangi(langkah=langkah, oleh=peragaan.pengguna("penyusun"))
    assert kini(ketetapan) == sesudah


def test_undo_leaves_what_another_changed_elsewhere_and_refuses_what_he_changed_there(
    ketetapan: KetetapanIndikator, peragaan: Peragaan
) -> None:
    langkah = rekam(ketetapan, uraian="Satu")
    ubah(ketetapan, siapa="pimpinan", satuan="orang")
    urungkan(langkah=langkah, oleh=peragaan.pengguna("penyusun"))
    assert (kini(ketetapan)["uraian"], kini(ketetapan)["satuan"]) == ("Jumlah kegiatan", "orang")
    langkah = rekam(ketetapan, uraian="Dua")
    ubah(ketetapan, siapa="pimpinan", uraian="Tiga")
    with pytest.raises(AlurSalah, match="sudah diubah lagi"):
        urungkan(langkah=langkah, oleh=peragaan.pengguna("penyusun"))
    assert kini(ketetapan)["uraian"] == "Tiga"
