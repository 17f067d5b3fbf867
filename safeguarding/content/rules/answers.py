"""The answers to the closing question of an article or blog, while it is being written."""

from safeguarding.content.rules.drafts import Draft, What, code_from
from safeguarding.content.rules.outline import NotPossible, find, put_aside


def add_answer(draft: Draft, *, text: str) -> tuple[Draft, str]:
    """A new answer, with a reply still to be written."""
    body, _ = draft.copied()
    words = " ".join(text.split())
    if not words:
        raise NotPossible("Write the answer.")
    code = code_from(words, what=What.ANSWER, taken=draft.taken)
    body["check"]["choices"].append({"code": code, "text": words, "reply": None})
    return draft.with_changes(body), code


def remove_answer(draft: Draft, *, code: str) -> Draft:
    """Put an answer aside."""
    body, tray = draft.copied()
    answer = find(body, What.ANSWER, code)
    body["check"]["choices"].remove(answer)
    put_aside(tray, What.ANSWER, answer)
    return draft.with_changes(body, tray)


def move_answer(draft: Draft, *, code: str, to: int) -> Draft:
    """Put an answer at another place among the others, counted from 0."""
    body, _ = draft.copied()
    answer, answers = find(body, What.ANSWER, code), body["check"]["choices"]
    answers.remove(answer)
    answers.insert(min(max(to, 0), len(answers)), answer)
    return draft.with_changes(body)
