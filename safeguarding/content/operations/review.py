"""From a draft to officers: sent for review, returned with a reason or approved by somebody else, then published.

Nobody approves what they had a hand in since the last approval, and every change makes it a draft again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from safeguarding.common.canonical import fingerprint_of
from safeguarding.common.clock import london_day
from safeguarding.content.formats.checking import errors, findings_of, warnings
from safeguarding.content.models import (
    DraftSave,
    Module,
    ModuleTheme,
    ModuleVersion,
    ReviewNote,
    Theme,
    VersionAuthor,
)
from safeguarding.content.operations.studio import (
    ModuleIsWithdrawn,
    NotADraft,
    Refused,
    about_version,
    add_step,
    back_to_draft,
    hold_with_campaign,
    hold_working,
    refuse_another_revision,
)
from safeguarding.content.queries.drafts import authors_since_approval, published_of
from safeguarding.content.queries.studio import known_of
from safeguarding.content.rules.findings import Finding
from safeguarding.content.rules.places import clean, value_at
from safeguarding.people.operations.audit import record
from safeguarding.people.queries.roles import roles_of
from safeguarding.people.rules.roles import Role


class NotReady(Refused):
    """Something has to be put right first; `findings` says what."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        count = "1 thing has" if len(findings) == 1 else f"{len(findings)} things have"
        super().__init__(f"{count} to be put right first.")
        self.findings = tuple(findings)


