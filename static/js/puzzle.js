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
      let n = 0;
      while (await zeroBits(`${form.dataset.puzzle}:${about}:${n}`) < Number(form.dataset.bits)) n += 1;
      answer.value = String(n);
      form.dataset.solved = about;
      form.removeAttribute("aria-busy");
      form.requestSubmit(event.submitter || undefined);
    });
  });
})();
