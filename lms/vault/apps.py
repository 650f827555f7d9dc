from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "lms.vault"
    label = "vault"

    def ready(self) -> None:
        from lms.audit.api import register_event_kind
        from lms.core.operations.counted import register_counted
        from lms.core.operations.registry import register_group
        from lms.vault import faults
        from lms.vault.facts import vault

        register_counted(faults.FAULTS, faults.HELP, ("kind",))
        register_group("vault", "Vault", vault.read_vault, vault.FIGURES, order=40)
        register_event_kind("vault.file_removed", "{actor} removed a file: {label}")
        register_event_kind("vault.key_revoked", "{actor} revoked signing key {key} from {from} on")
