// Solves the small sum of a form before it is sent, so that floods of scripts cost something. Without it the limit is lower.
(() => {
  const zeroBits = async (text) => {
    const digest = new DataView(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
    return Math.clz32(digest.getUint32(0));
  };
  document.querySelectorAll("form[data-puzzle]").forEach((form) => {
    if (!window.crypto || !crypto.subtle) return;
    form.addEventListener("submit", async (event) => {
      const answer = form.elements.puzzle_answer;
      const about = form.elements[form.dataset.about].value.trim().toLowerCase();
      if (answer.value && form.dataset.solved === about) return;
      event.preventDefault();
      form.setAttribute("aria-busy", "true");
      const bits = Number(form.dataset.bits);
      let found = -1;
      for (let n = 0; found < 0; n += 128) {  // many at once: waiting for each would take longer than counting
        const tried = await Promise.all(Array.from({ length: 128 }, (_, k) => zeroBits(`${form.dataset.puzzle}:${about}:${n + k}`)));
        found = tried.findIndex((zeros) => zeros >= bits);
        if (found >= 0) answer.value = String(n + found);
      }
      form.dataset.solved = about;
      form.removeAttribute("aria-busy");
      // The sum may be done before the browser has ended this very submission, and would then not begin another.
      setTimeout(() => form.requestSubmit(event.submitter || undefined));
    });
  });
})();
