// The rooms, each 1000 by 820: the wall seen square-on, the floor in one perspective, a ceiling lamp's light from above left.
// Beside each room stands where its objects are (`places`), so that a drawing and its hit boxes are changed together.

import { lettering } from "./lettering.mjs";
import { drawn, inked } from "./objects.mjs";

const WIDTH = 1000;
const HEIGHT = 820;
const FLOOR = 672;
const EYE = { x: 470, y: 250 };

/** A point on the way from (x, y) towards where the floor's lines meet; `far` is 0 at the point itself. */
const away = (x, y, far) => [x + (EYE.x - x) * far, y + (EYE.y - y) * far].map((n) => Number(n.toFixed(1)));

/** A flat thing lying on the floor or on a table: front edge from x1 to x2 at y, going back by `far`. */
const flat = (x1, x2, y, far) => `M${x1} ${y}L${x2} ${y}L${away(x2, y, far).join(" ")}L${away(x1, y, far).join(" ")}Z`;

/** Lines keep between 1.5 and 2 units in the room whatever the scale of the object. */
const thickness = (scale) => Math.min(1.6, .8 / scale + .2);

/** An object of the 200 grid with its centre at (x, y). */
export function at(code, x, y, scale, { turn = 0, squash = 1, lean = 0, shadow = true } = {}) {
  const leaning = lean ? ` skewX(${lean})` : "";
  return `<g transform="translate(${x} ${y})${leaning} scale(${scale} ${scale * squash}) rotate(${turn}) translate(-100 -100)">`
    + `${drawn(code, { k: thickness(scale), shadow })}</g>`;
}

export const room = ({ wall, floor, behind = "" }) => `
<path d="M0 0H${WIDTH}V${FLOOR}H0Z" fill="${wall}"/>
${behind}
<path d="M0 0H${WIDTH}V18H0Z" fill="$paper" T/>
<path d="M0 ${FLOOR - 34}H${WIDTH}V${FLOOR}H0Z" fill="$paper" T/><path d="M0 ${FLOOR - 24}H${WIDTH}" stroke="$ink" stroke-opacity=".35" stroke-width="1.3"/>
<path d="M0 ${FLOOR}H${WIDTH}V${HEIGHT}H0Z" fill="${floor}"/>`;

export const floorEdge = `<path d="M0 ${FLOOR}H${WIDTH}V688L0 684Z" fill="$ink" fill-opacity=".1"/><path d="M0 ${FLOOR}H${WIDTH}" K/>`;

export const lamp = (x, drop) => `
<path d="M${x} 0V${drop}" K/><g transform="translate(${x} ${drop})"><path d="M-36 48C-36 18 -20 0 0 0C20 0 36 18 36 48Z" fill="$moss" K/><path d="M18 6C30 16 36 30 36 48H18C22 32 22 18 18 6Z" SH/><path d="M-12 49h24q0 13-12 13t-12-13z" fill="$paper" T/></g>`;

// The hallway of the flat, 23.40.

export function floorboards() {
  const seams = [];
  for (let i = -14; i <= 16; i += 1) {
    const x = EYE.x + i * 92;
    const far = (HEIGHT - FLOOR) / (HEIGHT - EYE.y);
    seams.push(`M${away(x, HEIGHT, far).join(" ")}L${x} ${HEIGHT}`);
  }
  return `<g stroke="$ink" stroke-opacity=".22" stroke-width="1.6"><path d="${seams.join("")}"/>`
    + '<path d="M120 720h96M330 772h120M700 706h50M742 760h70M866 772h70M236 806h80M690 812h90"/></g>';
}

