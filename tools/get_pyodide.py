"""Get the Python that runs in a page, as it is pinned in `pyodide.json`.

    python tools/get_pyodide.py FOLDER
    python tools/get_pyodide.py FOLDER --pin

The first downloads Pyodide and NumPy from the address in `_config.yml`, or from another
one (`--from`), and keeps only what has the pinned hash. Tests take the folder by the
variable LOSSEDU_PYODIDE_DIR, a site of one's own by the setting `pyodide_url`.

The second pins what is in a folder: the files of a Pyodide release with its
`pyodide-lock.json`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from base64 import b64encode
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urljoin
from urllib.request import urlopen

import yaml

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "book" / "_ext" / "exercises" / "pyodide.json"
CORE = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
VERSION = re.compile(r'"(\d+\.\d+\.\d+)"')


def integrity(data: bytes) -> str:
    """The hash as a browser compares it."""
    return f"sha256-{b64encode(hashlib.sha256(data).digest()).decode()}"


def pins(folder: Path) -> dict[str, Any]:
    """What is in a folder, as `pyodide.json` has it."""
    lock = json.loads((folder / "pyodide-lock.json").read_text("utf8"))
    numpy = lock["packages"]["numpy"]
    names = [*CORE, numpy["file_name"]]
    contents = {name: (folder / name).read_bytes() for name in names}
    digest = hashlib.sha256(contents[numpy["file_name"]]).hexdigest()
    if digest != numpy["sha256"]:
        sys.exit(f"{numpy['file_name']} is not the one that pyodide-lock.json names.")
    info = {key: value for key, value in lock["info"].items() if key != "version"}
    version = VERSION.search(contents["pyodide.js"].decode())[1]
    return {
        "version": version,
        "files": {
            name: {"bytes": len(data), "integrity": integrity(data)}
            for name, data in contents.items()
        },
        "lock": {"info": info, "packages": {"numpy": numpy}},
    }


def pinned() -> dict[str, Any]:
    return json.loads(PINS.read_text("utf8"))


def source() -> str:
    """The address from which the pages load, where it is one of the internet."""
    config = yaml.safe_load((ROOT / "_config.yml").read_text("utf8"))
    return config["sphinx"]["config"]["pyodide_url"]


def download(address: str, folder: Path) -> None:
    """Put the pinned files into the folder, and of the lock file what is pinned."""
    folder.mkdir(parents=True, exist_ok=True)
    address = f"{address.rstrip('/')}/"
    (folder / "pyodide-lock.json").write_text(json.dumps(pinned()["lock"]), "utf8")
    for name, file in pinned()["files"].items():
        target = folder / name
        if target.exists() and integrity(target.read_bytes()) == file["integrity"]:
            continue
        try:
            with urlopen(urljoin(address, name), timeout=60) as response:
                data = response.read()
        except (URLError, ValueError) as error:
            sys.exit(f"{name} cannot be had from {address}: {error}")
        if integrity(data) != file["integrity"]:
            sys.exit(f"{name} at {address} is not the file that is pinned.")
        target.write_bytes(data)


def main() -> None:
    parser = argparse.ArgumentParser(description="Get the Python that runs in a page.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pin", action="store_true", help="pin what is in the folder")
    parser.add_argument(
        "--from", dest="address", help="another address to take it from"
    )
    options = parser.parse_args()
    if options.pin:
        PINS.write_text(json.dumps(pins(options.folder), indent=2) + "\n", "utf8")
        print(f"Pinned in {PINS.relative_to(ROOT)}.")
    else:
        download(options.address or source(), options.folder)
        print(f"Pyodide and NumPy are in {options.folder}.")


if __name__ == "__main__":
    main()
