"""Passages that answer a question, as people say, and what follows from it."""
