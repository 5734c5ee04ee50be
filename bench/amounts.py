"""Precision, recall and speed of the recogniser of sums: `python bench/amounts.py` from the root of the repository."""

import json
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from news.amounts.parser import LANGUAGES, find_figures  # noqa: E402

KEYS = ("surface", "amount", "amount_max", "currency", "qualifier", "period")
HOSTILE = (
    "1", "1 ", "9,", "1.", "1 000 ", "1.000", " ", "\u00a0", "\n", "<", "<a ", '<a="', "<sup>", "<script>", "<!--", "&",
    "&nbsp;", "(", "€", "€ ", "$", "US$", "EUR ", "€5 ", "5€ ", "5 million euros ", "€5 to ", "5 and ", "€5 per year ",
    "1 kr ", "more than ", "meer dan ", "plus de ", "mehr als ", "five ", "twenty-", "half a ", "a million ",
    "een half ", "vijfentwintig ", "quatre-vingt-", "tausend", "d'", "per year ", "annual ", "5-",
    "1 " * 200 + "€ ", "five " * 60 + "€ ",
)  # fmt: skip


def accuracy(language: str) -> str:
    right = found = wanted = 0
    for line in (ROOT / "tests/news/amounts/gold_figures.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["language"] == language:
            want = [tuple(figure[key] for key in KEYS) for figure in entry["figures"]]
            have = [tuple(getattr(figure, key) for key in KEYS) for figure in find_figures(entry["text"], language)]
            right += sum(figure in want for figure in have)
            found, wanted = found + len(have), wanted + len(want)
    return f"precision {right / found:.1%}, recall {right / wanted:.1%} ({wanted} figures)"


def milliseconds(text: str, language: str, times: int = 3) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        find_figures(text, language)
        best = min(best, time.perf_counter() - start)
    return best * 1000


def prose(language: str, words: int = 10_000) -> str:
    """The gold sentences of the language, thinned with plain ones, over and over."""
    lines = (ROOT / "tests/news/amounts/gold_figures.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [entry for line in lines if (entry := json.loads(line))["language"] == language]
    text = " ".join(entry["text"] for entry in entries).split()
    return " ".join((text * (words // len(text) + 1))[:words])


def main() -> None:
    for language in LANGUAGES:
        text = prose(language)
        print(
            f"{language}: {accuracy(language)}; 10,000 words, all of them gold: {milliseconds(text, language):.0f} ms"
        )
        quiet = " ".join(["Every country, whatever its size, needs partners in a world of change."] * 9)
        plain = " ".join(f"{quiet} {sentence}." for sentence in text.split(". ")[:90])
        print(f"    10,000 words, a sum in every hundred: {milliseconds(plain, language):.0f} ms")
    for part in HOSTILE:
        text = (part * (1_000_000 // len(part) + 1))[:1_000_000]
        slowest = max(milliseconds(text, language, times=1) for language in LANGUAGES)
        print(f"{slowest:7.0f} ms  1 MB of {part[:24]!r}")


if __name__ == "__main__":
    main()
