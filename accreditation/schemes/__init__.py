"""Every kind of filing there is. A new one is a file and a line here."""

from accreditation.dossier import Dossier
from accreditation.schemes import doj_full_initial, doj_partial_initial, doj_partial_to_full, doj_renewal_full, doj_renewal_partial
from accreditation.schemes.base import Scheme, Tab
from lms.core.registry import Registry

schemes: Registry[Scheme] = Registry("scheme")
for _module in (doj_partial_initial, doj_full_initial, doj_partial_to_full, doj_renewal_partial, doj_renewal_full):
    schemes.register(_module.SCHEME.key, _module.SCHEME)

FIRST = doj_partial_initial.SCHEME


def scheme_for(dossier: Dossier) -> Scheme:
    """The scheme of the candidate's application; of a first request for partial accreditation while there is none."""
    return schemes.get(dossier.filing.scheme) if dossier.filing and dossier.filing.scheme in schemes else FIRST


__all__ = ["FIRST", "Scheme", "Tab", "scheme_for", "schemes"]
