// Comfort only: names of the data as buttons under the formula. While a name is being typed after "[", only the
// names that hold it are offered, and choosing one completes it. Everything works without this file.
(() => {
  const teks = document.getElementById("id_rumus");
  const wadah = document.getElementById("nama-data");
  if (!teks || !wadah) return;

  // Where the unfinished "[" before the caret stands; -1 when no name is being typed.
  const awalNama = () => {
    const depan = teks.value.slice(0, teks.selectionStart);
    const buka = depan.lastIndexOf("[");
    return buka > depan.lastIndexOf("]") ? buka : -1;
  };

  const sisipkan = (nama) => {
    const buka = awalNama();
    const tutup = buka >= 0 && teks.value[teks.selectionEnd] === "]" ? 1 : 0;
    teks.setRangeText(`[${nama}]`, buka < 0 ? teks.selectionStart : buka, teks.selectionEnd + tutup, "end");
    teks.focus();
    teks.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const tombol = (nama) => {
    const b = document.createElement("button");
    b.type = "button";
    b.className = "btn btn--kecil";
    b.textContent = nama;
    b.addEventListener("click", () => sisipkan(nama));
    return b;
  };

  const gambar = () => {
    const buka = awalNama();
    const cari = buka < 0 ? "" : teks.value.slice(buka + 1, teks.selectionStart).trim().toLowerCase();
    const nama = [...document.querySelectorAll('input[name^="data-"][name$="-label"]')].map((m) => m.value.trim());
    const cocok = [...new Set(nama)].filter((n) => n && n.toLowerCase().includes(cari));
    if ([...wadah.children].map((b) => b.textContent).join("\n") !== cocok.join("\n")) {
      wadah.replaceChildren(...cocok.map(tombol));
    }
    wadah.hidden = cocok.length === 0;
  };

  document.addEventListener("input", gambar);
  for (const kejadian of ["click", "keyup"]) teks.addEventListener(kejadian, gambar);
  gambar();
})();
