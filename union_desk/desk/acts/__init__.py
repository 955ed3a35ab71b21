"""What is written down beside a form: short forms in sheets on the page, and lists of what was written."""
