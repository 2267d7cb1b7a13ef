"""One changed byte is found: in any column of the audit trail and of the ledger, and named.

The attacker here can do everything to the database, triggers included, and does not know the
installation's secret.
"""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from partnerhub.domain.audit import Action
from partnerhub.persistence import auditing
from partnerhub.persistence.auditing import Head
from partnerhub.persistence.models import AuditLine, DisclosedRecord, Disclosure, Organization
from partnerhub.services import audit, verifying
from tests.databases import almighty
from tests.factories import Make
from tests.factories.stories import Story

LINES, ENTRIES = AuditLine.__table__, Disclosure.__table__
RECORDS, ORGANIZATIONS = DisclosedRecord.__table__, Organization.__table__
FAR = 1_000
COLUMNS = [(table, column.name) for table in (LINES, ENTRIES, RECORDS) for column in table.columns]


@pytest.fixture(scope="module")
def story(own_database):
    """Two partners with a target list and a report, so that their ledgers are not empty."""
    story = Story(own_database).frozen()
    story.made()
    return story


@pytest.fixture
def session(story, own_database, monkeypatch):
    """An attacker's session, which is undone; what it does is verified before."""
    monkeypatch.setattr(auditing, "snapshot", lambda session: None)  # Nothing is committed here.
    database = almighty(own_database)
    session = database.begin(write=True)
    yield session
    session.rollback()
    session.close()
    if database is not own_database:
        database.close()


@pytest.fixture
def owner(story):
    return story.first.organization_id


@pytest.fixture
def attack(session):
    """Do something that the database would refuse."""

    def attack(*statements):
        for table in (LINES, ENTRIES, RECORDS):
            _drop_triggers(session, table.name)
        for statement in statements:
            session.execute(statement)

    return attack


def _drop_triggers(session, table):
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"alter table {table} disable trigger user"))
        return
    for change in ("update", "delete"):
        session.execute(text(f"drop trigger if exists {table}_refuse_{change}"))


def broken(session, **options):
    return {
        found.head.organization_id: found.broken
        for found in verifying.verify(session, **options)
        if found.broken is not None
    }


def disclosed(session, owner):
    """The number of a line that tells of accounts."""
    query = select(ENTRIES.c.sequence).where(
        ENTRIES.c.organization_id == owner, ENTRIES.c.records > 0
    )
    return session.scalars(query).first()


def of(table, owner, sequence):
    """One row of a table: of a disclosure's records the one in the middle."""
    key = (table.c.organization_id == owner) & (table.c.sequence == sequence)
    if table is RECORDS:
        key &= (table.c.subject == "account") & (table.c.subject_id == "first-c-0")
    return key


def changed(value, name):
    """The same but for one byte."""
    if name == "sequence":
        return value + FAR
    steps = {
        str: lambda: value[:-1] + ("1" if value[-1] == "0" else "0"),
        int: lambda: value + 1,
        datetime: lambda: value + timedelta(microseconds=1),
        list: lambda: [*value[:-1], changed(value[-1], name)],
        type(None): lambda: "0" * 32,
    }
    if type(value) in steps:
        return steps[type(value)]()
    first = next(key for key in value if isinstance(value[key], str))
    return value | {first: changed(value[first], name)}


def test_what_nobody_touched_is_what_was_written(session, story):
    found = list(verifying.verify(session))

    assert not broken(session)
    assert [each.lines for each in found] == [each.head.sequence for each in found]
    assert all(each.head.hash and not each.unchained for each in found)
    assert all(each.disclosures > 1 and each.records > 6 for each in found)


@pytest.mark.parametrize(("table", "name"), COLUMNS, ids=str)
def test_one_changed_byte_is_found_and_named(session, owner, attack, table, name):
    number = disclosed(session, owner)
    column = table.c[name]
    row = of(table, owner, number)
    value = session.scalar(select(column).where(row))

    attack(update(table).where(row).values({name: changed(value, name)}))

    assert session.scalar(select(column).where(row)) != value
    assert broken(session)[owner].sequence == number


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [("details", ", ", ",\t"), ("details", "{", " {"), ("created_at", " ", "T")],
)
def test_a_byte_that_means_the_same_is_found_where_bytes_are_kept(
    session, owner, attack, name, old, new
):
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps values and not their spelling")
    number = disclosed(session, owner)
    key = {"owner": owner, "number": number, "old": old, "new": new}
    statement = (
        f"update audit_lines set {name} = replace({name}, :old, :new) "
        "where organization_id = :owner and sequence = :number"
    )

    attack(text(statement).bindparams(**key))

    assert broken(session)[owner].sequence == number


def test_bytes_that_are_no_text_are_found(session, owner, attack):
    if session.get_bind().dialect.name != "sqlite":
        pytest.skip("PostgreSQL refuses them")
    number = disclosed(session, owner)

    attack(
        text(
            "update disclosures set purpose = cast(x'ff00' as text) "
            "where organization_id = :owner and sequence = :number"
        ).bindparams(owner=owner, number=number)
    )

    assert broken(session)[owner].sequence == number


def test_a_line_that_is_taken_out_is_missed(session, owner, attack):
    attack(delete(LINES).where(of(LINES, owner, 3)))

    assert broken(session)[owner].sequence == 3
    assert "missing" in broken(session)[owner].what


def test_two_lines_that_change_places_are_found(session, owner, attack):
    def move(number, to):
        return update(LINES).where(of(LINES, owner, number)).values(sequence=to)

    attack(move(2, FAR), move(3, 2), move(FAR, 3))

    assert broken(session)[owner].sequence == 2


