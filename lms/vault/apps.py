from django.apps import AppConfig


class VaultConfig(AppConfig):
    name = "lms.vault"
    label = "vault"
