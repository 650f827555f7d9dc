"""Path converters: what cannot be an id never reaches a query (a NUL byte in a path would be a server error on PostgreSQL).

Import this module in a ``urls.py`` and write ``<public_id:…>`` or ``<token:…>``.
"""

from django.urls import register_converter


class PublicIdConverter:
    """The public id of a row: 22 URL-safe characters."""

    regex = "[A-Za-z0-9_-]{22}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class TokenConverter(PublicIdConverter):
    """A secret in a link: URL-safe characters, signed values included."""

    regex = "[A-Za-z0-9_:.-]{20,600}"


class AnythingConverter(PublicIdConverter):
    """Whatever was typed, line breaks and slashes too: for a page that answers every unknown address alike."""

    regex = r"[\s\S]*"


register_converter(PublicIdConverter, "public_id")
register_converter(TokenConverter, "token")
register_converter(AnythingConverter, "anything")
