// The objects of the platform, the child's room, the property desk and the hire car, in the same hand and on the same
// 200 by 200 grid as objects.mjs, whose list they join.

import { lettering } from "./lettering.mjs";
import { objects } from "./objects.mjs";

export const objectsTwo = {};

/** A cord or tube: a dark line with a lighter one on it. */
const cord = (path, colour, width, inner) => `<path d="${path}" fill="none" stroke="$ink" stroke-width="${width}" stroke-linecap="round"/>`
  + `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${inner}" stroke-linecap="round"/>`;

/** A five-pointed star 10 units from centre to tip. */
const star = (x, y, size, paint) => `<path d="M0 -10l2.6 6.3l6.8 .6l-5.2 4.4l1.6 6.6l-5.8 -3.6l-5.8 3.6l1.6 -6.6l-5.2 -4.4l6.8 -.6z" transform="translate(${x} ${y}) scale(${size / 10})" ${paint}/>`;

// The platform, 06.1.

const schoolbag = `M38 90Q100 60 162 90L166 160C167 172 160 180 148 180H52C40 180 33 172 34 160Z`;
objectsTwo.schoolbag = {
  cast: `<path d="${schoolbag}"/><path d="M46 96C40 60 50 40 84 42C84 28 90 26 128 24Q134 26 136 42C160 40 174 62 180 118L160 122Z"/><path d="M40 96C22 108 22 140 30 164" fill="none" stroke="$ink" stroke-width="10"/><path d="M160 96C178 108 178 140 170 164" fill="none" stroke="$ink" stroke-width="10"/>`,
  drawing: `
${cord("M42 98C22 110 22 142 36 166M158 98C178 110 178 142 164 166", "$night", 12, 6)}
<path d="M46 96C40 76 42 52 54 44C66 36 84 40 98 46L104 90Z" fill="$brickLight" K/><path d="M54 44C60 56 76 60 96 58M45 66Q64 76 100 70" fill="none" T/>
<path d="M88 86L84 38C84 30 90 26 98 26L122 24C130 24 134 28 134 36L138 84Z" fill="$paper" K/><path d="M85 44Q108 50 134 42M86 58Q110 64 136 56" fill="none" T/><path d="M122 25C130 24 133 28 133 36L136 80H124Z" SH/>
<path d="M122 84C116 56 126 40 142 42C160 44 172 58 176 92L180 118L160 122L154 96C152 86 148 80 142 80Z" fill="$slateLight" K/><path d="M157 108L178 104L180 118L160 122Z" fill="$slate" K/><path d="M132 46Q134 60 146 66M150 46Q150 60 162 74" fill="none" T/><path d="M168 60Q174 74 176 92L178 103L170 105Q172 82 168 60Z" SH/>
${cord("M84 72C84 48 116 48 116 72", "$night", 10, 5)}
<path d="${schoolbag}" fill="$moss" K/>
<path d="M40 96Q100 68 160 96" fill="none" stroke="$ink" stroke-width="5" stroke-dasharray="3 3.5"/><path d="M41 104Q100 76 159 104" fill="none" T/>
<path d="M44 99l-4 14h8z" fill="$steel" T/>
<path d="M58 124H142V162C142 170 138 173 130 173H70C62 173 58 170 58 162Z" fill="$mossLight" K/><path d="M66 134H134" K/><path d="M72 134v11" stroke="$ink" stroke-width="4" stroke-linecap="round"/>
<rect x="84" y="92" width="32" height="24" rx="3" fill="$paper" T/><path d="M90 100h20M90 108h12" T/>
<path d="M30 130V166Q30 176 40 176H52V130Z" fill="$stone" fill-opacity=".55" K/><path d="M30 142L52 164M30 156L48 174M52 136L30 158M52 152L34 172" T stroke-opacity=".6"/>
<path d="M36 130V98H46V130" fill="$slateLight" K/><path d="M38 98V82H44V98Z" fill="$paper" K/><path d="M38 86h6M38 90h6M38 94h6" T/>
<path d="M148 86Q156 88 161 91L165 160C166 171 160 179 148 179H122C146 156 154 120 148 86Z" SH/>
<path d="M130 125H141V162C141 169 137 172 130 172H118C128 164 131 146 130 125Z" SH/>`,
};

const fold = (y, height, wide = 0) => `<path d="M40 ${y}H${176 + wide}V${y + height}H40Q24 ${y + height} 24 ${y + height / 2}Q24 ${y} 40 ${y}Z" fill="$slateLight" K/>`
  + `<path d="M158 ${y + 1.2}H170V${y + height - 1.2}H158Z" fill="$slate"/><path d="M164 ${y + 1.2}V${y + height - 1.2}" stroke="$paper" stroke-width="1.6"/>`
  + `<path d="M25 ${y + height - 8}H${175 + wide}V${y + height - 1}H40Q28 ${y + height - 1} 25 ${y + height - 8}Z" SH/>`;
objectsTwo.blanket = {
  cast: `<path d="M40 62H176V166H40Q24 166 24 150V78Q24 62 40 62Z"/>`,
  drawing: `
${fold(136, 32)}${fold(104, 32)}${fold(72, 32)}
<path d="M46 56H150V136H46Z" fill="$slateLight" K/>
<path d="M60 57.2H76V134.8H60ZM116 57.2H132V134.8H116Z" fill="$slate"/><path d="M47.2 70H148.8V84H47.2ZM47.2 108H148.8V122H47.2Z" fill="$slate" fill-opacity=".75"/>
<path d="M60 70H76V84H60ZM116 70H132V84H116ZM60 108H76V122H60ZM116 108H132V122H116Z" fill="$night"/>
<path d="M68 57V135M124 57V135M47 77H149M47 115H149" stroke="$paper" stroke-width="1.8"/><path d="M96 57V135M47 96H149" stroke="$brick" stroke-width="2.6"/>
<path d="M50 137v9M57 137v9M64 137v9M71 137v9M78 137v9M85 137v9M92 137v9M99 137v9M106 137v9M113 137v9M120 137v9M127 137v9M134 137v9M141 137v9M147 137v9" K/>
<path d="M138 57.2H148.8V134.8H124C134 112 140 84 138 57.2Z" SH/><path d="M151 80H158V134H151Z" SH/>`,
};

objectsTwo.ticketstub = {
  cast: `<g transform="rotate(-9 100 100)"><rect x="20" y="32" width="150" height="84" rx="5"/></g><g transform="rotate(8 100 100)"><rect x="22" y="76" width="156" height="84" rx="5"/></g>`,
  drawing: `
<g transform="rotate(-9 100 100)"><rect x="20" y="32" width="152" height="86" rx="5" fill="$paper" K/><path d="M21.5 37q0-3.5 3.5-3.5H167q3.5 0 3.5 3.5V54H21.5z" fill="$mossLight"/><path d="M21 54h150" T/>${lettering("Single", { x: 30, y: 49, size: 12, weight: 1.8 })}${lettering("06.28", { x: 164, y: 49, size: 12, weight: 1.8, anchor: "end" })}<path d="M30 66h30" T/></g>
<g transform="rotate(8 100 100)"><rect x="22" y="76" width="156" height="88" rx="5" fill="$paper" K/>
<path d="M23.5 81q0-3.5 3.5-3.5H173q3.5 0 3.5 3.5V98H23.5zM23.5 152h153v7q0 3.5-3.5 3.5H27q-3.5 0-3.5-3.5z" fill="$mossLight"/><path d="M23 98h154M23 152h154" T/>
${lettering("Single", { x: 32, y: 93, size: 12, weight: 1.8 })}${lettering("06.28", { x: 168, y: 93, size: 12, weight: 1.8, anchor: "end" })}
${lettering("Wendmere", { x: 32, y: 119, size: 13, weight: 2 })}${lettering("Seacliffe Bay", { x: 32, y: 142, size: 13, weight: 2 })}
<path d="M142 106h28M142 114h18" T/><circle cx="158" cy="133" r="7.5" fill="$stone" T/><path d="M154 133h8M158 129v8" T/>
<path d="M158 77.5H173q3.5 0 3.5 3.5V159q0 3.5-3.5 3.5H148C158 140 162 108 158 77.5Z" SH/></g>`,
};

