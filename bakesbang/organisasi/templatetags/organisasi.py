"""Words of the organisation pages."""

from django import template

from bakesbang.paper.wording import nip as tulis_nip

register = template.Library()


@register.filter
def nip(teks: str) -> str:
    """ "197003121995032001" → "19700312 199503 2 001" (domain guide §11)."""
    return tulis_nip(teks)
