// The platform, the child's room, the property desk and the open boot, each 1000 by 820, with where their objects stand;
// and the opening pictures of what is read and heard.

import { lettering } from "./lettering.mjs";
import { drawn, inked } from "./objects.mjs";
import { casement, chair } from "./objects-two.mjs";
import { at, curtain, floorboards, floorEdge, handle, lamp, room, ruler } from "./scenes.mjs";

const WIDTH = 1000;

/** Places on a floor or a table whose lines meet at (x, y). */
function seenFrom(eyeX, eyeY) {
  const away = (x, y, far) => [x + (eyeX - x) * far, y + (eyeY - y) * far].map((n) => Number(n.toFixed(1))).join(" ");
  const back = (y, behind) => (y - behind) / (y - eyeY);
  return {
    /** A flat thing from x1 to x2 at its near edge `near`, going back to `behind`. */
    flat: (x1, x2, near, behind) => `M${x1} ${near}L${x2} ${near}L${away(x2, near, back(near, behind))}L${away(x1, near, back(near, behind))}Z`,
    seam: (x, near, behind) => `M${x} ${near}L${away(x, near, back(near, behind))}`,
  };
}

const clock = (x, y, radius, hour, minute) => {
  const hand = (turn, length, width) => `<path d="M${x} ${y}L${(x + length * Math.sin(turn)).toFixed(1)} ${(y - length * Math.cos(turn)).toFixed(1)}" stroke="$ink" stroke-width="${width}" stroke-linecap="round"/>`;
  const [r, tick] = [radius, radius * .72];
  return `<circle cx="${x}" cy="${y}" r="${r}" fill="$paper" K/><circle cx="${x}" cy="${y}" r="${r - 7}" fill="none" T/><path d="M${x} ${y - tick}v6M${x} ${y + tick}v-6M${x - tick} ${y}h6M${x + tick} ${y}h-6" K/>`
    + `${hand(((hour + minute / 60) * Math.PI) / 6, r * .46, 5)}${hand((minute * Math.PI) / 30, r * .68, 3.2)}<circle cx="${x}" cy="${y}" r="4" fill="$ink"/>`;
};

// The platform, 06.1.

const PLATFORM = 640;
const paving = seenFrom(470, 250);

function slabs() {
  const seams = Array.from({ length: 25 }, (_, i) => paving.seam(-830 + i * 110, 762, PLATFORM));
  return `<path d="${seams.join("")}M0 664H1000M0 702H1000" stroke="$ink" stroke-opacity=".2" stroke-width="1.6"/>`;
}

function valance() {
  const boards = Array.from({ length: 40 }, (_, i) => `M${i * 25} 62H${i * 25 + 25}V88L${i * 25 + 12.5} 104L${i * 25} 88Z`);
  const holes = Array.from({ length: 40 }, (_, i) => `M${i * 25 + 12.5} 84h.1`);
  return `<path d="${boards.join("")}" fill="$paper" T/><path d="${holes.join("")}" stroke="$moss" stroke-width="7" stroke-linecap="round"/>`;
}

function bricks(x1, x2, y1, y2) {
  const marks = [];
  for (let y = y1 + 22, row = 0; y < y2; y += 22, row += 1) {
    marks.push(`M${x1} ${y}H${x2}`);
    for (let x = x1 + (row % 2 ? 26 : 52); x < x2; x += 52) marks.push(`M${x} ${y}v-22`);
  }
  return `<path d="M${x1} ${y1}H${x2}V${y2}H${x1}Z" fill="#E8C8BB" K/><path d="${marks.join("")}" stroke="$ink" stroke-opacity=".22" stroke-width="1.3"/>`;
}

const post = (x) => `<path d="M${x} 104H${x + 22}V${PLATFORM}H${x}Z" fill="$moss" K/><path d="M${x - 5} 612H${x + 27}V${PLATFORM + 4}H${x - 5}ZM${x - 4} 150H${x + 26}V162H${x - 4}Z" fill="$moss" K/><path d="M${x + 14} 105H${x + 21}V639H${x + 14}Z" SH/>`;

const slat = (x1, x2, y, height) => `<path d="M${x1} ${y}H${x2}V${y + height}H${x1}Z" fill="$sandDark" K/><path d="M${x1 + 1} ${y + height - 6}H${x2 - 1}V${y + height - 1}H${x1 + 1}Z" SH/>`;

const benchLeg = (x) => `<path d="M${x} 404V530M${x} 520L${x - 12} 646M${x} 520L${x + 18} 646" stroke="$ink" stroke-width="10" stroke-linecap="round" fill="none"/><path d="M${x} 404V530M${x} 520L${x - 12} 646M${x} 520L${x + 18} 646" stroke="$slate" stroke-width="4.6" stroke-linecap="round" fill="none"/>`;

const flower = (x, y, fill) => `<circle cx="${x}" cy="${y}" r="9" fill="${fill}" K/><circle cx="${x}" cy="${y}" r="2.6" fill="$paper"/>`;

