"""Words at edit distance one: a letter too many, too few, another one, or two changed over. Pure."""

from string import ascii_lowercase

MIN_WORD_LENGTH, MAX_WORD_LENGTH = 4, 16  # letters; below, everything is near everything


def one_edit_away(word: str) -> set[str]:
    """Every spelling at one slip from a folded word: at most some 900."""
    if not (MIN_WORD_LENGTH <= len(word) <= MAX_WORD_LENGTH and word.isalpha() and word.isascii()):
        return set()
    pairs = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    spellings = {head + tail[1:] for head, tail in pairs if tail}
    spellings |= {head + tail[1] + tail[0] + tail[2:] for head, tail in pairs if len(tail) > 1}
    for letter in ascii_lowercase:
        spellings.update(head + letter + tail for head, tail in pairs)
        spellings.update(head + letter + tail[1:] for head, tail in pairs if tail)
    return {spelling for spelling in spellings if len(spelling) >= MIN_WORD_LENGTH} - {word}
