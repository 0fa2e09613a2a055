"use strict";
// Shows the cases that fit the words and the choices; the words are looked for in everything that a case says.
(() => {
  const cases = [...document.querySelectorAll(".case")].map((element) => ({ element, text: null }));
  const [search, status, criterion, kind] = ["search", "status", "criterion", "kind"].map((id) => document.getElementById(id));
  const shown = document.getElementById("shown");
  const fits = (one, words) => {
    const { status: is, kind: of, criteria } = one.element.dataset;
    if ((status.value && is !== status.value) || (kind.value && of !== kind.value)) return false;
    if (criterion.value && !criteria.split("|").includes(criterion.value)) return false;
    one.text ??= one.element.textContent.toLowerCase();
    return words.every((word) => one.text.includes(word));
  };
  const update = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const one of cases) {
      const visible = fits(one, words);
      one.element.hidden = !visible;
      count += visible ? 1 : 0;
    }
    shown.textContent = `${count} of ${cases.length}`;
    document.getElementById("none").hidden = count > 0;
  };
  document.getElementById("filters").addEventListener("input", update);
  for (const button of document.querySelectorAll("[data-criterion]")) {
    button.addEventListener("click", () => {
      criterion.value = button.dataset.criterion;
      update();
      document.getElementById("cases").scrollIntoView();
    });
  }
  for (const link of document.querySelectorAll("a[href^='#case-']")) {
    link.addEventListener("click", (event) => {
      event.preventDefault(); // following the link would take the keyboard's place back to the top
      for (const field of [search, status, criterion, kind]) field.value = "";
      update();
      const one = document.getElementById(link.hash.slice(1));
      one.open = true;
      one.scrollIntoView();
      one.querySelector("summary").focus();
    });
  }
  document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
  shown.textContent = `${cases.length} of ${cases.length}`;
})();