const cup = (x, y, sleeve) => `<path d="M${x - 30} ${y + 20}H${x + 30}L${x + 21} ${y + 122}Q${x + 20} ${y + 126} ${x + 16} ${y + 126}H${x - 16}Q${x - 20} ${y + 126} ${x - 21} ${y + 122}Z" fill="$paper" K/>
<path d="M${x - 28.4} ${y + 42}H${x + 28.4}L${x + 24} ${y + 92}H${x - 24}Z" fill="${sleeve}" K/>
<path d="M${x - 12} ${y + 58}C${x - 12} ${y + 76} ${x + 12} ${y + 76} ${x + 12} ${y + 58}ZM${x + 12} ${y + 61}q7 0 5 6t-8 4" fill="none" T/>
<path d="M${x - 34} ${y + 10}H${x + 34}V${y + 18}Q${x + 34} ${y + 22} ${x + 30} ${y + 22}H${x - 30}Q${x - 34} ${y + 22} ${x - 34} ${y + 18}Z" fill="$stone" K/><path d="M${x - 28} ${y + 10}L${x - 24} ${y}H${x + 24}L${x + 28} ${y + 10}Z" fill="$stone" K/>
<path d="M${x + 24} ${y + 11}H${x + 33}V${y + 18}Q${x + 33} ${y + 21} ${x + 29} ${y + 22}L${x + 20} ${y + 122}Q${x + 19} ${y + 125} ${x + 16} ${y + 125}H${x + 4}C${x + 16} ${y + 90} ${x + 20} ${y + 46} ${x + 16} ${y + 23}H${x + 24}Z" SH/>`;
objectsTwo.hotdrink = {
  cast: `<path d="M32 66H100L90 170H42Z"/><path d="M96 62H170L160 180H108Z"/>`,
  drawing: `
<path d="M58 36q-7-7 0-14t0-14M76 38q-7-7 0-14t0-12M128 42q-7-7 0-14t0-14" fill="none" T/>
${cup(68, 44, "$sandDark")}${cup(132, 54, "$brickLight")}
<path d="M112 64C104 84 108 96 104 110" fill="none" T/><path d="M97 108H111V126H97Z" fill="$mossLight" T/>`,
};

objectsTwo.poster = {
  cast: `<path d="M36 16H164V150L152 146L140 162L122 150L106 170L90 156L72 172L56 160L36 172Z"/>`,
  drawing: `
<path d="M36 16H142L148 24L156 20L164 34V150L152 144L140 160L122 148L106 168L90 154L72 170L56 158L36 170Z" fill="$paper" K/>
<path d="M37.2 17.2H141.3L148 26L155.5 22.2L162.8 34.5V62H37.2Z" fill="$sand"/>
${lettering("Summer", { x: 98, y: 38, size: 15.5, weight: 2.6, anchor: "middle" })}${lettering("fair", { x: 98, y: 58, size: 15.5, weight: 2.6, anchor: "middle" })}
<path d="M36 62H164" T/><path d="M37.2 62H162.8V149L152 142.5L139.8 158L122 146L106 166L90 152L72 168L56 156L37.2 167.5Z" fill="$slateLight"/>
<path d="M37.2 118Q70 104 104 116T162.8 110V149L152 142.5L139.8 158L122 146L106 166L90 152L72 168L56 156L37.2 167.5Z" fill="$mossLight"/>
<path d="M40 70Q100 92 160 70" fill="none" T/><path d="M50 73.5l10 3l-6 9zM70 78.5l11 1.5l-6.5 9zM94 81h11l-5.5 9zM118 79.5l11-2l-4 10zM140 75.5l10-3.5l-3 10z" fill="$brick" T/>
<path d="M66 106L100 86L134 106Z" fill="$brick" K/><path d="M72 106H128V138H72Z" fill="$paper" K/><path d="M80 107H90V137H80ZM110 107H120V137H110Z" fill="$brick"/><path d="M93 138V118Q100 110 107 118V138Z" fill="$night" T/><path d="M100 86V76" K/><path d="M100 76l11 3.5l-11 3.5z" fill="$slate" T/>
<path d="M66 106l8.5 7l8.5-7l8.5 7l8.5-7l8.5 7l8.5-7l8.5 7l8.5-7" fill="$paper" T/>
<path d="M154 22L163 34.5V149L152 142.5L140 158L128 150C148 112 158 66 154 22Z" SH/>
<g transform="rotate(-32 40 22)"><path d="M20 16H58V30H20Z" fill="$sandDark" fill-opacity=".8" T/></g>`,
};

const bud = (x, y, flip) => `<g transform="translate(${x} ${y}) scale(${flip} 1)"><path d="M-5 6Q-5 0 0 0H8V44Q8 48 4 48H-1Q-5 48 -5 44Z" fill="$paper" K/><path d="M-8 -14C2 -22 18 -16 18 -2C18 10 8 16 -2 12C-12 8 -16 -6 -8 -14Z" fill="$paper" K/><path d="M-10 -12C-18 -8 -18 6 -10 10Q-4 0 -10 -12Z" fill="$slate" K/><path d="M10 -14C18 -10 20 4 12 10Q14 -2 10 -14ZM3 16H7V44Q7 47 4 47H2Z" SH/></g>`;
const lead = "M58 76C58 100 92 96 100 120M142 76C142 100 108 96 100 120M100 120C102 150 34 132 34 158C34 186 120 190 132 164C142 142 100 132 92 152C84 176 140 188 168 176";
objectsTwo.earphones = {
  cast: `<path d="${lead}" fill="none" stroke="$ink" stroke-width="6"/><circle cx="58" cy="32" r="18"/><circle cx="142" cy="32" r="18"/><path d="M50 32H66V78H50ZM134 32H150V78H134Z"/>`,
  drawing: `
${cord(lead, "$paper", 6.6, 2.8)}
<path d="M94 112H106V132Q106 136 100 136T94 132Z" fill="$slate" K/>
${bud(56, 34, 1)}${bud(144, 34, -1)}
<g transform="translate(166 176) rotate(-14)"><path d="M-4 -6H14Q18 -6 18 -2V2Q18 6 14 6H-4Z" fill="$slate" K/><path d="M18 -2.5H30V2.5H18Z" fill="$steel" K/></g>`,
};

/** The trainers of the hallway in other colours; the shoe behind has lost its tag. */
const newPair = objects.trainers.drawing.replaceAll("$slateLight", "$plum").replaceAll("$slate\"", "$night\"");
const untagged = newPair.split("\n<path d=\"M106 76")[0];
objectsTwo.trainers2 = {
  cast: `<path d="M26 126H174V180H26Z"/><g transform="translate(12 20) scale(.84)">${objects.trainers.cast}</g>`,
  drawing: `
<g transform="translate(32 2) scale(.76)">${untagged}</g>
<g transform="translate(12 20) scale(.84)">${newPair}</g>
<path d="M24 128L34 112L48 124L64 110L80 126L98 114L116 126L132 112L150 124L166 110L176 128Z" fill="$stone" K/><path d="M48 124L52 130M80 126L84 131M116 126L112 131M150 124L146 131" T/>
<path d="M26 126H174V180H26Z" fill="$brick" K/><path d="M26 126H174V134H26Z" SH/><path d="M160 127H172.8V178.8H142C154 164 160 146 160 127Z" SH/>
<rect x="42" y="144" width="56" height="24" rx="2" fill="$paper" T/>${lettering("3", { x: 54, y: 162, size: 14, weight: 2, anchor: "middle" })}<path d="M66 150v12M69 150v12M73 150v12M75.5 150v12M80 150v12M83 150v12M88 150v12M91 150v12" T/>`,
};

objectsTwo.umbrella = {
  cast: `<g transform="rotate(13 100 100)"><path d="M86 64H114L104 176H96Z"/><path d="M100 64V34C100 8 132 8 132 34" fill="none" stroke="$ink" stroke-width="9"/></g>`,
  drawing: `<g transform="rotate(13 100 100)">
${cord("M100 176V190", "$steel", 7, 3)}
<path d="M100 60V52" stroke="$ink" stroke-width="8"/><path d="M100 62V52" stroke="$steel" stroke-width="3.6"/>
<path d="M84 62Q100 50 116 62L120 76Q116 130 105 178Q100 182 95 178Q84 130 80 76Z" fill="$slate" K/>
<path d="M84 62L80 76L92 70L100 78L108 70L120 76L116 62Q100 50 84 62Z" fill="$slateLight" K/>
<path d="M92 70Q90 120 98 178M108 70Q112 120 102 178" fill="none" T/>
<path d="M108 71L119 78Q115 130 105 177H101Q112 120 108 71Z" SH/>
<path d="M81 108Q100 116 118 106L117 118Q100 127 83 119Z" fill="$night" K/><circle cx="104" cy="117" r="3" fill="$steel" T/>
<path d="M100 52V32C100 8 134 8 134 34V38" fill="none" stroke="$ink" stroke-width="13" stroke-linecap="round"/><path d="M100 50V32C100 8 134 8 134 34V38" fill="none" stroke="$sandDark" stroke-width="8" stroke-linecap="round"/>
</g>`,
};

