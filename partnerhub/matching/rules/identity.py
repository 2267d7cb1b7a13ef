"""Rules over identifiers, and over what people decided."""

from partnerhub.matching.evidence import Evidence, always, fact


def same_identifier() -> Evidence:
    """A DUNS, tax, registration or external number is the same on both sides."""
    return Evidence(fact("ids_agree") > 0, always("same company identifier"))


def contradicting_identifiers() -> Evidence:
    """The accounts have different numbers of one kind and none in common: never a match."""
    return Evidence(
        (fact("ids_differ") > 0) & (fact("ids_agree") == 0),
        always("different company identifiers"),
    )


def accepted_by_a_person() -> Evidence:
    """A person of either side accepted the pair: it stays a match whatever the lists say."""
    return Evidence(fact("accepted"), always("accepted by a person"))
