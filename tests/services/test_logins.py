"""Logins: by a verified address once, by the subject from then on, and nobody else's ever."""

from dataclasses import replace
from datetime import timedelta

import pytest

from partnerhub.domain.audit import Action
from partnerhub.domain.errors import ForbiddenError, LoginUnknownError, UnauthenticatedError
from partnerhub.domain.logins import Login
from partnerhub.domain.permissions import Role, Scope
from partnerhub.persistence import NOTHING, reach_of, set_reach
from partnerhub.persistence.models import ApiKey, AuditLine, User
from partnerhub.services import access, logins, organizations
from tests.factories import NOW

ISSUER = "https://id.example"


@pytest.fixture
def acme(make):
    return make.organization("Acme")


@pytest.fixture
def ann(session, make, acme):
    return make.user(acme, Role.MANAGER)


@pytest.fixture
def anns(ann):
    return Login(ISSUER, "ann", ann.email, verified=True)


@pytest.fixture
def sign_in(session):
    def sign_in(login, organization="", now=NOW):
        before = reach_of(session)
        set_reach(session, NOTHING)  # As the browser's call begins: nobody knows yet who it is.
        try:
            return logins.sign_in(
                session, login=login, organization=organization, hours=12, now=now
            )
        finally:
            set_reach(session, before)

    return sign_in


def test_a_login_makes_a_key_that_reads_for_hours(session, ann, anns, sign_in):
    issued = sign_in(anns)

    actor = access.authenticate(session, issued.secret, NOW + timedelta(hours=11))

    assert (actor.user_id, actor.role, actor.scopes) == (ann.id, Role.MANAGER, {Scope.READ})
    with pytest.raises(UnauthenticatedError):
        access.authenticate(session, issued.secret, NOW + timedelta(hours=12))


def test_the_subject_is_kept_as_a_keyed_hash(session, ann, anns, sign_in):
    sign_in(anns)

    assert len(ann.login_key) == 32
    assert "ann" not in ann.login_key


def test_later_logins_go_by_the_subject(ann, anns, acme, sign_in):
    sign_in(anns)

    for changed in (
        replace(anns, email=f"ann.new@{acme.domain}", verified=True),
        replace(anns, email=f"ann.new@{acme.domain}", verified=False),
    ):
        assert sign_in(changed).key.user_id == ann.id
    assert sign_in(replace(anns, email=None), acme.domain).key.user_id == ann.id


@pytest.mark.parametrize("changed", [{"subject": "bea"}, {"issuer": "https://other.example"}])
def test_who_gets_the_address_later_gets_nothing(anns, sign_in, changed):
    sign_in(anns)

    with pytest.raises(LoginUnknownError):
        sign_in(replace(anns, **changed))


def test_a_subject_stays_who_it_was_when_its_new_address_is_somebody_elses(
    make, ann, anns, acme, sign_in
):
    sign_in(anns)
    bea = make.user(acme)

    assert sign_in(replace(anns, email=bea.email)).key.user_id == ann.id
    assert bea.login_key is None


def test_an_address_that_is_not_verified_finds_nobody(ann, anns, sign_in):
    with pytest.raises(LoginUnknownError):
        sign_in(replace(anns, verified=False))

    assert ann.login_key is None


def test_an_organization_that_makes_a_user_with_anothers_address_gains_nothing(
    session, make, ann, anns, sign_in
):
    evil = make.organization("Evil")
    organizations.add_user(
        session, organization_id=evil.id, email=ann.email, name="Ann", role=Role.ADMIN
    )

    assert sign_in(anns).key.user_id == ann.id
    assert sign_in(anns, evil.domain).key.organization_id == evil.id
    assert sign_in(anns).key.user_id == ann.id


@pytest.mark.parametrize("named", ["nobody.example", "gmail.com", "", "x" * 300])
def test_an_organization_that_is_not_there_has_no_users(anns, sign_in, named):
    with pytest.raises(LoginUnknownError):
        sign_in(replace(anns, email=f"ann@{named}"), named)


