#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Answers requests as a page says: replay.py PAGE. A request that is not on the page ends it."""

import json
import re
import sys

blocks = re.findall(r"^```json (request|answer)\n(.*?)^```$", open(sys.argv[1]).read(), re.S | re.M)
pairs = []
for (kind, request), (other, answer) in zip(blocks[::2], blocks[1::2]):
    assert (kind, other) == ("request", "answer"), "a request without its answer"
    pairs.append((json.loads(request), json.loads(answer)))
for line in sys.stdin:
    asked = json.loads(line)
    for request, answer in pairs:
        assert request["id"] == answer["id"]
        if request | {"id": 0} == asked | {"id": 0}:
            print(json.dumps(answer | {"id": asked["id"]}), flush=True)
            break
    else:
        # What is observed just before a write is what its operations expect.
        writes = [request["params"]["operations"] for request, _ in pairs if request["method"] == "perform"]
        expected = {operation["identity"]: operation["expected"] for operations in writes for operation in operations}
        if asked["method"] != "observe" or asked["params"]["lineage"] is not None:
            sys.exit(f"not on the page: {json.dumps(asked)}")
        presences = [expected[item["identity"]] for item in asked["params"]["items"]]
        print(json.dumps({"jsonrpc": "2.0", "id": asked["id"], "result": {"presences": presences}}), flush=True)
