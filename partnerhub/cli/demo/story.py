"""The story of two sellers, told while it happens: from their CRM exports to the joint report."""

from collections.abc import Sequence
from typing import Any

import click

from partnerhub.cli.demo.client import Client
from partnerhub.cli.demo.files import DemoFiles, SellerFiles

CAPACITY = 40
KINDS = ("accounts", "contacts", "opportunities")
POPULATIONS = {
    "customer": "customer",
    "open_opportunity": "open deal",
    "former_customer": "former",
    "prospect": "prospect",
    "other": "other",
}


def tell(files: DemoFiles, first: Client, second: Client) -> str:
    """Live through the whole story over HTTP and print it; return the event's id."""
    one, two = files.first, files.second
    _title("Two companies that sell to the same people")
    for seller in (one, two):
        say(f"{seller.name} ({seller.domain}) sells {seller.sells}; its CRM is {seller.crm}.")
    say("Neither may see the other's customer list. Each uploads its exports as they are.")
    for seller, client in ((one, first), (two, second)):
        _upload(seller, client)
    partnership = _agree(files, first, second)
    overlap = _compare(files, first, second, partnership)
    _people(files, first, overlap)
    event = _plan(files, first, second, partnership)
    _prove(files, first, second, event)
    return event


def _upload(seller: SellerFiles, client: Client) -> None:
    _title(f"{seller.name} uploads its lists")
    for kind, path in zip(
        KINDS, (seller.accounts, seller.contacts, seller.opportunities), strict=True
    ):
        done = client.upload(path, kind)
        counts, found = done["counts"], done["detected"]
        say(
            f"{path.name}: a {found['source'].replace('_', ' ')} {kind} export, "
            f"{found['encoding']}, {len(found['mapping'])} columns recognised; "
            f"{counts['read']:,} rows read, {counts['accepted']:,} kept, "
            f"{counts['rejected']:,} refused."
        )
        rejects = client.get(f"/v1/imports/{done['id']}/rejects", limit=500)["items"]
        for reject in [one for one in rejects if one["severity"] == "error"][:2]:
            click.echo(f"      line {reject['line']}: {reject['message']} [{reject['code']}]")


def _agree(files: DemoFiles, first: Client, second: Client) -> str:
    one, two = files.first, files.second
    _title("They agree what to share")
    proposed = first.post("/v1/partnerships", {"partner_domain": two.domain})
    partnership: str = proposed["id"]
    second.post(f"/v1/partnerships/{partnership}/accept")
    policy = {
        "level": "overlapping_accounts",
        "fields": ["country", "city"],
        "compared": ["website", "state", "postal_code", "phone", "external_id"],
        "contacts": "counts",
        "amounts": True,
    }
    for client in (first, second):
        client.put_current(f"/v1/partnerships/{partnership}/sharing", policy)
    say(
        f"{one.name} proposes, {two.name} accepts. Both share only accounts that both have: name, "
        "domain, population, country, city; people as counts; deal amounts as sums in reports. "
        "Telephone numbers and addresses are compared, and not shown."
    )
    return partnership


def _compare(files: DemoFiles, first: Client, second: Client, partnership: str) -> str:
    one, two = files.first, files.second
    asked = first.post(f"/v1/partnerships/{partnership}/overlaps")
    shape = second.get(f"/v1/overlaps/{asked['id']}/shape")
    rows, owned = shape["rows"]["value"], shape["with_owner"]
    _title("The first comparison waits for a yes")
    say(
        f"{one.name} asks. Before it answers, {two.name} sees only what the other list looks like: "
        f"{rows['from']:,} to {rows['to']:,} accounts, {owned['from_percent']} to "
        f"{owned['to_percent']} % of them with an owner, "
        f"unusual: {', '.join(shape['flags']) or 'nothing'}. {two.name} says yes."
    )
    second.post(f"/v1/overlaps/{asked['id']}/approve")
    overlap = first.wait(f"/v1/overlaps/{asked['id']}")
    counts = overlap["counts"]
    _title("The overlap")
    say(
        f"{counts['companies']:,} companies are on both lists: {counts['mine']:,} accounts of "
        f"{one.name} and {counts['theirs']:,} of {two.name} in {counts['pairs']:,} pairs."
    )
    _matrix(overlap["matrix"], one.name, two.name)
    for miss in overlap["near_misses"][:3]:
        click.echo(f"   Not counted: {miss['sentence']}")
    _title("Five matches, and why")
    _explain(list(first.every(f"/v1/overlaps/{asked['id']}/matches")))
    return str(asked["id"])


