"""Articles: import, drafts, publishing and each server's finder."""