const platform = inked(`
<path d="M0 0H${WIDTH}V${PLATFORM}H0Z" fill="#DDE6E9"/>
<path d="M0 250H620V${PLATFORM}H0Z" fill="#EFE6DA"/><path d="M0 318H620V${PLATFORM}H0Z" fill="$glow"/>
<circle cx="262" cy="372" r="46" fill="#FBF6E6"/>
<path d="M0 372Q110 330 220 362T430 344T620 366V480H0Z" fill="#C3CFC6"/>
<path d="M286 396V372L306 356L326 372V396ZM330 396V378L348 364L366 378V396ZM52 392V372L72 356L92 372V392Z" fill="$stone" T/><path d="M82 362v-14h8v20" fill="$stone" T/><path d="M298 378h6v8h-6zM344 382h6v7h-6z" fill="$glow" T/>
<path d="M0 398Q120 376 260 396T620 388V480H0Z" fill="$mossLight" T/>
<path d="M414 396V312M396 326H432M400 340H428" stroke="$ink" stroke-opacity=".55" stroke-width="3"/><path d="M0 300Q200 340 398 327M432 327Q540 338 620 318" fill="none" stroke="$ink" stroke-opacity=".35" stroke-width="1.3"/>
<path d="M120 268q7-7 13 0q6-7 13 0M158 250q6-6 11 0q5-6 11 0M342 284q6-6 11 0q5-6 11 0" fill="none" T/>
${bricks(0, 620, 470, PLATFORM)}<path d="M0 458H620V472H0Z" fill="$stone" K/>
<path d="M0 178H620V190H0Z" fill="$moss" K/><path d="M150 190V458M292 190V458M434 190V458" stroke="$ink" stroke-width="9"/><path d="M150 190V458M292 190V458M434 190V458" stroke="$moss" stroke-width="4.5"/>
<path d="M34 400L130 210H108L34 350ZM176 430L266 250H250L176 400Z" fill="$paper" fill-opacity=".35"/>
<path d="M620 60H${WIDTH}V${PLATFORM}H620Z" fill="#EFEDE6"/><path d="M620 104H${WIDTH}V118H620Z" SH/>
${bricks(620, 1000, 566, PLATFORM)}<path d="M620 556H${WIDTH}V568H620Z" fill="$stone" K/><path d="M620 104V${PLATFORM}" K/><path d="M620 119H632V556H620Z" SH/>
<path d="M0 0H${WIDTH}V40H0Z" fill="$mossLight"/><path d="M0 14H${WIDTH}M0 27H${WIDTH}" stroke="$ink" stroke-opacity=".25" stroke-width="1.3"/><path d="M0 40H${WIDTH}V64H0Z" fill="$moss" K/><path d="M0 56H${WIDTH}V63H0Z" SH/>
${valance()}
${post(8)}${post(594)}
<path d="M98 96V128M206 96V128" K/><path d="M66 128H238V172H66Z" fill="$night" K/>${lettering("Platform 4", { x: 152, y: 158, size: 21, weight: 3, colour: "$paper", anchor: "middle" })}
<path d="M348 92V112" stroke="$ink" stroke-width="6"/><circle cx="355" cy="158" r="44" fill="$ink" fill-opacity=".12"/><circle cx="348" cy="150" r="46" fill="$moss" K/>${clock(348, 150, 39, 6, 10)}
<path d="M470 206H586V376H470Z" fill="$ink" fill-opacity=".13"/><path d="M462 198H578V368H462Z" fill="$slate" K/><path d="M472 232H568V358H472Z" fill="$paper" K/>${lettering("Timetable", { x: 520, y: 224, size: 15, weight: 2.2, colour: "$paper", anchor: "middle" })}
<path d="M472 250H568M496 233V357M520 233V357M544 233V357" T/><path d="M478 242h12M502 242h12M526 242h12M550 242h12" stroke="$ink" stroke-width="3"/><path d="M478 262h12M478 274h12M478 286h12M478 298h12M478 310h12M478 322h12M478 334h12M478 346h12M502 262h12M502 286h12M502 298h12M502 322h12M502 346h12M526 262h12M526 274h12M526 298h12M526 310h12M526 334h12M550 274h12M550 286h12M550 310h12M550 322h12M550 346h12" stroke="$slate" stroke-width="2.4"/><path d="M568 199H576.8V366.8H568Z" SH/>
<path d="M0 ${PLATFORM}H${WIDTH}V820H0Z" fill="#D9DCD5"/>${slabs()}
<path d="M0 ${PLATFORM}H${WIDTH}V654L0 650Z" fill="$ink" fill-opacity=".1"/><path d="M0 ${PLATFORM}H${WIDTH}" K/>
<path d="M0 752H${WIDTH}V780H0Z" fill="$sand" T/><path d="${Array.from({ length: 50 }, (_, i) => `M${i * 20 + 10} 760h.1M${i * 20 + 6} 772h.1`).join("")}" stroke="$sandDark" stroke-width="7" stroke-linecap="round"/>
<path d="M0 786H${WIDTH}V802H0Z" fill="$paper" T/><path d="M0 808H${WIDTH}V820H0Z" fill="$night" K/>
<path d="M64 650H566L592 668H92Z" fill="$ink" fill-opacity=".14"/>
${slat(56, 552, 396, 18)}${slat(56, 552, 426, 18)}${slat(56, 552, 456, 18)}
${benchLeg(96)}${benchLeg(512)}
${slat(46, 562, 506, 20)}
${at("schoolbag", 166, 434, .86)}
${at("blanket", 314, 458, .72)}
${at("hotdrink", 452, 453, .72)}
<path d="M206 646H330L346 658H224Z" fill="$ink" fill-opacity=".16"/>
${at("trainers2", 264, 594, .66, { shadow: false })}
<path d="M600 650h30l10 8h-34z" fill="$ink" fill-opacity=".16"/>
${at("umbrella", 590, 562, .98, { turn: -25, shadow: false })}
<path d="M650 650H796L812 664H666Z" fill="$ink" fill-opacity=".16"/><path d="M652 238H790V648H652Z" fill="$ink" fill-opacity=".12"/>
<path d="M642 228Q642 220 650 220H774Q782 220 782 228V646H642Z" fill="$slate" K/><path d="M642 220H782V264H642Z" fill="$night" K/>${lettering("Tickets", { x: 712, y: 250, size: 19, weight: 2.8, colour: "$paper", anchor: "middle" })}
<path d="M658 280H766V380H658Z" fill="$night" K/><path d="M666 288H758V372H666Z" fill="$slateLight" T/><path d="M674 298H750V312H674ZM674 320H708V340H674ZM716 320H750V340H716ZM674 348H708V364H674ZM716 348H750V364H716Z" fill="$paper" T/><path d="M680 305h34" T/>
<path d="M660 394H690V424H660Z" fill="$steel" K/><path d="M666 402h18M666 409h18M666 416h18" stroke="$ink" stroke-width="3" stroke-dasharray="4 3"/><path d="M704 400H764" stroke="$ink" stroke-width="7" stroke-linecap="round"/><path d="M734 414H764" stroke="$ink" stroke-width="5" stroke-linecap="round"/>
<path d="M656 440H768V528H656Z" fill="$night" K/><path d="M656 518H768V530H656Z" fill="$steel" K/><path d="M656 548H768V630H656Z" fill="none" T/><circle cx="758" cy="590" r="4" fill="$steel" T/>
<path d="M770 265H780.8V645H770Z" SH/>
${at("ticketstub", 712, 478, .56)}
<path d="M818 148H974V372H818Z" fill="$ink" fill-opacity=".12"/><path d="M810 140H966V364H810Z" fill="$sandDark" K/><path d="M820 150H956V354H820Z" fill="$mossLight" K/><path d="M820 150H956V158H820ZM820 158H828V353H820Z" SH/>
<path d="M836 168h.1M944 168h.1M842 340h.1M928 336h.1" stroke="$ink" stroke-width="5" stroke-linecap="round"/>
${at("poster", 890, 256, .92)}
<path d="M786 670H976L994 684H806Z" fill="$ink" fill-opacity=".16"/>
${at("bicycle", 884, 584, 1.02)}
<path d="M40 738H168L186 750H56Z" fill="$ink" fill-opacity=".16"/>
<path d="M50 690C34 660 40 650 56 664C54 640 70 636 78 660C86 630 104 632 104 660C116 636 132 640 130 664C148 648 156 664 142 690Z" fill="$moss" K/>${flower(52, 664, "$brick")}${flower(78, 650, "$plum")}${flower(104, 656, "$brickLight")}${flower(130, 652, "$brick")}${flower(92, 674, "$brick")}${flower(146, 672, "$plum")}
<path d="M36 684H160L150 742H46Z" fill="$sandDark" K/><path d="M40 706H156M44 726H152M76 685L79 741M120 685L117 741" T/><path d="M146 685H158.5L149 741H134Z" SH/>
${at("earphones", 656, 702, .76, { squash: .62 })}
`);

const platformPlaces = [
  ["schoolbag", 166, 432, 140, 152],
  ["blanket", 314, 456, 122, 92],
  ["hotdrink", 452, 450, 106, 132],
  ["earphones", 656, 705, 146, 94],
  ["trainers2", 264, 596, 118, 110],
  ["umbrella", 590, 564, 76, 184],
  ["ticketstub", 712, 478, 104, 88],
  ["poster", 890, 254, 138, 166],
  ["bicycle", 884, 590, 200, 150],
];

// The child's room, the same afternoon.

