"""What may be said of a release, in words made by rule: points and not per cent, the interval, never a cause."""

from dataclasses import dataclass

from safeguarding.survey.rules.in_words import (
    between,
    count,
    difference_in_words,
    figure_in_words,
    first_up,
    half_width,
    interval_in_words,
    limits_in_words,
    listed,
    value_in_words,
    verdict,
)
from safeguarding.survey.rules.release import ApartRow, GroupRow, OutcomeRow, Release, SamePeople, WaveFacts

SAME_WITHIN_WORDS = "3 points"
TOUCHES = " The interval by itself still touches nought; the test for all outcomes together does not."
TOGETHER = "no clear change, once all outcomes are looked at together"
TOO_SMALL = "not shown, as it would say something of fewer than 10 people"
VERBS = {
    "more": "rose",
    "less": "fell",
    "about the same": "stayed about the same",
    "no clear change": "did not clearly change",
}
CHANGES_FIRST = tuple(VERBS)


@dataclass(frozen=True)
class NotSupported:
    """Something one might be tempted to say, and why the figures do not bear it."""

    claim: str
    why: str


def finding(release: Release) -> str:
    """The title of the page: how many of the primary outcomes moved, and how many did not or cannot be compared."""
    if not release.is_compared:
        return f"Where we stand at month {release.wave.month}"
    verdicts = [verdict(row.moved) for row in release.primary if row.moved]
    many = len(release.primary)
    unknown = many - len(verdicts)
    if not verdicts:
        return "None of the outcomes can be compared"
    if verdicts.count("no clear change") == many:
        return (
            "No clear change in the outcome" if many == 1 else f"No clear change in any of the {count(many)} outcomes"
        )
    told = [(verdicts.count(each), verb) for each, verb in VERBS.items()]
    (first, verb), *others = [each for each in (*told, (unknown, "cannot be compared")) if each[0]]
    of_all = "the one outcome" if many == 1 else f"all {count(many)} outcomes"
    whole = of_all if first == many else f"{count(first)} of {count(many)} outcomes"
    return first_up(listed([f"{whole} {verb}", *(f"{count(number)} {verb}" for number, verb in others)]))


def summary(release: Release) -> str:
    """The outcomes by name, under the title."""
    words = {"more": "Higher", "less": "Lower"}
    told = []
    for each in CHANGES_FIRST:
        titles = [f"“{row.title}”" for row in release.primary if row.moved and verdict(row.moved) == each]
        if titles:
            told.append(f"{words.get(each, first_up(each))}: {listed(titles)}.")
    return " ".join(told)


def sentence(row: OutcomeRow, release: Release) -> str:
    """One outcome of all who answered, with its interval, in words that the figures bear."""
    title = f"“{row.title}”"
    if row.ended_because:
        return f"{title}: not compared, as the question was changed. {row.ended_because}"
    moved = row.moved
    if not (moved and row.earlier and row.later and release.earlier):
        return f"{title}: {TOO_SMALL}."
    whence = (
        f"from {value_in_words(row.earlier, is_share=row.is_share)} to "
        f"{value_in_words(row.later, is_share=row.is_share)} {_of_whom(row, release)}"
    )
    if moved.is_change:
        verb = VERBS[verdict(moved)]
        months = f"Between month {release.earlier.month} and month {release.wave.month}"
        difference = f"{difference_in_words(moved)} points, likely between {between(moved)}"
        said = f"{months}, {title} {verb} {whence}: {difference}."
        if moved.is_about_the_same:
            said += f" That is less than the {SAME_WITHIN_WORDS} that were named beforehand as mattering."
        if not moved.excludes_zero:
            said += TOUCHES
        return said
    if moved.excludes_zero:
        return (
            f"{title}: {TOGETHER}: between {between(moved)} points. Its own 95% interval leaves out nought, and one of "
            "several does so easily by chance."
        )
    if moved.is_about_the_same:
        return (
            f"{title}: about the same, {whence}. The change lies between {between(moved)} points, within the "
            f"{SAME_WITHIN_WORDS} named beforehand."
        )
    return f"{title}: no clear change, between {between(moved)} points."


def same_people_otherwise(release: Release) -> list[str]:
    """Outcomes of which something else has to be said of those who answered both times: two figures, and no third."""
    return [
        sentence_of_both(row, row.both)
        for row in release.primary
        if row.moved and row.both and verdict(row.moved) != verdict(row.both.moved)
    ]


def sentence_of_both(row: OutcomeRow, both: SamePeople) -> str:
    """One outcome among those who answered both times, each compared with themselves."""
    half = half_width(both.moved)
    earlier, later = (figure_in_words(each, within=half, is_share=row.is_share) for each in (both.earlier, both.later))
    about = f"“{row.title}”: of about {both.people:,} who answered it both times, from {earlier} to {later}: "
    if both.moved.is_change:
        said = f"{about}{difference_in_words(both.moved)} points, likely between {between(both.moved)}."
        return said if both.moved.excludes_zero else said + TOUCHES
    called = TOGETHER if both.moved.excludes_zero else verdict(both.moved)
    return f"{about}{called}, between {between(both.moved)} points."


