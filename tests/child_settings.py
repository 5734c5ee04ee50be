"""The site's settings for processes that a run at another hour starts: loading them takes the process there."""

from fps.settings import *  # noqa: F403
from tests.clock import travel_as_asked

travel_as_asked()
