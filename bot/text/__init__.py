"""Formatting of text for people."""
