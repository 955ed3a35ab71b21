"""Screens about persons and employers that belong to no single file."""
