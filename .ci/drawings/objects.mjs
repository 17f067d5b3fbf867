// Every object in the campaign, drawn once on a 200 by 200 grid with about 8 units of air.
// Each is seen in the one view that names it. Light from top left: one flat shade on right and lower faces,
// one hard cast shadow (the silhouette moved +7, +8). No people, no brands, no marigold: that is the ring's.
//
// Short marks inside a drawing, filled in by `inked`:
//   K  outline    T  detail line    SH  flat shade    HI  the one thin light line    $name  a colour

import { lettering } from "./lettering.mjs";

export const COLOURS = {
  ink: "#14222B", paper: "#FFFFFF", stone: "#E6E9E3", stoneDark: "#CDD3CB", steel: "#B9C3C4",
  slate: "#557A94", slateLight: "#A9C0CE", moss: "#74896F", mossLight: "#BECBB6",
  brick: "#B25B45", brickLight: "#E0AE9B", sand: "#E5D6B3", sandDark: "#C9B486",
  night: "#22384A", plum: "#6E5C73", glow: "#F6ECD0",
};

const OUTLINE = 2.5;
const DETAIL = 1.35;

const line = (width) => `stroke="${COLOURS.ink}" stroke-width="${Number(width.toFixed(2))}" stroke-linecap="round"`;

/** Fill in the short marks. `k` thickens lines for a drawing that will be scaled down. */
export function inked(drawing, k = 1) {
  return drawing
    .replace(/\bK\b(?=[ \/>])/g, line(OUTLINE * k))
    .replace(/\bT\b(?=[ \/>])/g, line(DETAIL * k))
    .replace(/\bSH\b(?=[ \/>])/g, `fill="${COLOURS.ink}" fill-opacity=".16"`)
    .replace(/\bHI\b(?=[ \/>])/g, 'fill="none" stroke="#fff" stroke-opacity=".35" stroke-linecap="round"')
    .replace(/\$(\w+)/g, (mark, name) => {
      if (!COLOURS[name]) throw new Error(`No colour is called ${mark}`);
      return COLOURS[name];
    });
}

export const objects = {};

// The hallway, and three the articles use (boot, inhaler, rabbit).

objects.phone = {
  cast: `<rect x="62" y="18" width="74" height="164" rx="17"/>`,
  drawing: `
<rect x="62" y="18" width="74" height="164" rx="17" fill="$night" K/>
<rect x="70" y="26" width="58" height="148" rx="11" fill="$slate" T/>
<path d="M90 33h18" T fill="none"/>
<rect x="76" y="41" width="46" height="42" rx="3" fill="$mossLight" T/>
<path d="M81 49h8M81 54h5M112 47v7M115.5 49v5M108.5 50v4" T fill="none"/>
<path d="M81 65h34M81 73h22" T fill="none"/>
<path d="M76 41h46v6H76z" SH/>
<rect x="86" y="90" width="26" height="16" rx="8" fill="$stone" T/>
<path d="M94 98h10" T fill="none"/>
<path d="M74 94h7M117 94h7M74 103h7M117 103h7" T fill="none"/>
${[0,1,2,3].map(r=>[0,1,2].map(c=>`<rect x="${74+c*17.5}" y="${113+r*14.6}" width="15" height="10.5" rx="4" fill="$paper" T/>`).join('')).join('')}
<path d="M118 19.5c11 1 17 8 17 17v127c0 9-6 16-17 17c7-3 10-8 10-17V36c0-8-3-14-10-16.5z" SH/>
<path d="M67 40c0-9 4-15 12-16" stroke="#fff" stroke-opacity=".35" stroke-width="2.5" fill="none" stroke-linecap="round"/>`,
};

objects.ticket = {
  cast: `<g transform="rotate(9 100 100)"><rect x="26" y="44" width="148" height="92" rx="6"/></g><g transform="rotate(-7 100 100)"><rect x="22" y="64" width="156" height="98" rx="6"/></g>`,
  drawing: `
<g transform="rotate(9 100 100)"><rect x="26" y="44" width="148" height="92" rx="6" fill="$sand" K/><path d="M27.5 50q0-4.5 4.5-4.5H168q4.5 0 4.5 4.5V58H27.5z" fill="$brickLight"/><path d="M27 58h146" T/></g>
<g transform="rotate(-7 100 100)"><rect x="22" y="64" width="156" height="98" rx="6" fill="$paper" K/>
<path d="M23.5 70q0-4.5 4.5-4.5H172q4.5 0 4.5 4.5V82H23.5zM23.5 148h153v8q0 4.5-4.5 4.5H28q-4.5 0-4.5-4.5z" fill="$brickLight"/>
<path d="M23 82h154M23 148h154" T/>
${lettering("Child single", { x: 29, y: 78.6, size: 9 })}${lettering("OUT", { x: 171, y: 78.6, size: 9, anchor: "end" })}
${lettering("Wendmere", { x: 30, y: 102, size: 12.5, weight: 1.9 })}${lettering("Seacliffe Bay", { x: 30, y: 122, size: 12.5, weight: 1.9 })}
${lettering("Tuesday 06.14", { x: 30, y: 140.5, size: 10 })}
<path d="M134 94h34M134 102h26" T/><rect x="140" y="112" width="28" height="28" fill="$stone" T/><path d="M145 117h6v6h-6zM157 117h6v6h-6zM145 129h6v6h-6zM156 129h3v3h-3zM160 132h3v3h-3zM153 124h3v3h-3z" fill="$ink"/>
<path d="M150 65.5H172q4.5 0 4.5 4.5V156q0 4.5-4.5 4.5H164z" SH/></g>`,
};

const strap = 'M95 56L83 30C77 8 123 8 117 30L105 56';
objects.keys = {
  cast: `<path d="${strap}" fill="none" stroke="$ink" stroke-width="11"/><path d="M88 48h24v20h-24z"/><circle cx="100" cy="84" r="17" fill="none" stroke="$ink" stroke-width="7"/><g transform="translate(95 92) rotate(20)"><circle cx="0" cy="20" r="22"/><path d="M-8 36h16v58l-8 8l-8-8z"/></g><g transform="translate(106 91) rotate(-26)"><rect x="-20" y="2" width="40" height="33" rx="16"/><path d="M-5 32h10v72h-10zM5 86h15v18H5z"/></g>`,
  drawing: `
<path d="${strap}" fill="none" stroke="$ink" stroke-width="13" stroke-linejoin="round"/><path d="${strap}" fill="none" stroke="$slate" stroke-width="8" stroke-linejoin="round"/><path d="${strap}" fill="none" stroke="$paper" stroke-opacity=".75" stroke-width="1.3" stroke-dasharray="4 4"/>
<g transform="translate(106 91) rotate(-26)"><path d="M-5 32h10v54h15v6h-7v5h7v8H5v4q-5 3-10 0z" fill="$steel" K/><path d="M-5 43h10M-5 48h10" T/><rect x="-20" y="2" width="40" height="33" rx="16" fill="$steel" K/><path d="M3 34q16-2 16-16q0-8-5-12q2 20-11 28z" SH/></g>
<circle cx="100" cy="84" r="17" fill="none" stroke="$ink" stroke-width="8.5"/><circle cx="100" cy="84" r="17" fill="none" stroke="$steel" stroke-width="4"/>
<g transform="translate(95 92) rotate(20)"><path d="M-8 36h16v35l-4 4l5 5l-5 5l5 5l-4 5v6l-5 8l-8-8z" fill="$sand" K/><path d="M-2 46v50" T/><circle cx="0" cy="20" r="22" fill="$sand" K/><circle cx="0" cy="23" r="12.5" fill="none" T/><path d="M7 1a20 20 0 0 1-9 40a22 22 0 0 0 9-40z" SH/><path d="M-6 5.5a6 4.5 0 0 1 12 0a6 4.5 0 0 1-12 0z" fill="$paper" T/></g>
<path d="M84.5 90A17 17 0 0 0 99 101" fill="none" stroke="$ink" stroke-width="8.5"/><path d="M83.5 88A17 17 0 0 0 99.5 101" fill="none" stroke="$steel" stroke-width="4"/>
<rect x="88" y="46" width="24" height="22" rx="3" fill="$steel" K/><path d="M88 52h24M88 62h24" T/><path d="M105 47h4q3 0 3 3v14q0 4-3 4h-6z" SH/>`,
};

