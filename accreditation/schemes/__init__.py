"""Every kind of filing there is. A new one is a file and a line here."""

from accreditation.schemes import doj_partial_initial
from accreditation.schemes.base import Scheme
from lms.core.registry import Registry

schemes: Registry[Scheme] = Registry("scheme")
schemes.register(doj_partial_initial.SCHEME.key, doj_partial_initial.SCHEME)

__all__ = ["Scheme", "schemes"]
