// Ranking with buttons instead of radios. The radios stay what is sent; options never move by themselves. Also makes a receipt's secret number.
(() => {
  for (const input of document.querySelectorAll("[data-nonce]")) {
    input.value = [...crypto.getRandomValues(new Uint8Array(32))].map((b) => b.toString(16).padStart(2, "0")).join("");
    for (const words of document.querySelectorAll("[data-nonce-words]")) words.textContent = words.dataset.made;
  }
  const form = document.querySelector("[data-ballot]");
  if (!form || form.querySelector("input[type=radio]:disabled")) return;
  const words = JSON.parse(form.dataset.words);
  const most = Number(form.dataset.ranks);
  const box = form.querySelector("[data-options]");
  const options = [...box.children];
  const say = (text, option, n) => text.replace("{option}", option ? title(option) : "").replace("{n}", n ?? "");
  const title = (option) => option.querySelector("[data-title]").textContent.trim();
  const place = (option) => Number(option.querySelector("input:checked")?.value || 0);
  const set = (option, n) => { option.querySelector(`input[value="${n || ""}"]`).checked = true; };
  const ranked = () => options.filter(place).sort((a, b) => place(a) - place(b));
  const live = form.querySelector("[data-live]");
  const button = (name, text, label) => Object.assign(document.createElement("button"), { type: "button", className: "button button-quiet button-small", textContent: text, ariaLabel: label ?? text, name });

  const renumber = (list) => { options.forEach((o) => set(o, 0)); list.forEach((o, n) => set(o, n + 1)); };
  const act = (option, name) => {
    const list = ranked();
    const at = list.indexOf(option);
    if (name === "rank" && at < 0) {
      if (list.length >= most) { live.textContent = words.full; return; }
      list.push(option);
    } else if (name === "remove") list.splice(at, 1);
    else if (name === "up" && at > 0) list.splice(at - 1, 2, option, list[at - 1]);
    else if (name === "down" && at < list.length - 1) list.splice(at, 2, list[at + 1], option);
    renumber(list);
    draw();
    live.textContent = place(option) ? say(words.first, option, place(option)) : say(words.off, option);
    const next = option.querySelector(`[data-buttons] button[name="${name}"]:not(:disabled)`) || option.querySelector("[data-buttons] button:not(:disabled)");
    next?.focus();
  };
  const draw = () => {
    const list = ranked();
    for (const option of options) {
      const n = place(option);
      option.classList.toggle("is-ranked", n > 0);
      option.querySelector("[data-place]").textContent = n || "";
      const tools = option.querySelector("[data-buttons]");
      const made = n ? [button("up", words.up, `${words.up}: ${title(option)}`), button("down", words.down, `${words.down}: ${title(option)}`), button("remove", words.remove, `${words.remove}: ${title(option)}`)]
        : [button("rank", say(words.rank, option, list.length + 1), `${say(words.rank, option, list.length + 1)}: ${title(option)}`)];
      if (n) { made[0].disabled = n === 1; made[1].disabled = n === list.length; } else made[0].disabled = list.length >= most;
      tools.replaceChildren(...made);
    }
    const order = form.querySelector("[data-order-list]");
    order.replaceChildren(...list.map((o) => Object.assign(document.createElement("li"), { textContent: title(o), dir: "auto" })));
    form.querySelector("[data-order-none]").hidden = list.length > 0;
    sort.hidden = list.length < 2;
  };
  const sort = button("sort", words.sort);
  sort.addEventListener("click", () => {
    box.append(...ranked(), ...options.filter((o) => !place(o)));
    live.textContent = words.sorted;
  });
  renumber(ranked());
  for (const option of options) {
    option.querySelector("[data-radios]").hidden = true;
    option.querySelector("[data-buttons]").hidden = false;
    option.querySelector("[data-buttons]").addEventListener("click", (event) => { if (event.target.name) act(option, event.target.name); });
  }
  form.querySelector("[data-order]").hidden = false;
  form.querySelector("[data-order]").append(sort);
  draw();
})();