const shoe = `M31 136C25 118 28 98 30 82C31 71 40 67 48 71C56 75 63 80 70 76L85 59C89 55 96 57 98 62L105 74C113 88 127 99 146 105C166 110 181 120 183 136Z`;
const sole = `M23 134H183C190 134 193 139 192 146C191 154 186 159 177 159H36C26 159 20 153 19 145C19 139 20 134 23 134Z`;
objects.trainers = {
  cast: `<path d="${shoe}"/><path d="${sole}"/><path d="M128 26l36 10l-9 34l-36-10z"/>`,
  drawing: `
<path d="${shoe}" fill="$paper" K/>
<path d="M31 136C25 118 27 100 30 84C45 92 54 112 56 136Z" fill="$slate" T/>
<path d="M150 106C168 111 181 121 183 136H136C137 122 141 112 150 106Z" fill="$slateLight" T/>
<path d="M86 60C84 78 92 98 106 110C114 117 124 122 137 124C139 115 143 109 148 106C127 99 113 88 105 74L98 62C96 57 89 56 86 60Z" fill="$slateLight" T/>
<path d="M62 134C68 116 80 106 97 108C106 116 114 120 122 122L116 134Z" fill="$slate" T/>
<path d="M105 74L86 80M111 84L90 92M119 92L99 104M130 99L111 113" stroke="$ink" stroke-width="7" stroke-linecap="round"/><path d="M105 74L86 80M111 84L90 92M119 92L99 104M130 99L111 113" stroke="#fff" stroke-width="3.2" stroke-linecap="round"/>
<path d="M30 84C34 76 42 74 49 78C57 83 65 86 73 81" fill="none" T/>
<path d="M28 122C70 131 150 125 181 129L183 136H31Z" SH/>
<path d="${sole}" fill="$paper" K/><path d="M20 148H191Q188 159 177 159H36Q22 158 20 148Z" fill="$brick" T/><path d="M48 148v11M72 148v11M96 148v11M120 148v11M144 148v11M168 148v11M62 140h58" T/>
<path d="M106 76C108 58 112 48 124 44" fill="none" T/>
<path d="M128 26l36 10l-9 34l-36-10z" fill="$paper" K/><circle cx="128" cy="43" r="3" fill="$ink"/><path d="M136 38l20 5.5M134 46l18 5M132 54l12 3.5" T/><path d="M155 34l9 2l-9 34l-9-2.5z" SH/>`,
};

objects.lunchbox = {
  cast: `<rect x="26" y="70" width="148" height="100" rx="15"/><path d="M66 70V58C66 45 74 38 86 38H114C126 38 134 45 134 58V70H120V60C120 54 117 51 111 51H89C83 51 80 54 80 60V70Z"/>`,
  drawing: `
<path d="M66 74V58C66 45 74 38 86 38H114C126 38 134 45 134 58V74H120V60C120 54 117 51 111 51H89C83 51 80 54 80 60V74Z" fill="$moss" K/><path d="M114 38C126 38 134 45 134 58V74H127V58C127 46 122 40 114 38Z" SH/>
<rect x="26" y="70" width="148" height="100" rx="15" fill="$mossLight" K/>
<path d="M26 104V85Q26 70 41 70H159Q174 70 174 85V104Z" fill="$moss" K/>
<path d="M39 78H120" stroke="#fff" stroke-opacity=".35" stroke-width="3" stroke-linecap="round"/>
<rect x="46" y="93" width="22" height="26" rx="4" fill="$stone" K/><rect x="132" y="93" width="22" height="26" rx="4" fill="$stone" K/><path d="M51 111h12M137 111h12" T/>
<rect x="70" y="122" width="62" height="30" rx="3" fill="$paper" T/>${lettering("Robin", { x: 101, y: 143, size: 15, weight: 1.9, anchor: "middle" })}
<path d="M26 148C60 156 140 156 160 148C166 140 166 110 164 72Q174 75 174 85V155Q174 170 159 170H41Q26 170 26 155Z" SH/>`,
};

const coatBody = `M69 60L57 172C57 177 60 179 64 179H136C140 179 143 177 143 172L131 60Z`;
const slv = `M71 58C56 62 46 74 41 92L25 150C24 155 26 158 31 159L47 164C52 165 55 163 56 158L68 112Z`;
const slvR = `M129 58C144 62 154 74 159 92L175 150C176 155 174 158 169 159L153 164C148 165 145 163 144 158L132 112Z`;
const hood = `M66 63C63 36 79 19 100 19C121 19 137 36 134 63C126 74 113 79 100 79C87 79 74 74 66 63Z`;
objects.coat = {
  cast: `<path d="${coatBody}"/><path d="${slv}"/><path d="${slvR}"/><path d="${hood}"/>`,
  drawing: `
<path d="${slv}" fill="$brick" K/><path d="${slvR}" fill="$brick" K/>
<path d="M41 92Q56 100 71 100M35 114Q48 121 63 122M29 136Q42 143 58 144M159 92Q144 100 129 100M165 114Q152 121 137 122M171 136Q158 143 142 144" fill="none" T/>
<path d="M27 147L57 156L56 158C55 163 52 165 47 164L31 159C26 158 24 155 25 150ZM173 147L143 156L144 158C145 163 148 165 153 164L169 159C174 158 176 155 175 150Z" fill="$night" T/>
<path d="M150 68C156 76 158 84 159 92L173 144L162 148L148 100Z" SH/>
<path d="${coatBody}" fill="$brick" K/>
<path d="M65 98Q82 104 100 104T135 98M62 122Q82 128 100 128T138 122M60 146Q82 152 100 152T140 146" fill="none" T/>
<path d="M100 78V178" K/><path d="M96 92h8v10l-4 5l-4-5z" fill="$steel" T/>
<path d="M68 134L86 128M132 134L114 128" K/>
<path d="M131 60L143 172C143 177 140 179 136 179H120C128 150 128 110 122 74Z" SH/>
<path d="M58 168H142" T/>
<path d="${hood}" fill="$brick" K/><path d="M79 60C78 42 87 32 100 32C113 32 122 42 121 60C115 67 107 70 100 70C93 70 85 67 79 60Z" fill="$night" T/>
<path d="M121 27C131 34 136 47 134 63C128 71 119 76 110 78C124 66 128 44 121 27Z" SH/>
<path d="M93 19C93 10 107 10 107 19" fill="none" K/>
<rect x="88" y="47" width="24" height="17" rx="1.5" fill="$paper" T/>${lettering("5-6", { x: 100, y: 60, size: 9.5, weight: 1.6, anchor: "middle" })}`,
};

