import re

ADD = "/admin/news/article/add/"


def url(subject, page="change"):
    return f"/admin/news/article/{subject.pk}/{page}/"


def fields(client, path):
    """What a browser would post back, untouched: every field of the form as it is shown."""
    from html import unescape

    page = client.get(path).content.decode()
    form = page[page.index('id="subject-form"') : page.index("</form>", page.index('id="subject-form"'))]
    data: dict[str, list] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        kind = attributes.get("type")
        if (kind in ("checkbox", "radio") and "checked" not in tag) or kind == "file" or "name" not in attributes:
            continue
        data.setdefault(attributes["name"], []).append(
            unescape(attributes.get("value", "on" if kind == "checkbox" else ""))
        )
    for name, value in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.S):
        data[name] = [unescape(value).replace("\n", "\r\n")]
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.findall(r'<option value="([^"]*)" selected', options) or re.findall(
            r'<option value="([^"]*)"', options
        )
        data[name] = chosen[:1]
    data.pop("csrfmiddlewaretoken", None)
    return data


def save(client, path, data, act="save", **changes):
    data = {**data, **changes, "_act": act}
    return client.post(path, data, follow=True)


def states(subject):
    return sorted(subject.editions.values_list("language", "state"))


def autosave(client, subject, data, page="p1", **changes):
    """As the browser does it: the marks of each language that changed, and its changed fields."""
    sent = {"_page": page}
    for name, value in changes.items():
        prefix = "-".join(name.split("-")[:2])
        sent |= {f"{prefix}-{mark}": data[f"{prefix}-{mark}"][0] for mark in ("seen", "version", "was")}
        sent[name] = value
    answer = client.post(url(subject, "autosave"), sent).json()
    for language, text in answer.get("texts", {}).items():
        if text["state"] == "saved":
            for mark in ("seen", "version", "was"):
                data[f"text-{language}-{mark}"] = [text[mark]]
    return answer
