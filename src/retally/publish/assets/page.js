// What every page does beside showing itself: theme, text size and units, remembered.
(function () {
  "use strict";
  const root = document.documentElement;
  const kept = {
    get(key) { try { return localStorage.getItem("retally-" + key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem("retally-" + key, value); } catch { /* not kept */ } },
  };
  const sizes = [0.85, 1, 1.15, 1.3, 1.5, 1.75, 2];

  function apply() {
    const theme = kept.get("theme");
    if (theme) root.dataset.theme = theme;
    root.dataset.units = kept.get("units") || root.dataset.units;
    const size = Number(kept.get("size"));
    if (sizes.includes(size)) root.style.setProperty("--scale", size);
  }

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function resize(by) {
    const now = Number(kept.get("size")) || 1;
    const at = Math.min(Math.max(sizes.indexOf(now) + by, 0), sizes.length - 1);
    kept.set("size", sizes[at]);
    root.style.setProperty("--scale", sizes[at]);
  }

  apply();
  addEventListener("DOMContentLoaded", () => {
    const named = (id) => document.getElementById(id);
    // Where a chart is wider than the window, its latest windows are those to see first.
    for (const chart of document.querySelectorAll(".scroll > .bars")) chart.parentElement.scrollLeft = chart.parentElement.scrollWidth;
    if (!named("controls")) return;
    named("controls").hidden = false;
    named("units").value = root.dataset.units;
    named("units").addEventListener("change", (event) => {
      root.dataset.units = event.target.value;
      kept.set("units", event.target.value);
    });
    named("theme").addEventListener("click", () => {
      root.dataset.theme = isDark() ? "light" : "dark";
      kept.set("theme", root.dataset.theme);
    });
    named("smaller").addEventListener("click", () => resize(-1));
    named("larger").addEventListener("click", () => resize(1));
  });
})();
