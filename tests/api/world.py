"""The rows of the isolation tests: what stands behind every id that a path can name.

Every name that a path of the API can have is a function here, which writes the row that the name
stands for and returns its id. A new resource adds its function and, where the least that its
schema takes is not enough, its body to `BODIES`; the tests find the operations by themselves.
"""

from dataclasses import replace
from datetime import date, timedelta

from partnerhub.domain import roi
from partnerhub.domain.disclosure import NOTHING, shape
from partnerhub.domain.lists import ListKind
from partnerhub.domain.overlap import count, matrix
from partnerhub.persistence import keys_of
from partnerhub.persistence.models import (
    Account,
    Contact,
    ContactCell,
    Cost,
    Decision,
    Delivery,
    DisclosedRecord,
    Disclosure,
    Event,
    Import,
    ImportReject,
    Match,
    Opportunity,
    Organization,
    Overlap,
    Partnership,
    PendingChange,
    Report,
    SharingPolicy,
    SharingRequest,
    Target,
    TargetList,
    WaitingPair,
    Webhook,
)
from partnerhub.services import sharing
from tests.factories import NOW

TODAY = NOW.date()
GRANTED = "country"
"""The one field that both sides let each other see."""

PENDING = "p" * 32
"""The id of the change that waits for a second admin."""
BODIES = {
    "propose_partnership": {"partner_domain": "nobody-here.com"},
    "add_target": {"company": 1},
    "create_user": {"email": "new@example.com"},
    "change_account": {"city": "Bonn"},
    "approve_pending_sharing": {"id": PENDING},
    "reject_pending_sharing": {"id": PENDING},
    "request_sharing": {"terms": {"fields": ["phone"]}},
    "accept_sharing_request": {"adds": ["show:owner"]},
}
"""What a call needs beyond the least that its schema takes."""

VIEWERS_MAY = {
    "create_api_key",  # One's own keys, with no more than one may oneself.
    "revoke_api_key",
}
"""Calls that change something and that a viewer may make."""

IDS = {}
"""How each path parameter's row is written, in an order in which each finds what it needs."""
SHARED = set()
"""Path parameters whose rows belong to a partnership."""
QUERY_IDS = {
    "since": "overlap_id",
    "account_id": "account_id",
    "match_id": "match_id",
    "other_id": "account_id",
}
"""Query parameters that name something, and the path parameter that names the same."""


def own(write):
    """Register the row of a path parameter that belongs to one organization."""
    IDS[write.__name__] = write
    return write


def shared(write):
    """Register the row of a path parameter that belongs to a partnership."""
    SHARED.add(write.__name__)
    return own(write)


# -- lists ---------------------------------------------------------------------------------------


def first_of(bond, model, organization_id):
    rows = bond.world.session.query(model).filter_by(organization_id=organization_id)
    return rows.order_by(model.record_id).first().id


@own
def account_id(bond):
    return first_of(bond, Account, bond.first)


@own
def contact_id(bond):
    return first_of(bond, Contact, bond.first)


@own
def opportunity_id(bond):
    return first_of(bond, Opportunity, bond.first)


# -- an organization's own -----------------------------------------------------------------------


@own
def user_id(bond):
    return bond.world.viewer.actor.user_id


@own
def key_id(bond):
    return bond.world.a.actor.key_id


@own
def import_id(bond):
    world, import_id = bond.world, bond.id("import")
    world.add(
        Import,
        organization_id=bond.first,
        id=import_id,
        kind=ListKind.ACCOUNTS,
        mode="replace",
        filename="accounts.csv",
        digest="0" * 64,
        size=1,
        created_by=world.a.actor.user_id,
        state="succeeded",
        created_at=NOW,
    )
    world.add(
        ImportReject,
        organization_id=bond.first,
        import_id=import_id,
        number=0,
        line=7,
        column="Website",
        code="domain",
        severity="warning",
        message="Not a web address.",
        value="Sharedname",
    )
    return import_id


@own
def webhook_id(bond):
    world, webhook_id = bond.world, bond.id("webhook")
    world.add(
        Webhook,
        organization_id=bond.first,
        id=webhook_id,
        url="https://hooks.example.com/Sharedname",
        events=["import.undone"],  # What nobody does here: nothing is to be sent.
        created_at=NOW,
    )
    return webhook_id


@own
def delivery_id(bond):
    world, delivery_id = bond.world, bond.id("delivery")
    world.add(
        Delivery,
        organization_id=bond.first,
        id=delivery_id,
        webhook_id=bond.ids["webhook_id"],
        type="overlap.published",
        data={"id": bond.id("overlap")},
        occurred_at=NOW,
        created_at=NOW,
        state="failed",
        attempts=10,
    )
    return delivery_id


# -- a partnership and what is below it ----------------------------------------------------------


@shared
def partnership_id(bond):
    world, ended = bond.world, bond.state == "ended"
    bond.ids["partnership_id"] = bond.id("partnership")
    world.add(
        Partnership,
        id=bond.ids["partnership_id"],
        first_id=bond.first,
        second_id=bond.second,
        partner_domain="b.com",
        state=bond.state,
        created_at=NOW,
        activated_at=NOW,
        ended_at=NOW if ended else None,
    )
    for side in (bond.first, bond.second):
        bond.add(
            SharingPolicy,
            organization_id=side,
            level="overlapping_accounts",
            fields=[GRANTED],
            compared=["phone"],
        )
    if not ended:
        ask_for_more(bond)
    return bond.ids["partnership_id"]