def _matrix(matrix: dict[str, Any], mine: str, theirs: str) -> None:
    say(f"Companies by what they are to {mine} (rows) and to {theirs} (columns):")
    shown = [row for row in matrix["rows"] if row["total"]["companies"]]
    names = [column["their_population"] for column in matrix["columns"] if column["companies"]]
    click.echo(
        f"      {'':<12}" + "".join(f"{POPULATIONS[name]:>11}" for name in names) + f"{'all':>11}"
    )
    for row in shown:
        cells = {cell["their_population"]: cell["companies"] for cell in row["cells"]}
        click.echo(
            f"      {POPULATIONS[row['my_population']]:<12}"
            + "".join(f"{cells[name]:>11,}" for name in names)
            + f"{row['total']['companies']:>11,}"
        )
    totals = {column["their_population"]: column["companies"] for column in matrix["columns"]}
    click.echo(
        f"      {'all':<12}"
        + "".join(f"{totals[name]:>11,}" for name in names)
        + f"{matrix['total']['companies']:>11,}"
    )


def _explain(matches: Sequence[dict[str, Any]]) -> None:
    """Show matches whose reasons differ: five times the same sentence explains nothing."""
    seen: dict[tuple[str, ...], dict[str, Any]] = {}
    for match in matches:
        if match["mine"].get("name") != match["theirs"].get("name"):
            seen.setdefault(tuple(sorted(rule["rule"] for rule in match["rules"])), match)
    step = max(1, len(seen) // 5)
    for match in list(seen.values())[::step][:5]:
        mine, theirs = match["mine"]["name"], match["theirs"]["name"]
        click.echo(f"   {mine!r} is {theirs!r}: {match['confidence']:.0%}, {match['tier']}.")
        click.echo(f"      {match['explanation']}")


def _people(files: DemoFiles, first: Client, overlap: str) -> None:
    one, two = files.first, files.second
    _title("Who knows whom")
    only_mine = only_theirs = both = 0
    doors: dict[tuple[str, str], int] = {}
    for company in first.every(f"/v1/overlaps/{overlap}/contacts"):
        for cell in company["cells"]:
            only_mine += cell["only_mine"]
            only_theirs += cell["only_theirs"]
            both += cell["both"]
            if cell["only_theirs"] and not cell["only_mine"] and not cell["both"]:
                key = (cell["seniority"], cell["function"])
                doors[key] = doors.get(key, 0) + cell["only_theirs"]
    say(
        f"At the shared companies {only_mine:,} people are known only to {one.name}, "
        f"{only_theirs:,} only to {two.name}, {both:,} to both. No name crosses."
    )
    wanted = sorted(
        ((n, k) for k, n in doors.items() if k[0] in {"c_suite", "vp", "director", "head"}),
        reverse=True,
    )[:3]
    listed = "; ".join(f"{n} {k[0].replace('_', '-')} in {k[1]}" for n, k in wanted)
    say(f"Doors that {two.name} can open where {one.name} knows nobody like it: {listed}.")


def _plan(files: DemoFiles, first: Client, second: Client, partnership: str) -> str:
    one, two = files.first, files.second
    event = first.post(
        f"/v1/partnerships/{partnership}/events",
        {
            "name": "Finance leaders' dinner",
            "kind": "dinner",
            "capacity": CAPACITY,
            "starts_on": files.event_on.isoformat(),
            "ends_on": files.event_on.isoformat(),
        },
    )
    path = f"/v1/events/{event['id']}"
    for client, amount in ((first, "28500.00"), (second, "19500.00")):
        client.post(
            f"{path}/costs",
            {
                "description": "Venue, dinner, invitations and travel",
                "amount": {"amount": amount, "currency": "EUR"},
            },
        )
    first.post(f"{path}/target-list", {"baseline_on": files.frozen_on.isoformat()})
    summary = first.get(f"{path}/target-list")
    targets = list(first.every(f"{path}/target-list/targets"))
    _title("One target list for a joint dinner")
    say(
        f"{CAPACITY} seats on {files.event_on:%d %B %Y}, so {summary['wanted']} accounts; "
        f"{summary['size']} are on the list, {summary['shortfall']} short."
    )
    introductions = sum(target["play"].startswith("introduction") for target in targets)
    mine = sum(target["inviter"] == "mine" for target in targets)
    say(
        f"{introductions} of them are introductions: customer of one, prospect of the other. "
        f"{one.name} invites at {mine}, {two.name} at {len(targets) - mine}."
    )
    for target in targets[:5]:
        reasons = " ".join(target["reasons"])
        click.echo(f"   {target['rank']:>3}. {target['mine']['name']}: {reasons}")
    for client in (first, second):
        client.post(f"{path}/target-list/approve", {"baseline_on": files.frozen_on.isoformat()})
    frozen = first.get(f"{path}/target-list")["frozen_on"]
    say(f"Both approve; the list is frozen, and {frozen} is the baseline of the report.")
    return str(event["id"])


def _prove(files: DemoFiles, first: Client, second: Client, event: str) -> None:
    _title("Three months after the dinner: the joint report")
    for seller, client in ((files.first, first), (files.second, second)):
        done = client.upload(seller.later_opportunities, "opportunities")
        counts = done["counts"]
        say(
            f"{seller.name} uploads its opportunities again: {counts['created']:,} new, "
            f"{counts['updated']:,} changed, {counts['unchanged']:,} as before."
        )
    report = first.ask(f"/v1/events/{event}/reports")
    for client in (first, second):
        client.post(f"/v1/reports/{report['id']}/sign")
    click.echo()
    click.secho(f"   {report['headline']}", bold=True)
    click.echo()
    for name in ("pipeline_rate", "close_rate", "closed_of_targets", "win_rate"):
        _share(name, report["joint"][name])
    for figure in report["joint"]["roi"]:
        _share(f"roi in {figure['currency']}", figure)
    won = [
        f"{seller.name} {figure['value']['amount']} {figure['currency']}"
        if figure["value"]
        else f"{seller.name} in {figure['currency']}: not shown ({figure['suppressed']})"
        for whose, seller in (("mine", files.first), ("theirs", files.second))
        for figure in report[whose]["won_amount"]
        if figure["value"] is None or float(figure["value"]["amount"])
    ]
    say(f"Won, as {files.first.name} sees it: {'; '.join(won)}.")
    say("Both sides sign the same numbers; either can make them again from the frozen lists.")


def _share(name: str, figure: dict[str, Any]) -> None:
    value = figure["value"]
    if value is None:
        share = f"not shown ({figure['suppressed']})" if figure["suppressed"] else "not defined"
        click.echo(f"   {name:<18} {share}")
        return
    parts = (figure["numerator"], figure["denominator"])
    shown = " of ".join(
        f"{part['amount']} {part['currency']}" if isinstance(part, dict) else str(part)
        for part in parts
    )
    click.echo(f"   {name:<18} {float(value):>7.1%}  {shown}. {figure['definition']}")


def say(text: str) -> None:
    """Print a sentence, wrapped and indented."""
    click.echo(click.wrap_text(text, width=96, initial_indent="   ", subsequent_indent="   "))


def _title(text: str) -> None:
    click.echo()
    click.secho(text, bold=True)
