"""What cards, buttons and forms have in common."""
