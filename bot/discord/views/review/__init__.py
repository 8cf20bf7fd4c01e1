"""The lists that moderators review, and the actions on each question.

Lists show buttons that lead back to lists. To avoid circular imports, buttons refer to a list by
its `Listing` only.
"""
