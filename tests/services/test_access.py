"""Keys: what is done for a bad one is the same whatever is wrong with it, and nothing is kept."""

import secrets
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from partnerhub.domain.errors import UnauthenticatedError
from partnerhub.domain.keys import Token
from partnerhub.domain.permissions import Role
from partnerhub.persistence import NOTHING, set_reach
from partnerhub.persistence.base import new_id
from partnerhub.services import access, organizations
from tests.factories import NOW


@pytest.fixture
def admin(make):
    return make.actor()


@pytest.fixture
def bad(session, make, admin):
    """Keys that are well written and do not work, each in its own way."""
    organization = organizations.me(session, admin)[0]

    def key(**values):
        return make.key(make.user(organization, Role.MANAGER), **values)

    good = Token.parse(key().secret)
    revoked, removed, past = key(), key(), NOW - timedelta(days=40)
    revoked.key.revoked_at = NOW
    organizations.remove_user(session, admin, user_id=removed.key.user_id, now=NOW)
    return {
        "wrong secret": replace(good, secret=secrets.token_bytes(32)).text(),
        "unknown id": replace(good, key_id=new_id()).text(),
        "unknown organization": replace(good, organization_id=new_id()).text(),
        "another's organization": replace(good, organization_id=make.organization().id).text(),
        "revoked": revoked.secret,
        "expired": key(now=past, days=30).secret,
        "of somebody removed": removed.secret,
    }


@pytest.fixture
def work(session, monkeypatch):
    """What is done for a key: statements, rows that came back, and digests that were compared."""
    session.flush()

    def work(token):
        done = []

        def stated(_connection, _cursor, statement, *_):
            done.append(("statement", statement))

        def same(one, other):
            done.append(("compared", len(one), len(other), type(other)))
            return one == other

        def rows(query, *given):
            found = execute(query, *given)
            kept = found.freeze()
            done.append(("rows", len(kept().all())))
            return kept()

        set_reach(session, NOTHING)  # As a request begins: nobody knows yet who asks.
        execute, engine = session.execute, session.get_bind()
        event.listen(engine, "before_cursor_execute", stated)
        with monkeypatch.context() as patch:
            patch.setattr(access.secrets, "compare_digest", same)
            patch.setattr(session, "execute", rows)
            with pytest.raises(UnauthenticatedError):
                access.authenticate(session, token, NOW)
        event.remove(engine, "before_cursor_execute", stated)
        return done

    return work


def test_the_same_is_done_whatever_is_wrong_with_a_key(bad, work):
    done = {name: work(token) for name, token in bad.items()}

    usual = done["unknown id"]
    assert {name for name, each in done.items() if each != usual} == set()
    # One statement with one row, and two comparisons: of the checksum, and of the digest. What
    # PostgreSQL is told of the reach before and after shows no row of any table.
    looked = [each for each in usual if "set_config" not in str(each[1])]
    assert [kind for kind, *_ in looked] == ["compared", "statement", "rows", "compared"]
    assert looked[-1] == ("compared", 64, 64, str)


def test_every_call_looks_at_the_key_again(session, make):
    issued = make.key(make.user())
    session.flush()

    assert access.authenticate(session, issued.secret, NOW).key_id == issued.key.id
    issued.key.revoked_at = NOW
    session.flush()

    with pytest.raises(UnauthenticatedError):
        access.authenticate(session, issued.secret, NOW)


def test_a_key_works_up_to_its_last_moment_and_not_a_moment_longer(session, make):
    issued = make.key(make.user(), days=30)
    session.flush()
    ends = NOW + timedelta(days=30)

    assert access.authenticate(session, issued.secret, ends - timedelta(microseconds=1))

    with pytest.raises(UnauthenticatedError):
        access.authenticate(session, issued.secret, ends)
