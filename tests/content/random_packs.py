"""Packs of any shape that nothing is wrong with."""

import html
import io
import unicodedata
from datetime import date
from typing import Any

from hypothesis import strategies as st
from PIL import Image

from safeguarding.common.canonical import fingerprint_of, in_normal_form
from safeguarding.content.interchange.media import PackMedia, media_again
from safeguarding.content.interchange.pack import Pack, PackModule, PackTheme
from safeguarding.content.rules.codes import is_reserved
from safeguarding.content.rules.contacts import ContactLine
from safeguarding.people.rules.roles import RoleFamily
from tests.content.packs import an_mp3

# Whatever may trip YAML, but no figures (a telephone number) and no braces (a contact).
PUNCTUATION = ":#-&*!|>'\"%@`,?[]()=~+/\\“”’…"
LETTERS = "abcdefgyesnotrueABCÉéíß漢🙂\u200b\u0301"
MARKDOWN = LETTERS + ":'\"%@,?=~ “”’"

WORDS = (
    st.lists(st.text(LETTERS + PUNCTUATION, min_size=1, max_size=12), min_size=1, max_size=14)
    .map(lambda words: " ".join(unicodedata.normalize("NFC", " ".join(words)).split()))
    .filter(bool)
)
CODES = st.from_regex(r"[a-z][a-z0-9]{0,6}(-[a-z]{1,5})?", fullmatch=True).filter(lambda code: not is_reserved(code))
# In a transcript "--" and the ">" that closes a voice would be an arrow.
NAMES = WORDS.filter(lambda words: not words.endswith("--"))
SHORT_OR_NONE = st.none() | WORDS
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


