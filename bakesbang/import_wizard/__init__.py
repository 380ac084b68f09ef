"""The way in for people: choose a file or paste a table, look at every cell, answer, save."""
