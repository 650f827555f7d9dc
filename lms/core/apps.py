from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "lms.core"
    label = "core"

    def ready(self) -> None:
        """``__among`` is a lookup of every field; what is watched begins before anything is asked."""
        from django.core.signals import request_finished
        from django.db.backends.signals import connection_created

        from lms.core import among
        from lms.core.operations import error_reports, request_ids, statements, traces
        from lms.core.operations.groups import backups, database, disk, versions
        from lms.core.operations.registry import register_group

        among.register()
        request_finished.connect(request_ids.end)
        connection_created.connect(statements.watch_connection)
        register_group("database", "Database", database.read_database, database.FIGURES, order=10)
        register_group("disk", "Room on disk", disk.read_disk, disk.FIGURES, order=70)
        register_group("backups", "Backups", backups.read_backups, backups.FIGURES, order=60)
        register_group("versions", "Versions", versions.read_versions, versions.FIGURES, order=80)
        error_reports.start()
        traces.look()
