"""The review page: a read-only Datasette over the database, with a dashboard."""
