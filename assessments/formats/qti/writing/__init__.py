"""Questions written as items of QTI 2.1, and of 3.0 by renaming."""
