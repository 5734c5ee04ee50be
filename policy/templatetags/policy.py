from django import template

register = template.Library()


@register.filter
def accent(node) -> str:
    """The class of the area's colour."""
    return (node.accent if node else "") or "sea"
