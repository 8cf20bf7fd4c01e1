"""Rendering: pure functions from values to Discord's markdown, within Discord's limits."""
