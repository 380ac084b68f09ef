"""The acts of Perubahan and of next year's copy (bakesbang.kinerja.tindakan_perubahan), on the IKU."""

from functools import partial

from bakesbang.kinerja import tindakan_perubahan as bersama
from iku.perubahan import IKU

mulai_perubahan = partial(bersama.mulai_perubahan, IKU)
ubah_perubahan = partial(bersama.ubah_perubahan, IKU)
selaraskan = partial(bersama.selaraskan, IKU)
buang_draf = partial(bersama.buang_draf, IKU)
salin_tahun = partial(bersama.salin_tahun, IKU)