const childroom = inked(`
${room({ wall: "#F2EDE1", floor: "$sand" })}
${floorboards()}${floorEdge}
${lamp(660, 30)}
<path d="M60 176H344V380H60Z" fill="$ink" fill-opacity=".1"/>
<g transform="translate(74 170) scale(1.75)">${inked(casement, .62)}</g>
<path d="M-10 88H434" stroke="$ink" stroke-width="8" stroke-linecap="round"/><path d="M-10 88H434" stroke="$sandDark" stroke-width="3.4" stroke-linecap="round"/><circle cx="436" cy="88" r="7" fill="$sandDark" K/>
<g transform="translate(0 12)">${curtain(-22, 1).replace("$plum", "$moss")}${curtain(430, -1).replace("$plum", "$moss")}</g>
<path d="M122 684H300L318 698H142Z" fill="$ink" fill-opacity=".16"/>
<g transform="translate(126 464) scale(2.4)">${inked(chair, .45)}</g>
<g transform="translate(14 0)"><path d="M470 108H620V252H470Z" fill="$ink" fill-opacity=".12"/><path d="M462 100H612V244H462Z" fill="$slate" K/><path d="M463 204Q500 188 538 204T611 200V243H463Z" fill="$night"/><path d="M488 196C486 166 514 146 544 150C566 152 576 166 586 160C592 152 586 144 596 136C604 144 602 158 594 168C588 190 560 204 530 204C510 204 490 204 488 196Z" fill="$slateLight" K/><path d="M490 190Q520 196 548 184M520 203l-6 16l18-12" fill="none" T/><circle cx="508" cy="176" r="3" fill="$ink"/><path d="M516 146C514 132 504 130 500 136M516 146C518 132 528 130 532 136" fill="none" K/><path d="M600 101H610.8V242.8H600Z" SH/></g>
<g transform="translate(14 0)"><path d="M440 344H684V360H440Z" fill="$ink" fill-opacity=".12"/><path d="M452 276H470V336H452ZM470 284H492V336H470ZM492 270H508V336H492Z" fill="$brick" K/><path d="M470 284H492V336H470Z" fill="$sand" K/><path d="M510 336L522 276L540 280L528 336Z" fill="$slate" K/><path d="M453 290h16M493 284h14M471 298h20" T/><path d="M582 294H618C618 316 610 324 606 326V332H594V326C590 324 582 316 582 294Z" fill="$steel" K/><path d="M582 300C570 298 572 316 588 314M618 300C630 298 628 316 612 314" fill="none" K/><path d="M590 332H610V337H590Z" fill="$sandDark" K/><path d="M612 295H617Q617 316 606 325H602Q612 312 612 295Z" SH/><circle cx="650" cy="316" r="20" fill="$slateLight" K/><path d="M634 306q10-8 18 0t-4 12t-12 6M656 300q10 2 8 12t-6 10" fill="$moss" T/><path d="M640 336H660" K/><path d="M432 336H676V350H432Z" fill="$sandDark" K/></g>
<g><path d="M390 678H712L726 694H408Z" fill="$ink" fill-opacity=".16"/>
<path d="M376 430Q376 418 388 418H400Q412 418 412 430V676H376Z" fill="$sandDark" K/><path d="M400 419Q411 420 411 430V675H400Z" SH/><path d="M684 540Q684 530 694 530H700Q710 530 710 540V676H684Z" fill="$sandDark" K/><path d="M700 531Q709 532 709 540V675H700Z" SH/>
<path d="M412 596H684V644H412Z" fill="$sand" K/><path d="M413 630H683V643H413Z" SH/><path d="M412 548H684V598H412Z" fill="$paper" K/>
<path d="M418 540C414 512 430 504 446 510Q470 514 494 508C508 506 516 520 510 542Q466 554 418 540Z" fill="$paper" K/>
<path d="M500 540Q502 526 514 524H670Q686 524 686 542V618Q592 626 500 618Z" fill="$mossLight" K/><path d="M501 540Q502 526 514 524H540V619Q516 619 501 617Z" fill="$paper" K/>
<path d="M566 548h.1M606 540h.1M646 548h.1M586 574h.1M626 574h.1M666 574h.1M566 600h.1M606 600h.1M646 602h.1" stroke="$moss" stroke-width="13" stroke-linecap="round"/><path d="M501 604Q592 612 685 604V617Q592 625 501 617ZM674 526Q685 530 685 542V617H674Z" SH/></g>
${at("teddy", 458, 476, .62)}
${at("giftbag", 610, 458, .78)}
<path d="M728 134H992V352H728Z" fill="$ink" fill-opacity=".12"/><path d="M720 126H984V344H720Z" fill="$sandDark" K/><path d="M731 137H973V333H731Z" fill="#DDBF97" K/><path d="${Array.from({ length: 34 }, (_, i) => `M${738 + ((i * 67) % 230)} ${146 + ((i * 41) % 182)}h.1`).join("")}" stroke="$ink" stroke-opacity=".25" stroke-width="3" stroke-linecap="round"/><path d="M731 137H973V145H731ZM731 145H739V332H731Z" SH/>
${at("diary", 806, 240, .76)}
<path d="M806 182h.1" stroke="$ink" stroke-width="13" stroke-linecap="round"/><path d="M806 182h.1" stroke="$slate" stroke-width="8" stroke-linecap="round"/>
${at("receipt", 920, 240, .7)}
<path d="M924 184h.1" stroke="$ink" stroke-width="13" stroke-linecap="round"/><path d="M924 184h.1" stroke="$brick" stroke-width="8" stroke-linecap="round"/>
<g><path d="M734 678H1000V694H752Z" fill="$ink" fill-opacity=".16"/><path d="M738 512H758V676H738Z" fill="$sandDark" K/><path d="M858 512H990V672H858Z" fill="$sand" K/><path d="M868 524H980V564H868ZM868 572H980V612H868ZM868 620H980V662H868Z" fill="none" T/>${[544, 592, 641].map((y) => `<path d="M910 ${y}h28" stroke="$ink" stroke-width="6" stroke-linecap="round"/><path d="M911 ${y}h26" stroke="$steel" stroke-width="2.4" stroke-linecap="round"/>`).join("")}<path d="M978 513H989V671H978ZM758 513H858V520H758Z" SH/>
<path d="M722 496L738 462H1000V496Z" fill="$sand" K/><path d="M722 496H1000V514H722Z" fill="$sandDark" K/><path d="M722 507H1000V513H722Z" SH/></g>
${at("simcards", 796, 474, .6, { squash: .44 })}
<g><path d="M846 430H876V478H852Q846 478 846 474Z" fill="$slate" K/><path d="M854 430L848 396M862 430L864 388M870 430L878 400" stroke="$ink" stroke-width="6.5" stroke-linecap="round"/><path d="M854 430L848 396" stroke="$moss" stroke-width="2.6" stroke-linecap="round"/><path d="M862 430L864 388" stroke="$sand" stroke-width="2.6" stroke-linecap="round"/><path d="M870 430L878 400" stroke="$brick" stroke-width="2.6" stroke-linecap="round"/><path d="M846 430H876V478H852Q846 478 846 474Z" fill="$slate" K/><path d="M868 431H875V477H868Z" SH/></g>
${at("perfume", 938, 428, .64)}
<ellipse cx="484" cy="752" rx="254" ry="56" fill="$ink" fill-opacity=".1"/><ellipse cx="476" cy="746" rx="254" ry="56" fill="$slate" K/><ellipse cx="476" cy="745" rx="226" ry="47" fill="$slateLight" T/><ellipse cx="476" cy="744" rx="196" ry="39" fill="$paper" fill-opacity=".7" T/>
${at("homework", 470, 740, 1, { squash: .52 })}
<g><path d="M806 752H890L900 762H818Z" fill="$ink" fill-opacity=".16"/><path d="M800 726C800 712 812 710 820 718L836 734H858Q870 736 870 748V754H800Z" fill="$night" K/><path d="M800 746H870V755H800Z" fill="$stone" K/><path d="M818 716l10 10" stroke="$paper" stroke-width="3"/></g>
<g transform="translate(62 26)"><path d="M800 726C800 712 812 710 820 718L836 734H858Q870 736 870 748V754H800Z" fill="$night" K/><path d="M800 746H870V755H800Z" fill="$stone" K/><path d="M818 716l10 10" stroke="$paper" stroke-width="3"/></g>
`);

