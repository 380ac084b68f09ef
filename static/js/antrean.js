// The queue behind every page that saves a field as it is left: one request at a time, in order; what could not
// be sent waits on this screen through a lost connection or an expired session. Used by the editors.
//
// buatAntrean({ kirim(m) → Response, nilai(m), isi(m, teks), keadaan(m, kelas, html), terima(m, data), kunci(m) and
// cari(kunci) → m, masuk: the address of the sign-in page })
// Pieces of the page it needs: #sambungan, dialog#masuk-lagi, templates #t-galat #t-tunggu #t-bentrok #t-putus.
window.buatAntrean = ({ kirim, nilai, isi, keadaan, terima, kunci, cari, masuk }) => {
  const sambungan = document.getElementById("sambungan");
  const dialog = document.getElementById("masuk-lagi");
  const KUNCI = `antrean:${location.pathname}`;
  const antrean = [];
  let mengirim = false;
  let putusSejak = null;
  let menunggu = []; // those who wait until everything is sent

  const kuki = (nama) => document.cookie.split("; ").find((c) => c.startsWith(`${nama}=`))?.split("=")[1] ?? "";
  const ikon = (nama) => document.getElementById(`t-${nama}`).innerHTML;
  const pukul = () => new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
  const bersih = (teks) => {
    const p = document.createElement("span");
    p.textContent = teks;
    return p.innerHTML;
  };
  const baris = (nada, nama, teks) => `<span class="sel-ket sel-ket--${nada}">${nama ? ikon(nama) : ""}<span>${bersih(teks)}</span></span>`;

  function ingat() {
    if (!antrean.length) return localStorage.removeItem(KUNCI);
    localStorage.setItem(KUNCI, JSON.stringify(antrean.map((m) => ({ kunci: kunci(m), teks: nilai(m), dimuat: m.dataset.dimuat ?? m.defaultValue }))));
  }
  function pulihkan() {
    for (const { kunci: k, teks, dimuat } of JSON.parse(localStorage.getItem(KUNCI) || "[]")) {
      const m = cari(k);
      if (!m || nilai(m) === teks) continue;
      isi(m, teks);
      m.dataset.dimuat = dimuat;
      antre(m);
    }
  }

  function antre(m) {
    if (!antrean.includes(m)) antrean.push(m);
    keadaan(m, "tunggu", baris("", "tunggu", "Menyimpan"));
    ingat();
    jalan();
  }

  async function jalan() {
    if (mengirim) return;
    mengirim = true;
    while (antrean.length) {
      const m = antrean[0];
      const dikirim = nilai(m);
      const hasil = await satu(m);
      if (hasil === "putus" || hasil === "masuk") break;
      antrean.shift();
      if (m.isConnected && hasil === "simpan" && nilai(m) !== dikirim) antrean.push(m);
      ingat();
    }
    mengirim = false;
    if (!antrean.length) for (const selesai of menunggu.splice(0)) selesai();
  }

  async function satu(m) {
    let jawab;
    try {
      jawab = await kirim(m);
    } catch {
      return terputus();
    }
    if (putusSejak) {
      putusSejak = null;
      sambungan.replaceChildren();
    }
    if (jawab.status === 401) return mintaMasuk();
    if (jawab.status >= 500) return terputus();
    const data = jawab.headers.get("Content-Type")?.includes("json") ? await jawab.json() : null;
    if (!jawab.ok || !data) {
      keadaan(m, "galat", baris("bad", "galat", `Belum disimpan. ${data?.pesan ?? "Muat ulang halaman."}`));
      return "tolak";
    }
    terima(m, data);
    return "simpan";
  }

  function terputus() {
    putusSejak ??= pukul();
    for (const m of antrean) keadaan(m, "tunggu", baris("warn", "tunggu", "Menunggu sambungan, belum disimpan"));
    sambungan.innerHTML = `<div class="pesan pesan--warn">${ikon("putus")}<div class="pesan__isi"><b>Sambungan terputus sejak pukul ${putusSejak}.</b> ${antrean.length} isian menunggu di layar ini dan disimpan sendiri begitu tersambung.</div></div>`;
    setTimeout(jalan, 4000);
    return "putus";
  }
  function mintaMasuk() {
    for (const m of antrean) keadaan(m, "tunggu", baris("warn", "tunggu", "Menunggu Anda masuk lagi, belum disimpan"));
    if (!dialog.open) dialog.showModal();
    document.getElementById("lagi-sandi").focus();
    return "masuk";
  }
  dialog.querySelector("form").addEventListener("submit", async (e) => {
    e.preventDefault();
    const data = new URLSearchParams({ username: document.getElementById("lagi-nama").value, password: document.getElementById("lagi-sandi").value });
    await fetch(masuk); // a fresh token
    const jawab = await fetch(masuk, { method: "POST", body: data, headers: { "X-CSRFToken": kuki("csrftoken") } });
    document.getElementById("lagi-sandi").value = "";
    if (jawab.ok && !new URL(jawab.url).pathname.startsWith(masuk)) {
      dialog.close();
      jalan();
    } else document.getElementById("lagi-galat").textContent = "Nama pengguna atau kata sandi tidak cocok.";
  });
  window.addEventListener("online", jalan);
  window.addEventListener("beforeunload", (e) => { if (antrean.length) e.preventDefault(); });

  // A conflict is shown with both values; neither is lost until one is chosen.
  function tampilkanBentrok(m, wadah, b, pakai) {
    const milikku = nilai(m);
    keadaan(m, "bentrok", baris("warn", "bentrok", "Bentrok, isian Anda belum disimpan"));
    const p = document.createElement("div");
    p.className = "pesan pesan--warn";
    p.setAttribute("role", "alert");
    p.innerHTML = `<div class="pesan__isi"><b>${bersih(`${b.oleh} mengubah menjadi ${b.nilai || "kosong"}${b.pukul ? ` pukul ${b.pukul}` : ""}, saat Anda mengetik ${milikku || "kosong"}. Pilih satu.`)}</b><div class="pesan__aksi"></div></div>`;
    const tombol = (label, teks) => {
      const t = document.createElement("button");
      t.type = "button";
      t.className = "btn btn--kecil";
      t.textContent = label;
      t.addEventListener("click", () => {
        wadah.replaceChildren();
        pakai(m, teks, b.nilai);
        antre(m);
      });
      return t;
    };
    p.querySelector(".pesan__aksi").append(tombol(`Pakai dari ${b.oleh.split(" ")[0]}`, b.nilai), tombol("Pakai dari saya", milikku));
    wadah.replaceChildren(p);
  }

  return {
    antre, pulihkan, tampilkanBentrok, baris, bersih, kuki, pukul, mintaMasuk,
    menunggu: (m) => antrean.includes(m),
    kosong: () => (antrean.length || mengirim ? new Promise((selesai) => menunggu.push(selesai)) : Promise.resolve()),
  };
};
