from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "lms.core"
    label = "core"

    def ready(self) -> None:
        """``__among`` is a lookup of every field."""
        from lms.core import among

        among.register()
