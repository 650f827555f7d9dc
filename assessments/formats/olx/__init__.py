"""Open edX's OLX: ``<problem>`` files, folders of them in a library or course, and course archives (tar.gz)."""
