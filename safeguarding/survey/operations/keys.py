"""The secret key of a campaign: made once, by command, and destroyed once, by two people.

It lives in a file outside the database and outside every backup the app makes: one line for each campaign, its code
and 64 hexadecimal digits, readable by its owner alone. The database holds a value that tells the right key.
"""

import hmac
import os
import secrets
import stat
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from safeguarding.common.clock import london_day
from safeguarding.content.models import Campaign
from safeguarding.measurement.link import KEY_LENGTH
from safeguarding.people.operations.audit import record
from safeguarding.people.queries.posts import is_in_post
from safeguarding.people.queries.roles import roles_of
from safeguarding.people.rules.roles import Role
from safeguarding.survey.models import Response, SurveyKey, Wave
from safeguarding.survey.rules.refusals import SurveyRefusal
from safeguarding.survey.rules.sealing import key_check_value

MAY_DESTROY = frozenset({Role.COMMS, Role.ADMINISTRATOR})


class KeyRefusal(SurveyRefusal):
    """Without the right key nothing can be asked, saved or closed."""


class KeyMissing(KeyRefusal):
    """There is no key: none was made, its file is not here, or it was destroyed."""


class KeyTooOpen(KeyRefusal):
    """Somebody else on this machine could read the key."""


class KeyWrong(KeyRefusal):
    """The key in the file is not the one this campaign's answers were sealed with."""


class KeyExists(KeyRefusal):
    """A campaign's key is made once."""


class KeyInUse(KeyRefusal):
    """A wave is open: its answers could never be read again."""


class MayNotDestroy(KeyRefusal):
    """Two different people in post, each of internal comms or an administrator, destroy a key."""


def campaign_key(path: Path | None, *, campaign_code: str, check_value: str | None) -> bytes:
    """The key of a campaign, from its file. `check_value` is what the database holds of it, if it holds any."""
    if check_value is None:
        raise KeyMissing(no_key(campaign_code))
    key = _keys_in(path).get(campaign_code)
    if key is None:
        raise KeyMissing(
            f"The survey key of '{campaign_code}' is not in {path}. Put the file back, from whoever holds the copy."
        )
    if not hmac.compare_digest(key_check_value(key, campaign_code=campaign_code), check_value):
        raise KeyWrong(
            f"The survey key in {path} is not the one of '{campaign_code}'. Put the right file back, from the copy."
        )
    return key


def no_key(campaign_code: str) -> str:
    """What to say where the database knows of no key, or of one that was destroyed."""
    return (
        f"The survey of '{campaign_code}' has no key. If it never had one, make it with: survey make-key "
        f"{campaign_code}. A key that was destroyed cannot be made again."
    )


def make_key(session: Session, *, campaign_id: int, path: Path | None, at: datetime, may_take: bool = False) -> bool:
    """Make the key of a campaign, or take the one its file holds already (`may_take`); True if it was taken.

    The file is written before the caller commits: a key that the database does not know harms nobody, and the other
    way round every answer would be lost.
    """
    code = session.get_one(Campaign, campaign_id).code
    known = session.get(SurveyKey, campaign_id)
    if known is not None:
        was = "was made and later destroyed" if known.destroyed_at else "is there already"
        raise KeyExists(f"The survey key of '{code}' {was}; a campaign has one key for all its waves.")
    keys = _keys_in(path, is_new=True)
    is_taken = code in keys
    if is_taken and not may_take:
        raise KeyExists(
            f"{path} holds a key of '{code}' that this database does not know. To use it, add --take-existing; "
            "or move that file away."
        )
    key = keys.setdefault(code, secrets.token_bytes(KEY_LENGTH))
    session.add(SurveyKey(campaign_id=campaign_id, check_value=key_check_value(key, campaign_code=code), made_at=at))
    session.flush()
    if not is_taken:
        _write(path, keys)
    record(
        session, actor_id=None, action="survey_key.made", about={"campaign_id": campaign_id, "taken": is_taken}, at=at
    )
    return is_taken


