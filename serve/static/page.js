// The page works without this: it adds keys, and says that a search is under way.
"use strict";

(() => {
  const field = () => document.getElementById("words");
  const clippings = () => [...document.querySelectorAll("article.clipping")].filter((one) => one.checkVisibility());

  function step(by) {
    const all = clippings();
    if (all.length === 0) return;
    const at = all.indexOf(document.activeElement.closest("article.clipping"));
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest("input, select, textarea")) return;
    if (event.key === "/" && field()) {
      event.preventDefault();
      field().focus();
      field().select();
    } else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });

  for (const form of document.querySelectorAll("form.asking")) {
    form.addEventListener("submit", () => {
      for (const one of form.elements) if (one.name && one.value === "") one.disabled = true;
      form.querySelector(".state").textContent = form.dataset.searching;
    });
    addEventListener("pageshow", () => {
      for (const one of form.elements) one.disabled = false;
      form.querySelector(".state").textContent = "";
    });
  }
})();