objects.bolt = {
  cast: `<rect x="22" y="22" width="156" height="156"/>`,
  drawing: `
<rect x="22" y="22" width="156" height="156" fill="$paper" K/>
<rect x="22" y="22" width="112" height="156" fill="$sand" K/><path d="M36 36H104V164H36Z" fill="$sand" T/><path d="M44 44H96V156H44Z" fill="none" T/><path d="M36 36L44 44M104 36L96 44M104 164L96 156M36 164L44 156" T/><path d="M96 44L104 36V164H36L44 156H96Z" SH/>
<path d="M134 24h7v152h-7z" SH/><path d="M141 23V177M162 23V177" T/>
<rect x="62" y="58" width="66" height="42" rx="3" fill="$steel" K/><path d="M62 92H128V97Q128 100 125 100H65Q62 100 62 97Z" SH/>
<rect x="146" y="60" width="24" height="38" rx="3" fill="$steel" K/>
<rect x="50" y="71" width="112" height="16" rx="8" fill="$stone" K/><path d="M56 84H156" stroke="$ink" stroke-opacity=".25" stroke-width="4"/>
<rect x="74" y="66" width="11" height="26" rx="3" fill="$steel" T/><rect x="112" y="66" width="11" height="26" rx="3" fill="$steel" T/><rect x="150" y="66" width="11" height="26" rx="3" fill="$steel" T/>
<path d="M94 79V60" stroke="$ink" stroke-width="9" stroke-linecap="round"/><circle cx="94" cy="55" r="8.5" fill="$steel" K/><path d="M97 48a8 8 0 0 1-2 15a10 10 0 0 0 2-15z" SH/>
<circle cx="67.5" cy="63.5" r="2" fill="$ink"/><circle cx="67.5" cy="95" r="2" fill="$ink"/><circle cx="166" cy="65" r="2" fill="$ink"/><circle cx="166" cy="93" r="2" fill="$ink"/>
<circle cx="119" cy="138" r="11" fill="$steel" K/><path d="M119 132H82C77 132 75 135 75 138.5C75 142 77 144 82 144H119Z" fill="$stone" K/>`,
};

objects.rabbit = {
  cast: `<path d="M84 68C66 40 66 14 79 11C92 8 101 36 98 62M104 62C108 36 124 18 137 25C149 32 152 54 147 68L118 70"/><circle cx="100" cy="88" r="35"/><path d="M74 112C60 126 56 150 64 168C76 184 124 184 136 168C144 150 140 126 126 112Z"/><ellipse cx="70" cy="173" rx="22" ry="16"/><ellipse cx="130" cy="173" rx="22" ry="16"/>`,
  drawing: `
<path d="M83 70C64 40 65 14 79 11C93 8 103 36 98 66Z" fill="$sand" K/><path d="M84 54C75 38 74 24 79 20C86 18 91 36 90 56Z" fill="$brickLight" T/>
<path d="M72 116C56 122 45 138 48 152C50 160 61 160 66 153C71 145 76 136 84 130Z" fill="$sand" K/><path d="M128 116C144 122 155 138 152 152C150 160 139 160 134 153C129 145 124 136 116 130Z" fill="$sand" K/>
<path d="M75 110C60 126 56 150 64 168C76 184 124 184 136 168C144 150 140 126 125 110Z" fill="$sand" K/>
<ellipse cx="99" cy="148" rx="22" ry="25" fill="$paper" fill-opacity=".65" T/><path d="M118 122l12 4l-3 12l-12-4z" fill="$slateLight" T/><path d="M116 121l4 3M121 123l4 3M130 130l-4 1M125 138l2-4M115 130l4 1" T/>
<path d="M125 110C140 126 144 150 136 168C130 176 114 180 100 180C124 170 128 140 118 112Z" SH/>
<ellipse cx="70" cy="173" rx="22" ry="16" fill="$sand" K/><ellipse cx="67" cy="174" rx="11" ry="8" fill="$brickLight" T/><ellipse cx="130" cy="173" rx="22" ry="16" fill="$sand" K/><ellipse cx="133" cy="174" rx="11" ry="8" fill="$brickLight" T/>
<path d="M66 90C66 69 80 55 100 55C120 55 134 69 134 90C134 110 118 122 100 122C82 122 66 110 66 90Z" fill="$sand" K/>
<path d="M120 60C131 68 134 78 134 90C134 110 118 122 100 122C122 112 130 84 120 60Z" SH/>
<path d="M104 60C106 36 122 16 138 24C151 31 154 56 147 70C144 77 136 76 134 69C131 56 125 54 119 68Z" fill="$sand" K/><path d="M138 24C151 31 154 56 147 70C146 73 143 75 141 74C146 58 146 38 136 26Z" SH/>
<circle cx="86" cy="87" r="4.5" fill="$ink"/><circle cx="114" cy="87" r="4.5" fill="$ink"/><path d="M95 98h10l-5 6z" fill="$brick" T/><path d="M100 104v7" fill="none" T/>`,
};

objects.boot = {
  cast: `<path d="M24 112C24 98 32 90 44 88H156C168 90 176 98 176 112V160H162V176H138V164H62V176H38V160H24Z"/><path d="M40 18H160L144 54H56Z"/>`,
  drawing: `
<rect x="38" y="150" width="24" height="28" rx="6" fill="$night" K/><rect x="138" y="150" width="24" height="28" rx="6" fill="$night" K/>
<path d="M62 54L50 26M138 54L150 26" K/>
<path d="M26 114C26 99 33 91 44 88L56 54C57 51 59 50 62 50H138C141 50 143 51 144 54L156 88C167 91 174 99 174 114V152C174 157 171 160 166 160H34C29 160 26 157 26 152Z" fill="$slate" K/>
<path d="M54 90L64 60H136L146 90V128H54Z" fill="$night" K/>
<path d="M66 66H92V86H60ZM108 66H134L140 86H108Z" fill="$slate" fill-opacity=".55" T/>
<path d="M54 128L62 106H138L146 128Z" fill="$stoneDark" T/><path d="M62 106h76" T/>
<path d="M56 52L41 22C39 18 41 15 45 15H155C159 15 161 18 159 22L144 52Z" fill="$slate" K/><path d="M65 45L55 24H145L135 45Z" fill="$slateLight" T/><path d="M118 24H145L135 45H112Z" SH/><path d="M64 40L58 26" stroke="#fff" stroke-opacity=".4" stroke-width="3" stroke-linecap="round"/>
<rect x="29" y="98" width="17" height="26" rx="4" fill="$brick" K/><rect x="154" y="98" width="17" height="26" rx="4" fill="$brick" K/><path d="M29 112h17M154 112h17" T/>
<rect x="21" y="136" width="158" height="24" rx="9" fill="$stoneDark" K/><rect x="76" y="141" width="48" height="13" rx="2" fill="$paper" T/><path d="M24 150H176Q176 160 168 160H32Q24 160 24 150Z" SH/>
<path d="M156 90C166 92 174 99 174 114V136H150V92Z" SH/>`,
};

