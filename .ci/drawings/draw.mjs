// Write the pictures of the campaign.
//   node .ci/drawings/draw.mjs          into the pack in this repository
//   node .ci/drawings/draw.mjs FOLDER   into FOLDER
// The drawings are the source; the .svg files, and places.txt here, are their product and are kept in the repository.
// places.txt says where each object stands in its scene, to be copied into a module's `place`.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { drawn, objects } from "./objects.mjs";
import "./objects-two.mjs"; // adds its objects to the others
import { openings, places, scenes } from "./scenes.mjs";
import { openingsTwo, placesTwo, scenesTwo } from "./scenes-two.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const pack = join(here, "..", "..", "safeguarding/campaigns/spot-it-to-stop-it/content/media");
const folder = process.argv[2] ?? pack;

const LARGEST_SCENE = 60_000;
const LARGEST_PLATE = 8_000;
const SMALLEST_SIDE = 67; // 26 pixels when the room is shown 390 wide

/** Numbers to two decimals, no blank lines, and the frame every picture needs to stand alone as an image. */
function picture(viewBox, drawing) {
  const [width, height] = viewBox.split(" ").slice(2);
  const tidy = drawing.replace(/-?\d*\.\d{3,}/g, (n) => String(Number(Number(n).toFixed(2)))).replace(/\n\s*/g, "\n").trim();
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}" width="${width}" height="${height}" `
    + `stroke-linejoin="round">\n${tidy}\n</svg>\n`;
}

function write(folder, name, text, largest) {
  if (text.length > largest) throw new Error(`${name} is ${text.length} bytes; the most is ${largest}`);
  writeFileSync(join(folder, name), text);
}

/** Every place is of an object we have, lies inside its picture and is large enough for a finger. */
function checkPlace([scene, code, x, y, width, height]) {
  const inside = x - width / 2 >= 0 && x + width / 2 <= 1000 && y - height / 2 >= 0 && y + height / 2 <= 820;
  if (!objects[code] || !inside || Math.min(width, height) < SMALLEST_SIDE) throw new Error(`Look at the place of ${scene} ${code}`);
}

const all = { scenes: { ...scenes, ...scenesTwo }, openings: { ...openings, ...openingsTwo } };

mkdirSync(folder, { recursive: true });
for (const code of Object.keys(objects)) {
  write(folder, `plate-${code}.svg`, picture("-8 -6 218 218", drawn(code)), LARGEST_PLATE);
}
for (const [name, drawing] of Object.entries(all.scenes)) {
  write(folder, `${name}.svg`, picture("0 0 1000 820", drawing), LARGEST_SCENE);
}
for (const [name, drawing] of Object.entries(all.openings)) {
  write(folder, `${name}.svg`, picture("0 0 440 440", drawing), LARGEST_SCENE);
}
const everyPlace = [...places, ...placesTwo];
everyPlace.forEach(checkPlace);
// Beside the sources: a pack holds only what officers are shown.
write(here, "places.txt", everyPlace.map((place) => `${place.join(" ")}\n`).join(""), Infinity);
