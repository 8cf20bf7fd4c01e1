"""What moderators review: lists of questions, and what can be done about each.

A list leads to buttons that lead back to it. So that no module needs another that needs it, these
know the lists by their `Listing` alone.
"""
