"""What a log may say: where our code broke, and nothing that a person sent."""

import logging
import traceback


class WithoutWords(logging.Filter):
    """Take addresses, arguments and messages out of a record; keep the kinds and places of errors."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite one record; it is always kept."""
        record.msg, record.args = _told(record), ()
        record.exc_info = record.exc_text = record.stack_info = None
        for name in ("request", "status_code"):
            record.__dict__.pop(name, None)
        return True


def _told(record: logging.LogRecord) -> str:
    status = record.__dict__.get("status_code", "")
    if not record.exc_info or record.exc_info[0] is None:
        return f"{record.levelname} {status} at {record.module}:{record.lineno}".replace("  ", " ")
    kind, _, places = record.exc_info
    frames = traceback.extract_tb(places)
    where = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    return f"{kind.__name__} in {where}"
