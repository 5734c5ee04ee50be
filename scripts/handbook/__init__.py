"""The day of an author and an editor, by keyboard alone: a test drives it, and it takes the pictures of the handbook."""
