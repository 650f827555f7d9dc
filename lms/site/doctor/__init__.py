"""`manage.py doctor`: looks whether a deployment is as it must be, and says what is wrong and how to mend it."""
