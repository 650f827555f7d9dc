"""Words that data or a register holds in English and a student's page says in the reader's language (``{% translate row.words %}``).

They are marked here, for the catalog only: lower code cannot import the models whose labels they are, and those stay English for files and letters.
``tests/project/test_catalog.py`` holds this list against the models.
"""

from django.utils.translation import gettext_noop as mark

WORDS = (
    # kinds of entries, of training and of taking part
    mark("Credit"), mark("Reversal"), mark("Adjustment"),
    mark("Law, with a teacher"), mark("Law, self-study"), mark("Skills"), mark("Trial and appellate advocacy"), mark("Supervised practice"),
    mark("Organizing"), mark("Outside training"),
    mark("In person"), mark("Live, remote"), mark("Self-paced"), mark("Hybrid"), mark("By video"), mark("In person or by video"),
    # marks in a lesson, one and many
    mark("Note"), mark("Highlight"), mark("Bookmark"), mark("Notes"), mark("Highlights"), mark("Bookmarks"),
    # problems of a text
    mark("Typo"), mark("Unclear"), mark("Wrong or outdated law"), mark("Broken link"), mark("Hard to use or read"), mark("Something else"),
    # the calendar
    mark("First day"), mark("Last day"), mark("Holiday"), mark("Opens"), mark("Due"), mark("Make-up work due"), mark("Live session"),
    mark("extended for you"), mark("moved"),
    # when an attempt ends, and why none can start
    mark("time limit"), mark("the assessment closes"), mark("This assessment has not opened yet."), mark("This assessment has closed."),
    mark("You have used every attempt."), mark("This assessment is for other cohorts."), mark("There is some time between two attempts."),
    mark("Read the honor statement and accept it. Then you can start."),
    # roles
    mark("Student"), mark("Instructor"), mark("Coordinator"), mark("Administrator"), mark("Authorized officer"), mark("Supervising attorney"), mark("Auditor"),
    # where an application stands, its steps, and what is due
    mark("Interested"), mark("You signed up. A coordinator enrolls you in a cohort."), mark("Enrolled"),
    mark("You have a place in a cohort. Your first hours start your training."), mark("In training"), mark("Your hours are being counted."), mark("Trained"),
    mark("You completed the training. An organization can now agree to sponsor you."), mark("Sponsored"),
    mark("An organization agreed to take you as an employee or volunteer."), mark("Being put together"),
    mark("Your coordinator and you collect what the filing needs."), mark("With the authorized officer"),
    mark("Your coordinator checked the packet. The authorized officer reads it now."), mark("Filed"),
    mark("The packet was sent to EOIR, and a full copy was served on USCIS."), mark("USCIS may answer"),
    mark("USCIS may send EOIR its recommendation, usually within 30 days of service."), mark("With EOIR"),
    mark("EOIR reads the request. Nobody can say how long that takes."), mark("More was asked for"),
    mark("EOIR or USCIS asked for more. The letter says by when the answer is due."), mark("Partially accredited"),
    mark("You are accredited before the Department of Homeland Security."), mark("Fully accredited"),
    mark("You are accredited before DHS, the immigration courts and the Board."), mark("Partially accredited, full was asked"),
    mark("EOIR granted partial accreditation, not full."), mark("Disapproved"),
    mark("EOIR refused the request in writing. The officer may ask to reconsider."), mark("Being reconsidered"),
    mark("EOIR was asked to look again, for an error of fact or law."), mark("With the Director"),
    mark("The Director of EOIR was asked to review the refusal."), mark("Renewal comes up"),
    mark("Your accreditation is valid. Its renewal is being prepared."), mark("Renewal received"),
    mark("EOIR received your renewal in time. You stay accredited while it is pending."), mark("Replaced by a later approval"),
    mark("A later approval took the place of this one."), mark("Lapsed"),
    mark("The accreditation expired and no renewal was received in time. You may not represent anybody."), mark("Ended"),
    mark("This accreditation ended before its printed date. You may not represent anybody under it."), mark("Closed after refusal"),
    mark("The request was refused and is not pursued further."), mark("Withdrawn"), mark("The request was taken back."), mark("Partial (DHS only)"),
    mark("Full (DHS, immigration courts and Board)"), mark("Employee"), mark("Volunteer"), mark("Application opened"), mark("Accreditation recorded"),
    mark("EOIR must have received the renewal"), mark("Send the renewal"), mark("Agree on what happens after graduation"), mark("The checklist was opened"),
    mark("Handed to the authorized officer"), mark("Returned by the authorized officer"), mark("Filed, and served on USCIS"), mark("Received by EOIR"),
    mark("USCIS sent its recommendation"), mark("USCIS asked for more time"), mark("The time for USCIS is over"), mark("USCIS wrote against it"),
    mark("USCIS was answered"), mark("EOIR asked for more"), mark("EOIR was answered"), mark("Approved"),
    mark("EOIR gave more time to ask for reconsideration"), mark("Reconsideration was asked for"), mark("Reconsideration was denied"),
    mark("The Director reviews it"), mark("The Director upheld the refusal"), mark("Left at the refusal"), mark("The renewal year began"),
    mark("The renewal was received in time"), mark("The renewal was withdrawn or refused for good"), mark("Expired; nothing was received"),
    mark("The printed date was corrected and is still ahead"), mark("A later approval took its place"), mark("A date was corrected"),
)  # fmt: skip
