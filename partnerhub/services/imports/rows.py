"""From the clean records of a file to the rows of a list: ids, digests, derived columns.

Column-wise: a hundred thousand rows are a few calls over whole columns. What has to be hashed
with our own keys is hashed value by value, about a microsecond each.
"""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import pyarrow as pa
import pyarrow.compute as pc

from partnerhub.domain.keys import Keyring, digests
from partnerhub.domain.lists import ListKind
from partnerhub.domain.titles import classify

SEPARATOR, MISSING = "\x1f", "\x1e"
NATURAL_KEY = {
    ListKind.ACCOUNTS: ("name", "domain", "country", "city", "postal_code"),
    ListKind.CONTACTS: ("email", "full_name", "account_record_id", "account_name"),
    ListKind.OPPORTUNITIES: ("name", "account_record_id", "account_name", "created_on"),
}
"""What tells two records apart where the file has no ids."""


def identify(
    records: pa.Table, kind: ListKind, organization_id: str, keys: Keyring
) -> pa.ChunkedArray:
    """Give each record the id it has in every version of the list."""
    return pa.chunked_array(
        [pa.array(keys.record_ids(organization_id, kind, _record_keys(records, kind)), pa.string())]
    )


def build(
    records: pa.Table, kind: ListKind, organization_id: str, keys: Keyring, *, today: date
) -> pa.Table:
    """Turn identified records (with `id` and `line`) into rows of the list's table.

    Version numbers are still missing; `line` stays, so that a later refusal can name it.
    """
    data = records.drop_columns(["line", "id"])
    size = len(records)
    columns = {name: data[name] for name in data.schema.names}
    columns |= {"id": records["id"], "line": records["line"]}
    columns["digest"] = pa.array(digests(_joined(data, data.schema.names).to_pylist()), pa.string())
    columns["updated_on"] = pa.array([today] * size, pa.date32())
    columns["organization_id"] = pa.array([organization_id] * size, pa.string())
    columns |= DERIVED[kind](data, organization_id, keys)
    return pa.table(columns)


def _accounts(data: pa.Table, organization_id: str, keys: Keyring) -> dict[str, pa.Array]:  # noqa: ARG001
    size = len(data)
    return {
        "name": pc.coalesce(data["name"], data["domain"]),
        "name_key": _name_keys(pc.coalesce(data["name"], data["domain"])),
        "population": pc.coalesce(data["declared_population"], pa.scalar("prospect")),
        "open_opportunity": pa.array([False] * size),
    }


def _contacts(data: pa.Table, organization_id: str, keys: Keyring) -> dict[str, pa.Array]:
    titles = [_title(title) for title in data["title"].to_pylist()]
    return _linked(data, organization_id, keys) | {
        "name_key": pa.array(keys.name_keys(_folded(data["full_name"]).to_pylist()), pa.string()),
        "person_key": pa.array(keys.person_keys(data["email"].to_pylist()), pa.string()),
        "seniority": pa.array([seniority for seniority, _ in titles], pa.string()),
        "function": pa.array([function for _, function in titles], pa.string()),
    }


def _linked(data: pa.Table, organization_id: str, keys: Keyring) -> dict[str, pa.Array]:
    """Where the CRM's id of the account is known, so is ours, whether or not it is there yet."""
    ids = keys.record_ids(organization_id, ListKind.ACCOUNTS, data["account_record_id"].to_pylist())
    return {
        "account_id": pa.array(ids, pa.string()),
        "account_name_key": _name_keys(data["account_name"]),
    }


DERIVED: dict[ListKind, Callable[[pa.Table, str, Keyring], dict[str, pa.Array]]] = {
    ListKind.ACCOUNTS: _accounts,
    ListKind.CONTACTS: _contacts,
    ListKind.OPPORTUNITIES: _linked,
}


@lru_cache(maxsize=100_000)
def _title(title: str | None) -> tuple[str, str]:
    found = classify(title or "")
    return str(found.seniority), str(found.function)


def _record_keys(data: pa.Table, kind: ListKind) -> list[str | None]:
    natural = pc.binary_join_element_wise(
        pa.scalar("natural"), _folded(_joined(data, NATURAL_KEY[kind])), SEPARATOR
    )
    keys: list[str | None] = pc.coalesce(data["record_id"], natural).to_pylist()
    return keys


def _joined(data: pa.Table, names: list[str] | tuple[str, ...]) -> pa.ChunkedArray:
    parts = [pc.fill_null(pc.cast(data[name], pa.string()), MISSING) for name in names]
    return pc.binary_join_element_wise(*parts, SEPARATOR)


def _folded(texts: pa.ChunkedArray) -> pa.ChunkedArray:
    spaced = pc.replace_substring_regex(pc.utf8_lower(texts), r"\s+", " ")
    return pc.utf8_trim_whitespace(spaced)


def _name_keys(names: pa.ChunkedArray) -> pa.Array:
    return pa.array(digests(_folded(names).to_pylist()), pa.string())
