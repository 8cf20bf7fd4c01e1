"""The page in the browser: Datasette over the database, reading only, with a dashboard."""
