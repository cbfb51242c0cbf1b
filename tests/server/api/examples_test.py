#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every example of the API's description is sent to a running server over the sample wiki, and every answer is held to
the description; then what holds for every read is tried on each of them: 304, HEAD, OPTIONS, gzip, unknown and missing
parameters. Usage: examples_test.py PROGRAM PROJECT; exit status 77 where python3-jsonschema is missing."""
import gzip
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed: skipped")
    sys.exit(77)

from description import Description
from running import serving


def at(value, pointer):
    for step in pointer[1:].split("/"):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


class Run:
    def __init__(self, client, description):
        self.client, self.description, self.sent = client, description, 0

    def filled(self, value):
        """{"from": "/v1/conflicts", "at": "/conflicts/0/key"} is what such an answer holds there now."""
        if isinstance(value, dict):
            if set(value) == {"from", "at"}:
                return at(self.client.ask("GET", value["from"]).json(), value["at"])
            return {name: self.filled(inner) for name, inner in value.items()}
        return [self.filled(inner) for inner in value] if isinstance(value, list) else value

    def example(self, path, method, operation, example):
        query = self.filled(example.get("query", {}))
        body = self.filled(example.get("body"))
        headers = dict(example.get("headers", {}))
        if "accept" in example:
            headers["Accept"] = example["accept"]
        wanted = example.get("status", 200)
        if body is not None and wanted < 400:
            self.description.validate(operation["requestBody"]["content"]["application/json"]["schema"], body)
        for parameter in self.description.parameters(operation):
            given = query if parameter["in"] == "query" else headers
            assert parameter["name"] in given or not parameter.get("required") or wanted == 400, parameter["name"]
        answer = self.client.ask(method.upper(), path, query, body, headers)
        assert answer.status == wanted, f"{answer.status}, wanted {wanted}: {answer.body[:400]}"
        assert answer.headers["X-Request-Id"]
        self.description.check_answer(operation, answer)
        if "accept" in example:
            assert answer.type == example["accept"], answer.type
        if method == "get" and answer.status == 200 and path != "/metrics":  # which counts these questions too
            self.read_again(path, query, headers, answer)
        self.sent += 1

    def read_again(self, path, query, headers, answer):
        tag = answer.headers["ETag"]
        if path.startswith("/v1/"):
            assert tag and not tag.startswith("W/"), tag
            again = self.client.ask("GET", path, query, headers=headers | {"If-None-Match": f'"x", {tag}'})
            assert (again.status, again.body) == (304, b""), (again.status, again.body[:100])
            assert again.headers["ETag"] == tag
        head = self.client.ask("HEAD", path, query, headers=headers)
        assert (head.status, head.body) == (200, b"")
        assert head.headers["Content-Length"] == str(len(answer.body))
        packed = self.client.ask("GET", path, query, headers=headers | {"Accept-Encoding": "gzip"})
        if packed.headers["Content-Encoding"]:
            assert gzip.decompress(packed.body) == answer.body
            assert "Accept-Encoding" in packed.headers["Vary"]
            assert packed.headers["ETag"] != tag or not tag, "two forms of one tag"
        else:
            assert packed.body == answer.body and packed.headers["ETag"] == tag

    def refusals(self, path, method, operation):
        parameters = [p for p in self.description.parameters(operation) if p["in"] == "query"]
        allowed = self.client.ask("OPTIONS", path)
        assert method.upper() in allowed.headers["Allow"].split(", ") and "OPTIONS" in allowed.headers["Allow"]
        names = [self.client.ask(method.upper(), path, {"unheard_of": "1"}, {})]
        if any(p.get("required") for p in parameters):
            names.append(self.client.ask(method.upper(), path, {}, {}))
        for answer in names:
            assert answer.status == 400, answer.body[:400]
            self.description.check_answer(operation, answer)
            assert all(error["message"] for error in answer.json()["errors"])
        if "application/json" in operation["responses"]["200"].get("content", {}) and path.startswith("/v1/"):
            query = {p["name"]: "x" for p in parameters if p.get("required")}
            answer = self.client.ask(method.upper(), path, query, {}, {"Accept": "image/png"})
            assert answer.status == 406, answer.body[:400]
            assert "application/json" in answer.json()["errors"][0]["allowed"]


def main(program, project):
    contract = pathlib.Path(project) / "plugin" / "contract"
    with serving(program, project) as client:
        description = Description(client.ask("GET", "/openapi.json").json(), contract)
        run = Run(client, description)
        failed = 0
        steps = [(method, path, operation, example)
                 for turn in ("put", "get", "post", "get", "delete")
                 for path, method, operation in description.operations() if method == turn
                 for example in operation["x-examples"]]
        for method, path, operation, example in steps:
            try:
                run.example(path, method, operation, example)
            except (AssertionError, KeyError, IndexError, TypeError) as error:
                failed += 1
                print(f"{method.upper()} {path}, \"{example['title']}\": {type(error).__name__}: {error}")
        for path, method, operation in description.operations():
            try:
                run.refusals(path, method, operation)
            except (AssertionError, KeyError, TypeError) as error:
                failed += 1
                print(f"{method.upper()} {path}: {type(error).__name__}: {error}")
        page = client.ask("GET", "/api")
        assert page.status == 200 and b"<script" not in page.body
        for path, method, operation in description.operations():
            assert f'id="{operation["operationId"]}"'.encode() in page.body, operation["operationId"]
    assert not failed, f"{failed} failed"
    print(f"{run.sent} examples of {len(list(description.operations()))} operations answer as described")


if __name__ == "__main__":
    main(*sys.argv[1:])
