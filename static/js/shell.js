// Small manners of every page. Nothing here is needed to use it.
(() => {
  const menus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", (event) => {
    menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });
  // A form sent twice by an impatient finger goes out once.
  document.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return; // another script sends it, in its own time
    const form = event.target;
    if (form.dataset.sent && Date.now() - Number(form.dataset.sent) < 4000) { event.preventDefault(); return; }
    form.dataset.sent = String(Date.now());
  });
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
  const here = document.querySelector(".nav [aria-current]");
  if (here) here.closest("ul").scrollLeft += here.getBoundingClientRect().left - here.closest("ul").getBoundingClientRect().left - 24; // a narrow bar begins at where one is
  const summary = document.querySelector(".summary");
  if (summary) summary.focus();
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
})();
