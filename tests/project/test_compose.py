"""The containers, as far as they can be judged without an engine."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE = yaml.safe_load(TEXT)
SERVICES = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
NGINX = (ROOT / "ops" / "nginx.conf").read_text()


def test_all_parts_are_there():
    assert set(SERVICES) == {"setup", "web", "jobs", "proxy", "db", "cache"}


@pytest.mark.parametrize("name", SERVICES)
def test_service_has_few_rights(name):
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert any(place.startswith(("/tmp", "/data")) for place in service["tmpfs"])  # nosec B108 # a place in a container


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"setup"}))
def test_service_that_stays_says_whether_it_is_well(name):
    assert SERVICES[name]["healthcheck"]["test"][0] in {"CMD", "CMD-SHELL"}


def test_each_waits_for_what_it_needs():
    waits = {
        name: {other: rule["condition"] for other, rule in service.get("depends_on", {}).items()}
        for name, service in SERVICES.items()
    }
    assert waits["setup"] == {"db": "service_healthy", "cache": "service_healthy"}
    assert waits["web"]["setup"] == waits["jobs"]["setup"] == "service_completed_successfully"
    assert waits["proxy"] == {"web": "service_healthy"}


def test_only_the_proxy_is_reached_from_outside_and_only_from_this_machine():
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert list(ports) == ["proxy"]
    assert all(port.startswith("127.0.0.1:") for port in ports["proxy"])


def test_site_trusts_the_address_of_the_proxy():
    address = SERVICES["proxy"]["networks"]["inside"]["ipv4_address"]
    assert address in SERVICES["web"]["environment"]["FPS_TRUSTED_PROXIES"].split(",")


def test_gateway_is_the_one_that_the_proxy_believes():
    gateway = COMPOSE["networks"]["inside"]["ipam"]["config"][0]["gateway"]
    assert f"set_real_ip_from {gateway};" in NGINX
    assert f"{gateway} 1;" in NGINX


def test_named_volumes_are_declared():
    mounted = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert {name for name in mounted if not name.startswith((".", "/"))} == set(COMPOSE["volumes"])


def test_secrets_come_from_the_environment_file():
    example = dict(
        line.split("=", 1) for line in (ROOT / ".env.example").read_text().splitlines() if re.match(r"[A-Z_]+=", line)
    )
    assert set(re.findall(r"\$\{([A-Z_]+)", TEXT)) <= set(example)
    assert example["FPS_SECRET_KEY"] == example["POSTGRES_PASSWORD"] == example["FPS_ADMIN_PASSWORD"] == ""
    assert ".env" in (ROOT / ".gitignore").read_text().splitlines()


def test_image_runs_as_nobody_in_particular():
    last = DOCKERFILE.rsplit("FROM ", 1)[1]
    assert re.search(r"^USER (?!0|root)\d+:\d+$", last, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK .*scripts\.healthcheck", last, re.MULTILINE)
    assert "--require-hashes" in DOCKERFILE


def faults_in_nginx(text: str, tmp_path: Path) -> str:
    """What nginx says of a configuration, or a check of braces and semicolons where it is not installed."""
    if program := shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin"):
        file = tmp_path / "nginx.conf"
        # The name of the site's container means nothing here, and other tests may hold /tmp/nginx.pid.
        file.write_text(text.replace("web:8000", "127.0.0.1:8000").replace("/tmp/", f"{tmp_path}/"))  # nosec B108 # a folder of its own takes its place
        tested = subprocess.run([program, "-t", "-c", file], capture_output=True, text=True)
        return tested.stderr if tested.returncode else ""
    depth = 0
    for number, line in enumerate(text.splitlines(), 1):
        code = re.sub(r'"[^"]*"', '""', line).split("#")[0].rstrip()
        depth += code.count("{") - code.count("}")
        if depth < 0:
            return f"line {number}: a brace too many"
        if re.fullmatch(r"\s*(proxy|client|gzip|listen|server|keepalive)\w* [^{;]*", code) and "gzip_types" not in code:
            return f"line {number}: no semicolon"
    return "" if depth == 0 else "a brace too few"


def test_configuration_of_the_proxy_is_valid(tmp_path):
    assert faults_in_nginx(NGINX, tmp_path) == ""


def test_a_site_that_is_down_has_a_page_that_asks_nothing_of_it():
    assert "error_page 502 504 =503 /maintenance.html;" in NGINX
    folder = re.search(r"location = /maintenance.html \{\s+internal;\s+root ([^;]+);", NGINX)[1]
    assert f"./ops/pages:{folder}:ro" in SERVICES["proxy"]["volumes"]
    page = (ROOT / "ops" / "pages" / "maintenance.html").read_text()
    assert re.findall(r'<section lang="(\w\w)">', page) == ["en", "nl", "fr", "de"]
    assert not re.search(r"\b(href|src|url)\b", page)


@pytest.mark.parametrize("broken", [NGINX.rstrip().removesuffix("}"), NGINX.replace("gzip on;", "gzip on")])
def test_broken_configuration_is_found(broken, tmp_path):
    assert faults_in_nginx(broken, tmp_path) != ""
