from django import template

from ..translated_text import words_in

register = template.Library()
register.filter("in_language", words_in)
