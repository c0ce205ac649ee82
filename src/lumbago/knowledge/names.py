"""What an id, a key and a text look like in knowledge files."""

from typing import Annotated

from pydantic import Field

Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
FindingKey = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
SourceId = Annotated[str, Field(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
Text = Annotated[str, Field(min_length=1)]
