"""Who sees how the installation is."""

import rules

from lms.people.api import is_administrator

rules.add_perm("site.see_operations", is_administrator)
