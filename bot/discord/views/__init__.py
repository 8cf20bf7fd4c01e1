"""Messages with buttons and menus, which keep working after a restart, and forms, which don't."""
