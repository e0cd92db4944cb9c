# SPDX-License-Identifier: Apache-2.0
"""Writes the published cases that a run begins with, each under the digest of its bytes, as libFuzzer names files.

Usage: first_inputs.py SUITES TARGET FOLDER
"""
import base64
import hashlib
import json
import pathlib
import sys

BYTES_MAX = 16384


def documents(suites, pattern):
    return (json.loads(path.read_text()) for path in sorted(suites.glob(pattern)))


def cel(suites):
    for document in documents(suites, "cel/*/*.json"):
        for case in document["cases"]:
            yield case["expr"].encode("utf-8", "surrogatepass")


def json_schema(suites):
    for groups in documents(suites, "json-schema/open/**/*.json"):
        for group in groups:
            for test in group["tests"]:
                yield "\n".join(json.dumps(value) for value in (group["schema"], test["data"])).encode()


def yaml(suites):
    for case in json.loads((suites / "yaml/yaml-test-suite.json").read_text())["cases"]:
        yield case["yaml"].encode()
    for case in json.loads((suites / "yaml/hostile.json").read_text())["cases"]:
        if "bytes_b64" in case:
            yield base64.b64decode(case["bytes_b64"])
        elif "yaml" in case:
            yield case["yaml"].encode()


TARGETS = {"cel": cel, "fmt": yaml, "json-schema": json_schema, "yaml": yaml}


def main(suites, target, folder):
    for content in TARGETS[target](pathlib.Path(suites)):
        if len(content) <= BYTES_MAX:
            (pathlib.Path(folder) / hashlib.sha1(content).hexdigest()).write_bytes(content)


main(*sys.argv[1:])
