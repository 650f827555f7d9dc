"""The mail server takes our letters: it is reached, protects the way, and knows our name and password. No letter is sent."""

import smtplib
from collections.abc import Iterator

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.smtp import EmailBackend

from lms.site.doctor.base import Asked, Fault

PATIENCE = 10  # seconds
LOCAL = ("localhost", "127.0.0.1", "::1")


def look(asked: Asked) -> Iterator[Fault]:
    link = get_connection()
    if not isinstance(link, EmailBackend):
        yield Fault("Letters are not sent; they go into files or nowhere.", "Set EMAIL_URL to a mail server, as smtp://user:password@host:587.")
        return
    link.timeout = PATIENCE
    where = f"{link.host}:{link.port}"
    try:
        link.open()
    except smtplib.SMTPAuthenticationError as error:
        yield Fault(f"The mail server {where} refuses our name or password: {error.smtp_code}.", "Correct them in EMAIL_URL; write %40 for an @ inside.")
    except (OSError, smtplib.SMTPException) as error:
        yield Fault(f"The mail server {where} does not answer as it must: {error}", "Correct host and port in EMAIL_URL; see whether a firewall is between.")
    finally:
        link.close()
    if not (link.use_tls or link.use_ssl) and link.host not in LOCAL:
        yield Fault(f"Letters go to {where} in the open.", "Begin EMAIL_URL with smtp:// (STARTTLS) or smtps:// (TLS from the start).")
    if settings.DEFAULT_FROM_EMAIL.count("@") != 1:
        yield Fault(f"Letters would come from “{settings.DEFAULT_FROM_EMAIL}”, which is no address.", "Set SUPPORT_EMAIL.")
