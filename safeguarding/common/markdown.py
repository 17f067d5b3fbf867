"""Markdown made safe to show: plain CommonMark without HTML, then an allow-list of what may come out."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

TOP_HEADING = 2
PICTURE_PREFIX = "media:"

ALLOWED_TAGS = frozenset(
    {"h2", "h3", "h4", "h5", "h6", "p", "a", "em", "strong", "blockquote", "ul", "ol", "li", "hr", "br"}
    | {"code", "pre", "figure", "figcaption", "img"}
)
ALLOWED_ATTRIBUTES = {
    "a": {"href", "title"},
    "ol": {"start"},
    "img": {"src", "alt", "width", "height", "class"},
    "figure": {"class"},
    "figcaption": {"class"},
}
LINK_SCHEMES = frozenset({"https", "http", "mailto"})

_WORD = re.compile(r"[^\W_]+(?:['’.,:\-][^\W_]+)*")


@dataclass(frozen=True)
class Picture:
    """Where a picture named in the text is to be fetched, and its size."""

    address: str
    width: int
    height: int


@dataclass(frozen=True)
class Prose:
    """A text as written and as shown."""

    markdown: str
    html: str
    words: int

    @classmethod
    def of(cls, markdown: str, *, pictures: Mapping[str, Picture] | None = None) -> "Prose":
        return cls(markdown, render(markdown, pictures=pictures or {}), words_in(markdown))


def render(markdown: str, *, pictures: Mapping[str, Picture] | None = None) -> str:
    """Safe HTML. Headings begin at h2; `![alt](media:name "caption")` alone in a paragraph becomes a figure.

    A picture that is not among `pictures` shows as its alternative text.
    """
    tokens = _reader.parse(markdown)
    _begin_headings_at_the_top(tokens)
    tokens = list(_with_figures(tokens))
    html = str(_reader.renderer.render(tokens, _reader.options, {"pictures": pictures or {}}))
    return nh3.clean(
        html,
        tags=set(ALLOWED_TAGS),
        attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
        url_schemes=set(LINK_SCHEMES),
        link_rel="noopener noreferrer",
    )


def words_in(markdown: str) -> int:
    """How many words a reader meets: text, captions and list items, not addresses or alternative texts."""
    return sum(len(_WORD.findall(text)) for text in _shown_texts(_reader.parse(markdown)))


def pictures_in(markdown: str) -> list[str]:
    """The names of the pictures a text shows, in order: `media:hallway.svg` is `hallway.svg`."""
    return [
        source.removeprefix(PICTURE_PREFIX)
        for token in _flat(_reader.parse(markdown))
        if token.type == "image" and (source := str(token.attrs["src"])).startswith(PICTURE_PREFIX)
    ]


def with_pictures_named(markdown: str, names: Mapping[str, str]) -> str:
    """The same text with its pictures called by other names."""

    def renamed(match: re.Match[str]) -> str:
        return PICTURE_PREFIX + names.get(match[1], match[1])

    return re.sub(re.escape(PICTURE_PREFIX) + r"([\w.-]+)", renamed, markdown)


@dataclass(frozen=True)
class NotPlain:
    """Something in a text that would not be shown as its author meant; `row` counts lines from 0."""

    row: int
    message: str


def not_plain(markdown: str) -> list[NotPlain]:
    """Raw HTML, pictures from elsewhere or without words, headings that skip a level, links that lead nowhere safe."""
    found: list[NotPlain] = []
    level = 0
    row = 0
    for token in _flat(_finder.parse(markdown)):
        row = token.map[0] if token.map else row
        if token.type in {"html_block", "html_inline"}:
            shown = token.content.strip().splitlines()[0][:40]
            found.append(NotPlain(row, f"'{shown}' is HTML. Write it in Markdown; HTML is never shown."))
        elif token.type == "heading_open":
            depth = int(token.tag[1])
            if level and depth > level + 1:
                found.append(
                    NotPlain(row, f"this heading skips a level. Write it with {level + 1} # or fewer, not {depth}.")
                )
            level = depth
        elif token.type == "image":
            source = str(token.attrs["src"])
            if not source.startswith(PICTURE_PREFIX):
                found.append(
                    NotPlain(
                        row, f"the picture '{source}' is not of this pack. Put it in media/ and write media:its-name."
                    )
                )
            if not token.content.strip():
                found.append(
                    NotPlain(
                        row, f"the picture '{source}' has no words for those who cannot see it. Write ![words](…)."
                    )
                )
        elif token.type == "link_open":
            address = str(token.attrs["href"])
            scheme = re.match(r"([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
            if (scheme and scheme[1].lower() not in LINK_SCHEMES) or not address:
                found.append(
                    NotPlain(row, f"the link '{address}' is of a kind that is not allowed. Use https:// or /address.")
                )
    return found


def _begin_headings_at_the_top(tokens: list[Token]) -> None:
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    highest = min((int(token.tag[1]) for token in headings), default=TOP_HEADING)
    for token in headings:
        token.tag = f"h{min(6, int(token.tag[1]) - highest + TOP_HEADING)}"


def _with_figures(tokens: list[Token]) -> Iterator[Token]:
    """A paragraph that holds one picture and nothing else becomes the picture's figure."""
    paragraph: list[Token] = []
    for token in tokens:
        if token.type == "paragraph_open":
            paragraph = [token]
        elif not paragraph:
            yield token
        elif token.type != "paragraph_close":
            paragraph.append(token)
        else:
            content = [child for inline in paragraph for child in inline.children or []]
            if [child.type for child in content] == ["image"]:
                picture = content[0]
                yield Token(
                    "figure", "figure", 0, attrs=picture.attrs, content=picture.content, children=picture.children
                )
            else:
                yield from (*paragraph, token)
            paragraph = []


