"""The application commands, one module each: parse options, check permissions, show a reply."""
