"""Passwords, sessions, activation codes and the throttle, on both databases."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher, extract_parameters
from sqlalchemy import event, func, select, text

from safeguarding.common import passwords
from safeguarding.common.clock import london_day
from safeguarding.common.database import write
from safeguarding.people.models import (
    ActivationCode,
    AuditEntry,
    Posting,
    SignInIdentity,
    SignInSession,
    SignInThrottle,
)
from safeguarding.people.operations.sign_in import (
    NotInPost,
    TooManyTries,
    WeakPassword,
    WrongCode,
    activate,
    begin_session,
    check_password,
    count_refusal,
    end_all_sessions,
    end_session,
    forget_refusals,
    issue_activation_code,
    refuse_if_throttled,
    renew_hash,
    set_password,
    sweep_sessions,
)
from safeguarding.people.queries.sign_in import expired_session_of, signed_in
from safeguarding.people.rules.roles import RoleFamily
from safeguarding.people.rules.sign_in import throttle_keys
from tests.people.people_factories import a_leaver, a_unit, an_officer, leaves

MONDAY = datetime(2026, 5, 4, 9, tzinfo=UTC)
GOOD = "kettle harbour violin"
BETTER = "lantern orchard seventeen"


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def keys(staff_number: str = "AB0123", address: str = "10.1.2.3"):
    return throttle_keys(staff_number=staff_number, address=address, secret="for tests")


class TestCheckPassword:
    def test_says_whose_it_is(self, session):
        officer = an_officer(session, staff_number="AB0123")
        set_password(session, officer_id=officer.id, password=GOOD, at=MONDAY)
        assert check_password(session, staff_number=" ab0123", password=GOOD) == officer.id

    def test_refuses_another(self, session):
        officer = an_officer(session, staff_number="AB0123")
        set_password(session, officer_id=officer.id, password=GOOD, at=MONDAY)
        assert check_password(session, staff_number="AB0123", password=BETTER) is None

    def test_takes_the_same_letters_composed_differently(self, session):
        officer = an_officer(session, staff_number="AB0123")
        set_password(session, officer_id=officer.id, password="cafe\u0301 au lait please", at=MONDAY)
        assert check_password(session, staff_number="AB0123", password="caf\u00e9 au lait please") == officer.id

    @pytest.mark.parametrize("password", ["", "x" * 100_000, "nul\x00 and lone \ud800 surrogate"])
    def test_refuses_what_could_never_be_one(self, session, password):
        officer = an_officer(session, staff_number="AB0123")
        set_password(session, officer_id=officer.id, password=GOOD, at=MONDAY)
        assert check_password(session, staff_number="AB0123", password=password) is None

    def test_refuses_a_long_password_that_only_begins_right(self, session):
        officer = an_officer(session, staff_number="AB0123")
        longest = (GOOD * 10)[:200]
        set_password(session, officer_id=officer.id, password=longest, at=MONDAY)
        assert check_password(session, staff_number="AB0123", password=longest) == officer.id
        assert check_password(session, staff_number="AB0123", password=longest + "x") is None

    def test_refuses_people_who_were_imported_and_never_activated(self, session):
        an_officer(session, staff_number="AB0123")
        assert check_password(session, staff_number="AB0123", password="") is None

    def test_hashes_once_for_somebody_unknown_too(self, session, monkeypatch):
        officer = an_officer(session, staff_number="AB0123")
        set_password(session, officer_id=officer.id, password=GOOD, at=MONDAY)
        compared = []
        monkeypatch.setattr(passwords, "_hasher", a_hasher_that_notes(compared))
        check_password(session, staff_number="AB0123", password=BETTER)
        check_password(session, staff_number="NOBODY", password=BETTER)
        assert len(compared) == 2
        assert extract_parameters(compared[0]) == extract_parameters(compared[1])

    def test_needs_only_a_reading_session(self, database):
        with write(database) as session:
            officer = an_officer(session, staff_number="AB0123")
            set_password(session, officer_id=officer.id, password=GOOD, at=MONDAY)
        with database.reading() as session:
            assert check_password(session, staff_number="AB0123", password=GOOD) == officer.id


def a_hasher_that_notes(compared):
    real = passwords._hasher

    class Noting:
        def verify(self, kept, password):
            compared.append(kept)
            return real.verify(kept, password)

    return Noting()


class TestHashing:
    def test_is_argon2id_with_nineteen_mebibytes_two_passes_and_one_lane(self):
        kept = extract_parameters(passwords.hash_password(GOOD))
        assert (kept.type.name, kept.memory_cost, kept.time_cost, kept.parallelism) == ("ID", 19456, 2, 1)

    def test_is_done_for_two_at_once_at_most(self, monkeypatch):
        running, most = 0, 0
        count = threading.Lock()

        class Slow:
            def hash(self, password):
                nonlocal running, most
                with count:
                    running += 1
                    most = max(most, running)
                time.sleep(0.02)
                with count:
                    running -= 1
                return "hash"

        monkeypatch.setattr(passwords, "_hasher", Slow())
        threads = [threading.Thread(target=passwords.hash_password, args=(GOOD,)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert most == 2

    def test_is_renewed_when_its_settings_have_changed(self, session):
        officer = an_officer(session, staff_number="AB0123")
        set_password(session, officer_id=officer.id, password=GOOD, at=MONDAY)
        identity = session.scalars(select(SignInIdentity)).one()
        identity.secret = PasswordHasher(time_cost=1, memory_cost=8 * 1024, parallelism=1).hash(GOOD)
        session.flush()
        assert renew_hash(session, staff_number="AB0123", password=GOOD)
        session.expire_all()
        assert extract_parameters(identity.secret).memory_cost == 19456
        assert check_password(session, staff_number="AB0123", password=GOOD) == officer.id
        assert not renew_hash(session, staff_number="AB0123", password=GOOD)


class TestSetPassword:
    def test_replaces_the_old_one(self, session):
        officer = an_officer(session, staff_number="AB0123")
        set_password(session, officer_id=officer.id, password=GOOD, at=MONDAY)
        set_password(session, officer_id=officer.id, password=BETTER, at=MONDAY)
        assert check_password(session, staff_number="AB0123", password=GOOD) is None
        assert check_password(session, staff_number="AB0123", password=BETTER) == officer.id

    def test_refuses_a_weak_one(self, session):
        officer = an_officer(session)
        with pytest.raises(WeakPassword, match="at least 12"):
            set_password(session, officer_id=officer.id, password="short", at=MONDAY)


class TestSession:
    def test_tells_who_is_signed_in_and_where_they_work(self, session):
        unit = a_unit(session, name="Harbour Response")
        officer = an_officer(session, unit=unit, role_family=RoleFamily.PCSO, display_name="Robin Vale")
        token = begin_session(session, officer_id=officer.id, at=MONDAY)
        known = signed_in(session, token=token, at=MONDAY)
        assert known is not None
        assert (known.officer_id, known.public_id, known.staff_number) == (
            officer.id,
            officer.public_id,
            officer.staff_number,
        )
        assert (known.display_name, known.unit_id, known.unit_name) == ("Robin Vale", unit.id, "Harbour Response")
        assert known.role_family is RoleFamily.PCSO
        assert known.expires_at == MONDAY + timedelta(hours=12)

    def test_is_read_in_one_statement(self, session):
        token = begin_session(session, officer_id=an_officer(session).id, at=MONDAY)
        statements = []
        event.listen(session.get_bind(), "before_cursor_execute", lambda *seen: statements.append(seen[2]))
        signed_in(session, token=token, at=MONDAY)
        assert len(statements) == 1

    def test_is_kept_only_as_a_hash(self, session):
        token = begin_session(session, officer_id=an_officer(session).id, at=MONDAY)
        assert token not in str(session.execute(text("select * from sign_in_session")).all())
        assert len(token) >= 43

    def test_ends_after_twelve_hours(self, session):
        token = begin_session(session, officer_id=an_officer(session).id, at=MONDAY)
        assert signed_in(session, token=token, at=MONDAY + timedelta(hours=12, seconds=-1))
        assert signed_in(session, token=token, at=MONDAY + timedelta(hours=12)) is None

    def test_ends_at_sign_out_and_only_that_one(self, session):
        officer = an_officer(session)
        phone, terminal = (begin_session(session, officer_id=officer.id, at=MONDAY) for _ in range(2))
        end_session(session, token=terminal)
        end_session(session, token=terminal)
        assert signed_in(session, token=terminal, at=MONDAY) is None
        assert expired_session_of(session, token=terminal, at=MONDAY) is None
        assert signed_in(session, token=phone, at=MONDAY)

    def test_ends_on_the_day_the_officer_leaves(self, session):
        officer = an_officer(session)
        before_midnight = datetime(2026, 5, 4, 22, 59, tzinfo=UTC)
        leaves(session, officer, on=london_day(MONDAY) + timedelta(days=1))
        token = begin_session(session, officer_id=officer.id, at=before_midnight)
        assert signed_in(session, token=token, at=before_midnight)
        assert signed_in(session, token=token, at=before_midnight + minutes(1)) is None

    def test_follows_the_officer_to_their_new_unit(self, session):
        officer = an_officer(session)
        leaves(session, officer, on=london_day(MONDAY) - timedelta(days=30))
        new = a_unit(session, name="Custody North")
        session.add(
            Posting(
                officer_id=officer.id,
                unit_id=new.id,
                role_family=RoleFamily.CUSTODY,
                from_on=london_day(MONDAY),
            )
        )
        token = begin_session(session, officer_id=officer.id, at=MONDAY)
        assert signed_in(session, token=token, at=MONDAY).unit_name == "Custody North"

    def test_is_refused_to_leavers_and_to_those_who_have_not_started(self, session):
        leaver = a_leaver(session, left_on=london_day(MONDAY))
        starter = an_officer(session, from_on=london_day(MONDAY) + timedelta(days=1))
        for officer in leaver, starter:
            with pytest.raises(NotInPost):
                begin_session(session, officer_id=officer.id, at=MONDAY)

    def test_can_be_ended_everywhere_at_once(self, session):
        officer, other = an_officer(session), an_officer(session)
        tokens = [begin_session(session, officer_id=officer.id, at=MONDAY) for _ in range(3)]
        others = begin_session(session, officer_id=other.id, at=MONDAY)
        assert end_all_sessions(session, officer.id) == 3
        assert [signed_in(session, token=token, at=MONDAY) for token in tokens] == [None] * 3
        assert signed_in(session, token=others, at=MONDAY)

    def test_that_ran_out_is_remembered_for_a_week(self, session):
        officer = an_officer(session)
        token = begin_session(session, officer_id=officer.id, at=MONDAY)
        ran_out = MONDAY + timedelta(hours=12)
        assert sweep_sessions(session, at=ran_out + timedelta(days=6)) == 0
        assert expired_session_of(session, token=token, at=ran_out + timedelta(days=6)) == officer.id
        assert expired_session_of(session, token=token, at=ran_out + timedelta(days=7)) is None
        assert sweep_sessions(session, at=ran_out + timedelta(days=7)) == 1
        assert session.scalar(select(func.count(SignInSession.id))) == 0

    def test_of_a_token_nobody_has_is_nobodys(self, session):
        assert signed_in(session, token="made up", at=MONDAY) is None
        assert expired_session_of(session, token="made up", at=MONDAY) is None


class TestActivation:
    def test_sets_the_password_once(self, session):
        officer = an_officer(session, staff_number="AB0123")
        code = issue_activation_code(session, officer_id=officer.id, at=MONDAY)
        typed = code.lower().replace("-", " ")
        assert activate(session, staff_number="ab0123 ", code=typed, password=GOOD, at=MONDAY) == officer.id
        assert check_password(session, staff_number="AB0123", password=GOOD) == officer.id
        with pytest.raises(WrongCode):
            activate(session, staff_number="AB0123", code=code, password=BETTER, at=MONDAY)
        assert check_password(session, staff_number="AB0123", password=BETTER) is None

    def test_ends_every_session_of_the_officer(self, session):
        officer = an_officer(session, staff_number="AB0123")
        token = begin_session(session, officer_id=officer.id, at=MONDAY)
        code = issue_activation_code(session, officer_id=officer.id, at=MONDAY)
        activate(session, staff_number="AB0123", code=code, password=GOOD, at=MONDAY)
        assert signed_in(session, token=token, at=MONDAY) is None

    def test_is_refused_after_seventy_two_hours(self, session):
        officer = an_officer(session, staff_number="AB0123")
        code = issue_activation_code(session, officer_id=officer.id, at=MONDAY)
        with pytest.raises(WrongCode):
            activate(session, staff_number="AB0123", code=code, password=GOOD, at=MONDAY + timedelta(hours=72))

    def test_is_refused_with_a_code_that_was_replaced(self, session):
        officer = an_officer(session, staff_number="AB0123")
        old = issue_activation_code(session, officer_id=officer.id, at=MONDAY)
        new = issue_activation_code(session, officer_id=officer.id, at=MONDAY)
        with pytest.raises(WrongCode):
            activate(session, staff_number="AB0123", code=old, password=GOOD, at=MONDAY)
        assert activate(session, staff_number="AB0123", code=new, password=GOOD, at=MONDAY) == officer.id

    @pytest.mark.parametrize("staff_number", ["CD4567", "NOBODY"])
    def test_is_refused_with_somebody_elses_code(self, session, staff_number):
        officer = an_officer(session, staff_number="AB0123")
        an_officer(session, staff_number="CD4567")
        code = issue_activation_code(session, officer_id=officer.id, at=MONDAY)
        with pytest.raises(WrongCode):
            activate(session, staff_number=staff_number, code=code, password=GOOD, at=MONDAY)
        assert activate(session, staff_number="AB0123", code=code, password=GOOD, at=MONDAY) == officer.id

    def test_keeps_the_code_when_the_password_is_weak(self, session):
        officer = an_officer(session, staff_number="AB0123")
        code = issue_activation_code(session, officer_id=officer.id, at=MONDAY)
        with pytest.raises(WeakPassword):
            activate(session, staff_number="AB0123", code=code, password="short", at=MONDAY)
        assert activate(session, staff_number="AB0123", code=code, password=GOOD, at=MONDAY) == officer.id

    def test_is_for_people_in_post(self, session):
        leaver = a_leaver(session, staff_number="AB0123", left_on=london_day(MONDAY) + timedelta(days=1))
        code = issue_activation_code(session, officer_id=leaver.id, at=MONDAY)
        tomorrow = MONDAY + timedelta(days=1)
        with pytest.raises(NotInPost):
            activate(session, staff_number="AB0123", code=code, password=GOOD, at=tomorrow)
        with pytest.raises(NotInPost):
            issue_activation_code(session, officer_id=leaver.id, at=tomorrow)

    def test_works_for_one_of_two_who_use_the_code_at_once(self, database):
        with write(database) as session:
            officer = an_officer(session, staff_number="AB0123")
            code = issue_activation_code(session, officer_id=officer.id, at=MONDAY)
        outcomes = []

        def use(password):
            try:
                with write(database) as session:
                    activate(session, staff_number="AB0123", code=code, password=password, at=MONDAY)
                outcomes.append("used")
            except WrongCode:
                outcomes.append("refused")

        together(use, [GOOD, BETTER])
        assert sorted(outcomes) == ["refused", "used"]

    def test_keeps_the_code_only_as_a_hash(self, session):
        code = issue_activation_code(session, officer_id=an_officer(session).id, at=MONDAY)
        kept = session.scalars(select(ActivationCode)).one()
        assert len(kept.code_hash) == 64
        assert code.replace("-", "") not in kept.code_hash

    def test_is_audited_by_internal_id(self, session):
        officer, administrator = an_officer(session, staff_number="AB0123"), an_officer(session)
        code = issue_activation_code(session, officer_id=officer.id, issued_by_id=administrator.id, at=MONDAY)
        activate(session, staff_number="AB0123", code=code, password=GOOD, at=MONDAY)
        written = [(entry.action, entry.actor_id, entry.about) for entry in session.scalars(select(AuditEntry))]
        assert written == [
            ("sign_in.code_issued", administrator.id, {"officer": officer.id}),
            ("sign_in.password_set", officer.id, {"officer": officer.id}),
        ]

    def test_codes_nobody_can_use_are_swept(self, session):
        used, stale, fresh = (an_officer(session, staff_number=f"AB{number}") for number in range(3))
        code = issue_activation_code(session, officer_id=used.id, at=MONDAY)
        activate(session, staff_number="AB0", code=code, password=GOOD, at=MONDAY)
        issue_activation_code(session, officer_id=stale.id, at=MONDAY - timedelta(hours=72))
        issue_activation_code(session, officer_id=fresh.id, at=MONDAY)
        sweep_sessions(session, at=MONDAY)
        assert session.scalars(select(ActivationCode.officer_id)).all() == [fresh.id]


class TestThrottle:
    def test_refuses_an_account_after_five_refusals_and_says_how_long(self, session):
        for _ in range(5):
            refuse_if_throttled(session, keys=keys(), at=MONDAY)
            count_refusal(session, keys=keys(), at=MONDAY)
        with pytest.raises(TooManyTries, match="Wait 12 minutes") as refused:
            refuse_if_throttled(session, keys=keys(), at=MONDAY + minutes(3))
        assert refused.value.minutes == 12

    def test_lets_others_at_the_same_address_go_on(self, session):
        for _ in range(5):
            count_refusal(session, keys=keys(), at=MONDAY)
        refuse_if_throttled(session, keys=keys(staff_number="CD4567"), at=MONDAY)

    def test_refuses_an_address_after_fifty_whoever_is_named(self, session):
        for number in range(50):
            count_refusal(session, keys=keys(staff_number=f"AB{number}"), at=MONDAY)
        with pytest.raises(TooManyTries):
            refuse_if_throttled(session, keys=keys(staff_number="CD4567"), at=MONDAY)
        refuse_if_throttled(session, keys=keys(staff_number="CD4567", address="10.9.9.9"), at=MONDAY)

    def test_begins_anew_when_the_window_has_passed(self, session):
        for _ in range(5):
            count_refusal(session, keys=keys(), at=MONDAY)
        refuse_if_throttled(session, keys=keys(), at=MONDAY + minutes(15))
        for _ in range(4):
            count_refusal(session, keys=keys(), at=MONDAY + minutes(16))
        refuse_if_throttled(session, keys=keys(), at=MONDAY + minutes(16))
        count_refusal(session, keys=keys(), at=MONDAY + minutes(17))
        with pytest.raises(TooManyTries, match="Wait 14 minutes"):
            refuse_if_throttled(session, keys=keys(), at=MONDAY + minutes(17))

    def test_forgets_the_account_but_not_the_address_after_a_success(self, session):
        for _ in range(4):
            count_refusal(session, keys=keys(), at=MONDAY)
        forget_refusals(session, keys=keys(), at=MONDAY)
        left = session.scalars(select(SignInThrottle)).one()
        assert (left.key.split(":")[0], left.refusals) == ("address", 4)

    def test_refuses_a_right_guess_that_was_sent_with_too_many_wrong_ones(self, session):
        refuse_if_throttled(session, keys=keys(), at=MONDAY)
        for _ in range(5):
            count_refusal(session, keys=keys(), at=MONDAY)
        with pytest.raises(TooManyTries):
            forget_refusals(session, keys=keys(), at=MONDAY)

    def test_waits_for_a_refusal_that_is_just_being_counted(self, database):
        with write(database) as session:
            for _ in range(4):
                count_refusal(session, keys=keys(), at=MONDAY)
        counted, outcome = threading.Event(), []

        def wrong_guess():
            with write(database) as session:
                count_refusal(session, keys=keys(), at=MONDAY)
                counted.set()
                time.sleep(0.1)

        def right_guess():
            counted.wait(5)
            try:
                with write(database) as session:
                    forget_refusals(session, keys=keys(), at=MONDAY)
                outcome.append("signed in")
            except TooManyTries:
                outcome.append("refused")

        together(lambda guess: guess(), [wrong_guess, right_guess])
        assert outcome == ["refused"]

    def test_counts_everybody_who_is_refused_at_once(self, database):
        def refuse(staff_number):
            with write(database) as session:
                count_refusal(session, keys=keys(staff_number=staff_number), at=MONDAY)

        together(refuse, [f"AB{number % 2}" for number in range(8)])
        with database.reading() as session:
            counts = sorted(session.scalars(select(SignInThrottle.refusals)))
        assert counts == [4, 4, 8]

    def test_windows_that_have_passed_are_swept(self, session):
        count_refusal(session, keys=keys(), at=MONDAY)
        count_refusal(session, keys=keys(staff_number="CD4567", address="10.9.9.9"), at=MONDAY + minutes(10))
        sweep_sessions(session, at=MONDAY + minutes(15))
        assert session.scalar(select(func.count()).select_from(SignInThrottle)) == 2

    def test_says_one_minute_when_it_is_one(self):
        assert "Wait 1 minute," in str(TooManyTries(1))


def together(work, arguments):
    """Run the same work for each argument, all starting at the same moment."""
    start = threading.Barrier(len(arguments))

    def run(argument):
        start.wait(5)
        work(argument)

    threads = [threading.Thread(target=run, args=(argument,)) for argument in arguments]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert not any(thread.is_alive() for thread in threads)


def test_a_reading_session_cannot_begin_one(database):
    with write(database) as session:
        officer = an_officer(session)
    with database.reading() as session, pytest.raises(Exception, match=r"readonly|read-only"):
        begin_session(session, officer_id=officer.id, at=MONDAY)
