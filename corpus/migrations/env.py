"""Alembic's environment: run the migrations on the connection that Kutip passes in.

The connection is already in a transaction (see database.py), so that an upgrade is atomic and runs
in one process at a time.
"""

from alembic import context

from corpus.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
