"""What is due in the cases of every area: on the workbench, as one list, as a calendar file."""
