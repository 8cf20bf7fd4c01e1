"""Text as people read it."""
