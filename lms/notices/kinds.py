"""What people are told about. Each app registers its own kinds in ``AppConfig.ready``."""

from dataclasses import dataclass

from lms.core.registry import Registry

AT_ONCE, DAILY, ON_SCREEN = "at_once", "daily", "on_screen"
DELIVERIES = {AT_ONCE: "By e-mail, at once", DAILY: "By e-mail, in one daily letter", ON_SCREEN: "Only on Pathway"}


@dataclass(frozen=True)
class NoticeKind:
    """``label`` heads the notice; ``reason`` ends its letter (“You get this because …”).

    ``by_mail``: it also goes by e-mail. ``urgent``: its letter waits for nothing, quiet hours included. ``digestible``: it may
    go in the daily letter. ``stoppable``: the law lets people do without its letters; never for accounts, security and
    deadlines. ``usual`` is how it goes to who chose nothing; ``roles`` are whom it concerns, empty for everybody.
    """

    key: str
    label: str
    reason: str
    by_mail: bool = True
    urgent: bool = False
    digestible: bool = True
    stoppable: bool = True
    usual: str = AT_ONCE
    roles: tuple[str, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """How a person may have it, the default of most first; one for kinds that leave no choice."""
        if not self.by_mail:
            return (ON_SCREEN,)
        return (AT_ONCE, *([DAILY] if self.digestible and not self.urgent else []), *([ON_SCREEN] if self.stoppable else []))


notice_kinds: Registry[NoticeKind] = Registry("kind of notice")


def register_notice_kind(
    key: str,
    label: str,
    *,
    reason: str = "You get this because you have an account on Pathway.",
    by_mail: bool = True,
    urgent: bool = False,
    digestible: bool = True,
    stoppable: bool = True,
    usual: str = AT_ONCE,
    roles: tuple[str, ...] = (),
) -> None:
    """Add a kind; raises ``ValueError`` when the key is taken or its usual way is none that people may choose."""
    kind = NoticeKind(key, label, reason, by_mail, urgent, digestible, stoppable, usual if by_mail else ON_SCREEN, roles)
    if kind.usual not in kind.choices:
        raise ValueError(f"The kind of notice “{key}” cannot go “{usual}”: people may have it {', '.join(kind.choices)}.")
    notice_kinds.register(key, kind)


def kind_called(key: str) -> NoticeKind | None:
    """The kind, or ``None`` for one that no app registers any more: its notices stay, and its letters go at once."""
    return notice_kinds.get(key) if key in notice_kinds else None
