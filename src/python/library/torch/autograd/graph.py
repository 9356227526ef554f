"""The nodes of the graph."""

from _torch import Node

__all__ = ["Node"]