const childroomPlaces = [
  ["window", 206, 356, 268, 400],
  ["teddy", 458, 476, 96, 112],
  ["giftbag", 610, 456, 108, 140],
  ["simcards", 796, 474, 110, 70],
  ["perfume", 938, 428, 106, 120],
  ["diary", 806, 242, 138, 118],
  ["receipt", 920, 240, 80, 128],
  ["homework", 470, 740, 190, 84],
];

// The property desk, 19.15.

const desk = seenFrom(500, -1500);

const tray = (x1, x2) => `
<path d="${desk.flat(x1 + 10, x2 + 14, 792, 486)}" fill="$ink" fill-opacity=".13"/>
<path d="${desk.flat(x1, x2, 780, 478)}" fill="$stone" K/><path d="${desk.flat(x1 + 13, x2 - 13, 768, 490)}" fill="#DCE3E5" K/>
<path d="${desk.flat(x1 + 14, x1 + 24, 767, 491)}" SH/>
<path d="M${x1 + (x2 - x1) / 2 - 26} 774h52" stroke="$ink" stroke-opacity=".4" stroke-width="5" stroke-linecap="round"/>`;

const paperBag = (x, y, width, height, fill = "$sandDark") => `<path d="M${x} ${y - height}H${x + width}V${y}H${x}Z" fill="${fill}" K/><path d="M${x} ${y - height}H${x + width}V${y - height + 16}H${x}Z" fill="$sand" K/><path d="M${x + 12} ${y - height + 30}H${x + width - 14}V${y - height + 58}H${x + 12}Z" fill="$paper" T/><path d="M${x + 18} ${y - height + 39}h${width - 40}M${x + 18} ${y - height + 48}h${width - 52}" T/><path d="M${x + width - 9} ${y - height + 17}H${x + width - 1}V${y - 1}H${x + width - 9}Z" SH/>`;

const cell = (column, row, inside, number) => {
  const [x, y] = [346 + column * 126, 58 + row * 152];
  return `<path d="M${x} ${y}H${x + 114}V${y + 116}H${x}Z" fill="#CBD2C9" K/><path d="M${x + 1} ${y + 1}H${x + 113}V${y + 12}H${x + 1}ZM${x + 1} ${y + 12}H${x + 10}V${y + 115}H${x + 1}Z" SH/>${inside(x, y + 115)}`
    + `<path d="M${x + 42} ${y + 121}H${x + 72}V${y + 138}H${x + 42}Z" fill="$paper" T/>${lettering(String(number), { x: x + 57, y: y + 135, size: 11, weight: 1.7, anchor: "middle" })}`;
};

const box = (x, y) => `<path d="M${x + 14} ${y - 62}H${x + 102}V${y}H${x + 14}Z" fill="$slateLight" K/><path d="M${x + 10} ${y - 76}H${x + 106}V${y - 60}H${x + 10}Z" fill="$slate" K/><path d="M${x + 40} ${y - 40}H${x + 76}V${y - 22}H${x + 40}Z" fill="$paper" T/><path d="M${x + 92} ${y - 59}H${x + 101}V${y - 1}H${x + 92}Z" SH/>`;
const folded = (x, y) => `<path d="M${x + 16} ${y - 22}H${x + 100}V${y}H${x + 16}Z" fill="$moss" K/><path d="M${x + 18} ${y - 42}H${x + 98}V${y - 22}H${x + 18}Z" fill="$stone" K/><path d="M${x + 16} ${y - 62}H${x + 100}V${y - 42}H${x + 16}Z" fill="$slate" K/><path d="M${x + 16} ${y - 8}H${x + 100}M${x + 18} ${y - 30}H${x + 98}M${x + 16} ${y - 50}H${x + 100}" T/><path d="M${x + 90} ${y - 61}H${x + 99}V${y - 1}H${x + 90}Z" SH/>`;
const oneBag = (x, y) => paperBag(x + 22, y, 70, 88);
const twoBags = (x, y) => paperBag(x + 12, y, 54, 74) + paperBag(x + 56, y, 50, 92, "#D8C69A");
const rucksack = (x, y) => `<g transform="translate(${x + 12} ${y - 90}) scale(.5)">${drawn("bag", { k: 1.6, shadow: false })}</g>`;
const empty = () => "";

