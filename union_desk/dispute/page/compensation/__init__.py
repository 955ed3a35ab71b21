"""The compensation desk on the page of a case: what is put in, what comes out, and where it is written."""
