"""What the fields of every kind of file are made of."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Speakable = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9 ,.;:?!'’-]+$")]
Pattern = Annotated[str, StringConstraints(min_length=1)]
Share = Annotated[float, Field(ge=0, le=1)]


class Part(BaseModel):
    """A piece of a file: nothing is converted, no field is unknown."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
