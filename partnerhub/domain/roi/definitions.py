"""Definitions: the sentence that stands beside each figure, wherever it is shown.

Win rate and close rate are swapped by half the field; so no figure travels without its sentence.
"""

DEFINITIONS = {
    "targets": "Accounts on the agreed target list, each company once.",
    "pipeline_accounts": (
        "Targets with at least one opportunity created after the baseline and inside the window."
    ),
    "closed_accounts": "Those of them with at least one such opportunity won.",
    "pipeline_rate": (
        "Targets with at least one opportunity created after the baseline and inside the window, "
        "divided by all targets."
    ),
    "close_rate": (
        "Targets with at least one such opportunity won, divided by the targets that entered "
        "pipeline."
    ),
    "closed_of_targets": (
        "Targets with at least one such opportunity won, divided by all targets."
    ),
    "deals": "Opportunities at targets created after the baseline and inside the window.",
    "win_rate": "Such opportunities won, divided by those won or lost.",
    "opportunity_close_rate": (
        "Such opportunities won, divided by all of them, open ones included."
    ),
    "cycle_days": "Mean days from creation to winning, over the won opportunities.",
    "sourced_accounts": "Targets with at least one sourced opportunity.",
    "sourced_deals": (
        "Opportunities created inside the window at targets that had no open opportunity at the "
        "baseline and had not bought before."
    ),
    "influenced_accounts": "Targets with at least one influenced opportunity.",
    "influenced_deals": (
        "Opportunities open at the baseline that closed or advanced inside the window."
    ),
    "deals_without_amount": (
        "Opportunities in scope without an amount; they are in no sum of money."
    ),
    "both_in_pipeline": (
        "Targets where both sides have an opportunity in scope; each side's amounts are its own."
    ),
    "pipeline_amount": "Amount of all opportunities in scope: open, won and lost.",
    "won_amount": "Amount of the won opportunities in scope.",
    "win_rate_by_value": "Amount won, divided by the amount won or lost.",
    "average_deal": "Amount won, divided by the won opportunities that have an amount.",
    "pipeline_velocity": (
        "Opportunities times average deal times win rate, divided by the cycle in days."
    ),
    "sourced_amount": "Amount of the sourced opportunities.",
    "sourced_won_amount": "Amount of the sourced opportunities that are won.",
    "influenced_won_amount": "Amount of the influenced opportunities that are won.",
    "cost": "What was spent on the event.",
    "roi": "Amount won less cost, divided by cost.",
}

JOINT_ROI = (
    "Amount won by both sides, each its own deals, less the cost of both, divided by that cost."
)
