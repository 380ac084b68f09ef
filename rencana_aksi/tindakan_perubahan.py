"""The acts of Perubahan and of next year's copy (bakesbang.versions.actions), on the Rencana Aksi."""

from functools import partial

from bakesbang.versions import actions as bersama
from rencana_aksi.perubahan import RENCANA_AKSI

mulai_perubahan = partial(bersama.mulai_perubahan, RENCANA_AKSI)
ubah_perubahan = partial(bersama.ubah_perubahan, RENCANA_AKSI)
selaraskan = partial(bersama.selaraskan, RENCANA_AKSI)
buang_draf = partial(bersama.buang_draf, RENCANA_AKSI)
salin_tahun = partial(bersama.salin_tahun, RENCANA_AKSI)