def _image(renderer: RendererHTML, token: Token, environment: Mapping[str, Mapping[str, Picture]]) -> str:
    words = renderer.renderInlineAsText(token.children or [], _reader.options, {})
    picture = environment["pictures"].get(str(token.attrs["src"]).removeprefix(PICTURE_PREFIX))
    if picture is None:
        return escapeHtml(words)
    return (
        f'<img class="picture" src="{escapeHtml(picture.address)}" alt="{escapeHtml(words)}"'
        f' width="{picture.width}" height="{picture.height}">'
    )


class _Renderer(RendererHTML):
    def image(self, tokens, index, options, environment):  # type: ignore[no-untyped-def]
        return _image(self, tokens[index], environment)

    def figure(self, tokens, index, options, environment):  # type: ignore[no-untyped-def]
        picture = _image(self, tokens[index], environment)
        if not picture.startswith("<img"):
            return f"<p>{picture}</p>\n"
        caption = str(tokens[index].attrs.get("title", ""))
        shown = f'<figcaption class="figure__caption">{escapeHtml(caption)}</figcaption>' if caption else ""
        return f'<figure class="figure">{picture}{shown}</figure>\n'


def _shown_texts(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "image":
            yield str(token.attrs.get("title", ""))
        elif token.type == "inline":
            yield "".join(_inline_texts(token.children or []))
            yield from _shown_texts([child for child in token.children or [] if child.type == "image"])
        elif token.type in {"code_block", "fence"}:
            yield token.content


def _inline_texts(tokens: list[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            yield " "
        elif token.type in {"text", "code_inline", "text_special"}:
            yield unicodedata.normalize("NFC", token.content)


def _flat(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _flat(token.children or [])


_reader = MarkdownIt("commonmark", {"html": False, "typographer": False}, renderer_cls=_Renderer)
# Takes everything for what its author meant it to be, so that it can be named.
_finder = MarkdownIt("commonmark", {"html": True, "typographer": False})
_finder.validateLink = lambda url: True  # type: ignore[method-assign]

# It fills its tables of rules at first use, while other threads would read them half filled and draw a text without its
# paragraphs, or not at all. They are filled here, before there are threads.
for _parser in (_reader, _finder):
    for _ruler in (_parser.core.ruler, _parser.block.ruler, _parser.inline.ruler, _parser.inline.ruler2):
        _ruler.getRules()
