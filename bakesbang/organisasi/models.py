"""The agency and its people: units, offices, who holds them, and who may sign in."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import ClassVar
from zoneinfo import ZoneInfo, available_timezones

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django.utils import timezone

from bakesbang.organisasi.roles import Peran

ONE_TIME_PASSWORD_LIFE = timedelta(hours=72)
WATCHED_AFTER_ISSUE = timedelta(hours=72)
NIP = RegexValidator(r"^\d{18}$", "NIP terdiri atas 18 angka tanpa spasi.")


def periksa_zona(nama: str) -> None:
    if nama not in available_timezones():
        raise ValidationError(f"Zona waktu “{nama}” tidak dikenal. Contoh: Asia/Jakarta.")


class InstansiQuerySet(models.QuerySet["Instansi"]):
    def visible_to(self, pengguna: Pengguna) -> InstansiQuerySet:
        """The agencies that this person may see at all; every other one is a 404 for him. A closed
        agency is seen by its own people and by superusers only."""
        if pengguna.is_superuser:
            return self
        readable = Q(pk=pengguna.instansi_id) | Q(pembaca=pengguna, aktif=True)
        return self.filter(readable).distinct()


class InstansiManager(models.Manager["Instansi"]):
    def get_by_natural_key(self, kode: str) -> Instansi:
        return self.get(kode=kode)


class Instansi(models.Model):
    """An agency. Everything about it is data: no name, place or number of regions is in code."""

    kode = models.SlugField(
        "kode",
        max_length=40,
        unique=True,
        error_messages={"unique": "Kode instansi ini sudah dipakai."},
    )
    nama = models.CharField("nama", max_length=200)
    nama_pendek = models.CharField("nama pendek", max_length=60, blank=True)
    tempat = models.CharField("tempat", max_length=80, blank=True, help_text="Kota pada blok tanda tangan.")
    kop = models.TextField(
        "kop surat", blank=True, help_text="Satu baris kop per baris. Kosong berarti tanpa kop."
    )
    zona_waktu = models.CharField(
        "zona waktu", max_length=40, default="Asia/Jakarta", validators=[periksa_zona]
    )
    aktif = models.BooleanField("aktif", default=True)

    objects = InstansiManager.from_queryset(InstansiQuerySet)()

    class Meta:
        verbose_name = "instansi"
        verbose_name_plural = "instansi"
        ordering = ("nama",)

    def __str__(self) -> str:
        return self.nama

    def natural_key(self) -> tuple[str]:
        return (self.kode,)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.zona_waktu)

    def today(self) -> date:
        """Today at the agency's own place; a date means until 23.59.59 there."""
        return timezone.localdate(timezone=self.zone)


class TahunKerja(models.Model):
    """A year the agency works in. The year switch lists these; any other year is a 404."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="tahun_kerja")
    tahun = models.PositiveSmallIntegerField("tahun")

    class Meta:
        verbose_name = "tahun kerja"
        verbose_name_plural = "tahun kerja"
        ordering = ("-tahun",)
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "tahun"],
                name="tahun_kerja_satu",
                violation_error_message="Tahun ini sudah ada.",
            ),
            models.CheckConstraint(
                condition=Q(tahun__gte=2000, tahun__lte=2100),
                name="tahun_kerja_wajar",
                violation_error_message="Tahun harus antara 2000 dan 2100.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instansi} {self.tahun}"


class JenisUnit(models.TextChoices):
    PIMPINAN = "pimpinan", "Pimpinan"
    SEKRETARIAT = "sekretariat", "Sekretariat"
    BIDANG = "bidang", "Bidang"


class UnitKerja(models.Model):
    """A division. Paper calls it by several names, so the short ones are kept as aliases."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="unit")
    kode = models.SlugField("kode", max_length=40)
    nama = models.CharField("nama", max_length=200)
    nama_pendek = models.CharField("nama pendek", max_length=60, blank=True)
    jenis = models.CharField("jenis", max_length=12, choices=JenisUnit.choices, default=JenisUnit.BIDANG)
    alias = models.JSONField("nama lain", default=list, blank=True)
    urutan = models.PositiveSmallIntegerField("urutan", default=0)
    aktif = models.BooleanField("aktif", default=True)

    class Meta:
        verbose_name = "unit kerja"
        verbose_name_plural = "unit kerja"
        ordering = ("urutan", "nama")
        constraints = [
            models.UniqueConstraint(
                fields=["instansi", "kode"],
                name="unit_kode_satu",
                violation_error_message="Kode unit ini sudah dipakai.",
            ),
            models.UniqueConstraint(
                "instansi",
                Lower("nama"),
                condition=Q(aktif=True),
                name="unit_nama_satu",
                violation_error_message="Sudah ada unit dengan nama ini.",
            ),
            models.UniqueConstraint(
                fields=["instansi"],
                condition=Q(jenis="sekretariat", aktif=True),
                name="unit_satu_sekretariat",
                violation_error_message="Instansi ini sudah mempunyai Sekretariat.",
            ),
            models.CheckConstraint(condition=Q(jenis__in=JenisUnit.values), name="unit_jenis"),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def sebutan(self) -> str:
        return self.nama_pendek or self.nama


class Jabatan(models.Model):
    """A post. Penanggung jawab points here, never to a sign-in account (domain guide §2)."""

    unit = models.ForeignKey(UnitKerja, models.PROTECT, related_name="jabatan")
    kode = models.SlugField("kode", max_length=60)
    sebutan = models.CharField("sebutan", max_length=200)
    kepala = models.BooleanField("kepala unit", default=False)
    alias = models.JSONField("nama lain", default=list, blank=True)
    aktif = models.BooleanField("aktif", default=True)

    class Meta:
        verbose_name = "jabatan"
        verbose_name_plural = "jabatan"
        ordering = ("unit__urutan", "-kepala", "sebutan")
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kode"],
                name="jabatan_kode_satu",
                violation_error_message="Kode jabatan ini sudah dipakai.",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(kepala=True, aktif=True),
                name="jabatan_satu_kepala",
                violation_error_message="Unit ini sudah mempunyai jabatan kepala.",
            ),
        ]

    def __str__(self) -> str:
        return self.sebutan