def ask_for_more(bond):
    """Have a change wait on either side that somebody else of it asked for."""
    terms = {"level": "overlapping_accounts", "fields": [GRANTED, "owner"], "compared": []}
    terms |= {"contacts": "counts", "amounts": True, "strictness": "standard"}
    for side in (bond.first, bond.second):
        bond.world.add(
            PendingChange,
            organization_id=side,
            id=PENDING,
            subject_id=bond.ids["partnership_id"],
            kind="sharing",
            asked_by=bond.id("somebody"),
            change=terms,
            created_at=NOW,
        )


@shared
def request_id(bond):
    terms = replace(NOTHING, fields=["owner"])
    return bond.add(
        SharingRequest,
        id=bond.id("request"),
        asked_by=bond.second,
        terms=sharing.written(terms),
        message="For the dinner of Sharedname.",
        created_at=NOW,
    ).id


@shared
def overlap_id(bond):
    version = bond.world.session.get_one(Organization, bond.first).list_version
    seen = shape(
        rows=4, with_owner=1, with_opportunity=1, with_contact=1, created_months={},
        previous_rows=None,
    ).to_json()  # fmt: skip
    pair = (["x"], ["y"], [1])
    return bond.add(
        Overlap,
        id=bond.id("overlap"),
        number=1,
        asked_by=bond.first,
        state="succeeded",
        progress=1.0,
        level="overlapping_accounts",
        first_version=version,
        second_version=version,
        first_approved_at=NOW,
        second_approved_at=NOW,
        first_shape=seen,
        second_shape=seen,
        counts=count(*pair).to_json(),
        matrix=matrix(*pair, ["customer"], ["prospect"]).to_json(),
        created_at=NOW,
        published_at=NOW,
    ).id


@shared
def match_id(bond):
    account = bond.ids["account_id"]
    theirs = first_of(bond, Account, bond.second)
    shown = {"name": "Sharedname", "domain": "sharedname.com"}
    # The card of B holds a field whose grant B has taken back since the release.
    match = bond.add(
        Match,
        overlap_id=bond.ids["overlap_id"],
        position=0,
        id=keys_of(bond.world.session).match_id(bond.ids["partnership_id"], account, theirs),
        company=1,
        first_account_id=account,
        second_account_id=theirs,
        confidence=9_990,
        tier="certain",
        rules=[],
        explanation="The same web domain.",
        first_population="customer",
        second_population="prospect",
        first_open_opportunity=False,
        second_open_opportunity=False,
        first_card=shown | {GRANTED: "DE"},
        second_card=shown | {GRANTED: "AT", "owner": f"{bond.world.hidden} owner"},
    )
    note_disclosed(bond, account, bond.first, bond.second)
    note_disclosed(bond, theirs, bond.second, bond.first)
    bond.add(
        WaitingPair,
        overlap_id=bond.ids["overlap_id"],
        position=0,
        id=match.id,
        first_account_id=account,
        second_account_id=theirs,
    )
    cell = {"company": 1, "seniority": "vp", "function": "it"}
    people = {"only_first": 1, "only_second": 1, "both": 0}
    bond.add(ContactCell, overlap_id=bond.ids["overlap_id"], **cell, **people)
    for who in (bond.world.a, bond.world.b):
        bond.add(
            Decision,
            match_id=match.id,
            organization_id=who.actor.organization_id,
            first_account_id=account,
            second_account_id=theirs,
            decision="accepted",
            decided_by=who.actor.user_id,
            decided_at=NOW,
        )
    return match.id


def note_disclosed(bond, account, owner, partner):
    """Say in the owner's ledger that the partner was shown an account of it."""
    key = {"organization_id": owner, "sequence": 1_000 if bond.state == "active" else 2_000}
    bond.add(
        Disclosure,
        **key,
        partner_id=partner,
        purpose="overlap",
        release_id=bond.ids["overlap_id"],
        release_number=1,
        fields=["name"],
        records=1,
        digest="0" * 64,
        created_at=NOW,
    )
    bond.world.add(DisclosedRecord, **key, subject="account", subject_id=account)
    bond.world.add(DisclosedRecord, **key, subject="counts", subject_id="")


@shared
def event_id(bond):
    return bond.add(
        Event,
        id=bond.id("event"),
        name="Dinner",
        kind="dinner",
        lead_id=bond.first,
        capacity=1,
        starts_on=TODAY,
        ends_on=TODAY,
        created_at=NOW,
    ).id


@shared
def cost_id(bond):
    return bond.add(
        Cost,
        id=bond.id("cost"),
        event_id=bond.ids["event_id"],
        organization_id=bond.first,
        description="Room",
        amount_minor=100_00,
        currency="EUR",
        created_at=NOW,
    ).id


@shared
def target_id(bond):
    event = {"event_id": bond.ids["event_id"]}
    bond.add(TargetList, **event, overlap_id=bond.ids["overlap_id"], parameters={}, wanted=3)
    card = {"name": "Sharedname", "domain": "sharedname.com", "population": "customer"}
    return bond.add(
        Target,
        **event,
        id=bond.id("target"),
        rank=1,
        company=1,
        score=10,
        play="introduce_first",
        inviter="first",
        reasons=[],
        first_accounts=[bond.ids["account_id"]],
        second_accounts=[first_of(bond, Account, bond.second)],
        first_card=card,
        second_card=card | {"owner": f"{bond.world.hidden} owner"},
    ).id


@shared
def report_id(bond):
    targets = [roi.TargetAccounts("t", ["x"], ["y"])]
    scope = roi.Scope(TODAY, as_of=TODAY + timedelta(days=90))
    return bond.add(
        Report,
        id=bond.id("report"),
        event_id=bond.ids["event_id"],
        number=1,
        state="succeeded",
        progress=1.0,
        asked_by=bond.first,
        as_of=date(2026, 6, 1),
        first_version=1,
        second_version=1,
        figures=roi.build(targets, [], [], scope).to_json(contributions=True),
        created_at=NOW,
        published_at=NOW,
    ).id
