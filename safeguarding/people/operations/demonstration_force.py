"""An invented force of 44,000, "Wendmere Police", written as the HR extracts a real one would send.

The same seed always gives the same bytes. The first extract is from before the campaign began; the second is today's,
with people who joined, left, moved, changed role or name, and a few teams renamed, moved and merged.
"""

import csv
import io
import random
import unicodedata
from bisect import bisect
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from itertools import accumulate
from typing import Literal

from safeguarding.people.operations.demonstration_names import COMMUNITIES
from safeguarding.people.operations.demonstration_units import MERGED_NOW, InventedUnit, units_before, units_now
from safeguarding.people.rules.role_titles import as_title_key, default_role_titles
from safeguarding.people.rules.roles import Role, RoleFamily
from safeguarding.people.rules.roster_columns import COLUMNS

SEED = 2026
IN_POST = 44_000
LEAVE = 1_760  # 4 %, and as many join
MOVE_IN_THEIR_ROLE = 2_700  # a third of them work in the only unit that has their role, and stay
MOVE_TO_ANOTHER_ROLE = 640
BECOME_OFFICERS = 60  # PCSOs who stay in their ward
CHANGE_NAME = 130
PROTECTED_ANYWHERE = 0.0015

Phase = Literal["before", "now"]

# What an HR extract brings along and we do not want: it is named to the administrator and dropped.
UNWANTED_COLUMNS = ("cost centre", "extract date")
STAFF_FAMILIES = {RoleFamily.POLICE_STAFF, RoleFamily.PCSO, RoleFamily.CONTACT_CENTRE}
SWAP_WITH_RESPONSE = {"Trainee Detective Constable", "Dedicated Ward Officer"}
FOLDED = str.maketrans({"ł": "l", "Ł": "L", "ı": "i", "'": None})


@dataclass(frozen=True)
class DemonstrationPerson:
    """Somebody to sign in as. unit_code is where they work and, for a unit lead, what they lead."""

    staff_number: str
    name: str
    role: Role
    what: str
    title: str
    unit_code: str


DEMONSTRATION_PEOPLE = [
    DemonstrationPerson(
        "W012345", "Marcus Adeyemi", Role.OFFICER, "a response officer", "Police Constable", "B01-A1-RC"
    ),
    DemonstrationPerson("W023456", "Hannah Whitlock", Role.OFFICER, "a detective", "Detective Constable", "B09-CAE"),
    DemonstrationPerson("0004321", "Priya Solanki", Role.OFFICER, "a PCSO", "PCSO", "B06-A2-W1"),
    DemonstrationPerson(
        "0005432", "Tom Fairweather", Role.OFFICER, "in the contact centre", "Call Handler", "CON-CALL-N2"
    ),
    DemonstrationPerson(
        "0006543", "Denise Okonjo", Role.TRAINER, "a trainer, who writes scenarios", "Trainer", "TRA-SAFE"
    ),
    DemonstrationPerson(
        "W034567",
        "Rukhsana Mir",
        Role.REVIEWER,
        "a safeguarding reviewer, who approves them",
        "Detective Sergeant",
        "GOV-SAFE",
    ),
    DemonstrationPerson(
        "0007654",
        "Gwen Lathbury",
        Role.COMMS,
        "the head of internal communications",
        "Head of Internal Communications",
        "COM-INT",
    ),
    DemonstrationPerson(
        "W045678", "Callum Strand", Role.UNIT_LEAD, "who leads a command unit", "Chief Superintendent", "B01"
    ),
    DemonstrationPerson(
        "0008765", "Leena Varghese", Role.ADMINISTRATOR, "an administrator", "Systems Administrator", "DIG-SYS"
    ),
    DemonstrationPerson(
        "0009876", "Owen Prosser", Role.ADMINISTRATOR, "a second administrator", "HR Manager", "PEO-HR"
    ),
    DemonstrationPerson(
        "0001234", "Agata Lis-Moore", Role.RECORDS, "in training records", "Records Officer", "TRA-REC"
    ),
    DemonstrationPerson(
        "0002345", "Desmond Achebe", Role.AUDITOR, "an internal auditor", "Internal Auditor", "GOV-AUD"
    ),
]


