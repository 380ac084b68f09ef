"""Formulas as documents print them: found, understood, and proposed as strict text."""