objects.cans = {
  cast: `<path d="M56 52L66 36H100L110 52V164L102 176H64L56 164Z"/><path d="M104 44L112 30H144L154 44V152L146 164H110Z"/>`,
  drawing: `
<g transform="translate(47 -11)"><path d="M56 54C56 48 60 46 63 42L68 35H98L103 42C106 46 110 48 110 54V162C110 167 107 169 104 175H62C59 169 56 167 56 162Z" fill="$slateLight" K/><path d="M66 35h34" stroke="$ink" stroke-width="6" stroke-linecap="round"/><path d="M56 60H110V152H56Z" fill="$night" T/><path d="M92 66L70 108H84L76 146L102 98H88Z" fill="$slateLight" T/><path d="M96 36L103 42C106 46 110 48 110 54V162C110 167 107 169 104 175H92C99 160 99 60 92 38Z" SH/></g>
<path d="M54 54C54 48 58 46 61 42L66 35H102L107 42C110 46 114 48 114 54V162C114 167 111 169 108 175H60C57 169 54 167 54 162Z" fill="$steel" K/>
<path d="M64 35H104" stroke="$ink" stroke-width="6" stroke-linecap="round"/><path d="M78 31h13" stroke="$ink" stroke-width="4" stroke-linecap="round"/>
<path d="M61 43H107M58 168H110" T/>
<path d="M54 60H114V156H54Z" fill="$brick" T/><path d="M54 60H114V72L54 82ZM54 146L114 136V156H54Z" fill="$paper" T/>
<path d="M94 78L72 112H86L77 142L104 102H90Z" fill="$paper" T/>
<path d="M102 36L107 42C110 46 114 48 114 54V162C114 167 111 169 108 175H94C102 160 103 60 96 38Z" SH/><path d="M62 64V152" stroke="#fff" stroke-opacity=".35" stroke-width="4" stroke-linecap="round"/>`,
};

const bagB = `M46 86C46 52 70 34 100 34C130 34 154 52 154 86V160C154 171 147 178 136 178H64C53 178 46 171 46 160Z`;
objects.bag = {
  cast: `<path d="${bagB}"/><path d="M82 38C82 12 118 12 118 38" fill="none" stroke="$ink" stroke-width="9"/><path d="M50 82C34 96 32 132 42 160" fill="none" stroke="$ink" stroke-width="10"/><path d="M150 82C166 96 168 132 158 160" fill="none" stroke="$ink" stroke-width="10"/>`,
  drawing: `
<path d="M50 84C34 98 32 132 46 160M150 84C166 98 168 132 154 160" fill="none" stroke="$ink" stroke-width="12" stroke-linecap="round"/><path d="M50 84C34 98 32 132 46 160M150 84C166 98 168 132 154 160" fill="none" stroke="$night" stroke-width="6" stroke-linecap="round"/>
<path d="M83 40C83 14 117 14 117 40" fill="none" stroke="$ink" stroke-width="11"/><path d="M83 40C83 14 117 14 117 40" fill="none" stroke="$night" stroke-width="5"/>
<path d="${bagB}" fill="$slate" K/>
<path d="M60 104V90C60 66 76 50 100 50C124 50 140 66 140 90V104" fill="none" K/><path d="M60 104l-3 10h6zM140 104l-3 10h6z" fill="$steel" T/>
<path d="M122 40C142 46 154 62 154 86V160C154 171 147 178 136 178H116C138 160 140 80 122 40Z" SH/>
<path d="M58 118H142V156C142 165 137 170 128 170H72C63 170 58 165 58 156Z" fill="$slateLight" K/><path d="M66 128H134" K/><path d="M128 128v10" stroke="$ink" stroke-width="4" stroke-linecap="round"/>
<path d="M58 144H142V153H58Z" fill="$paper" T/>
<path d="M130 118H142V156C142 165 137 170 128 170H116C128 164 132 140 130 118Z" SH/>
<rect x="84" y="72" width="32" height="24" rx="3" fill="$paper" T/><path d="M90 80h20M90 88h13" T/>
<path d="M58 70C63 56 72 48 84 44" stroke="#fff" stroke-opacity=".35" stroke-width="3" stroke-linecap="round" fill="none"/>`,
};

objects.letters = {
  cast: `<g transform="rotate(-10 100 100)"><rect x="24" y="50" width="146" height="86" rx="3"/></g><g transform="rotate(6 100 100)"><rect x="24" y="68" width="152" height="92" rx="3"/></g>`,
  drawing: `
<g transform="rotate(-10 100 100)"><rect x="24" y="50" width="146" height="86" rx="3" fill="$sand" K/><path d="M25 51L97 98L169 51" fill="none" K/></g>
<g transform="rotate(6 100 100)"><rect x="24" y="68" width="152" height="92" rx="3" fill="$paper" K/>
<rect x="40" y="106" width="78" height="36" rx="3" fill="$stone" T/><path d="M47 115h46M47 124h58M47 133h34" T/>
${lettering("Attendance team", { x: 35, y: 92, size: 10.5, weight: 1.5 })}
<rect x="144" y="76" width="24" height="28" fill="$slateLight" T/><path d="M148 98l6-10l4 6l3-4l4 8z" fill="$slate"/>
<path d="M152 69.5H174.5V158.5H25.5V150C90 154 140 150 152 120Z" SH/></g>`,
};

objects.inhaler = {
  cast: `<path d="M78 30H122V60H130V150C130 160 124 166 114 166H40V122L74 112V60H78Z"/>`,
  drawing: `
<path d="M82 70V36C82 30 85 27 90 27H112C117 27 120 30 120 36V70Z" fill="$steel" K/><path d="M82 40H120" T/><path d="M108 28C116 27 120 30 120 36V70H108Z" SH/>
<path d="M74 62H128C131 62 132 64 132 66V150C132 161 125 168 114 168H40C37 168 36 166 36 163V130C36 127 37 126 40 125L74 114Z" fill="$slate" K/>
<path d="M36 130C36 127 37 126 40 125L58 119V168H40C37 168 36 166 36 163Z" fill="$slateLight" K/>
<rect x="88" y="86" width="32" height="20" rx="3" fill="$paper" T/>${lettering("200", { x: 104, y: 101, size: 10.5, weight: 1.6, anchor: "middle" })}
<path d="M116 63H128C131 63 131 64 131 66V150C131 161 125 167 114 167H60V158H104C114 158 120 150 120 142Z" SH/>
<path d="M82 72V108" stroke="#fff" stroke-opacity=".5" stroke-width="4" stroke-linecap="round"/><path d="M84 124h24M84 132h24M84 140h24" T/>`,
};

objects.keycard = {
  cast: `<g transform="rotate(-6 100 100)"><rect x="60" y="22" width="92" height="140" rx="6"/><rect x="44" y="62" width="112" height="116" rx="4"/></g>`,
  drawing: `
<g transform="rotate(-6 100 100)"><rect x="56" y="22" width="88" height="130" rx="7" fill="$plum" K/><path d="M56 40H144V54H56Z" fill="$ink" fill-opacity=".55"/><path d="M130 23.5H137Q142.5 23.5 142.5 29V70H126Z" SH/>
<path d="M44 66H76C78 82 122 82 124 66H156V174C156 177 154 178 152 178H48C46 178 44 177 44 174Z" fill="$paper" K/>
<path d="M136 67H154.5V174Q154.5 176.5 152 176.5H60V168C110 168 138 130 136 67Z" SH/>
${lettering("Harbour Lodge", { x: 100, y: 118, size: 11, weight: 1.4, anchor: "middle" })}<path d="M66 128H134" T/>${lettering("214", { x: 100, y: 156, size: 17, weight: 2.4, anchor: "middle" })}</g>`,
};

