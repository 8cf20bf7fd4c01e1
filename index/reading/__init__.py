"""Turns texts and questions into terms."""
