// The drawing in words: the list, what is chosen, and rows for the page's tables. Text is only ever set as text.

const pages = { child: "children", adult: "adults", address: "addresses" };
const months = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

function make(tag, className, text) {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = text ?? "";
  return element;
}

function link(href, text) {
  const anchor = make("a", "govuk-link", text);
  anchor.href = href;
  return anchor;
}

function address(node) {
  return pages[node.kind] ? `/${pages[node.kind]}/${encodeURIComponent(node.uid)}` : null;
}

function period(edge) {
  const day = (date) => months.format(new Date(date));
  if (edge.from && edge.from === edge.to) return `On ${day(edge.from)}`;
  if (edge.from && edge.to) return `${day(edge.from)} to ${day(edge.to)}`;
  if (edge.from) return `Since ${day(edge.from)}`;
  if (edge.to) return `Until ${day(edge.to)}, start not known`;
  return "Dates not known";
}

// ``mother of`` says ``parent of`` too.
export function together(labels) {
  const said = [...new Set(labels)];
  const closer = said.some((label) => /(mother|father|.+ parent) of$/.test(label));
  return said.filter((label) => label !== "parent of" || !closer).join("\n");
}

function note(node) {
  if (node.kind === "professional") return "Works with others too. Not followed further.";
  if (node.hub) {
    return node.count === null ? "Many people meet here. Not followed further." : `Many people meet here: ${node.count} people. Not followed further.`;
  }
  return node.notice ?? "–";
}

function what(node) {
  return (node.kind[0].toUpperCase() + node.kind.slice(1)) + (node.detail ? `, ${node.detail}` : "");
}

function household(node, held) {
  if (!node.household) return "–";
  const home = held.nodes.get(node.household)?.label ?? "not shown";
  return node.said_to_live_with ? `Said to live at ${home}; no address of their own is recorded` : home;
}

export function entries(list, nodes, show) {
  nodes.forEach((node) => {
    const item = document.createElement("li");
    const button = make("button", "kith-drawing__entry", `${node.label}, ${node.kind}`);
    button.type = "button";
    button.dataset.uid = node.uid;
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => show(node.uid));
    item.append(button);
    list.append(item);
  });
}

function action(text, does) {
  const button = make("button", "govuk-button govuk-button--secondary", text);
  button.type = "button";
  button.addEventListener("click", () => does(button));
  return button;
}

// `can` holds what may be done with the chosen one: expand, focus, pin.
export function chosen(panel, held, uid, start, can) {
  const node = held.nodes.get(uid);
  const links = [...held.edges.values()].filter((edge) => edge.source === uid || edge.target === uid);
  const list = make("ul", "kith-drawing__links");
  links.forEach((edge) => {
    const [from, to] = [held.nodes.get(edge.source), held.nodes.get(edge.target)];
    list.append(make("li", "", `${from.label} ${edge.label} ${to.label}. ${period(edge)}`));
  });
  const title = make("h3", "govuk-heading-s", node.label);
  const about = make("p", "govuk-body-s", `${what(node)}. ${note(node) === "–" ? "" : note(node)}`);
  if (node.household) about.append(` Household: ${household(node, held)}.`);
  const ways = make("p", "govuk-body-s");
  if (address(node)) ways.append(link(address(node), "Open the page"));
  if (uid !== start && (node.kind === "child" || node.kind === "adult")) {
    const query = new URLSearchParams({ from: start, to: uid });
    ways.append(" ", link(`/paths?${query}`, "How they are linked"));
  }
  panel.replaceChildren(
    title,
    about,
    list,
    ways,
    action(`Show only ${node.label} and what is linked`, can.focus),
    action(can.pinned ? "Unpin" : "Pin in place", (button) => {
      button.textContent = can.pin() ? "Unpin" : "Pin in place";
    }),
  );
  if (node.kind === "child" && uid !== start) {
    const button = make("button", "govuk-button govuk-button--secondary", `Add the links of ${node.label}`);
    button.type = "button";
    const said = make("p", "govuk-body-s");
    button.addEventListener("click", async () => {
      button.disabled = true;
      const answer = await can.expand();
      button.disabled = false;
      said.textContent = answer.said;
      if (answer.href) said.append(" ", link(answer.href, answer.link));
    });
    panel.append(button, said);
  }
}

function cell(label, content, head) {
  const td = make(head ? "th" : "td", head ? "govuk-table__header kith-table__head" : "govuk-table__cell");
  td.setAttribute("role", head ? "rowheader" : "cell");
  if (head) td.scope = "row";
  td.dataset.label = label;
  const value = make("div", "kith-table__value");
  value.append(content);
  td.append(value);
  return td;
}

function row(table, uid, cells) {
  const body = document.querySelector(`#${table} tbody`);
  if (!body) return;
  const tr = make("tr", "govuk-table__row");
  tr.setAttribute("role", "row");
  tr.dataset.of = uid;
  tr.append(...cells);
  body.append(tr);
}

export function removeRows({ nodes, edges }) {
  [...nodes, ...edges].forEach(({ uid }) => {
    document.querySelectorAll(`tr[data-of="${CSS.escape(uid)}"]`).forEach((tr) => tr.remove());
  });
}

export function addRows({ nodes, edges }, held) {
  nodes.forEach((node) => {
    const href = address(node);
    row("network-nodes", node.uid, [
      cell("Name", href ? link(href, node.label) : node.label, true),
      cell("What", what(node)),
      cell("Household", household(node, held)),
      cell("Steps away", "added by choice"),
      cell("Note", note(node)),
    ]);
  });
  edges.forEach((edge) => {
    row("network-links", edge.uid, [
      cell("From", held.nodes.get(edge.source).label, true),
      cell("Link", edge.label + (edge.current ? "" : ", no longer so")),
      cell("To", held.nodes.get(edge.target).label),
      cell("When", period(edge)),
      cell("Source", [...new Set(edge.sources.map((source) => source.agency))].join(", ") || "Source not recorded"),
    ]);
  });
}
