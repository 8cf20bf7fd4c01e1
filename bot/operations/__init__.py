"""What keeps a running Kutip seen and told about: its log, its figures and its health."""
