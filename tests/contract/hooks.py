"""What no document can say of a call, and so no checker can know.

schemathesis reads the OpenAPI document, makes calls up and judges the answers by it. All of its
checks are on. Here stands what it must not do (end its own key), and which of its findings are
none: each by the code of the answer, with the reason.
"""

import schemathesis

ABSENT = "0" * 32
ENDS_THE_RUN = {"revoke_api_key", "remove_user", "change_user", "end_partnership"}
"""Without its key, its role or the partnership a run would see refusals only."""

CANNOT_BE_MADE_UP = {
    "bad_cursor": "A cursor is sealed by the server that gave it.",
    "idempotency_key_reused": "The same short keys are made up again and again.",
    "precondition_failed": "A tag names the revision that was read.",
    "sharing_ended": "What is named was ended by a call before.",
    "webhook_url": "Which addresses are public stands in no schema.",
    "upload_quota": "Nobody reads what was uploaded during the run.",
}
"""Refusals of calls that fit the document, by code."""

MEANS_SOMETHING = {
    "email": "What is an address is decided by more than a pattern.",
    "partner_domain": "A company's domain is not a suffix, and not a mailbox provider's.",
    "amount": "How many decimals there may be depends on the currency.",
    "currency": "Not every three letters are a currency.",
    "timezone": "Not every text is a time zone.",
    "starts_on": "No schema bounds a day, and one day may not be before another.",
    "ends_on": "The same.",
    "baseline_on": "The same.",
    "as_of": "The same.",
    "mapping": "JSON inside a form's text.",
    "stages": "The same.",
    "populations": "The same.",
    "max_reject_share": "A decimal is written as a text, and no schema bounds a text.",
    "min_confidence": "The same.",
    "contacts_basis": "Names need a legal basis, and nothing else does.",
    "preset": "A request names terms or a preset, whichever.",
    "rule": "Which rules there are says the match policy of the overlap.",
    "match_id": "A target is named by one of two members, whichever.",
}
"""Members whose values can be wrong though they fit the document."""

REFUSED_ALL_THE_SAME = {410, 412, 413, 414, 428}
"""Refusals that the checks of bad data do not count as such: of RFC 6585, or made earlier."""


@schemathesis.hook
def before_call(context, case, kwargs):
    """Leave what the run rests on alone."""
    definition = case.operation.definition.raw
    if definition.get("operationId") in ENDS_THE_RUN:
        for name in case.path_parameters or {}:
            case.path_parameters[name] = ABSENT


def has_a_point(value):
    """Whether a number has one: to a schema 7.0 is a whole number, to the API it is none."""
    if isinstance(value, dict):
        return any(map(has_a_point, value.values()))
    return any(map(has_a_point, value)) if isinstance(value, list) else isinstance(value, float)


@schemathesis.hook
def filter_failure(context, failure, case, response):
    """Keep a finding unless it is of a kind that is none, for a reason that stands above."""
    kind = type(failure).__name__
    if kind == "RejectedPositiveData":
        problem = response.json()
        wrong = {
            each.get("pointer", each.get("parameter")).rpartition("/")[2]
            for each in problem.get("errors", ())
        }
        about_meaning = bool(wrong) and wrong <= MEANS_SOMETHING.keys()
        made_up = problem["code"] in CANNOT_BE_MADE_UP
        no_list = problem["code"].startswith("import_")  # Which bytes are one stands in no schema.
        return not (made_up or no_list or about_meaning or has_a_point(case.body))
    if kind in {"AcceptedNegativeData", "MissingHeaderNotRejected"}:
        return response.status_code not in REFUSED_ALL_THE_SAME
    if kind == "EnsureResourceAvailability":  # What was made was not asked for: see `before_call`.
        return case.operation.definition.raw.get("operationId") not in ENDS_THE_RUN
    # The address of a preview is also that of an import called so, which GET would look for.
    return not (kind == "AllowHeaderMismatch" and case.path == "/v1/imports/preview")
