"""`{% picture %}` and `{% thumbnail %}`: a picture of the library in a page. Neither asks the database or the disk."""

from django import template
from django.urls import reverse

from ..crops import FORMATS, WIDTHS, crop_box, rendition_widths
from ..renditions import is_flat

register = template.Library()
DARK = "(prefers-color-scheme: dark)"
ROW = {"c160": "1x", "c320": "2x"}
PLAIN = "webp"  # of the `<img>` itself: every browser reads it, so no page carries addresses of a third format


def address(image, name: str, extension: str) -> str:
    return reverse("images:rendition", kwargs={"token": image.token, "name": name, "extension": extension})


def srcset(image, named: dict[str, str], extension: str) -> str:
    return ", ".join(f"{address(image, name, extension)} {descriptor}" for name, descriptor in named.items())


def sources(image, named: dict[str, str]) -> list[dict]:
    """The `<source>` elements in the order in which browsers choose: dark before light, small formats first."""
    # Drawings look best, and are about as small, as WebP without loss.
    light = [] if is_flat(image.file) else ["avif"]
    dark = ["webp"] if is_flat(image.file_dark) else ["avif", "webp"]
    in_the_dark = {f"d-{name}": descriptor for name, descriptor in named.items()} if image.file_dark else {}
    return [
        {"type": FORMATS[extension], "srcset": srcset(image, files, extension), "media": media}
        for files, extensions, media in [(in_the_dark, dark, DARK), (named, light, "")]
        for extension in extensions
        if files
    ]


@register.inclusion_tag("components/picture_element.html")
def picture(image, *, sizes: str, alt: str = "", eager: bool = False, **attributes) -> dict:
    """`{% picture image sizes="(min-width: 60rem) 66vw, 100vw" alt=alt class="…" eager=True %}`"""
    if not (image and image.file and image.width):
        return {"image": None}
    widths = rendition_widths(image.width)
    named = {name: f"{width}w" for name, width in widths.items()}
    _box, (width, height) = crop_box(f"w{WIDTHS[-1]}", (image.width, image.height), (0.5, 0.5))
    return {
        "image": image,
        "sources": sources(image, named),
        "sizes": sizes,
        "src": address(image, next(iter(named)), PLAIN),
        "srcset": srcset(image, named, PLAIN),
        "width": width,
        "height": height,
        "alt": alt,
        "class": attributes.get("class", ""),
        "eager": eager,
    }


@register.inclusion_tag("components/picture_element.html")
def thumbnail(image) -> dict:
    """`{% thumbnail image %}`: 4:3 around the focal point, for a row whose title says what it is about."""
    if not (image and image.file and image.width):
        return {"image": None}
    return {
        "image": image,
        "sources": sources(image, ROW),
        "src": address(image, "c160", PLAIN),
        "srcset": srcset(image, ROW, PLAIN),
        "width": 128,
        "height": 96,
        "alt": "",
    }
