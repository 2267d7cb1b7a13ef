"""Explaining any pair that the reader may see, also why it is no match.

Two accounts of one's own list are compared by all they hold. An account of the other side is
compared by what its card in a release shows to the reader at this moment, and by nothing else: so
the answer follows from what the reader sees already, and can be asked for as often as one likes.
"""

from dataclasses import asdict, dataclass
from typing import Any

from partnerhub import matching
from partnerhub.domain.decisions import Standing, Verdict, standing
from partnerhub.domain.disclosure import Strictness
from partnerhub.domain.errors import ConflictError, NotFoundError
from partnerhub.domain.permissions import Actor
from partnerhub.matching import MatchPolicy
from partnerhub.persistence import Session, keys_of
from partnerhub.persistence.models import Account, Match
from partnerhub.persistence.queries import lists as own_lists
from partnerhub.persistence.queries import overlaps as queries
from partnerhub.services import lists
from partnerhub.services.overlaps import policies
from partnerhub.services.overlaps.reading import Release, release
from partnerhub.services.overlaps.showing import DecisionsView, Said, decisions, theirs, told_tier
from partnerhub.services.overlaps.telling import taken_back, tell

COMPARED = (
    *("name", "website", "country", "state", "city", "postal_code", "phone"),
    *("duns", "tax_id", "registration_number", "external_id"),
)
"""Columns of an account that are compared."""

DECIDED = {
    Standing.ACCEPTED: "It was accepted: the next overlap of lists that have both accounts has it.",
    Standing.REJECTED: "It is kept out because it was rejected.",
    Standing.DISPUTED: "It is kept out because one side accepted and the other rejected it.",
}
WAITS: dict[str | None, str] = {
    Verdict.ACCEPTED: "You accepted it: it shows in an overlap once the other side did so, too.",
    Verdict.REJECTED: DECIDED[Standing.REJECTED],
}
"""What is said of such a pair between `strict` partners, by the reader's own word alone."""
RELEASED = "The overlap has this pair."
CLOSE = "Compared with each other alone they would be a match; in the overlap another account fits "
CLOSE += "better, or fields speak against it that are not shared with you."
SAME = "They are the same company: one of them is probably a duplicate."
UNDECIDED = DecisionsView(Standing.NONE, None, None, [])


@dataclass(frozen=True, slots=True)
class ExplanationView:
    """Why two accounts are a match, or why not."""

    confidence: float
    tier: str | None
    rules: list[dict[str, Any]]
    explanation: str
    reason: str
    policy: dict[str, str]
    match_id: str | None
    decision_state: Standing
    decisions: list[Said]


def explain(
    session: Session, actor: Actor, *, overlap_id: str, account_id: str, match_id: str
) -> ExplanationView:
    """Explain one of the actor's accounts and the other side's account of a match.

    Both are taken as the overlap compared them.

    Raises:
        NotFoundError: The actor's list of then has no such account, or the overlap no such match.
    """
    shown = release(session, actor, overlap_id)
    account = _own(session, actor, shown, account_id)
    other = session.scalars(queries.match(shown.part, match_id)).one_or_none()
    if other is None:
        raise NotFoundError
    pair_id = _pair_id(session, shown, account_id, other)
    said = decisions(session, shown.party, [pair_id])[pair_id]
    pair = session.scalars(queries.match(shown.part, pair_id)).one_or_none()
    if pair is not None:
        return _released(shown, pair, said)
    policy = _policy(shown)
    found = matching.explain(_values(account), _card(shown, other), policy=policy)
    if shown.shared.effective_strictness is Strictness.STRICT:
        own = _own_word(said)
        return _told(found, policy, WAITS.get(own.mine) or found.why_not or CLOSE, own)
    reason = DECIDED.get(said.standing) or found.why_not or CLOSE
    return _told(found, policy, reason, said)


def _own_word(said: DecisionsView) -> DecisionsView:
    """Keep of what was said of a pair that no release has what the reader said itself."""
    own = [each for each in said.said if each.whose == "mine"]
    return DecisionsView(standing(said.mine, None), said.mine, None, own)


def explain_own(
    session: Session, actor: Actor, *, account_id: str, other_id: str
) -> ExplanationView:
    """Explain two accounts of the actor's own list: whether one is a duplicate of the other.

    Raises:
        NotFoundError: One of them is another's, was removed, or never was.
    """
    accounts = [_values(lists.find(session, actor, Account, one)) for one in (account_id, other_id)]
    found = matching.explain(*accounts)
    return _told(found, matching.DEFAULT, found.why_not or SAME, UNDECIDED)


def _told(
    found: matching.Explanation, policy: MatchPolicy, reason: str, said: DecisionsView
) -> ExplanationView:
    return ExplanationView(
        confidence=found.confidence,
        tier=found.tier,
        rules=[asdict(rule) for rule in found.rules],
        explanation=found.explanation,
        reason=reason,
        policy=policies.named(policy),
        match_id=None,
        decision_state=said.standing,
        decisions=said.said,
    )


def _own(session: Session, actor: Actor, shown: Release, account_id: str) -> Account:
    """Find an account of the actor's list as the overlap compared it."""
    number, _ = shown.party.side.mine_theirs(
        shown.overlap.first_version, shown.overlap.second_version
    )
    query = own_lists.visible_to(actor, Account, number).where(Account.id == account_id)
    account = session.scalars(query).one_or_none()
    if account is None:
        raise NotFoundError
    return account


def _pair_id(session: Session, shown: Release, account_id: str, other: Match) -> str:
    """Name the pair of an own account and the other side's account of a match."""
    side = shown.party.side
    _, their_id = side.mine_theirs(other.first_account_id, other.second_account_id)
    first, second = side.mine_theirs(account_id, their_id)
    return keys_of(session).match_id(other.partnership_id, first, second)


def _values(account: Account) -> dict[str, Any]:
    values = {name: getattr(account, name) for name in COMPARED}
    return {"id": account.id, "email_domain": account.domain} | values


def _card(shown: Release, other: Match) -> dict[str, Any]:
    """What the reader sees of the other side's account, as it is compared."""
    card = theirs(shown.party, other, shown.shared.their_terms, shown.overlap)
    seen = {name: card[name] for name in COMPARED if name in card}
    return {"id": "theirs", "website": card.get("domain")} | seen


def _policy(shown: Release) -> MatchPolicy:
    """The policy of the overlap; today's where that one is not there any more."""
    try:
        return policies.same(shown.overlap.policy)
    except ConflictError:
        return matching.DEFAULT


def _released(shown: Release, pair: Match, said: DecisionsView) -> ExplanationView:
    lost = taken_back(shown.overlap.compared, shown.shared.compared)
    rules, explanation, confidence = tell(pair.rules, pair.explanation, pair.confidence, lost)
    return ExplanationView(
        confidence=confidence / 10_000,
        tier=told_tier(pair, confidence, shown.overlap),
        rules=rules,
        explanation=explanation,
        reason=RELEASED,
        policy=policies.named(shown.overlap.policy),
        match_id=pair.id,
        decision_state=said.standing,
        decisions=said.said,
    )