objects.drawing = {
  cast: `<g transform="rotate(3 100 100)"><rect x="28" y="36" width="144" height="128"/></g>`,
  drawing: `
<g transform="rotate(3 100 100)"><rect x="28" y="36" width="144" height="128" fill="$paper" K/><path d="M84 24h32v20H84z" fill="$sand" fill-opacity=".9" T/>
<path d="M29.5 138C60 132 120 142 170.5 136V162.5H29.5Z" fill="$mossLight"/>
<g fill="none" stroke-linecap="round" stroke-linejoin="round" stroke-width="5"><path d="M66 140L67 92L114 90L115 140" stroke="$brick"/><path d="M58 94L90 62L124 91" stroke="$brick"/><path d="M84 140V116H98V140" stroke="$slate"/><path d="M74 100h10v10H74zM98 100h9v10h-9z" stroke="$slate" stroke-width="3.5"/><circle cx="148" cy="64" r="9" stroke="$sandDark"/><path d="M148 47v-4M163 55l3-3M166 68h4M133 57l-3-3" stroke="$sandDark" stroke-width="3.5"/>
<g stroke="$plum" stroke-width="4"><circle cx="136" cy="106" r="6"/><path d="M136 112v18M136 118l-8 5M136 118l8 5M136 130l-6 12M136 130l6 12"/></g><g stroke="$plum" stroke-width="3.5"><circle cx="155" cy="120" r="4.5"/><path d="M155 125v11M155 128l-6 3M155 128l6 3M155 136l-4 8M155 136l4 8"/></g><path d="M40 60q6-8 12 0t12-2" stroke="$slateLight"/></g></g>`,
};


// The kitchen.

objects.rota = {
  cast: `<g transform="rotate(-3 100 100)"><path d="M36 22H164V178H36Z"/></g>`,
  drawing: `
<g transform="rotate(-3 100 100)">
<path d="M36 22H164V156L144 178H36Z" fill="$paper" K/>
<path d="M37.5 84H162.5M37.5 120H162.5M37.5 156H154" stroke="$slateLight" stroke-width="1.6"/>
<path d="M56 23V177" stroke="$brickLight" stroke-width="1.6"/>
<path d="M164 156L144 178L142 158Z" fill="$stone" K/>
${lettering("tea", { x: 63, y: 81, size: 25, weight: 4, colour: "$plum", child: true })}
${lettering("bath", { x: 63, y: 117, size: 23, weight: 4, colour: "$plum", child: true })}
${lettering("bins", { x: 63, y: 153, size: 23, weight: 4, colour: "$plum", child: true })}
<path d="M126 70l6 8l11-18M136 107l5 7l10-16" fill="none" stroke="$slate" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>
<path d="M150 23.5H162.5V155L150 157.5Z" SH/>
<circle cx="100" cy="32" r="13" fill="$moss" K/><path d="M106 22a13 13 0 0 1-8 23a16 16 0 0 0 8-23z" SH/><path d="M91 30a10 10 0 0 1 5-6" HI stroke-width="2.5"/>
</g>`,
};

const formPen = `<path d="M-5 -46H5V30L0 46L-5 30Z"/>`;
objects.form = {
  cast: `<g transform="rotate(-4 100 100)"><path d="M36 20H146V180H36Z"/></g><g transform="translate(158 112) rotate(16)">${formPen}</g>`,
  drawing: `
<g transform="rotate(-4 100 100)">
<path d="M36 20H146V180H36Z" fill="$paper" K/>
<path d="M37.2 21.2H144.8V48H37.2Z" fill="$mossLight"/><path d="M36 48H146" T/>
${lettering("School trip", { x: 46, y: 40.5, size: 14, weight: 2 })}
<path d="M48 62h84M48 72h66" T/>
${lettering("Robin", { x: 50, y: 104, size: 19, weight: 3.2, colour: "$plum", child: true })}
<path d="M46 109H136" T/>
<path d="M37 122H145" fill="none" T stroke-dasharray="5 5"/>
${lettering("Signed", { x: 45, y: 136, size: 8.5, weight: 1.3 })}
${lettering("Kit", { x: 72, y: 168, size: 22, weight: 3.6, colour: "$plum", child: true })}
<path d="M46 171H132" T/>
<path d="M134 48H144.8V178.8H126Z" SH/>
</g>
<g transform="translate(158 112) rotate(16)"><path d="M-5 -42H5V28H-5Z" fill="$slate" K/><path d="M-5 28H5L0 44Z" fill="$sand" K/><path d="M-1.5 39L0 45L1.5 39Z" fill="$ink"/><path d="M-5 -50H5V-18H-5Z" fill="$night" K/><path d="M5 -44h5v28" fill="none" K/><path d="M1 -49H4V34L1 40Z" SH/></g>`,
};

const tray = (x, y) => `<path d="M${x} ${y + 13}L${x + 10} ${y + 46}Q${x + 11} ${y + 49} ${x + 15} ${y + 49}H${x + 103}Q${x + 107} ${y + 49} ${x + 108} ${y + 46}L${x + 118} ${y + 13}Z" fill="$steel" K/>
<path d="M${x + 14} ${y + 16}l5 30M${x + 28} ${y + 16}l3 30M${x + 43} ${y + 16}l2 30M${x + 59} ${y + 16}v30M${x + 75} ${y + 16}l-2 30M${x + 90} ${y + 16}l-3 30M${x + 104} ${y + 16}l-5 30" T/>
<path d="M${x + 88} ${y + 14}H${x + 117}L${x + 107} ${y + 46}Q${x + 106} ${y + 48} ${x + 103} ${y + 48}H${x + 80}Z" SH/>
<rect x="${x - 7}" y="${y}" width="132" height="15" rx="4" fill="$paper" K/><path d="M${x - 5} ${y + 9.5}H${x + 123.5}V${y + 13.5}H${x - 5}Z" SH/>`;
objects.takeaway = {
  cast: `<path d="M30 128H162V143L144 178H52L36 143Z"/><path d="M36 78H168V93L150 126H58L44 93Z"/><path d="M62 22H134L124 78H72Z"/>`,
  drawing: `
${tray(37, 129)}
${tray(45, 80)}
<path d="M72 44C72 4 130 4 130 44" fill="none" stroke="$ink" stroke-width="5.5"/><path d="M72 44C72 4 130 4 130 44" fill="none" stroke="$steel" stroke-width="2"/>
<path d="M60 36L72 80H128L141 36Z" fill="$brick" K/>
<path d="M60 36L70 24L101 30L130 24L141 36Z" fill="$paper" K/><path d="M70 24L90 36M130 24L112 36" T/>
<path d="M76 54Q82 48 88 54T100 54T112 54T124 54" fill="none" stroke="$paper" stroke-width="3" stroke-linecap="round"/><path d="M79 66Q85 60 91 66T103 66T115 66" fill="none" stroke="$paper" stroke-width="3" stroke-linecap="round"/>
<path d="M120 37.5H139L127 78.5H108Z" SH/>
<path d="M58 94H82L84 126L79 123L75 127L71 123L67 127L62 124Z" fill="$paper" T/><path d="M63 101h15M64 108h15M64 115h9" T/>`,
};

