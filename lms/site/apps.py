from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "lms.site"
    label = "site"

    def ready(self) -> None:
        from lms.core import navigation

        navigation.register("Home", "site:home", "house", lambda _: True, 0)
        navigation.register("Learn", "site:learn", "book", lambda _: True, 10)
        navigation.register("My record", "record:record", "journal-text", lambda person: person.has_role("student"), 20)
        navigation.register("Cohorts", "cohorts:cohorts", "people", lambda person: person.has_role("coordinator", "officer", "auditor", "administrator"), 30)
        navigation.register("Marking", "teach:marking", "pencil", lambda person: person.has_role("instructor", "administrator"), 25)
