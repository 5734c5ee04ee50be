"""What the editor looks at between two texts: the calendar, the library, the point that stays visible, the tree."""

MENU = ".desk-menu a[href$='{0}'], .desk-menu-phone a[href$='{0}']"


def look_around(day):
    who, page = day.editor, day.editor.page
    who.follow(MENU.format("/calendar/"))
    assert page.locator(".calendar-month .today a").count()
    day.shot(page, "calendar")
    who.follow(MENU.format("/images/image/"))
    who.follow(".desk-table tbody th a")
    assert "Shown on" in page.locator(".showing").inner_text()
    day.shot(page, "library")
    who.press("[data-focal-point]", "ArrowRight")
    assert page.locator("[data-focal-said]").inner_text() == "The point: 51 % from the left, 50 % from the top."
    page.locator(".focal img").evaluate("picture => picture.decode()")  # it loads once it comes into view
    day.shot(page, "focal-point", at=".focal")
    who.follow(MENU.format("/policy/topic/"))
    who.follow("a[href$='/topic/tree/']")
    day.shot(page, "tree", at=".topic-tree > li")
