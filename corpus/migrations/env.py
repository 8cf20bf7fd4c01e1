"""What Alembic runs for each command: its migrations, on the connection that Kutip hands it.

The connection is in a transaction already (database.py), so that an upgrade happens wholly or not
at all, and in one process at a time.
"""

from alembic import context

from corpus.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
