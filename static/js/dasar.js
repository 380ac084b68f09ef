// Comfort only: every drawer opens and every form is sent without this file.
(() => {
  const laci = () => document.querySelectorAll("details.laci[open]");

  document.addEventListener("click", (e) => {
    for (const d of laci()) if (!d.contains(e.target)) d.open = false;
  });

  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape") {
      for (const d of laci()) {
        d.open = false;
        d.querySelector("summary").focus();
      }
      return;
    }
    const mengetik = e.target.closest("input, textarea, select, [contenteditable]");
    if (e.key !== "/" || mengetik || e.ctrlKey || e.metaKey || e.altKey) return;
    const cari = [...document.querySelectorAll("[data-cari]")].find((m) => m.closest("details")?.offsetParent !== null);
    if (!cari) return;
    e.preventDefault();
    cari.closest("details").open = true;
    cari.focus();
  });

  document.addEventListener("toggle", (e) => {
    if (e.target.matches?.("details.laci[open]:not(.menu-hp)")) e.target.querySelector("[data-cari]")?.focus();
  }, true);
})();