const property = inked(`
<path d="M0 0H${WIDTH}V440H0Z" fill="#E7EBE6"/><path d="M0 0H${WIDTH}V18H0Z" fill="$paper" T/>
<path d="M0 330H${WIDTH}V440H0Z" fill="#D3DBD6"/><path d="M0 326H${WIDTH}V334H0Z" fill="$paper" T/>
<circle cx="173" cy="106" r="50" fill="$ink" fill-opacity=".12"/>${clock(166, 98, 50, 7, 15)}
<path d="M346 64H996V368H346Z" fill="$ink" fill-opacity=".12"/><path d="M334 46H986V358H334Z" fill="$sand" K/><path d="M976 47H985V357H976Z" SH/>
${[[oneBag, box, empty, twoBags, folded], [twoBags, folded, rucksack, oneBag, box]].map((shelf, row) => shelf.map((inside, column) => cell(column, row, inside, row * 5 + column + 1)).join("")).join("")}
<path d="${desk.flat(-240, 1240, 792, 424)}" fill="$sand" K/>
<path d="M0 424H${WIDTH}V436L0 432Z" fill="$ink" fill-opacity=".12"/>
<path d="M0 792H${WIDTH}V820H0Z" fill="$sandDark" K/><path d="M0 808H${WIDTH}V820H0Z" SH/>
<g><path d="M110 440H250L266 452H128Z" fill="$ink" fill-opacity=".16"/><path d="M160 384H192V432H160Z" fill="$steel" K/><path d="M112 430H240Q244 444 236 444H116Q108 444 112 430Z" fill="$steel" K/><path d="M113 438H239V443H114Z" SH/><path d="M42 192Q42 184 50 184H302Q310 184 310 192V384Q310 392 302 392H50Q42 392 42 384Z" fill="$night" K/><path d="M54 196H298V372H54Z" fill="$paper" T/><path d="M54 196H298V222H54Z" fill="$slate" T/>
${lettering("Property", { x: 66, y: 215, size: 14, weight: 2, colour: "$paper" })}
<path d="M66 240H166M66 252H140" T/><path d="M66 268H286V284H66ZM66 292H286V308H66ZM66 316H286V332H66ZM66 340H286V356H66Z" fill="none" T/><path d="M74 276h90M74 300h116M74 324h70" stroke="$slate" stroke-width="3" stroke-linecap="round"/><path d="M268 276l4 4l8-8M268 300l4 4l8-8" fill="none" stroke="$ink" stroke-width="2.4" stroke-linecap="round"/><path d="M206 236H286V256H206Z" fill="$mossLight" T/><path d="M300 185H302Q308.8 185 308.8 192V384Q308.8 391 302 391H298Z" SH/></g>
<path d="M352 436H408Q412 436 410 440L400 452H360Z" fill="$ink" fill-opacity=".14"/><path d="M344 392H392V440Q392 446 386 446H350Q344 446 344 440Z" fill="$brick" K/><path d="M392 402q18 0 18 16t-18 16" fill="none" stroke="$ink" stroke-width="8"/><path d="M392 402q18 0 18 16t-18 16" fill="none" stroke="$brick" stroke-width="3.4"/><path d="M382 393H391V439Q391 445 386 445H374Q382 420 382 393Z" SH/><path d="M362 382q-6-6 0-12t0-12M376 384q-6-6 0-12t0-10" fill="none" T/>
<g><path d="${desk.flat(452, 640, 464, 430)}" fill="$paper" K/><path d="M476 440H600M472 448H560M470 456H616" T/><path d="M606 456L668 436" stroke="$ink" stroke-width="8" stroke-linecap="round"/><path d="M606 456L668 436" stroke="$slate" stroke-width="3.6" stroke-linecap="round"/></g>
<g><path d="${desk.flat(742, 900, 464, 430)}" fill="$slateLight" fill-opacity=".8" K/><path d="${desk.flat(736, 894, 458, 424)}" fill="$paper" K/><path d="M758 440H870M752 448H820" T/><path d="M748 432L882 432" stroke="$brick" stroke-width="4"/></g>
<g><path d="M934 400H972V446H934Z" fill="$steel" K/><path d="M944 400L940 362M954 400L958 356M964 400L974 368" stroke="$ink" stroke-width="6.5" stroke-linecap="round"/><path d="M944 400L940 362" stroke="$slate" stroke-width="2.6"/><path d="M954 400L958 356" stroke="$brick" stroke-width="2.6"/><path d="M964 400L974 368" stroke="$moss" stroke-width="2.6"/><path d="M934 400H972V446H934Z" fill="$steel" K/><path d="M963 401H971V445H963Z" SH/></g>
${tray(14, 330)}${tray(344, 656)}${tray(670, 986)}
${at("twophones", 146, 636, .94, { squash: .92 })}
${at("bankcard", 264, 540, .68, { squash: .9 })}
${at("keyfob", 264, 694, .74, { squash: .92 })}
${at("cash", 440, 552, .7, { squash: .9 })}
${at("bandage", 568, 552, .68, { squash: .92 })}
${at("busticket", 500, 696, 1.06, { squash: .9 })}
${at("schoolpass", 746, 560, .72, { squash: .92 })}
${at("inhaler", 876, 556, .68, { squash: .92 })}
${at("comic", 752, 698, .74, { squash: .92 })}
${at("sweets", 886, 696, .72, { squash: .92 })}
`);

const propertyPlaces = [
  ["twophones", 145, 634, 140, 160],
  ["bankcard", 266, 540, 100, 78],
  ["keyfob", 268, 694, 98, 122],
  ["cash", 440, 552, 116, 82],
  ["bandage", 570, 550, 118, 92],
  ["busticket", 500, 696, 196, 112],
  ["schoolpass", 746, 558, 88, 128],
  ["inhaler", 870, 552, 82, 104],
  ["comic", 754, 698, 108, 126],
  ["sweets", 886, 696, 104, 122],
];

// The open boot of a hire car, 20.3.

const road = seenFrom(500, 300);

const tufts = (y, count, step) => Array.from({ length: count }, (_, i) => {
  const x = (i * step + (i % 3) * 9) % 1000;
  return `M${x} ${y}l-4-11M${x} ${y}v-14M${x} ${y}l5-11`;
}).join("");

