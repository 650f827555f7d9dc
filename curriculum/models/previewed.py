"""Previews of pages by our own views: ``wagtail_hooks`` says which, so that models import no views (decision 11)."""

from collections.abc import Callable
from typing import Any

from lms.core.registry import Registry

preview_views: Registry[Callable[[Any, Any], Any]] = Registry("preview")


class Previewed:
    """A page whose preview is what a student would see, made by the view registered under the model's name."""

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        return preview_views.get(self._meta.model_name)(request, self)  # type: ignore[attr-defined]
