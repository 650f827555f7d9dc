"""Keys: they open what they sealed, and who signs is still believed."""

from collections.abc import Iterator

from lms.site.doctor.base import Asked, Fault
from lms.vault.api import is_signing_key_revoked, lost_site_keys, opens_what_it_sealed

PUT_BACK = "Put the key that is missing back at the end of VAULT_KEYS, on every machine; after manage.py rewrap_vault it may go."


def look(asked: Asked) -> Iterator[Fault]:
    lost = lost_site_keys()
    if lost:
        yield Fault(f"Files or texts are under keys that VAULT_KEYS lacks: {', '.join(lost)}. Nobody can read them.", PUT_BACK)
    if not opens_what_it_sealed():
        yield Fault("A key of VAULT_KEYS does not open what is said to be under it: the row was altered or restored from elsewhere.", PUT_BACK)
    if is_signing_key_revoked():
        yield Fault("The first of SIGNING_KEYS was revoked, so nobody believes what is signed now.", "Put a new key first in SIGNING_KEYS, on every machine.")
