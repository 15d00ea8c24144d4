"""What the web server of the benchmarks runs: the site as ``make run`` serves it."""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks.own_site import FOLDER, use_folder

use_folder(Path(os.environ[FOLDER]))

from site_project.wsgi import application  # noqa: E402, it sets Django up by itself

__all__ = ["application"]
