# Mission Control
# SPDX-License-Identifier: Apache-2.0
"""Certificates that nobody but a test trusts."""

import dataclasses
import pathlib
import subprocess


@dataclasses.dataclass
class Certificate:
    """Files in PEM."""

    chain: pathlib.Path
    key: pathlib.Path


def make(folder, name, *names):
    """A certificate for these names (`DNS:localhost`), signed by itself."""
    certificate = Certificate(folder / f"{name}.pem", folder / f"{name}.key")
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
         "-addext", f"subjectAltName={','.join(names)}", "-keyout", certificate.key, "-out", certificate.chain],
        check=True, capture_output=True)
    return certificate