const wheel = (x) => `<circle cx="${x}" cy="138" r="37" fill="none" stroke="$ink" stroke-width="10"/><circle cx="${x}" cy="138" r="37" fill="none" stroke="$stone" stroke-opacity=".4" stroke-width="1.4"/><circle cx="${x}" cy="138" r="31" fill="none" stroke="$steel" stroke-width="2.5"/>`
  + `<path d="M${x} 107V169M${x - 31} 138H${x + 31}M${x - 22} 116L${x + 22} 160M${x + 22} 116L${x - 22} 160" T stroke-opacity=".7"/><circle cx="${x}" cy="138" r="6" fill="$steel" K/>`;
const bicycleFrame = "M48 138L78 96L94 140H48M78 96L74 80M94 140L146 84M82 104Q110 118 144 92M152 138L142 66";
objectsTwo.bicycle = {
  cast: `<circle cx="48" cy="138" r="38" fill="none" stroke="$ink" stroke-width="9"/><circle cx="152" cy="138" r="38" fill="none" stroke="$ink" stroke-width="9"/><path d="${bicycleFrame}" fill="none" stroke="$ink" stroke-width="9"/><path d="M54 70H94V82H54Z"/>`,
  drawing: `
${wheel(48)}${wheel(152)}
<path d="M28 106A38 38 0 0 1 78 116M134 104A38 38 0 0 1 186 122" fill="none" stroke="$ink" stroke-width="7" stroke-linecap="round"/><path d="M28 106A38 38 0 0 1 78 116M134 104A38 38 0 0 1 186 122" fill="none" stroke="$paper" stroke-width="3" stroke-linecap="round"/>
<path d="${bicycleFrame}" fill="none" stroke="$ink" stroke-width="10" stroke-linecap="round"/><path d="${bicycleFrame}" fill="none" stroke="$brick" stroke-width="5.5" stroke-linecap="round"/>
<path d="M46 131H94V147H46Q40 147 40 139T46 131Z" fill="$slateLight" K/><path d="M41 141H93V146H47Q42 146 41 141Z" SH/><circle cx="94" cy="140" r="10" fill="$steel" K/><path d="M94 140L104 158" K/><path d="M96 160H113" stroke="$ink" stroke-width="7" stroke-linecap="round"/>
<path d="M52 74C54 66 66 64 96 68C98 74 92 78 84 80L78 84C66 84 52 84 52 74Z" fill="$night" K/>
<path d="M144 68C150 58 138 52 128 54" fill="none" stroke="$ink" stroke-width="8" stroke-linecap="round"/><path d="M144 68C150 58 138 52 128 54" fill="none" stroke="$steel" stroke-width="3.6" stroke-linecap="round"/><path d="M132 53.5L118 55" stroke="$ink" stroke-width="10" stroke-linecap="round"/><path d="M131 53.6L119 55" stroke="$moss" stroke-width="5.5" stroke-linecap="round"/>
<circle cx="146" cy="50" r="7" fill="$steel" K/>
<path d="M150 70H188L182 102H156Z" fill="$sand" K/><path d="M153 80H186M155 91H184M164 71V101M175 71V101" T/><path d="M178 71.2H186.5L181 100.8H172Z" SH/>
${cord("M160 66C166 42 190 52 182 72C176 88 162 80 166 68", "$slate", 6, 2.6)}<path d="M154 62H164V72H154Z" fill="$night" K/>`,
};

// The child's room, on the way home.

objectsTwo.giftbag = {
  cast: `<path d="M40 72H160V182H40Z"/><path d="M52 72L60 50L76 60L92 44L110 58L126 46L144 72Z"/>`,
  drawing: `
${cord("M76 76C70 6 130 6 124 76", "$slateLight", 6.5, 3)}
<path d="M50 80L58 50L74 62L90 42L108 60L126 44L146 80Z" fill="$paper" K/><path d="M74 62L78 76M108 60L104 76M90 42L92 66M126 44L128 70" T/>
<path d="M40 72H160V182H40Z" fill="$night" K/>
<path d="M41.2 108H158.8V146H41.2Z" fill="$plum"/><path d="M40 108H160M40 146H160" T/>
<ellipse cx="100" cy="127" rx="34" ry="25" fill="$paper" K/><ellipse cx="100" cy="127" rx="28" ry="19.5" fill="none" T/><path d="M100 115l9 12l-9 12l-9-12zM82 127h6M112 127h6" fill="$sand" T/>
<path d="M146 73.2H158.8V180.8H124C142 152 150 110 146 73.2Z" SH/>
<circle cx="76" cy="82" r="4" fill="$steel" T/><circle cx="124" cy="82" r="4" fill="$steel" T/>
${cord("M76 82C60 84 54 92 52 100", "$slateLight", 6.5, 3)}
<path d="M62 92L44 96L34 116L46 128L66 116Z" fill="$sand" K/><circle cx="56" cy="100" r="3" fill="$night"/><path d="M46 112l10-6M48 120l12-7" T/>
${cord("M76 82C68 84 60 92 56 100", "$slateLight", 4.5, 1.6)}
<path d="M50 80V92" HI stroke-width="3"/>`,
};

const sim = (x, y, turn, fill) => `<g transform="translate(${x} ${y}) rotate(${turn})"><path d="M-14 -18H6L14 -10V18H-14Z" fill="${fill}" K/><path d="M-8 -7H8V11H-8ZM-8 -1H-2V5H-8M8 -1H2V5H8M0 -7V-3M0 11V7" fill="$sand" T/></g>`;
objectsTwo.simcards = {
  cast: `<circle cx="100" cy="104" r="82"/>`,
  drawing: `
<circle cx="100" cy="104" r="82" fill="$slateLight" K/><circle cx="100" cy="104" r="70" fill="$paper" K/><circle cx="100" cy="104" r="62" fill="none" T/>
<path d="M138 32A82 82 0 0 1 92 185A96 96 0 0 0 138 32Z" SH/><path d="M34 82A70 70 0 0 1 58 48" fill="none" stroke="$slate" stroke-opacity=".5" stroke-width="3" stroke-linecap="round"/>
<g transform="translate(86 92) rotate(-12)"><path d="M-48 -29H48V29H-48Z" fill="$moss" K/><path d="M-48 -29H48V-17H-48Z" fill="$mossLight" T/><path d="M14 -9H34V17H14Z" fill="$night" T/><path d="M-40 -7H-4M-40 3H-14M-40 13H-22" stroke="$paper" stroke-width="3" stroke-linecap="round"/><path d="M40 -28H47V28H30Q42 2 40 -28Z" SH/></g>
${sim(72, 138, 12, "$paper")}${sim(112, 144, -20, "$slateLight")}${sim(142, 114, 28, "$brickLight")}
<g transform="translate(138 72) rotate(38)"><path d="M-4 -16A9 9 0 1 1 4 -16L2 -8V16H-2V-8Z" fill="$steel" T/></g>`,
};

const dayBox = (x, y, letter, starred) => `${lettering(letter, { x: x + 3, y: y + 11, size: 8.5, weight: 1.4 })}<path d="M${x + 20} ${y + 8}h22M${x + 20} ${y + 16}h${starred ? 6 : 14}" T stroke-opacity=".55"/>${starred ? star(x + 46, y + 17, 10.5, 'fill="$plum" T') : ""}`;
objectsTwo.diary = {
  cast: `<path d="M14 38H186V168H14Z"/>`,
  drawing: `
<path d="M14 44Q14 38 20 38H180Q186 38 186 44V162Q186 168 180 168H20Q14 168 14 162Z" fill="$brick" K/>
<path d="M20 44H97V161H20ZM103 44H180V161H103Z" fill="$paper" K/>
<path d="M20 73H97M20 102H97M20 131H97M103 73H180M103 102H180M103 131H180" T/>
${["M", "T", "W", "T"].map((day, i) => dayBox(24, 45 + i * 29, day, i === 1)).join("")}${["F", "S", "S"].map((day, i) => dayBox(111, 45 + i * 29, day, i < 2)).join("")}
<path d="M117 139h44M117 147h30M117 154h38" T stroke-opacity=".55"/>
<path d="M84 45.2H95.8V159.8H76C84 130 88 84 84 45.2ZM168 45.2H178.8V159.8H154C166 130 170 84 168 45.2Z" SH/>
<path d="M92 52h16M92 66h16M92 80h16M92 94h16M92 108h16M92 122h16M92 136h16M92 150h16" stroke="$ink" stroke-width="6" stroke-linecap="round"/><path d="M92 52h16M92 66h16M92 80h16M92 94h16M92 108h16M92 122h16M92 136h16M92 150h16" stroke="$steel" stroke-width="2.4" stroke-linecap="round"/>
<path d="M134 161H146V186L140 180L134 186Z" fill="$slate" K/>`,
};

