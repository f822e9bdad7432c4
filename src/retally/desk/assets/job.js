// A job's page follows the job as it goes on, and shows itself anew when it is over.
(function () {
  "use strict";
  const job = document.getElementById("job");
  if (!job || job.dataset.over === "yes") return;
  const named = (id) => document.getElementById(id);
  const events = new EventSource(job.dataset.events);

  function show(event) {
    const told = JSON.parse(event.data);
    if (told.total) {
      named("bar").max = told.total;
      named("bar").value = told.done;
    }
    named("done").textContent = told.done;
    named("step").textContent = told.step === "-" ? "" : told.step;
  }

  events.addEventListener("step", show);
  events.addEventListener("end", (event) => {
    show(event);
    events.close();
    location.reload();
  });
})();
