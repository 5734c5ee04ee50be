"""The long proofs: two people in one text, and a worker that is killed. Seeded, resumable, `N=` shortens them.

`python -m scripts.drills interleave`, `python -m scripts.drills kill`
"""
