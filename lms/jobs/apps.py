from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "lms.jobs"
    label = "jobs"

    def ready(self) -> None:
        from lms.audit.api import register_event_kind
        from lms.core.operations.registry import register_group
        from lms.jobs import api
        from lms.jobs.facts import beat, outbox, work

        register_group("jobs", "Background work", work.read_work, work.FIGURES, order=20)
        register_group("beat", "Beat", beat.read_beat, beat.FIGURES, order=21)
        register_group("outbox", "Outbox", outbox.read_outbox, outbox.FIGURES, order=22)
        register_event_kind("jobs.cancelled", "{actor} canceled “{title}”")
        register_event_kind("jobs.begun_again", "{actor} asked for another try of “{title}”")
        api.register_sweep("jobs.relay", api.relay_outbox, 2, shared=False)
        api.register_sweep("jobs.recover", api.recover_jobs, 10, shared=False)
        api.register_sweep("jobs.clear", api.clear_jobs, 24 * 3600)
