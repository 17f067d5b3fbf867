"""What must be true of an article before officers meet it."""

from collections.abc import Iterator, Mapping
from typing import Any

from safeguarding.content.rules.findings import Finding
from safeguarding.content.rules.scenario import repeated

FEWEST_CHOICES = 2
MOST_CHOICES = 4


def check_article(body: Mapping[str, Any]) -> Iterator[Finding]:
    """Everything wrong with an article's closing question."""
    choices = body["check"]["choices"]
    if not FEWEST_CHOICES <= len(choices) <= MOST_CHOICES:
        yield Finding(
            ("check", "choices"),
            f"the question needs {FEWEST_CHOICES} to {MOST_CHOICES} answers; there {_are(len(choices))}.",
        )
    for code in sorted(repeated([choice["code"] for choice in choices])):
        yield Finding(("check", "choices"), f"two choices are called '{code}'. Rename one.")
    for at, choice in enumerate(choices):
        if not choice["reply"]:
            yield Finding(
                ("check", "choices", at, "reply"), f"the choice '{choice['code']}' has no reply. Every choice gets one."
            )


def _are(answers: int) -> str:
    return "is one" if answers == 1 else f"are {answers or 'none'}"
