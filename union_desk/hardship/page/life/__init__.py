"""The life of a file on its page: step sheets, what was written down about it, and what it was given.

`SHEETS` in sheets.py is the register of the sheets by the code of their step.
"""
