"""The bench of turns: does the turn end when she has finished, and only then? See ``__main__``."""
