#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A small mail service to run the mailbox provider against: tenants, mailboxes, lists and members by HTTP and JSON.

Everything is in memory. A tenant is there as soon as it is named. Every object has an ETag; If-Match and
If-None-Match are heeded, lists come in pages. It is for trying things out and for tests, and never for mail.

Usage: MAIL_TOKEN=... mail_server.py [PORT]     (it prints its URL once it listens)
"""

import json
import os
import re
import sys
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

VERSION = "1.4"
RIGHTS = ["mailboxes.read", "mailboxes.write", "lists.read", "lists.write"]
PAGE = 500
ADDRESS = re.compile(r"[^@\s/]{1,64}@[^@\s/]{1,255}")
FIELDS = {  # what an object of a collection has besides its address: its type, and what stands where nothing is said
    "mailboxes": {"displayName": (str, None), "aliases": (list, []), "quotaMegabytes": (int, 2048),
                  "forwardTo": (str, None), "state": (str, "active"), "language": (str, "en"),
                  "externalId": (str, None)},
    "lists": {"displayName": (str, None), "open": (bool, False), "owner": (str, None),
              "footer": (str, ""), "externalId": (str, None)},
}


class Refusal(Exception):
    def __init__(self, status, words):
        super().__init__(words)
        self.status, self.words = status, words


class Tenant:
    def __init__(self):
        self.objects = {"mailboxes": {}, "lists": {}}  # by address in small letters
        self.members = {}  # by list, the addresses
        self.rights = RIGHTS
        self.count = 0

    def stamp(self, thing):
        self.count += 1
        thing["etag"] = f'"{self.count}"'
        return thing

    def find(self, collection, address):
        thing = self.objects[collection].get(address.lower())
        if thing is None:
            raise Refusal(404, f"there is no {address} in {collection}")
        return thing

    def create(self, collection, body):
        address = body.pop("address", None)
        if not isinstance(address, str) or not ADDRESS.fullmatch(address):
            raise Refusal(422, "`address` is no mail address")
        if any(address.lower() in things for things in self.objects.values()):
            raise Refusal(412, f"{address} is taken")
        thing = {"id": f"m-{self.count + 1:06}", "address": address}
        thing |= {name: standard for name, (_, standard) in FIELDS[collection].items()}
        self.change(collection, thing, body)
        self.objects[collection][address.lower()] = thing
        return thing

    def change(self, collection, thing, body):
        for name, value in body.items():
            kind, standard = FIELDS[collection].get(name, (None, None))
            if kind is None:
                raise Refusal(422, f"`{name}` is no field of {collection}")
            if value is not None and (type(value) is not kind or name == "state" and value not in ("active", "blocked")):
                raise Refusal(422, f"`{name}` has a value that it can't have")
            if name == "quotaMegabytes" and value is not None and not 1 <= value <= 1_000_000:
                raise Refusal(422, "the quota is not between 1 and 1000000 MB")
        for name, value in body.items():
            thing[name] = FIELDS[collection][name][1] if value is None else value
        self.stamp(thing)

    def remove(self, collection, address):
        self.find(collection, address)
        del self.objects[collection][address.lower()]
        self.members.pop(address.lower(), None)


class Service(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port, token):
        super().__init__(("127.0.0.1", port), Request)
        self.token, self.tenants, self.lock = token, {}, threading.Lock()


class Request(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def answer(self, status, value, etag=None):
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if etag:
            self.send_header("ETag", etag)
        self.end_headers()
        self.wfile.write(body)

    def serve(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        try:
            if self.headers.get("Authorization") != f"Bearer {self.server.token}":
                raise Refusal(401, "the token is not known")
            url = urllib.parse.urlsplit(self.path)
            parts = [urllib.parse.unquote(part) for part in url.path.strip("/").split("/")]
            query = urllib.parse.parse_qs(url.query)
            with self.server.lock:
                self.route(parts, query, json.loads(body) if body else {})
        except Refusal as refusal:
            self.answer(refusal.status, {"error": refusal.words})
        except (ValueError, AttributeError) as error:
            self.answer(400, {"error": f"not understood: {error}"})

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = serve

    def route(self, parts, query, body):
        match self.command, parts:
            case "GET", ["v1", "status"]:
                self.answer(200, {"version": VERSION})
            case _, ["v1", "tenants", tenant, *rest] if rest:
                tenant = self.server.tenants.setdefault(tenant, Tenant())
                if rest == ["rights"]:
                    return self.rights(tenant, body)
                right = f"{rest[0]}.{'read' if self.command == 'GET' else 'write'}".replace("members.", "lists.")
                if right not in tenant.rights:
                    raise Refusal(403, f"the right {right} is missing")
                self.objects(tenant, rest, query, body)
            case _:
                raise Refusal(404, "there is no such page")

    def rights(self, tenant, body):
        """What a token may do; anybody may try out what is missing then."""
        if self.command == "PUT":
            tenant.rights = [right for right in RIGHTS if right in body["rights"]]
        self.answer(200, {"rights": tenant.rights})

    def objects(self, tenant, rest, query, body):
        match self.command, rest:
            case "GET", [("mailboxes" | "lists") as collection]:
                things = tenant.objects[collection]
                prefix = query.get("externalIdPrefix", [""])[0]
                self.page([things[key] for key in self.chosen(things, query)
                           if (things[key]["externalId"] or "").startswith(prefix)], query)
            case "POST", [("mailboxes" | "lists") as collection]:
                thing = tenant.create(collection, body)
                self.answer(201, thing, thing["etag"])
            case "GET", ["members"]:
                self.page([{"list": name, "member": member} for name in self.chosen(tenant.members, query)
                           for member in sorted(tenant.members[name])], query)
            case _, ["lists", name, "members", member]:
                self.member(tenant, name.lower(), member)
            case "GET", [("mailboxes" | "lists") as collection, address]:
                thing = tenant.find(collection, address)
                self.answer(200, thing, thing["etag"])
            case _, [("mailboxes" | "lists") as collection, address]:
                self.write(tenant, collection, address, body)
            case _:
                raise Refusal(404, "there is no such page")

    def write(self, tenant, collection, address, body):
        thing = tenant.find(collection, address)
        if self.headers.get("If-Match") not in (None, "*", thing["etag"]):
            raise Refusal(412, f"{address} was changed meanwhile")
        if self.command == "DELETE":
            tenant.remove(collection, address)
            return self.answer(200, {})
        tenant.change(collection, thing, body)
        self.answer(200, thing, thing["etag"])

    def member(self, tenant, name, member):
        tenant.find("lists", name)
        if not ADDRESS.fullmatch(member):
            raise Refusal(422, f"{member} is no mail address")
        members = tenant.members.setdefault(name, set())
        key = member.lower()
        if self.command == "PUT" and key in members and self.headers.get("If-None-Match") == "*":
            raise Refusal(412, f"{member} is a member already")
        if self.command != "PUT" and key not in members:
            raise Refusal(404, f"{member} is no member of {name}")
        if self.command == "PUT":
            members.add(key)
        elif self.command == "DELETE":
            members.remove(key)
        self.answer(200, {"list": name, "member": key})

    def chosen(self, things, query):
        """The keys that are asked for by `only`; without it all."""
        only = {name.lower() for name in query.get("only", [])}
        return sorted(only.intersection(things) if only else things)

    def page(self, things, query):
        start = int(query.get("start", ["0"])[0])
        end = start + PAGE
        self.answer(200, {"items": things[start:end], "next": end if end < len(things) else None})


if __name__ == "__main__":
    service = Service(int(sys.argv[1]) if len(sys.argv) > 1 else 0, os.environ["MAIL_TOKEN"])
    print(f"http://127.0.0.1:{service.server_address[1]}", flush=True)
    service.serve_forever()
