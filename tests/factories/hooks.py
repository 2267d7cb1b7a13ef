"""An organization that is told what happens, on a database that is kept."""

from datetime import timedelta

from sqlalchemy import select

from partnerhub.domain.audit import Action
from partnerhub.domain.webhooks import Outcome
from partnerhub.persistence import Reach, queue
from partnerhub.persistence.models import AuditLine, Delivery, Job, Partnership
from partnerhub.services import audit, deliveries, partnerships, sending, webhooks
from tests.factories import NOW, Make

URL = "https://hooks.example.com/acme"
GOOD, BAD, GONE = Outcome(200), Outcome.answered(500), Outcome.answered(410)


class Told:
    """Two partners; the first has a webhook. The worker is played by `attempt`."""

    def __init__(self, database, *, events=None):
        self.database, self.sent = database, []
        with self.writing() as session:
            self.agreed = Make(session).partnership()
            self.webhook_id = self.hook(session, events=events).id
        self.owner = self.agreed.first

    def writing(self):
        return self.database.transaction(write=True)

    def reading(self):
        return self.database.transaction(write=False)

    def hook(self, session, *, actor=None, url=URL, events=None):
        actor = actor or self.agreed.first
        return webhooks.create(session, actor, url=url, allowed=(), events=events).webhook

    def act(self, action=Action.OVERLAP_PUBLISHED, **details):
        """Something happens to both; returns the ids of what the first will be told."""
        before = {one.id for one in self.deliveries()}
        with self.writing() as session:
            found = partnerships.party(session, self.agreed.first, self.agreed.id)
            partnerships.note_both(session, found, action, "a" * 32, **details)
        return [one.id for one in self.deliveries() if one.id not in before]

    def deliveries(self, actor=None, webhook_id=None):
        actor = actor or self.agreed.first
        with self.reading() as session:
            query = select(Delivery).where(Delivery.organization_id == actor.organization_id)
            if webhook_id:
                query = query.where(Delivery.webhook_id == webhook_id)
            return list(session.scalars(query.order_by(Delivery.created_at, Delivery.id)))

    def delivery(self, delivery_id):
        with self.reading() as session:
            return session.get_one(Delivery, (self.owner.organization_id, delivery_id))

    def webhook(self, webhook_id=None):
        with self.reading() as session:
            return webhooks.get(session, self.owner, webhook_id=webhook_id or self.webhook_id)

    def job(self, session, delivery_id):
        query = select(Job).where(Job.kind == deliveries.JOB, Job.state != "succeeded")
        found = [
            one
            for one in session.scalars(query.order_by(Job.created_at))
            if one.payload["delivery_id"] == delivery_id and one.state != "failed"
        ]
        return found[0] if found else None

    def lease(self, delivery_id):
        """The right to make one attempt, whatever else waits in this database."""
        with self.writing() as session:
            job = self.job(session, delivery_id)
            job.attempts, job.state = job.attempts + 1, "running"
            reach = Reach((job.payload["organization_id"],), job_id=job.id)
            return queue.Lease(
                job.id, job.kind, job.attempts, job.payload, 60, excused=job.excused, reach=reach
            )

    def attempt(self, delivery_id, outcome=GOOD, at=NOW):
        """Make an attempt that ends as it is told; returns the delivery."""

        def post(url, body, headers):
            self.sent.append((url, body, headers))
            return outcome

        lease = self.lease(delivery_id)
        own = self.database.reaching(lease.reach)
        sending.process(own, lease, post=post, clock=lambda: at)
        return self.delivery(delivery_id)

    def end(self):
        with self.writing() as session:
            session.get_one(Partnership, self.agreed.id).state = "ended"

    def trail(self):
        with self.reading() as session:
            owner = self.owner.organization_id
            query = select(AuditLine).where(AuditLine.organization_id == owner)
            return list(session.scalars(query.order_by(AuditLine.sequence)))

    def note(self, action, **details):
        """Something happens to the first alone."""
        with self.writing() as session:
            audit.note(session, self.owner.organization_id, action, **details)


def later(**span):
    return NOW + timedelta(**span)