class NeedsAReason(Refused):
    """Words are wanted: why it is returned, or why it is sent although the checks warn (`findings`)."""

    def __init__(self, words: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(words)
        self.findings = tuple(findings)


class NothingNew(Refused):
    """It says what officers can read already."""


class NotWaiting(Refused):
    """It is not in the state for this."""


class NotAReviewer(Refused):
    """Only a safeguarding reviewer returns, approves and publishes."""


class OwnWork(Refused):
    """Nobody approves what they wrote themselves."""


class DayHasPassed(Refused):
    """A day to publish on is still to come."""


class NoWords(Refused):
    """A note without words tells nobody anything."""


@dataclass(frozen=True)
class DueReport:
    """What was published because its day had come, and what could not be, by module code."""

    published: tuple[str, ...]
    refused: tuple[str, ...]

    def __str__(self) -> str:
        if not self.published and not self.refused:
            return "Nothing was due to be published."
        count = len(self.published)
        said = f"{count} module{'' if count == 1 else 's'} published on the day chosen"
        return f"{said}, {len(self.refused)} could not be: {', '.join(self.refused)}." if self.refused else f"{said}."


def send_for_review(
    session: Session, *, version_id: int, revision: int, reason: str | None = None, by_id: int, at: datetime
) -> None:
    """Ask for review. What is wrong blocks; what the checks warn of asks for a reason, which the reviewer reads."""
    version = hold_working(session, version_id=version_id)
    if version.state != "draft":
        raise NotWaiting("It has been sent already.")
    refuse_another_revision(version, revision)
    found = _findings(session, version)
    if errors(found):
        raise NotReady(errors(found))
    words = _tidied(reason)
    if warnings(found) and words is None:
        raise NeedsAReason("The checks ask you to look again. Say why it is right as it is.", warnings(found))
    published = published_of(session, module_id=version.module_id)
    if published is not None and published.fingerprint == version.fingerprint:
        raise NothingNew("It says exactly what officers can read already. Change something first.")
    version.state = "in_review"
    _note(session, version, kind="sent", reason=words, by_id=by_id, at=at)


def take_back(session: Session, *, version_id: int, by_id: int, at: datetime) -> None:
    """Make what waits or is approved a draft again."""
    version = hold_working(session, version_id=version_id)
    if version.state == "draft":
        raise NotWaiting("It is a draft already.")
    back_to_draft(version)
    _note(session, version, kind="taken_back", by_id=by_id, at=at)


def return_with_reason(
    session: Session, *, version_id: int, revision: int, reason: str, by_id: int, at: datetime
) -> None:
    """Give it back to its authors, who read why."""
    version = hold_working(session, version_id=version_id)
    _refuse_others(session, by_id)
    if version.state == "draft":
        raise NotWaiting("It is with its authors already.")
    refuse_another_revision(version, revision)
    words = _tidied(reason)
    if words is None:
        raise NeedsAReason("Say why it is returned, so that its authors know what to do.")
    back_to_draft(version)
    _note(session, version, kind="returned", reason=words, by_id=by_id, at=at)


def approve(session: Session, *, version_id: int, revision: int, by_id: int, at: datetime) -> None:
    """Say that officers may read it as it stands. Who edits it after this is an author anew."""
    version = hold_working(session, version_id=version_id)
    _refuse_others(session, by_id)
    if by_id in authors_since_approval(session, version_id=version_id):
        raise OwnWork("You had a hand in this, so somebody else has to approve it.")
    if version.state != "in_review":
        raise NotWaiting("It is not waiting for review any more.")
    refuse_another_revision(version, revision)
    found = _findings(session, version)
    if errors(found):
        raise NotReady(errors(found))
    version.state, version.approved_at = "approved", at
    session.execute(update(VersionAuthor).where(VersionAuthor.version_id == version.id).values(is_since_approval=False))
    _note(session, version, kind="approved", by_id=by_id, at=at)


def schedule(session: Session, *, version_id: int, publish_on: date | None, by_id: int, at: datetime) -> None:
    """Let it be published by itself early on a day to come; without a day, not by itself."""
    version = hold_working(session, version_id=version_id)
    _refuse_others(session, by_id)
    if version.state != "approved":
        raise NotWaiting("Only what is approved can be given a day.")
    if publish_on is not None and publish_on <= london_day(at):
        raise DayHasPassed("Choose a day after today. To publish today, publish it now.")
    if publish_on == version.publish_on:
        return
    version.publish_on = publish_on
    reason = None if publish_on is not None else "The day was taken away."
    _note(session, version, kind="scheduled", reason=reason, by_id=by_id, at=at)


def publish(session: Session, *, version_id: int, by_id: int, at: datetime) -> None:
    """Let officers read what was approved, in place of the version they read now, which is retired as it stands."""
    version = hold_with_campaign(session, version_id=version_id)
    _refuse_others(session, by_id)
    _publish(session, version, by_id=by_id, at=at)


def publish_due(session: Session, *, at: datetime) -> DueReport:
    """Publish what was approved for a day that has come. What cannot be goes back to its authors with the reason.

    The daily chore calls it.
    """
    due = session.scalars(
        select(ModuleVersion.id)
        .where(ModuleVersion.state == "approved", ModuleVersion.publish_on <= london_day(at))
        .order_by(ModuleVersion.publish_on, ModuleVersion.id)
    ).all()
    published, refused = [], []
    for version_id in due:
        try:
            version = hold_with_campaign(session, version_id=version_id)
        except NotADraft:
            continue
        if version.state != "approved":
            continue
        code = session.get_one(Module, version.module_id).code
        try:
            _publish(session, version, by_id=None, at=at)
        except (NotReady, ModuleIsWithdrawn) as refusal:
            back_to_draft(version)
            reason = f"It could not be published on its day: {refusal}"
            _note(session, version, kind="returned", reason=reason, by_id=None, at=at)
            refused.append(code)
        else:
            published.append(code)
    return DueReport(tuple(published), tuple(refused))


def add_note(
    session: Session, *, version_id: int, revision: int, place: str, words: str, by_id: int, at: datetime
) -> ReviewNote:
    """Say something about a place of a version ('' = all of it). Raises NoWords, or NoSuchPlace."""
    version = hold_working(session, version_id=version_id)
    said = clean(words).strip()
    if not said:
        raise NoWords("Write what you want to say.")
    if place:
        value_at(version.body, place)
    note = ReviewNote(version_id=version_id, revision=revision, place=place, words=said, by_id=by_id, at=at)
    session.add(note)
    session.flush()
    return note


def settle_note(session: Session, *, note_id: int, by_id: int, at: datetime) -> None:
    """Say that nothing is open about a note any more; a second time changes nothing."""
    note = session.scalars(select(ReviewNote).where(ReviewNote.id == note_id).with_for_update()).one()
    if note.settled_at is None:
        note.settled_by_id, note.settled_at = by_id, at
        session.flush()


def _publish(session: Session, version: ModuleVersion, *, by_id: int | None, at: datetime) -> None:
    if version.state != "approved":
        raise NotWaiting("Only what is approved can be published.")
    held = select(Module).where(Module.id == version.module_id).with_for_update(key_share=True)
    module = session.scalars(held.execution_options(populate_existing=True)).one()
    if module.withdrawn_at is not None:
        raise ModuleIsWithdrawn(
            "This module was withdrawn. Duplicate it, and publish the copy under a name of its own."
        )
    found = _findings(session, version)
    if errors(found):
        raise NotReady(errors(found))
    if fingerprint_of(version.body) != version.fingerprint:
        raise NotADraft("Its body is not the one that was approved.")
    published = published_of(session, module_id=module.id)
    if published is not None:
        published.state = "retired"
        session.flush()
    last = session.scalar(
        select(func.max(ModuleVersion.number)).where(
            ModuleVersion.module_id == module.id, ModuleVersion.id != version.id
        )
    )
    # A pack may have published a version since this one was begun; the newest has the highest number.
    if last is not None and last > version.number:
        version.number = last + 1
    version.state, version.published_at = "published", at
    _set_themes(session, module, version.body["themes"])
    session.execute(delete(DraftSave).where(DraftSave.version_id == version.id))
    _note(session, version, kind="published", by_id=by_id, at=at)


def _set_themes(session: Session, module: Module, codes: Sequence[str]) -> None:
    wanted = select(Theme.id).where(Theme.campaign_id == module.campaign_id, Theme.code.in_(codes))
    session.execute(delete(ModuleTheme).where(ModuleTheme.module_id == module.id))
    session.add_all(ModuleTheme(module_id=module.id, theme_id=theme_id) for theme_id in session.scalars(wanted).all())
    session.flush()


def _findings(session: Session, version: ModuleVersion) -> list[Finding]:
    module = session.get_one(Module, version.module_id)
    return findings_of(module.kind, version.body, known=known_of(session, campaign_id=module.campaign_id))


def _refuse_others(session: Session, by_id: int) -> None:
    if Role.REVIEWER not in roles_of(session, officer_id=by_id):
        raise NotAReviewer("Only a safeguarding reviewer can do this.")


def _tidied(words: str | None) -> str | None:
    return clean(words or "").strip() or None


def _note(
    session: Session,
    version: ModuleVersion,
    *,
    kind: str,
    by_id: int | None,
    at: datetime,
    reason: str | None = None,
) -> None:
    """A step of the version, and the same in the audit."""
    add_step(session, version, kind=kind, by_id=by_id, at=at, reason=reason)
    session.flush()
    record(session, actor_id=by_id, action=f"version.{kind}", about=about_version(version), at=at)
