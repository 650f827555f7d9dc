"""Who may remind students from the board. Reading it is ``accreditation.view_board``; deciding has the rule of each thing that is decided."""

import rules

from accreditation.rules.records import coordinates, exports_records_of

rules.add_perm("accreditation.remind_students", coordinates)
rules.add_perm("accreditation.decide_waiting", exports_records_of)
