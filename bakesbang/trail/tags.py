"""What rows are called where they are told of: in the trace, in the pictures of undo, and field by
field in what browsers send and keep while a connection is down.

The words come from the database itself, whose tables and columns stay: a row of table
``kinerja_indikator`` is ``kinerja.indikator``, its fields are its columns. So models and fields
may be renamed in the code (with ``db_table`` and ``db_column``), and what was written before can
still be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.db import models


def model_tag(model: type[models.Model] | models.Model) -> str:
    """``kinerja.indikator``: the app, and its table without the app's name."""
    app = model._meta.app_label
    return f"{app}.{model._meta.db_table.removeprefix(f'{app}_')}"


@cache
def _models() -> dict[str, type[models.Model]]:
    return {model_tag(model): model for model in apps.get_models(include_auto_created=True)}


def tagged_model(tag: str) -> type[models.Model]:
    """The model that a tag was written for. Raises KeyError for a tag of no table."""
    return _models()[tag]


@cache
def columns(model: type[models.Model]) -> Mapping[str, Any]:
    """Stored word of every field with a column, the key aside → the field."""
    return {str(f.column): f for f in model._meta.concrete_fields if not f.primary_key}


def attribute(model: type[models.Model], word: str) -> str:
    """What the code calls the field of a stored word today. Raises KeyError for a word of no
    column."""
    name: str = columns(model)[word].attname
    return name


def relation_tag(relation: Any) -> str:
    """The stored word of a many-to-many field: its own table's name after that of the model."""
    table: str = relation.remote_field.through._meta.db_table
    return table.removeprefix(f"{relation.model._meta.db_table}_")
