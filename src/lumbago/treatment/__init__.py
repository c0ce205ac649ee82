"""Effect against harm -> Plan: what helps, which medicines are safe, what to do from day to day.

`plan` draws it up; `rank` weighs the options of a phase; `check_medicines` says who may take what.
"""

from lumbago.treatment.medicines import check_medicines
from lumbago.treatment.phases import phase_of
from lumbago.treatment.planning import plan
from lumbago.treatment.ranking import rank

__all__ = ["check_medicines", "phase_of", "plan", "rank"]
