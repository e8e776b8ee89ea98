"""The engine: opening a case, doing its steps, sending it back, reopening it, moving it on.

Nothing waits on a signal alone: finishing a step and beginning the next is one transaction, and
``advance()`` may be called at any time, by anyone, as often as they like.
"""

from council.procedures.services.cases import advance, open_case, reopen, tick
from council.procedures.services.holding import may_settle_here, settle, suspend
from council.procedures.services.moving import finish
from council.procedures.services.steps import may_take, perform, refuse, send_back

__all__ = [
    "advance",
    "finish",
    "may_settle_here",
    "may_take",
    "open_case",
    "perform",
    "refuse",
    "reopen",
    "send_back",
    "settle",
    "suspend",
    "tick",
]
