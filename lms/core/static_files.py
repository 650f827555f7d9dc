"""Static files under names that change with their content, our modules that other modules import included."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """After an update a page gets all of its modules new, or none: an import names the very file it was written for.

    Only ours are read for imports: libraries ship examples whose imports lead nowhere.
    """

    patterns = (*HashedFilesMixin.patterns, ("js/*.js", HashedFilesMixin._js_module_import_aggregation_patterns[1]))  # type: ignore[attr-defined]
