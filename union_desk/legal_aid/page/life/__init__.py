"""The life of a case of legal aid on its page: sheets of the steps, and what is written down on the way.

`sheet_of` in sheets.py is the register of the sheets by the code of their step.
"""
