// Turns on being told in this browser: permission, the browser's push service, then an ordinary form.
(() => {
  const form = document.querySelector("[data-push]");
  if (!form || !("serviceWorker" in navigator) || !("PushManager" in window) || !("Notification" in window)) return;
  form.hidden = false;
  document.querySelector("[data-push-none]").hidden = true;
  const status = form.querySelector("[role=status]");
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  form.addEventListener("submit", async (event) => {
    if (form.elements.endpoint.value) return;
    event.preventDefault();
    status.textContent = "";
    if ((await Notification.requestPermission()) !== "granted") { status.textContent = form.dataset.wordsRefused; return; }
    try {
      await navigator.serviceWorker.register(form.dataset.worker, { scope: "/" });
      const { pushManager } = await navigator.serviceWorker.ready;
      const made = (await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.push) })).toJSON();
      Object.assign(form.elements.endpoint, { value: made.endpoint });
      Object.assign(form.elements.p256dh, { value: made.keys.p256dh });
      Object.assign(form.elements.auth, { value: made.keys.auth });
      form.requestSubmit();
    } catch { status.textContent = form.dataset.wordsFailed; }
  });
})();
