"""What a caseworker can do with legal aid: checked, computed, written and read."""
