"""The lines shown when nothing else can be relied on: on error pages, and while the contact registry is empty.

The registry (contacts.yaml of the campaign) is where such lines are kept up to date; a test holds these equal to it.
"""

from datetime import date

from safeguarding.content.rules.contacts import ContactLine, Contacts


def _line(key: str, *, purpose: str, name: str, value: str, who_may_call: str) -> ContactLine:
    return ContactLine(
        key=key,
        name=name,
        purpose=purpose,
        value=value,
        dial=value.replace(" ", ""),
        hours="",
        who_may_call=who_may_call,
        verified_on=None,
        owner="",
        review_on=date.max,
    )


EMERGENCY_LINES = Contacts(
    (
        _line(
            "emergency",
            purpose="A child is in danger now.",
            name="Emergency",
            value="999",
            who_may_call="Anyone. On duty, your radio or its emergency button may be quicker.",
        ),
        _line(
            "non_emergency",
            purpose="You are worried about a child and nobody is in danger this minute.",
            name="Police, not an emergency",
            value="101",
            who_may_call="Anyone. On duty, tell your supervisor and make the record before you finish.",
        ),
        _line(
            "crimestoppers",
            purpose="For anyone who would rather not give a name.",
            name="Crimestoppers",
            value="0800 555 111",
            who_may_call="Anyone, free and without giving a name",
        ),
    )
)