const hallway = inked(`
${room({ wall: "#EEF0EB", floor: "$sand", behind: '<path d="M0 446H1000V660H0Z" fill="#DCE2DA"/><path d="M0 440H1000V450H0Z" fill="$paper" T/>' })}
${floorboards()}${floorEdge}
<g><path d="M8 30H276V${FLOOR}H8Z" fill="$paper" K/><path d="M28 50H256V${FLOOR}H28Z" fill="$slate" K/>
<path d="M256 50V${FLOOR}H244V62H28V50Z" SH/>
<path d="M62 92H130V330H62ZM154 92H222V330H154Z" fill="$night" K/>
<path d="M70 330V100H122V330ZM162 330V100H214V330Z" fill="none" stroke="$slateLight" stroke-opacity=".4" stroke-width="1.3"/>
<path d="M62 250L130 196V226L62 280ZM154 176L222 122V152L154 206Z" fill="$slateLight" fill-opacity=".16"/>
<circle cx="196" cy="290" r="10" fill="$sand" fill-opacity=".9"/><circle cx="196" cy="290" r="19" fill="$sand" fill-opacity=".18"/>
<path d="M62 470H130V628H62ZM154 470H222V628H154Z" fill="none" T/><path d="M72 480H120V618H72ZM164 480H212V618H164Z" fill="none" T/>
<rect x="98" y="396" width="88" height="26" rx="3" fill="$steel" K/><path d="M104 409H180" T/>
<circle cx="234" cy="392" r="9" fill="$steel" K/><path d="M228 428h12v44h-12z" fill="$steel" K/><path d="M208 448H236" stroke="$ink" stroke-width="9" stroke-linecap="round"/><path d="M208 448H236" stroke="$stone" stroke-width="4.5" stroke-linecap="round"/></g>
${lamp(448, 44)}
<circle cx="571" cy="114" r="41" fill="$ink" fill-opacity=".12"/><circle cx="566" cy="108" r="41" fill="$paper" K/><circle cx="566" cy="108" r="33" fill="none" T/><path d="M566 79v7M566 130v7M537 108h7M588 108h7" K/><path d="M566 108L560 90" stroke="$ink" stroke-width="5" stroke-linecap="round"/><path d="M566 108L540 121" stroke="$ink" stroke-width="3.2" stroke-linecap="round"/><circle cx="566" cy="108" r="4" fill="$ink"/>
<path d="M311 188H597V210H311Z" fill="$ink" fill-opacity=".12"/><path d="M306 182H592V204H306Z" fill="$sandDark" K/>
<g transform="translate(12 0)"><path d="M409 221C391 227 379 241 375 269L363 400C363 408 368 412 376 412L394 410L402 360L402 440H488L486 360L494 410L513 412C521 412 527 408 527 400L514 269C510 241 498 227 480 221Z" fill="$ink" fill-opacity=".12"/>
<path d="M402 214C384 220 372 234 368 262L357 394C357 402 362 406 370 406L387 404L400 296ZM472 214C490 220 502 234 506 262L518 394C518 402 512 406 504 406L488 404L474 296Z" fill="$moss" K/><path d="M402 214L395 434H479L472 214Q437 236 402 214Z" fill="$moss" K/><path d="M437 228V434" K/><path d="M402 214Q408 198 437 198T472 214Q462 240 437 244Q412 240 402 214Z" fill="$mossLight" K/><path d="M404 362H428V396H402ZM446 362H472L474 396H446Z" fill="$moss" T/><path d="M472 218L479 434H456C464 370 466 290 460 234ZM490 236C500 244 504 252 506 262L518 394C518 402 512 406 504 406L498 405Z" SH/>
<path d="M437 190v14" stroke="$ink" stroke-width="4" stroke-linecap="round"/><circle cx="437" cy="192" r="4.5" fill="$steel" T/></g>
<path d="M346 190v18q0 9 9 9M566 190v18q0 9 9 9" fill="none" stroke="$ink" stroke-width="4" stroke-linecap="round"/><circle cx="346" cy="192" r="4.5" fill="$steel" T/><circle cx="566" cy="192" r="4.5" fill="$steel" T/>
<path d="M555 295h54v14h-54z" fill="$ink" fill-opacity=".12"/><path d="M550 290h54v14h-54z" fill="$sandDark" K/><path d="M577 298v12" stroke="$ink" stroke-width="4" stroke-linecap="round"/>
${at("coat", 346, 298, .9)}
${at("keys", 577, 368, .62)}
<path d="M290 676H622L634 694H308Z" fill="$ink" fill-opacity=".16"/>
<path d="M298 548H322V${FLOOR + 8}H298ZM586 548H610V${FLOOR + 8}H586Z" fill="$sandDark" K/><path d="M322 548H586V610H322Z" fill="#CBD2C9"/><path d="M322 622H586V${FLOOR}H322Z" fill="#CBD2C9" fill-opacity=".55"/><path d="M322 608H586V622H322Z" fill="$sandDark" K/><path d="M322 552H586V566H322Z" SH/>
<path d="M286 532H622V550H286Z" fill="$sandDark" K/><path d="M606 533.5H620.500V548.500H606Z" SH/>
<path d="M334 576V602Q334 607 339 607H388Q392 607 391 600C389 592 378 590 368 586L364 576Z" fill="$night" K/><path d="M334 600H391" stroke="$steel" stroke-width="1.4"/>
<path d="M432 644H556V${FLOOR + 2}H432Z" fill="$brick" K/><path d="M426 634H562V648H426Z" fill="$brick" K/><path d="M541 649H555V${FLOOR}H541Z" SH/><path d="M456 660h40" stroke="$paper" stroke-width="4"/>
<rect x="568" y="466" width="44" height="28" rx="3" fill="$paper" K/><path d="M600 474v6M597 483h6" T/><rect x="574" y="470" width="14" height="19" rx="2" fill="$night" T/><path d="M581 488C581 512 562 508 548 526" fill="none" stroke="$ink" stroke-width="2.6" stroke-linecap="round"/>
<path d="M330 508C318 486 304 486 296 470C314 468 328 478 332 496C330 476 334 458 348 448C356 464 350 484 338 500C350 486 360 482 374 486C368 500 352 508 338 510Z" fill="$moss" K/><path d="M316 504H354L349 532H321Z" fill="$brickLight" K/><path d="M344 506H353L348 531H339Z" SH/>
${at("letters", 418, 493, .62, { turn: -4 })}
${at("phone", 526, 482, .58, { turn: -4 })}
${at("trainers", 494, 596, .64)}
<path d="M644 30H904V${FLOOR}H644Z" fill="$paper" K/><path d="M664 50H884V${FLOOR}H664Z" fill="$sand" K/><path d="M664 50H676V${FLOOR}H664Z" SH/>
<path d="M696 84H772V330H696ZM792 84H852V330H792ZM696 380H772V628H696ZM792 380H852V628H792Z" fill="none" K/><path d="M706 94H762V320H706ZM802 94H842V320H802ZM706 390H762V618H706ZM802 390H842V618H802Z" fill="none" T/>
<path d="M762 94L772 84V330H696L706 320H762ZM842 94L852 84V330H792L802 320H842ZM762 390L772 380V628H696L706 618H762ZM842 390L852 380V628H792L802 618H842Z" SH/>
<path d="M664 668H884" stroke="$night" stroke-width="6"/><path d="M668 668H880" stroke="#F3E6C4" stroke-width="2"/>
<circle cx="866" cy="402" r="10" fill="$steel" K/><path d="M866 397H826Q820 397 820 402.5T826 408H866Z" fill="$stone" K/>
<g transform="translate(795 128) scale(.9)"><rect x="6" y="7" width="72" height="50" rx="3" fill="$ink" fill-opacity=".15"/><rect width="72" height="50" rx="3" fill="$steel" K/><path d="M1 40H71V47Q71 49 69 49H3Q1 49 1 47Z" SH/><rect x="90" y="2" width="26" height="46" rx="3" fill="$steel" K/><rect x="-14" y="16" width="122" height="18" rx="9" fill="$stone" K/><rect x="13" y="10" width="12" height="30" rx="3" fill="$steel" T/><rect x="52" y="10" width="12" height="30" rx="3" fill="$steel" T/><rect x="96" y="10" width="12" height="30" rx="3" fill="$steel" T/><path d="M36 26V6" stroke="$ink" stroke-width="9" stroke-linecap="round"/><circle cx="36" r="9" fill="$steel" K/></g>
<path d="M648 540h12M648 508h12M648 480h12M648 460h12" stroke="$ink" stroke-width="2"/>
${lettering("3", { x: 634, y: 546, size: 13, weight: 1.8, anchor: "middle" })}${lettering("4", { x: 634, y: 514, size: 13, weight: 1.8, anchor: "middle" })}${lettering("5", { x: 634, y: 486, size: 13, weight: 1.8, anchor: "middle" })}
<path d="M68 716H280L264 796H26Z" fill="$ink" fill-opacity=".14"/><path d="M60 708H272L256 788H18Z" fill="$moss" K/><path d="M70 716H260L247 780H34Z" fill="none" stroke="$ink" stroke-opacity=".5" stroke-width="1.4"/>
${at("drawing", 740, 478, .64, { turn: -4 })}
${at("ticket", 148, 746, .7, { squash: .66, turn: -3 })}
<ellipse cx="944" cy="730" rx="84" ry="15" fill="$ink" fill-opacity=".16"/><ellipse cx="786" cy="752" rx="80" ry="11" fill="$ink" fill-opacity=".16"/>
${at("bag", 930, 654, .9, { shadow: false })}
${at("lunchbox", 780, 704, .66, { shadow: false })}
<path d="M566 782h124l16 14h-130z" fill="$ink" fill-opacity=".14"/>
${at("cans", 594, 690, .58, { turn: -4, shadow: false })}${at("cans", 654, 704, .52, { turn: 5, shadow: false })}
<path d="M556 706L566 690Q578 712 590 694Q606 716 620 696Q636 716 650 694Q664 712 676 690L692 706L684 782Q682 790 672 790H576Q566 790 564 782Z" fill="#F6F7F4" K/><path d="M676 694L690 706L683 782Q681 789 672 789H652C666 764 670 726 666 704Z" SH/><path d="M582 728Q590 752 584 776M612 738Q616 756 612 770M642 726Q636 750 642 778" fill="none" T/><path d="M566 690C560 664 582 660 584 694M676 690C682 662 660 660 658 694" fill="none" K/>
`);