/** A casement on its latch, 150 wide and 104 high from its top left corner; the room draws it too. */
export const casement = `
<path d="M0 0H150V104H0Z" fill="$paper" K/><path d="M9 9H71V95H9ZM79 9H141V95H79Z" fill="$slateLight" K/>
<path d="M10 74Q30 60 50 70T70 66V94H10ZM80 70Q104 58 120 68T140 62V94H80Z" fill="$mossLight"/><path d="M18 34q3-9 12-6q7-7 13 2q8 0 7 7h-29q-5 0-3-3z" fill="$paper"/>
<path d="M98 3L147 -5V116L98 104Z" fill="$paper" K/><path d="M105 12L140 7V104L105 95Z" fill="#C4D3DC" K/><path d="M106 70L139 66V102L106 94Z" fill="$mossLight"/><path d="M112 62L130 14L137 13L116 68Z" fill="$paper" fill-opacity=".55"/><path d="M79 9H97V16H79ZM9 9H71V16H9Z" SH/>
<path d="M98 50v12" stroke="$ink" stroke-width="5" stroke-linecap="round"/><circle cx="102" cy="58" r="2.6" fill="$steel" T/>
<path d="M-8 98H158V110H-8Z" fill="$paper" K/><path d="M-7 105H157V109H-7ZM148 99H157V105H148Z" SH/>
<path d="M76 99L126 107" stroke="$ink" stroke-width="5" stroke-linecap="round"/><path d="M77 99L125 107" stroke="$steel" stroke-width="2" stroke-linecap="round"/>`;
/** A plain chair seen from the front, 72 wide and 92 high. */
export const chair = `
<path d="M6 46H16V92H6ZM56 46H66V92H56Z" fill="$sandDark" K/><path d="M16 66H56V73H16Z" fill="$sandDark" K/>
<path d="M8 0H17V42H8ZM55 0H64V42H55Z" fill="$sand" K/><path d="M17 5H55V15H17ZM17 22H55V31H17Z" fill="$sand" K/><path d="M17 11H55V15H17ZM17 27H55V31H17ZM60 1H63V41H60Z" SH/>
<path d="M2 40H70V50H2Z" fill="$sand" K/><path d="M3 46H69V49H3ZM61 52H65V91H61Z" SH/>`;
objectsTwo.window = {
  cast: `<path d="M25 12H175V122H25Z"/><path d="M40 96H112V188H40Z"/>`,
  drawing: `<g transform="translate(25 10)">${casement}</g><g transform="translate(40 98)">${chair}</g>`,
};

objectsTwo.perfume = {
  cast: `<path d="M22 140H178V182H22Z"/><path d="M58 62H72V44L80 16H110L118 44V62H132V144H58Z"/><path d="M141 66H173L168 140H148Z"/>`,
  drawing: `
<path d="M72 64V44Q72 38 78 38H112Q118 38 118 44V64Z" fill="$slateLight" K/><path d="M58 62H132V150H58Z" fill="$slateLight" K/><path d="M64 84H126V150H64Z" fill="$slate" fill-opacity=".5" T/><path d="M80 16H110V40H80Z" fill="$night" K/><path d="M101 17.2H108.8V38.8H101Z" SH/>
<rect x="76" y="88" width="38" height="24" fill="$paper" T/><path d="M83 97h24M87 104h16" T/><path d="M120 63.2H130.8V130H110C118 110 122 86 120 63.2Z" SH/><path d="M66 70V120" stroke="#fff" stroke-opacity=".6" stroke-width="4" stroke-linecap="round"/>
<path d="M142 76H172L166 130H148Z" fill="$brickLight" K/><path d="M141 66H173V78H141Z" fill="$brickLight" K/><path d="M144 67v10M149 67v10M154 67v10M159 67v10M164 67v10M169 67v10" T/><path d="M164 79H170.5L166 130H158Z" SH/>
<path d="M24 134Q60 120 100 132T176 128V182H24Z" fill="$sand" K/>
<path d="M22 142H178V182H22Z" fill="$plum" K/><path d="M22 142H178V150H22Z" SH/><path d="M164 143H176.8V180.8H144C158 170 164 158 164 143Z" SH/>
<path d="M40 142H54V182H40Z" fill="$sand" K/><path d="M47 150C30 128 18 134 22 146C24 156 40 154 47 150ZM47 150C64 128 76 134 72 146C70 156 54 154 47 150Z" fill="$sand" K/><path d="M47 152L36 172M47 152L60 172" K/><circle cx="47" cy="150" r="5" fill="$sandDark" K/>`,
};

objectsTwo.teddy = {
  cast: `<circle cx="68" cy="36" r="18"/><circle cx="132" cy="36" r="18"/><circle cx="100" cy="66" r="44"/><ellipse cx="100" cy="138" rx="46" ry="44"/><ellipse cx="58" cy="172" rx="23" ry="16"/><ellipse cx="142" cy="172" rx="23" ry="16"/>`,
  drawing: `
<circle cx="68" cy="36" r="18" fill="$sandDark" K/><circle cx="68" cy="37" r="9" fill="$brickLight" T/><circle cx="132" cy="36" r="18" fill="$sandDark" K/><circle cx="132" cy="37" r="9" fill="$brickLight" T/><path d="M122 22l8 2M126 17l6 6" T/>
<path d="M62 112C42 114 28 130 34 146C40 158 56 150 66 136ZM138 112C158 114 172 130 166 146C160 158 144 150 134 136Z" fill="$sandDark" K/>
<ellipse cx="100" cy="138" rx="44" ry="43" fill="$sandDark" K/><ellipse cx="98" cy="144" rx="26" ry="28" fill="$sand" T/>
<path d="M126 104C148 122 150 164 118 177Q108 181 98 180.5C128 168 138 130 126 104Z" SH/>
<path d="M104 146l18-4l5 17l-18 5z" fill="$slateLight" T/><path d="M102 151l5-1M117 140l1 5M125 148l-5 1M113 166l-1-5M107 161l4-1" T/>
<ellipse cx="60" cy="172" rx="23" ry="16" fill="$sandDark" K/><ellipse cx="57" cy="173" rx="12" ry="9" fill="$sand" T/><ellipse cx="140" cy="172" rx="23" ry="16" fill="$sandDark" K/><ellipse cx="143" cy="173" rx="12" ry="9" fill="$sand" T/>
<path d="M56 68C56 42 74 24 100 24C126 24 144 42 144 68C144 92 126 108 100 108C74 108 56 92 56 68Z" fill="$sandDark" K/>
<path d="M122 30C136 38 144 50 144 68C144 92 126 107 100 107C128 96 140 62 122 30Z" SH/>
<ellipse cx="100" cy="82" rx="23" ry="19" fill="$sand" T/><path d="M91 73H109L103 82H97Z" fill="$night" T/><path d="M100 82V92" fill="none" T/>
<circle cx="80" cy="58" r="5.5" fill="$ink"/><circle cx="120" cy="58" r="7" fill="$slate" K/><path d="M118 56h.1M122 56h.1M118 60h.1M122 60h.1" stroke="$paper" stroke-width="2" stroke-linecap="round"/>
<path d="M66 98Q100 120 134 98L138 108Q100 132 62 108Z" fill="$slate" K/><path d="M118 114L134 108L146 138L130 144Z" fill="$slate" K/><path d="M130 144l-2 6M135 142v7M140 140l2 6M145 138l3 5M121 121l14-5M125 131l14-5" T/><path d="M72 104l4 8M86 110l2 8M100 111v8M114 109l-2 8" T/>`,
};

objectsTwo.homework = {
  cast: `<g transform="rotate(-4 100 100)"><path d="M14 38H186V168H14Z"/></g>`,
  drawing: `
<g transform="rotate(-4 100 100)">
<path d="M14 38H186V168H14Z" fill="$moss" K/><path d="M18 42Q60 34 100 44Q140 34 182 42V160Q140 154 100 164Q60 154 18 160Z" fill="$paper" K/>
<path d="M30 43V158M112 43V159" stroke="$brickLight" stroke-width="1.6"/>
<path d="M20 72H98M20 94H98M20 116H98M20 138H98M102 72H180M102 94H180M102 116H180M102 138H180" stroke="$slateLight" stroke-width="1.3"/>
${lettering("6 x 7 = 42", { x: 34, y: 70, size: 9, weight: 1.5, colour: "$slate" })}${lettering("8 x 9 = 72", { x: 34, y: 92, size: 9, weight: 1.5, colour: "$slate" })}${lettering("12 x 4 = 48", { x: 34, y: 114, size: 9, weight: 1.5, colour: "$slate" })}${lettering("9 x 6 = 54", { x: 34, y: 136, size: 9, weight: 1.5, colour: "$slate" })}
${lettering("15 x 3 =", { x: 117, y: 70, size: 9, weight: 1.5, colour: "$slate" })}
<path d="M100 44V164" K/><path d="M88 43Q95 42 99 44V163Q84 156 70 155.5Q88 110 88 43ZM170 41.5L181 43V158.8L158 157Q170 110 170 41.5Z" SH/></g>
<g transform="translate(142 118) rotate(-34)"><path d="M-36 -5H24V5H-36Z" fill="$brick" K/><path d="M24 -5L40 0L24 5Z" fill="$sand" K/><path d="M35 -1.6L40 0L35 1.6Z" fill="$ink"/><path d="M-46 -5H-36V5H-46Z" fill="$brickLight" K/><path d="M-45 1.5H30L24 4H-45Z" SH/></g>`,
};