@dataclass(frozen=True)
class _Post:
    """A post somebody can hold: unit, title, and whether whoever holds it is protected."""

    unit_code: str
    title: str
    is_protected: bool


@dataclass(frozen=True)
class _Person:
    number: str
    name: str
    email: str
    post: _Post


def force_file(*, seed: int, as_at: date, phase: Phase) -> bytes:
    """The full HR extract of the invented force as at a day: as it was before the campaign began, or as it is now."""
    hiring = _Hiring()
    people = _people_before(hiring, seed=seed)
    if phase == "before":
        return _written(people, units_before(), as_at=as_at)
    return _written(_people_now(people, hiring, seed=seed), units_now(), as_at=as_at)


class _Hiring:
    """Gives people who join what they are known by, and never the same to two."""

    def __init__(self) -> None:
        self._emails: Counter[str] = Counter()
        titles = default_role_titles()
        self._staff_titles = {title for title, family in titles.items() if family in STAFF_FAMILIES}

    def hire(self, posts: list[_Post], *, chance: random.Random, officers: range, staff: range) -> list[_Person]:
        """Somebody for each of these posts, with numbers from the ranges of officers and of staff."""
        officer_numbers = iter(chance.sample(officers, len(posts)))
        staff_numbers = iter(chance.sample(staff, len(posts)))
        people = []
        for post, name in zip(posts, _names(chance, len(posts)), strict=True):
            if as_title_key(post.title) in self._staff_titles:
                number = f"{next(staff_numbers):07d}"
            else:
                number = f"W{next(officer_numbers):06d}"
            people.append(_Person(number, name, self.email(name), post))
        return people

    def email(self, name: str) -> str:
        plain = unicodedata.normalize("NFKD", name.translate(FOLDED)).encode("ascii", "ignore").decode()
        address = plain.lower().replace(" ", ".")
        self._emails[address] += 1
        count = self._emails[address]
        return f"{address}{count if count > 1 else ''}@wendmere.example"


def _people_before(hiring: _Hiring, *, seed: int) -> list[_Person]:
    """The demonstration people first, then everybody else."""
    chance = random.Random(f"{seed} before")  # noqa: S311 - invented people, not secrets
    known = [
        _Person(
            person.staff_number,
            person.name,
            hiring.email(person.name),
            _Post(person.unit_code, person.title, is_protected=False),
        )
        for person in DEMONSTRATION_PEOPLE
    ]
    posts = _posts(units_before(), IN_POST - len(known), chance)
    return known + hiring.hire(posts, chance=chance, officers=range(100_000, 800_000), staff=range(10_000, 70_000))


def _people_now(people: list[_Person], hiring: _Hiring, *, seed: int) -> list[_Person]:
    """The same force at the same size, after about a year."""
    chance = random.Random(f"{seed} now")  # noqa: S311 - invented people, not secrets
    known, others = people[: len(DEMONSTRATION_PEOPLE)], people[len(DEMONSTRATION_PEOPLE) :]
    chance.shuffle(others)
    left, stayed = others[:LEAVE], others[LEAVE:]
    joined = hiring.hire(
        [person.post for person in left], chance=chance, officers=range(800_000, 1_000_000), staff=range(70_000, 99_999)
    )
    moved, stayed = _moved_in_their_role(stayed[:MOVE_IN_THEIR_ROLE]), stayed[MOVE_IN_THEIR_ROLE:]
    stayed = _swapped_roles(stayed)
    stayed = _made_ward_officers(stayed)
    renamed = [_renamed(person, hiring, chance) for person in stayed[:CHANGE_NAME]]
    return [_after_mergers(person) for person in (*known, *joined, *moved, *renamed, *stayed[CHANGE_NAME:])]


