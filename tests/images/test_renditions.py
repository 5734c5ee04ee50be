"""Pictures as visitors get them: renditions, addresses that hold for ever, and the tags that write them."""

import threading
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.template import Context, Template
from django.urls import reverse
from PIL import Image as Pillow

from images import crops, renditions
from images.models import Image

from ..factories.pictures import drawing, image, opened, photograph, saved, upload

pytestmark = pytest.mark.django_db


def address(picture, name="w480", extension="webp"):
    return f"/media/{picture.token}/{name}.{extension}"


def served(client, *where) -> bytes:
    response = client.get(address(*where))
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def got(client, *where):
    return opened(served(client, *where))


def render(source, **context):
    return Template("{% load images %}" + source).render(Context(context))


# -- Shapes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1, {"w480": 1}),
        (480, {"w480": 480}),
        (481, {"w480": 480, "w800": 481}),
        (1000, {"w480": 480, "w800": 800, "w1200": 1000}),
        (3200, {"w480": 480, "w800": 800, "w1200": 1200, "w1800": 1800}),
    ],
)
def test_a_picture_has_the_widths_it_can_fill(width, expected):
    assert crops.rendition_widths(width) == expected


@pytest.mark.parametrize("size", [(1, 1), (1, 3000), (3000, 1), (161, 119), (1500, 1000)])
@pytest.mark.parametrize("focal", [(0, 0), (0.5, 0.5), (1, 1), (0.31, 0.77)])
@pytest.mark.parametrize("name", ["c160", "c320", "og", "w480", "w1800"])
def test_no_shape_leaves_the_picture_or_enlarges_it(name, size, focal):
    (left, top, right, bottom), (width, height) = crops.crop_box(name, size, focal)
    assert 0 <= left < right <= size[0] + 1e-9
    assert 0 <= top < bottom <= size[1] + 1e-9
    assert 1 <= width <= max(1, round(right - left))
    assert 1 <= height <= max(1, round(bottom - top))


# -- Renditions ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("extension", "kind"), [("avif", "AVIF"), ("webp", "WEBP"), ("jpg", "JPEG")])
def test_a_rendition_is_made_when_somebody_asks_for_it(client, extension, kind):
    picture = image(photograph())
    path = renditions.path_of(picture.token, "w800", extension)
    assert not path.exists()
    response = client.get(address(picture, "w800", extension))
    content = b"".join(response.streaming_content)
    assert (opened(content).format, opened(content).size) == (kind, (800, 600))
    assert response.headers["Content-Type"] == crops.FORMATS[extension]
    assert response.headers["Content-Length"] == str(len(content))
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    assert path.read_bytes() == content


def test_a_kept_rendition_asks_the_database_nothing(client, django_assert_num_queries):
    picture = image()
    with django_assert_num_queries(2):
        served(client, picture)
    with django_assert_num_queries(0):
        served(client, picture)