const hallwayPlaces = [
  ["ticket", 150, 746, 136, 80],
  ["coat", 346, 298, 144, 154],
  ["letters", 418, 492, 104, 82],
  ["phone", 526, 482, 67, 104],
  ["keys", 580, 370, 88, 134],
  ["trainers", 496, 592, 124, 90],
  ["cans", 624, 712, 146, 164],
  ["drawing", 740, 476, 108, 100],
  ["bolt", 840, 144, 122, 80],
  ["lunchbox", 780, 704, 112, 100],
  ["bag", 930, 660, 130, 164],
];

// The kitchen, 23.46 by the cooker.

function floorTiles() {
  const rows = [0, .045, .098, .162, .26];
  const dark = [];
  for (let row = 0; row < rows.length - 1; row += 1) {
    for (let i = -16; i <= 18; i += 1) {
      if ((i + row) % 2) continue;
      const [near, left, right] = [rows[row], EYE.x + i * 104, EYE.x + (i + 1) * 104];
      dark.push(`M${away(left, HEIGHT, near)}L${away(right, HEIGHT, near)}L${away(right, HEIGHT, rows[row + 1])}L${away(left, HEIGHT, rows[row + 1])}Z`);
    }
  }
  return `<path d="${dark.join("")}" fill="$slateLight" fill-opacity=".38"/>`;
}

