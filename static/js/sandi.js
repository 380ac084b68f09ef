// "Lihat" beside a password: shown only when this file runs.
for (const tombol of document.querySelectorAll("[data-lihat]")) {
  const medan = document.getElementById(tombol.dataset.lihat);
  tombol.hidden = false;
  tombol.setAttribute("aria-controls", medan.id);
  tombol.setAttribute("aria-pressed", "false");
  tombol.addEventListener("click", () => {
    const terlihat = medan.type === "text";
    medan.type = terlihat ? "password" : "text";
    tombol.setAttribute("aria-pressed", String(!terlihat));
    tombol.textContent = terlihat ? "Lihat" : "Tutup";
  });
  medan.form.addEventListener("submit", () => { medan.type = "password"; });
}
