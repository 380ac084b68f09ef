"""Reading an agency's own tables: grids → headings (kepala, judul, kata), rows (baca, pohon, isi, sisa, geser), plain
shapes (bentuk, usul, jabatan), and a ledger in which every cell is accounted for (lapor)."""
