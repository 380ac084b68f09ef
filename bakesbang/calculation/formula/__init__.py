"""Formulas of indicators: read, computed, shown (design, section 4; domain guide §10).

    rumus = Rumus.baca("[Jml konflik yang selesai] / [Jml konflik yang ada] × 100%", nama={...: "selesai", ...: "ada"})
    rumus.hitung({"selesai": Decimal(6), "ada": Decimal(8)}).kerja    # 6 ÷ 8 × 100% = 75%

Words of one level: ``naskah`` finds the calculation in printed text, ``lekser`` cuts it into tokens,
``tata_bahasa`` (Lark) builds the tree of ``pohon``; ``hitungan``, ``cetak``, ``markah`` and ``excel`` use it.
"""

from bakesbang.calculation.result import Result

from .errors import FormulaError
from .evaluate import NihilPolicy
from .formula import Rumus
from .names import CODE_PATTERN, NameRef, normalize, propose_code

__all__ = [
    "CODE_PATTERN",
    "FormulaError",
    "NameRef",
    "NihilPolicy",
    "Result",
    "Rumus",
    "normalize",
    "propose_code",
]
