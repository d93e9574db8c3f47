// Copy and share, where the browser can.
(() => {
  document.querySelectorAll("[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    button.hidden = false;
    const words = button.textContent;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = words; }, 3000);
    });
  });
  document.querySelectorAll("[data-share]").forEach((button) => {
    if (!navigator.share) return;
    button.hidden = false;
    button.addEventListener("click", () => navigator.share({ title: button.dataset.title, url: button.dataset.share }).catch(() => {}));
  });
  // One button for a page: the phone's own way of sharing, or the address to paste.
  document.querySelectorAll("[data-pass-on]").forEach((button) => {
    if (!navigator.share && !navigator.clipboard) return;
    button.hidden = false;
    const address = document.querySelector("link[rel=canonical]").href;
    button.addEventListener("click", async () => {
      if (navigator.share) return navigator.share({ title: document.title, url: address }).catch(() => {});
      await navigator.clipboard.writeText(address);
      button.querySelector("span").textContent = button.dataset.copied;
    });
  });
})();
