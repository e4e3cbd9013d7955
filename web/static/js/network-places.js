// Where the parts of a network stand. Who lives together stands together, in the frame of their address; households and
// what is in none stand on rings by distance from the start, branch by branch. The same network always stands the same
// way, and what already stands does not move when something is added.

const RING = 210;
const APART = 150;

// The frame that a node stands in, where its address is drawn.
export function frameOf(node, drawn) {
  return node.household && drawn.has(node.household) ? node.household : null;
}

// Households, with those who stand in each, and every other node by itself. A frame without members is a node.
function units(nodes) {
  const drawn = new Set(nodes.map((node) => node.uid));
  const inside = new Map();
  nodes.forEach((node) => {
    const frame = frameOf(node, drawn);
    if (frame) inside.set(frame, [...(inside.get(frame) ?? []), node]);
  });
  const unitOf = new Map();
  const members = new Map();
  nodes.forEach((node) => {
    const unit = frameOf(node, drawn) ?? node.uid;
    unitOf.set(node.uid, unit);
    if (!members.has(unit)) members.set(unit, inside.get(unit) ?? [node]);
  });
  return { unitOf, members };
}

function tree(start, members, unitOf, edges, nodes) {
  const near = new Map([...members.keys()].map((unit) => [unit, []]));
  edges.forEach(({ source, target }) => {
    const [one, other] = [unitOf.get(source), unitOf.get(target)];
    if (one === undefined || other === undefined || one === other) return;
    near.get(one).push(other);
    near.get(other).push(one);
  });
  const ring = new Map([[start, 0]]);
  const children = new Map([...members.keys()].map((unit) => [unit, []]));
  const queue = [start];
  const walk = () => {
    while (queue.length) {
      const unit = queue.shift();
      near.get(unit).forEach((next) => {
        if (!ring.has(next)) {
          ring.set(next, ring.get(unit) + 1);
          children.get(unit).push(next);
          queue.push(next);
        }
      });
    }
  };
  walk();
  // What no drawn link reaches stands on its own ring all the same.
  nodes.forEach((node) => {
    const unit = unitOf.get(node.uid);
    if (!ring.has(unit)) {
      ring.set(unit, Math.max(1, node.hops));
      children.get(start).push(unit);
      queue.push(unit);
      walk();
    }
  });
  return { ring, children };
}

const columns = (members) => Math.ceil(Math.sqrt(members.length));

// The members of one unit in rows around its middle.
function seat(members, centre, places) {
  const across = columns(members);
  const down = Math.ceil(members.length / across);
  members.forEach((node, index) => {
    places.set(node.uid, {
      x: centre.x + ((index % across) - (across - 1) / 2) * APART,
      y: centre.y + (Math.floor(index / across) - (down - 1) / 2) * APART,
    });
  });
}

export function place(startUid, nodes, edges) {
  const { unitOf, members } = units(nodes);
  const start = unitOf.get(startUid);
  const { ring, children } = tree(start, members, unitOf, edges, nodes);
  const width = (unit) => (columns(members.get(unit)) + 0.4) * APART;
  const needs = new Map();
  const need = (unit) => {
    const below = children.get(unit).reduce((sum, child) => sum + need(child), 0);
    needs.set(unit, Math.max(width(unit), below));
    return needs.get(unit);
  };
  need(start);
  // Each ring is as wide as what stands on it, and far enough from the one inside it.
  const radius = [0];
  const last = Math.max(0, ...ring.values());
  for (let at = 1; at <= last; at += 1) {
    const on = [...ring].filter(([, where]) => where === at).map(([unit]) => unit);
    const round = on.reduce((sum, unit) => sum + needs.get(unit), 0) / (2 * Math.PI);
    const largest = (which) => Math.max(0, ...[...ring].filter(([, where]) => where === which).map(([unit]) => width(unit)));
    radius[at] = Math.max(round, radius[at - 1] + RING / 2 + (largest(at) + largest(at - 1)) / 2);
  }
  const places = new Map();
  const spread = (unit, from, to) => {
    const angle = (from + to) / 2 - Math.PI / 2;
    const far = radius[ring.get(unit)];
    seat(members.get(unit), { x: far * Math.cos(angle), y: far * Math.sin(angle) }, places);
    const whole = children.get(unit).reduce((sum, child) => sum + needs.get(child), 0);
    let at = from;
    children.get(unit).forEach((child) => {
      const share = ((to - from) * needs.get(child)) / whole;
      spread(child, at, at + share);
      at += share;
    });
  };
  spread(start, 0, 2 * Math.PI);
  return places;
}

// New parts stand in a fan outward from the one they were added to, at the first distance that is free.
export function placeBeside(cy, uid, nodes) {
  const centre = cy.getElementById(uid).position();
  const taken = cy.nodes(":childless").map((node) => ({ ...node.position() }));
  const outward = Math.atan2(centre.y, centre.x);
  const places = new Map();
  nodes.forEach((node, index) => {
    const side = nodes.length === 1 ? 0 : (index / (nodes.length - 1) - 0.5) * Math.min(Math.PI, 0.5 * nodes.length);
    let distance = RING;
    let spot;
    do {
      spot = { x: centre.x + distance * Math.cos(outward + side), y: centre.y + distance * Math.sin(outward + side) };
      distance += APART / 2;
    } while (taken.some((other) => Math.hypot(other.x - spot.x, other.y - spot.y) < APART));
    taken.push(spot);
    places.set(node.uid, spot);
  });
  return places;
}
