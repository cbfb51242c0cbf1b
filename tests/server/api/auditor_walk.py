#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""An auditor's walk through a running server in ten questions, as a client in a few lines of Python: standard library
only, so that it can be copied. Usage: auditor_walk.py http://127.0.0.1:8013"""
import json
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter


class Clausemark:
    def __init__(self, address):
        self.address = address.rstrip("/")
        self.kept = {}  # by address: ETag and answer

    def get(self, path, **query):
        target = self.address + path + ("?" + urllib.parse.urlencode(query) if query else "")
        request = urllib.request.Request(target)
        if target in self.kept:
            request.add_header("If-None-Match", self.kept[target][0])
        return self.answer(request, target)

    def post(self, path, body, **headers):
        request = urllib.request.Request(self.address + path, json.dumps(body).encode(), method="POST")
        request.add_header("Content-Type", "application/json")
        for name, value in headers.items():
            request.add_header(name.replace("_", "-"), value)
        return self.answer(request)

    def answer(self, request, target=None):
        try:
            with urllib.request.urlopen(request) as response:
                body = json.loads(response.read())
                if target and response.headers["ETag"]:
                    self.kept[target] = response.headers["ETag"], body
                return body
        except urllib.error.HTTPError as refused:
            if refused.code == 304:
                return self.kept[target][1]
            problem = json.loads(refused.read())
            wrong = "".join(f"; {error['field']} {error['message']}" for error in problem.get("errors", []))
            raise SystemExit(f"{problem['status']} {problem['title']}: {problem['detail']}{wrong}") from None

    def each(self, path, items, **query):
        """All items of a list, page by page."""
        while True:
            body = self.get(path, **query)
            yield from body[items]
            if "next" not in body:
                return
            query["cursor"] = body["next"]


def walk(api):
    print("1. Standards in force")
    standards = api.get("/v1/coverage")["standards"]
    for each in standards:
        print(f"   {each['standard']['name']}: " + ", ".join(f"{n} {state}" for state, n in each["counts"].items() if n))
    standard = standards[0]["standard"]["id"]

    clauses = [c for c in api.get("/v1/coverage", standard=standard)["clauses"] if not c["children"]]
    open_ones = [c for c in clauses if c["state"] in ("none", "mentioned")]
    print(f"2. Of {standard}, {len(open_ones)} clauses without evidence: " + ", ".join(c["number"] for c in open_ones[:10]))

    covered = next(c for c in clauses if c["state"] == "covered")
    evidence = list(api.each("/v1/evidence", "evidence", clause=covered["id"], limit=20))
    best = evidence[0]
    print(f"3. {covered['id']} is answered {len(evidence)} times, best in {best['document']['title']}: {best['tag']['quotes']}")

    print("4. Standing of that evidence:", dict(Counter(each["tag"]["standing"] for each in evidence)))
    page = api.get("/v1/document", wiki=best["document"]["wiki"], key=best["document"]["key"], source="true")
    assert page["document"] == best["document"] and page["source"]

    documents = list(api.each("/v1/documents", "documents", limit=20))
    owners = Counter(document["owner"] or "nobody" for document in documents)
    print(f"5. {len(documents)} documents of {len(owners)} owners; {owners['nobody']} have none")

    after, changes = 0, 0
    while True:
        body = api.get("/v1/changes", after=after, limit=50)
        if not body["changes"]:
            break
        after, changes = body["next"], changes + len(body["changes"])
    print(f"6. {changes} changes, the last is number {after}")

    conflicts = list(api.each("/v1/conflicts", "conflicts"))
    print(f"7. {len(conflicts)} values contradict each other" + (f", first: {conflicts[0]['explanation']}" if conflicts else ""))

    clusters = list(api.each("/v1/duplicates", "duplicates"))
    print(f"8. {len(clusters)} passages are written twice")

    statement = api.get("/v1/soa")
    print(f"9. {statement['title']}: {len(statement['rows'])} rows")

    tag = {"wiki": best["document"]["wiki"], "key": best["document"]["key"], "clause": covered["id"],
           "passage": next(p["number"] for p in page["passages"] if p["span"] == best["passage"]["span"])}
    said = api.post("/v1/decisions", {"tag": tag, "verdict": "confirmed", "reason": "Seen.", "who": "Internal audit"})
    decisions = api.get("/v1/decisions")["decisions"]
    assert said["key"] in [decision["key"] for decision in decisions]
    print(f"10. {len(decisions)} decisions; the last one: {said['verdict']}, because: {said['reason']}")


if __name__ == "__main__":
    walk(Clausemark(sys.argv[1]))
