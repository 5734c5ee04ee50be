"""One geometric object per theme. Each function draws on a finished ground; all measures in pixels or degrees."""