function wallTiles(x1, x2, y1, y2) {
  const rows = [y1, (y1 + y2) / 2, y2];
  const joints = rows.slice(0, 2).flatMap((y, row) => {
    const marks = [];
    for (let x = x1 + (row ? 29 : 58); x < x2; x += 58) marks.push(`M${x} ${y}V${rows[row + 1]}`);
    return marks;
  });
  return `<path d="M${x1} ${y1}H${x2}V${y2}H${x1}Z" fill="$paper" T/><path d="M${x1} ${rows[1]}H${x2}${joints.join("")}" stroke="$ink" stroke-opacity=".3" stroke-width="1.3"/>`;
}

const unit = (x, width, { drawer = true } = {}) => `
<path d="M${x} 440H${x + width}V650H${x}Z" fill="$mossLight" K/>
${drawer ? `<path d="M${x + 8} 448H${x + width - 8}V486H${x + 8}Z" fill="none" T/><path d="M${x + width / 2 - 16} 466h32" stroke="$ink" stroke-width="6" stroke-linecap="round"/><path d="M${x + width / 2 - 15} 466h30" stroke="$steel" stroke-width="2.4" stroke-linecap="round"/>` : ""}
<path d="M${x + 8} ${drawer ? 494 : 448}H${x + width - 8}V642H${x + 8}Z" fill="none" T/><path d="M${x + 18} ${drawer ? 504 : 458}H${x + width - 18}V632H${x + 18}Z" fill="none" T/>
<path d="M${x + width - 10} 441H${x + width - 1.2}V649H${x + width - 10}Z" SH/>`;

const wallCupboard = (x1, x2, y2) => `
<path d="M${x1 + 7} ${y2}H${x2 + 7}V${y2 + 8}H${x1 + 7}Z" fill="$ink" fill-opacity=".12"/><path d="M${x1} 62H${x2}V${y2}H${x1}Z" fill="$mossLight" K/><path d="M${x1 + 10} 72H${x2 - 10}V${y2 - 10}H${x1 + 10}Z" fill="none" T/><path d="M${x2 - 10} 63H${x2 - 1.2}V${y2 - 1.2}H${x2 - 10}Z" SH/>`;

export const handle = (x, y1, y2) => `<path d="M${x} ${y1}V${y2}" stroke="$ink" stroke-width="8" stroke-linecap="round"/><path d="M${x} ${y1}V${y2}" stroke="$steel" stroke-width="3.4" stroke-linecap="round"/>`;

