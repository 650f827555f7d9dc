"""Figures in Spanish as the United States write them, and dates in the order that browsers send; Django's own *es* has Spain's."""

from django.conf.locale.en import formats as english

DECIMAL_SEPARATOR = english.DECIMAL_SEPARATOR
THOUSAND_SEPARATOR = english.THOUSAND_SEPARATOR
DATE_INPUT_FORMATS = english.DATE_INPUT_FORMATS
TIME_INPUT_FORMATS = english.TIME_INPUT_FORMATS
DATETIME_INPUT_FORMATS = english.DATETIME_INPUT_FORMATS
