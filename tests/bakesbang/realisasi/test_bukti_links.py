"""Links as evidence: what is no address is said in a sentence."""

import pytest
from django.core.exceptions import ValidationError

from bakesbang.realisasi.bukti import periksa_tautan


@pytest.mark.parametrize(
    "teks", ["http://[", "https://[::1", "javascript:alert(1)", "https://", "data:text/html,x", ""]
)
def test_what_is_no_address_is_refused_in_words(teks: str) -> None:
    with pytest.raises(ValidationError, match="bukan tautan"):
        periksa_tautan(teks)


def test_an_address_is_kept_without_spaces_around_it() -> None:
    assert periksa_tautan(" https://contoh.go.id/a?b=1 ") == "https://contoh.go.id/a?b=1"
