"""The roles people hold here, the kinds of work they do, and who may hand a role to whom."""

from enum import StrEnum


class RoleFamily(StrEnum):
    """The kind of work somebody does; endings and counts are told by it."""

    RESPONSE = "response"
    INVESTIGATION = "investigation"
    NEIGHBOURHOOD = "neighbourhood"
    CUSTODY = "custody"
    CONTACT_CENTRE = "contact_centre"
    PCSO = "pcso"
    POLICE_STAFF = "police_staff"


ROLE_FAMILY_NAMES: dict[RoleFamily, str] = {
    RoleFamily.RESPONSE: "Response officers",
    RoleFamily.INVESTIGATION: "Detectives and investigators",
    RoleFamily.NEIGHBOURHOOD: "Neighbourhood and ward officers",
    RoleFamily.CUSTODY: "Custody",
    RoleFamily.CONTACT_CENTRE: "Contact centre",
    RoleFamily.PCSO: "PCSOs",
    RoleFamily.POLICE_STAFF: "Police staff",
}


class Role(StrEnum):
    """What somebody may do on this platform. Everyone is an officer; the others are granted."""

    OFFICER = "officer"
    TRAINER = "trainer"
    REVIEWER = "reviewer"
    COMMS = "comms"
    UNIT_LEAD = "unit_lead"
    RECORDS = "records"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ROLE_NAMES: dict[Role, str] = {
    Role.OFFICER: "Officer",
    Role.TRAINER: "Trainer",
    Role.REVIEWER: "Safeguarding reviewer",
    Role.COMMS: "Internal comms",
    Role.UNIT_LEAD: "Unit lead",
    Role.RECORDS: "Records",
    Role.ADMINISTRATOR: "Administrator",
    Role.AUDITOR: "Auditor",
}

NEED_A_SECOND_GRANTER = frozenset({Role.REVIEWER, Role.AUDITOR})
GRANTERS = frozenset({Role.ADMINISTRATOR})


class WithdrawnBecause(StrEnum):
    """Why a role was taken back: one of a few, so that nobody writes about a person in words of their own."""

    NO_LONGER_NEEDED = "no_longer_needed"
    OTHER_WORK = "other_work"
    BY_MISTAKE = "by_mistake"
    CONCERN = "concern"
    HAS_LEFT = "has_left"
    UNIT_CLOSED = "unit_closed"


WITHDRAWN_BECAUSE: dict[WithdrawnBecause, str] = {
    WithdrawnBecause.NO_LONGER_NEEDED: "The role is no longer needed",
    WithdrawnBecause.OTHER_WORK: "They do other work now",
    WithdrawnBecause.BY_MISTAKE: "It was granted by mistake",
    WithdrawnBecause.CONCERN: "There is a concern, dealt with elsewhere",
    WithdrawnBecause.HAS_LEFT: "They have left the force",
    WithdrawnBecause.UNIT_CLOSED: "The unit they led was closed",
}
# The others are the platform's own to give.
REASONS_TO_CHOOSE = (
    WithdrawnBecause.NO_LONGER_NEEDED,
    WithdrawnBecause.OTHER_WORK,
    WithdrawnBecause.BY_MISTAKE,
    WithdrawnBecause.CONCERN,
)


def needs_a_second_granter(role: Role) -> bool:
    """Reviewers and auditors check other people's work, so one administrator alone cannot make one."""
    return role in NEED_A_SECOND_GRANTER


def is_granted(role: Role) -> bool:
    """Nobody is granted the role of officer: everyone in post has it."""
    return role is not Role.OFFICER


def is_for_a_unit(role: Role) -> bool:
    """A unit lead leads one unit and what stands under it; every other role holds force-wide."""
    return role is Role.UNIT_LEAD


def may_grant(roles: frozenset[Role]) -> bool:
    """Who may grant, agree to and withdraw roles."""
    return not GRANTERS.isdisjoint(roles)


def counts(role: Role, *, is_agreed: bool) -> bool:
    """Whether a grant that has not been withdrawn gives the role yet."""
    return is_agreed or not needs_a_second_granter(role)
