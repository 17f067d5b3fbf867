"""Small packs to load, and to spoil one line at a time: one with an article and a scenario, one with every kind."""

from collections.abc import Mapping
from pathlib import Path

ROLE_FAMILIES = ["response", "investigation", "neighbourhood", "custody", "contact_centre", "pcso", "police_staff"]

CAMPAIGN = """\
code: look-again
title: Look Again
straplines:
  - Think Kindly
  - Think Twice
months: 12
audience: everyone
themes:
  - code: missing
    title: Missing children
    summary: Coming home is not yet being safe.
  - code: abuse
    title: Child abuse
    summary: Look kindly, look twice.
messages:
  - code: M1
    text: Everyone has a duty to protect children.
recommendations:
  - code: awareness
    title: Awareness of risk
    summary: Understand and be aware of risk to children.
    source: An inspection, 25 November 2016, paragraph 410412
modules:
  - the-yard
  - a-letter
"""

CONTACTS = """\
- key: emergency
  name: Emergency
  purpose: A child is in danger now.
  value: "999"
  dial: "999"
  hours: Day and night
  who_may_call: Anyone
  verified_on: 2026-01-05
  owner: Internal Communications
  review_on: 2026-12-18
- key: non_emergency
  name: Police, not an emergency
  purpose: Nobody is in danger this minute.
  value: "101"
  dial: "101"
  hours: Day and night
  who_may_call: Anyone
  owner: Internal Communications
  review_on: 2026-12-18
- key: crimestoppers
  name: Crimestoppers
  purpose: For anyone who would rather not give a name.
  value: 0800 555 111
  dial: 0800 555 111
  hours: Day and night
  who_may_call: Anyone
  owner: Internal Communications
  review_on: 2026-12-18
- key: safeguarding_hub
  name: Your safeguarding hub
  purpose: To share what you saw.
  value: Through your supervisor
  hours: Office hours
  who_may_call: Officers and staff
  owner: Internal Communications
  review_on: 2026-12-18
"""

ARTICLE = """\
kind: article
title: A letter on the mat
summary: What a pile of post may say.
why: Post is often the first thing we step over.
minutes: 3
themes: [missing]
messages: [M1]
contacts: [safeguarding_hub]
picture: yard.svg
picture_alt: A back yard in daylight
text: text.md
check:
  question: Which would you do first?
  choices:
    - code: ask
      text: Ask who lives here
      reply: A good beginning.
    - code: look
      text: Look at the dates
      reply: Dates tell how long.
"""

TEXT = """\
## What you step over

Ten letters lay on the mat. The oldest was from 2016, and it was 23.40.

![Ten letters on a doormat](media:plate-tin.svg "Ten letters")

If a child is in danger, ring {contact:emergency}.
"""


def _steps(indent: str) -> str:
    return "".join(
        f"{indent}{family}:\n{indent}  - do: Tell {{contact:safeguarding_hub}} as {family}\n"
        f"{indent}    because: Someone may hold the other half.\n"
        for family in ROLE_FAMILIES
    )


SCENARIO = f"""\
kind: scenario
title: The yard
summary: A yard behind a house.
why: We pass yards every day.
minutes: 5
themes: [abuse, missing]
messages: [M1]
recommendations: [awareness]
content_note: Nobody is hurt in it.
picture: yard.svg
picture_alt: A back yard in daylight
intro: |
  A neighbour let you through.

  You have a minute.
place: The yard, 15.10
first: yard
scenes:
  - code: yard
    title: The yard
    text: |
      Sun on bricks.

      A door stands open.
    picture: yard.svg
    picture_alt: A yard with a tin and a kite in it
    picture_size: 1000x820
    ask: What would you look at twice?
    objects:
      - code: tin
        name: A biscuit tin
        plate: plate-tin.svg
        alt: A round tin with its lid taped down
        place: {{x: 200, y: 300, width: 120, height: 90}}
        is_sign: yes
        meaning: It may hold what someone was asked to keep.
        innocent:
          - It holds pegs.
          - It holds biscuits.
        question: What do you keep in the tin?
        afterwards: The tin was taped shut.
      - code: kite
        name: A kite
        plate: plate-kite.svg
        alt: A red kite on a nail
        place:
          x: 600
          y: 400
          width: 100
          height: 100
        is_sign: no
        meaning: Someone plays here.
        innocent:
          - It is a toy.
          - It is drying.
        question: Whose kite is it?
        afterwards: The kite was only a kite.
    question: What do you do?
    choices:
      - code: knock
        text: Knock on the open door
        reply: A child answers.
        goes_to: landing
      - code: go
        text: Thank the neighbour and go
        reply: The gate closes behind you.
        goes_to: leave
  - code: landing
    title: The landing
    text: A child sits on the stairs.
    question: What do you say?
    choices:
      - code: sit
        text: Sit down too
        reply: The child looks up.
        goes_to: stay
endings:
  - code: stay
    title: You stayed
    text: The child talked.
    steps:
{_steps("      ")}    contacts: [safeguarding_hub, emergency]
  - code: leave
    title: You left
    text: The yard is quiet again.
    steps:
{_steps("      ")}    contacts: [safeguarding_hub]
"""


def _drawing(width: int, height: int, fill: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">\n'
        f'<g><rect width="{width}" height="{height}" fill="{fill}"/></g>\n</svg>\n'
    )


