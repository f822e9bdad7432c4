// The Ledger page's filters. The table stands without them; a row that is filtered out is hidden.
(function () {
  "use strict";
  const named = (id) => document.getElementById(id);
  const form = named("filters");
  if (!form) return;
  const rows = [...document.querySelectorAll("#ledger tbody tr")];
  const drawings = [...document.querySelectorAll(".multiple")];
  const fields = ["side", "measure", "source"];

  function isOf(one) {
    return fields.every((field) => {
      const wanted = named("by-" + field).value;
      return !wanted || one.dataset[field] === wanted;
    });
  }

  function isWithin(first, last) {
    const from = named("by-from").value, to = named("by-to").value;
    return (!from || last >= from) && (!to || (first !== "" && first <= to));
  }

  function update() {
    let count = 0;
    for (const row of rows) {
      row.hidden = !(isOf(row) && isWithin(row.dataset.day, row.dataset.day));
      if (!row.hidden) count += 1;
    }
    for (const one of drawings) one.hidden = !(isOf(one) && isWithin(one.dataset.first, one.dataset.last));
    named("shown").textContent = String(count);
  }

  form.hidden = false;
  form.addEventListener("input", update);
  form.addEventListener("submit", (event) => event.preventDefault());
  // A browser may keep what was chosen when a page is opened again.
  update();
})();
