"""The commands of `kutip`, one per file, and what they share."""
