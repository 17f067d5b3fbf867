"""Which SVG a pack may bring: drawings only. Nothing that runs, fetches or pretends to be something else."""

import re
from dataclasses import dataclass
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

ELEMENTS = frozenset(
    {"svg", "g", "defs", "symbol", "use", "title", "desc", "path", "rect", "circle", "ellipse", "line"}
    | {"polyline", "polygon", "text", "tspan", "clipPath", "mask", "pattern", "linearGradient", "radialGradient"}
    | {"stop", "marker"}
)
ATTRIBUTES = frozenset(
    # shape
    {"d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "fx", "fy", "dx", "dy", "width", "height"}
    | {"points", "transform", "viewBox", "preserveAspectRatio", "pathLength", "rotate", "version", "overflow"}
    # paint
    | {"fill", "fill-opacity", "fill-rule", "stroke", "stroke-width", "stroke-opacity", "stroke-linecap"}
    | {"stroke-linejoin", "stroke-miterlimit", "stroke-dasharray", "stroke-dashoffset", "opacity", "color"}
    | {"paint-order", "vector-effect", "shape-rendering", "display", "visibility", "clip-path", "clip-rule", "mask"}
    | {"clipPathUnits", "maskUnits", "maskContentUnits", "gradientUnits", "gradientTransform", "spreadMethod"}
    | {"offset", "stop-color", "stop-opacity", "patternUnits", "patternContentUnits", "patternTransform"}
    | {"marker-start", "marker-mid", "marker-end", "markerWidth", "markerHeight", "markerUnits", "refX", "refY"}
    | {"orient", "color-interpolation", "mix-blend-mode"}
    # letters
    | {"font-family", "font-size", "font-weight", "font-style", "text-anchor", "dominant-baseline"}
    | {"letter-spacing", "word-spacing", "textLength", "lengthAdjust", "baseline-shift", "alignment-baseline"}
    # names
    | {"id", "class", "role", "focusable", "aria-hidden", "aria-label", "aria-labelledby", "aria-describedby", "href"}
)
_ELSEWHERE = re.compile(r"url\s*\(\s*(?!['\"]?#)|javascript:|data:|expression\s*\(|@import|\\", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,5}(?:\.0+)?")


@dataclass(frozen=True)
class Wrong:
    """What a drawing must not have, and on which line."""

    line: int
    message: str


@dataclass(frozen=True)
class Drawing:
    """A drawing's own size, from its viewBox, and what is wrong with it."""

    width: int
    height: int
    wrong: tuple[Wrong, ...]


def read_drawing(content: bytes) -> Drawing:
    """Check an SVG file against the lists above."""
    reading = _Reading()
    return Drawing(*reading.read(content), tuple(reading.wrong))


class _Reading:
    def __init__(self) -> None:
        self.wrong: list[Wrong] = []
        self._depth = 0
        self._size = (0, 0)
        self._parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        self._parser.StartElementHandler = self._element
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.ProcessingInstructionHandler = self._instruction

    def read(self, content: bytes) -> tuple[int, int]:
        try:
            self._parser.Parse(content, True)
        except expat.ExpatError as error:
            self.wrong.append(
                Wrong(error.lineno, f"this is not well-formed SVG ({expat.errors.messages[error.code]}).")
            )
        except _Refused:
            pass
        return self._size

    def _say(self, message: str) -> None:
        self.wrong.append(Wrong(self._parser.CurrentLineNumber, message))

    def _doctype(self, *_: object) -> None:
        self._say("a DOCTYPE is not allowed: it can define entities. Delete it.")
        raise _Refused

    def _instruction(self, target: str, _: str) -> None:
        self._say(f"'<?{target}' is not allowed. Delete it.")

    def _element(self, qualified: str, attributes: dict[str, str]) -> None:
        namespace, _, name = qualified.rpartition(" ")
        if self._depth == 0:
            if (namespace, name) != (SVG, "svg"):
                self._say(f'the outermost element must be <svg xmlns="{SVG}">, not <{name}>.')
                raise _Refused
            self._measure(attributes.get("viewBox", ""))
        elif namespace != SVG or name not in ELEMENTS:
            self._say(f"<{name}> is not allowed in a drawing. Draw it with shapes.")
        self._depth += 1
        for key, value in attributes.items():
            self._attribute(name, key, value)

    def _end(self, _: str) -> None:
        self._depth -= 1

    def _attribute(self, element: str, qualified: str, value: str) -> None:
        namespace, _, name = qualified.rpartition(" ")
        if namespace == XML and name in {"lang", "space"}:
            return
        if namespace not in {"", XLINK} or name not in ATTRIBUTES:
            advice = "Use presentation attributes such as fill." if name == "style" else "Take it out."
            self._say(f"'{name}' is not allowed on <{element}>. {advice}")
        elif name == "href" and not value.startswith("#"):
            self._say(f"'{value[:40]}' is not in the drawing. Refer to its own parts, like #shade.")
        elif _ELSEWHERE.search(value):
            self._say(
                f"'{name}' of <{element}> fetches from outside. Refer to the drawing's own parts, like url(#shade)."
            )

    def _measure(self, view_box: str) -> None:
        numbers = view_box.replace(",", " ").split()
        if len(numbers) != 4 or not all(_NUMBER.fullmatch(number) for number in numbers[2:]):
            self._say('the drawing needs viewBox="0 0 width height" in whole numbers on its <svg>.')
            return
        width, height = (int(float(number)) for number in numbers[2:])
        if width == 0 or height == 0:
            self._say("the drawing's viewBox has no area.")
            return
        self._size = (width, height)


class _Refused(Exception):
    """Reading stops here: what follows cannot be trusted."""