objects.pharmacy = {
  cast: `<path d="M46 46L50 26H150L154 46V180H46Z"/>`,
  drawing: `
<path d="M46 62H154V176Q154 180 150 180H50Q46 180 46 176Z" fill="$paper" K/>
<path d="M58 64V178M142 64V178" T/>
<path d="M46 64V30L53 24L60 30L67 24L74 30L81 24L88 30L95 24L102 30L109 24L116 30L123 24L130 30L137 24L144 30L151 24L154 28V64Q100 72 46 64Z" fill="$stone" K/>
<path d="M88 47H113" stroke="$ink" stroke-width="6" stroke-linecap="round"/><path d="M89 47H112" stroke="$steel" stroke-width="2.2" stroke-linecap="round"/><circle cx="87" cy="47" r="1.5" fill="$ink"/>
<rect x="62" y="84" width="76" height="42" rx="2" fill="$sand" T/><path d="M62 96H138" T/><path d="M69 104h52M69 111h44M69 118h58" T/><path d="M68 90h28" stroke="$ink" stroke-width="2.5"/>
<path d="M93 138H107V148H117V162H107V172H93V162H83V148H93Z" fill="$moss" K/>
<path d="M138 70Q147 69 154 66V176Q154 179 150 179H118C134 150 140 110 138 70Z" SH/>
<path d="M131 31L137 25L144 31L151 25L153 29V63L134 66Z" SH/>`,
};

const clearBag = (turn, x, y) => `<g transform="translate(${x} ${y}) rotate(${turn})"><path d="M-23 -30H23V30H-23Z" fill="$paper"/><path d="M-23 -30H23V30H-23Z" fill="$slateLight" fill-opacity=".32" K/><path d="M-23 -19H23" stroke="$brick" stroke-width="4"/><path d="M-23 -22H23M-23 -16H23" T/><path d="M-15 -7L-12 16" fill="none" stroke="$paper" stroke-linecap="round" stroke-width="4"/><path d="M14 -29H22V29H6Z" SH/></g>`;
objects.wrap = {
  cast: `<path d="M20 62H180V128H20Z"/><g transform="translate(46 146) rotate(-11)"><path d="M-23 -30H23V30H-23Z"/></g><g transform="translate(96 150) rotate(3)"><path d="M-23 -30H23V30H-23Z"/></g><g transform="translate(146 146) rotate(13)"><path d="M-23 -30H23V30H-23Z"/></g>`,
  drawing: `
<path d="M38 66L42 30L54 36L66 26L80 34L94 25L108 34L120 27L130 36L136 66Z" fill="$slateLight" fill-opacity=".38" K/><path d="M60 40L58 60M84 40V60M110 40L112 60" T stroke-opacity=".55"/>
<path d="M20 70Q20 62 28 62H158V128H28Q20 128 20 120Z" fill="$slate" K/>
<path d="M21.5 74H150V106H21.5Z" fill="$slateLight"/><path d="M21 74H150M21 106H150" T/>
<path d="M24 62l5 6l5-6l5 6l5-6l5 6l5-6l5 6l5-6l5 6l5-6l5 6l5-6l5 6l5-6l5 6l5-6l5 6l5-6l5 6l5-6l5 6l5-6" fill="$steel" T/>
<path d="M32 84h44M32 93h28" T/>
<circle cx="154" cy="95" r="33" fill="$slate" K/><circle cx="154" cy="95" r="24" fill="$paper" T/><circle cx="154" cy="95" r="18" fill="none" T/><circle cx="154" cy="95" r="11" fill="$sandDark" K/><path d="M168 65A33 33 0 0 1 158 127A42 42 0 0 0 168 65Z" SH/>
${clearBag(-11, 46, 146)}${clearBag(13, 146, 146)}${clearBag(3, 96, 150)}`,
};

objects.stool = {
  cast: `<path d="M52 46H148V66H52Z"/><path d="M40 112H160V130H40Z"/><path d="M58 60L44 180H62L74 60ZM142 60L156 180H138L126 60Z"/>`,
  drawing: `
<path d="M66 62H134V116H66Z" fill="$sandDark" K/><path d="M66 62H134V76H66Z" SH/>
<path d="M58 62H76L62 180H44Z" fill="$sand" K/><path d="M142 62H124L138 180H156Z" fill="$sand" K/><path d="M134 62H142L156 180H147Z" SH/>
<path d="M60 158H140V168H60Z" fill="$sandDark" K/><path d="M62 163H139V167H61Z" SH/>
<rect x="46" y="46" width="108" height="18" rx="6" fill="$slate" K/><path d="M47 57H153Q153 63 148 63H52Q47 62 47 57Z" SH/>
<rect x="34" y="112" width="132" height="19" rx="6" fill="$slate" K/><path d="M35 123H165Q165 130 160 130H40Q35 129 35 123Z" SH/>
<path d="M58 52h.1M72 52h.1M86 52h.1M100 52h.1M114 52h.1M128 52h.1M142 52h.1M48 118.5h.1M65 118.5h.1M82 118.5h.1M99 118.5h.1M116 118.5h.1M133 118.5h.1M150 118.5h.1" stroke="$paper" stroke-width="4" stroke-linecap="round"/>
<path d="M100 82l4.5 9.5l10.5 1.3l-7.7 7.2l2 10.4l-9.3-5.1l-9.3 5.1l2-10.4l-7.7-7.2l10.5-1.3z" fill="$paper" T/>`,
};

const calendarCross = (column, row) => `M${54 + column * 15.5} ${109 + row * 17}l7 8m0-8l-7 8`;
objects.calendar = {
  cast: `<path d="M38 30H162V182H38Z"/>`,
  drawing: `
<path d="M84 30L100 12L116 30" fill="none" K/><circle cx="100" cy="12" r="4" fill="$steel" T/>
<path d="M38 30H162V182H38Z" fill="$paper" K/>
<path d="M39.2 31.2H160.8V88H39.2Z" fill="$slateLight"/><path d="M39.2 76Q66 50 92 68T160.8 58V88H39.2Z" fill="$moss"/><path d="M39.2 82Q84 66 120 80T160.8 78V88H39.2Z" fill="$mossLight"/><circle cx="132" cy="50" r="8" fill="$paper"/><path d="M38 88H162" T/>
<path d="M56 26v9M70 26v9M84 26v9M100 26v9M116 26v9M130 26v9M144 26v9" stroke="$ink" stroke-width="4.5" stroke-linecap="round"/>
<path d="M46 94H154V102H46Z" fill="$stone"/>
<path d="M46 104.5H154.5V172.5H46ZM46 121.5H154.5M46 138.5H154.5M46 155.5H154.5M61.5 104.5V172.5M77 104.5V172.5M92.5 104.5V172.5M108 104.5V172.5M123.5 104.5V172.5M139 104.5V172.5" fill="none" T/>
<path d="M50 98h10M82 98h10M128 98h10" T/>
<path d="${calendarCross(3, 0)}${calendarCross(4, 0)}${calendarCross(3, 1)}${calendarCross(4, 1)}${calendarCross(5, 1)}${calendarCross(2, 2)}${calendarCross(3, 2)}${calendarCross(4, 2)}" fill="none" stroke="$plum" stroke-width="3.4" stroke-linecap="round"/>
<path d="M142 159h10v10h-10z" fill="$slate"/>
<path d="M150 31.2H160.8V180.8H138C148 140 152 80 150 31.2Z" SH/>`,
};

