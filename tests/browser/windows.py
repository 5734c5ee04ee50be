import pytest

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture
def opened(browser, demo):
    """Opens pages of the demo in a window of these properties."""
    contexts = []

    def new_page(**properties):
        contexts.append(browser.new_context(base_url=demo.base, locale="en-GB", bypass_csp=True, **properties))
        return contexts[-1].new_page()

    yield new_page
    for context in contexts:
        context.close()


TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


AXE = """async (tags) => (await axe.run({runOnly: tags})).violations.map(
  (each) => `${each.id}: ${each.nodes.map((node) => node.target.join(" ")).slice(0, 3).join(", ")}`)"""


WIDER = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= wide + 1) return [];
  return [...document.body.querySelectorAll("*")].filter((each) => each.getBoundingClientRect().right > wide + 1)
    .slice(0, 4).map((each) => `${each.tagName}.${each.className} is too wide`); }"""
