"""What counts as done: one rule for each kind of module, told before starting and again in the record."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

WORDS_A_MINUTE = 1_000


class RuleCode(StrEnum):
    """The rule by which a module was done. Kept with each completion, so a code is never given another meaning."""

    READ_AND_ANSWERED = "read_and_answered"
    ENDING_REACHED = "ending_reached"
    HEARD_OR_READ = "heard_or_read"
    OPENED = "opened"
    ATTENDED = "attended"


class Evidence(StrEnum):
    """What the server saw. Where a module has a content note, one value covers every way of having done it."""

    READ = "read"
    ENDING = "ending"
    HEARD = "heard"
    OPENED = "opened"
    ATTENDED = "attended"
    READ_OR_SET_ASIDE = "read_or_set_aside"
    HEARD_READ_OR_SET_ASIDE = "heard_read_or_set_aside"
    ENDING_OR_SET_ASIDE = "ending_or_set_aside"


@dataclass(frozen=True)
class DoneRule:
    """One rule in the officer's words: what has to happen, and why the record says that it did.

    `after_a_note` is said instead of `after` where a content note let people set it aside with credit: it covers both,
    and `covering` is what is kept then. `is_done_here` is false where nothing an officer does on our pages counts.
    """

    code: RuleCode
    before: str
    after: str
    after_a_note: str = ""
    covering: Evidence | None = None
    is_done_here: bool = True


READ_AND_ANSWERED = DoneRule(
    code=RuleCode.READ_AND_ANSWERED,
    before="This counts as done when you have read to the end, at a pace a person can read, and chosen an answer "
    "to the question there. Every answer counts, and nobody sees which you chose.",
    after="You read it to the end and answered its question.",
    after_a_note="You read it, or set it aside; both count the same.",
    covering=Evidence.READ_OR_SET_ASIDE,
)

DONE_RULES = {
    "article": READ_AND_ANSWERED,
    "blog": READ_AND_ANSWERED,
    "podcast": DoneRule(
        code=RuleCode.HEARD_OR_READ,
        before="This counts as done when you have really played nine tenths of it, in any order and at any speed, or "
        "read the transcript at a pace a person can read. Both count the same. Playing a part again, or skipping over "
        "one, adds nothing and takes nothing away.",
        after="You heard nine tenths of it or read its transcript; both count the same.",
        after_a_note="You heard it, read it, or set it aside; all count the same.",
        covering=Evidence.HEARD_READ_OR_SET_ASIDE,
    ),
    "resource": DoneRule(
        code=RuleCode.OPENED,
        before="This counts as done when you have opened it. It is yours to use or print as often as you like.",
        after="You opened it.",
    ),
    "scenario": DoneRule(
        code=RuleCode.ENDING_REACHED,
        before="This counts as done when you reach an ending. Every ending counts, and nobody sees what you chose or "
        "what you looked at.",
        after="You reached an ending.",
        after_a_note="You reached an ending, or set it aside; both count the same.",
        covering=Evidence.ENDING_OR_SET_ASIDE,
    ),
    "training": DoneRule(
        code=RuleCode.ATTENDED,
        before="This counts as done when you have been there: the trainer marks who came. There is nothing to tick on "
        "this page, and nothing is held against anyone who cannot come.",
        after="You were there; the trainer marked it.",
        is_done_here=False,
    ),
}

RULES_BY_CODE = {rule.code: rule for rule in DONE_RULES.values()}


def done_rule(kind: str) -> DoneRule:
    """The rule for a kind of module."""
    return DONE_RULES[kind]


def why_done(rule_code: str, evidence: str) -> str:
    """Why the record says that something is done."""
    rule = RULES_BY_CODE[RuleCode(rule_code)]
    return rule.after_a_note if evidence == rule.covering else rule.after


def may_be_set_aside(kind: str, *, has_content_note: bool) -> bool:
    """What may be hard to bear may be set aside with credit."""
    return has_content_note and done_rule(kind).covering is not None


def evidence_kept(seen: Evidence, *, kind: str, has_content_note: bool) -> Evidence:
    """What is kept of what the server saw: after a content note, nothing that tells who set it aside."""
    return (done_rule(kind).covering or seen) if has_content_note else seen


def enough_time_to_read(*, words: int, begun_at: datetime, at: datetime) -> bool:
    """Faster than a thousand words a minute is turning pages; nobody who reads is near it."""
    return at - begun_at >= timedelta(minutes=words / WORDS_A_MINUTE)
