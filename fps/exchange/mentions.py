"""Where a text tells of a figure: by its words, wherever they stand, or at one exact place of one text."""

from collections import Counter

from rest_framework.exceptions import ValidationError

from news.models.figure import FigureMention, find_quote, nearest_place, plain_field
from publishing.models import State

from .line_serializer import under


class Places:
    """The mentions in the texts of one article; of a new one the line says all there is. `keep` writes new ones."""

    def __init__(self, article, editions: dict[str, list], now, new: bool):
        self.editions, self.now = editions, now
        self.stored = [each for texts in editions.values() for each in texts] if new else list(article.editions.all())
        rows = [] if new else FigureMention.objects.filter(edition__in=self.stored)
        self.taken = {(row.edition_id, row.field, row.start): row for row in rows}
        self.fresh: list[FigureMention] = []

    def keep(self) -> None:
        FigureMention.objects.bulk_create(self.fresh)

    def put(self, figure, mentions: list[dict]) -> bool:
        changed, times = False, Counter()
        for place, item in enumerate(mentions):
            with under("mentions", place):
                if "edition" in item:
                    changed |= self._exact(figure, item)
                else:
                    times[item["language"], item["quote"]] += 1
                    changed |= self._by_words(figure, item["language"], item["quote"], times)
        return changed

    def _by_words(self, figure, language, quote, times) -> bool:
        """In every text of the language: the first place; for a quote given again the second, and so on. A place
        that another figure has is passed over."""
        number, is_found, changed = times[language, quote], False, False
        for edition in self.stored:
            if edition.language != language:
                continue
            free = [place for place in find_quote(quote, edition) if self._is_free(edition, place, figure)]
            if len(free) >= number:
                field, start = free[number - 1]
                changed |= self._confirm(figure, edition, field, start, quote, self.now)
                is_found = True
        if not is_found:
            again = f" {number} times" if number > 1 else ""
            raise ValidationError(
                f"“{quote}” does not stand{again} in the text (language {language}), or belongs to another figure"
            )
        return changed

    def _exact(self, figure, item) -> bool:
        try:
            edition = self.editions[item["language"]][item["edition"]]
        except (KeyError, IndexError):
            raise ValidationError(
                f"there is no text {item['edition']} (language {item['language']}) in this line"
            ) from None
        field, start, quote = item["field"], item["start"], item["quote"]
        if edition.state == State.APPROVED:
            start = _place_now(edition, field, start, quote)
        if not self._is_free(edition, (field, start), figure):
            raise ValidationError(f"another figure has the words at {start} in the {field}")
        return self._confirm(figure, edition, field, start, quote, item.get("confirmed_at"))

    def _is_free(self, edition, place, figure):
        mention = self.taken.get((edition.pk, *place))
        return mention is None or mention.figure_id == figure.pk

    def _confirm(self, figure, edition, field, start, quote, moment) -> bool:
        mention = self.taken.get((edition.pk, field, start))
        if mention is None:
            mention = FigureMention(figure=figure, edition=edition, field=field, start=start, quote=quote)
            self.fresh.append(mention)
        elif mention.confirmed_at or not moment:
            return False
        mention.confirmed_at = moment
        if mention.pk:
            mention.save()
        self.taken[edition.pk, field, start] = mention
        return True


def _place_now(edition, field: str, start: int, quote: str) -> int:
    """In a body the place next to `start`: an earlier version put no blank before an inner list or after a caption."""
    text = plain_field(edition, field)
    place = nearest_place(quote, text, start)
    if place is None or (place != start and field != "body"):
        raise ValidationError(f"“{quote}” does not stand at {start} in the {field}")
    return place
