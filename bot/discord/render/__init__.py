"""What is shown on Discord: pure functions from values to its markdown, within its limits."""
