from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "lms.notices"
    label = "notices"

    def ready(self) -> None:
        from lms.core.operations.registry import register_group
        from lms.jobs.api import register_job, register_sweep
        from lms.notices import api, tasks
        from lms.notices.facts import mail

        register_group("mail", "Letters", mail.read_mail, mail.FIGURES, order=30)

        # twelve tries take some hours: mail servers rest, and letters must not be lost
        register_job(api.MAIL_JOB, tasks.run_mail_notice, label="Sending a notice", attempts=12)
        register_job(api.DIGEST_JOB, tasks.run_mail_digest, label="Sending a daily letter", attempts=12)
        register_sweep("notices.release_held", api.release_held, 60)
        register_sweep("notices.send_digests", api.send_digests, 300)
        register_job(api.LETTERS_JOB, tasks.run_send_letters, label="Sending notices")
        register_sweep("notices.clear", api.clear_notices, 24 * 3600)
