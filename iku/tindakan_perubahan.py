"""The acts of Perubahan and of next year's copy (bakesbang.versions.actions), on the IKU."""

from functools import partial

from bakesbang.versions import actions as bersama
from iku.perubahan import IKU

mulai_perubahan = partial(bersama.mulai_perubahan, IKU)
ubah_perubahan = partial(bersama.ubah_perubahan, IKU)
selaraskan = partial(bersama.selaraskan, IKU)
buang_draf = partial(bersama.buang_draf, IKU)
salin_tahun = partial(bersama.salin_tahun, IKU)
