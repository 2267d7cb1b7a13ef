"""A developer of each side is told over HTTPS what the two partners do, and verifies it."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from standardwebhooks import Webhook as Signature
from standardwebhooks import WebhookVerificationError

from tests.factories.receivers import Internet, Receiver, authority
from tests.journeys.people import Office, agree, compare

PAGE = Path(__file__).parents[2] / "docs" / "webhooks.md"
ACCOUNTS = "Account ID,Account Name,Website\n" + "\n".join(
    f"{n},Company {n},company{n}.com" for n in range(12)
)


@pytest.fixture
def receivers():
    issuer = authority()
    both = [Receiver(issuer), Receiver(issuer)]
    for each in both:
        each.issuer = issuer
    yield both
    for each in both:
        each.close()


@pytest.fixture
def office(own_settings, own_database, receivers, tmp_path):
    receivers[0].issuer.cert_pem.write_to_path(tmp_path / "ca.pem")
    settings = replace(
        own_settings,
        webhook_hosts=tuple(each.place for each in receivers),
        webhook_ca_file=str(tmp_path / "ca.pem"),
    )
    return Office(settings, own_database)


def arrived(receiver):
    """Everything that has arrived so far."""
    found = []
    while not receiver.requests.empty():
        found.append(receiver.requests.get())
    return found


def types(requests):
    return [json.loads(request.body)["type"] for request in requests]


def test_both_sides_are_told_of_the_overlap_and_can_verify_it(first, second, receivers, upload):
    hooks = [
        manager.post("/v1/webhooks", {"url": receiver.url}, 201)
        for manager, receiver in zip((first, second), receivers, strict=True)
    ]
    partnership = agree(first, second)
    for manager in (first, second):
        upload(manager, ACCOUNTS)

    overlap = compare(first, second, partnership)

    told = [arrived(receiver) for receiver in receivers]
    for hook, requests in zip(hooks, told, strict=True):
        said = [
            Signature(hook["secret"]).verify(request.body, request.headers) for request in requests
        ]
        assert {"id": overlap["id"], "partnership_id": partnership, "number": 1} in [
            each["data"] for each in said if each["type"] == "overlap.published"
        ]
        assert len({request.headers["webhook-id"] for request in requests}) == len(requests)
    assert types(told[0]).count("import.published") == types(told[1]).count("import.published") == 1
    bodies = b"".join(request.body for requests in told for request in requests)
    for secret in (b"Company", b"company1", first.domain.encode(), second.domain.encode()):
        assert secret not in bodies
    listed = first.get(f"/v1/webhooks/{hooks[0]['id']}/deliveries")["items"]
    assert {each["state"] for each in listed} == {"delivered"}
    with pytest.raises(WebhookVerificationError):
        Signature(hooks[1]["secret"]).verify(told[0][0].body, told[0][0].headers)


def test_after_the_end_nothing_is_told_but_the_end(first, second, receivers):
    first.post("/v1/webhooks", {"url": receivers[0].url}, 201)
    partnership = agree(first, second)
    second.post(f"/v1/partnerships/{partnership}/end", status=200)

    first.office.worker.run_all()

    assert types(arrived(receivers[0])) == ["partnership.ended"]


def test_a_test_says_at_once_whether_a_delivery_arrives(first, receivers, monkeypatch):
    Internet(monkeypatch).names_lead("localhost", ["127.0.0.1"])
    good = first.post("/v1/webhooks", {"url": receivers[0].url}, 201)
    bad = first.post("/v1/webhooks", {"url": "https://absent.example.com/"}, 201)
    places = [
        first.call("POST", f"/v1/webhooks/{hook['id']}/test", 202).headers["Location"]
        for hook in (good, bad)
    ]

    first.office.worker.run_all()

    assert [first.get(place)["state"] for place in places] == ["delivered", "failed"]
    assert [first.get(place)["error"] for place in places] == [None, "address"]
    assert types(arrived(receivers[0])) == ["webhook.test"]


def sample():
    """The receiver that the page shows, as it stands there."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    return code


def test_the_receiver_of_the_page_takes_what_is_sent_once_and_nothing_else(
    first, receivers, monkeypatch
):
    hook = first.post("/v1/webhooks", {"url": receivers[0].url}, 201)
    first.post(f"/v1/webhooks/{hook['id']}/test", status=202)
    first.office.worker.run_all()
    request = receivers[0].next()
    monkeypatch.setenv("WEBHOOK_SECRET", hook["secret"])
    scope = {"__name__": "sample"}
    exec(compile(sample(), str(PAGE), "exec"), scope)
    client = scope["app"].test_client()

    def send(body=request.body, **headers):
        answer = client.post("/partnerhub", data=body, headers=request.headers | headers)
        return answer.status_code, len(scope["done"])

    assert send() == (204, 1)
    assert send() == (204, 1)  # The same delivery again.
    assert send(body=request.body + b" ") == (400, 1)
    assert send(**{"Webhook-Id": "another"}) == (400, 1)
    old = str(int(request.headers["webhook-timestamp"]) - 301)
    assert send(**{"Webhook-Timestamp": old}) == (400, 1)
