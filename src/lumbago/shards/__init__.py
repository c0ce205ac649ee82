"""Blocks of work on local cores or on a Dask cluster, in order and resumable.

Knows no medicine: a task, its pieces, and a crew that works on them.
"""

from lumbago.shards.crews import Crew, cluster, cores
from lumbago.shards.work import Block, blocks, gather

__all__ = ["Block", "Crew", "blocks", "cluster", "cores", "gather"]
