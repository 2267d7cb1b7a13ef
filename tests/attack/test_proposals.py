"""Proposals tell nothing about who uses partnerhub, and a refusal binds only who was refused."""

import re

from tests.journeys.people import compare


def propose(manager, domain):
    return manager.call("POST", "/v1/partnerships", json={"partner_domain": domain})


def story(manager, domain):
    """Everything a proposer gets to read, with ids, moments and the domain taken out."""
    made = propose(manager, domain)
    path = made.headers["Location"]
    answers = [
        made,
        propose(manager, domain),
        manager.call("GET", path),
        manager.call("GET", f"{path}/sharing"),
        manager.call("POST", f"{path}/accept"),
        manager.call("POST", f"{path}/overlaps"),
        manager.call("GET", f"{path}/events"),
        manager.call("POST", f"{path}/end"),
        manager.call("GET", path),
        propose(manager, domain),
        manager.call("GET", "/v1/audit?limit=5"),
    ]
    text = "\n".join(f"{one.status} {one.headers}\n{one.text}" for one in answers)
    text = text.replace(domain, "a.test")
    text = re.sub(r"\b[0-9a-zA-Z_-]{16,}\b", "ID", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT[0-9:.+Z]*", "MOMENT", text)
    return re.sub(r'"sequence":\d+|Content-Length: \d+', "N", text)


def test_a_known_and_an_unknown_partner_domain_answer_the_same_bytes(office, first, second):
    unknown = second.domain[::-1].split(".", 1)[-1] + ".com"

    assert story(first, second.domain) == story(office.manager("Third"), unknown)


def test_who_declined_may_propose_itself(first, second):
    made = propose(first, second.domain).json["id"]
    second.post(f"/v1/partnerships/{made}/decline", status=200)

    assert propose(first, second.domain).status_code == 429
    assert propose(second, first.domain).status_code == 201


def test_a_partnership_that_begins_again_does_not_bring_old_overlaps_back(
    first, second, partnership, overlap
):
    old = f"/v1/overlaps/{overlap['id']}"
    match = first.get(f"{old}/matches")["items"][0]["id"]
    second.post(f"/v1/partnerships/{partnership}/end", status=200)
    again = propose(second, first.domain).json["id"]
    first.post(f"/v1/partnerships/{again}/accept", status=200)
    for manager in (first, second):
        manager.share(again)
    new = compare(first, second, again)["id"]

    for path in ("", "/shape", "/matches", "/contacts", "/export", f"/changes?since={new}"):
        assert first.call("GET", old + path).status_code == 410, path
    assert first.call("GET", f"/v1/overlaps/{new}/changes?since={overlap['id']}").status_code == 410
    decision = f"/v1/overlaps/{new}/matches/{match}/decision"
    assert first.call("PUT", decision, json={"decision": "rejected"}).status_code == 404