def test_who_was_removed_does_not_come_back(session, make, acme, ann, anns, sign_in):
    issued = sign_in(anns)
    admin = make.actor(acme)
    organizations.remove_user(session, admin, user_id=ann.id, now=NOW)
    session.flush()

    assert ann.login_key is None
    with pytest.raises(LoginUnknownError):
        sign_in(anns)
    with pytest.raises(UnauthenticatedError):
        access.authenticate(session, issued.secret, NOW)


def test_who_is_invited_again_is_a_new_user(session, make, acme, ann, anns, sign_in):
    sign_in(anns)
    address = ann.email
    organizations.remove_user(session, make.actor(acme), user_id=ann.id, now=NOW)
    again = organizations.add_user(
        session, organization_id=acme.id, email=address, name="Ann", role=Role.VIEWER
    )

    assert sign_in(anns).key.user_id == again.id


@pytest.mark.parametrize("everybody", [True, False])
def test_the_operator_lets_users_log_in_as_somebody_else(
    session, make, acme, ann, anns, sign_in, everybody
):
    bea = make.user(acme)
    for login in (anns, Login(ISSUER, "bea", bea.email, verified=True)):
        sign_in(login)
    stranger = make.user()
    sign_in(Login(ISSUER, "stranger", stranger.email, verified=True))

    count = logins.forget(session, acme, None if everybody else ann)

    assert count == (2 if everybody else 1)
    assert (bea.login_key is None) is everybody
    assert stranger.login_key is not None
    assert sign_in(replace(anns, subject="another account")).key.user_id == ann.id


def test_what_logins_do_is_in_the_audit_trail_without_an_address(session, ann, anns, sign_in):
    issued = sign_in(anns)
    logins.sign_out(session, issued.secret, NOW)
    session.flush()

    lines = session.query(AuditLine).filter_by(organization_id=ann.organization_id)
    told = [(line.action, line.subject_id, line.details) for line in lines.order_by("sequence")]
    assert told[-3:] == [
        (Action.USER_CHANGED, ann.id, {"fields": ["login"]}),
        (Action.KEY_CREATED, issued.key.id, {}),
        (Action.KEY_REVOKED, issued.key.id, {}),
    ]


def test_signing_out_ends_sessions_and_no_other_key(session, make, ann, anns, sign_in):
    issued, key = sign_in(anns), make.key(ann)
    session.flush()

    for secret in (issued.secret, key.secret, "made up"):
        logins.sign_out(session, secret, NOW)
    session.flush()

    assert access.authenticate(session, key.secret, NOW).user_id == ann.id
    with pytest.raises(UnauthenticatedError):
        access.authenticate(session, issued.secret, NOW)


def test_sessions_that_have_run_out_are_forgotten_and_keys_are_not(
    session, make, ann, anns, sign_in
):
    old, key = sign_in(anns), make.key(ann, days=1)
    session.flush()

    new = sign_in(anns, now=NOW + timedelta(days=2))

    left = {each.id for each in session.query(ApiKey).filter_by(user_id=ann.id)}
    assert left == {key.key.id, new.key.id}
    assert old.key.id not in left


def test_an_admin_lists_and_ends_anybodys_keys_and_a_manager_only_own(
    session, make, acme, ann, anns, sign_in
):
    issued = sign_in(anns)
    admin, manager = make.actor(acme), make.actor(acme, Role.MANAGER)
    stranger = make.actor()

    listed, _ = organizations.list_keys_of(session, admin, user_id=ann.id, after=None, limit=10)

    assert [key.id for key in listed] == [issued.key.id]
    with pytest.raises(ForbiddenError):
        organizations.list_keys_of(session, manager, user_id=ann.id, after=None, limit=10)
    for nobody in (manager, stranger):
        with pytest.raises(Exception, match="nothing here"):
            organizations.revoke_key(session, nobody, key_id=issued.key.id, now=NOW)
    organizations.revoke_key(session, admin, key_id=issued.key.id, now=NOW)
    assert issued.key.revoked_at == NOW
    assert session.get_one(User, (ann.organization_id, ann.id)).removed_at is None