def _posts(units: dict[str, InventedUnit], count: int, chance: random.Random) -> list[_Post]:
    """Exactly so many posts, shared out by the units' sizes and, in each, by the weights of its titles."""
    ends = [round(end) for end in accumulate(unit.size for unit in units.values())]
    posts = []
    begin = 0
    for unit, reached in zip(units.values(), ends, strict=True):
        end = round(reached * count / ends[-1])
        weights = list(accumulate(weight for _, weight in unit.titles))
        for place in range(end - begin):
            title = unit.titles[bisect(weights, (place + 0.5) / (end - begin) * weights[-1])][0]
            is_protected = chance.random() < unit.protected / 100 + PROTECTED_ANYWHERE
            posts.append(_Post(unit.code, title, is_protected))
        begin = end
    return posts


def _names(chance: random.Random, count: int) -> list[str]:
    communities = chance.choices(COMMUNITIES, [community.share for community in COMMUNITIES], k=count)
    return [f"{chance.choice(one.given)} {chance.choice(one.surnames)}" for one in communities]


def _moved_in_their_role(people: list[_Person]) -> list[_Person]:
    """Each takes the post of the next with the same title."""
    by_title: dict[str, list[_Person]] = {}
    for person in people:
        by_title.setdefault(person.post.title, []).append(person)
    return [
        replace(person, post=following.post)
        for group in by_title.values()
        for person, following in zip(group, (*group[1:], group[0]), strict=True)
    ]


def _swapped_roles(people: list[_Person]) -> list[_Person]:
    """Constables become detectives and ward officers, and as many of those come back to response."""
    wanted = MOVE_TO_ANOTHER_ROLE // 2
    response = [place for place, person in enumerate(people) if person.post.title == "Police Constable"][:wanted]
    others = [place for place, person in enumerate(people) if person.post.title in SWAP_WITH_RESPONSE][:wanted]
    swapped = list(people)
    for one, other in zip(response, others, strict=True):
        swapped[one] = replace(people[one], post=people[other].post)
        swapped[other] = replace(people[other], post=people[one].post)
    return swapped


def _made_ward_officers(people: list[_Person]) -> list[_Person]:
    """Some PCSOs become constables and stay in their ward."""
    chosen = [place for place, person in enumerate(people) if person.post.title == "PCSO"][:BECOME_OFFICERS]
    changed = list(people)
    for place in chosen:
        changed[place] = replace(people[place], post=replace(people[place].post, title="Dedicated Ward Officer"))
    return changed


def _renamed(person: _Person, hiring: _Hiring, chance: random.Random) -> _Person:
    given = person.name.split(" ", 1)[0]
    name = f"{given} {_names(chance, 1)[0].split(' ', 1)[1]}"
    return replace(person, name=name, email=hiring.email(name))


def _after_mergers(person: _Person) -> _Person:
    unit_code = MERGED_NOW.get(person.post.unit_code)
    return replace(person, post=replace(person.post, unit_code=unit_code)) if unit_code else person


def _written(people: list[_Person], units: dict[str, InventedUnit], *, as_at: date) -> bytes:
    """CSV as Excel writes it, in the order of the units."""
    order = {code: place for place, code in enumerate(units)}
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*(column.heading for column in COLUMNS), *UNWANTED_COLUMNS])
    for person in sorted(people, key=lambda person: (order[person.post.unit_code], person.number)):
        unit = units[person.post.unit_code]
        writer.writerow(
            [
                *(person.number, person.name, person.email),
                *(unit.code, unit.name, unit.parent, unit.kind.value),
                *(person.post.title, "yes" if person.post.is_protected else "no"),
                *(f"CC-{unit.parent or unit.code}", f"{as_at:%d/%m/%Y}"),
            ]
        )
    return out.getvalue().encode("utf-8-sig")
