"""Monitoring of a running Kutip: log, metrics and health."""
