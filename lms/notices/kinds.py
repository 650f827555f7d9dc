"""What people are told about. Each app registers its own kinds in ``AppConfig.ready``."""

from dataclasses import dataclass

from lms.core.registry import Registry


@dataclass(frozen=True)
class NoticeKind:
    """``label`` heads the notice; ``by_mail``: it also goes by e-mail; ``reason`` ends that letter (“You get this because …”)."""

    key: str
    label: str
    reason: str
    by_mail: bool = True


notice_kinds: Registry[NoticeKind] = Registry("kind of notice")


def register_notice_kind(key: str, label: str, *, reason: str = "You get this because you have an account on Pathway.", by_mail: bool = True) -> None:
    """Add a kind; raises ``ValueError`` when the key is taken."""
    notice_kinds.register(key, NoticeKind(key, label, reason, by_mail))
