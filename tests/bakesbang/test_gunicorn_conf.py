import gc
import weakref
from collections.abc import Iterator

import pytest

from bakesbang import gunicorn_conf


class Lingkar:
    """Holds itself: only the collector takes it away."""

    def __init__(self) -> None:
        self.diri = self


@pytest.fixture
def pemungut() -> Iterator[None]:
    ambang = gc.get_threshold()
    gunicorn_conf.post_worker_init(None)
    yield
    gc.unfreeze()
    gc.set_threshold(*ambang)


def test_what_a_large_page_left_is_gone_after_its_answer(pemungut):
    sisa = [Lingkar() for _ in range(gunicorn_conf.AMBANG_BERSIH + 1)]
    satu = weakref.ref(sisa[0])
    del sisa
    assert satu() is not None
    gunicorn_conf.post_request(None, None, {}, None)
    assert satu() is None


def test_nothing_is_looked_through_after_a_small_page(pemungut):
    gc.collect()
    kali = gc.get_stats()[2]["collections"]
    gunicorn_conf.post_request(None, None, {}, None)
    assert gc.get_stats()[2]["collections"] == kali