objectsTwo.receipt = {
  cast: `<g transform="rotate(5 100 100)"><path d="M52 16H148V184H52Z"/></g>`,
  drawing: `
<g transform="rotate(5 100 100)">
<path d="M52 20L60 14L68 20L76 14L84 20L92 14L100 20L108 14L116 20L124 14L132 20L140 14L148 20V180L140 186L132 180L124 186L116 180L108 186L100 180L92 186L84 180L76 186L68 180L60 186L52 180Z" fill="$paper" K/>
<path d="M72 42L78 32H102L110 42L124 44V54H68V46Z" fill="$stone" K/><path d="M82 36H90V42H79ZM94 36H100L105 42H94Z" fill="$paper" T/><circle cx="80" cy="55" r="5" fill="$night" T/><circle cx="112" cy="55" r="5" fill="$night" T/><path d="M84 26h14v6h-14z" fill="$sand" T/>
${lettering("Taxi", { x: 100, y: 82, size: 17, weight: 2.4, anchor: "middle" })}
<path d="M62 92H138" T stroke-dasharray="4 4"/><path d="M62 102H104M62 112H116" T/>
${lettering("Sat", { x: 62, y: 132, size: 11, weight: 1.6 })}${lettering("01.52", { x: 138, y: 132, size: 11, weight: 1.6, anchor: "end" })}
<path d="M62 140H138" T stroke-dasharray="4 4"/>${lettering("46.00", { x: 138, y: 160, size: 14, weight: 2.2, anchor: "end" })}<path d="M62 154H84M70 170H130" T/>
<path d="M138 17L140 15.5L146.8 20.5V179.5L140 184.5L132 178.5L124 184.5L118 180C134 130 140 70 138 17Z" SH/></g>`,
};

// The property desk, 19.15. The inhaler is the one of objects.mjs.

objectsTwo.twophones = {
  cast: `<g transform="rotate(-7 100 100)"><rect x="26" y="18" width="82" height="158" rx="13"/></g><g transform="rotate(8 140 110)"><rect x="116" y="62" width="54" height="118" rx="13"/></g>`,
  drawing: `
<g transform="rotate(-7 100 100)"><rect x="26" y="18" width="82" height="158" rx="13" fill="$night" K/><rect x="32" y="26" width="70" height="142" rx="7" fill="$slate" T/><path d="M58 31h18" stroke="$ink" stroke-width="5" stroke-linecap="round"/>
${lettering("19.12", { x: 67, y: 58, size: 14, weight: 1.8, colour: "$paper", anchor: "middle" })}
<rect x="39" y="72" width="56" height="20" rx="5" fill="$paper" T/><path d="M46 79h30M46 85h18" T/><rect x="39" y="97" width="56" height="20" rx="5" fill="$paper" T/><path d="M46 104h38M46 110h12" T/><rect x="39" y="122" width="56" height="20" rx="5" fill="$slateLight" T/><path d="M46 129h24M46 135h30" T/>
<path d="M92 19.2H96Q106.8 19.2 106.8 31V163Q106.8 174.8 96 174.8H78Q98 150 92 19.2Z" SH/><path d="M50 161h34" stroke="$paper" stroke-opacity=".7" stroke-width="2.5" stroke-linecap="round"/></g>
<g transform="rotate(8 140 110) translate(66 46) scale(.73)">${objects.phone.drawing.replaceAll("$night", "$stone").replace("\"$slate\"", "\"$steel\"")}</g>`,
};

const note = (y) => `<path d="M30 ${y}H168Q172 ${y} 172 ${y + 4}V${y + 58}Q172 ${y + 62} 168 ${y + 62}H30Q22 ${y + 62} 22 ${y + 31}T30 ${y}Z" fill="$mossLight" K/>`;
objectsTwo.cash = {
  cast: `<g transform="rotate(-6 100 100)"><path d="M24 54H176V160H24Z"/></g>`,
  drawing: `<g transform="rotate(-6 100 100)">
${note(90)}${note(80)}${note(70)}${note(60)}${note(50)}
<path d="M36 60H160V102H36Z" fill="none" T/><ellipse cx="54" cy="81" rx="13" ry="17" fill="$moss" T/><path d="M46 74q8 8 16 0M46 88q8-8 16 0" fill="none" T/><path d="M120 70q9-8 18 0t18 0M120 78q9-8 18 0t18 0" fill="none" T stroke-opacity=".6"/>
${lettering("20", { x: 140, y: 99, size: 13, weight: 2, anchor: "middle" })}
<path d="M156 51.2H168Q170.8 51.2 170.8 54V148Q170.8 150.8 168 150.8H138C154 130 160 90 156 51.2Z" SH/>
<path d="M82 48Q86 100 82 154H98Q102 100 98 48Z" fill="$brick" K/><path d="M93 50Q97 100 93 152H97Q101 100 97 50Z" SH/><path d="M80 58H100" T/></g>`,
};

objectsTwo.bankcard = {
  cast: `<g transform="rotate(-8 100 100)"><rect x="18" y="48" width="164" height="104" rx="11"/></g>`,
  drawing: `<g transform="rotate(-8 100 100)"><rect x="18" y="48" width="164" height="104" rx="11" fill="$plum" K/>
<path d="M120 49.2H171Q180.8 49.2 180.8 59V104Q140 96 120 49.2Z" fill="$slate"/><path d="M120 49.2Q140 96 180.8 104" fill="none" T/>
<rect x="34" y="74" width="30" height="24" rx="4" fill="$sand" K/><path d="M34 82H44V90H34M64 82H54V90H64M49 74V82M49 90V98" fill="none" T/><path d="M76 79q5 7 0 14M83 76q7 10 0 20M90 73q9 13 0 26" fill="none" stroke="$paper" stroke-width="2.2" stroke-linecap="round"/>
<path d="M36 113h.1M43 113h.1M50 113h.1M57 113h.1M74 113h.1M81 113h.1M88 113h.1M95 113h.1M112 113h.1M119 113h.1M126 113h.1M133 113h.1M150 113h.1M157 113h.1" stroke="$paper" stroke-width="4" stroke-linecap="round"/>
<path d="M30 122H124V145H30Z" fill="$paper" T/>${lettering("Mr L Marsh", { x: 37, y: 139, size: 12, weight: 1.8 })}
<path d="M162 49.2H171Q180.8 49.2 180.8 59V141Q180.8 150.8 171 150.8H140C160 124 166 84 162 49.2Z" SH/><path d="M28 58Q30 55 34 55H70" HI stroke-width="3"/></g>`,
};

objectsTwo.busticket = {
  cast: `<g transform="rotate(5 100 100)"><path d="M12 52H188V150H12Z"/></g>`,
  drawing: `<g transform="rotate(5 100 100)"><path d="M18 52H182Q188 52 188 58V144Q188 150 182 150H18Q12 150 12 144V58Q12 52 18 52Z" fill="$paper" K/>
<path d="M13.2 58Q13.2 53.2 18 53.2H182Q186.8 53.2 186.8 58V76H13.2Z" fill="$slateLight"/><path d="M12 76H188" T/>
${lettering("Coach single", { x: 22, y: 70.5, size: 12, weight: 1.8 })}
<path d="M144 76V150" T stroke-dasharray="4 4"/>
<circle cx="26" cy="92" r="4" fill="$paper" K/><path d="M26 98V122" T stroke-dasharray="3 3"/><circle cx="26" cy="128" r="4" fill="$ink"/>
${lettering("Wendmere", { x: 38, y: 97, size: 12, weight: 1.9 })}<path d="M38 112h70" T/>${lettering("Port Arlen", { x: 38, y: 134, size: 12, weight: 1.9 })}
${lettering("08.15", { x: 166, y: 97, size: 10.5, weight: 1.5, anchor: "middle" })}<path d="M166 104v14m-4-5l4 5l4-5" fill="none" T/>${lettering("16.40", { x: 166, y: 134, size: 10.5, weight: 1.5, anchor: "middle" })}
<path d="M176 53.2H182Q186.8 53.2 186.8 58V144Q186.8 148.8 182 148.8H160C172 122 178 84 176 53.2Z" SH/></g>`,
};

