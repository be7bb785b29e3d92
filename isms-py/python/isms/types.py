"""The types of what the views, the graph and the journal answer: plain data whose fields a type checker knows."""

from . import _views
from ._graph import Reached
from ._journal import Head
from ._views import *

__all__ = ["Head", "Reached"]
__all__ += _views.__all__
