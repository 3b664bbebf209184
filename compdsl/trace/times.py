"""Why there is no figure of an earlier period, in words."""

from compdsl.kernel.nodes import Earlier
from compdsl.paid.times import period_without_figure
from compdsl.paid.world import is_active
from compdsl.trace.account import Step


def none_earlier(step: Step) -> str:
    """There is no such period, the payee was away in it, or it was not paid."""
    assert isinstance(step.node, Earlier)
    situation = step.account.situation
    period = period_without_figure(step.node, situation.world)
    if period is None:
        return "there is no earlier period"
    stints = situation.payee.stints or (situation.payee,)
    is_there = any(is_active(one, period) for one in stints)
    if is_there:
        return f"{period} was not paid"
    in_what = " in this plan" if situation.world.people is not None else ""
    return f"the payee was not there{in_what} in {period}"
