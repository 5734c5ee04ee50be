"""Somebody at a computer of their own, without a mouse; whatever the console of their browser says is kept."""

REPORT = "document.addEventListener('securitypolicyviolation', e => console.error('policy', e.violatedDirective))"
FOCUSED = "selector => document.activeElement?.matches(selector) ?? false"


class Person:
    def __init__(self, browser, base, locale="en-GB"):
        self.context = browser.new_context(
            base_url=base, viewport={"width": 1280, "height": 860}, locale=locale, reduced_motion="reduce"
        )
        self.page, self.said = self.context.new_page(), []
        self.page.add_init_script(REPORT)
        self.page.on("console", lambda each: self.said.append(each.text) if each.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: dialog.accept())

    def reach(self, selector, most=250):
        """Tab to it, as everybody without a mouse does."""
        for _press in range(most):
            if self.page.evaluate(FOCUSED, selector):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"Tab never reaches {selector} on {self.page.url}")

    def type(self, selector, words, at_end=False):
        self.reach(selector)
        if at_end:
            self.page.wait_for_timeout(200)  # the editor sets its cursor a moment after it got the focus
            self.page.keyboard.press("Control+End")
        self.page.keyboard.type(words)

    def press(self, selector, key="Enter"):
        self.reach(selector)
        self.page.keyboard.press(key)

    def follow(self, selector):
        """Press what leads to another page."""
        self.reach(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def sign_in(self, name, password):
        self.page.goto("/admin/")
        self.type("#id_username", name)
        self.type("#id_password", password)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.page.wait_for_selector(".desk")

    # -- the form ------------------------------------------------------------------------------------------------------
    def form(self):
        self.page.wait_for_selector("[role=tab]")
        self.page.wait_for_selector(".tiptap, .read-words", state="attached")

    def tab(self, language):
        self.reach("[role=tab]")
        for _tab in range(4):
            if self.page.evaluate(FOCUSED, f"#tab-{language}"):
                return
            self.page.keyboard.press("ArrowRight")
        raise AssertionError(f"no tab of {language}")

    def save(self):
        with self.page.expect_navigation():
            self.page.keyboard.press("Control+s")
        self.form()

    def moment(self, selector, at):
        """Into a field of date and time, whose parts stand in the order of the browser's language."""
        wanted, keyboard = at.strftime("%Y-%m-%dT%H:%M"), self.page.keyboard
        for day_and_month in (("%d", "%m"), ("%m", "%d")):
            self.reach(selector)
            for part in day_and_month:
                keyboard.type(at.strftime(part))
            keyboard.type(at.strftime("%Y"))
            keyboard.press("ArrowRight")
            keyboard.type(at.strftime("%I%M"))
            if self.page.input_value(selector) != wanted:
                keyboard.type(at.strftime("%p"))  # where the day has twice twelve hours
            if self.page.input_value(selector) == wanted:
                return
            while self.page.evaluate(FOCUSED, selector):
                keyboard.press("Shift+Tab")
        raise AssertionError(f"{selector} holds {self.page.input_value(selector)}")
