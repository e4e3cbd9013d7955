// How the drawing looks. A kind is told by its shape and its label; its colour only helps. Contrast of every label with
// the page is at least 4.5 to 1.

const kinds = {
  child: { shape: "ellipse", "background-color": "#bfd9ee" },
  adult: { shape: "round-rectangle", "background-color": "#d9cbe8" },
  address: { shape: "pentagon", "background-color": "#a8d5bd" },
  school: { shape: "hexagon", "background-color": "#f3dfae" },
  service: { shape: "rectangle", "background-color": "#f7d6e4" },
  professional: { shape: "diamond", "background-color": "#b6dede" },
  event: { shape: "triangle", "background-color": "#f4c6ca" },
};

const style = [
  {
    selector: "node",
    style: {
      width: 40,
      height: 40,
      label: "data(label)",
      "border-width": 2,
      "border-color": "#0b0c0c",
      color: "#0b0c0c",
      "font-family": "system-ui, sans-serif",
      "font-size": 17,
      "text-valign": "bottom",
      "text-margin-y": 4,
      "text-wrap": "wrap",
      "text-max-width": 135,
      "text-background-color": "#ffffff",
      "text-background-opacity": 0.85,
    },
  },
  ...Object.entries(kinds).map(([kind, looks]) => ({ selector: `node.${kind}`, style: looks })),
  { selector: "node.start", style: { width: 56, height: 56, "border-width": 5 } },
  { selector: "node.hub", style: { "border-style": "double", "border-width": 6 } },
  {
    selector: "edge",
    style: {
      width: 2,
      "line-color": "#505a5f",
      "curve-style": "bezier",
      "target-arrow-shape": "triangle",
      "target-arrow-color": "#505a5f",
      label: "data(label)",
      "font-size": 13,
      "min-zoomed-font-size": 9,
      color: "#0b0c0c",
      "text-rotation": "autorotate",
      "text-wrap": "wrap",
      "text-max-width": 140,
      "text-background-color": "#ffffff",
      "text-background-opacity": 0.85,
    },
  },
  {
    selector: "node:parent",
    style: {
      shape: "round-rectangle",
      padding: 26,
      "background-opacity": 0.25,
      "border-width": 2,
      "text-valign": "top",
      "text-margin-y": -4,
      "text-max-width": 260,
    },
  },
  { selector: "node.pinned", style: { "border-width": 8, "border-style": "double" } },
  { selector: "edge.inside, edge.told, .away, .absent", style: { display: "none" } },
  { selector: "edge.past", style: { "line-style": "dashed" } },
  { selector: "node.chosen", style: { "border-width": 6, "border-color": "#1d70b8" } },
  { selector: "edge.near", style: { "font-size": 16, width: 4, "line-color": "#1d70b8", "target-arrow-color": "#1d70b8" } },
];

// In a large network lines are plain until somebody is chosen: labels and arrows of hundreds of lines are not read, and
// cost most of the time that drawing takes.
const MANY = 150;
const plain = [
  { selector: "node", style: { "text-background-opacity": 0 } },
  { selector: "edge", style: { "curve-style": "haystack", "target-arrow-shape": "none", label: "" } },
  { selector: "edge.near", style: { "curve-style": "bezier", "target-arrow-shape": "triangle", label: "data(label)" } },
];

export function styleOf(nodes) {
  return nodes.length > MANY ? [...style, ...plain] : style;
}
