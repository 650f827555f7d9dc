"""Setting a new installation up in the browser, behind a link that its server made (decision 124).

Organization, campus and the first administrator are entered by whoever holds the link; the curriculum by that administrator, signed in.
Each step is one transaction, and which steps are done is read from the database: leaving and coming back goes on where it stopped.
"""
