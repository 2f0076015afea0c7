"""Interviews that are killed at random moments and have to be whole in the end."""
