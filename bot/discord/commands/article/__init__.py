"""The `/article` commands, one module per task."""
