"""The life of a case on its page: sheets of the steps, and what is written down on the way.

`SHEETS` in sheets.py is the register of the sheets by the code of their step.
"""
