// Where the parts of a network stand: rings by distance from the start, children of a branch side by side.
// The same network always stands the same way, and what already stands does not move when something is added.

const RING = 190;
const APART = 110;

function branches(start, nodes, edges) {
  const near = new Map(nodes.map((node) => [node.uid, []]));
  edges.forEach(({ source, target }) => {
    near.get(source)?.push(target);
    near.get(target)?.push(source);
  });
  const ring = new Map([[start, 0]]);
  const children = new Map(nodes.map((node) => [node.uid, []]));
  const queue = [start];
  while (queue.length) {
    const uid = queue.shift();
    (near.get(uid) ?? []).forEach((next) => {
      if (!ring.has(next)) {
        ring.set(next, ring.get(uid) + 1);
        children.get(uid).push(next);
        queue.push(next);
      }
    });
  }
  // What no drawn link reaches stands on its own ring all the same.
  nodes.forEach((node) => {
    if (!ring.has(node.uid)) {
      ring.set(node.uid, Math.max(1, node.hops));
      children.get(start)?.push(node.uid);
    }
  });
  return { ring, children };
}

export function place(start, nodes, edges) {
  const { ring, children } = branches(start, nodes, edges);
  const leaves = new Map();
  const count = (uid) => {
    const below = (children.get(uid) ?? []).reduce((sum, child) => sum + count(child), 0);
    leaves.set(uid, Math.max(1, below));
    return leaves.get(uid);
  };
  const all = count(start);
  // A crowded network needs wider rings, so that neighbours on the outermost ring do not cover each other.
  const outer = Math.max(1, ...ring.values());
  const width = Math.max(RING, (all * APART) / (2 * Math.PI * outer));
  const places = new Map();
  const spread = (uid, from, to) => {
    const angle = (from + to) / 2 - Math.PI / 2;
    const radius = ring.get(uid) * width;
    places.set(uid, { x: radius * Math.cos(angle), y: radius * Math.sin(angle) });
    let at = from;
    (children.get(uid) ?? []).forEach((child) => {
      const share = ((to - from) * leaves.get(child)) / leaves.get(uid);
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
  const taken = cy.nodes().map((node) => ({ ...node.position() }));
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
