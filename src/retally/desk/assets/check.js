// The Check page: says that it works, copies the note, asks one edited question again in its place.
(function () {
  "use strict";
  const named = (id) => document.getElementById(id);

  function tell() {
    const form = named("ask");
    if (!form) return;
    form.addEventListener("submit", () => {
      named("working").textContent = named("working").dataset.working;
    });
    addEventListener("pageshow", () => { named("working").textContent = ""; });
    named("text").addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
  }

  async function copy() {
    const state = named("note-state");
    const note = named("note");
    try {
      await navigator.clipboard.writeText(note.value);
      state.textContent = state.dataset.copied;
    } catch {
      // No clipboard without a secure origin: the text is shown and selected.
      note.closest("details").open = true;
      note.focus();
      note.select();
      state.textContent = document.execCommand("copy") ? state.dataset.copied : state.dataset.notCopied;
    }
  }

  // The answer is a page of the desk itself, every text in it escaped there.
  async function askAgain(event) {
    event.preventDefault();
    const form = event.target;
    const place = form.parentElement.querySelector(".again");
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST", body: new FormData(form), headers: { Accept: "text/html" },
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("results");
      // What is shown within a card has no names and no further questions of its own.
      found.querySelectorAll("section, [id]").forEach((one) => {
        one.removeAttribute("id");
        one.removeAttribute("aria-labelledby");
      });
      found.removeAttribute("id");
      found.querySelectorAll(".edit, .story, h2").forEach((one) => one.remove());
      found.querySelectorAll("blockquote a").forEach((one) => one.removeAttribute("href"));
      place.replaceChildren(document.importNode(found, true));
      place.hidden = false;
      place.focus();
    } catch {
      form.submit();
    } finally {
      button.disabled = false;
    }
  }

  tell();
  const button = named("copy-note");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", copy);
  }
  document.querySelectorAll("form[data-inline]").forEach((form) => form.addEventListener("submit", askAgain));
})();
