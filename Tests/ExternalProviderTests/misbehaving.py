#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A provider of things in memory that behaves but for one method: misbehaving.py METHOD BEHAVIOUR.

What BEHAVIOUR names is done instead of answering METHOD; with `answer:JSON` the result is that JSON.
"""

import base64
import json
import os
import signal
import sys
import time

things = {}
secret = b""


def say(text, ending="\n"):
    sys.stdout.write(text + ending)
    sys.stdout.flush()


def complain(text):
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def reply(id, **more):
    say(json.dumps({"jsonrpc": "2.0", "id": id, **more}))


def fork_and_hang():
    child = os.fork()
    if child == 0:
        time.sleep(600)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    complain(f"child {child}.")
    time.sleep(600)


def flood(seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        complain("x" * 5000)


def tell_secret():
    import urllib.parse
    text = secret.decode()
    complain(f"raw {text} base64 {base64.b64encode(secret).decode()} json {json.dumps(text)} url {urllib.parse.quote(text, safe='')}")
    sys.exit(1)


def surroundings():
    complain(f"{sorted(os.environ)} {os.getcwd()} {os.getpgrp() == os.getpid()} {sorted(os.listdir('/proc/self/fd'))[:4]}")
    sys.exit(1)


BEHAVIOURS = {
    "hang": lambda id: time.sleep(600),
    "fork": lambda id: fork_and_hang(),
    "exit": lambda id: (complain("no\x1b[2Jlicense\nleft"), sys.exit(3)),
    "crash": lambda id: os.kill(os.getpid(), signal.SIGSEGV),
    "raise": lambda id: 1 / 0,
    "garbage": lambda id: say("hello"),
    "empty": lambda id: say(""),
    "binary": lambda id: (sys.stdout.buffer.write(b"\xff\xfe\n"), sys.stdout.flush()),
    "two": lambda id: say('{"jsonrpc":"2.0","id":%d,"result":{}}\n{}' % id),
    "half": lambda id: (say('{"jsonrpc":"2.0",', ""), sys.exit(0)),
    "endless": lambda id: [say("x" * 100_000, "") for _ in iter(int, 1)],
    "deep": lambda id: say("[" * 100_000),
    "notify": lambda id: say('{"jsonrpc":"2.0","method":"log","params":{}}'),
    "wrong-id": lambda id: reply(id + 1, result={}),
    "text-id": lambda id: reply(str(id), result={}),
    "no-id": lambda id: say('{"jsonrpc":"2.0","result":{}}'),
    "version-1": lambda id: say('{"jsonrpc":"1.0","id":%d,"result":{}}' % id),
    "both": lambda id: reply(id, result={}, error={"code": 1, "message": "x"}),
    "neither": lambda id: reply(id),
    "more": lambda id: reply(id, result={}, extra=1),
    "bad-error": lambda id: reply(id, error="no"),
    "bad-kind": lambda id: reply(id, error={"code": 1, "message": "x", "data": {"kind": "sad"}}),
    "denied": lambda id: reply(id, error={"code": 1, "message": "account\nis locked", "data": {"kind": "denied", "transient": True}}),
    "busy": lambda id: reply(id, error={"code": 1, "message": "busy", "data": {"kind": "unreachable", "help": "wait", "transient": True}}),
    "plain-error": lambda id: reply(id, error={"code": -32601, "message": "no such method"}),
    "secret-error": lambda id: reply(id, error={"code": 1, "message": f"refused {secret.decode()}"}),
    "memory": lambda id: bytearray(1 << 30),
    "noise": lambda id: (flood(0.3), reply(id, result={"presences": [{"state": "absent"}]})),
    "flood": lambda id: flood(600),
    "mute": lambda id: (os.close(1), time.sleep(600)),
    "secret": lambda id: tell_secret(),
    "surroundings": lambda id: surroundings(),
}


def presence(item):
    name = item["attributes"]["name"]
    if name.startswith("there "):
        return {"state": "present", "object": {"attributes": {"name": name}}}
    return {"state": "present", "object": things[name]} if name in things else {"state": "absent"}


def perform(operation):
    name = operation["attributes"]["name"]
    if operation["kind"] in ("delete", "purge"):
        things.pop(name, None)
        return {"state": "gone"}
    things[name] = {"attributes": operation["attributes"], "mark": operation.get("mark")}
    return {"state": "done", "object": things[name]}


def result(method, parameters):
    global secret
    if method == "initialize":
        secret = base64.b64decode(parameters["credentials"].get("login.token", ""))
        return {"protocol": 1, "provider": "things", "types": {"test.thing": 1, "test.link": 1}}
    if method == "observe":
        return {"presences": [presence(item) for item in parameters["items"]]}
    if method == "check":
        return {"results": [{"state": "checked"} for _ in parameters["operations"]]}
    if method == "perform":
        return {"results": [perform(operation) for operation in parameters["operations"]]}
    return {"objects": []} if method == "list" else {"findings": []}


chosen, behaviour = (sys.argv + ["", ""])[1:3]
if chosen == "start":
    BEHAVIOURS[behaviour](1)
while line := sys.stdin.readline():
    request = json.loads(line)
    if request["method"] != chosen:
        reply(request["id"], result=result(request["method"], request["params"]))
    elif behaviour.startswith("answer:"):
        reply(request["id"], result=json.loads(behaviour.removeprefix("answer:")))
    else:
        BEHAVIOURS[behaviour](request["id"])
