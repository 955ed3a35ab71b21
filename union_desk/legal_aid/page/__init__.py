"""The screens of legal aid."""
