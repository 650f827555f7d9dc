from django.apps import AppConfig


class AccreditationConfig(AppConfig):
    name = "accreditation"

    def ready(self) -> None:
        from accreditation import receivers, registers  # noqa: F401  both register on import
        from accreditation.facts import ledger
        from lms.core.operations.registry import register_group

        register_group("ledger", "Ledger", ledger.read_ledger, ledger.FIGURES, order=50)