const kitchen = inked(`
${room({ wall: "#EEF0EB", floor: "#E6E9E3" })}
${floorTiles()}${floorEdge}
${wallTiles(206, 1000, 322, 408)}
${lamp(316, 26)}
<g><path d="M398 102H646V340H398Z" fill="$ink" fill-opacity=".12"/><path d="M390 92H638V330H390Z" fill="$paper" K/><path d="M404 106H624V318H404Z" fill="$night" K/>
<path d="M405 262H440V236H492V250H516V208H572V276H623V317H405Z" fill="$ink" fill-opacity=".55"/>
<path d="M454 250h11v15h-11zM532 224h12v15h-12zM532 252h12v15h-12z" fill="$sand"/><path d="M426 170h.1M470 196h.1M596 182h.1M566 166h.1M500 172h.1M610 230h.1" stroke="$paper" stroke-width="3" stroke-linecap="round"/>
<path d="M405 236L478 150H508L405 272ZM560 317L623 243V275L587 317Z" fill="$slateLight" fill-opacity=".13"/>
<path d="M510 106H518V318H510Z" fill="$paper" K/><path d="M404 106H624V140H404Z" fill="$moss" K/><path d="M404 133H624V140H404Z" SH/>
<path d="M376 328H652V342H376Z" fill="$paper" K/><path d="M640 329H651V341H640Z" SH/>
<g transform="translate(-18 0)"><path d="M584 302C576 286 566 284 560 274C574 272 584 280 587 292C586 276 590 264 600 258C606 270 602 284 594 296C600 288 608 286 616 288C612 298 602 304 594 304Z" fill="$moss" K/><path d="M574 302H604L600 328H578Z" fill="$brickLight" K/><path d="M595 303H603L599 327H592Z" SH/></g></g>
${wallCupboard(664, 744, 254)}${handle(730, 214, 236)}
${wallCupboard(892, 1010, 254)}${handle(906, 214, 236)}
<path d="M790 18H846V176H790Z" fill="$stone" K/><path d="M834 19H845V176H834Z" SH/><path d="M790 176H846L882 222H754Z" fill="$stone" K/><path d="M754 222H882V240H754Z" fill="$steel" K/><path d="M846 178L880 221H860L838 178ZM870 223H881V239H870Z" SH/><path d="M776 231h22" T/>
<path d="M712 262q0 12 10 12" fill="none" K/><path d="M708 276H734V306Q734 312 728 312H714Q708 312 708 306Z" fill="$slate" K/><path d="M734 282q12 0 12 10t-12 10" fill="none" K/><path d="M726 277H733V306Q733 311 728 311H722Z" SH/>
<path d="M206 650H1000V${FLOOR}H206Z" fill="$night" K/>
${unit(214, 128)}${unit(342, 128)}${unit(470, 132, { drawer: false })}${unit(602, 128)}${unit(890, 128)}
<path d="M206 424L214 406H1000V424Z" fill="$sand" K/><path d="M206 424H1000V441H206Z" fill="$sandDark" K/><path d="M206 434H1000V440H206Z" SH/>
<path d="M500 421L506 409H598L604 421Z" fill="$steel" K/><path d="M512 418L516 411H590L594 418Z" fill="$night" T/>
<path d="M546 408V378C546 350 584 350 584 376V384" fill="none" stroke="$ink" stroke-width="12"/><path d="M546 408V378C546 350 584 350 584 376V384" fill="none" stroke="$steel" stroke-width="6.600"/><path d="M534 400H558V410H534Z" fill="$steel" K/><path d="M546 388h-16" stroke="$ink" stroke-width="7" stroke-linecap="round"/>
<path d="M690 676H900L914 692H708Z" fill="$ink" fill-opacity=".16"/>
<path d="M732 418H888V654H732Z" fill="$stone" K/><path d="M736 418L742 404H878L884 418Z" fill="$night" K/><path d="M732 418H888V462H732Z" fill="$paper" K/><circle cx="752" cy="440" r="9" fill="$steel" K/><path d="M752 440v-8M782 440v-8M840 440v-8M868 440l6-6" K/><circle cx="782" cy="440" r="9" fill="$steel" K/><path d="M782 440v-8" K/><circle cx="868" cy="440" r="9" fill="$steel" K/><path d="M868 440l6-6" K/>
<path d="M798 429H852V452H798Z" fill="$night" K/>${lettering("23.46", { x: 825, y: 446, size: 12, weight: 1.8, colour: "$slateLight", anchor: "middle" })}
<path d="M742 474H878V604H742Z" fill="$paper" K/><path d="M762 508H858V584H762Z" fill="$night" K/><path d="M763 560L806 509H826L768 583H763Z" fill="$slateLight" fill-opacity=".18"/><path d="M754 488H866" stroke="$ink" stroke-width="8" stroke-linecap="round"/><path d="M754 488H866" stroke="$steel" stroke-width="3.400" stroke-linecap="round"/><path d="M742 614H878V646H742Z" fill="none" T/>
<path d="M878 419H886.800V653H878Z" SH/>
<path d="M826 486H860V566H826Z" fill="$slateLight" K/><path d="M827 548H859M827 555H859" stroke="$paper" stroke-width="3"/><path d="M850 487H859V565H850Z" SH/>
<path d="M822 382H872" stroke="$ink" stroke-width="9" stroke-linecap="round"/><path d="M824 382H870" stroke="$brick" stroke-width="4" stroke-linecap="round"/><path d="M756 366H820V396Q820 404 812 404H764Q756 404 756 396Z" fill="$steel" K/><path d="M806 368H819V396Q819 403 812 403H798Z" SH/><path d="M780 364L748 316" stroke="$ink" stroke-width="8" stroke-linecap="round"/><path d="M780 364L748 316" stroke="$sandDark" stroke-width="4" stroke-linecap="round"/><path d="M750 366H826" stroke="$ink" stroke-width="6" stroke-linecap="round"/>
${at("takeaway", 274, 356, .74)}
${at("plates", 428, 354, .72)}
${at("pharmacy", 942, 350, .74)}
${at("wrap", 666, 362, .7)}
<g><path d="M58 92H112V176H58Z" fill="$brick" K/><path d="M66 108H104V136H66Z" fill="$paper" T/><path d="M72 146h26M72 156h18" stroke="$paper" stroke-width="3"/><path d="M102 93H110.800V175H102Z" SH/><path d="M122 128H178V176H122Z" fill="$slate" K/><path d="M118 118H182V132H118Z" fill="$slateLight" K/><path d="M166 133H177V175H166Z" SH/></g>
<path d="M28 682H232L246 696H44Z" fill="$ink" fill-opacity=".16"/>
<path d="M20 176Q20 168 28 168H198Q206 168 206 176V676H20Z" fill="#C9D6DC" K/><path d="M20 470H206" K/><path d="M192 169.500H198Q204.800 169.500 204.800 176V675H192Z" SH/>${handle(36, 380, 448)}${handle(36, 492, 550)}
<path d="M146 196L190 190L194 222L150 228Z" fill="$paper" T/><path d="M149 218Q160 202 170 212T192 208L194 222L150 228Z" fill="$moss"/><circle cx="168" cy="196" r="5" fill="$brick" T/>
${at("rota", 108, 316, .82)}
${at("calendar", 312, 214, .8)}
<path d="${flat(66, 440, 838, .2)}" fill="$ink" fill-opacity=".1"/>
<path d="M128 680H142V740H128ZM404 680H418V740H404Z" fill="$sandDark" K/>
<path d="${flat(36, 424, 652, .2)}" fill="$sand" K/><path d="M36 652H424V680H36Z" fill="$sandDark" K/><path d="M414 653H423V679H414Z" SH/>
<path d="M50 680H76V832H50ZM384 680H410V832H384Z" fill="$sandDark" K/><path d="M66 681H75V830H66ZM400 681H409V830H400Z" SH/>
${at("form", 196, 612, .92, { squash: .5, lean: -26, turn: 2 })}
<path d="M318 624H392Q390 646 372 648H338Q320 646 318 624Z" fill="$ink" fill-opacity=".13"/><path d="M306 604H384Q384 634 362 640H328Q306 634 306 604Z" fill="$slateLight" K/><ellipse cx="345" cy="604" rx="39" ry="11" fill="$paper" K/><path d="M372 612Q384 606 383 604Q383 633 362 639H346Q368 632 372 612Z" SH/><path d="M352 604L392 574" stroke="$ink" stroke-width="7" stroke-linecap="round"/><path d="M352 604L392 574" stroke="$steel" stroke-width="3" stroke-linecap="round"/>
<ellipse cx="822" cy="788" rx="86" ry="12" fill="$ink" fill-opacity=".16"/>
${at("stool", 812, 706, .92, { shadow: false })}
`);