FILES = {
    "campaign.yaml": CAMPAIGN,
    "contacts.yaml": CONTACTS,
    "modules/a-letter/module.yaml": ARTICLE,
    "modules/a-letter/text.md": TEXT,
    "modules/the-yard/module.yaml": SCENARIO,
    "media/yard.svg": _drawing(1000, 820, "#E5D6B3"),
    "media/plate-tin.svg": _drawing(218, 218, "#557A94"),
    "media/plate-kite.svg": _drawing(218, 218, "#B25B45"),
}


BLOG = (
    ARTICLE.replace("kind: article", "kind: blog").replace("A letter on the mat", "What I stepped over")
    + """\
by:
  name: Sam
  role: Neighbourhood officer
  about: Sam is an invented colleague.
"""
)

PODCAST = """\
kind: podcast
title: The other half
summary: Two colleagues and one letter.
why: A letter is seldom the whole story.
minutes: 1
themes: [missing]
messages: [M1]
contacts: [emergency]
audio: the-other-half.mp3
transcript: the-other-half.vtt
voice_note: Synthetic voices, to be re-recorded
speakers:
  - name: Sam
    about: An invented colleague.
  - name: Bea & Co
    about: Also invented.
chapters:
  - at: 0:00
    title: Before
  - at: 0:04
    title: After
text: text.md
"""

TRANSCRIPT = """\
WEBVTT

NOTE Made by hand.

00:00.500 --> 00:03.000
<v Sam>There was a letter on the mat.

hm
00:00:03.000 --> 00:00:05.250 align:start
<v Bea &amp; Co>And did you <i>look</i> at it,
or step over it?</v>

00:06.000 --> 00:09.500
<v Sam>I looked.
"""

NOTES = "Sam tells what happened. If a child is in danger, ring {contact:emergency}.\n"

CARDS = """\
kind: resource
title: What to do, on one page
summary: A card for each role.
why: In the moment nobody reads two pages.
minutes: 2
themes: [abuse]
messages: [M1]
intro: |
  Print the one that is yours.
cards:
""" + "".join(
    f"  {family}:\n    title: A child may be at risk\n    steps:\n      - do: See the child as {family}\n"
    "        because: Nobody else may.\n    remember: One object is a reason to ask.\n"
    for family in ROLE_FAMILIES
)

GUIDE = """\
kind: resource
title: Everyday things
summary: What they may mean, and what else.
why: Things are easy to walk past.
minutes: 2
themes: [abuse]
messages: [M1]
intro: Most things are only things.
guide:
  - plate: plate-tin.svg
    name: A biscuit tin
    may: It may hold what someone was asked to keep.
    innocent:
      - It holds pegs.
      - It holds biscuits.
    question: What do you keep in the tin?
  - plate: plate-kite.svg
    alt: A red kite on a nail
    name: A kite
    may: Someone plays here.
    innocent: [It is a toy., It is drying.]
    question: Whose kite is it?
"""

TRAINING = """\
kind: training
title: Look again, together
summary: Ninety minutes with others.
why: It is easier to ask when you have practised.
minutes: 2
themes: [missing, abuse]
messages: [M1]
text: text.md
place: Training room, fourth floor
day: "45"
at: "09.30"
lasts: 90 minutes
who_for: Everyone who meets the public
book: Ask {contact:safeguarding_hub}.
"""


def an_mp3(milliseconds: int) -> bytes:
    """Silence in frames of 24 milliseconds."""
    return (b"\xff\xf3\x14\xc0" + b"\0" * 20) * round(milliseconds / 24)


WIDE_FILES: dict[str, str | bytes] = {
    **FILES,
    "campaign.yaml": CAMPAIGN + "  - sam-writes\n  - the-other-half\n  - cards\n  - things\n  - together\n",
    "modules/sam-writes/module.yaml": BLOG,
    "modules/sam-writes/text.md": TEXT,
    "modules/the-other-half/module.yaml": PODCAST,
    "modules/the-other-half/text.md": NOTES,
    "modules/cards/module.yaml": CARDS,
    "modules/things/module.yaml": GUIDE,
    "modules/together/module.yaml": TRAINING,
    "modules/together/text.md": "We look at things, and ask.\n",
    "media/the-other-half.mp3": an_mp3(9_600),
    "media/the-other-half.vtt": TRANSCRIPT,
}


def a_pack_folder(folder: Path, **changes: str | None) -> Path:
    """The pack written to a folder. `changes` by file give other text, or None to leave the file out."""
    return _written(folder, {**FILES, **changes})


def a_wide_pack_folder(folder: Path, **changes: str | bytes | None) -> Path:
    """The same for the pack with a module of every kind."""
    return _written(folder, {**WIDE_FILES, **changes})


def _written(folder: Path, files: Mapping[str, str | bytes | None]) -> Path:
    for file, content in files.items():
        path = folder / "content" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def with_text(file: str, old: str, new: str, *, nth: int = 1) -> str:
    """A file's text with one piece replaced: the nth, and it must be there."""
    text = {**WIDE_FILES, **FILES}[file]
    assert isinstance(text, str)
    pieces = text.split(old)
    if len(pieces) <= nth:
        raise LookupError(f"{old!r} is not {nth} times in {file}")
    return old.join(pieces[:nth]) + new + old.join(pieces[nth:])
