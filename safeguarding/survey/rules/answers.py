"""What may be chosen, and how the choices of a sitting are put together."""

from collections.abc import Mapping, Sequence

from safeguarding.survey.rules.asked import AskedInstrument, AskedItem
from safeguarding.survey.rules.refusals import SurveyRefusal

Answers = Mapping[str, tuple[str, ...]]


class AnswerRefused(SurveyRefusal):
    """This cannot be the answer to a question of this survey."""


class UnknownItem(AnswerRefused):
    """The survey does not ask this."""


class UnknownOption(AnswerRefused):
    """The question does not offer this."""


class TooManyOptions(AnswerRefused):
    """The question takes one option."""


class NotTogether(AnswerRefused):
    """An option that stands alone was chosen with others."""


def answer_to(item: AskedItem, chosen: Sequence[str]) -> tuple[str, ...]:
    """The chosen options, each once, in the order in which they are offered. Nothing chosen: left out on purpose."""
    unknown = set(chosen) - set(item.option_codes)
    if unknown:
        raise UnknownOption("That is not one of the answers offered. Choose from those on the page.")
    answer = tuple(code for code in item.option_codes if code in set(chosen))
    if len(answer) > 1 and not item.takes_many:
        raise TooManyOptions("Choose one answer.")
    alone = set(answer) & set(item.alone)
    if alone and len(answer) > 1:
        option = item.option(sorted(alone)[0])
        raise NotTogether(f"“{option.text if option else ''}” cannot go together with another answer.")
    return answer


def answers_to(instrument: AskedInstrument, chosen: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Each answer checked against its item."""
    answers = {}
    for code, options in chosen.items():
        item = instrument.item(code)
        if item is None:
            raise UnknownItem("This survey does not ask that. Open it again from the home page.")
        answers[code] = answer_to(item, options)
    return answers