def test_a_line_without_its_hash_is_no_line_from_before_the_chain(session, owner, attack):
    bare = {"hash": None, "previous_hash": None}

    attack(update(LINES).where(of(LINES, owner, 1)).values(bare))

    assert broken(session)[owner].sequence == 2


def test_a_line_that_is_added_is_found(session, owner, attack):
    last = session.scalar(
        select(LINES).where(LINES.c.organization_id == owner).order_by(LINES.c.sequence.desc())
        .with_only_columns(LINES.c.sequence)
    )  # fmt: skip
    row = session.execute(select(LINES).where(of(LINES, owner, last))).one()._asdict()

    attack(insert(LINES).values(row | {"sequence": last + 1, "previous_hash": row["hash"]}))

    assert broken(session)[owner].sequence == last + 1


def test_a_record_that_is_taken_out_or_put_in_is_found(session, owner, attack):
    number = disclosed(session, owner)
    row = of(RECORDS, owner, number)

    attack(delete(RECORDS).where(row))
    without = broken(session)[owner]
    again = {"organization_id": owner, "sequence": number, "subject": "account"}
    attack(insert(RECORDS).values(again | {"subject_id": "first-c-0"}))
    assert owner not in broken(session)
    attack(insert(RECORDS).values(again | {"subject_id": "made up"}))

    assert without.sequence == broken(session)[owner].sequence == number


def test_what_no_line_tells_of_is_found(session, story, owner, attack):
    number = disclosed(session, owner)
    entry = session.execute(select(ENTRIES).where(of(ENTRIES, owner, number))).one()._asdict()
    record = {"organization_id": owner, "sequence": FAR, "subject": "account", "subject_id": "x"}

    attack(insert(RECORDS).values(record))
    assert broken(session)[owner].sequence == FAR
    attack(insert(ENTRIES).values(entry | {"sequence": FAR}))
    assert broken(session)[owner].sequence == FAR
    attack(insert(RECORDS).values(record | {"organization_id": "nobody"}))
    assert broken(session)["nobody"].sequence == FAR


def test_an_end_that_is_cut_off_is_found(session, owner, attack):
    last = session.get_one(Organization, owner).audit_sequence

    attack(delete(LINES).where(of(LINES, owner, last)))

    assert broken(session)[owner].sequence == last


def test_an_end_that_is_cut_off_with_its_head_is_found_by_heads_kept_elsewhere(
    session, owner, attack
):
    kept = {head.organization_id: head for head in auditing.heads(session)}
    last = kept[owner].sequence
    before = session.scalar(select(LINES.c.hash).where(of(LINES, owner, last - 1)))

    attack(
        delete(LINES).where(of(LINES, owner, last)),
        update(ORGANIZATIONS)
        .where(ORGANIZATIONS.c.id == owner)
        .values(audit_sequence=last - 1, audit_hash=before),
    )

    assert owner not in broken(session)
    assert broken(session, kept=kept)[owner].sequence == last


def test_another_history_is_found_by_heads_kept_elsewhere(session, owner):
    now = {head.organization_id: head for head in auditing.heads(session)}
    kept = {
        owner: Head(owner, "a.com", 3, "0" * 64),
        "gone": Head("gone", "gone.com", 4, "0" * 64),
    }

    assert not broken(session, kept=now)
    assert broken(session, kept=kept)[owner].sequence == 3
    assert "gone" in broken(session, kept=kept)


def test_a_head_that_is_not_the_last_line_is_found(session, owner, attack):
    attack(update(ORGANIZATIONS).where(ORGANIZATIONS.c.id == owner).values(audit_hash="0" * 64))

    assert "head" in broken(session)[owner].what


def test_who_does_not_know_the_secret_cannot_make_hashes_fit(session, owner, attack, monkeypatch):
    keys = session.info["keys"]
    monkeypatch.setitem(session.info, "keys", replace(keys, audit=b"guess"))
    audit.note(session, owner, Action.USER_CREATED)
    session.flush()
    monkeypatch.setitem(session.info, "keys", keys)
    last = session.get_one(Organization, owner, populate_existing=True).audit_sequence

    assert broken(session)[owner].sequence == last


def test_lines_from_before_the_chain_are_held_by_the_first_one_in_it(session, attack):
    made = Make(session).actor().organization_id
    bare = {"hash": None, "previous_hash": None}
    session.flush()
    attack(
        update(LINES).where(LINES.c.organization_id == made).values(bare),
        update(ORGANIZATIONS).where(ORGANIZATIONS.c.id == made).values(audit_hash=None),
    )

    audit.note(session, made, Action.USER_CHANGED)
    session.flush()
    (found,) = [each for each in verifying.verify(session) if each.head.organization_id == made]
    attack(update(LINES).where(of(LINES, made, 1)).values(subject_id="0" * 32))

    assert (found.lines, found.unchained, found.broken) == (3, 2, None)
    assert broken(session)[made].sequence == 3


@pytest.mark.parametrize("table", [LINES, ENTRIES, RECORDS], ids=lambda each: each.name)
@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_what_was_written_down(session, owner, table, change):
    statement = {
        "update": update(table).values(organization_id=table.c.organization_id),
        "delete": delete(table),
    }[change]

    with pytest.raises(DBAPIError, match="append-only"):
        session.execute(statement.where(table.c.organization_id == owner))
