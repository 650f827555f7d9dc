"""Credit policies by name. A policy never changes; a new one is a new module and a line here."""

from curriculum.policies.active_time import ActiveTime1, Interval
from curriculum.policies.report import BadLog, credit
from lms.core.registry import Registry

policies: Registry[type[ActiveTime1]] = Registry("policy")
policies.register(ActiveTime1.name, ActiveTime1)

__all__ = ["ActiveTime1", "BadLog", "Interval", "credit", "policies"]
