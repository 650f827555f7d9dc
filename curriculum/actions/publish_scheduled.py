"""Publishing and unpublishing what authors gave a day: Wagtail's own command, called by the clockwork."""

from django.core.management import call_command


def publish_scheduled() -> None:
    """Publish every lesson whose moment has come (each takes its snapshot), and take down what has expired."""
    call_command("publish_scheduled")
