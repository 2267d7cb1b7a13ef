"""What cannot be done in the state that things are in."""

from partnerhub.domain.errors.base import Kind, PartnerhubError


class ConflictError(PartnerhubError):
    """It is not in a state in which this can be done."""

    code, kind, title = "conflict", Kind.CONFLICT, "Not possible in this state"


class ChangedMeanwhileError(PartnerhubError):
    """It was changed at this very moment: read it again, then try again."""

    code, kind, title = "changed_meanwhile", Kind.CONFLICT, "Changed at this very moment"


class AlreadyExistsError(PartnerhubError):
    """There is one like it already."""

    code, kind, title = "already_exists", Kind.CONFLICT, "It exists already"


class PartnershipNotActiveError(PartnerhubError):
    """Both organizations must accept a partnership before it is used."""

    code, kind = "partnership_not_active", Kind.CONFLICT
    title = "The partnership is not active"


class SharingEndedError(PartnerhubError):
    """The partnership has ended, and with it everything that was shared in it."""

    code, kind, title = "sharing_ended", Kind.GONE, "The partnership has ended"


class SharingHiddenError(PartnerhubError):
    """One side shares nothing yet: PUT /v1/partnerships/{id}/sharing first."""

    code, kind, title = "sharing_hidden", Kind.CONFLICT, "Nothing is shared yet"


class ListEmptyError(PartnerhubError):
    """One side has no accounts yet: upload a list first."""

    code, kind, title = "list_empty", Kind.CONFLICT, "There is no list to compare"


class AwaitingApprovalError(PartnerhubError):
    """The other side has not said yes to this comparison yet."""

    code, kind, title = "awaiting_approval", Kind.CONFLICT, "Waiting for the other side"


class NotReleasedError(PartnerhubError):
    """The overlap is not published, so there is nothing to show from it."""

    code, kind, title = "not_released", Kind.CONFLICT, "The overlap is not published"


class TargetListFrozenError(PartnerhubError):
    """Both sides approved the target list, so it does not change any more."""

    code, kind, title = "target_list_frozen", Kind.CONFLICT, "The target list is frozen"


class TargetListNotFrozenError(PartnerhubError):
    """A report needs a target list that both sides approved."""

    code, kind, title = "target_list_not_frozen", Kind.CONFLICT, "The target list is not approved"


class ImportReleasedError(PartnerhubError):
    """Something was released from this list version, so the import cannot be undone."""

    code, kind, title = "import_released", Kind.CONFLICT, "The import was used already"


class ImportSupersededError(PartnerhubError):
    """The list changed again after this import; undo the newer change first."""

    code, kind, title = "import_superseded", Kind.CONFLICT, "A newer change stands on it"


class TooManyProposalsError(PartnerhubError):
    """This partner declined several times: wait before you propose again."""

    code, kind, title = "too_many_proposals", Kind.TOO_MANY, "Too many proposals"


class AlreadySharedError(PartnerhubError):
    """Your partner shares all of that with you already; `GET …/sharing` says what."""

    code, kind, title = "already_shared", Kind.CONFLICT, "It is shared already"


class TooManySharingRequestsError(PartnerhubError):
    """You asked this partner to share more as often as you may in 30 days: wait as told.

    `Retry-After` says how long.
    """

    code, kind = "too_many_sharing_requests", Kind.TOO_MANY
    title = "Too many requests to share more"


class TooManyWebhooksError(PartnerhubError):
    """An organization has at most 20 webhooks: remove one that is not needed."""

    code, kind, title = "too_many_webhooks", Kind.CONFLICT, "Too many webhooks"


class ReleaseBudgetExhaustedError(PartnerhubError):
    """The partnership made as many releases as it may in 30 days: wait as Retry-After says.

    Counts that are asked for often enough give away whom they count. Only partnerships at
    `counts_only` have this limit, and both sides spend from it; the releases there are can still
    be read.
    """

    code, kind = "release_budget_exhausted", Kind.TOO_MANY
    title = "No more releases for now"


class TargetListBudgetExhaustedError(PartnerhubError):
    """The partnership's target lists were built in as many ways as they may be in 30 days.

    Wait as `Retry-After` says, or build a list as it was built before: that is always possible.
    Lists that leave out who bought within 90 and within 91 days tell who bought on the 91st day;
    both sides build from the same number.
    """

    code, kind = "target_list_budget_exhausted", Kind.TOO_MANY
    title = "No more target lists for now"


class ReportBudgetExhaustedError(PartnerhubError):
    """There were as many reports on this event as there may be in 30 days: wait as told.

    `Retry-After` says how long. Reports as of one day and the next differ by what happened on that
    day; both sides make reports from the same number.
    """

    code, kind = "report_budget_exhausted", Kind.TOO_MANY
    title = "No more reports for now"
