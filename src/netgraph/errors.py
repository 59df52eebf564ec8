"""Every error netgraph raises on purpose: what is wrong, where, and what to do next.

One base class; each error is also the builtin that a caller would expect to catch.
"""


class NetgraphError(Exception):
    """Base of all errors of this package.

    Args:
        message: What is wrong, in a sentence.
        hint: What to do next.
        file: The file it is about, if any.
        line: The line (or record) in that file, counted from 1; 0 if it has none.
    """

    def __init__(self, message: str, *, hint: str = "", file: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.file = file
        self.line = line

    def __str__(self) -> str:
        """Where, what, and what to do next, as one line."""
        where = f"{self.file}, line {self.line}: " if self.line else f"{self.file}: "
        hint = f" {self.hint}" if self.hint else ""
        return (where if self.file else "") + self.message + hint

    def __reduce__(self) -> tuple[object, ...]:
        """Survive pickling, which would drop the keyword arguments."""
        return (_rebuild, (type(self), self.message, self.hint, self.file, self.line))


def _rebuild(kind: type[NetgraphError], message: str, hint: str, file: str, line: int) -> object:
    return kind(message, hint=hint, file=file, line=line)


class ReadError(NetgraphError, ValueError):
    """A file or folder cannot be read at all (a bad row is a `Skipped`, not an error)."""


class UnsafeArchiveError(ReadError):
    """A zip asks for more than a contact export ever would, or points outside itself."""


class GraphError(NetgraphError, ValueError):
    """A graph does not keep the contract that `netgraph.graph.validate` describes."""


class UnknownPersonError(NetgraphError, LookupError):
    """Nobody in the graph answers to this name, address or id."""


class AmbiguousPersonError(UnknownPersonError):
    """Several people answer to it.

    Attributes:
        candidates: node ids of those who do, best first.
    """

    def __init__(self, message: str, *, candidates: tuple[str, ...] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.candidates = candidates

    def __reduce__(self) -> tuple[object, ...]:
        """Survive pickling with the candidates."""
        return (_rebuild_ambiguous, (self.message, self.candidates, self.hint))


def _rebuild_ambiguous(message: str, candidates: tuple[str, ...], hint: str) -> object:
    return AmbiguousPersonError(message, candidates=candidates, hint=hint)


class NotMeaningfulError(NetgraphError, ValueError):
    """The figure can be computed but would say nothing: broker scores on a bare star."""