def destroy_key(session: Session, *, campaign_id: int, destroyed_by_id: int, agreed_by_id: int, at: datetime) -> int:
    """Record that a key is destroyed, and put a random panel number in place of each link; how many people that was.

    From then on nobody can find a person's answers. The caller commits, and then erases the key (`erase_key`).
    """
    _refuse_unless_two_may(session, destroyed_by_id, agreed_by_id, at=at)
    known = session.get(SurveyKey, campaign_id, with_for_update=True, populate_existing=True)
    if known is None:
        raise KeyMissing("This campaign has no survey key, so there is none to destroy.")
    if known.destroyed_at is not None:
        raise KeyExists("The survey key of this campaign was destroyed already.")
    waves = session.scalars(select(Wave).where(Wave.campaign_id == campaign_id).with_for_update()).all()
    if any(wave.state == "open" for wave in waves):
        raise KeyInUse("A wave of this campaign is open. Close it first, or its answers could never be read.")
    people = _forget_links(session, [wave.id for wave in waves])
    known.destroyed_at, known.destroyed_by_id, known.agreed_by_id = at, destroyed_by_id, agreed_by_id
    session.flush()
    record(
        session,
        actor_id=destroyed_by_id,
        action="survey_key.destroyed",
        about={"campaign_id": campaign_id, "agreed_by": agreed_by_id},
        at=at,
    )
    return people


def erase_key(path: Path | None, *, campaign_code: str) -> bool:
    """Take a campaign's key out of its file and overwrite what it stood in; False if it was not there.

    The other campaigns' keys are safe in the new file first: stopped halfway, none of them is lost. What a disk or a
    snapshot below us keeps of old blocks, and the second custodian's copy, are beyond our reach.
    """
    keys = _keys_in(path)
    if keys.pop(campaign_code, None) is None:
        return False
    assert path is not None  # noqa: S101 - it was read a moment ago
    with path.open("r+b") as old:
        _write(path, keys)
        old.write(b"\0" * os.fstat(old.fileno()).st_size)
        old.flush()
        os.fsync(old.fileno())
    return True


def _forget_links(session: Session, wave_ids: list[int]) -> int:
    """Give each link of these waves one random number, the same in every wave."""
    links = session.scalars(select(Response.link).where(Response.wave_id.in_(wave_ids)).distinct()).all()
    for link in links:
        session.execute(
            update(Response)
            .where(Response.wave_id.in_(wave_ids), Response.link == link)
            .values(link=f"panel-{secrets.token_hex(16)}")
        )
    return len(links)


def _refuse_unless_two_may(session: Session, *officer_ids: int, at: datetime) -> None:
    if len(set(officer_ids)) < len(officer_ids):
        raise MayNotDestroy("Two different people destroy a survey key. Name a second one.")
    for officer_id in officer_ids:
        if MAY_DESTROY.isdisjoint(roles_of(session, officer_id=officer_id)) or not is_in_post(
            session, officer_id=officer_id, on=london_day(at)
        ):
            raise MayNotDestroy(
                "Whoever destroys a survey key, and whoever agrees, must be of internal comms or an administrator, "
                "and in post."
            )


def _keys_in(path: Path | None, *, is_new: bool = False) -> dict[str, bytes]:
    if path is None:
        raise KeyMissing(
            "No file is set for the survey key. Set SURVEY_KEY_FILE to a file outside the data folder and its backups, "
            "and make the key with: survey make-key"
        )
    try:
        with path.open() as file:
            if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                raise KeyTooOpen(f"Others on this machine may read the survey key. Run: chmod 600 {path}")
            lines = [line.split() for line in file if line.strip()]
    except FileNotFoundError:
        if is_new:
            return {}
        raise KeyMissing(
            f"The file of the survey key, {path}, is not there. Put it back from the copy, or make a key with: "
            "survey make-key"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise KeyMissing(f"The file of the survey key, {path}, cannot be read ({type(error).__name__}).") from error
    try:
        keys = {code: bytes.fromhex(digits) for code, digits in lines}
    except ValueError as error:
        raise KeyWrong(f"{path} is not a file of survey keys: each line is a campaign's code and its key.") from error
    if any(len(key) != KEY_LENGTH for key in keys.values()):
        raise KeyWrong(
            f"A survey key in {path} is not {KEY_LENGTH} bytes long. Put the right file back, from the copy."
        )
    return keys


def _write(path: Path | None, keys: dict[str, bytes]) -> None:
    """All keys, in a new file that takes the place of the old one once it is safely on the disk."""
    assert path is not None  # noqa: S101 - it was read a moment ago
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f"{path.name}.unfinished")
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        os.fchmod(file.fileno(), 0o600)
        file.writelines(f"{code} {key.hex()}\n" for code, key in keys.items())
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
    # The new name in the folder has to reach the disk too.
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
