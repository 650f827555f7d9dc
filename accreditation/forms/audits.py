"""Opening an audit."""

from django import forms

from accreditation.actions.open_audit import DAYS, MOST_DAYS


class AuditForm(forms.Form):
    """Who looks, what for, and how long."""

    recipient = forms.CharField(label="Name", max_length=200)
    organization = forms.CharField(label="Organization", max_length=200)
    email = forms.EmailField(label="E-mail", max_length=254, help_text="The link and its codes go to this address and nowhere else.")
    purpose = forms.CharField(label="What for", max_length=200, help_text="The students read this in the list of who saw their records.")
    days = forms.IntegerField(label="Open for (days)", min_value=1, max_value=MOST_DAYS, initial=DAYS)
