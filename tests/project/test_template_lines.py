"""The gate of template lines, of `make check`."""

from scripts import template_lines


def test_a_line_that_is_too_long_is_named_with_its_place():
    text = f"<p>short</p>\n{'é' * 160}\n{'x' * 161}\n"
    found = template_lines.faults("templates/home.html", text)
    assert found == ["templates/home.html:3: 161 characters, at most 160"]
