"""The evidence browser: all that knowledge holds, with numbers, sources, status and review date."""