const carboot = inked(`
<path d="M0 0H${WIDTH}V600H0Z" fill="#A9BBCB"/><path d="M0 150H${WIDTH}V600H0Z" fill="#C6C3D0"/><path d="M0 268H${WIDTH}V600H0Z" fill="#E6D3C8"/><path d="M0 350H${WIDTH}V600H0Z" fill="$glow"/>
<path d="M78 78h.1M410 22h.1M930 96h.1M880 34h.1M128 176h.1" stroke="$paper" stroke-width="4" stroke-linecap="round"/>
<path d="M0 424Q120 380 240 410T520 400T780 396T1000 412V600H0Z" fill="#9DABA6"/>
<path d="M858 420V396L880 378L902 396V420ZM906 420V402L924 388L942 402V420Z" fill="#7E8F92" T/><path d="M866 400h8v10h-8zM884 400h8v10h-8zM918 406h7v8h-7z" fill="$glow" T/>
<path d="M0 470C20 440 50 446 66 456C84 430 118 436 130 456C150 440 184 446 200 462H800C816 440 850 440 866 456C880 430 922 434 936 454C952 440 984 444 1000 460V620H0Z" fill="$moss" K/><path d="M20 486q12-10 24 0M92 476q12-10 24 0M120 510q12-10 24 0M40 530q12-10 24 0M868 486q12-10 24 0M930 480q12-10 24 0M900 516q12-10 24 0M960 530q12-10 24 0" fill="none" T stroke-opacity=".6"/>
<circle cx="86" cy="196" r="78" fill="$glow" fill-opacity=".35"/><circle cx="86" cy="196" r="44" fill="$glow" fill-opacity=".6"/>
<path d="M28 640V200Q28 172 56 172H84" fill="none" stroke="$ink" stroke-width="12"/><path d="M28 640V200Q28 172 56 172H84" fill="none" stroke="$steel" stroke-width="6.5"/><path d="M64 166H112L120 184H58Z" fill="$slate" K/><path d="M66 184H112Q108 196 89 196T66 184Z" fill="#FBF6E6" K/>
<path d="M0 596H${WIDTH}V660H0Z" fill="$mossLight"/><path d="${tufts(634, 17, 61)}" fill="none" stroke="$moss" stroke-width="3" stroke-linecap="round"/>
<path d="M0 652H${WIDTH}V820H0Z" fill="#C5CACA"/><path d="M0 644H${WIDTH}V658H0Z" fill="$stone" K/><path d="${Array.from({ length: 10 }, (_, i) => `M${50 + i * 100} 645V657`).join("")}" T/>
<path d="M0 796H${WIDTH}V806H0Z" fill="$paper"/><path d="${Array.from({ length: 30 }, (_, i) => `M${(i * 173) % 980} ${676 + ((i * 47) % 112)}h9`).join("")}" stroke="$ink" stroke-opacity=".16" stroke-width="1.6" stroke-linecap="round"/>
<path d="M120 726H890L950 764H170Z" fill="$ink" fill-opacity=".18"/>
<path d="M168 640H258V728Q258 742 244 742H182Q168 742 168 728ZM742 640H832V728Q832 742 818 742H756Q742 742 742 728Z" fill="$night" K/><path d="M184 648V740M200 648V741M226 648V741M242 648V740M758 648V740M774 648V741M800 648V741M816 648V740" stroke="$slate" stroke-width="2"/>
<path d="M246 330L214 150M754 330L786 150" stroke="$ink" stroke-width="9"/><path d="M246 330L214 150M754 330L786 150" stroke="$steel" stroke-width="4"/>
<path d="M238 232L164 66Q158 44 182 44H818Q842 44 836 66L762 232Z" fill="#D5DBDB" K/><path d="M272 208L214 84Q208 68 226 68H774Q792 68 786 84L728 208Z" fill="$slate" K/><path d="M236 74L262 74L320 206H280Z" fill="$slateLight" fill-opacity=".45"/><path d="M790 45H818Q841 45 835 66L761 231H724Z" SH/><path d="M440 218H560V228H440Z" fill="$night" K/>
<path d="M144 420Q146 360 172 330L226 244Q236 230 254 230H746Q764 230 774 244L828 330Q854 360 856 420V620H144Z" fill="#D5DBDB" K/>
<path d="M262 250H738Q750 250 756 260L796 330V566H204V330L244 260Q250 250 262 250Z" fill="$night" K/>
<path d="M250 262H750L780 322V336H220V322Z" fill="#1B2D3B"/><path d="M296 262H704L716 330H284Z" fill="#7F93A3" T/><path d="M285 326L294 268H318L350 326Z" fill="$paper" fill-opacity=".18"/>
<path d="M266 330Q266 322 276 322H486Q496 322 496 332V446H260ZM504 332Q504 322 514 322H724Q734 322 734 330L742 446H504Z" fill="$slate" K/><path d="M330 300H412Q420 300 420 308V330H322V308Q322 300 330 300ZM588 300H670Q678 300 678 308V330H580V308Q580 300 588 300Z" fill="$slate" K/><path d="M340 331V436M416 331V436M584 331V436M660 331V436" fill="none" T stroke-opacity=".6"/><path d="M484 323Q495 324 495 332V436H480ZM724 323Q733 324 733 331L740 436H726Z" SH/>
<path d="M241 436H759L796 566H204Z" fill="#B4B5AC" K/><path d="M241 437H759L763 450H237Z" SH/><path d="M205 332L242 436L206 562Z" fill="#2E4860"/><path d="M795 332L758 436L794 562Z" fill="#1B2D3B"/><path d="M241 436L205 565M759 436L795 565M205 332L241 436M795 332L759 436" fill="none" T/>
<path d="M472 238H528V248H472Z" fill="#FBF6E6" K/>
${at("sleepbag", 304, 400, .74)}
${at("kidjacket", 444, 388, .76)}
${at("snacks", 582, 388, .74)}
${at("football", 702, 400, .6)}
${at("toy", 282, 506, .62)}
${at("hirepapers", 424, 510, .74, { squash: .66 })}
${at("wraproll", 568, 510, .76, { squash: .8 })}
${at("umbrella2", 706, 512, .84, { turn: -30, squash: .9 })}
<path d="M144 430H204V344L180 340Q150 372 144 430ZM856 430H796V344L820 340Q850 372 856 430Z" fill="$brick" K/><path d="M147 404H204M853 404H796" K/><path d="M148 405H203V429H146ZM797 405H852L855 429H797Z" fill="$brickLight" T/><path d="M842 372Q855 396 855 429H840Z" SH/>
<path d="M196 560H804V580H196Z" fill="$stoneDark" K/>
<path d="M128 588Q128 576 140 576H860Q872 576 872 588V650Q872 664 858 664H142Q128 664 128 650Z" fill="#C9D0D1" K/><path d="M418 598H582V640H418Z" fill="$paper" K/><path d="M160 606H220V622H160ZM780 606H840V622H780Z" fill="$brick" K/><path d="M129 646H871V650Q871 663 858 663H142Q129 663 129 650Z" SH/><path d="M850 577H860Q871 577 871 588V646H846Z" SH/><path d="M150 586H390" HI stroke-width="4"/>
<path d="M838 352Q854 384 855 420V576H836Z" SH/>
`);

const carbootPlaces = [
  ["sleepbag", 304, 402, 128, 84],
  ["kidjacket", 444, 386, 132, 134],
  ["snacks", 584, 386, 130, 130],
  ["football", 702, 402, 96, 96],
  ["toy", 282, 504, 112, 112],
  ["hirepapers", 428, 512, 120, 88],
  ["wraproll", 567, 510, 136, 78],
  ["umbrella2", 706, 514, 140, 90],
];

// The opening pictures, 440 by 440. The page draws the ring.

const sheet = (drawing) => inked(`<path d="M0 0H440V440H0Z" fill="$paper"/>${drawing}`);

const benchAndBag = sheet(`
<path d="M30 376H420L434 388H48Z" fill="$ink" fill-opacity=".13"/>
${[150, 190, 230].map((y) => `<path d="M14 ${y}H426V${y + 26}H14Z" fill="$sandDark" K/><path d="M15 ${y + 17}H425V${y + 25}H15Z" SH/>`).join("")}
<path d="M62 142V300M62 290L46 378M62 290L86 378M378 142V300M378 290L362 378M378 290L402 378" fill="none" stroke="$ink" stroke-width="14" stroke-linecap="round"/><path d="M62 142V300M62 290L46 378M62 290L86 378M378 142V300M378 290L362 378M378 290L402 378" fill="none" stroke="$slate" stroke-width="7.5" stroke-linecap="round"/>
<path d="M4 290H436V316H4Z" fill="$sandDark" K/><path d="M5 307H435V315H5Z" SH/>
<g transform="translate(84 54) scale(1.3)">${drawn("schoolbag", { k: .85 })}</g>
<g transform="translate(296 150) scale(.8)">${drawn("hotdrink", { k: 1.05 })}</g>
${ruler(20, 6)}`);

const trayAndPhones = sheet(`
<path d="M38 66H418Q430 66 430 78V382Q430 394 418 394H38Q26 394 26 382V78Q26 66 38 66Z" fill="$ink" fill-opacity=".13"/>
<path d="M30 56H410Q422 56 422 68V372Q422 384 410 384H30Q18 384 18 372V68Q18 56 30 56Z" fill="$stone" K/><path d="M44 76H396Q404 76 404 84V356Q404 364 396 364H44Q36 364 36 356V84Q36 76 44 76Z" fill="#DCE3E5" K/><path d="M37.2 84Q37.2 77 44 77H402V92H52V362H44Q37.2 362 37.2 356Z" SH/>
<g transform="translate(44 76) scale(1.34)">${drawn("twophones", { k: .85 })}</g>
<path d="M300 112C320 108 330 122 332 136" fill="none" K/><g transform="translate(342 176) rotate(14)"><path d="M-30 -26L-12 -44H12L30 -26V54H-30Z" fill="$sand" K/><circle cx="0" cy="-28" r="6" fill="$paper" K/>${lettering("19.15", { x: 0, y: 6, size: 15, weight: 2, anchor: "middle" })}<path d="M-18 20h36M-18 32h24" T/><path d="M16 -39L29 -26V53H14C24 20 24 -14 16 -39Z" SH/></g>
${ruler(10, 15)}`);

