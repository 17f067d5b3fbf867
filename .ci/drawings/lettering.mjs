// Words inside drawings, drawn as single pen strokes so that no picture depends on an installed typeface.
// Each letter: its width, then its path. Baseline 0, x-height 10, capitals and ascenders 14.5, descenders 5 below.

const LETTERS = {
  " ": [5, ""],
  "-": [7, "M1.5 -6L5.5 -6"],
  ".": [4, "M2 -.4L2 -.2"],
  0: [10, "M5 -14.5Q1 -14.5 1 -7.2Q1 0 5 0Q9 0 9 -7.2Q9 -14.5 5 -14.5Z"],
  1: [8, "M1.5 -11.8L5 -14.5L5 0"],
  2: [9.5, "M1 -11.5Q2 -14.5 4.8 -14.5Q8.3 -14.5 8.3 -11Q8.3 -8.5 5.5 -5.5L1 0L8.6 0"],
  3: [9.5, "M1 -13Q2.3 -14.5 4.6 -14.5Q8 -14.5 8 -11.2Q8 -8 3.6 -8Q8.4 -8 8.4 -4Q8.4 0 4.4 0Q2 0 .8 -1.6"],
  4: [10, "M7 0L7 -14.5L1 -4.2L9.3 -4.2"],
  5: [9.5, "M8 -14.5L2 -14.5L1.5 -8Q3 -9.4 5 -9.2Q8.6 -8.8 8.6 -4.8Q8.6 0 4.6 0Q2.2 0 .8 -1.4"],
  6: [10, "M7.6 -13.6Q1.4 -13 1.2 -5Q1.2 0 5.1 0Q8.9 0 8.9 -4.4Q8.9 -8.6 5.2 -8.6Q2.4 -8.6 1.3 -5.6"],
  7: [9, "M.8 -14.5L8.2 -14.5L3.2 0"],
  8: [9.6, "M4.8 -14.5Q1.4 -14.5 1.4 -11.2Q1.4 -8 4.8 -8Q8.2 -8 8.2 -11.2Q8.2 -14.5 4.8 -14.5ZM4.8 -8Q.8 -8 .8 -4Q.8 0 4.8 0Q8.8 0 8.8 -4Q8.8 -8 4.8 -8Z"],
  9: [10, "M2.4 -.9Q8.6 -1.5 8.8 -9.5Q8.8 -14.5 4.9 -14.5Q1.1 -14.5 1.1 -10.1Q1.1 -5.9 4.8 -5.9Q7.6 -5.9 8.7 -8.9"],
  "=": [9.5, "M1.5 -8.2L8 -8.2M1.5 -4.2L8 -4.2"],
  A: [11.5, "M.6 0L5.7 -14.5L10.9 0M2.4 -4.8L9.1 -4.8"],
  B: [10.5, "M1.4 0L1.4 -14.5L5.4 -14.5Q9 -14.5 9 -11Q9 -7.8 5.4 -7.8L1.4 -7.8M5.4 -7.8Q9.7 -7.8 9.7 -4Q9.7 0 5.4 0L1.4 0"],
  C: [11, "M10 -12.3Q8.6 -14.5 6 -14.5Q.9 -14.5 .9 -7.2Q.9 0 6 0Q8.8 0 10.2 -2.4"],
  E: [9.4, "M8.6 -14.5L1.4 -14.5L1.4 0L8.6 0M1.4 -7.6L7.4 -7.6"],
  F: [9, "M8.4 -14.5L1.4 -14.5L1.4 0M1.4 -7.4L7.2 -7.4"],
  H: [11.5, "M1.4 -14.5L1.4 0M10.1 -14.5L10.1 0M1.4 -7.6L10.1 -7.6"],
  K: [10.5, "M1.4 -14.5L1.4 0M9.6 -14.5L1.6 -6M4.4 -8.8L10 0"],
  L: [9, "M1.4 -14.5L1.4 0L8.4 0"],
  M: [14, "M1.2 0L2 -14.5L7 -3L12 -14.5L12.8 0"],
  N: [11.5, "M1.4 0L1.4 -14.5L10.1 0L10.1 -14.5"],
  O: [13, "M6.5 -14.5Q.9 -14.5 .9 -7.2Q.9 0 6.5 0Q12.1 0 12.1 -7.2Q12.1 -14.5 6.5 -14.5Z"],
  P: [10, "M1.4 0L1.4 -14.5L5.4 -14.5Q9.4 -14.5 9.4 -10.7Q9.4 -6.8 5.4 -6.8L1.4 -6.8"],
  R: [10.5, "M1.4 0L1.4 -14.5L5.4 -14.5Q9.4 -14.5 9.4 -10.8Q9.4 -7 5.4 -7L1.4 -7M5.6 -7L9.9 0"],
  S: [10, "M8.8 -12.4Q7.6 -14.5 5 -14.5Q1.2 -14.5 1.2 -11.2Q1.2 -8.4 5 -7.6Q9.2 -6.8 9.2 -3.8Q9.2 0 5 0Q2 0 .7 -2.4"],
  T: [10.5, "M.4 -14.5L10.1 -14.5M5.25 -14.5L5.25 0"],
  U: [11.5, "M1.4 -14.5L1.4 -5Q1.4 0 5.7 0Q10.1 0 10.1 -5L10.1 -14.5"],
  W: [16, "M.6 -14.5L4.5 0L8 -12L11.5 0L15.4 -14.5"],
  a: [9.6, "M8.2 -7.6Q7 -10 4.6 -10Q.8 -10 .8 -5Q.8 0 4.6 0Q7 0 8.2 -2.6M8.2 -10L8.2 0"],
  b: [9.6, "M1.3 -14.8L1.3 0M1.3 -7.4Q2.5 -10 4.9 -10Q8.8 -10 8.8 -5Q8.8 0 4.9 0Q2.5 0 1.3 -2.6"],
  c: [8.4, "M7.6 -8.2Q6.6 -10 4.7 -10Q.8 -10 .8 -5Q.8 0 4.7 0Q6.8 0 7.8 -1.8"],
  d: [9.6, "M8.2 -14.8L8.2 0M8.2 -7.4Q7 -10 4.6 -10Q.8 -10 .8 -5Q.8 0 4.6 0Q7 0 8.2 -2.6"],
  e: [9.2, "M.9 -5.2L8.4 -5.2Q8.4 -10 4.7 -10Q.8 -10 .8 -5Q.8 0 4.9 0Q7.2 0 8.2 -1.9"],
  f: [6.2, "M6.2 -14.4Q2.6 -15.4 2.6 -11.4L2.6 0M.3 -10L5.6 -10"],
  g: [9.6, "M8.2 -7.6Q7 -10 4.6 -10Q.8 -10 .8 -5.2Q.8 -.6 4.6 -.6Q7 -.6 8.2 -3M8.2 -10L8.2 1.2Q8.2 4.8 4.6 4.8Q2.4 4.8 1.2 3.6"],
  h: [9.4, "M1.3 -14.8L1.3 0M1.3 -6.6Q2.5 -10 4.9 -10Q8.1 -10 8.1 -6.4L8.1 0"],
  i: [3.8, "M1.9 -10L1.9 0M1.9 -13.8L1.9 -13.6"],
  k: [9, "M1.3 -14.8L1.3 0M7.6 -10L1.4 -4.2M3.6 -6.2L8.4 0"],
  l: [3.8, "M1.9 -14.8L1.9 0"],
  m: [14, "M1.3 -10L1.3 0M1.3 -6.8Q2.3 -10 4.4 -10Q7 -10 7 -6.6L7 0M7 -6.8Q8 -10 10.1 -10Q12.7 -10 12.7 -6.6L12.7 0"],
  n: [9.4, "M1.3 -10L1.3 0M1.3 -6.6Q2.5 -10 4.9 -10Q8.1 -10 8.1 -6.4L8.1 0"],
  o: [9.6, "M4.8 -10Q.8 -10 .8 -5Q.8 0 4.8 0Q8.8 0 8.8 -5Q8.8 -10 4.8 -10Z"],
  p: [9.6, "M1.3 -10L1.3 5M1.3 -7.4Q2.5 -10 4.9 -10Q8.8 -10 8.8 -5Q8.8 0 4.9 0Q2.5 0 1.3 -2.6"],
  r: [6.4, "M1.3 -10L1.3 0M1.3 -5.8Q2.4 -10.2 6 -9.8"],
  s: [8, "M6.8 -8.4Q6 -10 4 -10Q1.1 -10 1.1 -7.6Q1.1 -5.7 4 -5.2Q7.2 -4.6 7.2 -2.5Q7.2 0 4 0Q1.7 0 .8 -1.7"],
  t: [6.4, "M2.6 -13.4L2.6 -2.8Q2.6 .2 5.8 -.4M.3 -10L5.8 -10"],
  u: [9.4, "M1.3 -10L1.3 -3.6Q1.3 0 4.5 0Q7 0 8.1 -3.4M8.1 -10L8.1 0"],
  w: [13, "M.7 -10L3.6 0L6.5 -8.4L9.4 0L12.3 -10"],
  x: [8.4, "M.8 -10L7.6 0M7.6 -10L.8 0"],
  y: [8.8, "M.7 -10L4.6 -.6M8.2 -10L4.4 2Q3.4 5 1 4.6"],
};

