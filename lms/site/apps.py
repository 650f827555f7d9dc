from django.apps import AppConfig
from django.utils.translation import gettext_noop as mark


class SiteConfig(AppConfig):
    name = "lms.site"
    label = "site"

    def ready(self) -> None:
        from assessments.api import close_overdue_attempts
        from curriculum.api import seal_ended_sessions
        from lms.core import navigation, waiting
        from lms.jobs.api import register_job, register_sweep
        from lms.people.api import is_administrator
        from lms.site.facts_waiting import facts_to_look_at
        from lms.site.first_run import load_starter
        from lms.site.first_run.waiting import unfinished_setup
        from lms.site.own_export import jobs as own_export
        from lms.vault.api import register_file_kind, tidy_vault

        register_sweep("curriculum.seal_ended_sessions", seal_ended_sessions, 60)
        register_sweep("assessments.close_overdue_attempts", close_overdue_attempts, 30)
        register_sweep("vault.tidy", tidy_vault, 3600)  # here, for jobs and vault do not know each other
        register_job(own_export.KIND, own_export.run, label="My records")
        register_job(load_starter.KIND, load_starter.run, label="The starter curriculum")
        register_file_kind(own_export.KIND, "My records", own_export.is_owner, keep_days=own_export.KEPT_DAYS)
        navigation.register(mark("Home"), "site:home", "house", lambda _: True, 0)
        navigation.register(mark("Learn"), "site:learn", "book", lambda _: True, 10)
        navigation.register(mark("Calendar"), "calendar:mine", "calendar3", lambda person: person.has_role("student"), 12)
        navigation.register(mark("Law"), "law:authorities", "bank", lambda _: True, 15)
        navigation.register(mark("Sessions"), "sessions:mine", "calendar-event", lambda person: person.has_role("student"), 17)
        navigation.register(
            mark("Live sessions"), "teaching:sessions", "calendar-event", lambda person: person.has_role("instructor", "coordinator", "administrator"), 18
        )
        navigation.register(mark("Practice"), "practice:overview", "arrow-repeat", lambda person: person.has_role("student"), 19)
        navigation.register(mark("My record"), "record:record", "journal-text", lambda person: person.has_role("student"), 20)
        navigation.register(
            mark("Cohorts"), "cohorts:cohorts", "people", lambda person: person.has_role("coordinator", "officer", "auditor", "administrator"), 30
        )
        navigation.register(mark("Teach"), "site:teach", "mortarboard", lambda person: person.has_role(*TEACHERS), 24)
        navigation.register(mark("Operations"), "site:operations", "sliders", is_administrator, 70)
        waiting.register("site.setup", unfinished_setup)
        waiting.register("site.operations", facts_to_look_at)
        for order, (label, url_name, icon, hint) in enumerate(TEACHING):
            navigation.register(label, url_name, icon, lambda person: person.has_role(*TEACHERS), order, part="teach", hint=hint)


TEACHERS = ("instructor", "administrator")
TEACHING = (
    ("Teaching materials", "materials:list", "journal-text", "Session plans, simulations, guides and coordinators’ papers."),
    ("Marking", "teach:marking", "pencil", "Answers that wait for a person, without names; releases and disputes."),
    ("Late answers", "teach:late", "clock-history", "What reached us after the end of an attempt, to accept or decline."),
    ("Questions from students", "questions:open", "question-circle", "What students ask about lessons."),
    ("Question banks", "teach:banks", "collection", "Write, try and compare questions; bring them in from files."),
    ("Item analysis", "teach:analysis", "clipboard-check", "Which questions are too hard, too easy, or wrong."),
    ("Corrected questions", "teach:fixes", "arrow-repeat", "Change marks after a question was wrong, looked at first."),
    ("Practice", "teach:practice", "lightbulb", "Which banks students may practice with."),
    ("Changes of law", "law_changes:cases", "bank", "What a change reaches: lessons, questions, terms and people."),
    ("Problem reports", "problems:list", "flag", "What readers found wrong in lessons."),
)