def test_renditions_are_not_packed_again(client):
    picture = image(photograph())
    response = client.get(address(picture), headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
    assert opened(b"".join(response.streaming_content)).width == 480


@pytest.mark.parametrize("name", ["w480", "c160", "c320", "og"])
def test_renditions_hold_no_metadata(client, name):
    exif = Pillow.Exif()
    exif[0x010F] = "Secret camera"
    picture = Image.objects.create(file=upload(saved(photograph(), "JPEG", exif=exif, comment=b"Secret")))
    for extension in ["jpg"] if name == "og" else ["avif", "webp", "jpg"]:
        content = served(client, picture, name, extension)
        assert b"Secret" not in content
        assert not {"exif", "icc_profile", "comment", "xmp"} & set(opened(content).info)


def test_crops_follow_the_focal_point(client):
    scene = drawing(1600, 400, ["white"])
    scene.paste("red", (1400, 0, 1600, 400))
    at_the_right = image(scene, focal_x=0.95, focal_y=0.5)
    in_the_middle = image(scene)
    assert got(client, at_the_right, "c320", "webp").size == (320, 240)
    assert got(client, at_the_right, "c320", "webp").convert("RGB").getpixel((300, 120)) == (255, 0, 0)
    assert got(client, in_the_middle, "c320", "webp").convert("RGB").getpixel((300, 120)) == (255, 255, 255)
    assert got(client, at_the_right, "og", "jpg").size == (762, 400)  # 1200 × 630 would be enlarged


def test_a_large_picture_makes_a_full_sharing_picture(client):
    assert got(client, image(drawing(1500, 1000)), "og", "jpg").size == (1200, 630)


def test_a_small_picture_is_never_enlarged(client):
    picture = image(drawing(100, 90))
    assert got(client, picture, "w480").size == (100, 90)
    assert got(client, picture, "c320").size == (100, 75)
    assert client.get(address(picture, "w800")).status_code == 404


def test_drawings_stay_crisp(client):
    kept = got(client, image(drawing(1500, 1000)), "w1800")
    assert kept.convert("RGB").tobytes() == drawing(1500, 1000).tobytes()


def test_transparent_pictures_get_paper_where_the_format_has_no_transparency(client):
    clear = Pillow.new("RGBA", (600, 400), (0, 0, 0, 0))
    picture = image(clear)
    assert got(client, picture, "w480", "jpg").getpixel((5, 5)) == (255, 255, 255)
    assert got(client, picture, "w480", "webp").getpixel((5, 5))[3] == 0


def test_the_dark_file_has_renditions_of_its_own(client):
    picture = image(drawing(colours=["white"]), dark=drawing(colours=["black"]))
    assert got(client, picture, "w480", "webp").convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    assert got(client, picture, "d-w480", "webp").convert("RGB").getpixel((0, 0)) == (0, 0, 0)
    assert client.get(address(image(), "d-w480")).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "", "w480", "w480.png", "w481.webp", "W480.webp", "og.webp", "og.avif", "d-.webp", "d-d-w480.webp",
        "w480.webp/", "w480.webp.tmp", "../w480.webp",
        "%2e%2e/w480.webp", "..%2f..%2fdb.sqlite3", "w480.webp%00", "w480.webp%0a",
        "originals/x.png", "w1800.webp.gz", "w1800.webp",
    ],
)  # fmt: skip
def test_other_names_are_not_found(client, name):
    picture = image(drawing(1000, 600))
    assert client.get(f"/media/{picture.token}/{name}").status_code == 404


def test_originals_and_folders_are_not_served(client):
    picture = image()
    for path in ["/media/", f"/media/{picture.file.name}", picture.file.url, f"/media/{picture.token[:2]}/",
                 f"/media/{picture.token[:2]}/{picture.token}/w480.webp", f"/media/{'0' * 32}/w480.webp"]:  # fmt: skip
        assert client.get(path).status_code == 404


def test_head_is_answered_and_writing_is_not(client):
    picture = image()
    response = client.head(address(picture))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/webp")
    assert b"".join(response.streaming_content) == b""
    assert {client.generic(method, address(picture)).status_code for method in ["POST", "PUT", "DELETE"]} == {405}


@pytest.mark.parametrize("damage", [Path.unlink, lambda path: path.write_bytes(b"nonsense")], ids=["lost", "damaged"])
def test_a_picture_that_was_lost_on_the_disk_is_not_found(client, damage):
    picture = image()
    damage(Path(picture.file.path))
    assert client.get(address(picture)).status_code == 404


