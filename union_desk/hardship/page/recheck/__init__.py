"""What is looked at again: the yearly recheck, the months before lifting, and why something cannot be."""