objectsTwo.keyfob = {
  cast: `<circle cx="100" cy="56" r="26" fill="none" stroke="$ink" stroke-width="7"/><path d="M92 120H108V184L100 190L92 184Z"/><g transform="translate(88 76) rotate(26)"><path d="M-18 22C-18 10 -10 0 0 0C10 0 18 10 18 22L26 64C28 80 16 90 0 90C-16 90 -28 80 -26 64Z"/></g><g transform="translate(112 76) rotate(-30)"><path d="M-24 22L-10 4H10L24 22V88H-24Z"/></g>`,
  drawing: `
<g transform="translate(100 84) rotate(-4)"><path d="M-5 30H5V70L1 75L5 80L0 86L5 92V100L0 106L-5 100Z" fill="$steel" K/><circle cx="0" cy="18" r="19" fill="$steel" K/><path d="M6 1A19 19 0 0 1 -2 37A22 22 0 0 0 6 1Z" SH/><circle cx="0" cy="10" r="5" fill="$paper" T/></g>
${cord("M100 28A28 28 0 1 0 100.1 28", "$steel", 8, 3.8)}
<g transform="translate(88 76) rotate(26)"><path d="M-18 22C-18 10 -10 0 0 0C10 0 18 10 18 22L26 64C28 80 16 90 0 90C-16 90 -28 80 -26 64Z" fill="$night" K/><circle cx="0" cy="12" r="5" fill="$paper" T/><circle cx="0" cy="58" r="16" fill="$slate" T/><circle cx="0" cy="58" r="8" fill="none" stroke="$slateLight" stroke-width="2"/><path d="M8 2C14 6 18 12 18 22L25 64C27 80 16 89 2 89C20 76 20 34 8 2Z" SH/></g>
<g transform="translate(112 76) rotate(-30)"><path d="M-24 22L-10 4H10L24 22V88H-24Z" fill="$sand" K/><circle cx="0" cy="14" r="5" fill="$paper" T/>${lettering("Flat", { x: 0, y: 46, size: 13.5, weight: 2, anchor: "middle" })}${lettering("9", { x: 0, y: 74, size: 19, weight: 2.6, anchor: "middle" })}<path d="M14 9L23 22V87H6C16 66 18 34 14 9Z" SH/></g>
${cord("M76 70A28 28 0 0 1 74 46M124 70A28 28 0 0 0 126 46", "$steel", 8, 3.8)}`,
};

objectsTwo.bandage = {
  cast: `<circle cx="78" cy="94" r="60"/><path d="M78 118H182V154H78Z"/><g transform="translate(146 62) rotate(12)"><path d="M-28 -36H30V32H-28Z"/></g>`,
  drawing: `
<path d="M84 118H184L178 124L184 130L178 136L184 142L178 148L184 154H78Z" fill="$sand" K/><path d="M96 119V153M108 119V153M120 119V153M132 119V153M144 119V153M156 119V153M168 119V153M90 130H180M90 142H178" T stroke-opacity=".45"/><path d="M84 144H180L184 153H78Z" SH/>
<circle cx="78" cy="94" r="60" fill="$sand" K/><path d="M100 39A60 60 0 0 1 78 153A70 70 0 0 0 100 39Z" SH/>
<path d="M78 94m0 -50a50 50 0 1 1 -48 36M78 94m0 -40a40 40 0 1 1 -38 28M78 94m0 -30a30 30 0 1 1 -29 21M78 94m0 -20a20 20 0 1 1 -19 14" fill="none" T/><circle cx="78" cy="94" r="10" fill="$stone" K/>
<path d="M36 68A48 48 0 0 1 56 50" fill="none" stroke="$paper" stroke-opacity=".8" stroke-width="3.5" stroke-linecap="round"/>
<g transform="translate(126 136) rotate(4)"><path d="M-16 -6H16V6H-16Z" fill="$steel" K/><path d="M-16 -3l-5-3M-16 3l-5 3M16 -3l5-3M16 3l5 3M-6 0h12" T/></g>
<g transform="translate(146 62) rotate(12)"><path d="M-28 -34L-18 -40L-8 -34L2 -40L12 -34L22 -40L30 -34V32H-28Z" fill="$paper" K/><path d="M-26 10H28.8V30.8H-26Z" fill="$slateLight"/><path d="M-28 10H30" T/><path d="M-6 -24H6V-14H16V-4H6V6H-6V-4H-16V-14H-6Z" fill="$moss" K/><path d="M-18 18h36M-18 25h22" T/><path d="M22 -38L28.8 -33V30.8H12C22 8 24 -14 22 -38Z" SH/></g>`,
};

objectsTwo.schoolpass = {
  cast: `<path d="M46 58H154V182H46Z"/><path d="M92 58L62 14H76L100 48L124 14H138L108 58Z"/>`,
  drawing: `
<path d="M92 56L58 8H74L100 44L126 8H142L108 56Z" fill="$slate" K/><path d="M66 8L98 52M134 8L102 52" stroke="$paper" stroke-width="1.5" stroke-dasharray="4 4"/><path d="M126 8H142L108 56H100Z" SH/>
<path d="M92 46H108V62H92Z" fill="$steel" K/>
<rect x="46" y="58" width="108" height="124" rx="8" fill="$stone" K/><rect x="84" y="64" width="32" height="7" rx="3.5" fill="$paper" T/>
<path d="M56 78H144V172H56Z" fill="$paper" T/><path d="M56.7 78.7H143.3V98H56.7Z" fill="$moss"/>
${lettering("School bus", { x: 100, y: 93.5, size: 12, weight: 1.9, colour: "$paper", anchor: "middle" })}
<rect x="66" y="106" width="42" height="32" rx="5" fill="$slateLight" K/><path d="M71 112H103V124H71Z" fill="$paper" T/><path d="M82 112V124M92 112V124" T/><path d="M67 130H107" T/><circle cx="76" cy="139" r="5" fill="$night" T/><circle cx="98" cy="139" r="5" fill="$night" T/>
<path d="M116 110h20M116 118h20M116 126h12" T/>
${lettering("Under 16", { x: 66, y: 163, size: 12, weight: 1.8 })}
<path d="M140 59.2H146Q152.8 59.2 152.8 66V174Q152.8 180.8 146 180.8H122C138 150 144 100 140 59.2Z" SH/><path d="M62 84L78 160" stroke="#fff" stroke-opacity=".3" stroke-width="6" stroke-linecap="round"/>`,
};

objectsTwo.comic = {
  cast: `<g transform="rotate(-5 100 100)"><path d="M36 16H164V184H36Z"/></g>`,
  drawing: `<g transform="rotate(-5 100 100)"><path d="M40 20H168V184H40Z" fill="$paper" K/>
<path d="M36 16H164V160L144 184H36Z" fill="$night" K/>
<path d="M37.2 17.2H162.8V56H37.2Z" fill="$brick"/><path d="M36 56H164" K/>
${lettering("COMET", { x: 100, y: 48, size: 25, weight: 6, anchor: "middle" })}${lettering("COMET", { x: 100, y: 48, size: 25, weight: 3, colour: "$paper", anchor: "middle" })}
<path d="M37.2 138Q90 118 162.8 140V159L143 182.8H37.2Z" fill="$plum"/><path d="M37 138Q90 118 163 140" fill="none" T/><ellipse cx="64" cy="154" rx="11" ry="5" fill="none" T/><ellipse cx="112" cy="162" rx="15" ry="6" fill="none" T/>
<circle cx="136" cy="82" r="14" fill="$sandDark" K/><path d="M116 88Q136 92 158 72" fill="none" stroke="$ink" stroke-width="5.5" stroke-linecap="round"/><path d="M116 88Q136 92 158 72" fill="none" stroke="$sand" stroke-width="2.6" stroke-linecap="round"/>
<g transform="translate(86 100) rotate(34)"><path d="M-10 26L0 50L10 26Z" fill="$brickLight" K/><path d="M-14 10L-26 30L-12 26ZM14 10L26 30L12 26Z" fill="$brick" K/><path d="M0 -38C16 -24 16 8 12 28H-12C-16 8 -16 -24 0 -38Z" fill="$paper" K/><circle cx="0" cy="-6" r="7" fill="$slateLight" K/><path d="M4 -33C16 -20 15 8 11 27H2C10 6 12 -18 4 -33Z" SH/></g>
<path d="M50 72h.1M62 84h.1M52 108h.1M118 112h.1M146 116h.1M150 104h.1M108 68h.1" stroke="$paper" stroke-width="3.5" stroke-linecap="round"/>
<path d="M164 160L144 184L142 162Z" fill="$stone" K/><path d="M152 17.2H162.8V159L150 160C156 110 156 60 152 17.2Z" SH/></g>`,
};

