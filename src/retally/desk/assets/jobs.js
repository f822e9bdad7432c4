// The Jobs page follows all jobs: a card appears when one is started, moves while it goes on.
(function () {
  "use strict";
  const list = document.getElementById("jobs");
  const events = new EventSource(list.dataset.events);
  let shown = "";

  // Cards are made by the desk alone, every text in them escaped there.
  async function renew() {
    const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const focused = document.activeElement.closest?.("article.job")?.id;
    const fresh = page.getElementById("jobs");
    list.replaceChildren(...document.importNode(fresh, true).childNodes);
    if (focused) document.getElementById(focused)?.querySelector("button").focus();
  }

  function move(job) {
    const card = document.getElementById(`job-${job.id}`);
    if (!card) return;
    if (job.total) card.querySelector("progress").value = job.done;
    card.querySelector(".done").textContent = job.done;
    card.querySelector(".step").textContent = job.step === "-" ? "" : job.step;
  }

  events.addEventListener("jobs", (event) => {
    const { jobs } = JSON.parse(event.data);
    const states = jobs.map((job) => `${job.id} ${job.state}`).join();
    if (states !== shown) {
      shown = states;
      renew();
    } else {
      jobs.forEach(move);
    }
  });
})();
