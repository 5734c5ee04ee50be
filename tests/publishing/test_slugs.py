import pytest

from publishing.text.slugs import slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("EU: €\u00a0169.8 million for partners", "eu-169-8-million-for-partners"),
        ("457\u00a0000 euros", "457-000-euros"),
        ("462,000 – or 457.000?", "462-000-or-457-000"),
        ("Belgium’s résumé: l'été, Maßstab & Œuvre", "belgiums-resume-l-ete-massstab-oeuvre"),
        ("½ million", "1-2-million"),
        ("Море", ""),
    ],
)
def test_an_address_is_ascii_and_keeps_whole_words_and_figures(title, slug):
    assert slug_of(title) == slug


def test_a_long_address_is_cut_at_a_word_and_never_inside_a_sum():
    assert slug_of("Ships and harbours", 11) == "ships-and"
    assert slug_of("Belgium gives 169.8 million", 22) == "belgium-gives"
    assert slug_of("Belgium gives 169.8 million", 19) == "belgium-gives"
