"""Ranks candidates, and decides what to quote and how far to trust it."""
