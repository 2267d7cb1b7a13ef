import pytest

from partnerhub.domain.errors import (
    AlreadyExistsError,
    ConflictError,
    ForbiddenError,
    InsufficientScopeError,
    NotFoundError,
    UnauthenticatedError,
    ValidationError,
)
from partnerhub.domain.permissions import Role, Scope
from partnerhub.services import access, organizations
from tests.factories import NOW


def test_a_key_lets_its_user_in(session, make):
    user = make.user(role=Role.MANAGER)
    issued = make.key(user)

    actor = access.authenticate(session, issued.secret, NOW)

    assert (actor.user_id, actor.role) == (user.id, Role.MANAGER)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda secret: "",
        lambda secret: "garbage",
        lambda secret: secret[:-1],
        lambda secret: secret[:20] + ("A" if secret[20] != "A" else "B") + secret[21:],
    ],
    ids=["empty", "garbage", "cut", "changed"],
)
def test_a_damaged_key_lets_nobody_in(session, make, spoil):
    issued = make.key(make.user())

    with pytest.raises(UnauthenticatedError):
        access.authenticate(session, spoil(issued.secret), NOW)


def test_the_secret_is_not_stored(session, make):
    issued = make.key(make.user())

    assert issued.secret not in repr(vars(issued.key))
    assert issued.key.hint == issued.secret[-4:]


def test_an_expired_key_lets_nobody_in(session, make):
    issued = make.key(make.user(), days=1)

    with pytest.raises(UnauthenticatedError):
        access.authenticate(session, issued.secret, NOW.replace(day=4))


def test_removing_a_user_stops_their_keys(session, make):
    organization = make.organization()
    admin, leaver = make.actor(organization), make.user(organization)
    issued = make.key(leaver)

    organizations.remove_user(session, admin, user_id=leaver.id, now=NOW)

    session.flush()
    with pytest.raises(UnauthenticatedError):
        access.authenticate(session, issued.secret, NOW)


def test_a_revoked_key_lets_nobody_in(session, make):
    actor = make.actor()
    issued = organizations.create_key(
        session, actor, name="ci", now=NOW, scopes={Scope.READ}, days=30
    )

    organizations.revoke_key(session, actor, key_id=issued.key.id, now=NOW)

    session.flush()
    with pytest.raises(UnauthenticatedError):
        access.authenticate(session, issued.secret, NOW)


def test_a_key_never_has_more_scopes_than_the_one_that_made_it(session, make):
    actor = make.actor(scopes=frozenset({Scope.READ, Scope.ADMIN}))

    issued = organizations.create_key(
        session, actor, name="all", now=NOW, scopes=set(Scope), days=30
    )

    assert issued.key.scopes == "admin read"


def test_an_organization_keeps_an_admin(session, make):
    admin = make.actor()

    with pytest.raises(ConflictError):
        organizations.remove_user(session, admin, user_id=admin.user_id, now=NOW)
    with pytest.raises(ConflictError):
        organizations.change_user(
            session, admin, user_id=admin.user_id, revision=1, role=Role.VIEWER
        )


def test_a_manager_does_not_manage_users(session, make):
    with pytest.raises(ForbiddenError):
        organizations.invite_user(
            session, make.actor(role=Role.MANAGER), email="a@b.com", name="A", role=Role.VIEWER
        )


def test_a_read_key_changes_nothing(session, make):
    with pytest.raises(InsufficientScopeError):
        organizations.invite_user(
            session,
            make.actor(scopes=frozenset({Scope.READ})),
            email="a@b.com",
            name="A",
            role=Role.VIEWER,
        )


def test_a_user_of_another_organization_is_not_there(session, make):
    stranger = make.user()

    with pytest.raises(NotFoundError):
        organizations.get_user(session, make.actor(), user_id=stranger.id)


def test_a_domain_belongs_to_one_organization(session, make):
    make.organization(domain="one-of-a-kind.com")

    with pytest.raises(AlreadyExistsError):
        make.organization(domain="www.One-of-a-Kind.com")


@pytest.mark.parametrize("domain", ["gmail.com", "localhost", "10.0.0.1", "linkedin.com"])
def test_an_organization_needs_a_domain_of_its_own(make, domain):
    with pytest.raises(ValidationError):
        make.organization(domain=domain)
