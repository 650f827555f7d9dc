"""Every check of a deployment, in the order in which they are made: what others need comes first."""

from lms.core.registry import Registry
from lms.site.doctor.base import Check
from lms.site.doctor.checks import (
    address,
    anchors,
    broker,
    cache,
    clock,
    database,
    disk,
    durability,
    keys,
    mail,
    migrations,
    role,
    secrets,
    settings,
    static_files,
    storage,
    work,
)

checks: Registry[Check] = Registry("check of a deployment")
for _check in (
    Check("settings", "Settings", settings.look),
    Check("secrets", "Secrets", secrets.look),
    Check("database", "Database answers", database.look),
    Check("durability", "Database keeps what it acknowledged", durability.look, needs=("database",)),
    Check("migrations", "Migrations", migrations.look, needs=("database",)),
    Check("role", "Rights of the database role", role.look, needs=("database", "migrations")),
    Check("keys", "Keys fit what they sealed", keys.look, needs=("database", "migrations")),
    Check("broker", "Message broker", broker.look),
    Check("cache", "Shared cache", cache.look),
    Check("work", "Worker and beat", work.look, needs=("database", "migrations", "broker")),
    Check("storage", "Files", storage.look),
    Check("disk", "Room on the disks", disk.look),
    Check("anchors", "Anchors of the ledger", anchors.look, needs=("database", "migrations")),
    Check("static", "Static files", static_files.look),
    Check("clock", "Clock", clock.look, needs=("database",)),
    Check("mail", "Mail", mail.look),
    Check("address", "Public address", address.look),
):
    checks.register(_check.key, _check)
