"""A day of an author and an editor, by keyboard alone: a test drives it; it takes the pictures of the handbook."""
