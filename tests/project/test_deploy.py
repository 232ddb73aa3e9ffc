"""The files for several servers in deploy/ name settings, commands and paths that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.settings import VARIABLES

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
COMPOSE = (DEPLOY / "compose.yaml").read_text()
SETTINGS = (DEPLOY / "systemd" / "settings").read_text()
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
GUIDE = (ROOT / "docs" / "scaling.md").read_text()

KNOWN = {*VARIABLES.split(), "DATABASE_URL", "DATA_DIR"}
NEEDED = {
    "DATABASE_URL",
    "SECRET_KEY",
    "PUBLIC_URL",
    "TRUSTED_PROXIES",
    "MEDIA_S3_BUCKET",
    "MEDIA_S3_ENDPOINT",
    "MEDIA_S3_ACCESS_KEY",
    "MEDIA_S3_SECRET_KEY",
    "DRAIN_SECONDS",
}
"""What every server of one PostgreSQL needs."""

SECRET = {"deploy/.env", "deploy/users.txt"}
"""Files that the host writes."""


def test_both_ways_set_what_several_servers_need() -> None:
    block = COMPOSE.partition("environment: &settings\n")[2].partition("  depends_on")[0]
    composed = set(re.findall(r"^    ([A-Z_0-9]+):", block, re.M))
    assert composed == NEEDED | {"MEDIA_S3_REGION"}
    assert set(re.findall(r"^([A-Z_0-9]+)=", SETTINGS, re.M)) == NEEDED
    assert composed <= KNOWN


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_a_unit_sets_known_settings_and_lets_a_server_drain(unit: Path) -> None:
    text = unit.read_text()
    (line,) = re.findall(r"^Environment=(.*)$", text, re.M)
    assert {pair.partition("=")[0] for pair in line.split()} <= KNOWN
    assert re.findall(r"^EnvironmentFile=(.*)$", text, re.M) == ["/etc/milkspot/settings"]
    assert re.findall(r"^KillMode=(.*)$", text, re.M) == ["mixed"]
    drain, stop = (
        int(re.findall(rf"^{name}=(\d+)$", source, re.M)[0])
        for name, source in (("DRAIN_SECONDS", SETTINGS), ("TimeoutStopSec", text))
    )
    assert stop > drain + 10, "gunicorn waits 10 seconds for what it has begun"


@pytest.mark.parametrize("text", [GUIDE, COMPOSE, *(unit.read_text() for unit in UNITS)])
def test_the_commands_are_there(text: str) -> None:
    for script, command in re.findall(r"(script/[a-z-]+)(?: ([a-z_]+))?", text):
        assert (ROOT / script).is_file(), script
        if script == "script/manage" and command:
            assert command in {*get_commands(), "version"}, command


def test_the_files_and_measurements_that_the_guide_names_are_there() -> None:
    named = re.findall(r"`((?:deploy|bench)/[\w./@-]+)`", GUIDE)
    assert set(named) >= SECRET
    assert [path for path in set(named) - SECRET if not (ROOT / path).exists()] == []


def test_the_files_with_passwords_reach_no_commit_and_no_image() -> None:
    assert {f"/{path}" for path in SECRET} <= set((ROOT / ".gitignore").read_text().splitlines())
    assert "deploy" in (ROOT / ".containerignore").read_text().splitlines()


def test_the_settings_that_the_guide_names_are_there() -> None:
    named = set(re.findall(r"\b(?:[A-Z0-9]+_)+[A-Z0-9]+\b", GUIDE))
    assert named
    assert named - {"POSTGRES_PASSWORD"} <= KNOWN  # the compose file's own


def test_the_balancer_and_the_pool_pass_to_what_the_compose_file_starts() -> None:
    running = COMPOSE.partition("\nservices:")[2].partition("\nnetworks:")[0]
    services = set(re.findall(r"^  (\w+):$", running, re.M))
    assert {"node1", "node2", "work", "balancer", "pgbouncer", "postgres"} == services
    upstreams = re.findall(r"^    server (\w+):8000", (DEPLOY / "nginx.conf").read_text(), re.M)
    assert upstreams == ["node1", "node2"]
    pool = (DEPLOY / "pgbouncer.ini").read_text()
    assert re.findall(r"host=(\w+) port", pool) == ["postgres"]
    (port,) = re.findall(r"^listen_port = (\d+)$", pool, re.M)
    assert f"@pgbouncer:{port}/" in COMPOSE
    assert f":{port}/milkspot" in SETTINGS
