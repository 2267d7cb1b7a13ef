"""Seniority and function: the two things a title is read for."""

from dataclasses import dataclass
from enum import StrEnum


class Seniority(StrEnum):
    """How high somebody stands, the highest first."""

    C_SUITE = "c_suite"
    """Runs the company or one of its pillars: CEO, CFO, Geschäftsführer, PDG."""

    FOUNDER_OWNER = "founder_owner"
    """Founded or owns the company."""

    PARTNER = "partner"
    """Partner of a firm; a partner manager is not."""

    VP = "vp"
    """Vice president, outside banks."""

    HEAD = "head"
    """Head of a function: Head of Sales, Leiter Einkauf."""

    DIRECTOR = "director"
    """Director, Directeur commercial, Prokurist, chief of staff."""

    MANAGER = "manager"
    """Manager, team lead, Responsable, Jefe de ventas; vice president of a bank."""

    SENIOR = "senior"
    """Experienced, without people to lead: senior, principal, lead engineer."""

    INDIVIDUAL = "individual"
    """Individual contributor."""

    INTERN = "intern"
    """Intern, apprentice, working student."""

    UNKNOWN = "unknown"
    """The title does not say."""

    @property
    def rank(self) -> int:
        """Place in the order, 0 for the highest.

        >>> Seniority.C_SUITE.rank < Seniority.VP.rank < Seniority.UNKNOWN.rank
        True
        """
        return _RANKS[self]

    def at_least(self, other: "Seniority") -> bool:
        """Whether this stands as high as the other, or higher.

        >>> Seniority.VP.at_least(Seniority.DIRECTOR)
        True
        """
        return self.rank <= other.rank


_RANKS = {seniority: rank for rank, seniority in enumerate(Seniority)}


class Function(StrEnum):
    """What part of the company somebody works in."""

    EXECUTIVE = "executive"
    MARKETING = "marketing"
    SALES = "sales"
    IT = "it"
    FINANCE = "finance"
    OPERATIONS = "operations"
    HR = "hr"
    LEGAL = "legal"
    PRODUCT = "product"
    ENGINEERING = "engineering"
    SECURITY = "security"
    PROCUREMENT = "procurement"
    CUSTOMER_SUCCESS = "customer_success"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Title:
    """What a job title says."""

    seniority: Seniority
    function: Function
