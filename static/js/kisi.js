// The entry grid: what antrean.js does for every saving page, and here the row's figures, keys, paste, and panel.
// Without this file the same page works with its save buttons.
(() => {
  const kisi = document.getElementById("kisi");
  if (!kisi) return;
  const panel = document.getElementById("panel");
  const wadah = (m) => (m.matches("textarea") ? m.closest(".medan") : m.closest(".isi-sel, .isi-rumus__baris"));
  const nama = (pk) => document.querySelector(`#b${pk} .grid__nama`)?.textContent ?? "";
  const buka = (pk) => bukaPanel(pk).then(() => panel.querySelector("textarea")?.focus());
  buka.ada = (pk) => Boolean(document.getElementById(`b${pk}`));

  const antrean = window.buatAntrean({
    MEDAN: "[data-medan]", wadah, buka, tersimpan,
    baris: (m) => m.dataset.pk,
    medan: (m) => m.dataset.medan,
    alamat: (pk) => kisi.dataset.simpan.replace("/0/", `/${pk}/`),
    sebut: (m) => m.getAttribute("aria-label") ?? `${m.labels[0].firstChild.textContent.trim()}, ${nama(m.dataset.pk)}`,
    tandai: (m, kelas) => {
      const sel = m.closest("[data-sel]");
      if (sel) sel.className = kelas ? `sel sel--${kelas}` : "sel";
    },
  });
  const { bersih, tombol } = antrean;

  function tersimpan({ baris: pk, j, data }) {
    const b = document.getElementById(`b${pk}`);
    if (b) {
      b.querySelector("[data-capaian]").innerHTML = data.capaian;
      b.querySelector("th > .lencana").outerHTML = data.lencana;
    }
    const hasil = b?.querySelector("[data-hasil]");
    if (hasil) hasil.textContent = data.hasil;
    const kerja = document.querySelector(`[data-sub="${pk}"] [data-kerja]`);
    if (kerja) kerja.textContent = data.kerja;
    perbaruiKurang();
    return { kelas: j.kelas, html: j.ket, tanya: j.pilihan?.length ? j.gema : "", pilihan: j.pilihan };
  }

  let jeda;
  function perbaruiKurang() {
    clearTimeout(jeda);
    jeda = setTimeout(async () => {
      const jawab = await fetch(kisi.dataset.kurang, { headers: { "HX-Request": "true" } }).catch(() => null);
      if (!jawab?.ok) return;
      const html = await jawab.text(), bilah = document.getElementById("kurang");
      const difokus = bilah.contains(document.activeElement); // a person on her way to "Ajukan" stays there
      bilah.innerHTML = html;
      if (difokus) bilah.querySelector(".bilah button")?.focus();
    }, 700);
  }

  // ── answers, keys, paste ──
  document.addEventListener("click", (e) => {
    const t = e.target.closest("[data-tafsir]");
    if (t?.matches("button")) {
      e.preventDefault();
      antrean.antre(wadah(t).querySelector("[data-medan]"), t.dataset.tafsir);
    }
    const buka = e.target.closest("[data-buka]");
    if (buka && matchMedia("(min-width: 75rem)").matches) {
      e.preventDefault();
      bukaPanel(buka.closest(".baris").dataset.pk);
    }
    if (e.target.closest("[data-tutup]")) tutupPanel();
  });

  function geser(m, arah) {
    const semua = [...kisi.querySelectorAll("input[data-medan]")].filter((x) => x.offsetParent);
    const lain = semua[semua.indexOf(m) + arah];
    if (!lain) return m.blur();
    lain.focus();
    lain.select();
    lain.scrollIntoView({ block: "nearest" });
  }
  kisi.addEventListener("keydown", (e) => {
    const m = e.target.closest("input[data-medan]");
    if (!m) return;
    if (e.key === "Enter" || e.key === "ArrowDown" || e.key === "ArrowUp") {
      e.preventDefault();
      geser(m, e.key === "ArrowUp" || e.shiftKey ? -1 : 1);
    } else if (e.key === "Escape") antrean.batal(m);
    else if (e.key === "F2") {
      e.preventDefault();
      if (panel.dataset.pk === m.dataset.pk) tutupPanel();
      else bukaPanel(m.dataset.pk).then(() => { asal = m; panel.querySelector("textarea")?.focus(); });
    }
  });
  kisi.addEventListener("focusin", (e) => {
    const m = e.target.closest("[data-medan]");
    document.querySelectorAll(".baris--aktif").forEach((b) => b.classList.remove("baris--aktif"));
    if (m) document.getElementById(`b${m.dataset.pk}`)?.classList.add("baris--aktif");
  });
  kisi.addEventListener("submit", (e) => { if (e.target.matches("[data-kisi]")) e.preventDefault(); });

  // A block from Excel goes down the column from the active field, after a preview.
  kisi.addEventListener("paste", (e) => {
    const m = e.target.closest("input[data-medan]");
    const teks = e.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    if (!m || !/[\n\t]/.test(teks)) return;
    e.preventDefault();
    const nilai = teks.split("\n").map((b) => b.split("\t")[0].trim());
    const semua = [...kisi.querySelectorAll("input[data-medan]")].filter((x) => x.offsetParent);
    const tujuan = semua.slice(semua.indexOf(m), semua.indexOf(m) + nilai.length);
    pratinjau(tujuan, nilai, teks.split("\n").some((b) => b.includes("\t")));
  });
  function pratinjau(tujuan, nilai, berkolom) {
    const d = document.createElement("dialog");
    d.setAttribute("aria-label", "Pratinjau tempelan");
    const daftar = tujuan.map((m, n) => `<li>${bersih(m.getAttribute("aria-label"))}: ${m.readOnly ? "<b>dilewati, tidak dapat diisi</b>" : `<b>${bersih(nilai[n] || "kosong")}</b>${m.value ? ` menggantikan ${bersih(m.value)}` : ""}`}</li>`);
    const lebih = nilai.length - tujuan.length;
    d.innerHTML = `<div class="kartu__isi"><h2>Tempel ${nilai.length} nilai?</h2>${berkolom ? "<p class='ket'>Hanya kolom pertama dari tempelan yang dipakai.</p>" : ""}${lebih > 0 ? `<p class="sel-ket--warn">${lebih} nilai terakhir tidak punya baris dan tidak dipakai.</p>` : ""}<ol>${daftar.join("")}</ol><p class="alat jarak"></p></div>`;
    d.querySelector(".alat").append(
      tombol("Tempel", () => { d.close(); tujuan.forEach((m, n) => { if (!m.readOnly) { m.value = nilai[n]; if (antrean.berubah(m)) antrean.antre(m); } }); }),
      tombol("Batal", () => d.close()),
    );
    d.addEventListener("close", () => { d.remove(); tujuan[0].focus(); });
    document.body.append(d);
    d.showModal();
  }

  // ── the panel ── F2 leads into it, Esc or F2 back to the cell it was opened from
  let asal = null;
  panel?.addEventListener("keydown", (e) => {
    if (e.key !== "Escape" && e.key !== "F2") return;
    e.preventDefault();
    const m = asal?.isConnected ? asal : kisi.querySelector(`input[data-medan][data-pk="${panel.dataset.pk}"]`);
    m?.focus(); // first, so that the field left in the panel is saved
    tutupPanel();
  });
  panel?.addEventListener("submit", async (e) => {
    const f = e.target.closest("[data-bukti]");
    if (!f) return;
    e.preventDefault();
    const jawab = await fetch(f.action, { method: "POST", body: new FormData(f), headers: { "X-CSRFToken": antrean.kuki("csrftoken"), Accept: "text/plain" } }).catch(() => null);
    if (jawab?.ok) {
      const jumlah = document.querySelector(`#b${f.dataset.pk} [data-buka]`).childNodes[1];
      await bukaPanel(f.dataset.pk);
      if (jumlah) jumlah.textContent = panel.querySelectorAll(".berkas li").length;
      panel.querySelector(".berkas a")?.focus();
      return;
    }
    f.querySelector("[data-galat]").textContent = jawab ? ([400, 401].includes(jawab.status) ? await jawab.text() : "Bukti tidak dapat ditambahkan. Muat ulang halaman.") : "Sambungan terputus. Coba lagi sebentar lagi.";
  });
  let panggilan = 0;
  async function bukaPanel(pk) {
    const ini = (panggilan += 1);
    const jawab = await fetch(kisi.dataset.rincian.replace("/0/", `/${pk}/`), { headers: { "HX-Request": "true" } }).catch(() => null);
    const html = jawab?.ok ? await jawab.text() : "";
    if (!html || ini !== panggilan) return; // a slow answer never replaces a newer one
    const lanjut = antrean.sebelumGambar();
    panel.innerHTML = `<button class="btn btn--ikon btn--sunyi panel__tutup" type="button" data-tutup aria-label="Tutup rincian">×</button>${html}`;
    panel.hidden = false;
    panel.dataset.pk = pk;
    lanjut();
  }
  function tutupPanel() {
    const lanjut = antrean.sebelumGambar();
    panel.hidden = true;
    panel.replaceChildren();
    delete panel.dataset.pk;
    lanjut();
  }

  antrean.pulihkan();
})();
