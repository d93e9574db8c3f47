// Runs while no page is open: shows what was pushed, and opens what it speaks of when it is tapped.
self.addEventListener("push", (event) => {
  let told;
  try { told = event.data.json(); } catch { return; }
  const direction = told.language === "ur" ? "rtl" : "ltr";
  event.waitUntil(self.registration.showNotification(told.words, { data: { path: told.path }, tag: told.path, lang: told.language, dir: direction, icon: "/static/img/mark.svg" }));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const path = event.notification.data.path;
  event.waitUntil((async () => {
    const windows = await self.clients.matchAll({ type: "window" });
    const here = windows.find((w) => new URL(w.url).pathname === path);
    await (here ? here.focus() : self.clients.openWindow(path));
  })());
});
