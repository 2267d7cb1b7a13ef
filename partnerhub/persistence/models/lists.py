"""The three lists: accounts, contacts, opportunities, every version of every row.

A row is valid from one list version up to another (`valid_to` is empty while it is current), so
that a release can name two numbers and always find what it compared. Numbers count uploads in
steps of `VERSION_STEP`; a single edit takes the next number. An import stages its rows under the
number it reserved, which is higher than any edit's can be: they are invisible until the
organization's `list_version` reaches that number, and publishing is one short transaction.
It costs us one condition in every read.

`id` is a keyed hash of the record key (see `keys`): the same record keeps its id over uploads.
"""

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Date, Index, String
from sqlalchemy.orm import Mapped, MappedAsDataclass, mapped_column

from partnerhub.persistence.base import ID, Base


class Versioned(MappedAsDataclass, kw_only=True):
    """A row of a list, in one of its versions."""

    organization_id: Mapped[str] = mapped_column(ID, primary_key=True)
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    valid_from: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    valid_to: Mapped[int | None] = mapped_column(BigInteger)
    digest: Mapped[str] = mapped_column(ID)
    record_id: Mapped[str | None] = mapped_column(String(255))
    updated_on: Mapped[date] = mapped_column(Date)


class Account(Versioned, Base, kw_only=True):
    """A company in one CRM list."""

    __tablename__ = "accounts"
    __table_args__ = (Index(None, "organization_id", "valid_from"),)

    name: Mapped[str] = mapped_column(String(4096))
    name_key: Mapped[str] = mapped_column(ID)
    website: Mapped[str | None] = mapped_column(String(4096))
    domain: Mapped[str | None] = mapped_column(String(253))
    country: Mapped[str | None] = mapped_column(String(2))
    state: Mapped[str | None] = mapped_column(String(4096))
    city: Mapped[str | None] = mapped_column(String(4096))
    postal_code: Mapped[str | None] = mapped_column(String(4096))
    street: Mapped[str | None] = mapped_column(String(4096))
    phone: Mapped[str | None] = mapped_column(String(4096))
    owner: Mapped[str | None] = mapped_column(String(4096))
    type: Mapped[str | None] = mapped_column(String(4096))
    declared_population: Mapped[str | None] = mapped_column(String(32))
    parent_record_id: Mapped[str | None] = mapped_column(String(4096))
    industry: Mapped[str | None] = mapped_column(String(4096))
    employees: Mapped[int | None] = mapped_column(BigInteger)
    annual_revenue_minor: Mapped[int | None] = mapped_column(BigInteger)
    annual_revenue_currency: Mapped[str | None] = mapped_column(String(3))
    duns: Mapped[str | None] = mapped_column(String(4096))
    tax_id: Mapped[str | None] = mapped_column(String(4096))
    registration_number: Mapped[str | None] = mapped_column(String(4096))
    external_id: Mapped[str | None] = mapped_column(String(4096))
    linkedin: Mapped[str | None] = mapped_column(String(4096))
    created_on: Mapped[date | None] = mapped_column(Date)
    population: Mapped[str] = mapped_column(String(32), default="prospect")
    open_opportunity: Mapped[bool] = mapped_column(default=False)


class Contact(Versioned, Base, kw_only=True):
    """A person at an account.

    `person_key` is a keyed hash of the e-mail address: the same person has the same key in every
    organization of one installation, and the address cannot be read from it.
    """

    __tablename__ = "contacts"
    __table_args__ = (
        Index(None, "organization_id", "valid_from"),
        Index(None, "organization_id", "account_id"),
        Index(None, "organization_id", "person_key"),
    )

    account_id: Mapped[str | None] = mapped_column(ID)
    account_record_id: Mapped[str | None] = mapped_column(String(4096))
    account_name: Mapped[str | None] = mapped_column(String(4096))
    account_name_key: Mapped[str | None] = mapped_column(ID)
    first_name: Mapped[str | None] = mapped_column(String(4096))
    last_name: Mapped[str | None] = mapped_column(String(4096))
    full_name: Mapped[str | None] = mapped_column(String(4096))
    name_key: Mapped[str | None] = mapped_column(ID)
    email: Mapped[str | None] = mapped_column(String(320))
    email_domain: Mapped[str | None] = mapped_column(String(253))
    person_key: Mapped[str | None] = mapped_column(ID)
    title: Mapped[str | None] = mapped_column(String(4096))
    seniority: Mapped[str] = mapped_column(String(32))
    function: Mapped[str] = mapped_column(String(32))
    phone: Mapped[str | None] = mapped_column(String(4096))
    owner: Mapped[str | None] = mapped_column(String(4096))
    opted_out: Mapped[bool]
    created_on: Mapped[date | None] = mapped_column(Date)


class Opportunity(Versioned, Base, kw_only=True):
    """A deal at an account."""

    __tablename__ = "opportunities"
    __table_args__ = (
        Index(None, "organization_id", "valid_from"),
        Index(None, "organization_id", "account_id"),
    )

    account_id: Mapped[str | None] = mapped_column(ID)
    account_record_id: Mapped[str | None] = mapped_column(String(4096))
    account_name: Mapped[str | None] = mapped_column(String(4096))
    account_name_key: Mapped[str | None] = mapped_column(ID)
    name: Mapped[str | None] = mapped_column(String(4096))
    stage: Mapped[str | None] = mapped_column(String(4096))
    status: Mapped[str] = mapped_column(String(8))
    amount_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str | None] = mapped_column(String(3))
    created_on: Mapped[date | None] = mapped_column(Date)
    close_on: Mapped[date | None] = mapped_column(Date)
    type: Mapped[str | None] = mapped_column(String(4096))
    owner: Mapped[str | None] = mapped_column(String(4096))
    lead_source: Mapped[str | None] = mapped_column(String(4096))


class ListVersion(Base, kw_only=True):
    """One state of an organization's three lists, and what made it."""

    __tablename__ = "list_versions"

    organization_id: Mapped[str] = mapped_column(ID, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    cause: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[str] = mapped_column(ID)
    accounts: Mapped[int] = mapped_column(BigInteger)
    summary: Mapped[dict[str, Any]]