const kitchenPlaces = [
  ["rota", 108, 316, 114, 140],
  ["form", 200, 612, 170, 84],
  ["takeaway", 272, 356, 112, 128],
  ["pharmacy", 944, 350, 90, 122],
  ["wrap", 664, 362, 120, 116],
  ["stool", 812, 712, 130, 142],
  ["calendar", 312, 210, 106, 142],
  ["plates", 430, 350, 132, 96],
];

// The bedroom.

function carpet() {
  const tufts = [];
  for (let i = 0; i < 46; i += 1) tufts.push(`M${(i * 137) % 990} ${700 + ((i * 53) % 116)}h8`);
  return `<path d="${tufts.join("")}" stroke="$ink" stroke-opacity=".16" stroke-width="1.6" stroke-linecap="round"/>`;
}

export const curtain = (x, flip) => `<g transform="translate(${x} 0) scale(${flip} 1)"><path d="M8 88H92L76 404Q42 410 8 404Z" fill="$ink" fill-opacity=".1"/><path d="M0 80H84L68 396Q34 402 0 396Z" fill="$plum" K/><path d="M20 82L16 398M42 82L34 399M64 82L52 398" T stroke-opacity=".7"/></g>`;

/** Seven flags on a string that hangs over the bed. */
function bunting() {
  const [start, sag, end] = [[16, 290], [196, 356], [376, 290]];
  const between = (a, b, along) => a + (b - a) * along;
  const flags = [.07, .21, .36, .5, .64, .79, .93].map((along, i) => {
    const [x1, y1, x2, y2] = [0, 1].map((axis) => between(start[axis], sag[axis], along))
      .concat([0, 1].map((axis) => between(sag[axis], end[axis], along)));
    const turn = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
    const fill = ["$slate", "$brickLight", "$moss", "$sand"][i % 4];
    return `<path d="M-18 0H18L0 38Z" transform="translate(${between(x1, x2, along)} ${between(y1, y2, along)}) rotate(${turn})" fill="${fill}" K/>`;
  });
  return `<path d="M${start.join(" ")}Q${sag.join(" ")} ${end.join(" ")}" fill="none" K/>${flags.join("")}`;
}

