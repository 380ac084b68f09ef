"""Uploaded files and pasted text become one grid of cells, safely."""
