"""Where a page lets apps above stand: `{% panels_at "form-menu" %}` shows the panels that they have registered there.

A panel is a template of the app that registers it (`extension_points.Panel`); the page names the position only, so that
no template leans on an app above its own.
"""

from django import template

from ..extension_points import panels


class PanelsNode(template.Node):
    def __init__(self, position: str):
        self.position = position

    def render(self, context):
        return "".join(self._rendered(panel, context) for panel in panels if panel.position == self.position)

    @staticmethod
    def _rendered(panel, context) -> str:
        if (own := panel.context(context)) is None:
            return ""
        with context.push(**own):
            return context.template.engine.get_template(panel.template).render(context)