const bedroom = inked(`
${room({ wall: "#F0EFEA", floor: "#D3DACD" })}
${carpet()}${floorEdge}
${lamp(330, 40)}
<g><path d="M132 124H276V250H132Z" fill="$ink" fill-opacity=".12"/><path d="M126 116H270V242H126Z" fill="$night" K/><circle cx="170" cy="182" r="26" fill="$slate" T/><path d="M150 168Q170 178 194 172M146 190Q168 198 195 188" fill="none" stroke="$slateLight" stroke-width="2.500"/><circle cx="222" cy="152" r="12" fill="$brickLight" T/><circle cx="230" cy="206" r="16" fill="$sandDark" T/><path d="M206 212Q230 196 256 198Q256 206 232 214T206 212" fill="none" stroke="$sand" stroke-width="3"/><path d="M146 136h.1M192 134h.1M248 168h.1M198 224h.1M142 224h.1M252 132h.1" stroke="$paper" stroke-width="3" stroke-linecap="round"/></g>
<g><path d="M436 100H676V336H436Z" fill="$ink" fill-opacity=".12"/><path d="M428 92H668V328H428Z" fill="$paper" K/><path d="M442 106H654V316H442Z" fill="$night" K/>
<path d="M443 276H476V250H516V262H548V226H592V282H653V315H443Z" fill="$ink" fill-opacity=".55"/><path d="M560 240h11v14h-11z" fill="$sand"/><path d="M480 160h.1M500 204h.1M626 150h.1M606 196h.1M520 140h.1" stroke="$paper" stroke-width="3" stroke-linecap="round"/>
<path d="M443 216L520 130H548L443 248Z" fill="$slateLight" fill-opacity=".13"/><path d="M544 106H552V316H544Z" fill="$paper" K/></g>
<path d="M410 328H688V350H410Z" fill="$paper" K/><path d="M674 329H687V349H674ZM411 343H687V349H411Z" SH/>
<path d="M376 76H720" stroke="$ink" stroke-width="8" stroke-linecap="round"/><path d="M376 76H720" stroke="$sandDark" stroke-width="3.400" stroke-linecap="round"/><circle cx="374" cy="76" r="7" fill="$sandDark" K/><circle cx="722" cy="76" r="7" fill="$sandDark" K/>
${curtain(382, 1)}${curtain(714, -1)}
${bunting()}
${at("keycard", 584, 274, .68)}
<g><path d="M28 676H420L434 694H46Z" fill="$ink" fill-opacity=".16"/>
<path d="M20 404Q20 392 32 392H44Q56 392 56 404V676H20Z" fill="$sandDark" K/><path d="M44 394Q55 394 55 404V675H44Z" SH/><path d="M396 520Q396 510 406 510H412Q422 510 422 520V676H396Z" fill="$sandDark" K/><path d="M412 511Q421 511 421 520V675H412Z" SH/>
<path d="M56 590H396V640H56Z" fill="$sand" K/><path d="M57 626H395V639H57Z" SH/>
<path d="M56 540H396V592H56Z" fill="$paper" K/>
<path d="M64 534C60 506 76 496 92 502Q120 508 148 500C164 498 172 512 166 536Q118 548 64 534Z" fill="$paper" K/><path d="M150 501C164 499 171 512 165 535Q150 540 138 540Q154 522 150 501Z" SH/>
<path d="M150 532Q152 520 164 518H380Q398 518 398 536V612Q274 620 150 612Z" fill="$slateLight" K/><path d="M151 532Q152 520 164 518H190V613Q168 613 151 611Z" fill="$paper" K/><path d="M222 519V614M254 519V615M286 519V615M318 519V615M350 519V615M380 519V614" stroke="$slate" stroke-width="5" stroke-opacity=".65"/><path d="M151 598Q274 606 397 598V611Q274 618 151 611ZM386 520Q397 524 397 536V611H386Z" SH/></g>
<g><path d="M440 676H540L552 690H458Z" fill="$ink" fill-opacity=".16"/><path d="M442 560H462V676H442ZM512 560H532V676H512Z" fill="$sandDark" K/><path d="M440 566H534V622H440Z" fill="$sand" K/><path d="M474 594h26" stroke="$ink" stroke-width="6" stroke-linecap="round"/><path d="M475 594h24" stroke="$steel" stroke-width="2.400" stroke-linecap="round"/><path d="M522 567H533V621H522Z" SH/><path d="M432 552H542V568H432Z" fill="$sandDark" K/><path d="M532 553.500H540.500V566.500H532Z" SH/></g>
<rect x="546" y="606" width="26" height="30" rx="3" fill="$paper" K/><path d="M542 543C566 543 558 580 559 614" fill="none" stroke="$ink" stroke-width="3"/><rect x="553" y="610" width="12" height="16" rx="2" fill="$night" T/>
${at("nightlight", 487, 494, .68)}
<g><path d="M578 676H794L806 690H596Z" fill="$ink" fill-opacity=".16"/><path d="M582 512H602V676H582ZM766 512H786V676H766Z" fill="$sandDark" K/><path d="M602 512H766V548H602Z" fill="$sand" K/><path d="M670 530h28" stroke="$ink" stroke-width="6" stroke-linecap="round"/><path d="M671 530h26" stroke="$steel" stroke-width="2.400" stroke-linecap="round"/><path d="M602 512H766V520H602Z" SH/><path d="M570 498H798V514H570Z" fill="$sandDark" K/><path d="M786 499.500H796.500V512.500H786Z" SH/></g>
${at("books", 650, 432, .74)}
<g><path d="M728 450H766V498H732Q728 498 728 494Z" fill="$moss" K/><path d="M738 450L730 406M748 450L752 400M758 450L770 414" stroke="$ink" stroke-width="6.500" stroke-linecap="round"/><path d="M738 450L730 406" stroke="$slate" stroke-width="2.600" stroke-linecap="round"/><path d="M748 450L752 400" stroke="$sand" stroke-width="2.600" stroke-linecap="round"/><path d="M758 450L770 414" stroke="$brick" stroke-width="2.600" stroke-linecap="round"/><path d="M728 450H766V498H732Q728 498 728 494Z" fill="$moss" K/><path d="M754 451H765V497H754Z" SH/></g>
<g><path d="M820 676H1000V694H838Z" fill="$ink" fill-opacity=".16"/><path d="M818 66H1012V664H818Z" fill="$sand" K/><path d="M806 50H1012V70H806Z" fill="$sandDark" K/><path d="M832 92H1012V648H832Z" fill="none" K/><path d="M846 106H1012V634H846Z" fill="none" T/><path d="M818 71H1000V82H818Z" SH/><path d="M818 662H1012V678H818Z" fill="$sandDark" K/>${handle(839, 372, 424)}</g>
${at("uniform", 912, 176, 1)}
<g><path d="M96 778Q90 716 132 708L480 704Q548 708 560 744Q566 788 532 800Q300 812 120 802Q100 798 96 778Z" fill="$ink" fill-opacity=".13"/>
<path d="M84 752C78 722 92 704 118 704C150 700 190 700 204 712C214 734 212 770 200 786C170 794 130 796 108 792C92 786 86 772 84 752Z" fill="$paper" K/><path d="M196 708C212 724 212 772 200 786Q186 790 176 790Q196 752 180 706Q190 706 196 708Z" SH/><path d="M98 728Q112 734 114 746M98 772Q110 768 114 758" fill="none" T/>
<path d="M168 712Q166 702 182 700L470 696Q532 698 546 734Q554 776 522 790Q330 802 186 798Q168 796 168 784Q182 750 168 712Z" fill="$slate" K/>
<path d="M168 712Q166 702 182 700L252 699Q262 750 248 799L186 798Q168 796 168 784Q182 750 168 712Z" fill="$sand" T/><path d="M174 724H256M178 744H258M177 764H256M172 782H252" T stroke-opacity=".55"/>
<path d="M252 699L300 698Q340 742 322 770Q290 790 250 788Q262 748 252 699Z" fill="$slateLight" K/>
<path d="M352 698Q364 748 350 797M410 697Q422 748 408 795M468 697Q480 746 466 793M300 774Q420 770 548 752M330 730Q430 728 540 724" fill="none" T stroke-opacity=".75"/>
<path d="M546 734Q554 776 522 790Q330 802 188 798L186 786Q330 790 500 776Q530 770 536 716Q543 724 546 734Z" SH/><path d="M366 708H446" HI stroke-width="3.500"/></g>
${at("rabbit", 126, 704, .62)}
<ellipse cx="896" cy="800" rx="84" ry="11" fill="$ink" fill-opacity=".16"/>
<path d="M948 787C972 787 980 802 1004 802" fill="none" stroke="$ink" stroke-width="4.2"/>
${at("heater", 882, 732, .74, { shadow: false })}
${at("chargers", 690, 742, .86, { squash: .78 })}
`);