class StatusPejabat(models.TextChoices):
    DEFINITIF = "definitif", "Definitif"
    PLT = "plt", "Plt."
    PLH = "plh", "Plh."
    PJ = "pj", "Pj."


class PejabatQuerySet(models.QuerySet["Pejabat"]):
    def at(self, day: date) -> PejabatQuerySet:
        return self.filter(Q(selesai=None) | Q(selesai__gte=day), mulai__lte=day)

    def heading(self, pengguna: Pengguna, day: date) -> PejabatQuerySet:
        return self.at(day).filter(pengguna=pengguna, jabatan__kepala=True, jabatan__aktif=True)


class Pejabat(models.Model):
    """Who holds a post from when to when, with what is printed under a signature."""

    jabatan = models.ForeignKey(Jabatan, models.PROTECT, related_name="pejabat")
    pengguna = models.ForeignKey(
        "Pengguna", models.PROTECT, null=True, blank=True, related_name="jabatan_dipegang"
    )
    nama = models.CharField("nama", max_length=150)
    nip = models.CharField("NIP", max_length=18, blank=True, validators=[NIP])
    pangkat = models.CharField("pangkat", max_length=80, blank=True)
    status = models.CharField(
        "status", max_length=10, choices=StatusPejabat.choices, default=StatusPejabat.DEFINITIF
    )
    mulai = models.DateField("mulai (TMT)")
    selesai = models.DateField("sampai", null=True, blank=True)

    objects = PejabatQuerySet.as_manager()

    class Meta:
        verbose_name = "pejabat"
        verbose_name_plural = "pejabat"
        ordering = ("jabatan", "-mulai")
        constraints = [
            models.CheckConstraint(
                condition=Q(selesai=None) | Q(selesai__gte=F("mulai")),
                name="pejabat_masa",
                violation_error_message="Tanggal sampai tidak boleh sebelum tanggal mulai.",
            ),
            models.CheckConstraint(condition=Q(status__in=StatusPejabat.values), name="pejabat_status"),
            models.UniqueConstraint(
                fields=["jabatan"],
                condition=Q(status="definitif", selesai=None),
                name="pejabat_satu_definitif",
                violation_error_message=(
                    "Jabatan ini sudah mempunyai pejabat definitif. Isi tanggal sampainya dahulu."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nama}, {self.jabatan}"

    def clean(self) -> None:
        """One definitive holder per post and date (domain guide §11)."""
        if self.status != StatusPejabat.DEFINITIF or not self.mulai or not self.jabatan_id:
            return
        lain = Pejabat.objects.filter(jabatan=self.jabatan_id, status=StatusPejabat.DEFINITIF).exclude(
            pk=self.pk
        )
        if self.selesai:
            lain = lain.filter(mulai__lte=self.selesai)
        if tumpang := lain.filter(Q(selesai=None) | Q(selesai__gte=self.mulai)).first():
            raise ValidationError({"mulai": f"Masa jabatan bertumpang dengan {tumpang.nama}."})


class PenggunaManager(UserManager["Pengguna"]):
    def peragaan(self) -> models.QuerySet[Pengguna]:
        return self.filter(peragaan=True)


class Pengguna(AbstractUser):
    """A sign-in account with one role. People are deactivated, never deleted."""

    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    nama = models.CharField("nama", max_length=150)
    instansi = models.ForeignKey(Instansi, models.PROTECT, null=True, blank=True, related_name="pengguna")
    unit = models.ForeignKey(UnitKerja, models.PROTECT, null=True, blank=True, related_name="pengguna")
    peran = models.CharField("peran", max_length=10, choices=Peran.choices, blank=True)
    instansi_dibaca = models.ManyToManyField(
        Instansi,
        blank=True,
        related_name="pembaca",
        verbose_name="instansi lain yang dibaca",
        help_text="Hanya untuk pemeriksa.",
    )
    wajib_ganti_sandi = models.BooleanField("wajib ganti kata sandi", default=False)
    password_issued_at = models.DateTimeField(
        "kata sandi sekali pakai dibuat pada", null=True, blank=True, editable=False
    )
    password_issued_by = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="kata sandi sekali pakai dibuat oleh",
    )
    peragaan = models.BooleanField("akun peragaan", default=False, editable=False)

    REQUIRED_FIELDS: ClassVar[list[str]] = ["nama"]
    objects: ClassVar[PenggunaManager] = PenggunaManager()

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"
        ordering = ("nama",)
        constraints = [
            models.CheckConstraint(
                condition=Q(is_superuser=True) | Q(instansi__isnull=False),
                name="pengguna_berinstansi",
                violation_error_message="Pengguna harus mempunyai instansi.",
            ),
            models.CheckConstraint(
                condition=Q(is_superuser=True) | Q(peran__in=Peran.values),
                name="pengguna_berperan",
                violation_error_message="Pilih satu peran.",
            ),
        ]

    def __str__(self) -> str:
        return self.nama or self.username

    def get_full_name(self) -> str:
        return self.nama

    def get_short_name(self) -> str:
        return self.nama.split(" ")[0]

    def issue_password(self, password: str, *, by: Pengguna | None, now: datetime) -> None:
        """Sets a password that somebody else knows: it must be changed, and is good for three
        days."""
        self.set_password(password)
        self.wajib_ganti_sandi = True
        self.password_issued_at = now
        self.password_issued_by = by

    def own_password(self, password: str) -> None:
        """Sets a password that only this person knows."""
        self.set_password(password)
        self.wajib_ganti_sandi = False

    def password_expired(self, now: datetime) -> bool:
        """Whether a one-time password was left unused for too long."""
        issued = self.password_issued_at
        return self.wajib_ganti_sandi and issued is not None and now - issued > ONE_TIME_PASSWORD_LIFE

    def trace_note(self, now: datetime) -> dict[str, str]:
        """What the trace adds to acts of an account whose password somebody else made a short
        while ago: that other person could have been the one who acted."""
        issued = self.password_issued_at
        if issued is None or now - issued > WATCHED_AFTER_ISSUE:
            return {}
        if self.password_issued_by is None or self.password_issued_by_id == self.pk:
            return {}
        time = f"{timezone.localtime(issued):%d-%m-%Y %H.%M}"
        return {"kata sandi sekali pakai": f"dibuat {self.password_issued_by} pada {time}"}

    def headed_units(self, day: date) -> set[int]:
        """Ids of the units this person heads on that day: a current Pejabat row of the head
        post."""
        return set(Pejabat.objects.heading(self, day).values_list("jabatan__unit_id", flat=True))


class SentForm(models.Model):
    """A form that was carried out once (``once.py``). Kept for a day."""

    number = models.CharField("nomor kiriman", max_length=40, primary_key=True)
    pengguna = models.ForeignKey(Pengguna, models.CASCADE, related_name="+")
    at = models.DateTimeField("pada", db_default=Now(), db_index=True)

    class Meta:
        verbose_name = "kiriman formulir"
        verbose_name_plural = "kiriman formulir"

    def __str__(self) -> str:
        return self.number


class OpenSession(models.Model):
    """A sign-in that is still open: from where and with what, so that its owner can end it."""

    session_key = models.CharField("sesi", max_length=40, unique=True)
    pengguna = models.ForeignKey(Pengguna, models.CASCADE, related_name="open_sessions")
    started_at = models.DateTimeField("masuk pada")
    address = models.GenericIPAddressField("alamat", null=True, blank=True)
    device = models.CharField("perangkat", max_length=200, blank=True)

    class Meta:
        verbose_name = "sesi terbuka"
        verbose_name_plural = "sesi terbuka"
        ordering = ("-started_at",)

    def __str__(self) -> str:
        return f"{self.pengguna} {self.started_at:%d-%m-%Y %H.%M}"


class BerkasImpor(models.Model):
    """An uploaded file with its mapping and the answers given in the preview, kept with what it
    made."""

    instansi = models.ForeignKey(Instansi, models.PROTECT, related_name="berkas_impor")
    tahun = models.PositiveSmallIntegerField("tahun")
    tujuan = models.CharField("tujuan", max_length=30)
    berkas = models.FileField("berkas", upload_to="impor/%Y/", blank=True)
    nama_asli = models.CharField("nama berkas", max_length=255, blank=True)
    sidik = models.CharField("sha256", max_length=64)
    pemetaan = models.JSONField("pemetaan kolom", default=dict, blank=True)
    jawaban = models.JSONField("jawaban", default=dict, blank=True)
    laporan = models.JSONField("laporan", default=dict, blank=True)
    oleh = models.ForeignKey(Pengguna, models.PROTECT, related_name="+")
    pada = models.DateTimeField("pada", db_default=Now())
    disimpan_pada = models.DateTimeField("disimpan pada", null=True, blank=True)

    class Meta:
        verbose_name = "berkas impor"
        verbose_name_plural = "berkas impor"
        ordering = ("-pada",)

    def __str__(self) -> str:
        return self.nama_asli or f"Tempelan {self.pada:%d-%m-%Y %H.%M}"
