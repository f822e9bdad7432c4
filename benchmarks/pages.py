"""A site of 768 made-up days: its size, its making, and how it feels in a browser."""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from targets import Row, at_most, table

from made_up_site import made_up_archive, made_up_maps, made_up_pages

DAYS, VERTICES = 768, 3000
PAGE = "ground-made-up-control.html"
LOADED = (PAGE, "maps/made-up.js", "assets/site.css", "assets/page.js", "assets/ground.js")
STEPS = """async () => {
  const slider = document.getElementById("day"), spent = [];
  for (let at = 0; at < 200; at++) {
    slider.value = (at * 37) % (Number(slider.max) + 1);
    const start = performance.now();
    slider.dispatchEvent(new Event("input"));
    // A message sent from within a frame arrives when that frame has been painted.
    await new Promise((done) => requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = done;
      channel.port2.postMessage(0);
    }));
    spent.push(performance.now() - start);
  }
  return spent;
}"""
WORK = """() => {
  const slider = document.getElementById("day"), spent = [];
  for (let at = 0; at < 200; at++) {
    slider.value = (at * 37) % (Number(slider.max) + 1);
    const start = performance.now();
    slider.dispatchEvent(new Event("input"));
    document.querySelector("#map svg").getBoundingClientRect();
    spent.push(performance.now() - start);
  }
  return spent;
}"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def published(archive: Path, out: Path) -> float:
    """Seconds to write the site."""
    from retally.publish.site import write_site
    from retally.publish.site_build import site_files

    start = time.perf_counter()
    write_site(site_files(made_up_pages(archive)), out)
    return time.perf_counter() - start


def making_rows(folder: Path) -> list[Row]:
    maps = folder / "maps"
    archive = made_up_archive(folder, days=DAYS, vertices=VERTICES)
    cold = published(archive, folder / "site")
    # One day more than before, as every morning.
    shutil.rmtree(maps)
    made_up_archive(folder, days=DAYS + 1, vertices=VERTICES)
    again = published(archive, folder / "site")
    site = folder / "site"
    sizes = [(site / name).read_bytes() for name in LOADED]
    whole = sum(map(len, sizes)) / 1e6
    packed = sum(len(gzip.compress(one)) for one in sizes) / 1e6
    return [
        at_most(f"`publish` of {DAYS} days, cold", cold, 30, "s"),
        at_most("`publish` again with one new day", again, 3, "s"),
        at_most("a Ground page with its scripts and frames", whole, 2.5, "MB"),
        at_most("the same, gzipped", packed, 0.2, "MB"),
    ]


def browser_rows(page_path: Path) -> list[Row]:
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium")
    if program is None:
        return []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        paints = []
        for _ in range(5):
            page.goto(page_path.as_uri())
            page.wait_for_timeout(300)
            paints.append(page.evaluate(PAINTED) / 1000)
        spent, work = page.evaluate(STEPS), page.evaluate(WORK)
        browser.close()
    alone = f"script and layout alone: {np.median(work):.2g} ms"
    told = f"slider step to the next painted frame, 95th percentile ({alone})"
    return [
        at_most("first paint", float(np.median(paints)), 0.3, "s"),
        at_most("slider step to the next painted frame, median", float(np.median(spent)), 33, "ms"),
        at_most(told, float(np.percentile(spent, 95)), 50, "ms"),
    ]


def section() -> str:
    assert len(made_up_maps(1, VERTICES)) == 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        return table([*making_rows(folder), *browser_rows(folder / "site" / PAGE)])


if __name__ == "__main__":
    print(section())