const bedroomPlaces = [
  ["sleepingbag", 370, 750, 360, 110],
  ["rabbit", 126, 702, 80, 126],
  ["keycard", 586, 274, 92, 118],
  ["chargers", 696, 742, 160, 124],
  ["uniform", 914, 178, 164, 192],
  ["nightlight", 487, 490, 112, 120],
  ["books", 652, 433, 112, 134],
  ["heater", 890, 734, 124, 128],
];

// Two opening pictures, 440 by 440, each with a small ruler at its own scale. The page draws the ring.

/** A ruler with a mark for each centimetre, `unit` wide. */
export function ruler(centimetres, unit) {
  const marks = Array.from({ length: centimetres + 1 }, (_, i) => `M${30 + i * unit} 410v${i % 5 ? -5 : -9}`).join("");
  const end = 30 + centimetres * unit;
  return `<path d="M30 410H${end}${marks}" fill="none" T/>`
    + lettering("0", { x: 30, y: 425, size: 9, weight: 1.2, anchor: "middle" })
    + lettering(`${centimetres} cm`, { x: end, y: 425, size: 9, weight: 1.2, anchor: "middle" });
}

const cord = "M233 228C262 218 300 214 322 246";
const bagAndKeys = inked(`
<path d="M0 0H440V440H0Z" fill="$paper"/>
<g transform="translate(6 40) scale(1.64)">${drawn("bag", { k: .8 })}</g>
<path d="${cord}" stroke="$ink" stroke-width="6.500" fill="none" stroke-linecap="round"/><path d="${cord}" stroke="$brick" stroke-width="3" fill="none" stroke-linecap="round"/>
<g transform="translate(240 224) scale(.84) rotate(-4 100 20)">${drawn("keys")}</g>
${ruler(10, 8)}`);

const phoneAndTicket = inked(`
<path d="M0 0H440V440H0Z" fill="$paper"/>
<g transform="translate(158 136) scale(1.36) rotate(4 100 100)">${drawn("ticket", { k: .9 })}</g>
<g transform="translate(-42 34) scale(1.55) rotate(-7 100 100)">${drawn("phone", { k: .8 })}</g>
${ruler(5, 22)}`);

export const scenes = { hallway, kitchen, bedroom };
export const openings = { "bag-and-keys": bagAndKeys, "phone-and-ticket": phoneAndTicket };

/** Scene, object, centre x, centre y, width and height of its hit box. */
export const places = Object.entries({ hallway: hallwayPlaces, kitchen: kitchenPlaces, bedroom: bedroomPlaces })
  .flatMap(([scene, boxes]) => boxes.map((box) => [scene, ...box]));
