"""Running one job, as often as it is delivered and with the effect of once."""

import logging

from lms.core.clock import now
from lms.core.errors import Refusal
from lms.core.failpoints import failpoint
from lms.core.operations.log_lines import job_id
from lms.jobs.actions.lease import GivenBack, LeaseLost, claim
from lms.jobs.kinds import job_kinds

logger = logging.getLogger(__name__)


def run_job(public_id: str) -> None:
    """Run a waiting job to its end. A job that does not wait is left alone: the message was late, or came twice."""
    lease = claim(public_id)
    if lease is None:
        return
    failpoint("jobs.after_claim")
    named = job_id.set(public_id)
    try:
        lease.finish(job_kinds.get(lease.job.kind).run(lease) or {})
    except LeaseLost:
        logger.info("Job %s was cancelled, or went on elsewhere.", public_id)
    except GivenBack:
        lease.put_back(due_at=now(), counted=False)
    except Refusal as refusal:
        lease.fail(refusal.sentence)
    except Exception:
        logger.exception("Job %s (%s), attempt %d, met an error.", public_id, lease.job.kind, lease.job.attempts)
        lease.try_again()
    finally:
        job_id.reset(named)
