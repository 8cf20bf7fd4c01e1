"""Groups of questions that mean the same, for the lists that moderators review."""
