#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A provider for Burnham: mailboxes, distribution lists and their members of a cloud mail service.

Reads requests of JSON-RPC 2.0 on stdin, a line each, and writes an answer for each on stdout. What it wants to say to
people goes to stderr. `docs/reference/provider-contract.md` tells what each method has to do.
"""

import base64
import http.client
import json
import ssl
import sys
import urllib.parse

SOME = 50  # how many objects are asked for by name in one request


def attribute(name, kind, summary, *traits, **more):
    return {"name": name, "schema": kind, "summary": summary, "traits": list(traits)} | more


TEXT, LOWER = {"type": "string", "minLength": 1, "maxLength": 200}, {"case": "lower", "trim": True}
ADDRESS = {"type": "string", "pattern": "^[^@\\s/]{1,64}@[^@\\s/]{1,255}$", "maxLength": 320}
TYPES = [
    {"name": "mail.mailbox", "version": 1, "summary": "A person's or a team's mailbox.", "identity": ["address"],
     "reference_key": "address", "claim_space": "mail.address",
     "removal": {"standard": "suspend", "can_suspend": True, "holds_data": True},
     "attributes": [
         attribute("address", ADDRESS, "Where mail goes.", "required", normalise=LOWER),
         attribute("display_name", TEXT, "What people see.", "required", normalise={"trim": True}),
         attribute("aliases", {"type": "array", "items": ADDRESS}, "Further addresses.", "set", default=[], normalise=LOWER),
         attribute("quota_mebibytes", {"type": "integer", "minimum": 1}, "How much mail it holds.", default=2048),
         attribute("forward_to", ADDRESS, "Where mail is sent on to.", normalise=LOWER),
         attribute("id", TEXT, "What the service calls it.", role="computed")]},
    {"name": "mail.list", "version": 1, "summary": "A distribution list.", "identity": ["address"],
     "reference_key": "address", "claim_space": "mail.address", "removal": {"standard": "delete"},
     "attributes": [
         attribute("address", ADDRESS, "Where mail to all goes.", "required", normalise=LOWER),
         attribute("display_name", TEXT, "What people see.", "required", normalise={"trim": True}),
         attribute("open", {"type": "boolean"}, "Whether everybody may write to it.", default=False),
         attribute("owner", ADDRESS, "Who answers for it.", references="mail.mailbox", normalise=LOWER)]},
    {"name": "mail.member", "version": 1, "summary": "One address on one list.", "identity": ["list", "member"],
     "marks": "registry", "removal": {"standard": "delete"},
     "attributes": [
         attribute("list", ADDRESS, "The list.", "required", references="mail.list", normalise=LOWER),
         attribute("member", ADDRESS, "Who is on it.", "required", references="mail.mailbox", normalise=LOWER)]},
]
DOCUMENT = {
    "format_version": 1, "name": "mailbox", "summary": "Mailboxes and distribution lists of a cloud mail service.",
    "settings": {"type": "object", "additionalProperties": False, "required": ["tenant"], "properties": {
        "tenant": {"type": "string", "pattern": "^[a-z0-9-]{1,40}$", "description": "the organisation at the service"}}},
    "connection": {"type": "object", "additionalProperties": False, "required": ["url", "token"], "properties": {
        "url": {"type": "string", "pattern": "^https?://[^/]+$", "description": "where the service is"},
        "ca_file": {"type": "string", "description": "certificates to trust; those of the system where it is absent"},
        "token": {"type": "string", "x-credential": True, "description": "an access token with the rights to write"}}},
    "limits": {"batch_size": 100}, "types": TYPES,
}
COLLECTIONS = {"mail.mailbox": "mailboxes", "mail.list": "lists", "mail.member": "members"}
FIELDS = {  # the service's name of each attribute; `id` is only read
    "mail.mailbox": {"display_name": "displayName", "aliases": "aliases", "quota_mebibytes": "quotaMegabytes",
                     "forward_to": "forwardTo"},
    "mail.list": {"display_name": "displayName", "open": "open", "owner": "owner"},
}


class Failure(Exception):
    def __init__(self, kind, words, transient=False, status=None):
        super().__init__(words)
        self.kind, self.words, self.transient, self.status = kind, words, transient, status

    def value(self):
        return {"kind": self.kind, "words": self.words, "transient": self.transient}


class Service:
    """The mail service of one target, over one connection that is kept."""

    def __init__(self, parameters):
        url = urllib.parse.urlsplit(parameters["connection"]["url"])
        context = {}
        if url.scheme == "https":
            context["context"] = ssl.create_default_context(cafile=parameters["connection"].get("ca_file"))
        kind = http.client.HTTPSConnection if context else http.client.HTTPConnection
        # Sooner than burnham gives the program up, so that the failure names the service.
        self.http = kind(url.netloc, timeout=max(1, parameters["limits"]["timeout_seconds"] - 1), **context)
        self.token = base64.b64decode(parameters["credentials"]["token"]).decode()
        self.tenant = f"/v1/tenants/{parameters['settings']['tenant']}"

    def ask(self, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items() if value}
        headers |= {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        try:
            self.http.request(method, path, None if body is None else json.dumps(body), headers)
            answer = self.http.getresponse()
            text = answer.read()
        except TimeoutError:
            self.http.close()
            raise Failure("timedOut", "the mail service does not answer", transient=method == "GET")
        except (OSError, http.client.HTTPException) as error:
            self.http.close()  # a write may have been done: it is not tried again, but looked for
            words = f"the mail service: {str(error) or type(error).__name__}"
            raise Failure("unreachable", words, transient=method == "GET")
        try:
            value = json.loads(text)
        except ValueError:
            raise Failure("unreachable", f"the mail service answers {answer.status} and no JSON")
        if answer.status < 300:
            return value
        kinds = {401: "denied", 403: "denied", 404: "conflict", 409: "conflict", 412: "conflict", 422: "rejected"}
        kind = kinds.get(answer.status, "rejected" if answer.status < 500 else "unreachable")
        raise Failure(kind, value.get("error", f"status {answer.status}"), answer.status in (429, 502, 503), answer.status)

    def path(self, kind, *names):
        return "/".join([self.tenant, kind, *(urllib.parse.quote(name, safe="") for name in names)])

    def all(self, type, *query):
        things, start = [], 0
        while start is not None:
            page = self.ask("GET", f"{self.path(COLLECTIONS[type])}?{urllib.parse.urlencode([('start', start), *query])}")
            things, start = things + page["items"], page["next"]
        return things

    def some(self, type, names):
        """Objects by their addresses, and members by those of their lists."""
        names = sorted(set(names))
        parts = [names[start:start + SOME] for start in range(0, len(names), SOME)]
        return [thing for part in parts for thing in self.all(type, *(("only", name) for name in part))]

    def place(self, type, attributes):
        if type == "mail.member":
            return self.path("lists", attributes["list"], "members", attributes["member"])
        return self.path(COLLECTIONS[type], attributes["address"])

    def find(self, type, attributes):
        try:
            return self.ask("GET", self.place(type, attributes))
        except Failure as failure:
            if failure.status == 404:
                return None
            raise


def presented(type, thing):
    """An object of the service as Burnham reads it."""
    if type == "mail.member":
        return {"attributes": {"list": thing["list"], "member": thing["member"]}}
    attributes = {"address": thing["address"]}
    attributes |= {name: thing[field] for name, field in FIELDS[type].items() if thing[field] is not None}
    if type == "mail.mailbox":
        attributes["id"] = thing["id"]
    mark = thing["externalId"] if len(thing["externalId"] or "") == 65 else None
    return {"attributes": attributes, "mark": mark, "suspended": thing.get("state") == "blocked", "version": thing["etag"]}


def presence(type, thing):
    return {"state": "present", "object": presented(type, thing)} if thing else {"state": "absent"}


def key(type, attributes):
    return (type, *(attributes[name].lower() for name in ("address", "list", "member") if name in attributes))


def observe(service, parameters):
    items, lineage = parameters["items"], parameters["lineage"]
    asked = {}
    for item in items:
        asked.setdefault(item["type"], []).append(item["attributes"])
    known = {key(type, thing): thing for type, all in asked.items()
             for thing in service.some(type, [attributes.get("list") or attributes["address"] for attributes in all])}
    presences = [presence(item["type"], known.get(key(item["type"], item["attributes"]))) for item in items]
    unasked = [{"type": type, "attributes": {"address": thing["address"]}, "mark": thing["externalId"]}
               for type in FIELDS if lineage for thing in service.all(type, ("externalIdPrefix", lineage + ":"))]
    return {"presences": presences, "unasked": unasked}


def check(service, parameters):
    rights = service.ask("GET", service.path("rights"))["rights"]

    def one(operation):
        right = "mailboxes.write" if operation["type"] == "mail.mailbox" else "lists.write"
        if right in rights:
            return {"state": "checked"}
        return {"state": "refused", "failure": Failure("denied", f"the right {right} is missing").value()}

    return {"results": [one(operation) for operation in parameters["operations"]]}


def written(service, operation):
    """Does one operation where the object is still as it is expected; what the service answers then."""
    type, kind, attributes = operation["type"], operation["kind"], operation["attributes"]
    expected = operation["expected"].get("object")
    place = service.place(type, attributes)
    match = {"If_Match": expected.get("version")} if expected else {}
    if kind in ("delete", "purge"):
        service.ask("DELETE", place, **match)
        return None
    if type == "mail.member":  # it has nothing to change
        return service.ask("PUT", place, **({} if expected else {"If_None_Match": "*"}))
    wanted = {"externalId": None if kind == "unmark" else operation["mark"]}
    if kind in ("suspend", "resume"):
        wanted["state"] = "blocked" if kind == "suspend" else "active"
    if kind in ("create", "update", "resume"):
        wanted |= {FIELDS[type][name]: value for name, value in attributes.items() if name in FIELDS[type]}
        wanted |= {FIELDS[type][name]: None for name in operation.get("cleared", [])}
    if kind == "create":
        return service.ask("POST", service.path(COLLECTIONS[type]), wanted | {"address": attributes["address"]})
    thing = service.ask("GET", place)
    if thing["etag"] != expected["version"]:
        raise Failure("conflict", "changed meanwhile", status=412)
    changed = {field: value for field, value in wanted.items() if thing[field] != value}
    return service.ask("PATCH", place, changed, **match) if changed else thing


def perform(service, parameters):
    def one(operation):
        try:
            thing = written(service, operation)
            if thing is None or operation["kind"] == "unmark":
                return {"state": "gone"}
            return {"state": "done", "object": presented(operation["type"], thing)}
        except Failure as failure:
            if failure.status not in (404, 412):
                return {"state": "failed", "failure": failure.value()}
            return stale(operation, failure)

    def stale(operation, failure):
        try:
            found = presence(operation["type"], service.find(operation["type"], operation["attributes"]))
        except Failure as second:
            return {"state": "failed", "failure": second.value()}
        if found == operation["expected"]:  # the refusal was about something else
            return {"state": "failed", "failure": failure.value()}
        return {"state": "stale", "presence": found}

    return {"results": [one(operation) for operation in parameters["operations"]]}


def list_objects(service, parameters):
    return {"objects": [{"type": type, "object": presented(type, thing)}
                        for type in parameters["types"] for thing in service.all(type)]}


def examine(service, parameters):
    version = service.ask("GET", "/v1/status")["version"]
    rights = service.ask("GET", service.path("rights"))["rights"]
    needed = ["mailboxes.read", "mailboxes.write", "lists.read", "lists.write"]
    findings = [{"subject": "version", "well": True, "words": f"mail service {version}"}]
    findings += [{"subject": f"right {right}", "well": right in rights,
                  "words": "granted" if right in rights else "missing"} for right in needed]
    return {"findings": findings}


METHODS = {"observe": observe, "check": check, "perform": perform, "list": list_objects, "examine": examine}


def main():
    service = None
    for line in sys.stdin:
        request = json.loads(line)
        method, parameters = request["method"], request["params"]
        answer = {"jsonrpc": "2.0", "id": request["id"]}
        try:
            if method == "describe":
                answer["result"] = DOCUMENT
            elif method == "initialize":
                service = Service(parameters)
                versions = {type["name"]: type["version"] for type in TYPES}
                answer["result"] = {"protocol": 1, "provider": DOCUMENT["name"], "types": versions}
            else:
                answer["result"] = METHODS[method](service, parameters)
        except Failure as failure:
            data = {"kind": failure.kind, "transient": failure.transient}
            answer["error"] = {"code": -32000, "message": failure.words, "data": data}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