const twist = (x, y, turn, fill) => `<g transform="translate(${x} ${y}) rotate(${turn})"><path d="M-12 0L-28 -10L-24 0L-28 10ZM12 0L28 -10L24 0L28 10Z" fill="${fill}" K/><ellipse rx="15" ry="11" fill="${fill}" K/><path d="M-5 -9Q1 0 -5 9M4 -10Q10 0 4 10" fill="none" stroke="$paper" stroke-width="2.4"/><path d="M6 -9.5A15 11 0 0 1 0 10A18 14 0 0 0 6 -9.5Z" SH/></g>`;
objectsTwo.sweets = {
  cast: `<path d="M52 40H148V150H52Z"/><ellipse cx="56" cy="160" rx="32" ry="14"/><ellipse cx="146" cy="160" rx="32" ry="14"/>`,
  drawing: `
${twist(112, 26, -24, "$brick")}${twist(80, 28, 20, "$moss")}
<path d="M52 46L60 36L68 44L76 36L84 44L92 36L100 44L108 36L116 44L124 36L132 44L140 36L148 46V164H52Z" fill="$paper" K/>
<path d="M64 40.5L68 44L76 36V162.8H64ZM88 40L92 36L100 44V162.8H88ZM112 40L116 44L124 36V162.8H112ZM136 40L140 36L146.8 45V162.8H136Z" fill="$brickLight"/>
<path d="M52 46L60 36L68 44L76 36L84 44L92 36L100 44L108 36L116 44L124 36L132 44L140 36L148 46V164H52Z" fill="none" K/>
<path d="M136 41L140 37.5L146.8 46V162.8H118C136 130 140 80 136 41Z" SH/>
${twist(56, 160, -16, "$slateLight")}${twist(146, 162, 14, "$mossLight")}${twist(102, 172, 4, "$plum")}`,
};

// The open boot of a hire car, 20.3.

objectsTwo.sleepbag = {
  cast: `<rect x="16" y="58" width="168" height="96" rx="40"/>`,
  drawing: `
<path d="M50 58H146Q184 58 184 106T146 154H50Q16 154 16 106T50 58Z" fill="$slate" K/>
<ellipse cx="46" cy="106" rx="30" ry="48" fill="$sand" K/><path d="M46 74a20 32 0 1 0 20 32M46 90a11 17 0 1 0 11 17M46 106v.1" fill="none" T/><path d="M52 60A30 48 0 0 1 48 153A42 60 0 0 0 52 60Z" SH/>
${star(108, 82, 9, 'fill="$paper" T')}${star(150, 98, 7, 'fill="$paper" T')}${star(112, 132, 7, 'fill="$paper" T')}${star(172, 124, 5, 'fill="$paper" T')}${star(150, 138, 5, 'fill="$paper" T')}
<path d="M152 68a9 9 0 1 0 9 13a11 11 0 0 1-9-13z" fill="$sand" T/>
<path d="M92 136C120 140 160 140 182 112Q180 152.8 146 152.8H56Q70 148 74 134Z" SH/>
<path d="M82 58Q96 106 82 154H94Q108 106 94 58Z" fill="$night" K/><path d="M126 58Q140 106 126 154H138Q152 106 138 58Z" fill="$night" K/>
<path d="M85 98H104V116H85ZM129 98H148V116H129Z" fill="$sandDark" K/><path d="M91 98V116M135 98V116" T/>`,
};

const packet = (x, y, fill, turn = 0) => `<g transform="translate(${x} ${y}) rotate(${turn})"><path d="M-17 -24H17L15 0L17 24H-17L-15 0Z" fill="${fill}" K/><path d="M-17 -18H17M-17 18H17" T/><circle r="8" fill="$paper" T/><path d="M-4 2q4-8 8-2" fill="none" T/><path d="M10 -23H16L14 0L16 23H4Q12 0 10 -23Z" SH/></g>`;
objectsTwo.snacks = {
  cast: `<path d="M22 58H152L148 110L152 178H22L26 110Z"/><path d="M42 24H116V60H42Z"/><g transform="translate(166 150) rotate(12)"><path d="M-17 -24H17V24H-17Z"/></g>`,
  drawing: `
${packet(60, 42, "$sand", -8)}${packet(96, 38, "$slateLight", 6)}
<path d="M22 58L36 54L48 62L62 52L78 64L94 54L110 66L124 54L138 62L152 58L148 110L152 178H22L26 110Z" fill="$brick" K/>
<path d="M24 166H151.5L152 176.8H22.5Z" fill="$paper"/><path d="M23 166H151M30 166v10M40 166v10M50 166v10M60 166v10M70 166v10M80 166v10M90 166v10M100 166v10M110 166v10M120 166v10M130 166v10M140 166v10" T/>
<path d="M40 78H106L98 94H40Z" fill="$paper" T/><path d="M48 86h42" stroke="$ink" stroke-width="3.5" stroke-linecap="round"/>
<circle cx="84" cy="130" r="27" fill="$sand" K/>${lettering("12", { x: 84, y: 141, size: 25, weight: 4, anchor: "middle" })}
<path d="M138 62L150.5 59L146.8 110L150.8 164H124C140 130 142 90 138 62Z" SH/><path d="M34 100V150" HI stroke-width="3.5"/>
${packet(166, 150, "$mossLight", 12)}`,
};

const puffer = `M72 42H128L144 52L140 172Q140 178 134 178H66Q60 178 60 172L56 52Z`;
objectsTwo.kidjacket = {
  cast: `<path d="${puffer}"/><path d="M60 48C44 58 36 80 32 102L20 148L50 158L66 112Z"/><path d="M140 48C156 58 164 80 168 102L180 148L150 158L134 112Z"/>`,
  drawing: `
<path d="M62 46C46 54 38 74 34 96L20 140Q19 146 24 148L46 155Q51 156 53 151L68 112ZM138 46C154 54 162 74 166 96L180 140Q181 146 176 148L154 155Q149 156 147 151L132 112Z" fill="$moss" K/>
<path d="M40 76Q54 86 70 86M33 100Q48 110 66 110M26 122Q40 132 58 134M160 76Q146 86 130 86M167 100Q152 110 134 110M174 122Q160 132 142 134" fill="none" T/><path d="M154 62C160 72 163 82 166 96L179 140Q180 145 176 147L166 150L152 100Z" SH/>
<path d="M72 40H128C138 42 142 48 142 56L140 170Q140 178 132 178H68Q60 178 60 170L58 56C58 48 62 42 72 40Z" fill="$mossLight" K/>
<path d="M58.5 66Q100 78 141.5 66V90Q100 100 59 90Z" fill="$moss" T/><path d="M59 112Q100 122 141 112M60 134Q100 144 140 134M60 156Q100 166 140 156" fill="none" T/>
<path d="M72 40C74 22 84 16 100 16C116 16 126 22 128 40C118 52 108 54 100 54C92 54 82 52 72 40Z" fill="$moss" K/><path d="M80 38C82 28 90 25 100 25C110 25 118 28 120 38C112 44 106 45 100 45C94 45 88 44 80 38Z" fill="$night" T/>
<path d="M100 48V178" K/><path d="M96 58h8v9l-4 5l-4-5z" fill="$steel" T/><path d="M70 142L88 136M130 142L112 136" K/>
<path d="M126 41C137 43 141 48 141 56L139 170Q139 177 132 177H114C126 140 130 80 126 41Z" SH/>
<path d="M58 132C46 136 44 142 42 148" fill="none" T/><g transform="translate(40 166) rotate(10)"><path d="M-21 -8L-12 -20H12L21 -8V18H-21Z" fill="$paper" K/><circle cx="0" cy="-12" r="3" fill="$ink"/>${lettering("9-10", { x: 0, y: 11, size: 12.5, weight: 1.9, anchor: "middle" })}<path d="M14 -18L20 -8V17H8C16 4 16 -8 14 -18Z" SH/></g>`,
};

objectsTwo.wraproll = {
  cast: `<g transform="rotate(-12 100 100)"><path d="M10 84H190V136H10Z"/><path d="M40 136H140V172H40Z"/></g>`,
  drawing: `<g transform="rotate(-12 100 100)">
<path d="M34 126H150L144 150L150 166L132 160L112 170L92 160L72 172L54 162L34 168L40 148Z" fill="$slateLight" fill-opacity=".4" K/><path d="M58 138L54 156M92 136V152M122 138L126 154" T stroke-opacity=".55"/>
<path d="M10 92Q10 80 22 80H178Q190 80 190 92V120Q190 132 178 132H22Q10 132 10 120Z" fill="$moss" K/>
<path d="M30 81.2H150V130.8H30Z" fill="$mossLight"/><path d="M30 80V132M150 80V132" T/>
<path d="M46 96H106" stroke="$ink" stroke-width="4" stroke-linecap="round"/><path d="M46 108h70M46 116h44" T/><path d="M124 92h16v28h-16z" fill="$paper" T/><path d="M128 98h8M128 104h8M128 110h8" T/>
<path d="M12 130l6 7l6-7l6 7l6-7l6 7l6-7l6 7l6-7l6 7l6-7l6 7l6-7l6 7l6-7l6 7l6-7l6 7l6-7l6 7l6-7l6 7l6-7l6 7l6-7l6 7l6-7l6 7l6-7" fill="$steel" T/>
<path d="M12 120H188.8Q188 130.8 178 130.8H22Q13 130.8 12 120Z" SH/>
<ellipse cx="184" cy="106" rx="9" ry="19" fill="$paper" K/><ellipse cx="184" cy="106" rx="4.5" ry="10" fill="$sandDark" K/><path d="M24 90H80" HI stroke-width="3"/></g>`,
};

