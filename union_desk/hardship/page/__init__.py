"""The page of a 困难职工档案: the sections of the paper in its order."""
