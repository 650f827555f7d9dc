"""Django's messages to the next page, in a cookie that is called as the other cookies are (ASVS 3.3.1)."""

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class NamedCookieStorage(CookieStorage):
    cookie_name = "messages"

    def __init__(self, *args: Any, **options: Any) -> None:
        self.cookie_name = f"{settings.COOKIE_PREFIX}messages"
        super().__init__(*args, **options)


class MessageStorage(FallbackStorage):
    """In the cookie; what does not fit, in the session."""

    storage_classes = (NamedCookieStorage, SessionStorage)
