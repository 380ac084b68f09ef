// The entry grid: saves each field as it is left, in order, one at a time; keeps what could not be sent.
// Without this file the same page works with its save buttons.
(() => {
  const kisi = document.getElementById("kisi");
  if (!kisi) return;
  const sambungan = document.getElementById("sambungan");
  const panel = document.getElementById("panel");
  const dialog = document.getElementById("masuk-lagi");
  const KUNCI = `kisi:${location.pathname}`;
  const antrean = []; // fields waiting to be sent, oldest first
  let mengirim = false;
  let putusSejak = null;
  document.documentElement.classList.add("berskrip");

  const medanSemua = () => [...document.querySelectorAll("[data-medan]")];
  const kuki = (nama) => document.cookie.split("; ").find((c) => c.startsWith(`${nama}=`))?.split("=")[1] ?? "";
  const ikon = (nama) => document.getElementById(`t-${nama}`).innerHTML;
  const pukul = () => new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
  const bersih = (teks) => {
    const p = document.createElement("span");
    p.textContent = teks;
    return p.innerHTML;
  };
  const wadah = (m) => (m.matches("textarea") ? m.closest(".medan") : m.closest(".isi-sel, .isi-rumus__baris"));
  const ket = (m) => wadah(m).querySelector("[data-ket]");
  const tanya = (m) => wadah(m).querySelector("[data-tanya]");

  function keadaan(m, kelas, html) {
    const sel = m.closest("[data-sel]");
    if (sel) sel.className = kelas ? `sel sel--${kelas}` : "sel";
    m.toggleAttribute("aria-invalid", kelas === "galat");
    ket(m).innerHTML = html;
  }
  const baris = (nada, nama, teks) => `<p class="sel-ket sel-ket--${nada}">${nama ? ikon(nama) : ""}<span>${bersih(teks)}</span></p>`;

  // ── what could not be sent survives a closed tab ──
  function ingat() {
    const sisa = Object.fromEntries(antrean.map((m) => [`${m.dataset.pk}|${m.dataset.medan}`, { teks: m.value, dimuat: m.dataset.dimuat }]));
    if (antrean.length) localStorage.setItem(KUNCI, JSON.stringify(sisa));
    else localStorage.removeItem(KUNCI);
  }
  function pulihkan() {
    for (const [kunci, { teks, dimuat }] of Object.entries(JSON.parse(localStorage.getItem(KUNCI) || "{}"))) {
      const [pk, medan] = kunci.split("|");
      const m = medanSemua().find((x) => x.dataset.pk === pk && x.dataset.medan === medan);
      if (!m || m.readOnly || m.value === teks) continue;
      m.value = teks;
      m.dataset.dimuat = dimuat;
      antre(m);
    }
  }

  // ── the queue ──
  function antre(m, tafsir) {
    if (m.readOnly) return;
    if (tafsir) m.dataset.tafsir = tafsir;
    if (!antrean.includes(m)) antrean.push(m);
    keadaan(m, "tunggu", baris("", "tunggu", "Menyimpan"));
    ingat();
    kirim();
  }

  async function kirim() {
    if (mengirim) return;
    mengirim = true;
    while (antrean.length) {
      const m = antrean[0];
      const hasil = await kirimSatu(m);
      if (hasil === "putus" || hasil === "masuk") break;
      antrean.shift();
      if (m.isConnected && m.value !== m.dataset.terkirim && hasil === "simpan") antrean.push(m);
      ingat();
    }
    mengirim = false;
  }

  async function kirimSatu(m) {
    const isi = new FormData();
    m.dataset.terkirim = m.value;
    isi.set(`isi.${m.dataset.medan}`, m.value);
    isi.set(`dimuat.${m.dataset.medan}`, m.dataset.dimuat);
    if (m.dataset.tafsir) isi.set(`tafsir.${m.dataset.medan}`, m.dataset.tafsir);
    let jawab;
    try {
      jawab = await fetch(kisi.dataset.simpan.replace("/0/", `/${m.dataset.pk}/`), {
        method: "POST", body: isi, headers: { "X-CSRFToken": kuki("csrftoken"), Accept: "application/json" },
      });
    } catch {
      return terputus();
    }
    if (putusSejak) tersambung();
    if (jawab.status === 401) return mintaMasuk();
    if (jawab.status >= 500) return terputus();
    const data = jawab.headers.get("Content-Type")?.includes("json") ? await jawab.json() : null;
    delete m.dataset.tafsir;
    if (!jawab.ok || !data) {
      keadaan(m, "galat", baris("bad", "galat", `Belum disimpan. ${data?.pesan ?? "Anda tidak berhak mengisi baris ini. Muat ulang halaman."}`));
      return "tolak";
    }
    terima(m, data);
    return "simpan";
  }

  function terima(m, data) {
    const j = data.medan[m.dataset.medan];
    tanya(m).replaceChildren();
    if (j.salah) keadaan(m, "galat", baris("bad", "galat", `Belum disimpan. ${j.salah}`));
    else if (j.bentrok.length) tampilkanBentrok(m, j.bentrok[0]);
    else {
      m.dataset.dimuat = j.nilai;
      const lama = wadah(m).querySelector("input[type=hidden]");
      if (lama) lama.value = j.nilai;
      keadaan(m, j.kelas ?? "", j.ket ?? baris("ok", "", `Tersimpan pukul ${pukul()}`));
      if (j.pilihan?.length) tampilkanTanya(m, j);
    }
    const b = document.getElementById(`b${m.dataset.pk}`);
    b.querySelector("[data-capaian]").innerHTML = data.capaian;
    const hasil = b.querySelector("[data-hasil]");
    if (hasil) hasil.textContent = data.hasil;
    const kerja = document.querySelector(`[data-sub="${m.dataset.pk}"] [data-kerja]`);
    if (kerja) kerja.textContent = data.kerja;
    perbaruiKurang();
  }

  function tombol(label, aksi) {
    const t = document.createElement("button");
    t.type = "button";
    t.className = "btn btn--kecil";
    t.textContent = label;
    t.addEventListener("click", aksi);
    return t;
  }
  function tampilkan(m, kalimat, tombol2) {
    const p = document.createElement("div");
    p.className = "pesan pesan--warn";
    p.setAttribute("role", "alert");
    p.innerHTML = `<div class="pesan__isi"><b>${bersih(kalimat)}</b><div class="pesan__aksi"></div></div>`;
    p.querySelector(".pesan__aksi").append(...tombol2);
    tanya(m).replaceChildren(p);
  }
  function tampilkanTanya(m, j) {
    tampilkan(m, j.gema, j.pilihan.map(([kode, label]) => tombol(label, () => antre(m, kode))));
  }
  function tampilkanBentrok(m, b) {
    const milikku = m.value;
    keadaan(m, "bentrok", baris("warn", "bentrok", "Bentrok, isian Anda belum disimpan"));
    tampilkan(m, `${b.oleh} mengubah menjadi ${b.nilai || "kosong"}${b.pukul ? ` pukul ${b.pukul}` : ""}, saat Anda mengetik ${milikku || "kosong"}. Pilih satu. Pilihan Anda tercatat di riwayat.`, [
      tombol(`Pakai ${b.nilai || "kosong"} dari ${b.oleh.split(" ")[0]}`, () => {
        m.value = m.dataset.dimuat = b.nilai;
        tanya(m).replaceChildren();
        antre(m);
      }),
      tombol(`Pakai ${milikku || "kosong"} dari saya`, () => {
        m.dataset.dimuat = b.nilai;
        m.value = milikku;
        antre(m);
      }),
    ]);
  }

  // ── lost connection, expired session ──
  function terputus() {
    putusSejak ??= pukul();
    for (const m of antrean) keadaan(m, "tunggu", baris("warn", "tunggu", "Menunggu sambungan, belum disimpan"));
    sambungan.innerHTML = `<div class="pesan pesan--warn">${ikon("putus")}<div class="pesan__isi"><b>Sambungan terputus sejak pukul ${putusSejak}.</b> Teruskan mengisi. ${antrean.length} isian menunggu di layar ini dan disimpan sendiri begitu tersambung.</div></div>`;
    setTimeout(kirim, 4000);
    return "putus";
  }
  function tersambung() {
    putusSejak = null;
    sambungan.replaceChildren();
  }
  function mintaMasuk() {
    for (const m of antrean) keadaan(m, "tunggu", baris("warn", "tunggu", "Menunggu Anda masuk lagi, belum disimpan"));
    if (!dialog.open) dialog.showModal();
    document.getElementById("lagi-sandi").focus();
    return "masuk";
  }
  dialog.querySelector("form").addEventListener("submit", async (e) => {
    e.preventDefault();
    const isi = new URLSearchParams({ username: document.getElementById("lagi-nama").value, password: document.getElementById("lagi-sandi").value });
    await fetch(kisi.dataset.masuk); // a fresh token
    const jawab = await fetch(kisi.dataset.masuk, { method: "POST", body: isi, headers: { "X-CSRFToken": kuki("csrftoken") } });
    document.getElementById("lagi-sandi").value = "";
    if (jawab.ok && !new URL(jawab.url).pathname.startsWith(kisi.dataset.masuk)) {
      dialog.close();
      kirim();
    } else document.getElementById("lagi-galat").textContent = "Nama pengguna atau kata sandi tidak cocok.";
  });
  window.addEventListener("online", kirim);
  window.addEventListener("beforeunload", (e) => { if (antrean.length) e.preventDefault(); });

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

  // ── leaving a field saves it; answers, keys, paste ──
  document.addEventListener("focusout", (e) => {
    const m = e.target.closest?.("[data-medan]");
    if (m && m.value !== m.dataset.dimuat && !m.closest("[data-sel]")?.classList.contains("sel--bentrok")) antre(m);
  });
  document.addEventListener("click", (e) => {
    const t = e.target.closest("[data-tafsir]");
    if (t?.matches("button")) {
      e.preventDefault();
      antre(wadah(t).querySelector("[data-medan]"), t.dataset.tafsir);
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
    } else if (e.key === "Escape") {
      m.value = m.dataset.dimuat;
      keadaan(m, "", baris("", "", "Dikembalikan ke isian yang tersimpan"));
      tanya(m).replaceChildren();
    } else if (e.key === "F2") {
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
      tombol("Tempel", () => { d.close(); tujuan.forEach((m, n) => { if (!m.readOnly) { m.value = nilai[n]; if (m.value !== m.dataset.dimuat) antre(m); } }); }),
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
    const jawab = await fetch(f.action, { method: "POST", body: new FormData(f), headers: { "X-CSRFToken": kuki("csrftoken"), Accept: "text/plain" } }).catch(() => null);
    if (jawab?.ok) {
      const jumlah = document.querySelector(`#b${f.dataset.pk} [data-buka]`).childNodes[1];
      await bukaPanel(f.dataset.pk);
      if (jumlah) jumlah.textContent = panel.querySelectorAll(".berkas li").length;
      panel.querySelector(".berkas a")?.focus();
      return;
    }
    f.querySelector("[data-galat]").textContent = jawab ? (jawab.status === 400 ? await jawab.text() : "Bukti tidak dapat ditambahkan. Muat ulang halaman.") : "Sambungan terputus. Coba lagi sebentar lagi.";
  });
  async function bukaPanel(pk) {
    const jawab = await fetch(kisi.dataset.rincian.replace("/0/", `/${pk}/`), { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!jawab?.ok) return;
    panel.innerHTML = `<button class="btn btn--ikon btn--sunyi panel__tutup" type="button" data-tutup aria-label="Tutup rincian">×</button>${await jawab.text()}`;
    panel.hidden = false;
    panel.dataset.pk = pk;
  }
  function tutupPanel() {
    panel.hidden = true;
    delete panel.dataset.pk;
  }

  pulihkan();
})();
