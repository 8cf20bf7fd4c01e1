"""The query log: what was asked, what came of it, what people thought of it, what to do."""
