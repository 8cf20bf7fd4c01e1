"""Which shards of a bot a process runs: those it is given, or those it leases."""
