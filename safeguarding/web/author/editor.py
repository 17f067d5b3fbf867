"""Writing: the outline, one part at a time, and the checks; saved as it is typed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import abort, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from safeguarding.common.clock import london_today, now
from safeguarding.content.formats.checking import findings_of
from safeguarding.content.formats.front import read_prose
from safeguarding.content.operations.review import settle_note
from safeguarding.content.operations.studio import Refused, SavedByAnother, redo, save_draft, undo
from safeguarding.content.queries.campaigns import CampaignFront, campaign_front
from safeguarding.content.queries.drafts import TooOld, draft_at
from safeguarding.content.queries.media import MediaToChoose, media_to_choose_from
from safeguarding.content.queries.studio import WorkingVersion, known_of
from safeguarding.content.rules.drafts import Draft
from safeguarding.content.rules.merging import Conflict
from safeguarding.content.rules.outline import NoSuchPart, NotPossible
from safeguarding.content.rules.outline_view import Outline, outline_of
from safeguarding.content.rules.places import NoSuchPlace, NotWritable
from safeguarding.learning.queries.scene_counts import what_officers_did
from safeguarding.people.queries.sign_in import SignedIn
from safeguarding.people.rules.roles import ROLE_FAMILY_NAMES, Role
from safeguarding.web.author.area import bp
from safeguarding.web.author.checks import checks_of
from safeguarding.web.author.finding import address_of, working_or_404, working_or_none
from safeguarding.web.author.map import Stop, drawing_of
from safeguarding.web.author.parts import found_part, id_of
from safeguarding.web.author.saving import AT, Done, NotAsked, NotTyped, with_fields, with_new, with_pressed
from safeguarding.web.author.words import KIND_NAMES
from safeguarding.web.shared.audience import only
from safeguarding.web.shared.carry import carries_over
from safeguarding.web.shared.database import Session, get_session
from safeguarding.web.shared.pages import contacts
from safeguarding.web.shared.signing_in import current_officer

THEIRS = "theirs"
# What cannot be done with the document itself.
NOT_SO = (NoSuchPart, NotPossible, NoSuchPlace, NotWritable)


@bp.get("/<campaign>/<module>/edit")
@only(Role.TRAINER)
def edit(campaign: str, module: str) -> ResponseReturnValue:
    """One part of what is being written, between its outline and its checks."""
    session = get_session()
    found = working_or_none(session, campaign, module)
    if found is None:
        flash("Nothing is being written here just now. Begin a new version to change it.")
        return redirect(f"/author/{campaign}/{module}")
    return _page(session, found, asked=request.args.get("part", ""))


def apply_save(session: Session, officer: SignedIn, view_args: Mapping[str, Any], fields: Mapping[str, str]) -> str:
    """Save what was typed before a session ran out. Where somebody else changed the same words, both are kept: these
    now, and theirs one step back."""
    found = working_or_404(session, view_args["campaign"], view_args["module"])
    try:
        done = _save(session, officer, found, fields)
    except SavedByAnother as other:
        again = {**fields, "revision": str(other.revision)}
        done = _save(session, officer, found, again)
        flash("Somebody else changed the same words. Yours are here now, and theirs are one step back: press Undo.")
    except (Refused, NotTyped, TooOld, *NOT_SO) as refusal:
        flash(str(refusal))
        return address_of(found, "edit", part=fields.get("part", ""))
    return address_of(found, "edit", part=done.part, _anchor=id_of(done.anchor) or None)


@bp.post("/<campaign>/<module>/save")
@only(Role.TRAINER)
@carries_over(apply_save)
def save(campaign: str, module: str) -> ResponseReturnValue:
    """Keep what was typed, and do what was pressed. The second of two who changed the same words sees both."""
    session, officer, fields = get_session(), current_officer(), request.form.to_dict()
    found = working_or_404(session, campaign, module)
    asked = fields.get("part", "")
    try:
        done = _save(session, officer, found, fields)
    except SavedByAnother as other:
        session.rollback()
        again = working_or_404(session, campaign, module)
        return _page(session, again, asked=asked, other=other, draft=_both(session, other, fields)), 409
    except NotTyped as fault:
        session.rollback()
        return _page(session, found, asked=asked, problems=fault.problems, typed=fields), 422
    except (Refused, TooOld, *NOT_SO) as refusal:
        session.rollback()
        return render_template("author/not-saved.html", version=found, refusal=refusal, typed=_words_in(fields)), 409
    session.commit()
    return redirect(address_of(found, "edit", part=done.part, _anchor=id_of(done.anchor) or None), 303)


def _save(session: Session, officer: SignedIn, found: WorkingVersion, fields: Mapping[str, str]) -> Done:
    """The whole of one post: the fields, what is new, what was pressed. Raises what the operations refuse."""
    if fields.get("version") != str(found.id):
        raise Refused("This was published or begun anew since you opened the page.")
    revision, pressed, part = _whole_number(fields, "revision"), fields.get("do", ""), fields.get("part", "")
    base = draft_at(session, version_id=found.id, revision=revision)
    done = with_new(with_fields(base, _kept(fields), media=_media(session, fields)), fields, part=part)
    if pressed in {"undo", "redo"} or pressed.startswith("settle "):
        after = done
    else:
        try:
            after = with_pressed(done.draft, pressed, part=done.part)
        except NotAsked:
            abort(400)
        except NOT_SO as refusal:
            # What was typed is kept all the same.
            flash(str(refusal))
            after = done
    facts: dict[str, Any] = {"version_id": found.id, "by_id": officer.officer_id, "at": now()}
    saved = save_draft(session, revision=revision, draft=after.draft, **facts)
    if saved.from_others:
        flash(f"Also changed by somebody else: {', '.join(one.words for one in saved.from_others)}.")
    if pressed == "undo":
        undo(session, **facts)
    elif pressed == "redo":
        redo(session, **facts)
    elif pressed.startswith("settle "):
        settle_note(session, note_id=_whole_number({"note": pressed[7:]}, "note"), by_id=officer.officer_id, at=now())
    return Done(after.draft, after.part, after.anchor or done.anchor)


def _page(
    session: Session,
    found: WorkingVersion,
    *,
    asked: str,
    draft: Draft | None = None,
    other: SavedByAnother | None = None,
    problems: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> str:
    officer = current_officer()
    draft = draft or found.draft
    part = found_part(draft.body, asked)
    campaign = campaign_front(session, code=found.campaign_code)
    checks = checks_of(
        draft.body, findings_of(found.kind, draft.body, known=known_of(session, campaign_id=found.campaign_id))
    )
    outline = outline_of(draft.body) if "scenes" in draft.body else None
    did = what_officers_did(session, version_id=found.published_version_id) if found.published_version_id else None
    return render_template(
        f"author/part-{part.kind}.html",
        version=found,
        kind_name=KIND_NAMES[found.kind],
        body=draft.body,
        tray=draft.tray,
        part=part,
        outline=outline,
        drawing=_drawing(outline) if outline and part.kind == "outline" else None,
        checks=checks,
        role_families=ROLE_FAMILY_NAMES,
        media=media_to_choose_from(session) if part.kind in {"front", "scene", "object", "text"} else [],
        did=did if outline else None,
        revision=other.revision if other else found.revision,
        other=other,
        conflicts={conflict.place: _in_words(conflict) for conflict in other.conflicts} if other else {},
        wrong=problems or {},
        typed=typed or {},
        problems=[(id_of(place), sentence) for place, sentence in (problems or {}).items()],
        last_save_is_own=found.saved_by is not None and found.saved_by.officer_id == officer.officer_id,
        others_writing=[person.name for person in found.others_writing if person.officer_id != officer.officer_id],
        notes=[note for note in found.notes if note.settled_at is None],
        come_back_to=address_of(found, "edit", part=part.place or None),
        today=london_today(),
        shown=read_prose(draft.body["text"] or "", draft.body).html if part.kind == "text" else "",
        **_to_choose_from(campaign),
    )


def _to_choose_from(campaign: CampaignFront | None) -> dict[str, list[tuple[str, str]]]:
    """What a module can name, as (code, words)."""
    return {
        "theme_options": [(theme.code, theme.title) for theme in campaign.themes] if campaign else [],
        "message_options": [(message.code, message.text) for message in campaign.messages] if campaign else [],
        "recommendation_options": [(one.code, one.title) for one in campaign.recommendations] if campaign else [],
        "contact_options": [(line.key, f"{line.name}, {line.value}") for line in contacts()],
    }


def _drawing(outline: Outline) -> Any:
    stops = [
        Stop(scene.code, scene.title, False, tuple(choice.goes_to for choice in scene.choices))
        for scene in outline.scenes
    ]
    stops += [Stop(ending.code, ending.title, True) for ending in outline.endings]
    return drawing_of(stops, first=outline.first)


def _both(session: Session, other: SavedByAnother, fields: Mapping[str, str]) -> Draft:
    """What both wrote where only one of them did, and mine where both did: it can be changed before it is saved."""
    places = {conflict.place for conflict in other.conflicts}
    mine = {name: typed for name, typed in fields.items() if _place_in(name) in places}
    return with_fields(other.merged, mine, media=_media(session, mine))


def _in_words(conflict: Conflict) -> Conflict:
    """The same with texts in place of lists and numbers."""
    return replace(conflict, **{side: _told(getattr(conflict, side)) for side in ("base", "mine", "theirs")})


def _told(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "Yes" if value else "No"
        case list():
            return "\n".join(_told(one) for one in value)
        case {"do": do, "because": because}:
            return f"{do}: {because}"
        case dict():
            return ", ".join(f"{key} {one}" for key, one in value.items())
        case _:
            return str(value)


def _kept(fields: Mapping[str, str]) -> dict[str, str]:
    """The fields to write: not those for which somebody chose the other's words."""
    theirs = {name.removeprefix("keep:") for name, choice in fields.items() if choice == THEIRS}
    return {name: typed for name, typed in fields.items() if _place_in(name) not in theirs}


def _place_in(name: str) -> str:
    return name.removeprefix(AT).partition(".")[0]


def _media(session: Session, fields: Mapping[str, str]) -> dict[str, MediaToChoose]:
    if not any(name.endswith(".media") for name in fields):
        return {}
    return {one.name: one for one in media_to_choose_from(session) if one.is_picture}


def _words_in(fields: Mapping[str, str]) -> list[str]:
    """What somebody typed, to be shown to them when it cannot be kept."""
    return [typed for name, typed in fields.items() if name.startswith((AT, "new-")) and len(typed.split()) > 1]


def _whole_number(fields: Mapping[str, str], name: str) -> int:
    typed = fields.get(name, "")
    if not typed.isdigit() or len(typed) > 12:
        abort(400)
    return int(typed)
