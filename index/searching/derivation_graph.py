"""The graph of derivations with recent words: those that came after its standing part was made."""

from collections.abc import Iterator, Sequence

from index.searching.affixes import bases_of
from index.searching.derivations import MIN_FAMILY, Derivations, is_family


class DerivationGraph:
    """Words and families by what they may be formed from. Instances are immutable.

    Nodes of the standing part keep their numbers. A node may be a word, a family, or a family that
    has become a word.
    """

    def __init__(self, standing: Derivations) -> None:
        self._standing = standing
        self._first_family = standing.first_family
        self._first_recent = standing.size
        self._recent: list[int] = []
        """The node of each recent word."""
        self._words: dict[int, int] = {}
        """The ids of recent words by node."""
        self._nodes: dict[str, int] = {}
        """Recent words and families."""
        self._names: list[str] = []
        """The names of nodes that are not standing."""
        self._bases: dict[int, tuple[int, ...]] = {}
        self._derived: dict[int, tuple[int, ...]] = {}
        """Edges from or to a recent node, by either end."""
        self._others: dict[str, tuple[int, ...]] = {}
        """The recent nodes that may be formed from a base which is no node."""

    def followed_by(self, words: Sequence[str]) -> "DerivationGraph":
        """Return a graph with more words, whose ids follow those of all words so far."""
        other = DerivationGraph(self._standing)
        other._recent = self._recent.copy()
        other._words = self._words.copy()
        other._nodes = self._nodes.copy()
        other._names = self._names.copy()
        other._bases = self._bases.copy()
        other._derived = self._derived.copy()
        other._others = self._others.copy()
        for word in words:
            other._add(word)
        return other

    def node(self, name: str) -> int | None:
        """Return the node of a word or family, or None if it is neither."""
        node = self._nodes.get(name)
        if node is None:
            node = self._standing.words.number(name)
        return self._standing.family(name) if node is None else node

    def word(self, node: int) -> int | None:
        """Return the id of the word, or None if the node is no word."""
        return node if node < self._first_family else self._words.get(node)

    def name(self, node: int) -> str:
        """Return the word or base."""
        first = self._first_recent
        return self._standing.name(node) if node < first else self._names[node - first]

    def bases(self, node: int) -> Sequence[int]:
        """Return the nodes that a node may be formed from by one layer of affixes."""
        recent = self._bases.get(node, ())
        if node >= self._first_recent:
            return recent
        standing = self._standing.bases(node)
        return (*standing, *recent) if recent else standing

    def derived(self, node: int) -> Sequence[int]:
        """Return the nodes that may be formed from a node by one layer of affixes."""
        recent = self._derived.get(node, ())
        if node >= self._first_recent:
            return recent
        standing = self._standing.derived(node)
        return (*standing, *recent) if recent else standing

    def _add(self, word: str) -> None:
        node = self._nodes.get(word)
        if node is None:
            node = self._standing.family(word)
        bases = bases_of(word)
        if node is None:
            node = self._create(word, bases)
        self._words[node] = self._first_family + len(self._recent)
        self._recent.append(node)
        for base in bases:
            if base in self._others and self._has_family(base):
                self._create(base, bases_of(base))

    def _create(self, name: str, bases: Sequence[str]) -> int:
        """Add a node, and the edges from and to it."""
        node = self._first_recent + len(self._names)
        self._names.append(name)
        self._nodes[name] = node
        for derived in (*self._standing.formed_from(name), *self._others.pop(name, ())):
            self._connect(derived, node)
        for base in bases:
            found = self.node(base)
            if found is None:
                self._others[base] = (*self._others.get(base, ()), node)
            else:
                self._connect(node, found)
        return node

    def _connect(self, derived: int, base: int) -> None:
        self._bases[derived] = (*self._bases.get(derived, ()), base)
        self._derived[base] = (*self._derived.get(base, ()), derived)

    def _has_family(self, base: str) -> bool:
        """Return whether words formed from a base show it, of which a recent one is."""
        recent = self._others.get(base, ())
        if len(recent) + self._standing.most_formed_from(base) < MIN_FAMILY:
            return False
        return is_family(base, self._words_among((*self._standing.formed_from(base), *recent)))

    def _words_among(self, nodes: Sequence[int]) -> Iterator[str]:
        return (self.name(node) for node in nodes if self.word(node) is not None)
