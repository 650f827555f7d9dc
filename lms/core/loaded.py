"""What a process has loaded stays until it ends.

Constraint: Django, Wagtail and our apps are about half a million objects, none of which is ever garbage. Python's collector walks through all of them each time
it looks for cycles, in the midst of a page or an export; and in a forked worker its marks would copy every page of memory that it shares.
"""

import gc


def keep_loaded() -> None:
    """Leave what is loaded now out of every later collection. For the start of a server or worker, once the application is loaded."""
    gc.collect()
    gc.freeze()