const notebook = sheet(`
<g transform="rotate(-3 220 220)">
<path d="M40 106H414Q420 106 420 112V352Q420 358 414 358H40Q34 358 34 352V112Q34 106 40 106Z" fill="$ink" fill-opacity=".13"/>
<path d="M30 94H404Q412 94 412 102V338Q412 346 404 346H30Q22 346 22 338V102Q22 94 30 94Z" fill="$night" K/>
<path d="M32 104Q130 92 217 108V338Q130 324 32 334ZM402 104Q304 92 217 108V338Q304 324 402 334Z" fill="$paper" K/>
<path d="M46 150H204M46 178H204M46 206H204M46 234H204M46 262H204M46 290H204M230 150H388M230 178H388M230 206H388M230 234H388M230 262H388M230 290H388" stroke="$slateLight" stroke-width="1.6"/><path d="M66 102V332M250 104V334" stroke="$brickLight" stroke-width="1.6"/>
${lettering("06.10", { x: 74, y: 147, size: 19, weight: 2.6, colour: "$slate" })}
<path d="M76 172q6-8 12 0t12 0t12 0M122 172q6-8 12 0t12 0M156 172q6-8 12 0t12 0t12 0M76 200q6-8 12 0t12 0M110 200q6-8 12 0t12 0t12 0t12 0M168 200q6-8 12 0t12 0M76 228q6-8 12 0t12 0t12 0M122 228q6-8 12 0t12 0t12 0M76 256q6-8 12 0t12 0t12 0t12 0M134 256q6-8 12 0" fill="none" stroke="$slate" stroke-width="2.4" stroke-linecap="round"/>
${lettering("Who else", { x: 258, y: 147, size: 17, weight: 2.4, colour: "$slate" })}<path d="M260 172q6-8 12 0t12 0t12 0t12 0M318 172q6-8 12 0t12 0" fill="none" stroke="$slate" stroke-width="2.4" stroke-linecap="round"/>
<path d="M204 105.5Q211 106.5 216 108V338Q200 334 184 331.5Q206 220 204 105.5ZM386 103L401 105V333L372 330.5Q388 220 386 103Z" SH/><path d="M217 108V338" K/>
<path d="M196 330H208V368L202 360L196 368Z" fill="$brick" K/></g>
<g transform="translate(316 258) rotate(-38)"><path d="M-70 4H92L112 10L92 16H-70Z" fill="$ink" fill-opacity=".13"/><path d="M-84 -9H84V9H-84Z" fill="$slate" K/><path d="M84 -9L110 0L84 9Z" fill="$steel" K/><path d="M104 -2L111 0L104 2Z" fill="$ink"/><path d="M-98 -6H-84V6H-98Z" fill="$steel" K/><path d="M-84 -9H-28V9H-84Z" fill="$night" K/><path d="M-76 -9V-16H-30" fill="none" K/><path d="M-83 3H83V8H-83Z" SH/><path d="M-20 -4H60" HI stroke-width="3"/></g>
${ruler(5, 24)}`);

const mug = (x, y, fill, band) => `<path d="M${x + 78} ${y + 20}q34 0 34 32t-34 32" fill="none" stroke="$ink" stroke-width="16"/><path d="M${x + 78} ${y + 20}q34 0 34 32t-34 32" fill="none" stroke="${fill}" stroke-width="10.5"/><path d="M${x} ${y}H${x + 82}V${y + 96}Q${x + 82} ${y + 108} ${x + 70} ${y + 108}H${x + 12}Q${x} ${y + 108} ${x} ${y + 96}Z" fill="${fill}" K/><path d="M${x + 1.3} ${y + 40}H${x + 80.7}V${y + 66}H${x + 1.3}Z" fill="${band}"/><path d="M${x} ${y + 40}H${x + 82}M${x} ${y + 66}H${x + 82}" T/><path d="M${x + 62} ${y + 1}H${x + 81}V${y + 96}Q${x + 81} ${y + 107} ${x + 70} ${y + 107}H${x + 44}Q${x + 62} ${y + 70} ${x + 62} ${y + 1}Z" SH/><path d="M${x + 12} ${y + 12}V${y + 84}" HI stroke-width="4"/>`;
const kettleAndMugs = sheet(`
<path d="M44 368H214L232 382H66ZM222 370H420L434 382H240Z" fill="$ink" fill-opacity=".13"/>
<path d="M176 130C232 128 236 220 206 300" fill="none" stroke="$ink" stroke-width="22" stroke-linecap="round"/><path d="M176 130C232 128 236 220 206 300" fill="none" stroke="$night" stroke-width="16" stroke-linecap="round"/>
<path d="M66 168L30 146L24 160L58 206Z" fill="$slateLight" K/>
<path d="M70 120H180L204 344Q204 352 196 352H54Q46 352 46 344Z" fill="$slateLight" K/><path d="M68 140H182M50 322H201" T/>
<path d="M74 120Q76 96 125 96T176 120Z" fill="$slate" K/><path d="M112 82H138V98H112Z" fill="$night" K/><path d="M36 352H214V372H36Z" fill="$night" K/>
<path d="M100 180H126V296H100Z" fill="$paper" K/><path d="M101 226H125V295H101Z" fill="$slate" fill-opacity=".55"/><path d="M112 196h14M118 216h8M112 236h14M118 256h8M112 276h14" T/>
<path d="M162 121H179L203 344Q203 351 196 351H150Q178 250 162 121Z" SH/><path d="M82 150L70 300" HI stroke-width="5"/>
<path d="M24 132q-8-9 0-18t0-18M38 124q-8-9 0-18t0-16" fill="none" T/>
<path d="M262 236q-8-9 0-18t0-18M284 240q-8-9 0-18t0-16M352 224q-8-9 0-18t0-18" fill="none" T/>
${mug(316, 252, "$brick", "$brickLight")}${mug(228, 264, "$mossLight", "$moss")}
${ruler(10, 10)}`);