/** A child's pen: each letter a little up or down, tilted and a different size, the same every time it is drawn. */
const WAVERS = [[0, -4, 1.04], [.9, 5, .94], [-.7, -2, 1.08], [.5, 6, .97], [-.9, -5, 1.02], [.2, 3, .92]];

function moved(path, place) {
  let isX = true;
  let x = 0;
  return path.replace(/-?\d*\.?\d+|[A-Z]/g, (part) => {
    if (/[A-Z]/.test(part)) return part;
    isX = !isX;
    if (!isX) {
      x = Number(part);
      return "";
    }
    return ` ${place(x, Number(part)).map((n) => Number(n.toFixed(2))).join(" ")}`;
  }).replace(/\s+/g, " ").replace(/([A-Z]) /g, "$1");
}

/**
 * One path for a line of words. `size` is the height of a capital. `anchor` is start, middle or end.
 * With `child`, the letters waver as in a young child's writing.
 */
export function lettering(words, { x, y, size, weight = size / 9, colour = "$ink", anchor = "start", child = false }) {
  const scale = size / 14.5;
  const gap = child ? 2.2 : .9;
  const width = [...words].reduce((sum, letter) => sum + LETTERS[letter][0] + gap, -gap) * scale;
  let pen = x - { start: 0, middle: width / 2, end: width }[anchor];
  const path = [...words].map((letter, i) => {
    const [advance, strokes] = LETTERS[letter];
    const [lift, tilt, grow] = child ? WAVERS[i % WAVERS.length] : [0, 0, 1];
    const turn = (tilt * Math.PI) / 180;
    const drawn = moved(strokes, (a, b) => [
      pen + scale * grow * (a * Math.cos(turn) - b * Math.sin(turn)),
      y + scale * (lift + grow * (a * Math.sin(turn) + b * Math.cos(turn))),
    ]);
    pen += (advance + gap) * scale;
    return drawn;
  }).join("");
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${Number(weight.toFixed(2))}" `
    + 'stroke-linecap="round" stroke-linejoin="round"/>';
}
