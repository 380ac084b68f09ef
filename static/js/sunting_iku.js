// The IKU editor: each form saves itself through htmx; this file only tells what happens on the way and keeps
// what could not be sent. Without it, and without htmx, every form has its button.
(() => {
  const ULANG = 5000;
  document.documentElement.classList.add("berskrip");
  const isi = () => document.getElementById("isi");
  const kuki = (nama) => document.cookie.split("; ").find((c) => c.startsWith(`${nama}=`))?.split("=")[1] ?? "";
  const formulir = () => [...document.querySelectorAll("form[hx-trigger]")];
  const nilai = (f, awalan, medan) => new FormData(f).getAll(awalan + medan).filter((t) => t !== "").join(",").replace(/\r\n/g, "\n");
  const belum = (f) => [...new Set([...new FormData(f).keys()].filter((n) => n.startsWith("dimuat.")).map((n) => n.slice(7)))]
    .some((m) => nilai(f, "isi.", m) !== nilai(f, "dimuat.", m) && !f.querySelector(`[name="kini.${m}"]`) && !f.querySelector(`[name="isi.${m}"][aria-invalid]`));
  let menunggu = null;

  function kabar(teks) {
    const k = document.getElementById("kabar-isi");
    if (k) k.textContent = teks;
  }
  function sambungan(judul, kata, tombol) {
    const s = document.getElementById("sambungan");
    s.replaceChildren();
    if (!judul) return;
    const p = document.createElement("div");
    p.className = "pesan pesan--warn";
    p.innerHTML = '<div class="pesan__isi"><p class="pesan__judul"></p><p></p></div>';
    p.querySelector(".pesan__judul").textContent = judul;
    p.querySelector("p:last-child").textContent = kata;
    if (tombol) p.querySelector("p:last-child").append(" ", tombol);
    s.append(p);
  }
  function kirimLagi() {
    clearTimeout(menunggu);
    menunggu = null;
    for (const f of formulir()) if (belum(f)) htmx.trigger(f, "change");
  }

  // A sign-in in another tab gives a new token; the one in the page is then old.
  document.addEventListener("htmx:configRequest", (e) => {
    e.detail.headers["X-CSRFToken"] = kuki("csrftoken") || e.detail.headers["X-CSRFToken"];
    delete e.detail.parameters.csrfmiddlewaretoken;
  });
  document.addEventListener("htmx:beforeRequest", (e) => {
    kabar("Menyimpan…");
    // An act draws the page anew: nothing may be typed meanwhile that would be lost.
    if (e.detail.requestConfig.triggeringEvent?.type === "submit") isi().inert = true;
  });
  document.addEventListener("htmx:afterRequest", (e) => {
    isi().inert = false;
    if (e.detail.successful) sambungan("");
  });
  document.addEventListener("htmx:afterOnLoad", () => { isi().inert = false; });
  document.addEventListener("htmx:sendError", () => {
    kabar("Menunggu sambungan, belum disimpan.");
    sambungan("Sambungan terputus", "Ketikan Anda masih di layar ini dan dikirim lagi begitu tersambung.");
    menunggu ??= setTimeout(kirimLagi, ULANG);
  });
  document.addEventListener("htmx:responseError", (e) => {
    const masuk = e.detail.xhr.status === 401 || e.detail.xhr.status === 403;
    kabar("Belum disimpan.");
    const tombol = document.createElement("button");
    tombol.type = "button";
    tombol.className = "btn btn--kecil";
    tombol.textContent = "Kirim lagi";
    tombol.addEventListener("click", kirimLagi);
    sambungan(masuk ? "Sesi Anda berakhir" : "Belum disimpan", masuk ? "Masuk lagi di tab lain, lalu kirim lagi. Ketikan Anda masih di layar ini." : "Peladen tidak dapat menyimpan. Coba kirim lagi sebentar lagi.", tombol);
  });
  addEventListener("online", kirimLagi);
  addEventListener("beforeunload", (e) => { if (formulir().some(belum)) e.preventDefault(); });

  // Enter in a one-line field goes on to the next field, as in the entry grid.
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Enter" || e.isComposing || !e.target.matches('input[name^="isi."]:not([type="checkbox"])')) return;
    e.preventDefault();
    const semua = [...e.target.form.querySelectorAll('input:not([type="hidden"]), select, textarea')].filter((m) => m.offsetParent);
    semua[semua.indexOf(e.target) + (e.shiftKey ? -1 : 1)]?.focus();
  });
})();