def test_threads_that_want_the_same_file_make_it_once(settings, monkeypatch):
    picture, drawn = image(), []
    draw = renditions.draw
    monkeypatch.setattr(renditions, "draw", lambda *given: drawn.append(given[1]) or draw(*given))
    threads = [threading.Thread(target=renditions.make, args=(picture, "w480", "webp")) for _number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == ["w480"]
    assert [path.name for path in renditions.folder_of(picture.token).iterdir()] == ["w480.webp"]


def test_a_picture_replaced_while_its_rendition_is_made_leaves_nothing_behind(client, monkeypatch):
    picture = image()
    draw = renditions.draw

    def draw_slowly(*given):
        Image.objects.filter(pk=picture.pk).update(token="f" * 32)
        return draw(*given)

    monkeypatch.setattr(renditions, "draw", draw_slowly)
    assert client.get(address(picture)).status_code == 404
    assert not renditions.folder_of(picture.token).exists()


# -- Names that hold for ever ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", [{"focal_x": 0.2}, {"file": "new"}, {"file_dark": "new"}])
def test_what_shows_otherwise_gets_a_new_name(client, change, django_capture_on_commit_callbacks):
    picture = image()
    served(client, picture)
    old_token, old_file = picture.token, Path(picture.file.path)
    for name, value in change.items():
        setattr(picture, name, upload(saved(drawing(600, 400), "PNG")) if value == "new" else value)
    with django_capture_on_commit_callbacks(execute=True):
        picture.save()
        assert renditions.folder_of(old_token).exists()
    assert picture.token != old_token
    assert not renditions.folder_of(old_token).exists()
    assert client.get(f"/media/{old_token}/w480.webp").status_code == 404
    assert old_file.exists() is ("file" not in change)
    assert Image.objects.get(pk=picture.pk).width == (600 if "file" in change else 1500)


def test_other_words_leave_the_name_alone(django_capture_on_commit_callbacks):
    picture = image(focal_x=1 / 3)
    picture = Image.objects.get(pk=picture.pk)
    picture.credit, picture.alt = "A photographer", {"en": "A harbour"}
    with django_capture_on_commit_callbacks() as callbacks:
        picture.save()
        picture.save(update_fields=["credit"])
    assert (Image.objects.get(pk=picture.pk).token, callbacks) == (picture.token, [])


def test_a_new_file_saved_alone_brings_its_size_and_name(django_capture_on_commit_callbacks):
    picture = image()
    token = picture.token
    picture.file = upload(saved(drawing(600, 400), "PNG"))
    picture.save(update_fields=["file"])
    stored = Image.objects.get(pk=picture.pk)
    assert (stored.width, stored.height, stored.token != token) == (600, 400, True)


def test_a_deleted_picture_takes_its_files_along(client, django_capture_on_commit_callbacks):
    picture = image()
    served(client, picture)
    path = Path(picture.file.path)
    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert not path.exists()
    assert client.get(address(picture)).status_code == 404


# -- Tags ------------------------------------------------------------------------------------------------------------


def test_a_photograph_is_offered_in_every_format(django_assert_num_queries):
    picture = image(photograph(1000, 600))
    with django_assert_num_queries(0):
        html = render('{% picture image sizes="100vw" alt=alt class="lead" %}', image=picture, alt='A "quiet" harbour')
    assert html.index("image/avif") < html.index("<img")
    assert f"{address(picture, 'w1200', 'avif')} 1000w" in html
    assert f'src="{address(picture, "w480", "webp")}"' in html
    assert 'width="1000" height="600"' in html
    assert 'alt="A &quot;quiet&quot; harbour"' in html
    assert 'class="lead" loading="lazy" decoding="async"' in html
    assert "w1800" not in html
    assert "media=" not in html
    assert "style=" not in html


def test_the_first_picture_of_a_page_does_not_wait():
    html = render('{% picture image sizes="100vw" alt="" eager=True %}', image=image())
    assert 'fetchpriority="high"' in html
    assert "lazy" not in html


def test_the_dark_file_is_offered_before_the_light_one():
    picture = image(dark=drawing(colours=["black"]))
    html = render('{% picture image sizes="100vw" alt="" %}', image=picture)
    assert html.index('media="(prefers-color-scheme: dark)"') < html.index(address(picture, "w480", "webp"))
    assert address(picture, "d-w480", "webp") in html


def test_every_address_in_a_tag_answers(client):
    picture = image(photograph(900, 600), dark=drawing(900, 600))
    html = render('{% picture image sizes="100vw" alt="" %}{% thumbnail image %}', image=picture)
    addresses = {part for part in html.replace('"', " ").replace(",", " ").split() if part.startswith("/media/")}
    assert len(addresses) == 15  # light in two formats, the dark drawing in WebP; names of both tags
    for each in addresses:
        response = client.get(each)
        assert (response.status_code, len(b"".join(response.streaming_content)) > 100) == (200, True)


def test_a_row_has_a_small_picture_without_words():
    html = render("{% thumbnail image %}", image=image())
    assert 'width="128" height="96" alt=""' in html
    assert "c320.webp 2x" in html


def test_no_picture_gives_no_element():
    assert render('{% thumbnail image %}{% picture image sizes="1px" %}', image=None).strip() == ""
    assert render("{% thumbnail image %}", image=Image()).strip() == ""


# -- The back office -------------------------------------------------------------------------------------------------


@pytest.fixture
def office(client):
    client.force_login(get_user_model().objects.create_superuser("admin", password="x"))
    return client


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(office, count, django_assert_num_queries):
    for number in range(count):
        image(drawing(90, 60), key=f"picture-{number}")
    with django_assert_num_queries(4):
        response = office.get(reverse("admin:images_image_changelist"))
    assert response.content.count(b"<picture>") == count
    assert b"alternative text (English, Nederlands" in response.content


def form_data(**given):
    return {"focal_x": "0.5", "focal_y": "0.5", "alt_en": "A harbour", "caption_fr": "Un port", **given}


def test_a_picture_is_added_with_words_in_each_language(office):
    page = office.get(reverse("admin:images_image_add")).content.decode()
    assert '<label for="id_alt_1" lang="nl" title="Nederlands">nl</label>' in page
    assert "token" not in page.replace("csrfmiddlewaretoken", "")
    data = form_data(file=upload(saved(drawing(), "PNG")), credit="A photographer", licence="CC0-1.0")
    assert office.post(reverse("admin:images_image_add"), data).status_code == 302
    stored = Image.objects.get()
    assert (stored.alt, stored.caption, stored.created_by.username) == (
        {"en": "A harbour"}, {"fr": "Un port"}, "admin",
    )  # fmt: skip
    assert stored.missing() == ["alternative text (Nederlands, Français, Deutsch)"]


def test_a_refused_upload_says_why_and_keeps_the_words(office):
    data = form_data(file=upload(b"<svg/>", "drawing.svg"))
    page = office.post(reverse("admin:images_image_add"), data).content.decode()
    assert "Save the drawing as PNG." in page
    assert 'value="A harbour"' in page
    assert not Image.objects.exists()


def test_opening_and_saving_changes_nothing(office):
    picture = image(focal_x=0.29, alt={"en": "A harbour", "nl": "Een haven"}, key="harbour")
    where = reverse("admin:images_image_change", args=[picture.pk])
    page = office.get(where).content.decode()
    assert picture.file.name not in page
    assert picture.file.url not in page
    assert (
        office.post(where, form_data(focal_x="0.29", alt_nl="Een haven", caption_fr="", key="harbour")).status_code
        == 302
    )
    stored = Image.objects.get()
    assert (stored.token, stored.alt, stored.file.name) == (picture.token, picture.alt, picture.file.name)


def test_the_dark_file_must_have_the_size_of_the_light_one(office):
    picture = image(drawing(900, 600), key="map")
    where = reverse("admin:images_image_change", args=[picture.pk])
    page = office.post(where, form_data(key="map", file_dark=upload(saved(drawing(600, 600), "PNG")))).content.decode()
    assert "900 × 600 pixels" in page


def test_pictures_are_found_by_their_words_and_deleted_with_their_files(office, django_capture_on_commit_callbacks):
    harbour = image(alt={"en": "A harbour", "fr": "Un port en été"})
    image(alt={"en": "A mountain"})
    where = reverse("admin:images_image_changelist")
    assert office.get(where, {"q": "été"}).content.count(b"<picture>") == 1
    assert office.get(where, {"q": "harbour"}).content.count(b"<picture>") == 1
    with django_capture_on_commit_callbacks(execute=True):
        office.post(reverse("admin:images_image_delete", args=[harbour.pk]), {"post": "yes"})
    assert not Path(harbour.file.path).exists()
    assert Image.objects.count() == 1