objects.plates = {
  cast: `<circle cx="64" cy="90" r="44"/><circle cx="94" cy="92" r="42"/><circle cx="122" cy="94" r="40"/><path d="M14 150H186L178 173H22Z"/>`,
  drawing: `
<path d="M148 74H184L178 140H154Z" fill="$brick" K/><path d="M150.5 98H181.5L180.5 112H152Z" fill="$brickLight" T/><path d="M171 75.5H182.5L177 139H166Z" SH/>
<circle cx="124" cy="94" r="40" fill="$slateLight" K/><circle cx="124" cy="94" r="28" fill="none" T/><path d="M140 58A40 40 0 0 1 130 133A56 56 0 0 0 140 58Z" SH/>
<circle cx="94" cy="92" r="42" fill="$paper" K/><circle cx="94" cy="92" r="30" fill="none" T/><path d="M110 54A42 42 0 0 1 100 133A58 58 0 0 0 110 54Z" SH/>
<circle cx="62" cy="90" r="44" fill="$mossLight" K/><circle cx="62" cy="90" r="31" fill="$paper" T/><path d="M80 50A44 44 0 0 1 68 133A60 60 0 0 0 80 50Z" SH/><path d="M29 79A35 35 0 0 1 45 59" fill="none" stroke="$paper" stroke-opacity=".8" stroke-linecap="round" stroke-width="3"/>
<path d="M28 152V106M54 152V106M84 152V106M114 152V106M144 152V118" stroke="$ink" stroke-width="7.5" stroke-linecap="round"/><path d="M28 152V106M54 152V106M84 152V106M114 152V106M144 152V118" stroke="$steel" stroke-width="3" stroke-linecap="round"/>
<path d="M16 134H184" stroke="$ink" stroke-width="8" stroke-linecap="round"/><path d="M16 134H184" stroke="$steel" stroke-width="3.4" stroke-linecap="round"/>
<path d="M14 152H186L180 170Q179 173 175 173H25Q21 173 20 170Z" fill="$slate" K/><path d="M17 161H183L180 169Q179 172 175 172H25Q21 172 20 169Z" SH/>`,
};

// A rabbit sits in the boot of the car, small, so its lines are thicker.
objects.boot.drawing += `<g transform="translate(80 82) scale(.2)">${inked(objects.rabbit.drawing, 2)}</g>`;

// The bedroom.

const bagShape = `M58 58C58 48 64 44 72 44H128C136 44 142 48 142 58L148 160C149 174 142 182 130 182H70C58 182 51 174 52 160Z`;
objects.sleepingbag = {
  cast: `<path d="${bagShape}"/><rect x="56" y="14" width="88" height="48" rx="16"/>`,
  drawing: `
<path d="M56 28C56 18 64 13 74 16Q100 20 126 16C136 13 144 18 144 28Q140 44 144 58H56Q60 44 56 28Z" fill="$paper" K/><path d="M64 26Q70 36 68 46M136 26Q131 36 133 46" fill="none" T/><path d="M132 15C138 15 143 20 143 28Q139 44 143 57H122Q136 40 132 15Z" SH/>
<path d="${bagShape}" fill="$slate" K/>
<path d="M58 60C58 50 64 45 72 45H128C136 45 142 50 142 60L143 84Q100 94 57 84Z" fill="$sand" T/>
<path d="M76 52V86M94 50V89M112 50V89M128 52V86" T stroke-opacity=".55"/>
<path d="M57 84Q100 94 143 84L108 112Q80 116 55 110Z" fill="$slateLight" K/>
<path d="M54 132Q100 142 147 132M53 156Q100 166 148 156" fill="none" T/><path d="M76 115V181M124 102V181" T stroke-opacity=".55"/>
<path d="M142 86L148 160C149 174 142 181 130 181H112C134 160 138 120 130 95Z" SH/>
<path d="M60 124L58 158" HI stroke-width="3"/>`,
};

const charger = (x, fill, lift) => `<path d="M${x} ${110 - lift}C${x} ${78 - lift} ${x - 22} ${78 - lift} ${x - 20} ${58 - lift}C${x - 18} ${44 - lift} ${x + 4} ${50 - lift} ${x + 2} 34" fill="none" stroke="$ink" stroke-width="5.5"/><path d="M${x} ${110 - lift}C${x} ${78 - lift} ${x - 22} ${78 - lift} ${x - 20} ${58 - lift}C${x - 18} ${44 - lift} ${x + 4} ${50 - lift} ${x + 2} 34" fill="none" stroke="${fill}" stroke-width="2.4"/>
<path d="M${x - 5} 20H${x + 9}V38H${x - 5}Z" fill="${fill}" K/><path d="M${x - 2} 10H${x + 6}V20H${x - 2}Z" fill="$steel" K/>
<path d="M${x - 5} ${100 - lift}H${x + 5}V114H${x - 5}Z" fill="$night" T/><rect x="${x - 16}" y="108" width="32" height="44" rx="6" fill="${fill}" K/><path d="M${x + 7} 109H${x + 10}Q${x + 15} 109 ${x + 15} 114V146Q${x + 15} 151 ${x + 10} 151H${x + 2}Z" SH/><path d="M${x - 6} 136h12" T/>`;
objects.chargers = {
  cast: `<rect x="14" y="118" width="172" height="54" rx="10"/><path d="M22 106H54V130H22ZM64 106H96V130H64ZM106 106H138V130H106ZM33 20H47V38H33ZM75 20H89V38H75ZM117 20H131V38H117Z"/>`,
  drawing: `
<path d="M180 166C202 168 196 188 150 186" fill="none" stroke="$ink" stroke-width="6.5"/><path d="M180 166C202 168 196 188 150 186" fill="none" stroke="$paper" stroke-width="2.6"/>
<rect x="14" y="118" width="172" height="54" rx="10" fill="$stone" K/>
<path d="M15 158H185V162Q185 171 176 171H24Q15 171 15 162Z" SH/>
<path d="M160 126h6v9h-6zM152 142h9v5h-9zM166 142h9v5h-9z" fill="$ink"/>
${charger(38, "$slate", 0)}${charger(80, "$paper", 0)}${charger(122, "$brick", 0)}
<path d="M30 165h10M72 165h10M114 165h10M158 165h10" T/>`,
};

const jumper = `M78 40L58 46C48 50 42 58 38 70L22 122C21 127 23 130 27 131L42 135C46 136 49 134 50 130L60 98L58 142C58 146 60 148 64 148H136C140 148 142 146 142 142L140 98L150 130C151 134 154 136 158 135L173 131C177 130 179 127 178 122L162 70C158 58 152 50 142 46L122 40L100 66Z`;
objects.uniform = {
  cast: `<path d="${jumper}"/><path d="M66 140H134L138 186H62Z"/>`,
  drawing: `
<path d="M100 34V26C100 20 110 20 110 14C110 6 94 5 92 14" fill="none" stroke="$ink" stroke-width="6" stroke-linecap="round"/><path d="M100 34V26C100 20 110 20 110 14C110 6 94 5 92 14" fill="none" stroke="$steel" stroke-width="2.4" stroke-linecap="round"/>
<path d="M66 142H134L138 186H105L100 158L95 186H62Z" fill="$night" K/><path d="M81 150L79 185M119 150L121 185" stroke="$slateLight" stroke-width="1.5" stroke-opacity=".7"/>
<path d="M80 40Q100 26 120 40L104 70H96Z" fill="$paper" K/><path d="M90 36H110V43H90Z" fill="$stone" T/>
<path d="${jumper}" fill="$slate" K/>
<path d="M78 40L100 66L122 40L128 42L100 77L72 42Z" fill="$slateLight" T/>
<path d="M78 40L85 34L100 56L94 64ZM122 40L115 34L100 56L106 64Z" fill="$paper" K/>
<path d="M58.5 138H141.5M25 122L47 128M175 122L153 128" fill="none" T/><path d="M60 98L64 80M140 98L136 80" fill="none" T/>
<path d="M142 47C152 50 158 58 162 70L177 122C178 127 176 129 172 130L158 134C154 135 152 133 151 130L140 96L141 142C141 145 139 147 136 147H112C132 120 136 80 130 44Z" SH/>
<path d="M49 66L36 106" HI stroke-width="3"/>`,
};

