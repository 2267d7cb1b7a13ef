"""A field that is taken off the cards of one side is gone there, and nowhere else."""

from partnerhub.domain.sides import Side
from partnerhub.persistence import cards
from partnerhub.persistence.models import Match
from tests.factories.overlaps import Shared, publish


def test_fields_are_taken_off_all_cards_of_one_side(session, make):
    agreed = make.partnership()
    overlaps = [
        publish(
            session, agreed, [Shared("acme"), Shared("borg")], fields=("city", "owner", "phone")
        )
        for _ in range(2)
    ]

    cards.take_off(session, agreed.id, overlaps[0].id, Side.SECOND, ["city", "owner"])
    session.expire_all()

    for overlap, narrowed in zip(overlaps, (True, False), strict=True):
        for match in session.query(Match).filter_by(overlap_id=overlap.id):
            whole = {"name", "domain", "city", "owner", "phone"}
            assert match.first_card.keys() == whole
            assert match.second_card.keys() == (whole - {"city", "owner"} if narrowed else whole)