const cup440 = (flip) => `<g transform="translate(220 0) scale(${flip} 1)"><path d="M118 222Q136 214 140 236V316Q138 336 120 332Z" fill="$slate" K/><path d="M92 214Q92 204 102 204H112Q124 204 124 216V336Q124 348 112 348H102Q92 348 92 338Z" fill="$slateLight" K/><path d="M66 226Q66 210 82 210H94V342H82Q66 342 66 326Z" fill="$night" K/></g>`;
const headphones = sheet(`
<g transform="translate(12 14)" fill="$ink" opacity=".13"><path d="M94 224C80 92 140 44 220 44C300 44 360 92 346 224L326 224C334 110 286 68 220 68C154 68 106 110 114 224Z"/><path d="M66 226Q66 210 82 210L94 204H112Q124 204 124 216V336Q124 348 112 348H102L82 342Q66 342 66 326Z" transform="translate(-4 0)"/><path d="M118 218H152V336H118ZM288 218H322V336H288Z"/><path d="M316 216Q316 204 328 204H346L358 210Q374 210 374 226V326Q374 342 358 342L346 348H328Q316 348 316 336Z"/></g>
<path d="M94 236C76 96 140 44 220 44C300 44 364 96 346 236H330C342 118 292 72 220 72C148 72 98 118 110 236Z" fill="$slate" K/><path d="M132 96C156 74 186 64 220 64C254 64 284 74 308 96L298 108C276 88 250 80 220 80C190 80 164 88 142 108Z" fill="$night" K/><path d="M300 76C340 106 354 160 346 235H336C346 160 334 106 300 76Z" SH/>
${cup440(1)}${cup440(-1)}
<path d="M344 205V346Q354 336 358 316V236Q356 218 344 214Z" SH/><path d="M146 212H152V340H142Q148 280 146 212Z" SH/><path d="M104 214V300" HI stroke-width="4"/>
<path d="M108 348C108 396 176 400 190 372C206 340 150 338 160 366C172 398 300 396 352 384" fill="none" stroke="$ink" stroke-width="7.5" stroke-linecap="round"/><path d="M108 348C108 396 176 400 190 372C206 340 150 338 160 366C172 398 300 396 352 384" fill="none" stroke="$slate" stroke-width="3.2" stroke-linecap="round"/>
<g transform="translate(352 384) rotate(-12)"><path d="M-2 -7H26Q30 -7 30 0T26 7H-2Z" fill="$night" K/><path d="M30 -3H48V3H30Z" fill="$steel" K/></g>
${ruler(10, 12)}`);

const step = (y, number) => `<circle cx="128" cy="${y}" r="15" fill="$paper" K/>${lettering(String(number), { x: 128, y: y + 7, size: 14, weight: 2.2, anchor: "middle" })}<path d="M156 ${y - 6}H${302 - number * 8}M156 ${y + 6}H${266 + number * 6}" stroke="$ink" stroke-width="2.6" stroke-linecap="round"/>`;
const card = sheet(`
<g transform="rotate(9 220 220)"><path d="M120 50H344V386H120Z" fill="$ink" fill-opacity=".13"/><path d="M112 42H336V378H112Z" fill="$slateLight" K/></g>
<g transform="rotate(-4 220 220)"><path d="M108 44H346V392H108Z" fill="$ink" fill-opacity=".13"/><path d="M98 34H336V382H98Z" fill="$paper" K/>
<path d="M99.3 35.3H334.7V96H99.3Z" fill="$moss"/><path d="M98 96H336" K/>
${lettering("Think child", { x: 114, y: 76, size: 25, weight: 3.6, colour: "$paper" })}
${step(132, 1)}${step(184, 2)}${step(236, 3)}${step(288, 4)}
<path d="M112 322H322V364H112Z" fill="$sand" K/><path d="M126 338H268M126 350H232" stroke="$ink" stroke-width="2.6" stroke-linecap="round"/>
<path d="M316 97.3H334.7V380.7H284C314 300 322 190 316 97.3Z" SH/></g>
${ruler(5, 22)}`);

const deskPhone = sheet(`
<path d="M64 128H300Q312 128 316 140L336 342Q336 354 324 354H52Q40 354 40 342L52 140Q54 128 64 128Z" fill="$ink" fill-opacity=".13"/>
<path d="M54 114H288Q300 114 302 126L322 330Q322 342 310 342H40Q28 342 28 330L40 126Q42 114 54 114Z" fill="$slate" K/>
<path d="M122 132H278Q284 132 285 138L289 186Q289 192 283 192H122Q116 192 116 186V138Q116 132 122 132Z" fill="$night" K/><path d="M128 142H272L275 182H128Z" fill="$mossLight" T/><path d="M138 154h62M138 166h88" stroke="$ink" stroke-width="2.6" stroke-linecap="round"/>
${[0, 1, 2, 3].map((row) => [0, 1, 2].map((column) => `<rect x="${120 + column * 42}" y="${208 + row * 29}" width="34" height="20" rx="5" fill="$paper" K/>`).join("")).join("")}
${[0, 1, 2, 3].map((row) => `<rect x="252" y="${208 + row * 29}" width="46" height="20" rx="5" fill="$slateLight" K/>`).join("")}
<path d="M284 115H288Q299 115 301 126L321 330Q321 341 310 341H272Q310 240 284 115Z" SH/>
<path d="M46 130Q46 120 56 120H88Q98 120 98 130V176Q90 182 90 228T98 284V318Q98 328 88 328H54Q44 328 44 318V284Q40 228 46 176Z" fill="$night" K/><path d="M88 121Q97 122 97 130V175Q88 182 88 228T97 285V318Q97 327 88 327H74Q84 300 78 228T88 121Z" SH/><path d="M56 136V164M54 296V312" HI stroke-width="4"/>
<path d="M62 328C58 372 20 364 24 392" fill="none" stroke="$ink" stroke-width="7"/><path d="M62 328C58 372 20 364 24 392" fill="none" stroke="$slateLight" stroke-width="3"/>
<g transform="translate(150 156) scale(1.05)">
<path d="M52 126C36 30 84 2 130 6C186 10 226 52 216 138" fill="none" stroke="$ink" stroke-width="15" stroke-opacity=".13" transform="translate(9 11)"/>
<path d="M52 126C36 30 84 2 130 6C186 10 226 52 216 138" fill="none" stroke="$ink" stroke-width="15" stroke-linecap="round"/><path d="M52 126C36 30 84 2 130 6C186 10 226 52 216 138" fill="none" stroke="$stone" stroke-width="9.5" stroke-linecap="round"/>
<ellipse cx="62" cy="146" rx="34" ry="38" fill="$ink" fill-opacity=".13"/><ellipse cx="54" cy="138" rx="34" ry="38" fill="$night" K/><ellipse cx="54" cy="138" rx="20" ry="23" fill="$slate" K/><path d="M68 104A34 38 0 0 1 58 175.5A44 48 0 0 0 68 104Z" SH/>
<ellipse cx="222" cy="156" rx="34" ry="38" fill="$ink" fill-opacity=".13"/><ellipse cx="214" cy="148" rx="34" ry="38" fill="$night" K/><ellipse cx="214" cy="148" rx="20" ry="23" fill="$slate" K/><path d="M228 114A34 38 0 0 1 218 185.5A44 48 0 0 0 228 114Z" SH/>
<path d="M54 176C60 214 96 222 132 212" fill="none" stroke="$ink" stroke-width="9" stroke-linecap="round"/><path d="M54 176C60 214 96 222 132 212" fill="none" stroke="$steel" stroke-width="4" stroke-linecap="round"/><rect x="124" y="196" width="36" height="26" rx="13" fill="$night" K transform="rotate(-14 142 209)"/>
</g>
${ruler(10, 11)}`);

export const scenesTwo = { platform, childroom, property, carboot };
export const openingsTwo = {
  "bench-and-bag": benchAndBag, "tray-and-phones": trayAndPhones, notebook,
  "kettle-and-mugs": kettleAndMugs, headphones, card, "desk-phone": deskPhone,
};
export const placesTwo = Object.entries({ platform: platformPlaces, childroom: childroomPlaces, property: propertyPlaces, carboot: carbootPlaces })
  .flatMap(([scene, boxes]) => boxes.map((box) => [scene, ...box]));