objects.nightlight = {
  cast: `<path d="M46 116C46 70 68 44 100 44C132 44 154 70 154 116Z"/><path d="M66 116H134L142 172H58Z"/>`,
  drawing: `
<circle cx="100" cy="92" r="84" fill="$glow" fill-opacity=".55"/><circle cx="100" cy="92" r="68" fill="$glow" fill-opacity=".8"/>
<path d="M134 166C156 164 168 176 186 172" fill="none" stroke="$ink" stroke-width="5"/>
<path d="M74 116H126L134 160Q135 166 138 170Q138 174 134 174H66Q62 174 62 170Q65 166 66 160Z" fill="$slateLight" K/><path d="M112 117H125L133 160Q134 166 137 170Q137 173 133 173H108Q118 150 112 117Z" SH/><path d="M64 166H136" T/>
<path d="M44 116C42 70 66 40 100 40C134 40 158 70 156 116C156 121 153 123 149 123H51C47 123 44 121 44 116Z" fill="$sand" K/>
<path d="M100 60l4.8 10.2l11.2 1.4l-8.2 7.7l2.1 11.1l-9.9-5.5l-9.9 5.5l2.1-11.1l-8.2-7.7l11.2-1.4zM66 90l3 6.4l7 .9l-5.1 4.8l1.3 6.9l-6.2-3.4l-6.2 3.4l1.3-6.9l-5.1-4.8l7-.9zM134 90l3 6.4l7 .9l-5.1 4.8l1.3 6.9l-6.2-3.4l-6.2 3.4l1.3-6.9l-5.1-4.8l7-.9z" fill="$paper" T/>
<path d="M126 46C146 58 157 84 156 116C156 120 153 122 149 122H130C144 98 142 70 126 46Z" SH/>
<path d="M58 84C62 70 70 60 80 54" fill="none" stroke="$paper" stroke-opacity=".8" stroke-linecap="round" stroke-width="3.5"/>
<circle cx="100" cy="146" r="5" fill="$paper" K/>`,
};

objects.books = {
  cast: `<g transform="rotate(3 100 70)"><path d="M38 16H162V116H38Z"/></g><path d="M30 116H172V180H30Z"/>`,
  drawing: `
<g transform="rotate(3 100 70)"><path d="M38 16H162V122H38Z" fill="$paper" K/><path d="M46 24H154V122H46Z" fill="none" stroke="$slate" stroke-width="3"/>
${lettering("Well done", { x: 100, y: 56, size: 14.5, weight: 2.3, anchor: "middle" })}
<path d="M64 67H136M60 79H104M60 90H98" T/>
<g transform="translate(-2 -10)"><path d="M122 104l-5 20l8-4l6 7l4-22z" fill="$slate" T/><path d="M128 80l5 4l7-1l1 7l5 5l-4 6l0 7l-7 1l-5 5l-6-4l-7 0l-1-7l-4-5l4-6l0-7l7-1z" fill="$slateLight" K/><circle cx="130" cy="96.5" r="6" fill="$paper" T/></g>
<path d="M150 17.2H160.8V122H140C149 90 152 50 150 17.2Z" SH/></g>
<path d="M40 116H168V136H40Q34 136 34 126T40 116Z" fill="$moss" K/><path d="M42 121H168V131H42Z" fill="$paper"/><path d="M42 121H168M42 131H168" T/><path d="M35 128H42V131H168V135H40Q36 134 35 128Z" SH/>
<path d="M30 136H160Q166 136 166 147T160 158H30Z" fill="$brick" K/><path d="M52 137V157M58 137V157" stroke="$paper" stroke-width="2"/><rect x="76" y="141" width="46" height="12" fill="$paper" T/><path d="M82 147h30" T/><path d="M31 151H165Q164 157 160 157H31Z" SH/>
<path d="M42 158H174V180H42Q35 180 35 169T42 158Z" fill="$slate" K/><path d="M44 163H174V175H44Z" fill="$paper"/><path d="M44 163H174M44 175H174M44 169H174" T/><path d="M36 171H44V175H174V179H42Q37 178 36 171Z" SH/>`,
};

const blades = [0, 1, 2, 3, 4].map((i) => `<path d="M0 -5C-4 -18 4 -30 15 -30C20 -20 13 -9 4 -4Z" transform="rotate(${i * 72})"/>`).join("");
objects.heater = {
  cast: `<rect x="42" y="36" width="116" height="132" rx="18"/><path d="M54 160H74V180H54ZM126 160H146V180H126Z"/>`,
  drawing: `
<path d="M158 148C178 148 172 176 192 174" fill="none" stroke="$ink" stroke-width="5.5" stroke-linecap="round"/>
<path d="M72 40C72 18 128 18 128 40" fill="none" stroke="$ink" stroke-width="12"/><path d="M72 40C72 18 128 18 128 40" fill="none" stroke="$slateLight" stroke-width="6.5"/>
<path d="M56 160H78V176Q78 180 74 180H60Q56 180 56 176ZM122 160H144V176Q144 180 140 180H126Q122 180 122 176Z" fill="$night" K/>
<rect x="42" y="36" width="116" height="132" rx="18" fill="$stone" K/>
<circle cx="100" cy="88" r="42" fill="$night" K/><g transform="translate(100 88)" fill="$steel" T>${blades}</g>
<circle cx="100" cy="88" r="31" fill="none" stroke="$paper" stroke-opacity=".85" stroke-width="2.2"/><circle cx="100" cy="88" r="20" fill="none" stroke="$paper" stroke-opacity=".85" stroke-width="2.2"/><path d="M58 88H142M100 46V130M70.3 58.3L129.7 117.7M129.7 58.3L70.3 117.7" stroke="$paper" stroke-opacity=".85" stroke-width="2.2"/><circle cx="100" cy="88" r="42" fill="none" K/><circle cx="100" cy="88" r="8" fill="$stone" K/>
<path d="M140 36.5C150 38 157 44 157 54V150C157 161 150 167 140 167H110C144 150 150 100 140 36.5Z" SH/>
<circle cx="74" cy="149" r="10" fill="$steel" K/><path d="M74 149V141" K/><circle cx="110" cy="149" r="10" fill="$steel" K/><path d="M110 149L117 145" K/>
<path d="M51 62Q51 46 66 45" fill="none" stroke="$paper" stroke-opacity=".9" stroke-linecap="round" stroke-width="3"/>`,
};

/** An object's shadow and drawing, ready to be placed. */
export function drawn(code, { k = 1, shadow = true } = {}) {
  const { cast, drawing } = objects[code];
  const below = shadow ? `<g transform="translate(7 8)" fill="$ink" opacity=".13">${cast}</g>` : "";
  return inked(below + drawing, k);
}
