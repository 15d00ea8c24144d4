"""Serves the demo from this checkout. Standard library only."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from environment import (
    BIN,
    PYTHON,
    ROOT,
    RUN_REQUIREMENTS,
    VAR,
    Stop,
    checksum,
    manage,
    prepare_environment,
)

HOST = "127.0.0.1"
EDITOR_NAME = "editor"
SECONDS_BETWEEN_TICKS = 60
SERVER_START_LIMIT = 60.0


def run(arguments: list[str]) -> int:
    """Serve the demo until Ctrl-C; make it first where there is none."""
    port = read_port()
    refuse_busy_port(port)
    prepare_environment(RUN_REQUIREMENTS)
    environ = demo_environ(port)
    manage(environ, "migrate", "--verbosity=0")
    collect_static(environ)
    has_pages, user_name = look_inside(environ)
    if not has_pages:
        print("Making the demo …", flush=True)
        manage(environ, "load_demo", "--if-empty")
    return serve(environ, port, user_name)


def read_port() -> int:
    """Return the port that ``PORT`` names, 8000 where it names none."""
    value = os.environ.get("PORT", "8000")
    if not value.isdecimal() or not 1 <= int(value) <= 65535:
        raise Stop(f"PORT is {value!r}, and has to be a number from 1 to 65535.")
    return int(value)


def refuse_busy_port(port: int) -> None:
    """Raise ``Stop`` when something answers at ``port``, or when it may not be used."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            raise Stop(f"Port {port} is reserved. Try another: PORT=8001 make run") from None
        except OSError:
            raise Stop(
                f"Port {port} on {HOST} is taken by another program (perhaps another make run).\n"
                f"End that program, or choose another port: PORT={port + 1} make run"
            ) from None


def demo_environ(port: int) -> dict[str, str]:
    """Return the environment of the demo: what a visitor would see, so no debug pages."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "site_project.settings.dev",
        "DEBUG": os.environ.get("DEBUG", "0"),
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
    }


def collect_static(environ: dict[str, str]) -> None:
    """Collect the static files where they, or the packages they come from, have changed."""
    stamp = VAR / "static.stamp"
    files = sorted(path for path in (ROOT / "static").rglob("*") if path.is_file())
    wanted = checksum([*files, *(ROOT / name for name in RUN_REQUIREMENTS)])
    if stamp.exists() and stamp.read_text() == wanted and (VAR / "static").is_dir():
        return
    manage(environ, "collectstatic", "--noinput", "--clear", "--verbosity=0")
    stamp.write_text(wanted)


def look_inside(environ: dict[str, str]) -> tuple[bool, str]:
    """Return whether the home page has children, and the first administrator's name, or ""."""
    program = (
        "from django.contrib.auth.models import User; from home.models import HomePage; "
        "users = User.objects.filter(is_superuser=True, is_active=True).order_by('pk'); "
        "print(HomePage.objects.filter(numchild__gt=0).exists()); "
        "print(getattr(users.first(), 'username', ''))"
    )
    answer = manage(environ, "shell", "--no-imports", "-c", program, capture=True).splitlines()
    return answer[-2] == "True", answer[-1]


def make_editor(environ: dict[str, str]) -> str:
    """Make the editor's account with a random password, and return that."""
    password = secrets.token_urlsafe(12)
    manage(
        environ | {"DJANGO_SUPERUSER_PASSWORD": password},
        "createsuperuser",
        "--noinput",
        f"--username={EDITOR_NAME}",
        f"--email={EDITOR_NAME}@localhost",
        capture=True,
    )
    return password


def serve(environ: dict[str, str], port: int, user_name: str) -> int:
    """Run the web server and the scheduled work beside it until Ctrl-C.

    The first account is made once the server answers, so that its password is surely shown.
    """
    server = subprocess.Popen(
        [
            BIN / "granian",
            "--interface=wsgi",
            f"--host={HOST}",
            f"--port={port}",
            "--workers=1",
            "--blocking-threads=4",
            "--workers-kill-timeout=5",
            "--log-level=warning",
            "site_project.wsgi:application",
        ],
        cwd=ROOT,
        env=environ,
        # Ctrl-C reaches this process alone, which then ends the server in order.
        start_new_session=True,
    )
    for wish in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(wish, lambda *_: sys.exit(143))
    try:
        wait_until_served(server, port)
        password = None if user_name else make_editor(environ)
        print(welcome(port, user_name or EDITOR_NAME, password), flush=True)
        tick_until_end(server, environ)
    except KeyboardInterrupt:
        return 0
    finally:
        server.terminate()
        wait_or_kill(server)
    raise Stop(f"The web server ended by itself, with status {server.returncode}.")


def wait_until_served(server: subprocess.Popen[bytes], port: int) -> None:
    """Return once the server accepts connections."""
    deadline = time.monotonic() + SERVER_START_LIMIT
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise Stop("The web server ended before it answered; its message stands above.")
        with socket.socket() as probe:
            probe.settimeout(1)
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise Stop(f"The web server did not answer within {SERVER_START_LIMIT:.0f} seconds.")


def tick_until_end(server: subprocess.Popen[bytes], environ: dict[str, str]) -> None:
    """Run what is due, once a minute, each time in a process of its own."""
    command: list[str | Path] = [PYTHON, "manage.py", "run_due_work"]
    while server.poll() is None:
        tick = subprocess.Popen(
            command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, start_new_session=True
        )
        try:
            tick.wait()
            server.wait(SECONDS_BETWEEN_TICKS)
        except subprocess.TimeoutExpired:
            continue
        finally:
            wait_or_kill(tick)


def wait_or_kill(process: subprocess.Popen[bytes]) -> None:
    """Let ``process``, which leads a session, end; kill the session after ten seconds."""
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def welcome(port: int, user_name: str, password: str | None) -> str:
    """Return what a person needs to know to begin."""
    sign_in = f"{password}   (shown this once; note it now)" if password else "the one you have"
    return f"""
  Site      http://{HOST}:{port}/
  Editor    http://{HOST}:{port}/admin/
  User      {user_name}
  Password  {sign_in}

  To set a new password:  .venv/bin/python manage.py changepassword {user_name}
  To end:                 Ctrl-C
"""
