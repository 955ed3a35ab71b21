"""The clocks of a case as a picture, for screen and paper: what happened, each period as a bar.

story = Story(happened, periods, today, calendar)
layout = lay_out(story, fitting(story, 900, type_), 900, type_)
for stroke in strokes_of(layout): ...
"""
