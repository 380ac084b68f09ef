// The IKU editor: fields through antrean.js; acts on rows and steps go through htmx and draw the page anew.
// Without scripts every form has its button.
(() => {
  const isi = () => document.getElementById("isi");
  const palang = () => document.getElementById("palang");
  const kartu = (pk) => document.getElementById(`b${pk}`);
  if (!palang()) return;
  function kabar(teks, galat) {
    const k = document.getElementById("kabar-isi");
    k.classList.toggle("sel-ket--bad", Boolean(galat));
    k.textContent = teks;
  }
  const judul = (pk) => kartu(pk)?.querySelector("h2").textContent ?? "";

  const antrean = window.buatAntrean({
    MEDAN: "[data-medan]", tersimpan, kabar,
    baris: (m) => m.dataset.baris,
    medan: (m) => m.dataset.medan,
    alamat: (pk) => (pk === "0" ? palang().dataset.kepala : palang().dataset.simpan.replace("/0/", `/${pk}/`)),
    wadah: (m) => m.closest(".medan"),
    sebut: (m) => `${(m.labels?.[0] ?? m.querySelector("legend")).textContent}, ${judul(m.dataset.baris)}`,
    tandai: (m, kelas) => {
      if (kelas) m.dataset.keadaan = kelas;
      else delete m.dataset.keadaan;
    },
  });

  function tersimpan({ baris: pk, data, m }) {
    ganti("langkah", data.langkah);
    if (data.samping) ganti(`p${pk}`, data.samping);
    for (const u of kartu(pk)?.querySelectorAll("[data-usul]") ?? []) if (!data.usulan.includes(u.dataset.usul)) u.remove();
    // A quarter that is typed makes all four; the choice above them follows.
    for (const b of antrean.cari(`${pk}|bertriwulan`)) {
      if (b === m || antrean.berubah(b)) continue;
      antrean.isi(b, data.bertriwulan);
      antrean.tetapkanDimuat(b, data.bertriwulan);
    }
    if (m?.querySelector("[type=checkbox]")) {
      const dipilih = [...m.querySelectorAll(":checked")].map((c) => c.labels[0].textContent);
      m.querySelector("summary").textContent = dipilih.length ? `${dipilih.length} dipilih: ${dipilih.join("; ")}` : "Belum dipilih";
    }
  }
  function ganti(id, html) {
    const lama = document.getElementById(id);
    if (!lama) return;
    const fokus = lama.contains(document.activeElement) ? document.activeElement.value : null;
    const t = document.createElement("template");
    t.innerHTML = html.trim();
    lama.replaceWith(t.content);
    if (fokus !== null) document.querySelector(`#${id} button[value="${fokus}"]`)?.focus();
  }
  // Boxes come when they are opened, ticked as this page knows them; the link to their page stays where that fails.
  document.addEventListener("toggle", async (e) => {
    const kotak = e.target, tautan = kotak.matches?.("[data-pilihan][open]") && kotak.querySelector("a");
    if (!tautan) return;
    const m = kotak.closest("[data-deret]"), teks = antrean.nilai(m);
    try {
      const jawab = await fetch(tautan.href);
      const halaman = new DOMParser().parseFromString(await jawab.text(), "text/html");
      const pilihan = halaman.querySelectorAll(`[data-deret][data-medan="${m.dataset.medan}"] .form-check`);
      if (!pilihan.length || !tautan.isConnected) return;
      tautan.replaceWith(...pilihan);
      m.querySelector("input[type=hidden][name^='isi.']").value = "";
      antrean.isi(m, teks);
    } catch {
      kabar("Pilihan belum dapat dibuka: sambungan terputus. Tutup lalu buka lagi.", true);
    }
  }, true);
  // An answer to a question about the row is a field like any other.
  document.addEventListener("click", (e) => {
    const t = e.target.closest("button[data-jawab]");
    if (!t) return;
    e.preventDefault();
    const medan = t.name.slice(4), pk = t.form.id.slice(1);
    antrean.kirim(pk, medan, t.value, t.parentElement.querySelector(`[name="dimuat.${medan}"]`)?.value ?? "", `Jawaban pada ${judul(pk)}`);
  });

  // ── acts ── what is typed goes before the act, and stays typed when the page is drawn anew
  let lanjut = null, fokus = null;
  document.addEventListener("htmx:confirm", async (e) => {
    e.preventDefault();
    fokus = document.activeElement;
    const ya = await antrean.kosong();
    if (ya) e.detail.issueRequest();
    else kabar("Belum dikerjakan: masih ada isian yang menunggu disimpan. Coba lagi sesudahnya.", true);
  });
  document.addEventListener("htmx:configRequest", (e) => {
    // A sign-in in another tab gives a new token; the one in the page is then old.
    e.detail.headers["X-CSRFToken"] = antrean.kuki("csrftoken") || e.detail.headers["X-CSRFToken"];
    delete e.detail.parameters.csrfmiddlewaretoken;
    const t = e.detail.triggeringEvent?.submitter;
    if (t?.name) e.detail.parameters[t.name] = t.value;
  });
  document.addEventListener("htmx:beforeRequest", () => {
    kabar("Mengerjakan…");
    isi().inert = true; // nothing may be typed where the page is drawn anew
  });
  document.addEventListener("htmx:beforeSwap", (e) => { if (e.detail.shouldSwap) lanjut = antrean.sebelumGambar(); });
  document.addEventListener("htmx:afterSwap", () => { lanjut?.(); lanjut = null; });
  document.addEventListener("htmx:afterRequest", () => {
    isi().inert = false;
    if (fokus?.isConnected) fokus.focus({ preventScroll: true });
  });
  document.addEventListener("ditolak", (e) => kabar(e.detail.pesan, true));
  document.addEventListener("htmx:sendError", () => kabar("Belum dikerjakan: sambungan terputus. Coba lagi.", true));
  document.addEventListener("htmx:responseError", (e) => {
    const { status } = e.detail.xhr;
    if (status === 401) antrean.mintaMasuk();
    const sebab = { 401: "Masuk lagi, lalu ulangi.", 403: "Anda tidak berhak lagi menyunting dokumen ini." };
    kabar(`Belum dikerjakan. ${sebab[status] ?? "Peladen tidak dapat mengerjakannya. Coba lagi sebentar lagi."}`, true);
  });

  // Enter in a one-line field goes on to the next field, as in the entry grid.
  document.addEventListener("keydown", (e) => {
    if (e.isComposing || !e.target.matches("[data-medan]")) return;
    if (e.key === "Escape") antrean.batal(e.target);
    if (e.key !== "Enter" || !e.target.matches("input")) return;
    e.preventDefault();
    const semua = [...e.target.form.querySelectorAll('input:not([type="hidden"]), select, textarea')].filter((m) => m.offsetParent);
    semua[semua.indexOf(e.target) + (e.shiftKey ? -1 : 1)]?.focus();
  });

  antrean.pulihkan();
})();
