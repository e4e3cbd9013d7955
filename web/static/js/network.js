// Draws the network that the page holds as JSON, beside a list that a keyboard reaches.
// The page's tables say the same; they grow when somebody's links are added to the drawing.
import cytoscape from "/static/vendor/cytoscape.esm.min.mjs";
import { frameOf, place, placeBeside } from "/static/js/network-places.js";
import { styleOf } from "/static/js/network-style.js";
import { slider } from "/static/js/network-time.js";
import { Undo } from "/static/js/network-undo.js";
import { addRows, chosen, entries, removeRows, together } from "/static/js/network-words.js";

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
      data: { id: node.uid, label: caption(node), parent: frameOf(node, held.nodes) ?? undefined },
      classes: [node.kind, node.hub ? "hub" : "", node.uid === data.start ? "start" : ""].join(" "),
      position: places.get(node.uid) ? { ...places.get(node.uid) } : undefined,
    })),
    ...edges.map((edge) => ({
      group: "edges",
      data: { id: `link ${edge.uid}`, source: edge.source, target: edge.target, label: edge.label },
      classes: [
        edge.current ? "" : "past",
        // The frame says where its members live.
        frameOf(held.nodes.get(edge.source), held.nodes) === edge.target ? "inside" : "",
      ].join(" "),
    })),
  ];
}

// What is said of the same two is one line with all its words; the tables keep each apart.
function bundle(cy) {
  const bundles = new Map();
  cy.batch(() => {
    cy.edges().removeClass("told").not(".absent").forEach((line) => {
      const edge = held.edges.get(line.id().slice(5));
      const between = `${edge.source} ${edge.target} ${edge.current}`;
      bundles.set(between, [...(bundles.get(between) ?? []), { line, label: edge.label }]);
    });
    bundles.forEach((lines) => {
      lines[0].line.data("label", together(lines.map(({ label }) => label)));
      lines.slice(1).forEach(({ line }) => line.addClass("told"));
    });
  });
}

function draw() {
  section.hidden = false;
  // The library would add a style element of its own, which the content security policy refuses and kith.css replaces.
  const claimed = document.createElement("meta");
  claimed.id = "__________cytoscape_stylesheet";
  document.head.append(claimed);

  // Measured by bench/drawing.py.
  performance.mark("network-begun");
  const first = take(data);
  const cy = cytoscape({
    container: section.querySelector(".kith-drawing__canvas"),
    elements: elements(first, place(data.start, first.nodes, first.edges)),
    layout: { name: "preset", fit: true, padding: 30 },
    style: styleOf(first.nodes),
    minZoom: 0.05,
    maxZoom: 2.5,
    userZoomingEnabled: false,
    textureOnViewport: true,
    hideEdgesOnViewport: first.edges.length > 300,
    pixelRatio: first.nodes.length > 150 ? 1 : "auto",
  });
  bundle(cy);
  performance.mark("network-drawn");
  section.dataset.drawn = "yes";
  return cy;
}

async function ask(uid, more) {
  const query = new URLSearchParams(section.dataset.query);
  Object.entries(more).forEach(([name, value]) => query.set(name, value));
  return fetch(`${section.dataset.network}${encodeURIComponent(uid)}/network?${query}`, {
    headers: { Accept: "application/json" },
    credentials: "same-origin",
  });
}

