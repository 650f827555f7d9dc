"""Who sees how the installation is, and who finishes setting it up."""

import rules

from lms.people.api import is_administrator

rules.add_perm("site.see_operations", is_administrator)
rules.add_perm("site.finish_setup", is_administrator)
