"""What legal aid asks for by law and by the place: plain functions on values."""
