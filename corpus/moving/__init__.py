"""Moves all data between SQLite and PostgreSQL: to_postgresql.py and, back, to_sqlite.py."""
