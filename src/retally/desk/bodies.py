"""What the API's writes are sent, as models: the parameters of `retally check` and `add`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from retally.desk.asked import DayText, MomentText, Word, day_of, moment_of
from retally.desk.checking import Submitted
from retally.desk.long_work import Maps

Text = Annotated[str, Field(min_length=1)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class StoryText(_Body):
    """A story as plain text, which stays text whatever tags it shows."""

    text: Text = Field(description="The story as plain text.")
    name: Word = Field("-", description="What messages call it.")

    def submitted(self) -> Submitted:
        """The story to read; what is too long is refused before it is copied."""
        from retally.stories.story import refuse_long

        refuse_long(self.text, self.name)
        content = self.text.encode("utf-8", "replace")
        return Submitted(name=self.name, content=content, declared_type="text/plain; charset=utf-8")


class StoryPage(_Body):
    """A story as the HTML of its page."""

    page: Text = Field(description="The page's HTML.")
    name: Word = Field("-", description="What messages call it.")

    def submitted(self) -> Submitted:
        """The story to read."""
        content = self.page.encode("utf-8", "replace")
        return Submitted(name=self.name, content=content, declared_type="text/html; charset=utf-8")


class StoryAddress(_Body):
    """A story at an address; never one of this machine or its network."""

    address: Word = Field(description="http:// or https://", examples=["https://example.org/a"])

    def submitted(self) -> Submitted:
        """The story to fetch."""
        return Submitted(name=self.address)


class TextAsked(StoryText):
    """Check plain text."""

    published: DayText | None = Field(None, description="The day it came out.")


class PageAsked(StoryPage):
    """Check a page's HTML."""

    published: DayText | None = Field(None, description="The day it came out.")


class AddressAsked(StoryAddress):
    """Check the page at an address."""

    published: DayText | None = Field(None, description="The day it came out.")


class QueriesAsked(_Body):
    """Ask edited queries again."""

    queries: Text = Field(description="TOML, as `retally check --queries` writes it.")
    published: DayText | None = Field(None, description="The day the story came out.")


StoryAsked = TextAsked | PageAsked | AddressAsked
CheckAsked = StoryAsked | QueriesAsked


class CheckJob(_Body):
    """Check many stories."""

    kind: Literal["check"]
    stories: list[StoryText | StoryPage | StoryAddress] = Field(min_length=1, max_length=10_000)
    published: DayText | None = Field(None, description="The day all of them came out.")


class AddJob(_Body):
    """Add a folder of control maps to the archive."""

    kind: Literal["add"]
    folder: Word = Field(description="Whole path of a folder or file on the desk's machine.")
    source: Word = Field(description="Whose maps: isw, deepstate, ...")
    day: DayText | None = Field(None, description="The day the maps speak of.")
    captured_at: MomentText | None = Field(None, description="When the bytes were taken.")
    licence: Word | None = Field(None, description="The licence line to keep and show.")
    mapping: Word | None = Field(None, description="TOML file of field names, on that machine.")
    crs: Word | None = Field(None, description="The files' reference system, as EPSG:4326.")

    def maps(self) -> Maps:
        """What is to be added."""
        return Maps(
            folder=Path(self.folder),
            source=self.source,
            day=day_of(self.day),
            captured_at=moment_of(self.captured_at),
            licence=self.licence,
            mapping=None if self.mapping is None else Path(self.mapping),
            crs=self.crs,
        )


JobAsked = Annotated[CheckJob | AddJob, Field(discriminator="kind")]