function start() {
  const cy = draw();
  const list = section.querySelector(".kith-drawing__list");
  const panel = section.querySelector(".kith-drawing__chosen");
  const undo = new Undo(section.querySelector("[data-undo]"));

  function look(eles) {
    if (still.matches) {
      cy.fit(eles, 30);
    } else {
      cy.animate({ fit: { eles, padding: 30 } }, { duration: 200 });
    }
  }

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
    chosen(panel, held, uid, data.start, { expand: () => expand(uid), focus: () => focus(uid), pin: () => pin(uid), pinned: node.locked() });
  }

  function forget({ nodes, edges }) {
    edges.forEach((edge) => {
      cy.getElementById(`link ${edge.uid}`).remove();
      held.edges.delete(edge.uid);
    });
    nodes.forEach((node) => {
      cy.getElementById(node.uid).remove();
      held.nodes.delete(node.uid);
      list.querySelector(`[data-uid="${CSS.escape(node.uid)}"]`)?.closest("li").remove();
    });
    bundle(cy);
    removeRows({ nodes, edges });
    panel.replaceChildren();
  }

  async function expand(uid) {
    let answer;
    try {
      answer = await ask(uid, { depth: "1" });
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
    bundle(cy);
    entries(list, added.nodes, show);
    addRows(added, held);
    if (!added.nodes.length && !added.edges.length) {
      return { said: "Nobody new is linked." };
    }
    undo.add(`links of ${held.nodes.get(uid).label}`, () => forget(added));
    look(undefined);
    return { said: `${added.nodes.length} added to the drawing and to the tables.` };
  }

  // Only somebody and who is linked to them, until it is taken back.
  function focus(uid) {
    const node = cy.getElementById(uid);
    const near = node.closedNeighborhood();
    const kept = near.union(near.parents()).union(node.children());
    const away = cy.elements().difference(kept).not(".away");
    away.addClass("away");
    look(kept);
    undo.add(`only ${held.nodes.get(uid).label}`, () => {
      away.removeClass("away");
      look(undefined);
    });
  }

  function pin(uid) {
    const node = cy.getElementById(uid);
    const set = (fast) => {
      node[fast ? "lock" : "unlock"]();
      node.toggleClass("pinned", fast);
    };
    const fast = !node.locked();
    set(fast);
    undo.add(`${fast ? "pin" : "unpin"} ${held.nodes.get(uid).label}`, () => set(!fast));
    return fast;
  }

  // Another day in the same places: who was there then comes back to where they stood.
  function showDay(network) {
    const then = new Set(network.nodes.map((node) => node.uid));
    const edgesThen = new Set(network.edges.map((edge) => edge.uid));
    const went = data.nodes.filter((node) => !then.has(node.uid));
    const now = new Set(data.nodes.map((node) => node.uid));
    const came = network.nodes.filter((node) => !now.has(node.uid));
    const added = take(network);
    added.nodes.forEach((node) => {
      const beside = added.edges
        .map((edge) => (edge.source === node.uid ? edge.target : edge.target === node.uid ? edge.source : null))
        .find((uid) => uid && cy.getElementById(uid).nonempty());
      cy.add(elements({ nodes: [{ ...node, household: null }], edges: [] }, placeBeside(cy, beside ?? data.start, [node])));
    });
    cy.add(elements({ nodes: [], edges: added.edges }, new Map()));
    cy.nodes().forEach((node) => node.toggleClass("absent", !then.has(node.id())));
    cy.edges().forEach((edge) => edge.toggleClass("absent", !edgesThen.has(edge.id().slice(5))));
    bundle(cy);
    list.querySelectorAll("button").forEach((button) => {
      button.closest("li").hidden = !then.has(button.dataset.uid);
    });
    entries(list, added.nodes, show);
    return { came, went };
  }

  entries(list, data.nodes, show);
  cy.on("tap", "node", (event) => show(event.target.id()));
  cy.on("grab", "node", (event) => event.target.scratch("from", { ...event.target.position() }));
  cy.on("dragfree", "node", (event) => {
    const node = event.target;
    const from = node.scratch("from");
    if (node.isChildless()) undo.add(`move ${held.nodes.get(node.id()).label}`, () => node.position(from));
  });
  slider(
    section,
    data,
    async (more) => {
      try {
        const answer = await ask(data.start, more);
        return answer.ok ? await answer.json() : null;
      } catch {
        return null;
      }
    },
    showDay,
  );
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
