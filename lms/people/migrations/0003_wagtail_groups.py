"""One group per role that enters the Wagtail admin, and nothing for anybody else.

Wagtail ships with the groups Editors and Moderators, which may edit every page; deny by default means they go.
Permission rows are made here when Wagtail has not made them yet (it does so only after all migrations have run).
"""

from typing import Any

from django.db import migrations

IMAGES, DOCUMENTS, PAGES, COLLECTIONS = ("wagtailimages", "image"), ("wagtaildocs", "document"), ("wagtailcore", "page"), ("wagtailcore", "collection")

# (group, model, verbs): on the root collection
ON_COLLECTIONS = [
    ("instructor", IMAGES, ["add", "choose"]),
    ("instructor", DOCUMENTS, ["add", "choose"]),
    ("administrator", IMAGES, ["add", "change", "choose", "delete"]),
    ("administrator", DOCUMENTS, ["add", "change", "choose", "delete"]),
    ("administrator", COLLECTIONS, ["add", "change", "delete"]),
]
ON_ROOT_PAGE = [("administrator", PAGES, ["add", "change", "publish", "bulk_delete", "lock", "unlock"])]


def permission(apps: Any, model: tuple[str, str], verb: str) -> Any:
    kind, _made = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label=model[0], model=model[1])
    found, _made = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=kind, codename=f"{verb}_{model[1]}", defaults={"name": f"Can {verb.replace('_', ' ')} {model[1]}"}
    )
    return found


def make_groups(apps: Any, schema_editor: Any) -> None:
    groups = apps.get_model("auth", "Group").objects
    groups.filter(name__in=["Editors", "Moderators"]).delete()
    held = {name: groups.get_or_create(name=name)[0] for name in ("instructor", "administrator")}
    for group in held.values():
        group.permissions.add(permission(apps, ("wagtailadmin", "admin"), "access"))
    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for name, model, verbs in ON_COLLECTIONS:
        for verb in verbs:
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                group=held[name], collection=collection, permission=permission(apps, model, verb)
            )
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    for name, model, verbs in ON_ROOT_PAGE:
        for verb in verbs:
            apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(group=held[name], page=root, permission=permission(apps, model, verb))


def remove_groups(apps: Any, schema_editor: Any) -> None:
    apps.get_model("auth", "Group").objects.filter(name__in=["instructor", "administrator"]).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0002_invited_person"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(make_groups, remove_groups)]
