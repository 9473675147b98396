"""pip install ./bindings/python: builds the library with CMake and puts it into the package beside the module.

Needs what scripts/setup installs. CALLWELL_BUILD_DIR names a configured build tree (with CALLWELL_PYTHON=ON) to take instead of
building everything anew.
"""
from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = Path(__file__).resolve().parents[2]


def version() -> str:
    found = re.search(r"project\(callwell VERSION ([0-9.]+)", (ROOT / "CMakeLists.txt").read_text(encoding="utf-8"))
    assert found, "CMakeLists.txt names no version"
    return found.group(1)


def pybind11() -> list[str]:
    """Where the pybind11 of this Python is, when it has one; else CMake looks for the system's."""
    try:
        import pybind11
    except ImportError:
        return []
    return [f"-Dpybind11_DIR={pybind11.get_cmake_dir()}"]


class BuildWithCMake(build_ext):
    def build_extension(self, ext: Extension) -> None:
        tree = os.environ.get("CALLWELL_BUILD_DIR")
        if not tree:
            tree = str(Path(self.build_temp).resolve() / "cmake")
            options = ["-DCMAKE_BUILD_TYPE=Release", "-DCALLWELL_PYTHON=ON", "-DCALLWELL_HOSTS=OFF", f"-DPython3_EXECUTABLE={sys.executable}"]
            subprocess.check_call(["cmake", "-S", str(ROOT), "-B", tree, "-G", "Ninja", *options, *pybind11()])
        subprocess.check_call(["cmake", "--build", tree, "--target", "_callwell"])
        # Into the tree that becomes the wheel, or beside the sources of an editable install.
        prefix = Path(self.get_ext_fullpath(ext.name)).resolve().parent.parent
        subprocess.check_call(["cmake", "--install", tree, "--component", "python", "--prefix", str(prefix)])


setup(version=version(), ext_modules=[Extension("callwell._callwell", sources=[])], cmdclass={"build_ext": BuildWithCMake})
