#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs `clausemark serve` on a free loopback port and holds its answers to the schemas in plugin/contract, which the
plugins rely on. Usage: contract_test.py PROGRAM CONTRACT_FOLDER; exit status 77 where python3-jsonschema is missing."""
import http.client
import json
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

try:
    import jsonschema
except ImportError:
    print("python3-jsonschema is not installed: skipped")
    sys.exit(77)

LEAVERS = "# Leavers\n\nThe manager reports each leaver on the last working day. Files of the leaver are kept for {} days after " \
          "the last working day and then deleted. The desk collects the laptop, the pass and the token of the leaver.\n"
FORM = "# Page {0}\n\nThis document is uncontrolled when printed, and the version on the intranet is the only one in force.\n"
COPIES = {"old": LEAVERS.format(90), "new": LEAVERS.format(30) + "\nPasswords must be at least 12 characters long.\n",
          "help": "Passwords must be at least 8 characters long.\n"} | {f"form{i}": FORM.format(i) for i in range(15)}

PAGES = {
    "plain": "# Backup\n\nBackups of all servers must be made every night and restores are tested monthly.\n",
    "empty": "",
    "hostile": "# <script>alert(1)</script>\n\nBackups \U0001F44D of \u202E\u200B\"all\" 'servers' must be tested.\n",
    "table": "| Asset | Owner |\n|---|---|\n| Backups must be tested | IT |\n\nAs ISO/IEC 27001:2013 A.12.3 asks.\n",
    "k\u0000\n/?&=%": "Backups must be tested every month.\n",
}


def main(program, contract):
    schemas = {}
    for name in ("annotations", "problem", "duplicates", "duplicate", "conflicts", "decisions", "boilerplate",
                 "integration-plan", "integration-together", "integration-merge"):
        schema = json.loads((pathlib.Path(contract) / f"{name}.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        schemas[name] = jsonschema.Draft202012Validator(schema)
    with tempfile.TemporaryDirectory() as folder:
        server = subprocess.Popen([str(pathlib.Path(program).resolve()), "serve", "--port", "0", "--store", folder + "/store.sqlite"],
                                  cwd=folder, stdout=subprocess.PIPE, text=True)
        try:
            port = int(server.stdout.readline().rsplit(":", 1)[1])
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

            def ask(method, path, query=None, body=None, headers=None):
                target = path + ("?" + urllib.parse.urlencode(query) if query else "")
                sent = {"Content-Type": "application/json"} if method != "GET" else {}
                connection.request(method, target, None if body is None else json.dumps(body), sent | (headers or {}))
                response = connection.getresponse()
                return response, response.read()

            tags = 0
            for key, text in PAGES.items():
                where = {"wiki": "w", "key": key}
                response, body = ask("PUT", "/v1/document", where, {"text": text, "title": key, "revision": "1"})
                assert response.status == 200, body
                response, body = ask("GET", "/v1/annotations", where)
                assert response.status == 200, body
                answer = json.loads(body)
                schemas["annotations"].validate(answer)
                tags += len(answer["items"])
                etag = response.getheader("ETag")
                response, body = ask("GET", "/v1/annotations", where, headers={"If-None-Match": etag})
                assert (response.status, body) == (304, b""), response.status
            assert tags > 0

            for key, text in COPIES.items():
                assert ask("PUT", "/v1/document", {"wiki": "w", "key": key}, {"text": text})[0].status == 200

            def held(name, path, query=None):
                response, body = ask("GET", path, query)
                assert response.status == 200, body
                answer = json.loads(body)
                schemas[name].validate(answer)
                response, body = ask("GET", path, query, headers={"If-None-Match": response.getheader("ETag")})
                assert (response.status, body) == (304, b""), (path, response.status)
                return answer

            decided = 0
            for verdict, key in (("confirmed", "plain"), ("rejected", "table")):
                where = {"wiki": "w", "key": key}
                item = json.loads(ask("GET", "/v1/annotations", where)[1])["items"][0]
                response, body = ask("POST", "/v1/decisions", None, {"tag": where | {"annotation": item["id"]}, "verdict": verdict,
                                                                      "reason": "read", "who": "Ada", "when": "2026-05-31"})
                assert response.status == 200, body
                answer = json.loads(ask("GET", "/v1/annotations", where)[1])
                schemas["annotations"].validate(answer)
                found = [i for i in answer["rejected" if verdict == "rejected" else "items"] if i["id"] == item["id"]]
                assert [i["clausemark"]["decision"] for i in found] == [verdict], answer
                decided += 1
            for decision in held("decisions", "/v1/decisions")["decisions"]:
                assert decision["outcome"] == "holds", decision
                decided -= ask("DELETE", "/v1/decisions", {"key": decision["key"]})[0].status == 200
            assert decided == 0

            cluster = held("duplicates", "/v1/duplicates", {"limit": "1"})["duplicates"][0]
            assert held("duplicate", "/v1/duplicate", {"id": cluster["id"]})["sides"]["rows"]
            assert held("boilerplate", "/v1/boilerplate")["boilerplate"]
            conflict = held("conflicts", "/v1/conflicts")["conflicts"][0]
            for key in (cluster["id"], conflict["key"]):
                response, body = ask("POST", "/v1/decisions", None, {"key": key, "reason": "on purpose", "who": "Ada"})
                assert response.status == 200, body
            assert len(held("decisions", "/v1/decisions")["decisions"]) == 2
            assert conflict["key"] not in [c["key"] for c in held("conflicts", "/v1/conflicts")["conflicts"]]
            assert held("conflicts", "/v1/conflicts", {"decided": "true"})["conflicts"][0]["decision"]
            assert held("duplicates", "/v1/duplicates", {"decided": "true"})["duplicates"][0]["decision"]
            for key in (cluster["id"], conflict["key"]):
                assert ask("DELETE", "/v1/decisions", {"key": key})[0].status == 200

            both = {"first": "iso27001:2022", "second": "iso20000-1:2018"}
            plan = held("integration-plan", "/v1/integration/plan", {"have": "iso20000-1:2018", "want": "iso27001:2022"})
            assert sum(plan["counts"].values()) == len(plan["clauses"]) == 123, plan["counts"]
            assert any(clause["evidence"] for clause in plan["clauses"])
            change = held("integration-plan", "/v1/integration/plan", {"have": "iso27001:2013", "want": "iso27001:2022"})
            assert change["editions"] and all("move" in clause for clause in change["clauses"])
            assert held("integration-together", "/v1/integration/together", both)["shared"] > 20
            held("integration-merge", "/v1/integration/merge", both)
            for view, query in (("plan", {"have": "iso20000-1:2018", "want": "iso27001:2022"}), ("together", both), ("merge", both)):
                response, body = ask("GET", "/v1/integration/" + view, query | {"format": "csv"})
                assert response.status == 200 and response.getheader("Content-Type").startswith("text/csv"), body

            wrong = [("GET", "/v1/integration/plan", {"have": "iso27001:2022", "want": "iso27001:2022"}, None, {}, 400),
                     ("GET", "/v1/integration/plan", {"have": "iso27001:2022", "want": "iso27001:2023"}, None, {}, 404),
                     ("GET", "/v1/integration/plan", {"have": "iso27001:2022"}, None, {}, 400),
                     ("GET", "/v1/integration/merge", both | {"format": "xml"}, None, {}, 400),
                     ("GET", "/v1/duplicate", {"id": "x"}, None, {}, 404),
                     ("GET", "/v1/duplicates", {"kind": "x"}, None, {}, 400),
                     ("POST", "/v1/decisions", None, {"key": "x", "reason": "r", "who": "w"}, {}, 404),
                     ("POST", "/v1/decisions", None, {"key": "x"}, {}, 422),
                     ("POST", "/v1/decisions", None, {"tag": 1, "verdict": 2}, {}, 422),
                     ("POST", "/v1/decisions", None, {}, {"Content-Type": "text/plain"}, 415),
                     ("POST", "/v1/decisions", None, {}, {"Origin": "http://elsewhere.example"}, 403),
                     ("GET", "/v1/document", {"wiki": "w", "key": "none"}, None, {}, 404),
                     ("GET", "/v1/document", None, None, {}, 400),
                     ("GET", "/v1/evidence", {"clause": "x"}, None, {}, 404),
                     ("GET", "/nowhere", None, None, {}, 404),
                     ("GET", "/v1/analyze", None, None, {}, 405),
                     ("GET", "/", None, None, {"Origin": "http://elsewhere.example"}, 403),
                     ("PUT", "/v1/document", {"wiki": "w", "key": "a"}, [], {}, 422),
                     ("PUT", "/v1/document", {"wiki": "w", "key": "a"}, {}, {"Content-Type": "text/plain"}, 415)]
            for method, path, query, sent, headers, status in wrong:
                response, body = ask(method, path, query, sent, headers)
                assert response.status == status, (path, response.status, body)
                schemas["problem"].validate(json.loads(body))
                assert response.getheader("Content-Type") == "application/problem+json", path
                connection.close()  # a refused body is not read, so the connection is not used again
            print(f"{len(PAGES)} pages with {tags} tags and {len(wrong)} refusals keep to the contract")
        finally:
            server.terminate()
            assert server.wait(20) == 0


if __name__ == "__main__":
    main(*sys.argv[1:])
