"""A simulated week of a server, to see whether what is settled helps whoever asks later."""
