"""What the editor and the stranger do: answer, review, remark, schedule, publish, correct with a note."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

WAITING = ".desk-waits a.button"
DEED = "[data-deed]"


def agree(day):
    who, page = day.stranger, day.stranger.page
    assert page.goto(day.link).status == 200
    assert page.locator("h1").inner_text() == "Une équipe médicale part pour Goma"
    day.shot(page, "stranger")
    who.type("#id_name", "Mme Mukendi")
    who.follow("button[value=agree]")
    assert page.locator(".share-said").is_visible()


def review(day):
    who, page = day.editor, day.editor.page
    who.sign_in("karel", day.password)
    day.shot(page, "desk-of-an-editor")
    who.follow(WAITING)
    assert page.locator(".review-read, .cmp").count()
    day.shot(page, "review")
    who.type("#remark-text", "Well told. Who pays for the flight?")
    who.follow(".remark-new button")
    assert "Who pays" in page.locator("#remarks").inner_text()
    day.shot(page, "remark", at="#remarks")
    who.follow(".review-head .views a:not([aria-current])")
    assert page.locator(".review-main").count() == 1


def schedule(day):
    """Both languages for tomorrow, nine o'clock."""
    who, page = day.editor, day.editor.page
    at = (datetime.now(ZoneInfo("Europe/Brussels")) + timedelta(days=1)).replace(hour=9, minute=0)
    who.follow(".review-bar a.next-step")
    who.press("input[name=when]", "ArrowDown")
    who.moment("#id_at", at)
    assert page.locator(DEED).inner_text().startswith("Schedule nl and fr for")
    day.shot(page, "schedule")
    who.follow(DEED)
    who.form()
    who.tab("fr")
    assert "09:00" in page.locator("#panel-fr .panel-line", has_text="Scheduled for").inner_text()
    assert day.stranger.page.goto(day.link).status == 200  # not public yet
    day.shot(page, "scheduled")


def publish_today(day):
    """The news is out earlier than thought: back to a draft, then now."""
    who, page = day.editor, day.editor.page
    who.follow("#panel-fr [form=cancel-form]")
    who.form()
    who.follow('.bar [value="publish"]')
    assert page.locator(DEED).inner_text() == "Publish nl and fr now"
    who.follow(DEED)
    who.form()
    for language in ("fr", "nl"):
        who.tab(language)
        see = page.locator(f"#panel-{language} .panel-line a[href^='/{language}/']")
        day.public[language] = see.get_attribute("href")


def link_is_dead(day):
    page = day.stranger.page
    assert page.goto(day.link).status == 410
    day.shot(page, "link-ended")
    day.stranger.follow("main a")
    assert page.url.endswith(day.public["fr"])


def publish_correction(day):
    who, page = day.editor, day.editor.page
    who.follow("#site-name a")
    who.follow(WAITING)
    assert "six tonnes" in page.locator(".cmp ins").first.inner_text()
    assert page.locator(".cmp del").count() == 0  # nothing else was touched
    day.shot(page, "compare")
    who.follow('.review-switch a[href*="show=beside"]')
    who.follow(".review-bar a.next-step")
    assert page.locator("[name=kind][value=notable]").is_checked()
    who.type("#note-fr", "La quantité de matériel a été ajoutée.")
    day.shot(page, "publish-correction")
    who.follow(DEED)
    who.form()
    who.tab("nl")
    assert page.locator("#panel-nl .outdated").is_visible()
    day.shot(page, "out-of-date")
    reader = day.stranger.page
    reader.goto(day.public["fr"])
    assert "La quantité de matériel a été ajoutée." in reader.locator("main").inner_text()
    day.shot(reader, "corrected")


def look_back(day):
    who, page = day.editor, day.editor.page
    who.follow("#past ~ p a")
    assert page.locator(".history-table tbody tr").count() >= 3
    day.shot(page, "history")
    who.follow('.desk-menu a[href$="/languages/"], .desk-menu-phone a[href$="/languages/"]')
    day.shot(page, "languages")