def baseline_sentence(row: OutcomeRow, release: Release) -> str:
    """One outcome where there is nothing yet to compare it with."""
    if row.later is None:
        return f"“{row.title}”: {TOO_SMALL}."
    figure = value_in_words(row.later, is_share=row.is_share)
    limits = limits_in_words(row.later)
    return f"At month {release.wave.month}, “{row.title}”: {figure} {_of_whom(row, release)}, likely {limits}."


def design_sentence(wave: WaveFacts) -> str:
    """The first line of everything that is said: who was asked, and how many answered."""
    response = wave.response
    if wave.design == "sample":
        asked = f"{response.invited:,} people were drawn by lot from {wave.in_frame:,} in post"
    else:
        asked = f"all {response.invited:,} people in post were asked"
    if response.answered is None:
        answered = "how many answered is not shown, as fewer than 10 have, or have not"
    else:
        answered = f"{response.answered:,} answered ({response.rate}%)"
    return f"Month {wave.month}: {asked}; {answered}."


def match_sentence(release: Release) -> str:
    """How many answered both times."""
    if release.earlier is None:
        return ""
    if release.both is None or release.match_rate is None:
        return "How many answered both times is not shown: fewer than 10 have, or have not."
    earlier, last = release.earlier, release.wave
    asked = ""
    if earlier.design == last.design == "sample" and release.asked_again:
        asked = (
            f"Of the {earlier.response.invited:,} people asked at month {earlier.month}, {release.asked_again:,} were "
            f"still in post at month {last.month} and asked again. "
        )
    return (
        f"{asked}About {release.both:,} people answered both times: {release.match_rate}% of those who answered at "
        f"month {earlier.month}. The others left, or did not answer again."
    )


def may_say(release: Release) -> list[str]:
    """Sentences that stand by themselves, changes first; what cannot be compared is told as it stands now."""
    compared = [(CHANGES_FIRST.index(verdict(row.moved)), row) for row in release.primary if row.moved]
    compared.sort(key=lambda each: max(1, each[0]))
    by_itself = [row for row in release.primary if row.later and not row.moved]
    return [
        *(sentence(row, release) for _, row in compared),
        *(baseline_sentence(row, release) for row in by_itself),
    ]


def not_supported(release: Release) -> list[NotSupported]:
    """What one might be tempted to say."""
    last = release.wave
    verdicts = {verdict(row.moved) for row in release.primary if row.moved}
    found = []
    if verdicts:
        found.append(
            NotSupported(
                "The campaign caused the change.",
                "Nobody stayed without it to compare with, and other things happened in that time.",
            )
        )
    if "no clear change" in verdicts:
        found.append(
            NotSupported("It had no effect.", "Not to have seen a clear change is not to have seen that there is none.")
        )
    if verdicts & {"more", "less"}:
        claim = "Up by a fifth." if "more" in verdicts else "Down by a fifth."
        found.append(NotSupported(claim, "A difference is told in points, and not as a part of itself."))
    shown = next((row.later for row in release.primary if row.later and row.is_share), None)
    if shown:
        rate = last.response.rate
        who = (
            f"{rate}% answered at month {last.month}" if rate is not None else f"Not all answered at month {last.month}"
        )
        why = f"{who}, and those who answer may be others than those who do not."
        found.append(NotSupported(f"{value_in_words(shown, is_share=True)} of the force, exactly.", why))
    if any(row.moved.is_change for row in release.dropped_out):
        found.append(
            NotSupported(
                "Everybody changed as those did who answered both times.",
                "Those who answered again had given other answers at the start than those who did not.",
            )
        )
    if any(row.moved.is_change for row in release.fresh):
        found.append(
            NotSupported(
                "To have been asked before makes no difference.",
                "Those who had answered before answered otherwise than those who had not.",
            )
        )
    return [
        *found,
        NotSupported(
            "This unit does better than that one.",
            "Groups were not tested against one another, and small ones swing about by chance.",
        ),
        NotSupported("Children are safer.", "We asked what people would do, and not what happened to a child."),
    ]


def state_in_words(row: GroupRow) -> str:
    """Why a group's figure is not there."""
    return {
        "withheld": "Not shown: it would say something of fewer than 10 people",
        "too few": "Not shown: fewer than 30 people answered",
        "not comparable": "Not comparable: people came or went as units were reorganised",
    }.get(row.state, "")


def apart_sentence(row: ApartRow, outcome: OutcomeRow, *, of_the_later: bool, month: int) -> str:
    """Whether those who answered both times were others from those who answered one of them."""
    half = half_width(row.moved)
    both, only = (figure_in_words(each, within=half, is_share=outcome.is_share) for each in (row.both, row.only))
    others = "had not answered before" if of_the_later else "did not answer again"
    of = "of" if outcome.is_share else "for"
    said = (
        f"“{outcome.title}”: at month {month}, {both} {of} those who answered both times, and {only} {of} those who "
        f"{others}"
    )
    if row.moved.is_change:
        return f"{said}. They differ, by {difference_in_words(row.moved)} points ({interval_in_words(row.moved)})."
    return f"{said}: no clear difference ({interval_in_words(row.moved)})."


def _of_whom(row: OutcomeRow, release: Release) -> str:
    if not row.is_share:
        return "on a scale from 0 to 100"
    # Only those drawn by lot speak for the others, and at both times.
    is_drawn = all(wave.design == "sample" for wave in (release.earlier, release.wave) if wave)
    return "of the workforce" if is_drawn else "of those who answered, weighted to the workforce"