def distinct(codes: st.SearchStrategy[str], least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(codes, min_size=least, max_size=most, unique=True)


@st.composite
def markdown(draw: st.DrawFn, pictures: tuple[str, ...] = ()) -> str:
    """Paragraphs, lists, hard line breaks, a heading and pictures."""
    line = st.text(MARKDOWN, min_size=1, max_size=60).map(lambda text: "a" + " ".join(text.split()))
    paragraph = st.lists(line, min_size=1, max_size=3).flatmap(
        lambda lines: st.sampled_from(["\n", "  \n", "\n> ", "\n\n    "]).map(lambda end: end.join(lines))
    )
    parts = draw(st.lists(paragraph | line.map("- ".__add__) | line.map("## ".__add__), min_size=1, max_size=4))
    parts += [f'![a picture](media:{name} "Plate")' for name in pictures]
    return unicodedata.normalize("NFC", "\n\n".join(parts)).strip()


@st.composite
def pictures(draw: st.DrawFn) -> PackMedia:
    """A drawing, or now and then a picture made of points."""
    width, height = draw(st.integers(300, 1200)), draw(st.integers(300, 1200))
    if draw(st.integers(0, 5)) == 0:
        made = io.BytesIO()
        Image.new("RGB", (width, height), (width % 256, height % 256, 9)).save(made, "WEBP")
        return media_again("image/webp", made.getvalue())
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><g/></svg>'
    return media_again("image/svg+xml", svg.encode())


class Making:
    """One pack while it is made: what its modules may name, and the media they have used."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.media: set[PackMedia] = set()
        self.contacts = ["emergency", "non_emergency", "crimestoppers"]
        self.themes = draw(distinct(CODES, 1, 3))
        self.messages = draw(distinct(CODES, 1, 3))
        self.recommendations = draw(distinct(CODES, 0, 2))

    def some(self, codes: list[str], least: int = 0) -> list[str]:
        return self.draw(st.lists(st.sampled_from(codes), min_size=least, unique=True)) if codes else []

    def picture(self, alt: str | None) -> dict[str, Any]:
        picture: Any = self.draw(pictures())
        self.media.add(picture)
        return {"media": picture.name, "width": picture.width, "height": picture.height, "alt": alt}

    def words(self) -> str:
        return self.draw(WORDS)

    def text(self, sizes: dict[str, Any]) -> str:
        shown = [self.picture(None) for _ in range(self.draw(st.integers(0, 1)))]
        for picture in shown:
            sizes[picture["media"]] = {"width": picture["width"], "height": picture["height"]}
        return self.draw(markdown(tuple(picture["media"] for picture in shown)))

    def place(self, picture: dict[str, Any]) -> dict[str, int]:
        x, y = picture["width"] // 2, picture["height"] // 2
        return {"x": x, "y": y, "width": picture["width"] // 2, "height": picture["height"] // 2}

    def front(self, kind: str) -> dict[str, Any]:
        picture = self.picture(self.words()) if self.draw(st.booleans()) else None
        return {
            "kind": kind,
            "title": self.words(),
            "summary": self.words(),
            "why": self.words(),
            "minutes": self.draw(st.integers(1, 60)),
            "themes": self.some(self.themes, least=1),
            "messages": self.some(self.messages, least=1),
            "recommendations": self.some(self.recommendations),
            "content_note": self.draw(SHORT_OR_NONE),
            "picture": picture,
            "picture_ring": self.place(picture) if picture and self.draw(st.booleans()) else None,
            "contacts": self.some(self.contacts),
            "text_pictures": {},
        }

    def article(self, kind: str = "article") -> dict[str, Any]:
        body = self.front(kind)
        body["text"] = self.text(body["text_pictures"])
        choices = [
            {"code": code, "text": self.words(), "reply": self.words()} for code in self.draw(distinct(CODES, 2, 4))
        ]
        body["check"] = {"question": self.words(), "choices": choices}
        return body

    def blog(self) -> dict[str, Any]:
        return {**self.article("blog"), "by": {"name": self.words(), "role": self.words(), "about": self.words()}}

    def podcast(self) -> dict[str, Any]:
        body = self.front("podcast")
        body["text"] = self.text(body["text_pictures"])
        speakers = self.draw(distinct(NAMES, 1, 3))
        cues = [[at * 2000, at * 2000 + 1500, speaker, self.words()] for at, speaker in enumerate(speakers * 2)]
        length = len(cues) * 2400
        lines = [f"{_clock(a)} --> {_clock(b)}\n<v {html.escape(who)}>{html.escape(say)}" for a, b, who, say in cues]
        recording = media_again("audio/mpeg", an_mp3(length))
        transcript = media_again("text/vtt", "\n\n".join(["WEBVTT", *lines]).encode())
        self.media |= {recording, transcript}
        body |= {
            "audio": {"media": recording.name, "byte_count": len(recording.content), "length_ms": length},
            "transcript": {"media": transcript.name},
            "cues": cues,
            "voice_note": self.draw(SHORT_OR_NONE),
            "speakers": [{"name": name, "about": self.words()} for name in speakers],
            "chapters": [{"start_ms": start, "title": self.words()} for start in range(0, length, 3000)],
        }
        return body

    def steps(self) -> list[dict[str, str]]:
        return [{"do": self.words(), "because": self.words()} for _ in range(self.draw(st.integers(1, 2)))]

    def innocent(self) -> list[str]:
        return [self.words(), self.words()]

    def cards(self) -> dict[str, Any]:
        body = self.front("resource")
        body["intro"] = self.text(body["text_pictures"])
        body["cards"] = {
            family.value: {"title": self.words(), "steps": self.steps(), "remember": self.words()}
            for family in RoleFamily
        }
        return {**body, "guide": []}

    def guide(self) -> dict[str, Any]:
        body = self.front("resource")
        body["intro"] = self.text(body["text_pictures"])
        entries = [
            {
                "plate": self.picture(self.draw(st.just("") | WORDS)),
                "name": self.words(),
                "may": self.words(),
                "innocent": self.innocent(),
                "question": self.words(),
            }
            for _ in range(self.draw(st.integers(1, 3)))
        ]
        return {**body, "cards": None, "guide": entries}

    def training(self) -> dict[str, Any]:
        body = self.front("training")
        body["text"] = self.text(body["text_pictures"])
        return {
            **body,
            "place": self.words(),
            "day": self.draw(st.integers(0, 2000)),
            "at": self.draw(st.sampled_from(["00.00", "09.30", "23.59"])),
            "lasts": self.words(),
            "who_for": self.words(),
            "book": f"{self.words()} {{contact:emergency}}",
        }

    def scenario(self) -> dict[str, Any]:
        body = self.front("scenario")
        sizes = body["text_pictures"]
        codes = self.draw(distinct(CODES, 2, 5))
        scenes, ending = codes[:-1], codes[-1]
        body |= {"intro": self.text(sizes), "place": self.words(), "first": scenes[0]}
        body["scenes"] = [self.scene(code, goes_to, sizes) for code, goes_to in zip(scenes, codes[1:], strict=True)]
        steps = {family.value: self.steps() for family in RoleFamily}
        body["endings"] = [
            {
                "code": ending,
                "title": self.words(),
                "text": self.text(sizes),
                "steps": steps,
                "contacts": self.some(self.contacts, least=1),
            }
        ]
        return body

    def scene(self, code: str, goes_to: str, sizes: dict[str, Any]) -> dict[str, Any]:
        picture = self.picture(self.words()) if self.draw(st.booleans()) else None
        things = self.draw(distinct(CODES, 0, 3)) if picture else []
        return {
            "code": code,
            "title": self.words(),
            "text": self.text(sizes),
            "picture": picture,
            "ask": self.words() if things else None,
            "objects": [
                {
                    "code": thing,
                    "name": self.words(),
                    "plate": self.picture(self.words()),
                    "place": self.place(picture or {}),
                    "is_sign": self.draw(st.booleans()),
                    "meaning": self.words(),
                    "innocent": self.innocent(),
                    "question": self.words(),
                    "afterwards": self.words(),
                }
                for thing in things
            ],
            "question": self.words(),
            "choices": [{"code": "go", "text": self.words(), "reply": self.words(), "goes_to": goes_to}],
        }

    def contact(self, key: str) -> ContactLine:
        verified = self.draw(st.none() | DAYS)
        return ContactLine(
            key=key,
            name=self.words(),
            purpose=self.words(),
            value=self.words(),
            dial=self.draw(st.none() | st.sampled_from(["999", "+4420", "0800555111"])),
            hours=self.words(),
            who_may_call=self.words(),
            verified_on=verified,
            owner=self.words(),
            review_on=date(2028, 1, 1),
        )


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """A campaign with modules of any kinds, in any order."""
    making = Making(draw)
    kinds = [making.article, making.blog, making.podcast, making.cards, making.guide, making.training, making.scenario]
    modules = []
    for code in draw(distinct(CODES, 1, 4)):
        body = in_normal_form(draw(st.sampled_from(kinds))())
        modules.append(PackModule(code, body["kind"], body, fingerprint_of(body)))
    months = draw(st.integers(1, 60))
    recommendations = [
        {"code": code, "title": making.words(), "summary": making.words(), "source": making.words()}
        for code in making.recommendations
    ]
    return Pack(
        code=draw(CODES),
        title=making.words(),
        months=months,
        body={
            "straplines": [making.words()],
            "messages": [{"code": code, "text": making.words()} for code in making.messages],
            "recommendations": recommendations,
            "audience": "everyone",
            "months": months,
        },
        themes=tuple(PackTheme(code, making.words(), making.words()) for code in making.themes),
        contacts=tuple(making.contact(key) for key in making.contacts),
        modules=tuple(modules),
        media=tuple(sorted(making.media, key=lambda media: media.fingerprint)),
    )


def _clock(milliseconds: int) -> str:
    return f"00:{milliseconds // 1000:02}.{milliseconds % 1000:03}"
