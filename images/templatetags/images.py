from django import template

register = template.Library()


@register.simple_tag
def picture(image, sizes="100vw", alt="", eager=False, **more):
    return ""


@register.simple_tag
def thumbnail(image):
    return ""
