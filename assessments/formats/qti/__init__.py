"""QTI, the exchange format of 1EdTech (formerly IMS): 1.2 with the dialects of Canvas and Common Cartridge, 2.1, 2.2 and 3.0.

How a question is marked is not guessed from its looks. The file's own rule for points is carried out (``processing`` for 2 and 3, ``asi.rules``
for 1.2) on the answers that could be given, and ``assessments.formats.fitting`` finds which of our rules gives the same marks. Where none
does, the nearest is taken and the difference is named.
"""
