from django.core.files.uploadedfile import SimpleUploadedFile

FILES = "/admin/files/"


def send(client, kind, content, name="table.csv", **headers):
    content = content.encode() if isinstance(content, str) else content
    data = {"kind": kind, "file": SimpleUploadedFile(name, content)}
    return client.post(FILES, data, **headers)


def look(client, kind, content, name="table.csv"):
    """The preview: (address, report)."""
    response = send(client, kind, content, name)
    assert response.status_code == 302, response.content.decode()[-3000:]
    return response.url, client.get(response.url).context["report"]


def faults(report):
    return {number: why for number, _name, why in report.faults}


def bring(client, kind, content, mode="rest"):
    url, _report = look(client, kind, content)
    client.post(url, {"mode": mode})
    return client.get(url).context["report"]
