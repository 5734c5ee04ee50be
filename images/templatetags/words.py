from django import template

from ..words import words_in

register = template.Library()
register.filter("in_language", words_in)
