"""The page of a labour dispute: the sections of the paper in its order."""
