"""What the author does: write, translate, ask somebody outside, send for review, correct."""

TITLE = {"fr": "Une équipe médicale part pour Goma", "nl": "Medisch team vertrekt naar Goma"}
TEASER = {
    "fr": "Douze médecins et infirmiers prêtent main-forte pendant un mois.",
    "nl": "Twaalf artsen en verpleegkundigen helpen een maand lang.",
}
BODY = {
    "fr": ("L’équipe part jeudi de Melsbroek.", "Elle travaille à l’hôpital de la province."),
    "nl": ("Het team vertrekt donderdag uit Melsbroek.", "Het werkt in het ziekenhuis van de provincie."),
}


def write(day):
    who, page = day.author, day.author.page
    who.sign_in("amelie", day.password)
    assert page.locator(".first-steps li").count() == 4
    day.shot(page, "first-steps", at=".first-steps")
    who.press(".desk-new summary")
    who.follow('.desk-new a[href$="kind=news"]')
    who.form()
    who.tab("fr")
    words(day, "fr")
    who.type("#id_topics", "peace")
    page.locator("[role=option]:visible").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    who.save()
    day.shot(page, "write")


def words(day, language):
    who, page = day.author, day.author.page
    who.type(f"#id_text-{language}-title", TITLE[language])
    who.type(f"#id_text-{language}-teaser", TEASER[language])
    who.reach(f"#panel-{language} .tiptap")
    for place, paragraph in enumerate(BODY[language]):
        if place:
            page.keyboard.press("Enter")
        page.keyboard.type(paragraph)


def translate(day):
    who, page = day.author, day.author.page
    who.tab("nl")
    who.press("#panel-nl [data-source=fr]")
    assert BODY["fr"][1] in page.locator(".beside").inner_text()
    words(day, "nl")
    day.shot(page, "translate")
    who.save()
    who.tab("fr")
    page.keyboard.press("Control+Alt+p")
    shown = page.frame_locator("#preview-shell iframe")
    shown.locator("h1", has_text=TITLE["fr"]).wait_for()
    day.shot(page, "preview")
    page.keyboard.press("Escape")


def invite(day):
    who, page = day.author, day.author.page
    who.press(".bar-more summary")
    who.follow('.bar-menu a[href$="/links/"]')
    who.type("#id_note", "Embassy in Kinshasa")
    who.follow(".link-form .next-step")
    day.link = "/share/" + page.input_value("#address").partition("/share/")[2]
    day.shot(page, "link")


def change_a_word(day):
    """It voids what the stranger agreed to."""
    who, page = day.author, day.author.page
    who.follow(".link-form a.button")
    who.form()
    assert page.locator("#remarks .verdict.agree").count() == 1
    who.tab("fr")
    who.type("#panel-fr .tiptap", " Elle reste un mois.", at_end=True)
    assert page.locator("#panel-fr .tiptap").inner_text().endswith(" Elle reste un mois.")
    who.save()
    assert page.locator("#remarks .verdict.agree").count() == 0
    assert page.locator("#remarks .verdict.void").count() == 1
    day.shot(page, "agreement-void", at="#remarks")


def send(day):
    who, page = day.author, day.author.page
    for language, message in (("fr", "Please before noon tomorrow."), ("nl", "")):
        who.tab(language)
        who.press(f"#panel-{language} .submit-box summary")
        if message:
            who.type(f"#message-{language}", message)
            day.shot(page, "send")
        who.follow(f"[value='submit:{language}']")
        who.form()


def correct(day):
    """Found by the search, as on any later day."""
    who, page = day.author, day.author.page
    page.keyboard.press("Escape")
    who.type("#desk-q", "Goma")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=Goma")
    day.shot(page, "search")
    who.follow("main a[href*='/change/']")
    who.form()
    who.tab("fr")
    assert page.locator("#panel-fr .tiptap").count() == 0  # a live text is read
    who.follow("[value='correct:fr']")
    who.form()
    who.tab("fr")
    who.type("#panel-fr .tiptap", " Elle emporte six tonnes de matériel.", at_end=True)
    assert page.locator("#panel-fr .tiptap").inner_text().endswith(" Elle emporte six tonnes de matériel.")
    who.save()
    who.tab("fr")
    day.shot(page, "correct")
    who.press("#panel-fr .submit-box summary")
    who.type("#message-fr", "The load is known now.")
    who.follow("[value='submit:fr']")
    who.form()
