// The one queue of every page that saves a field as it is left: entry grid, Rencana Aksi editor, IKU editor.
// A field is sent alone, in order, one request at a time. What is not known to be saved stays in `isian`, on the
// screen and in this browser, through a lost connection, an expired session, a refusal, and a closed tab.
//
// buatAntrean({ MEDAN: selector of the fields, baris(m), medan(m): which row and field, alamat(baris): where it is saved,
//   wadah(m): the element around it that holds [data-ket] and [data-tanya], tandai(m, kelas): shows "tunggu", "galat",
//   "bentrok" or "" on it, sebut(m): its name where it is not on the screen, buka(baris): brings such a field on
//   the screen, tersimpan({ medan, baris, j, data, m }): the rest that the answer changes; may answer a state line,
//   kabar(teks, galat): one line for the whole page, where it has one })
// The server answers { medan: { <medan>: { nilai, salah, bentrok: null | { nilai, oleh, pukul } } }, … } or { pesan }.
// Pieces of the page: #sambungan and templates/komponen/antrean.html.
window.buatAntrean = ({ MEDAN, baris, medan, alamat, wadah, tandai, sebut, buka, tersimpan, kabar = () => {} }) => {
  const JEDA = 4000, BATAS = 30000, COBA = 3;
  const dialog = () => document.getElementById("masuk-lagi");
  const isian = new Map(); // key → what is typed and not known to be saved
  const giliran = []; // keys to be sent, oldest first
  // Another person at this browser must never send what this one typed.
  const SIMPANAN = `antrean:${document.getElementById("lagi-nama").defaultValue}:${location.pathname}`;
  let mengirim = false, macet = false, putusSejak = null, penunggu = [], nanti;
  document.documentElement.classList.add("berskrip");

  // ── fields ──
  const deret = (m) => m.matches("[data-deret]");
  const centang = (m) => [...m.querySelectorAll("[type=checkbox]")];
  // Boxes that nobody has opened are not on the page; one hidden field stands for them.
  const wakil = (m) => (centang(m).length ? null : m.querySelector("input[type=hidden][name^='isi.']"));
  const nilai = (m) => (deret(m) ? wakil(m)?.value ?? centang(m).filter((c) => c.checked).map((c) => c.value).join(",") : m.value);
  const isi = (m, teks) => {
    if (deret(m) && wakil(m)) wakil(m).value = teks;
    else if (deret(m)) for (const c of centang(m)) c.checked = teks.split(",").includes(c.value);
    else if (m.value !== teks) m.value = teks;
  };
  const tersembunyi = (m) => wadah(m).querySelector(`input[type=hidden][name$="dimuat.${medan(m)}"]`);
  const dimuat = (m) => m.dataset.dimuat ?? tersembunyi(m)?.value ?? m.defaultValue;
  const tetapkanDimuat = (m, teks) => {
    m.dataset.dimuat = teks;
    const lama = tersembunyi(m);
    if (lama) lama.value = teks;
  };
  // Where several fields share one place, each says its name.
  const awalan = (m) => (!deret(m) && wadah(m).querySelectorAll(MEDAN).length > 1 ? `${m.getAttribute("aria-label")}: ` : "");
  const urut = (teks) => teks.split(",").sort().join();
  const sama = (m, a, b) => a === b || (deret(m) && urut(a) === urut(b));
  const kunci = (m) => `${baris(m)}|${medan(m)}`;
  const pisah = (k) => [k.slice(0, k.indexOf("|")), k.slice(k.indexOf("|") + 1)];
  const cari = (k) => [...document.querySelectorAll(MEDAN)].filter((m) => kunci(m) === k && !m.readOnly);
  const medanDari = (e) => e.target.closest?.("[data-deret]") ?? (e.target.matches?.(MEDAN) ? e.target : null);
  const berubah = (m) => !m.readOnly && !sama(m, nilai(m), isian.get(kunci(m))?.teks ?? dimuat(m));

  // ── words ──
  const kuki = (nama) => document.cookie.split("; ").find((c) => c.startsWith(`${nama}=`))?.split("=")[1] ?? "";
  const ikon = (nama) => document.getElementById(`t-${nama}`).innerHTML;
  const pukul = () => new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
  const bersih = (teks) => {
    const p = document.createElement("span");
    p.textContent = teks;
    return p.innerHTML;
  };
  const ket = (nada, nama, teks) => `<span class="sel-ket sel-ket--${nada}">${nama ? ikon(nama) : ""}<span>${bersih(teks)}</span></span>`;
  const kata = (m, teks) => {
    if (m && deret(m) && wakil(m)) return teks ? `${teks.split(",").length} pilihan` : "kosong";
    const pilihan = m?.tagName === "SELECT" ? [...m.options].filter((o) => o.value === teks).map((o) => o.text)
      : m && deret(m) ? centang(m).filter((c) => teks.split(",").includes(c.value)).map((c) => c.labels[0].textContent) : [teks];
    return pilihan.filter(Boolean).join("; ") || "kosong";
  };
  const tombol = (label, aksi) => {
    const t = document.createElement("button");
    t.type = "button";
    t.className = "btn btn--kecil";
    t.textContent = label;
    t.addEventListener("click", aksi);
    return t;
  };
  function pesan(html, tombol2) {
    const p = document.createElement("div");
    p.className = "pesan pesan--warn";
    p.innerHTML = `<div class="pesan__isi">${html}${tombol2.length ? '<div class="pesan__aksi"></div>' : ""}</div>`;
    p.querySelector(".pesan__aksi")?.append(...tombol2);
    return p;
  }

  // ── what the screen says; fields may share one place for it ──
  function tulisKet(m, k, html, tetap) {
    const tempat = wadah(m).querySelector("[data-ket]");
    for (const x of [...tempat.children]) if (x.dataset.untuk === k || !("tetap" in x.dataset)) x.remove();
    tempat.insertAdjacentHTML("beforeend", html);
    const baru = tempat.lastElementChild;
    if (!baru) return;
    baru.dataset.untuk = k;
    if (tetap) baru.dataset.tetap = "";
  }
  function tanyakan(m, k, p) {
    const tempat = wadah(m).querySelector("[data-tanya]");
    for (const x of [...tempat.children]) if ((x.dataset.untuk ?? k) === k) x.remove();
    if (!p) return;
    p.dataset.untuk = k;
    p.setAttribute("role", "alert");
    tempat.append(p);
  }
  function keadaan(m, k, kelas, html) {
    tandai(m, kelas);
    if (kelas === "galat" && !deret(m)) m.setAttribute("aria-invalid", "true");
    else m.removeAttribute("aria-invalid");
    tulisKet(m, k, html, Boolean(kelas));
  }
  function lukis(k) {
    const i = isian.get(k);
    for (const m of cari(k)) {
      keadaan(m, k, i.kelas, ket(i.nada, i.ikon, (i.kelas === "tunggu" ? "" : awalan(m)) + i.kata));
      tanyakan(m, k, i.bentrok ? pesan(`<b>${bersih(awalan(m) + kalimatBentrok(m, i))}</b>`, pilihBentrok(k, m)) : i.ulang ? pesan("", [tombol("Kirim lagi", () => masukkan(k))]) : null);
    }
  }
  function katakan(k, kelas, nada, nama, teks) {
    Object.assign(isian.get(k), { kelas, nada, ikon: nama, kata: teks });
    lukis(k);
  }
  // The bar says what no field on the screen can say.
  function lukisBilah() {
    const bilah = document.getElementById("sambungan");
    const isiBilah = [];
    if (putusSejak) {
      const p = pesan(`<b>Sambungan terputus sejak pukul ${putusSejak}.</b> Teruskan mengisi. ${giliran.length} isian menunggu di layar ini dan disimpan sendiri begitu tersambung.`, []);
      p.insertAdjacentHTML("afterbegin", ikon("putus"));
      isiBilah.push(p);
    }
    for (const [k, i] of isian) {
      if (giliran.includes(k) || cari(k).length) continue;
      const kalimat = i.bentrok ? kalimatBentrok(null, i) : `${i.kata} Ketikan Anda: “${i.teks}”.`;
      const aksi = i.bentrok ? pilihBentrok(k, null) : [tombol("Kirim lagi", () => masukkan(k)), tombol("Buang ketikan ini", () => { isian.delete(k); ingat(); lukisBilah(); })];
      if (buka?.ada(pisah(k)[0])) aksi.unshift(tombol("Buka isiannya", () => buka(pisah(k)[0])));
      isiBilah.push(pesan(`<p class="pesan__judul">${bersih(i.sebut || "Satu isian")} belum disimpan</p><p>${bersih(kalimat)}</p>`, aksi));
    }
    if (isiBilah.length || bilah.childElementCount) bilah.replaceChildren(...isiBilah);
  }

  // ── what could not be sent survives a closed tab ──
  function ingat() {
    try {
      if (isian.size) localStorage.setItem(SIMPANAN, JSON.stringify([...isian].map(([k, { teks, dimuat: lama, tafsir, sebut: nama }]) => ({ k, teks, lama, tafsir, nama }))));
      else localStorage.removeItem(SIMPANAN);
    } catch { /* storage full or forbidden: the screen still holds it */ }
  }
  function pulihkan() {
    let simpanan = [];
    try {
      simpanan = JSON.parse(localStorage.getItem(SIMPANAN) || "[]");
    } catch { /* unreadable: nothing to bring back */ }
    for (const { k, teks, lama, tafsir, nama } of simpanan) {
      const semua = cari(k);
      if (semua.length && semua.every((m) => sama(m, nilai(m), teks))) continue;
      for (const m of semua) {
        isi(m, teks);
        tetapkanDimuat(m, lama);
      }
      isian.set(k, { teks, dimuat: lama, tafsir, sebut: nama, gagal: 0 });
      masukkan(k);
    }
    if (!isian.size) ingat();
  }
  // Around a piece of the page that is drawn anew: call before, and what it answers after. What was typed stays.
  function sebelumGambar() {
    const fokus = document.activeElement, m = fokus?.matches?.(MEDAN) ? fokus : null;
    const k = m && kunci(m), [awal, akhir] = m?.setSelectionRange ? [m.selectionStart, m.selectionEnd] : [];
    const sisa = m && berubah(m) ? { teks: nilai(m), dimuat: isian.get(k)?.dimuat ?? dimuat(m), nama: sebut(m) } : null;
    return () => {
      for (const [lain, i] of isian) {
        for (const x of cari(lain)) {
          isi(x, i.teks);
          tetapkanDimuat(x, i.dimuat);
        }
        lukis(lain);
      }
      lukisBilah();
      if (!fokus || fokus.isConnected) return;
      if (!m) return document.getElementById(fokus.id)?.focus({ preventScroll: true });
      const x = cari(k).find((y) => y.id === m.id && y.name === m.name);
      if (sisa && !x) {
        isian.set(k, { gagal: 0, sebut: sisa.nama, ...isian.get(k), teks: sisa.teks, dimuat: sisa.dimuat });
        return masukkan(k);
      }
      if (!x) return;
      if (sisa) {
        tetapkanDimuat(x, sisa.dimuat);
        isi(x, sisa.teks);
      }
      x.focus({ preventScroll: true });
      if (awal !== undefined && awal !== null) x.setSelectionRange(awal, akhir);
    };
  }

  // ── the queue ──
  function antre(m, tafsir) {
    if (m.readOnly) return;
    const k = kunci(m), i = isian.get(k) ?? { dimuat: dimuat(m), gagal: 0 };
    isian.set(k, Object.assign(i, { teks: nilai(m), sebut: sebut(m) }, tafsir ? { tafsir } : {}));
    for (const x of cari(k)) if (x !== m) isi(x, i.teks);
    masukkan(k);
  }
  // A field without an element of its own: an answer to a question, say.
  function kirim(b, n, teks, lama, nama) {
    const k = `${b}|${n}`;
    isian.set(k, { gagal: 0, dimuat: lama, ...isian.get(k), teks, sebut: nama });
    masukkan(k);
  }
  function masukkan(k) {
    Object.assign(isian.get(k), { bentrok: null, ulang: false });
    if (!giliran.includes(k)) giliran.push(k);
    katakan(k, "tunggu", "", "tunggu", "Menyimpan");
    kabar("Menyimpan…");
    ingat();
    jalan();
  }
  // Back to what is saved. What may already have reached the server is taken back there too.
  function batal(m) {
    const k = kunci(m), i = isian.get(k);
    isi(m, i?.dimuat ?? dimuat(m));
    if (i && ((mengirim && giliran[0] === k) || i.ragu !== undefined)) return antre(m);
    if (giliran.includes(k)) giliran.splice(giliran.indexOf(k), 1);
    isian.delete(k);
    ingat();
    keadaan(m, k, "", ket("", "", "Dikembalikan ke isian yang tersimpan"));
    tanyakan(m, k, null);
  }

  async function jalan() {
    if (mengirim) return;
    clearTimeout(nanti);
    mengirim = true;
    macet = false;
    while (giliran.length && !macet) await satu(giliran[0]);
    mengirim = false;
    lukisBilah();
    for (const selesai of penunggu.splice(0)) selesai(!giliran.length);
  }
  function pos(k, i) {
    const [b, n] = pisah(k), data = new FormData();
    data.set(`isi.${n}`, i.teks);
    data.set(`dimuat.${n}`, i.dimuat);
    if (i.tafsir) data.set(`tafsir.${n}`, i.tafsir);
    return minta(alamat(b), data);
  }
  const minta = (url, data) => fetch(url, { method: "POST", body: data, headers: { "X-CSRFToken": kuki("csrftoken"), Accept: "application/json" }, signal: AbortSignal.timeout(BATAS) });
  const SEBAB = {
    403: "Anda tidak berhak lagi mengisi baris ini.",
    404: "Baris ini sudah tidak ada.",
    413: "Isiannya terlalu panjang.",
  };

  async function satu(k) {
    const i = isian.get(k), { teks, tafsir } = i;
    let jawab, data;
    try {
      jawab = await pos(k, i);
      data = jawab.headers.get("Content-Type")?.includes("json") ? await jawab.json() : null;
    } catch {
      if (navigator.onLine) i.ragu = teks; // it may have been saved all the same
      return terputus();
    }
    if (jawab.status === 401) return mintaMasuk();
    if (jawab.status > 500) return terputus();
    putusSejak = null;
    if (jawab.status === 500) return cobaLagi(k, i);
    giliran.shift();
    if (i.tafsir === tafsir) delete i.tafsir;
    i.gagal = 0;
    terima(k, i, teks, jawab, data);
    ingat();
  }
  function terima(k, i, teks, jawab, data) {
    const j = data?.medan?.[pisah(k)[1]], lebihBaru = i.teks !== teks;
    if (jawab.ok && j?.bentrok && j.bentrok.nilai === i.ragu) {
      i.dimuat = i.ragu; // the other person is this one: only the answer was lost
      return giliran.push(k);
    }
    delete i.ragu;
    if (jawab.ok && j?.bentrok) return bentrok(k, i, j.bentrok);
    if (!jawab.ok || !j || j.salah) {
      if (lebihBaru) return giliran.push(k);
      return tolak(k, i, j?.salah || data?.pesan || SEBAB[jawab.status] || "Muat ulang halaman, lalu isi lagi.");
    }
    for (const m of cari(k)) {
      if (nilai(m) === teks && !lebihBaru) isi(m, j.nilai);
      tetapkanDimuat(m, j.nilai);
    }
    i.dimuat = j.nilai;
    if (lebihBaru) giliran.push(k);
    else isian.delete(k);
    if (!giliran.length) kabar(isian.size ? "Ada isian yang belum tersimpan." : "Tersimpan.", isian.size > 0);
    selesai(k, j, data, lebihBaru);
  }
  function selesai(k, j, data, lebihBaru) {
    const [b, n] = pisah(k), semua = cari(k);
    const kini = tersimpan({ medan: n, baris: b, j, data, m: semua[0] ?? null }) ?? {};
    if (lebihBaru) return;
    for (const m of semua) {
      keadaan(m, k, "", kini.html ?? ket("ok", "", `Tersimpan pukul ${pukul()}`));
      if (kini.kelas) tandai(m, kini.kelas);
      tanyakan(m, k, kini.tanya ? pesan(`<b>${bersih(kini.tanya)}</b>`, kini.pilihan.map(([kode, label]) => tombol(label, () => antre(m, kode)))) : null);
    }
  }
  function tolak(k, i, sebab, ulang = false) {
    i.ulang = ulang;
    katakan(k, "galat", "bad", "galat", `Belum disimpan. ${sebab}`);
    kabar("Ada isian yang belum tersimpan.", true);
  }
  // The server stumbled over this one field: others go first, and after a few tries a person decides.
  function cobaLagi(k, i) {
    giliran.shift();
    i.gagal += 1;
    if (i.gagal >= COBA) {
      i.gagal = 0;
      return tolak(k, i, "Peladen gagal menyimpannya. Ketikan Anda masih di layar ini.", true);
    }
    giliran.push(k);
    katakan(k, "tunggu", "warn", "tunggu", "Peladen bermasalah, belum disimpan. Segera dicoba lagi");
    if (giliran.every((lain) => isian.get(lain).gagal)) berhenti();
  }
  function berhenti() {
    macet = true;
    kabar("Menunggu, belum disimpan.", true);
    clearTimeout(nanti);
    nanti = setTimeout(jalan, JEDA);
  }
  function terputus() {
    putusSejak ??= pukul();
    for (const k of giliran) katakan(k, "tunggu", "warn", "tunggu", "Menunggu sambungan, belum disimpan");
    berhenti();
  }

  // ── an expired session ──
  function mintaMasuk() {
    macet = true;
    kabar("Menunggu Anda masuk lagi.", true);
    for (const k of giliran) katakan(k, "tunggu", "warn", "tunggu", "Menunggu Anda masuk lagi, belum disimpan");
    if (!dialog().open) dialog().showModal();
    document.getElementById("lagi-sandi").focus();
  }
  async function masukLagi() {
    const masuk = dialog().dataset.masuk, sandi = document.getElementById("lagi-sandi"), galat = document.getElementById("lagi-galat");
    const data = new URLSearchParams({ username: document.getElementById("lagi-nama").value, password: sandi.value });
    galat.textContent = "";
    try {
      await fetch(masuk); // a fresh token
      const jawab = await fetch(masuk, { method: "POST", body: data, headers: { "X-CSRFToken": kuki("csrftoken") } });
      sandi.value = "";
      if (!jawab.ok || new URL(jawab.url).pathname.startsWith(masuk)) galat.textContent = "Nama pengguna atau kata sandi tidak cocok.";
      else {
        dialog().close();
        jalan();
      }
    } catch {
      galat.textContent = "Sambungan terputus. Coba lagi sebentar lagi.";
    }
  }

  // ── a conflict is shown with both values; neither is lost until one is chosen ──
  function bentrok(k, i, b) {
    i.bentrok = b;
    if (cari(k).length) i.teks = nilai(cari(k)[0]);
    katakan(k, "bentrok", "warn", "bentrok", "Bentrok, isian Anda belum disimpan");
    kabar("Ada isian yang belum tersimpan.", true);
  }
  const kalimatBentrok = (m, i) => `${i.bentrok.oleh} mengubah menjadi ${kata(m, i.bentrok.nilai)}${i.bentrok.pukul ? ` pukul ${i.bentrok.pukul}` : ""}, saat Anda mengetik ${kata(m, i.teks)}. Pilih satu. Pilihan Anda tercatat di riwayat.`;
  const label = (m, teks, siapa) => (kata(m, teks).length > 30 ? `Pakai dari ${siapa}` : `Pakai ${kata(m, teks)} dari ${siapa}`);
  function pilihBentrok(k, m) {
    const i = isian.get(k), lain = i.bentrok.nilai;
    const pakai = (teks) => () => {
      i.teks = teks();
      i.dimuat = lain;
      for (const x of cari(k)) {
        isi(x, i.teks);
        tetapkanDimuat(x, lain);
      }
      masukkan(k);
    };
    const milikku = tombol(label(m, i.teks, "saya"), pakai(() => (m ? nilai(m) : i.teks)));
    milikku.dataset.milikku = k;
    return [tombol(label(m, lain, i.bentrok.oleh.split(" ")[0]), pakai(() => lain)), milikku];
  }

  // ── leaving a field saves it; leaving the page asks while something is unsaved ──
  function tinggalkan(m) {
    const k = kunci(m), i = isian.get(k);
    if (i ? !i.bentrok && (berubah(m) || !giliran.includes(k)) : berubah(m)) antre(m);
  }
  document.addEventListener("focusout", (e) => {
    const m = medanDari(e);
    if (m && !deret(m)) tinggalkan(m);
  });
  document.addEventListener("change", (e) => {
    const m = medanDari(e);
    if (m && (deret(m) || m.tagName === "SELECT")) tinggalkan(m);
  });
  document.addEventListener("input", (e) => {
    const m = medanDari(e), k = m && kunci(m), i = m && isian.get(k);
    if (!i?.bentrok) return;
    i.teks = nilai(m);
    ingat();
    for (const t of wadah(m).querySelectorAll("[data-milikku]")) if (t.dataset.milikku === k) t.textContent = label(m, i.teks, "saya");
  });
  const belum = () => isian.size > 0 || Boolean(document.activeElement?.matches?.(MEDAN) && berubah(document.activeElement));
  addEventListener("online", jalan);
  addEventListener("beforeunload", (e) => { if (belum()) e.preventDefault(); });
  // True once nothing waits to be sent; false when it must go on waiting.
  const kosong = () => {
    if (!giliran.length && !mengirim) return Promise.resolve(true);
    const tunggu = new Promise((selesai) => penunggu.push(selesai));
    jalan();
    return tunggu;
  };
  document.addEventListener("submit", async (e) => {
    if (e.target.closest("#masuk-lagi")) {
      e.preventDefault();
      return masukLagi();
    }
    // A form that leads away goes once what was typed has arrived.
    if (e.defaultPrevented || !(giliran.length || mengirim)) return;
    e.preventDefault();
    if (await kosong()) e.target.requestSubmit(e.submitter);
    else document.getElementById("sambungan").scrollIntoView({ block: "center" });
  });

  return {
    antre, kirim, batal, pulihkan, sebelumGambar, tinggalkan, kosong, minta, mintaMasuk, cari, nilai, isi, dimuat, tetapkanDimuat, berubah, bersih, kuki, tombol, ket,
    belum: (k) => isian.has(k),
  };
};
