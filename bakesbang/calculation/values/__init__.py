"""Printed values: what a cell says, how it is read, and how it is written back."""
