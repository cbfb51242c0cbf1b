#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Requests made of the API's description, right ones and wrong ones, sent to a running server: no answer may be a 5xx but
503, every answer must be described, and the server must live. The same seed makes the same requests.
Usage: fuzz.py PROGRAM PROJECT [COUNT] [SEED]; a request that fails is printed so that it can be sent again."""
import collections
import http.client
import importlib.util
import json
import pathlib
import random
import sys
import time
import urllib.parse

from description import Description
from running import Answer, serving

# Texts that have broken programs: Unicode's oddities, ends and separators of other languages, numbers at the edges.
ODD_TEXTS = ["", " ", "\0", "\n", "\r\n", "a\0b", "\u202e", "\ufeff", "\u200d", "\ud7ff", "\ue000", "\uffff", "\U0001f44d\U0001f3fd", "\U0010ffff",
             "e\u0301", "\u00e9", "\u0130", "\u1e9e", "\u0345", "%00", "%", "+", "&", "=", ";", "#", "?", "/", "..", "../../etc/passwd", "'", "\"",
             "\\", "<script>", "=1+1", "-", "{}", "[]", "null", "true", "0", "-1", "1e999", "NaN", "\u0661", "x" * 300, "\u0301" * 100, "a" * 7000]
ODD_NUMBERS = [0, 1, -1, 2**31 - 1, 2**31, 2**32, 2**53, 2**63 - 1, 2**63, 2**64, 10**30, -(2**63) - 1, 0.5, -0.0, 1e-300, 1e300, 499, 500, 501, 1001]
WORDS = ["backups", "must", "be", "tested", "every", "month", "passwords", "at", "least", "12", "characters", "iso27001:2022", "A.8.13", "|", "#",
         "*", "[[", "]]", "{{", "}}", "<b>", "```", "\n\n", "\u00e9t\u00e9", "===", "----"]


class Fuzzer:
    def __init__(self, description, seed, known):
        self.description = description
        self.random = random.Random(seed)
        self.known = known  # values that mean something: documents, clauses, cursors, keys
        self.operations = list(description.operations())

    def chance(self, one_in):
        return self.random.randrange(one_in) == 0

    def text(self):
        kind = self.random.randrange(6)
        if kind == 0:
            return self.random.choice(ODD_TEXTS)
        if kind == 1:
            return "".join(chr(self.random.choice([self.random.randrange(0x80), self.random.randrange(0xd800),
                                                   self.random.randrange(0xe000, 0x110000)]))
                           for _ in range(self.random.randrange(12)))
        return " ".join(self.random.choice(WORDS) for _ in range(self.random.randrange(1, 30)))

    def anything(self, depth=0):
        kind = self.random.randrange(7 if depth < 4 else 5)
        if kind < 2:
            return self.random.choice([None, True, False])
        if kind == 2:
            return self.random.choice(ODD_NUMBERS)
        if kind < 5:
            return self.text()
        if kind == 5:
            return [self.anything(depth + 1) for _ in range(self.random.randrange(4))]
        return {self.text(): self.anything(depth + 1) for _ in range(self.random.randrange(4))}

    def of(self, name, schema, depth=0):
        """A value of the schema most of the time."""
        schema = self.description.follow(schema)
        if self.chance(12) or depth > 8:
            return self.anything()
        if name in self.known and not self.chance(4):
            return self.random.choice(self.known[name])
        if "anyOf" in schema:
            return self.of(name, self.random.choice(schema["anyOf"]), depth + 1)
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        if "const" in schema:
            return schema["const"]
        kind = schema.get("type")
        if kind == "object":
            made = {}
            for inner, value in schema.get("properties", {}).items():
                if (inner in schema.get("required", []) and not self.chance(20)) or self.chance(3):
                    made[inner] = self.of(inner, value, depth + 1)
            if self.chance(15):
                made[self.text()] = self.anything()
            return made
        if kind == "array":
            return [self.of(name, schema.get("items", {}), depth + 1) for _ in range(self.random.randrange(5))]
        if kind == "boolean":
            return self.random.choice([True, False])
        if kind in ("integer", "number"):
            return self.random.choice(ODD_NUMBERS) if self.chance(3) else self.random.randrange(1, 50)
        return self.text()

    def query(self, operation):
        pairs = []
        for parameter in self.description.parameters(operation):
            if parameter["in"] != "query" or (not parameter.get("required") and not self.chance(3)) or self.chance(40):
                continue
            value = self.of(parameter["name"], parameter["schema"])
            written = value if isinstance(value, str) else json.dumps(value)
            pairs.append((parameter["name"], written))
            if self.chance(40):
                pairs.append(pairs[-1])
        if self.chance(25):
            pairs.append((self.text(), self.text()))
        text = urllib.parse.urlencode(pairs, errors="surrogatepass")
        if self.chance(40):
            text += self.random.choice(["&", "&&", "=", "&wiki", "%", "%f", "%ff%fe", "%00", "&wiki=%c0%80", ";" * 20])
        return text

    def body(self, operation):
        schema = operation["requestBody"]["content"]["application/json"]["schema"] if "requestBody" in operation else {}
        text = json.dumps(self.of("", schema), ensure_ascii=self.chance(2)).encode("utf-8", "surrogatepass")
        kind = self.random.randrange(30)
        if kind == 0:  # a piece is lost
            at = self.random.randrange(len(text) + 1)
            return text[:at] + text[at + self.random.randrange(4):]
        if kind == 1:  # a byte is another
            at = self.random.randrange(len(text))
            return text[:at] + bytes([self.random.randrange(256)]) + text[at + 1:]
        if kind == 2:
            depth = self.random.choice([10, 63, 64, 65, 1000, 50000])
            return b'{"text":' + b"[" * depth + b"]" * depth + b"}"
        if kind == 3:
            return b'{"text":"a","text":"b"' + b',"x":1' * self.random.randrange(5) + b"}"
        if kind == 4:
            return self.random.choice([b"", b"null", b"1e99999", b"-", b"{", b'"\\ud800"', b'{"text":"\\ud800"}', b"\xef\xbb\xbf{}", b"\xff", b"[]",
                                       b'{"text":"x","revision_order":1e400}', b'{"text":"x","revision_order":99999999999999999999}'])
        return text

    def headers(self, method):
        headers = {} if method == "GET" else {"Content-Type": "application/json"}
        choices = {"Accept": ["*/*", "text/csv", "application/json;q=0", "text/*;q=0.5,*/*;q=0.1", ",,;q", "text/markdown", "a" * 500],
                   "Accept-Encoding": ["gzip", "gzip;q=0", "*", "br", "identity;q=0", ", ,"],
                   "If-None-Match": ["*", "\"1\"", "W/\"1\", \"2\"", "\"", "1", "\"" * 99],
                   "If-Match": ["*", "\"1\"", "\"1-x\"", "\"", "x", "\"1\" \"2\"", "\"a\"," * 200],
                   "X-Request-Id": ["a", "a b", "x" * 100, "\t"],
                   "Origin": ["null", "http://elsewhere.example"],
                   "Content-Type": ["text/plain", "application/json; charset=utf-8", ""],
                   "Range": ["bytes=0-0", "bytes=0-,-1", "x"]}
        for name, values in choices.items():
            if self.chance(30 if name in ("Origin", "Content-Type") else 6):
                headers[name] = self.random.choice(values)
        return headers

    def request(self):
        path, method, operation = self.random.choice(self.operations)
        method = method.upper()
        sent = self.random.choice(["HEAD", "OPTIONS", "POST", "PATCH"]) if self.chance(60) else method
        text = self.query(operation)
        body = self.body(operation) if sent in ("PUT", "POST", "PATCH") else None
        return operation if sent == method else None, sent, path + ("?" + text if text else ""), self.headers(sent), body


def values(client):
    """What a request may name so that it means something."""
    documents = client.ask("GET", "/v1/documents", {"limit": 20}).json()["documents"]
    conflicts = client.ask("GET", "/v1/conflicts").json()["conflicts"]
    clusters = client.ask("GET", "/v1/duplicates").json()["duplicates"]
    standards = [each["id"] for each in client.ask("GET", "/v1/standards").json()["standards"]]
    cursors = [client.ask("GET", path, {"limit": 1}).json().get("next", "") for path in ("/v1/documents", "/v1/evidence", "/v1/duplicates")]
    return {"wiki": [documents[0]["wiki"], "fuzz"], "key": [d["key"] for d in documents] + ["a", "b", "c"] + [c["key"] for c in conflicts],
            "clause": ["iso27001:2022/A.8.13", "iso20000-1:2018/8.7.3"], "id": [c["id"] for c in clusters] + [c["key"] for c in conflicts],
            "standard": standards, "have": standards, "want": standards, "first": standards, "second": standards, "third": standards,
            "cursor": cursors}


def main(program, project, count="3000", seed="1"):
    if importlib.util.find_spec("jsonschema") is None:
        print("python3-jsonschema is not installed: skipped")
        return 77
    count = int(count)
    statuses, by_operation = collections.Counter(), collections.Counter()
    began = time.monotonic()
    with serving(program, project) as client:
        description = Description(client.ask("GET", "/openapi.json").json(), pathlib.Path(project) / "plugin" / "contract")
        fuzzer = Fuzzer(description, int(seed), values(client))
        for number in range(count):
            operation, method, target, headers, body = fuzzer.request()
            try:
                answer = client.send(method, target, headers, body)
            except (http.client.HTTPException, OSError) as error:
                answer = Answer(0, {}, repr(error).encode())
            statuses[answer.status] += 1
            wrong = None
            if answer.status == 0 or (answer.status >= 500 and answer.status != 503):
                wrong = answer.body[:500]
            elif operation is not None and number % 10 == 0 and answer.body and "gzip" not in (answer.headers["Content-Encoding"] or ""):
                try:
                    description.check_answer(operation, answer)
                except (AssertionError, KeyError, ValueError) as error:
                    wrong = f"{type(error).__name__}: {error}"
            if operation is not None and answer.status == 200:
                by_operation[operation["operationId"]] += 1
            if wrong is not None:
                print(f"request {number}: {method} {target}\n{headers}\n{body}\n-> {answer.status} {wrong}")
                assert client.process.poll() is None, "the server is gone"
                return 1
        assert client.ask("GET", "/readyz").status == 200
        never = [operation["operationId"] for _, _, operation in fuzzer.operations if not by_operation[operation["operationId"]]]
    print(f"{count} requests in {time.monotonic() - began:.0f} s from seed {seed}: " +
          ", ".join(f"{n} x {status}" for status, n in sorted(statuses.items())))
    if count >= 3000:
        assert not never, f"never answered 200: {never}"
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
