"""Paper sizes and margins, landscape (domain guide §11: seen in implementations of Permendagri 1/2023)."""

from dataclasses import dataclass

PT_PER_MM = 72 / 25.4
# Top, bottom, left (the binding edge), right, in millimetres.
TEPI_ATAS, TEPI_BAWAH, TEPI_KIRI, TEPI_KANAN = 20, 25, 30, 20


@dataclass(frozen=True, slots=True)
class Kertas:
    """A landscape sheet: sides in millimetres, the workbook's paper code, and the body type in points."""

    nama: str
    lebar: int
    tinggi: int
    kode_excel: int
    huruf: float

    @property
    def lebar_isi(self) -> float:
        """Printable width in points."""
        return (self.lebar - TEPI_KIRI - TEPI_KANAN) * PT_PER_MM

    @property
    def tinggi_isi(self) -> float:
        """Printable height in points."""
        return (self.tinggi - TEPI_ATAS - TEPI_BAWAH) * PT_PER_MM


F4 = Kertas("F4", 330, 215, 14, 8)
A4 = Kertas("A4", 297, 210, 9, 7.5)
A3 = Kertas("A3", 420, 297, 8, 9)
KERTAS = {k.nama: k for k in (F4, A4, A3)}
