from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "lms.vault"
    label = "vault"

    def ready(self) -> None:
        from lms.audit.api import register_event_kind

        register_event_kind("vault.file_removed", "{actor} removed a file: {label}")
        register_event_kind("vault.key_revoked", "{actor} revoked signing key {key} from {from} on")
