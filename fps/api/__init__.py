"""The read-only JSON interface under `/api/`. It answers from the same filters as the pages and their feeds."""
