// Draws the network that the page holds as JSON, beside a list that a keyboard reaches.
// The page's tables say the same; they grow when somebody's links are added to the drawing.
import cytoscape from "/static/vendor/cytoscape.esm.min.mjs";
import { place, placeBeside } from "/static/js/network-places.js";
import { style } from "/static/js/network-style.js";
import { addRows, chosen, entries } from "/static/js/network-words.js";

const section = document.getElementById("network-drawing");
const data = JSON.parse(document.getElementById("network-data").textContent);
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

const held = { nodes: new Map(), edges: new Map() };

function take(network) {
  const nodes = network.nodes.filter((node) => !held.nodes.has(node.uid));
  nodes.forEach((node) => held.nodes.set(node.uid, node));
  const edges = network.edges.filter(
    (edge) => !held.edges.has(edge.uid) && held.nodes.has(edge.source) && held.nodes.has(edge.target),
  );
  edges.forEach((edge) => held.edges.set(edge.uid, edge));
  return { nodes, edges };
}

function caption(node) {
  return [node.label, node.detail, node.hub && node.count !== null ? `${node.count} people` : null, node.notice]
    .filter(Boolean)
    .join("\n");
}

function elements({ nodes, edges }, places) {
  return [
    ...nodes.map((node) => ({
      group: "nodes",
      data: { id: node.uid, label: caption(node) },
      classes: [node.kind, node.hub ? "hub" : "", node.uid === data.start ? "start" : ""].join(" "),
      position: places.get(node.uid),
    })),
    ...edges.map((edge) => ({
      group: "edges",
      data: { id: `link ${edge.uid}`, source: edge.source, target: edge.target, label: edge.label },
      classes: edge.current ? "" : "past",
    })),
  ];
}

function draw() {
  section.hidden = false;
  // The library would add a style element of its own, which the content security policy refuses and kith.css replaces.
  const claimed = document.createElement("meta");
  claimed.id = "__________cytoscape_stylesheet";
  document.head.append(claimed);

  const first = take(data);
  const cy = cytoscape({
    container: section.querySelector(".kith-drawing__canvas"),
    elements: elements(first, place(data.start, first.nodes, first.edges)),
    layout: { name: "preset", fit: true, padding: 30 },
    style,
    minZoom: 0.2,
    maxZoom: 2.5,
    userZoomingEnabled: false,
  });
  section.dataset.drawn = "yes";
  return cy;
}

function start() {
  const cy = draw();
  const list = section.querySelector(".kith-drawing__list");
  const panel = section.querySelector(".kith-drawing__chosen");

  function show(uid) {
    cy.elements().removeClass("chosen near");
    const node = cy.getElementById(uid);
    node.addClass("chosen");
    node.connectedEdges().addClass("near");
    if (still.matches) {
      cy.center(node);
    } else {
      cy.animate({ center: { eles: node } }, { duration: 200 });
    }
    list.querySelectorAll("button").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.uid === uid));
    });
    chosen(panel, held, uid, data.start, () => expand(uid));
  }

  async function expand(uid) {
    const query = new URLSearchParams(section.dataset.dates);
    query.set("depth", "1");
    let answer;
    try {
      answer = await fetch(`${section.dataset.network}${encodeURIComponent(uid)}/network?${query}`, {
        headers: { Accept: "application/json" },
        credentials: "same-origin",
      });
    } catch {
      return { said: "The index could not be reached. Try again." };
    }
    if (answer.status === 403) {
      return { said: "A reason is needed first.", href: `/children/${encodeURIComponent(uid)}/reason`, link: "Give a reason" };
    }
    if (!answer.ok) {
      return { said: "There is nothing more here that you may see." };
    }
    const added = take(await answer.json());
    const places = placeBeside(cy, uid, added.nodes);
    cy.add(elements(added, places));
    entries(list, added.nodes, show);
    addRows(added, held);
    if (!added.nodes.length) {
      return { said: "Nobody new is linked." };
    }
    if (still.matches) {
      cy.fit(undefined, 30);
    } else {
      cy.animate({ fit: { padding: 30 } }, { duration: 200 });
    }
    return { said: `${added.nodes.length} added to the drawing and to the tables.` };
  }

  entries(list, data.nodes, show);
  cy.on("tap", "node", (event) => show(event.target.id()));
  section.querySelectorAll("[data-zoom]").forEach((button) => {
    button.addEventListener("click", () => {
      if (button.dataset.zoom === "fit") {
        cy.fit(undefined, 30);
      } else {
        const middle = { x: cy.width() / 2, y: cy.height() / 2 };
        cy.zoom({ level: cy.zoom() * Number(button.dataset.zoom), renderedPosition: middle });
      }
    });
  });
}

start();
