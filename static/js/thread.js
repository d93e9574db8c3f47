// Marks, answers and further comments without loading the page again. Every link and button works without it.
(() => {
  const put = (method, url, source, target, swap, values) => window.htmx.ajax(method, url, { source, target, swap, ...(values && { values }) });
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (event.target.id !== "tools" || button?.name !== "helpful" || !window.htmx) return;
    event.preventDefault();
    delete event.target.dataset.sent; // one form serves every comment of the page
    put("POST", button.formAction, button, button.closest("article"), "outerHTML", { helpful: button.value });
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-in-place]");
    if (!link || !window.htmx || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const url = new URL(link.href);
    url.hash = "";
    new URLSearchParams(link.dataset.inPlace).forEach((value, name) => url.searchParams.set(name, value));
    const article = link.closest("article");
    if (!article) return put("GET", url.href, link, link.closest("p"), "outerHTML");
    const open = article.nextElementSibling;
    if (open?.matches(".comment-form")) open.querySelector("textarea").focus();
    else put("GET", url.href, link, article, "afterend").then(() => article.nextElementSibling?.querySelector("textarea")?.focus());
  });
})();
