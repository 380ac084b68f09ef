"""What a browser would send back from the formula editor."""

from html.parser import HTMLParser

from django.test import Client


class _Pembaca(HTMLParser):
    """The successful controls of the editor's form, as a browser collects them."""

    def __init__(self) -> None:
        super().__init__()
        self.isi: dict[str, str] = {}
        self._dalam = False
        self._teks = self._pilih = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        a = dict(attrs)
        if tag == "form":
            self._dalam = "hx-post" in a
        if not self._dalam:
            return
        nama = a.get("name") or ""
        if tag == "input" and (a.get("type") != "checkbox" or "checked" in a):
            self.isi[nama] = a.get("value") or ("on" if a.get("type") == "checkbox" else "")
        elif tag == "textarea":
            self._teks, self.isi[nama] = nama, ""
        elif tag == "select":
            self._pilih = nama
        elif tag == "option" and self._pilih and ("selected" in a or self._pilih not in self.isi):
            self.isi[self._pilih] = a.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._dalam = False
        if tag == "textarea":
            self.isi[self._teks] = self.isi[self._teks].removeprefix("\n")
            self._teks = ""
        if tag == "select":
            self._pilih = ""

    def handle_data(self, data: str) -> None:
        if self._teks:
            self.isi[self._teks] += data


def baca(html: str) -> dict[str, str]:
    pembaca = _Pembaca()
    pembaca.feed(html)
    return pembaca.isi


def buka(client: Client, alamat: str) -> dict[str, str]:
    """The form as the page sends it."""
    return baca(client.get(alamat).content.decode())


def periksa(client: Client, alamat: str, isi: dict[str, str]) -> dict[str, str]:
    """The form after pressing "Periksa formula"."""
    return baca(client.post(alamat, isi | {"aksi": "periksa"}).content.decode())
