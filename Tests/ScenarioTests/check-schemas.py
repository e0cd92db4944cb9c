# SPDX-License-Identifier: Apache-2.0
"""Holds YAML files to JSON Schemas with PyYAML and jsonschema: check-schemas.py SCHEMAS ROOT

Every schema has to follow the metaschema of 2020-12, and every document below ROOT/catalog and ROOT/templates the
schema of its kind, that of its service, and that of all documents. Plain scalars are read as YAML 1.2 has them."""
import json
import pathlib
import re
import sys

import jsonschema
import yaml


class CoreLoader(yaml.SafeLoader):
    """YAML 1.2's core schema: no dates, no `yes`, no numbers of base 60."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern in [
    ("null", r"^(~|null|Null|NULL|)$"),
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$"),
    ("int", r"^[-+]?[0-9]+$"),
    ("float", r"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"),
]:
    CoreLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(pattern), None)


def validator(path):
    schema = json.loads(path.read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())


def main(schemas, root):
    validators = {
        str(path.relative_to(schemas))[: -len(".schema.json")]: validator(path)
        for path in sorted(schemas.rglob("*.schema.json"))
    }
    count = problems = 0
    for folder in ["catalog", "templates"]:
        for path in sorted((root / folder).rglob("*.y*ml")):
            if (root / "templates" / "files") in path.parents:
                continue
            for document in yaml.load_all(path.read_text(), CoreLoader):
                count += 1
                names = [document["kind"], "catalog"]
                if document["kind"] == "Subscription":
                    names.append("services/" + document["service"])
                for name in names:
                    for error in validators[name].iter_errors(document):
                        problems += 1
                        print(f"{path}: {name}: {error.json_path}: {error.message}"[:400])
    print(f"{len(validators)} schemas, {count} documents, {problems} problems")
    return 1 if problems or count == 0 else 0


sys.exit(main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])))
