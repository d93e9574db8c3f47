// Keys for whoever reads many cases: J and K go down and up a list, Enter follows the link as ever.
(() => {
  const links = [...document.querySelectorAll("[data-queue] > li a:first-of-type")].filter((a, n, all) => all.findIndex((b) => b.closest("li") === a.closest("li")) === n);
  document.addEventListener("keydown", (event) => {
    if (!links.length || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (!step || !(event.target === document.body || event.target.closest("[data-queue]"))) return;
    const now = links.indexOf(document.activeElement);
    links[Math.max(0, Math.min(links.length - 1, now < 0 ? 0 : now + step))].focus();
  });
})();
