// The drawing on an earlier day: asked anew from the index, month by month, and told in words.

const words = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const PAUSE = 250;

export function monthsBefore(day, months) {
  const date = new Date(`${day}T00:00:00Z`);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return date.toISOString().slice(0, 10);
}

function named(nodes) {
  return nodes.map((node) => node.label).join(", ");
}

function paragraph(text) {
  const made = document.createElement("p");
  made.className = "govuk-body-s";
  made.textContent = text;
  return made;
}

// `home` is the network of the page; `ask(query)` gives another or null; `show(network)` draws one and gives who came and
// who went.
export function slider(section, home, ask, show) {
  const input = section.querySelector("#drawing-day");
  const said = section.querySelector("#drawing-day-said");
  const told = section.querySelector(".kith-drawing__then");
  const today = section.dataset.day;
  let waiting;
  let latest = 0;

  async function look(day) {
    latest += 1;
    const mine = latest;
    const network = day === today ? home : await ask({ as_at: day, depth: section.dataset.depth });
    if (mine !== latest) return;
    if (network === null) {
      told.replaceChildren(paragraph("The index could not be reached. Try again."));
      return;
    }
    const { came, went } = show(network);
    if (day === today) {
      told.replaceChildren();
      return;
    }
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.textContent = `Show ${words.format(new Date(day))} in the tables too`;
    const query = new URLSearchParams(section.dataset.query);
    query.set("as_at", day);
    query.set("depth", section.dataset.depth);
    link.href = `${window.location.pathname}?${query}`;
    const last = paragraph("");
    last.append(link);
    told.replaceChildren(
      paragraph(`Joined since then: ${went.length ? named(went) : "nobody and nothing"}.`),
      paragraph(`Left since then: ${came.length ? named(came) : "nobody and nothing"}.`),
      last,
    );
  }

  input.addEventListener("input", () => {
    const day = Number(input.value) === 0 ? today : monthsBefore(today, Number(input.value));
    said.textContent = words.format(new Date(day));
    input.setAttribute("aria-valuetext", said.textContent);
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => look(day), PAUSE);
  });
}
