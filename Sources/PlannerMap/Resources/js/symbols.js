// Colours and signs, the same as in the picture `map.svg` of a run.
//
// Bands: three steps of blue-green, apart in lightness (after ColorBrewer YlGnBu). Gaps: vermilion, sites: a darkened
// reddish purple, signs: blue, yellow and white, all after Okabe and Ito (2008). Nothing is told by colour alone: gaps
// are hatched and outlined, sites numbered, kinds of venue differ in shape.

export const COLOUR = {
  ink: "#1d2b33",
  faintInk: "#5b6b73",
  land: "#f7f6f1",
  outside: "#ebedea",
  water: "#c5dcea",
  building: "#dedbd2",
  boundary: "#7d8a90",
  gap: "#d55e00",
  site: "#8e2a6b",
  path: "#1d2b33",
  bands: ["#2c7fa3", "#6db8bd", "#c3e3d3"],
};

const SHAPES = {
  house: "M-6.5-1.5L0-7 6.5-1.5V6H-6.5Z",
  disc: "M-6.2 0A6.2 6.2 0 1 0 6.2 0 6.2 6.2 0 1 0-6.2 0Z",
  square: "M-5.6-5.6H5.6V5.6H-5.6Z",
  diamond: "M0-7.4L7.4 0 0 7.4-7.4 0Z",
};

const KINDS = {
  museum: { path: SHAPES.house, fill: "#2a2f7f", stroke: "#ffffff" },
  theatre: { path: SHAPES.disc, fill: "#f0e442", stroke: "#1d2b33" },
  library: { path: SHAPES.square, fill: "#ffffff", stroke: "#1d2b33" },
  "library.mobile": { path: SHAPES.square, fill: "#ffffff", stroke: "#1d2b33" },
};

/** The sign of a kind of venue in a box of 18 by 18 around 0, 0. */
export function symbolOf(kind) {
  return KINDS[kind] ?? { path: SHAPES.diamond, fill: "#cc79a7", stroke: "#1d2b33" };
}

/** The sign as pixels for the map, drawn twice as fine. */
export function symbolImage(kind) {
  const size = 36;
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const pen = canvas.getContext("2d");
  const { path, fill, stroke } = symbolOf(kind);
  const shape = new Path2D(path);
  pen.translate(size / 2, size / 2);
  pen.scale(2, 2);
  pen.lineJoin = "round";
  if (stroke !== "#ffffff") {
    pen.strokeStyle = "rgba(255,255,255,0.9)";
    pen.lineWidth = 3.2;
    pen.stroke(shape);
  }
  pen.fillStyle = fill;
  pen.fill(shape);
  pen.strokeStyle = stroke;
  pen.lineWidth = 1.4;
  pen.stroke(shape);
  return pen.getImageData(0, 0, size, size);
}

/** Diagonal lines on a faint ground, seamless, drawn twice as fine. */
export function hatchImage(colour, ground) {
  const size = 16;
  const canvas = Object.assign(document.createElement("canvas"), { width: size, height: size });
  const pen = canvas.getContext("2d");
  pen.fillStyle = ground;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = colour;
  pen.lineWidth = 3;
  pen.beginPath();
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 2, size + 2);
    pen.lineTo(shift + size + 2, -2);
  }
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}
