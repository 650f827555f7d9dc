"""What became of letters that did not reach an address, and that it works again (decision 126)."""

from django.db import models
from django.db.models import Q

from lms.core.models import AppendOnlyModel, PublicIdModel

REFUSED, RETURNED, HELD, TRIED, CONFIRMED = "refused", "returned", "held", "tried", "confirmed"
KINDS = {
    REFUSED: "the mail server refused the address",
    RETURNED: "a letter came back",
    HELD: "a letter was not sent, because letters before it came back",
    TRIED: "the person asked for one letter to try the address",
    CONFIRMED: "the address works again",
}


class MailEvent(PublicIdModel, AppendOnlyModel):
    """One event of an address (in small letters). The newest one that ``closes`` it or confirms it says whether it is written to.

    ``letter`` names the letter (the part of its message id before the mark), so that the same word of a mail server is kept once;
    of events without a letter it is their own id. ``status`` is that of RFC 3463 (“5.1.1”), ``said`` the server’s own words,
    ``subject_line`` that of a letter held back, ``by`` the public id of who tried or confirmed.
    """

    kind = models.CharField(max_length=10, choices=list(KINDS.items()))
    address = models.CharField(max_length=254)
    at = models.DateTimeField()
    letter = models.CharField(max_length=80)
    closes = models.BooleanField(default=False)
    status = models.CharField(max_length=12, blank=True)
    said = models.CharField(max_length=500, blank=True)
    subject_line = models.CharField(max_length=200, blank=True)
    by = models.CharField(max_length=22, blank=True)

    class Meta:
        verbose_name = "event of an address"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "letter", "address"], name="mail_event_once"),
            models.CheckConstraint(condition=Q(kind__in=list(KINDS)), name="mail_event_kind_known"),
            models.CheckConstraint(condition=Q(closes=False) | Q(kind__in=[REFUSED, RETURNED]), name="mail_event_only_bounces_close"),
            models.CheckConstraint(condition=~Q(address="") & ~Q(letter=""), name="mail_event_names_address_and_letter"),
        ]
        indexes = [models.Index(fields=["address", "id"], name="mail_event_by_address")]

    def __str__(self) -> str:
        return f"{self.address}: {self.kind}"
