"""The commands on Discord, a file each; thin: parse, check, ask the assistant, show."""
