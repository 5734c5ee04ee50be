"""Words one slip away: a letter too many, too few, another one, or two changed over. Pure."""

from string import ascii_lowercase

SHORTEST, LONGEST = 4, 16  # letters; below, everything is near everything


def near(word: str) -> set[str]:
    """Every spelling at one slip from a folded word: at most some 900."""
    if not (SHORTEST <= len(word) <= LONGEST and word.isalpha() and word.isascii()):
        return set()
    pairs = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {head + tail[1:] for head, tail in pairs if tail}
    found |= {head + tail[1] + tail[0] + tail[2:] for head, tail in pairs if len(tail) > 1}
    for letter in ascii_lowercase:
        found.update(head + letter + tail for head, tail in pairs)
        found.update(head + letter + tail[1:] for head, tail in pairs if tail)
    return {each for each in found if len(each) >= SHORTEST} - {word}
