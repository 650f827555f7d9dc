from lms.people.models.api_token import ApiToken
from lms.people.models.campus import Campus
from lms.people.models.invitation import Invitation
from lms.people.models.mailed_link import LinkCode, MailedLink
from lms.people.models.membership import Membership
from lms.people.models.setup import SetupLink, SetupStep
from lms.people.models.user import OtherName, User

__all__ = ["ApiToken", "Campus", "Invitation", "LinkCode", "MailedLink", "Membership", "OtherName", "SetupLink", "SetupStep", "User"]
