"""The built-in raters."""
