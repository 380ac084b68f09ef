// The editor of a draf: what antrean.js does for every saving page, and here the tree, acts, and panel.
// Acts on the active row answer with the branches they touched.
(() => {
  const papan = document.getElementById("papan");
  if (!papan) return;
  const pohon = document.getElementById("pohon");
  const panel = document.getElementById("panel");
  const palang = document.getElementById("palang");
  const kabar = document.getElementById("kabar");
  const tanya = document.getElementById("tanya");
  const MEDAN = "[data-baris] textarea, [data-medan]";
  let aktif = null; // "s12" or "i7"
  pohon.disabled = false;

  // ── fields ──
  const baris = (m) => m.dataset.baris ?? m.closest("[data-baris]").dataset.baris;
  const medan = (m) => m.dataset.medan ?? m.name;
  const alamat = (dasar, kunci) => papan.dataset[dasar].replace("/s/0/", `/${kunci[0]}/${kunci.slice(1)}/`);
  const elemen = (kunci) => (kunci ? document.querySelector(`[data-baris="${kunci}"]:not([data-medan])`) : null);
  const uraian = (kunci) => elemen(kunci)?.querySelector("textarea");
  const buka = (kunci) => { fokuskan(kunci); return bukaPanel(kunci, true); };
  buka.ada = (kunci) => Boolean(elemen(kunci));

  const antrean = window.buatAntrean({
    MEDAN, baris, medan, tersimpan, buka,
    alamat: (kunci) => alamat("simpan", kunci),
    wadah: (m) => m.closest(".medan") ?? m.closest("[data-baris]"),
    sebut: (m) => [m.getAttribute("aria-label") ?? (m.labels?.[0] ?? m.querySelector("legend")).textContent, uraian(baris(m))?.value].filter(Boolean).join(", "),
    tandai: (m, kelas) => { for (const k of ["galat", "bentrok", "tunggu"]) m.classList.toggle(k, kelas === k); },
  });
  const { minta } = antrean;

  function tersimpan({ medan: nama, baris: kunci, data, m }) {
    perbaruiBaris(kunci, data);
    perbaruiLangkah(data.langkah);
    if (m?.dataset.medan && ["polaritas", "bertriwulan"].includes(nama) && !panel.hidden) bukaPanel(kunci);
  }
  function perbaruiBaris(kunci, data) {
    const el = elemen(kunci);
    if (!el || data.periksa === undefined) return;
    el.querySelector("[data-periksa]").innerHTML = data.periksa;
    el.querySelector("[data-ringkas]").textContent = data.ringkas;
    if (!data.usulan) el.querySelector("[data-usul]")?.remove();
  }
  function perbaruiLangkah(langkah) {
    for (const nama of ["urung", "ulang"]) {
      const t = palang.querySelector(`[data-aksi=${nama}]`);
      t.disabled = !langkah[nama];
      t.title = langkah[nama];
    }
  }

  // ── the active row ──
  function pilih(kunci) {
    if (kunci === aktif) return;
    aktif = kunci;
    document.querySelectorAll(".aktif").forEach((b) => b.classList.remove("aktif"));
    elemen(kunci)?.classList.add("aktif");
    segarkan();
    if (!panel.hidden) bukaPanel(kunci);
  }
  const sasaranAktif = () => elemen(aktif)?.closest(".ss") ?? null;
  function segarkan() {
    const ss = sasaranAktif();
    const s = aktif?.[0] === "s";
    const boleh = { sejajar: true, bawah: !!ss?.dataset.bawah, indikator: !!ss, pilih: !!ss, atas: !!ss, turun: !!ss, dalam: s, luar: s, pindah: !!ss, salin: !!ss, hapus: !!ss };
    for (const [aksi, ya] of Object.entries(boleh)) palang.querySelector(`[data-aksi=${aksi}]`).disabled = !ya;
    const kata = (aksi, teks) => { palang.querySelector(`[data-aksi=${aksi}] [data-kata]`).textContent = teks; };
    kata("sejajar", ss ? ss.dataset.jenis : "Sasaran strategis");
    kata("bawah", ss?.dataset.bawah || "Sasaran di bawahnya");
  }
  document.addEventListener("focusin", (e) => {
    const b = e.target.closest?.("[data-baris]");
    if (b && pohon.contains(b)) pilih(b.dataset.baris);
  });

  // ── acts ──
  let berjalan = Promise.resolve();
  function tindak(isiAksi) {
    berjalan = berjalan.then(() => lakukan(isiAksi));
    return berjalan;
  }
  // What is typed goes before the act, so that the act finds it.
  async function tuntas() {
    const m = document.activeElement;
    if (m?.matches?.(MEDAN) && antrean.berubah(m)) antrean.antre(m);
    const ya = await antrean.kosong();
    if (!ya) katakan("Belum dikerjakan: masih ada isian yang menunggu disimpan. Coba lagi sesudahnya.", true);
    return ya;
  }
  async function lakukan(isiAksi) {
    if (!(await tuntas())) return null;
    const data = new FormData();
    for (const [nama, teks] of Object.entries(isiAksi)) data.set(nama, teks ?? "");
    data.set("akar", [...pohon.children].map((x) => x.id).filter(Boolean).join(","));
    const jawab = await minta(papan.dataset.tindak, data).catch(() => null);
    if (jawab?.status === 401) return void antrean.mintaMasuk();
    const hasil = jawab?.headers.get("Content-Type")?.includes("json") ? await jawab.json().catch(() => null) : null;
    if (!jawab?.ok || !hasil) {
      katakan(hasil?.pesan ?? (jawab ? "Belum tersimpan: peladen menolaknya. Muat ulang halaman." : "Belum tersimpan: sambungan terputus. Coba lagi."), true);
      return null;
    }
    gambar(hasil);
    katakan(`${hasil.kata[0].toUpperCase()}${hasil.kata.slice(1)}`);
    return hasil;
  }
  function katakan(teks, galat) {
    kabar.className = `palang__kabar${galat ? " palang__kabar--galat" : ""}`;
    kabar.textContent = teks;
  }
  function gambar(hasil) {
    const lanjut = antrean.sebelumGambar();
    for (const [id, html] of Object.entries(hasil.blok)) {
      const t = document.createElement("template");
      t.innerHTML = html;
      const lama = document.getElementById(id);
      if (lama) lama.replaceWith(t.content);
      else pohon.append(t.content);
    }
    for (const x of [...pohon.children]) if (x.id && !hasil.akar.includes(x.id)) x.remove();
    hasil.akar.forEach((id, n) => {
      const x = document.getElementById(id);
      if (pohon.children[n] !== x) pohon.insertBefore(x, pohon.children[n] ?? null);
    });
    lanjut();
    terapkanLipat();
    document.getElementById("hampa").hidden = hasil.akar.length > 0;
    perbaruiLangkah(hasil.langkah);
    aktif = null;
    if (elemen(hasil.fokus)) fokuskan(hasil.fokus);
    else segarkan();
  }
  function fokuskan(kunci, dari = 0) {
    const el = elemen(kunci);
    for (let s = el.closest(".ss"); s; s = s.parentElement.closest(".ss")) lipat(s, false);
    const m = el.querySelectorAll("textarea")[dari];
    m.focus({ preventScroll: true });
    m.setSelectionRange(m.value.length, m.value.length);
    el.scrollIntoView({ block: "nearest" });
    pilih(kunci);
  }

  // ── a new row is written where it will stand; nothing is made while it is empty ──
  function tulisBaru(label, letak, buat) {
    document.querySelector(".ss-baru")?.remove();
    const kotak = document.createElement("div");
    kotak.className = "ss-baru";
    kotak.innerHTML = `<label><span class="jenis">${antrean.bersih(label)}</span><textarea rows="1" data-baru></textarea></label><p class="ket">Enter menyimpan, Esc membatalkan</p>`;
    letak(kotak);
    document.getElementById("hampa").hidden = true;
    const m = kotak.querySelector("textarea");
    const semula = aktif;
    let selesai = false;
    const jadi = async (teks) => {
      if (selesai) return;
      selesai = true;
      kotak.classList.add("ss-baru--kirim");
      const hasil = teks ? await buat(teks) : null;
      if (teks && !hasil) {
        selesai = false; // kept with its words: the reason stands in the bar above
        kotak.classList.remove("ss-baru--kirim");
        m.focus();
        return;
      }
      kotak.remove();
      if (!teks) {
        document.getElementById("hampa").hidden = pohon.children.length > 0;
        if (elemen(semula)) fokuskan(semula);
      }
    };
    m.addEventListener("keydown", (e) => {
      e.stopPropagation();
      if ((e.key === "Enter" && !e.shiftKey) || (e.key === "Tab" && m.value.trim())) {
        e.preventDefault();
        jadi(m.value.trim());
      } else if (e.key === "Escape") jadi("");
    });
    m.addEventListener("focusout", () => jadi(m.value.trim()));
    m.focus();
    kotak.scrollIntoView({ block: "nearest" });
  }
  const baru = {
    sejajar() {
      const ss = sasaranAktif();
      const induk = ss?.parentElement.closest(".ss") ?? null;
      tulisBaru(ss?.dataset.jenis ?? "Sasaran strategis", (k) => (ss ? ss.after(k) : pohon.append(k)), (uraian) =>
        tindak({ aksi: "sasaran", uraian, induk: induk?.id, sesudah: ss?.id, baris: ss?.id }));
    },
    bawah() {
      const ss = sasaranAktif();
      if (!ss?.dataset.bawah) return;
      lipat(ss, false);
      tulisBaru(ss.dataset.bawah, (k) => ss.querySelector(":scope > .ss__anak").append(k), (uraian) => tindak({ aksi: "sasaran", uraian, induk: ss.id, baris: ss.id }));
    },
    indikator() {
      const ss = sasaranAktif();
      if (!ss) return;
      lipat(ss, false);
      const sesudah = aktif[0] === "i" ? aktif : "";
      tulisBaru("Indikator", (k) => (sesudah ? elemen(sesudah).after(k) : ss.querySelector(":scope > .ss__ind").append(k)), async (uraian) => {
        const hasil = await tindak({ aksi: "indikator", uraian, induk: ss.id, sesudah, baris: ss.id });
        // On with the first target: the year for a sasaran strategis, else TW I.
        if (hasil) fokuskan(hasil.fokus, ss.classList.contains("ss--1") ? 1 : 2);
        return hasil;
      });
    },
  };

  // ── questions ──
  async function ambil(url) {
    const jawab = await fetch(url, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (jawab?.ok) return jawab.text();
    katakan(jawab?.status === 409 ? (await jawab.json()).pesan : "Sambungan terputus. Coba lagi.", true);
    return null;
  }
  async function tanyaHapus() {
    const kunci = aktif;
    if (!(await tuntas())) return;
    const html = await ambil(alamat("hapus", kunci));
    if (!html) return;
    tanya.innerHTML = html;
    tanya.onkeydown = null;
    tanya.querySelector("[data-batal]").addEventListener("click", (e) => { e.preventDefault(); tanya.close(); fokuskan(kunci); });
    tanya.querySelector("form").addEventListener("submit", (e) => { e.preventDefault(); tanya.close(); tindak({ aksi: "hapus", baris: kunci }); });
    tanya.showModal();
    (tanya.querySelector("button") ?? tanya.querySelector("[data-batal]")).focus();
  }
  function pemilih(judul, apa, terpilih) {
    const kunci = aktif;
    tanya.innerHTML = `<div class="kartu__isi"><h2>${antrean.bersih(judul)}</h2><div class="medan"><label class="form-label" for="cari-q">Cari</label><input class="form-control" id="cari-q" autocomplete="off"></div><div id="cari-hasil" aria-live="polite"></div><p class="alat jarak"><button class="btn" type="button" data-batal>Batal</button></p></div>`;
    const q = tanya.querySelector("input");
    let jeda;
    const isiHasil = async () => {
      const html = await ambil(`${papan.dataset.cari}?${new URLSearchParams({ apa, baris: kunci, q: q.value })}`);
      if (html !== null) tanya.querySelector("#cari-hasil").innerHTML = html;
    };
    q.addEventListener("input", () => { clearTimeout(jeda); jeda = setTimeout(isiHasil, 150); });
    tanya.querySelector("[data-batal]").addEventListener("click", () => { tanya.close(); fokuskan(kunci); });
    tanya.querySelector("#cari-hasil").addEventListener("click", (e) => {
      const c = e.target.closest("[data-nilai]");
      if (!c) return;
      tanya.close();
      terpilih(c.dataset.nilai, kunci);
    });
    tanya.onkeydown = (e) => {
      if (!["ArrowDown", "ArrowUp", "Enter"].includes(e.key)) return;
      const semua = [...tanya.querySelectorAll("[data-nilai]")];
      const n = semua.indexOf(document.activeElement);
      if (e.key === "Enter" && (n >= 0 || document.activeElement !== q)) return;
      e.preventDefault();
      if (e.key === "Enter") semua[0]?.click();
      else (semua[n + (e.key === "ArrowDown" ? 1 : -1)] ?? q).focus();
    };
    tanya.showModal();
    isiHasil();
  }

  const AKSI = {
    ...baru,
    hapus: tanyaHapus,
    pilih: () => pemilih("Pilih indikator tahun ini", "indikator", (indikator) => tindak({ aksi: "pakai", indikator, induk: sasaranAktif().id, baris: aktif })),
    pindah: () => pemilih("Pindahkan ke bawah sasaran", "induk", (induk, kunci) => tindak({ aksi: "pindah", baris: kunci, induk })),
  };
  for (const nama of ["atas", "turun", "dalam", "luar", "salin"]) AKSI[nama] = () => tindak({ aksi: nama, baris: aktif });
  for (const nama of ["urung", "ulang"]) AKSI[nama] = () => tindak({ aksi: nama, baris: aktif });
  const jalankan = (nama) => { if (!palang.querySelector(`[data-aksi=${nama}]`).disabled) AKSI[nama](); };
  palang.addEventListener("submit", (e) => e.preventDefault());
  palang.addEventListener("click", (e) => {
    const t = e.target.closest("[data-aksi]");
    if (t) {
      e.preventDefault();
      jalankan(t.dataset.aksi);
    }
  });

  // ── keys ──
  const TOMBOL = { KeyS: "sejajar", KeyB: "bawah", KeyI: "indikator", ArrowUp: "atas", ArrowDown: "turun", ArrowRight: "dalam", ArrowLeft: "luar", Delete: "hapus", KeyZ: "urung", KeyY: "ulang" };
  document.addEventListener("keydown", (e) => {
    if (tanya.open || e.ctrlKey || e.metaKey) return;
    if (e.altKey && TOMBOL[e.code]) {
      e.preventDefault();
      jalankan(TOMBOL[e.code]);
    } else if (e.altKey && e.code === "KeyU") {
      e.preventDefault();
      const ss = sasaranAktif();
      const atas = aktif?.[0] === "i" ? ss : ss?.parentElement.closest(".ss");
      if (atas) fokuskan(atas.id);
    } else if (e.key === "F2" && aktif) {
      e.preventDefault();
      if (panel.hidden) bukaPanel(aktif, true);
      else tutupPanel();
    }
  });
  pohon.addEventListener("keydown", (e) => {
    const m = e.target;
    if (!m.matches("textarea") || !m.name) return;
    if (e.key === "Enter" && !e.shiftKey) {
      e.preventDefault();
      const semua = [...pohon.querySelectorAll("textarea")].filter((x) => x.offsetParent);
      const lain = semua[semua.indexOf(m) + 1];
      if (lain) lain.focus();
      else m.blur();
    } else if (e.key === "Escape") antrean.batal(m);
  });

  // ── folding ──
  const LIPAT = `lipat:${location.pathname}`;
  const terlipat = new Set(JSON.parse(localStorage.getItem(LIPAT) || "[]"));
  function lipat(ss, ya) {
    ss.classList.toggle("ss--lipat", ya);
    ss.querySelector(":scope > .ss__kepala [data-lipat]").setAttribute("aria-expanded", String(!ya));
    terlipat[ya ? "add" : "delete"](ss.id);
    localStorage.setItem(LIPAT, JSON.stringify([...terlipat]));
  }
  function terapkanLipat() {
    for (const id of terlipat) {
      const ss = document.getElementById(id);
      if (ss) lipat(ss, true);
    }
  }
  document.addEventListener("click", (e) => {
    const l = e.target.closest("[data-lipat]");
    if (l) lipat(l.closest(".ss"), l.getAttribute("aria-expanded") === "true");
    const r = e.target.closest("a[data-rincian]"); // the tree holds an address of that name too
    if (r && matchMedia("(min-width: 75rem)").matches) {
      e.preventDefault();
      pilih(r.closest("[data-baris]").dataset.baris);
      bukaPanel(aktif, true);
    }
    if (e.target.closest("[data-tutup]")) tutupPanel();
    const k = e.target.closest("[data-konfirmasi]");
    if (k) {
      e.preventDefault();
      konfirmasi(k);
    }
  });

  // ── the panel ──
  async function bukaPanel(kunci, fokus) {
    const html = await ambil(alamat("rincian", kunci));
    if (html === null || (aktif && kunci !== aktif)) return;
    const lanjut = antrean.sebelumGambar();
    panel.innerHTML = `<button class="btn btn--ikon btn--sunyi panel__tutup" type="button" data-tutup aria-label="Tutup rincian">×</button>${html}`;
    panel.hidden = false;
    lanjut();
    if (fokus) panel.querySelector("[data-medan]")?.focus();
  }
  function tutupPanel() {
    const lanjut = antrean.sebelumGambar();
    panel.hidden = true;
    panel.replaceChildren();
    lanjut();
    uraian(aktif)?.focus();
  }
  panel.addEventListener("submit", (e) => e.preventDefault());
  async function konfirmasi(t) {
    const data = new FormData();
    data.set("isi.usulan", "");
    const jawab = await minta(alamat("simpan", t.dataset.konfirmasi), data).catch(() => null);
    if (!jawab?.ok) return katakan("Belum tersimpan. Coba lagi.", true);
    const hasil = await jawab.json();
    perbaruiBaris(t.dataset.konfirmasi, hasil);
    perbaruiLangkah(hasil.langkah);
    await bukaPanel(t.dataset.konfirmasi, true);
  }

  terapkanLipat();
  antrean.pulihkan();
  if (/^#[si]\d+$/.test(location.hash) && elemen(location.hash.slice(1))) fokuskan(location.hash.slice(1));
})();
