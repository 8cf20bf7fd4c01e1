"""The index of a server as a file: a cache beside the database that can be deleted at any time."""
