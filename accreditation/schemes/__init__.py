"""Every kind of filing there is. A new one is a file and a line here."""

from accreditation.schemes import doj_full_initial, doj_partial_initial, doj_partial_to_full, doj_renewal_full, doj_renewal_partial
from accreditation.schemes.base import Scheme, Tab
from lms.core.registry import Registry

schemes: Registry[Scheme] = Registry("scheme")
for _module in (doj_partial_initial, doj_full_initial, doj_partial_to_full, doj_renewal_partial, doj_renewal_full):
    schemes.register(_module.SCHEME.key, _module.SCHEME)

__all__ = ["Scheme", "Tab", "schemes"]
