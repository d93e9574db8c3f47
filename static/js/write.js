// Saves what is being written: in this browser at once, on the server a moment later. Without it, the buttons save.
(() => {
  const form = document.getElementById("text");
  if (!form || !form.dataset.autosave) return;
  const status = document.getElementById("saved");
  const revision = form.elements.revision;
  const words = form.dataset;
  const key = words.keep;
  const base = form.elements.base;
  const ticked = (e) => ["checkbox", "radio"].includes(e.type);
  const values = () => Object.fromEntries([...form.elements].filter((e) => e.name && !["csrf_token", "revision", "tab", "base"].includes(e.name) && e.type !== "file" && e.type !== "submit" && (!ticked(e) || e.checked)).map((e) => [ticked(e) ? `${e.name}=${e.value}` : e.name, e.value]));
  const keep = () => { try { localStorage.setItem(key, JSON.stringify({ revision: revision.value, base: base?.value, values: values() })); } catch { /* private browsing */ } };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* private browsing */ } };
  const kept = () => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
  let timer, busy = false, again = false, changed = false, leaving = false;

  const say = (text, link) => {
    status.textContent = text;
    if (link) {
      const a = document.createElement("a");
      a.href = link;
      a.textContent = words.wordsCompare;
      status.append(" ", a);
    }
  };
  // Signing in again, in another tab, made a new token; ask our own page for it.
  const fetchToken = async () => {
    const page = await fetch(location.pathname, { redirect: "manual" });
    if (!page.ok) return;
    const token = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("#text [name=csrf_token]");
    if (token && token.value !== form.elements.csrf_token.value) {
      form.elements.csrf_token.value = token.value;
      again = true;
    }
  };
  const save = async () => {
    if (busy) { again = true; return; }
    busy = true;
    const sent = JSON.stringify(values());
    const body = new FormData(form);
    body.delete("photo"); // goes once, with its button
    try {
      const answer = await fetch(words.autosave, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual" });
      if (answer.status === 401 || answer.type === "opaqueredirect" || answer.status === 400) {
        say(words.wordsSignedOut);
        await fetchToken();
      }
      else {
        const told = await answer.json();
        if (answer.ok) { revision.value = told.revision; if (base) base.value = told.base; changed = sent !== JSON.stringify(values()); if (!changed) forget(); }
        say(told.words || told.detail || "", told.compare);
      }
    } catch { say(words.wordsOffline); }
    busy = false;
    if (again) { again = false; save(); }
  };
  form.addEventListener("input", () => {
    changed = true;
    keep();
    clearTimeout(timer);
    timer = setTimeout(save, 1500);
  });
  form.addEventListener("submit", () => { leaving = true; clearTimeout(timer); });
  addEventListener("pagehide", () => { if (changed && !leaving) keep(); });
  addEventListener("pageshow", () => { leaving = false; });

  // What this browser kept and the server never got.
  const before = kept();
  if (before && JSON.stringify(before.values) !== JSON.stringify(values())) {
    const note = document.createElement("div");
    note.className = "note note-warm";
    note.setAttribute("role", "status");
    const text = document.createElement("p");
    text.textContent = words.wordsKept;
    const bring = document.createElement("button"), drop = document.createElement("button");
    bring.type = drop.type = "button";
    bring.className = drop.className = "button button-quiet button-small";
    bring.textContent = words.wordsRestore;
    drop.textContent = words.wordsForget;
    bring.addEventListener("click", () => {
      [...form.elements].filter((e) => e.name && e.name in before.values && !ticked(e) && e.type !== "hidden").forEach((e) => { e.value = before.values[e.name]; });
      [...form.elements].filter(ticked).forEach((e) => { e.checked = `${e.name}=${e.value}` in before.values; });
      // Built upon what was read then: if somebody has saved since, the server shows both.
      revision.value = before.revision;
      if (base) base.value = before.base;
      note.remove();
      changed = true;
      save();
    });
    drop.addEventListener("click", () => { forget(); note.remove(); });
    text.append(" ", bring, " ", drop);
    note.append(text);
    form.before(note);
  } else if (before) forget();

  // A preview beside each long field.
  form.querySelectorAll("textarea").forEach((area) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "link-button small";
    button.textContent = words.wordsPreview;
    const label = form.querySelector(`label[for="${area.id}"]`);
    if (label) { label.id = label.id || `${area.id}-label`; button.id = `${area.id}-preview`; button.setAttribute("aria-labelledby", `${button.id} ${label.id}`); }
    let shown = null;
    button.addEventListener("click", async () => {
      if (shown) { shown.remove(); shown = null; area.hidden = false; button.textContent = words.wordsPreview; area.focus(); return; }
      const body = new FormData();
      body.append("csrf_token", form.elements.csrf_token.value);
      body.append("text", area.value);
      const answer = await fetch(words.preview, { method: "POST", body });
      if (!answer.ok) return;
      shown = document.createElement("div");
      shown.className = "diff";
      shown.innerHTML = await answer.text(); // cleaned by the server, like everything that is published
      area.after(shown);
      area.hidden = true;
      button.textContent = words.wordsWrite;
    });
    area.after(button);
  });
})();