objectsTwo.toy = {
  cast: `<circle cx="100" cy="66" r="42"/><ellipse cx="46" cy="62" rx="30" ry="34"/><ellipse cx="154" cy="62" rx="30" ry="34"/><ellipse cx="100" cy="138" rx="46" ry="42"/><ellipse cx="60" cy="170" rx="24" ry="16"/><ellipse cx="140" cy="170" rx="24" ry="16"/>`,
  drawing: `
<ellipse cx="46" cy="62" rx="30" ry="34" fill="$slateLight" K/><ellipse cx="46" cy="64" rx="19" ry="23" fill="$brickLight" T/><ellipse cx="154" cy="62" rx="30" ry="34" fill="$slateLight" K/><ellipse cx="154" cy="64" rx="19" ry="23" fill="$brickLight" T/><path d="M164 31A30 34 0 0 1 158 95.5A40 44 0 0 0 164 31Z" SH/>
<path d="M62 116C44 116 32 128 36 142C40 154 56 148 66 136ZM138 116C156 116 168 128 164 142C160 154 144 148 134 136Z" fill="$slateLight" K/>
<ellipse cx="100" cy="138" rx="44" ry="42" fill="$slateLight" K/><ellipse cx="100" cy="148" rx="26" ry="27" fill="$stone" T/>
<path d="M126 106C148 124 148 164 118 176Q108 180 98 179.5C130 166 138 132 126 106Z" SH/>
<ellipse cx="60" cy="170" rx="24" ry="16" fill="$slateLight" K/><path d="M44 174q4 8 10 6M58 181q6 1 10-4" fill="none" T/><ellipse cx="140" cy="170" rx="24" ry="16" fill="$slateLight" K/><path d="M156 174q-4 8-10 6M142 181q-6 1-10-4" fill="none" T/>
<path d="M58 64C58 40 76 24 100 24C124 24 142 40 142 64C142 82 132 94 118 100H82C68 94 58 82 58 64Z" fill="$slateLight" K/><path d="M122 30C136 38 142 50 142 64C142 82 132 94 118 100H106C132 86 138 54 122 30Z" SH/>
<path d="M84 76C84 66 116 66 116 76C118 98 114 112 118 122C120 130 132 130 134 122C140 124 142 134 136 140C122 150 100 142 96 122C92 106 86 94 84 76Z" fill="$slateLight" K/><path d="M88 88Q100 94 116 88M90 100Q102 106 115 100M94 114Q106 118 115 112" fill="none" T/><path d="M108 71Q116 72 115 80C117 98 113 112 117 122C118 128 126 131 132 128Q130 140 118 141Q106 134 106 112Q108 90 108 71Z" SH/>
<circle cx="82" cy="60" r="4.5" fill="$ink"/><circle cx="118" cy="60" r="4.5" fill="$ink"/><path d="M94 24q-2-10 4-14M102 23q2-8 8-10" fill="none" K/>`,
};

objectsTwo.hirepapers = {
  cast: `<g transform="rotate(-5 100 100)"><path d="M30 24H160V172H30Z"/></g><g transform="translate(146 148) rotate(-24)"><path d="M-20 -16H20V30H-20Z"/></g>`,
  drawing: `<g transform="rotate(-5 100 100)"><path d="M44 14H150V160H44Z" fill="$paper" K/><path d="M52 26h60M52 34h40" T/>
<path d="M30 30H160V176H30Z" fill="$slate" K/><path d="M30 30H160V44H30Z" fill="$slateLight" K/>
<path d="M46 58H144V140H46Z" fill="$paper" K/>${lettering("Car hire", { x: 95, y: 80, size: 16, weight: 2.4, anchor: "middle" })}
<path d="M60 108L70 94H112L122 108L134 111V124H56V111Z" fill="$mossLight" K/><path d="M74 98H88V107H68ZM92 98H109L115 107H92Z" fill="$paper" T/><circle cx="74" cy="124" r="7" fill="$night" K/><circle cx="116" cy="124" r="7" fill="$night" K/>
<path d="M46 150h66M46 160h46" stroke="$paper" stroke-width="3" stroke-linecap="round"/>
<path d="M148 31.2H158.8V174.8H122C144 140 150 80 148 31.2Z" SH/></g>
<path d="M150 118A13 13 0 1 0 150.1 118" fill="none" stroke="$ink" stroke-width="6"/><path d="M150 118A13 13 0 1 0 150.1 118" fill="none" stroke="$steel" stroke-width="2.6"/>
<g transform="translate(150 140) rotate(-20)"><path d="M-4 26H4V50L0 54L-4 50Z" fill="$steel" K/><rect x="-14" y="-6" width="28" height="36" rx="9" fill="$night" K/><circle cx="0" cy="6" r="4.5" fill="$slateLight" T/><circle cx="0" cy="19" r="4.5" fill="$slateLight" T/><path d="M6 -5Q13 -4 13 4V20Q13 29 4 29Q10 14 6 -5Z" SH/></g>
<g transform="translate(160 140) rotate(-62)"><path d="M-9 8L0 0L9 8V40H-9Z" fill="$sand" K/><circle cx="0" cy="9" r="2.5" fill="$ink"/><path d="M-3 17V34M3 17V28" T/></g>`,
};

objectsTwo.umbrella2 = {
  cast: `<g transform="rotate(-42 100 100)"><path d="M74 34H126L120 150H80Z"/><path d="M90 150H110V190H90Z"/></g>`,
  drawing: `<g transform="rotate(-42 100 100)">
<path d="M96 32V14H104V32Z" fill="$steel" K/>
<path d="M78 40Q100 24 122 40L126 60Q126 110 118 148Q100 156 82 148Q74 110 74 60Z" fill="$plum" K/>
<path d="M92 34Q84 90 92 152M110 34Q118 90 110 152" fill="none" T/>
<path d="M84 58h.1M100 50h.1M118 62h.1M86 118h.1M101 84h.1M116 118h.1M101 126h.1M83 86h.1M119 92h.1" stroke="$paper" stroke-width="6" stroke-linecap="round"/>
<path d="M114 36L121 41L125 60Q125 110 117 147L108 151Q120 90 114 36Z" SH/>
<path d="M75 98Q100 108 126 98V110Q100 120 76 110Z" fill="$night" K/><circle cx="92" cy="110" r="3" fill="$steel" T/>
<path d="M92 150H108V160H92Z" fill="$steel" K/><path d="M88 158H112V184Q112 190 106 190H94Q88 190 88 184Z" fill="$sandDark" K/><path d="M105 159H111V184Q111 189 106 189H100Q106 176 105 159Z" SH/>
<path d="M100 188C100 204 124 206 128 194C132 182 120 176 114 186" fill="none" stroke="$ink" stroke-width="4.5" stroke-linecap="round"/><path d="M100 188C100 204 124 206 128 194C132 182 120 176 114 186" fill="none" stroke="$plum" stroke-width="1.8" stroke-linecap="round"/></g>`,
};

objectsTwo.football = {
  cast: `<circle cx="100" cy="102" r="76"/>`,
  drawing: `
<circle cx="100" cy="102" r="76" fill="$paper" K/>
<path d="M100 72L129 93L118 127H82L71 93Z" fill="$night" K/>
<path d="M100 72V46M129 93L153 84M118 127L133 149M82 127L67 149M71 93L47 84" K/>
<path d="M80 29Q100 24 120 29L100 46ZM168 68Q176 88 175 110L153 84ZM153 156Q138 171 118 176L133 149ZM82 176Q62 171 47 156L67 149ZM25 110Q24 88 32 68L47 84Z" fill="$night" K/>
<path d="M120 29L142 40L153 84M175 110L153 156M133 149L153 156M118 176H82M67 149L82 176M47 156L25 110M32 68L58 40L80 29M47 84L58 40" fill="none" T/>
<path d="M132 34A76 76 0 0 1 92 177.5A92 92 0 0 0 132 34Z" SH/><path d="M40 66A70 70 0 0 1 62 42" fill="none" stroke="$slateLight" stroke-width="3.5" stroke-linecap="round"/>`,
};

Object.assign(objects, objectsTwo);
