"""Settings: those of production, the site's own address, and nothing that Django warns of."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import WARNING, run_checks

from lms.site.doctor.base import Asked, Fault

EXAMPLES = (".example", ".example.com", ".example.net", ".invalid", ".test")


def look(asked: Asked) -> Iterator[Fault]:
    if settings.DEBUG or settings.DEMONSTRATION_ACCOUNTS_ALLOWED or not settings.SECOND_FACTOR_REQUIRED:
        yield Fault("These are not the settings of production.", "Set DJANGO_SETTINGS_MODULE=lms.settings.production in the environment of every service.")
    yield from _address()
    if settings.SUPPORT_EMAIL.endswith(EXAMPLES):
        yield Fault(f"SUPPORT_EMAIL is {settings.SUPPORT_EMAIL}, which reaches nobody.", "Set SUPPORT_EMAIL to an address that somebody reads.")
    for message in run_checks(include_deployment_checks=True):
        if message.level >= WARNING and not message.is_silenced():
            yield Fault(f"{message.id}: {message.msg}", message.hint or "Look the number up in the documentation of Django’s system checks.")


def _address() -> Iterator[Fault]:
    site = urlsplit(settings.SITE_URL)
    if site.scheme != "https" or not site.hostname:
        yield Fault(f"SITE_URL is {settings.SITE_URL}, so links in letters are not protected.", "Set SITE_URL to the public address, beginning with https://.")
    if "*" in settings.ALLOWED_HOSTS:
        yield Fault("ALLOWED_HOSTS lets the site be called by any name.", "Name the hosts, or leave ALLOWED_HOSTS out: then it is that of SITE_URL.")
    elif site.hostname not in settings.ALLOWED_HOSTS:
        yield Fault(f"ALLOWED_HOSTS lacks {site.hostname}, the host of SITE_URL.", "Add it, or leave ALLOWED_HOSTS out.")
