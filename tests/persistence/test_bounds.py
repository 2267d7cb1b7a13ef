"""Bounds: a statement that does not say whose rows it is about does not run, on either database."""

import pytest
from sqlalchemy import and_, delete, event, func, or_, select, text, update
from sqlalchemy.orm import aliased

from partnerhub.persistence import INSTALLATION, Database, Reach
from partnerhub.persistence.holding import UnboundError
from partnerhub.persistence.models import (
    Account,
    AuditLine,
    Contact,
    Job,
    Match,
    Organization,
    Overlap,
    Partnership,
    User,
    Webhook,
)
from partnerhub.persistence.queries import overlaps, partnerships
from tests.factories import Make

A, B, P, Q = (letter * 32 for letter in "abcd")
OWN = Reach((A,))
PAIR = Reach((A, B), P)
IN_TRAIL = Reach((A,), trail=B)
ACCOUNT = Account.organization_id
ANY = select(Account.id).limit(1).subquery()
OTHER = aliased(Account)
MINE = select(Partnership).where(or_(Partnership.first_id == A, Partnership.second_id == A))


@pytest.fixture(scope="module")
def strict(settings, database):
    url = database.url.render_as_string(hide_password=False)
    strict = Database(url, settings.keyring())
    yield strict
    strict.close()


def run(strict, statement, reach=OWN, parameters=None):
    session = strict.begin(write=True, reach=reach)
    try:
        session.execute(statement, parameters or {})
    finally:
        session.rollback()
        session.close()


UNBOUND = {
    "everything": select(Account),
    "one id of anybody's": select(Account).where(Account.id == A),
    "a count": select(func.count()).select_from(Match),
    "either mine or small": select(Account).where(or_(ACCOUNT == A, Account.valid_from < 1)),
    "not mine": select(Account).where(ACCOUNT != A),
    "as another column says": select(Account).where(Account.digest == ACCOUNT),
    "joined by its id alone": select(Overlap)
    .join(Match, Match.overlap_id == Overlap.id)
    .where(Overlap.partnership_id == P),
    "bound to a table that is not bound": select(Overlap).join(
        Match, Match.partnership_id == Overlap.partnership_id
    ),
    "in a subquery": select(Account).where(
        ACCOUNT == A, Account.id.in_(select(Contact.account_id))
    ),
    "in a query in FROM": select(select(Account.id).subquery()),
    "within a query that is correlated": select(Account).where(
        ACCOUNT == A, select(Contact.id).where(Contact.account_id == Account.id).exists()
    ),
    "in a query in FROM beside one's own": select(ACCOUNT).join(
        ANY, and_(ACCOUNT == A, ANY.c.id == Account.id)
    ),
    "in a CTE": select(select(Account.id).cte("all_accounts")),
    "of all partnerships": select(Partnership),
    "of any partnership": select(Overlap).join(
        Partnership, Partnership.id == Overlap.partnership_id
    ),
    "in a union": select(Account.id).where(ACCOUNT == A).union_all(select(User.id)),
    "an update": update(Account).values(name="x"),
    "an update by id": update(Account).where(Account.id == A).values(name="x"),
    "a deletion": delete(Match).where(Match.overlap_id == A),
    "written by hand": text("select * from accounts"),
}


@pytest.mark.parametrize("statement", UNBOUND.values(), ids=UNBOUND.keys())
def test_what_does_not_say_whose_rows_it_is_about_does_not_run(strict, statement):
    with pytest.raises(UnboundError, match="whose rows"):
        run(strict, statement)


BOUND = {
    "one's own": select(Account).where(ACCOUNT == A),
    "the other way around": select(Account).where(A == ACCOUNT),
    "one of some": select(Account).where(ACCOUNT.in_([A])),
    "under another name": select(OTHER).where(OTHER.organization_id == A),
    "by the whole key": update(Account).where(ACCOUNT == A, Account.id == B).values(name="x"),
    "joined by whose it is": select(Overlap)
    .join(Match, and_(Match.partnership_id == Overlap.partnership_id, Match.overlap_id == "x"))
    .where(Overlap.partnership_id == P),
    "by a subquery that is bound": select(Overlap).join(
        MINE.subquery(), Overlap.partnership_id.in_(MINE.with_only_columns(Partnership.id))
    ),
    "of one's own partnerships": overlaps.visible_to(
        type("Actor", (), {"organization_id": A})  # what `visible_to` reads of one
    ),
    "nobody's alone": select(Organization),
    "the queue": select(Job),
    "correlated": select(Account).where(
        ACCOUNT == A, select(Contact.id).where(Contact.organization_id == ACCOUNT).exists()
    ),
}


@pytest.mark.parametrize("statement", BOUND.values(), ids=BOUND.keys())
def test_what_says_whose_rows_it_is_about_runs(strict, statement):
    run(strict, statement)


@pytest.mark.parametrize(
    ("statement", "reach"),
    [
        (select(Account).where(ACCOUNT == B), OWN),
        (select(Account).where(ACCOUNT.in_([A, B])), OWN),
        (update(Account).where(ACCOUNT == B).values(name="x"), OWN),
        (delete(AuditLine).where(AuditLine.organization_id == B), OWN),
        (select(Account).where(ACCOUNT == A), INSTALLATION),
        (select(Account).where(ACCOUNT == Q), PAIR),
        (overlaps.of(Q), PAIR),
        (select(Account).where(ACCOUNT == B), IN_TRAIL),
        (select(AuditLine).where(AuditLine.organization_id == Q), IN_TRAIL),
    ],
)
def test_nobody_asks_for_rows_beyond_the_reach(strict, statement, reach):
    with pytest.raises(UnboundError, match="beyond"):
        run(strict, statement, reach)


def test_while_a_line_is_written_in_a_partners_trail_its_end_and_its_webhooks_are_read(strict):
    run(strict, select(AuditLine).where(AuditLine.organization_id == B), IN_TRAIL)
    run(strict, select(Webhook.id).where(Webhook.organization_id == B), IN_TRAIL)


def test_a_statement_that_runs_again_with_other_values_is_looked_at_again(strict):
    def of(organization_id):
        return select(Account).where(organization_id == ACCOUNT)

    for _ in range(3):
        run(strict, of(A))
        with pytest.raises(UnboundError):
            run(strict, of(B))


def test_the_operator_sees_who_is_whose_partner_and_no_overlap(strict):
    run(strict, partnerships.policies_in_force(), INSTALLATION)
    run(strict, partnerships.proposed_to("acme.com"), INSTALLATION)

    with pytest.raises(UnboundError):
        run(strict, select(Overlap), INSTALLATION)


def test_who_does_not_say_whose_rows_begins_no_transaction(strict):
    with pytest.raises(TypeError, match="whose rows"), strict.transaction(write=False):
        pass


def test_a_mistake_is_found_before_anything_is_read(own_database, settings):
    with own_database.transaction(write=True) as session:
        Make(session).organization()
    seen = []
    url = own_database.url.render_as_string(hide_password=False)
    strict = Database(url, settings.keyring())
    event.listen(strict.engine, "after_cursor_execute", lambda *args: seen.append(args[2]))
    with pytest.raises(UnboundError):
        run(strict, select(User))
    strict.close()

    assert not [statement for statement in seen if "users" in statement]
