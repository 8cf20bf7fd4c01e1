"""Kutip on Discord."""
