"""Pins the wheels that carry the TensorFlow C library: writes src/wheels.json.

    python3 scripts/pin-wheels.py 2.21.0          # needs pip >= 23.2; downloads about 4 GB, one wheel at a time

Every wheel is resolved by pip as the platform's own pip would resolve it, downloaded once, hashed and measured, and
deleted. Only the C library is used, so one CPython tag serves whatever python runs the installer.
"""

import hashlib
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PYTHON = "3.12"
HERE = Path(__file__).resolve().parent.parent
LINUX = ["manylinux1", "manylinux2010", "manylinux2014"] + [f"manylinux_2_{minor}" for minor in range(5, 29)]
MACOS = [f"macosx_{major}_0_arm64" for major in range(11, 13)]
TARGETS = {
    "linux-x64-cpu": ("tensorflow-cpu=={}", [f"{tag}_x86_64" for tag in LINUX]),
    "linux-x64-cuda": ("tensorflow[and-cuda]=={}", [f"{tag}_x86_64" for tag in LINUX]),
    "linux-arm64-cpu": ("tensorflow=={}", [f"{tag}_aarch64" for tag in LINUX]),
    "darwin-arm64-cpu": ("tensorflow=={}", MACOS),
}
# What the installer keeps of a wheel; src/unpack-wheel.ts has the same rule.
KEPT = re.compile(r"^(tensorflow/libtensorflow_(cc|framework)\.|nvidia/(?!.*/include/)(?!.*\.(py|h|hpp|a)$))")


def pip(*arguments):
    subprocess.run([sys.executable, "-m", "pip", *arguments, "--disable-pip-version-check", "-q"], check=True)


def resolve(requirement, platforms):
    """The wheels pip would choose: name, version and the platform tags of the file."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        pip("install", "--dry-run", "--ignore-installed", "--report", str(report), "--target", folder,
            *selection(platforms), requirement)
        for package in json.loads(report.read_text())["install"]:
            name = package["metadata"]["name"].lower().replace("_", "-")
            if name.startswith(("tensorflow", "nvidia-")):
                file = package["download_info"]["url"].rsplit("/", 1)[-1]
                yield name, package["metadata"]["version"], file.removesuffix(".whl").rsplit("-", 1)[-1].split(".")[0]


def selection(platforms):
    flags = ["--only-binary=:all:", "--implementation", "cp", "--python-version", PYTHON]
    return flags + [flag for platform in platforms for flag in ("--platform", platform)]


def measure(name, version, platform):
    """Downloads one wheel and describes it."""
    with tempfile.TemporaryDirectory() as folder:
        pip("download", "--no-deps", "--no-cache-dir", "-d", folder, *selection([platform]), f"{name}=={version}")
        (file,) = Path(folder).iterdir()
        with zipfile.ZipFile(file) as archive:
            kept = [entry for entry in archive.infolist() if KEPT.match(entry.filename)]
        with file.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        print(f"  {name} {version} {platform}: {file.stat().st_size >> 20} MB, {len(kept)} files kept", flush=True)
        return {"name": name, "version": version, "platform": platform, "sha256": sha256, "bytes": file.stat().st_size,
                "unpackedBytes": sum(entry.file_size for entry in kept)}


def main(tensorflow):
    targets = {}
    for target, (requirement, platforms) in TARGETS.items():
        print(target, flush=True)
        targets[target] = [measure(*wheel) for wheel in resolve(requirement.format(tensorflow), platforms)]
    pins = {"tensorflow": tensorflow, "python": PYTHON, "targets": targets}
    (HERE / "src" / "wheels.json").write_text(json.dumps(pins, indent=2) + "\n")


main(sys.argv[1] if len(sys.argv) > 1 else sys.exit(__doc__))
