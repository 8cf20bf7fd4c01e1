"""What people press and fill in on Discord; it outlives a restart where Discord lets it."""
