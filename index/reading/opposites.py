"""Words that turn a question round or narrow it."""


def turns(question: str) -> frozenset[str]:
    """Return the words of a question that turn it round or narrow it."""
    return frozenset()


def opposed(first: frozenset[str], second: frozenset[str]) -> bool:
    """Return whether questions with these words ask for something else."""
    return first != second
