// The Ground page's map: days as frames told by the day before (docs/methods/frames.md), a slider
// for the day and one for the day it is compared with. Nothing is measured here: numbers are read
// from the page's own data.
(function () {
  "use strict";
  const figure = document.getElementById("map");
  const drawn = (window.retally || {}).map;
  if (!figure || !drawn) return;
  const svg = figure.querySelector("svg");
  const named = (id) => document.getElementById(id);
  const daily = JSON.parse(named("daily").textContent);
  const whole = figure.dataset.whole.split(" ").map(Number);
  let box = svg.getAttribute("viewBox").split(" ").map(Number);

  // Frames

  function vertices(text, start) {
    const out = [];
    let number = 0, shift = 0, x = start[0], y = start[1], first = null;
    for (let at = 0; at < text.length; at++) {
      const five = text.charCodeAt(at) - 63;
      number |= (five & 31) << shift;
      shift += 5;
      if (five < 32) {
        const step = number & 1 ? ~(number >> 1) : number >> 1;
        if (first === null) first = step;
        else { x += first; y += step; first = null; out.push([x, y]); }
        number = 0; shift = 0;
      }
    }
    return out;
  }

  function ringOf(run, flat) {
    let ring = [];
    for (let at = 0; at < run.length; at += 3) {
      ring = ring.concat(vertices(run[at], ring.length ? ring[ring.length - 1] : [0, 0]));
      if (at + 1 < run.length) ring = ring.concat(flat.slice(run[at + 1], run[at + 1] + run[at + 2]));
    }
    return { points: ring, path: pathOf(ring) };
  }

  function pathOf(ring) {
    let text = "M" + ring[0][0] + "," + ring[0][1] + "l";
    for (let at = 1; at < ring.length; at++) {
      text += (at > 1 ? " " : "") + (ring[at][0] - ring[at - 1][0]) + "," + (ring[at][1] - ring[at - 1][1]);
    }
    return text + "z";
  }

  function read(frames) {
    // Every day as its rings; unchanged rings are shared between days, so this takes little room.
    let before = [];
    return frames.map((frame) => {
      if (frame === -1) return null;
      if (frame !== 0) {
        let flat = null;
        const after = [];
        for (const run of frame) {
          if (typeof run[0] === "number") {
            for (let at = 0; at < run[1]; at++) after.push(before[run[0] + at]);
          } else {
            flat = flat || before.flatMap((ring) => ring.points);
            after.push(ringOf(run, flat));
          }
        }
        before = after;
      }
      return before;
    });
  }

  const layers = drawn.layers.map((layer) => ({ name: layer.party + " " + layer.status, frames: layer.frames, days: null }));
  const counts = figure.dataset.statuses.split(" ").map((status) => figure.dataset.party + " " + status);
  const counted = layers.filter((layer) => counts.includes(layer.name));
  function rings(layer, day) {
    layer.days = layer.days || read(layer.frames);
    return layer.days[day] || [];
  }
  function dPath(layer, day) { return rings(layer, day).map((ring) => ring.path).join(""); }
  function isKnown(layer, day) { return layer.frames[day] !== -1; }

  // Drawing

  const shown = { day: -1, since: -1 };
  const held = new Map(daily.days.map((day, at) => [day, daily.held_km2[at]]));

  function draw(day, since) {
    for (const layer of layers) {
      if (day !== shown.day) {
        const path = dPath(layer, day);
        for (const one of svg.querySelectorAll('[data-layer="' + layer.name + '"]')) one.setAttribute("d", path);
      }
      if (since !== shown.since) {
        for (const one of svg.querySelectorAll('[data-before="' + layer.name + '"]')) one.setAttribute("d", dPath(layer, since));
      }
    }
    shown.day = day;
    shown.since = since;
    named("day-text").textContent = drawn.days[day];
    named("since-text").textContent = drawn.days[since];
    for (const one of figure.querySelectorAll(".since-day")) one.textContent = drawn.days[since];
    tell(day);
  }

  function tell(day) {
    const km2 = held.get(drawn.days[day]);
    const area = named("held-of-day").querySelector(".area");
    if (area) {
      // A day that the series does not answer has no number; the one before it is not left standing.
      put(area.querySelector(".km2"), km2, " km²");
      put(area.querySelector(".mi2"), km2 == null ? null : km2 / 2.589988110336, " sq mi");
    }
    const missing = counted.filter((layer) => !isKnown(layer, day));
    named("unknown").hidden = missing.length === 0;
    const what = missing.map((layer) => svg.querySelector('[data-layer="' + layer.name + '"]').dataset.title).join(", ");
    named("unknown").textContent = named("unknown").dataset.words.replace("{what}", what).replace("{day}", drawn.days[day]);
  }

  function put(data, value, unit) {
    if (!data) return;
    if (value == null) {
      data.removeAttribute("value");
      data.textContent = "–";
      return;
    }
    data.value = String(value);
    data.textContent = value.toLocaleString("en-GB", { minimumFractionDigits: 1, maximumFractionDigits: 1 }) + unit;
  }

  // Looking closer

  function look(next) {
    const width = Math.min(Math.max(next[2], whole[2] / 64), whole[2]);
    const height = width * whole[3] / whole[2];
    const x = Math.min(Math.max(next[0], whole[0]), whole[0] + whole[2] - width);
    const y = Math.min(Math.max(next[1], whole[1]), whole[1] + whole[3] - height);
    box = [x, y, width, height];
    svg.setAttribute("viewBox", box.map((one) => one.toFixed(1)).join(" "));
    scaled();
  }

  function scaled() {
    const px = svg.getBoundingClientRect();
    if (!px.width) return;
    const u = Math.max(box[2] / px.width, box[3] / px.height);
    // What the window shows: more than the box where their shapes differ.
    const wide = px.width * u, high = px.height * u;
    const seen = [box[0] + (box[2] - wide) / 2, box[1] + (box[3] - high) / 2, wide, high];
    svg.style.setProperty("--u", u.toFixed(3));
    for (const id of ["gained-hatch", "lost-hatch", "claimed-dots", "lines"]) {
      const turn = { "gained-hatch": " rotate(45)", "lost-hatch": " rotate(-45)" }[id] || "";
      named(id).setAttribute("patternTransform", "scale(" + u.toFixed(3) + ")" + turn);
    }
    name(seen, u);
    grid(seen, u);
    measure(seen, u);
  }

  const places = [...svg.querySelectorAll(".place")].map((one) => {
    const at = one.transform.baseVal.getItem(0).matrix;
    return { one, x: at.e, y: at.f, zoom: Number(one.dataset.zoom), wide: Number(one.dataset.wide) };
  });

  function name(seen, u) {
    // Names that the drawing is large enough for, and that its edge would not cut.
    const zoom = whole[2] / (u * 704) * 1.01;
    for (const { one, x, y, zoom: least, wide } of places) {
      const isIn = x > seen[0] + 3 * u && x + wide * u < seen[0] + seen[2] && y > seen[1] + 8 * u && y < seen[1] + seen[3] - 8 * u;
      one.classList.toggle("far", least > zoom || !isIn);
    }
  }

  const lattice = drawn.lattice;
  const lonOf = (x) => (lattice.west + lattice.step * x) * 180 / Math.PI;
  const latOf = (y) => (2 * Math.atan(Math.exp(lattice.north - lattice.step * y)) - Math.PI / 2) * 180 / Math.PI;
  const xOf = (lon) => (lon * Math.PI / 180 - lattice.west) / lattice.step;
  const yOf = (lat) => (lattice.north - Math.log(Math.tan(Math.PI / 4 + lat * Math.PI / 360))) / lattice.step;

  function grid(seen, u) {
    const [x0, y0] = seen, x1 = seen[0] + seen[2], y1 = seen[1] + seen[3];
    const lon = [lonOf(x0), lonOf(x1)], lat = [latOf(y1), latOf(y0)];
    const most = Math.min(8, Math.max(3, seen[2] / u / 90));
    const step = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30].find((one) => Math.max(lon[1] - lon[0], lat[1] - lat[0]) / one <= most) || 30;
    const parts = [];
    for (let at = Math.ceil(lon[0] / step); at * step <= lon[1]; at++) {
      const x = xOf(at * step);
      parts.push(line(x, y0, x, y1), degrees(x + 4 * u, y1 - 6 * u, at * step, "E", "W"));
    }
    for (let at = Math.ceil(lat[0] / step); at * step <= lat[1]; at++) {
      const y = yOf(at * step);
      // The lowest corner belongs to the meridians' degrees.
      if (y < y1 - 24 * u) parts.push(degrees(x0 + 5 * u, y - 4 * u, at * step, "N", "S"));
      parts.push(line(x0, y, x1, y));
    }
    named("graticule").replaceChildren(...parts);
  }

  function drawnAs(kind, values) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", kind);
    for (const key in values) made.setAttribute(key, values[key]);
    return made;
  }
  function line(x1, y1, x2, y2) { return drawnAs("line", { x1, y1, x2, y2 }); }
  function degrees(x, y, value, positive, negative) {
    const text = drawnAs("text", { x, y });
    const told = String(Math.round(Math.abs(value) * 100) / 100);
    text.textContent = told + "°" + (told === "0" ? "" : value > 0 ? positive : negative);
    return text;
  }

  function measure(seen, u) {
    const kmPerPx = u * lattice.step * 6371.0088 * Math.cos(latOf(seen[1] + seen[3] / 2) * Math.PI / 180);
    for (const [unit, km] of [["km", 1], ["mi", 1.609344]]) {
      const most = seen[2] / u * kmPerPx / km / 4;
      const power = Math.pow(10, Math.max(Math.floor(Math.log10(most)), 0));
      const length = [5, 2, 1].map((one) => one * power).find((one) => one <= most) || 1;
      named("bar-" + unit).style.width = (length * km / kmPerPx).toFixed(1) + "px";
      named("length-" + unit).textContent = length.toLocaleString("en-GB") + " " + unit;
    }
  }

  function changed() {
    // Around the vertices of counted ground that only one of the two days has, less the strays.
    const xs = [], ys = [];
    for (const layer of counted) {
      const [now, then] = [rings(layer, shown.day), rings(layer, shown.since)];
      only(now, then, xs, ys);
      only(then, now, xs, ys);
    }
    if (!xs.length) return look(whole);
    const [x0, x1] = inner(xs), [y0, y1] = inner(ys);
    const width = Math.max(x1 - x0, (y1 - y0) * whole[2] / whole[3]) * 1.2;
    look([(x0 + x1 - width) / 2, (y0 + y1 - width * whole[3] / whole[2]) / 2, width]);
  }
  function only(ones, others, xs, ys) {
    const same = new Set(others), known = new Set();
    for (const ring of others) for (const point of ring.points) known.add(point[0] + "," + point[1]);
    for (const ring of ones) {
      if (same.has(ring)) continue;
      for (const [x, y] of ring.points) if (!known.has(x + "," + y)) { xs.push(x); ys.push(y); }
    }
  }
  function inner(values) {
    values.sort((one, other) => one - other);
    const stray = Math.floor(values.length * 0.03);
    return [values[stray], values[values.length - 1 - stray]];
  }

  function around(factor, at) {
    const middle = at || [box[0] + box[2] / 2, box[1] + box[3] / 2];
    look([middle[0] - (middle[0] - box[0]) * factor, middle[1] - (middle[1] - box[1]) * factor, box[2] * factor]);
  }

  function placed(client) {
    const point = new DOMPoint(client[0], client[1]).matrixTransform(svg.getScreenCTM().inverse());
    return [point.x, point.y];
  }

  svg.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.shiftKey) return; // The page itself scrolls with the bare wheel.
    event.preventDefault();
    around(event.deltaY > 0 ? 1.25 : 0.8, placed([event.clientX, event.clientY]));
  }, { passive: false });
  // One finger scrolls the page up and down and moves the map sideways; two move and enlarge it.
  const touching = new Map();
  let grabbed = null;
  function middle() {
    const all = [...touching.values()];
    return [0, 1].map((axis) => all.reduce((sum, one) => sum + one[axis], 0) / all.length);
  }
  function spread() {
    const [one, other] = [...touching.values()];
    return other ? Math.hypot(one[0] - other[0], one[1] - other[1]) : 0;
  }
  function grab() {
    grabbed = touching.size ? { at: placed(middle()), spread: spread() } : null;
  }
  svg.addEventListener("pointerdown", (event) => {
    touching.set(event.pointerId, [event.clientX, event.clientY]);
    svg.setPointerCapture(event.pointerId);
    grab();
  });
  svg.addEventListener("pointermove", (event) => {
    if (!grabbed || !touching.has(event.pointerId)) return;
    touching.set(event.pointerId, [event.clientX, event.clientY]);
    if (grabbed.spread > 0 && spread() > 0) around(grabbed.spread / spread(), placed(middle()));
    const now = placed(middle());
    look([box[0] + grabbed.at[0] - now[0], box[1] + grabbed.at[1] - now[1], box[2]]);
    grab();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, (event) => { touching.delete(event.pointerId); grab(); });
  }
  named("closer").addEventListener("click", () => around(0.5));
  named("further").addEventListener("click", () => around(2));
  named("whole").addEventListener("click", () => look(whole));
  named("changed").addEventListener("click", changed);
  addEventListener("resize", scaled);

  // The player

  const day = named("day"), since = named("since"), play = named("play");
  const words = { play: play.textContent, pause: play.dataset.pause };
  let timer = null;
  function update() { draw(Number(day.value), Number(since.value)); }
  function stop() {
    clearInterval(timer);
    timer = null;
    play.textContent = words.play;
    play.setAttribute("aria-pressed", "false");
  }
  function step() {
    if (Number(day.value) >= drawn.days.length - 1) return stop();
    day.value = Number(day.value) + 1;
    update();
  }
  play.addEventListener("click", () => {
    if (timer) return stop();
    if (Number(day.value) >= drawn.days.length - 1) day.value = since.value;
    timer = setInterval(step, matchMedia("(prefers-reduced-motion: reduce)").matches ? 800 : 100);
    play.textContent = words.pause;
    play.setAttribute("aria-pressed", "true");
  });
  day.addEventListener("input", () => { stop(); update(); });
  since.addEventListener("input", update);
  named("player").hidden = false;
  scaled();
  // The first frame is coarse and stands already; the exact one follows when the page is painted.
  requestAnimationFrame(() => setTimeout(update, 0));
})();
