#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Tokens from the command line to the answers of a running server: who is let in, what he sees, how often he may ask,
what is counted and logged of it. Usage: tokens_test.py PROGRAM"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

from serving import Server, ask, connect, exchange, head, receive_all, status

PAGE = "/v1/document?wiki=w&key={}"
TEXT = "# Backup\n\nBackups of all servers must be made every night and restores are tested monthly.\n"


class Tokens:
    def __init__(self, program, folder):
        self.program, self.folder = str(pathlib.Path(program).resolve()), folder

    def run(self, *arguments):
        ran = subprocess.run([self.program, "token", *arguments, "--store", f"{self.folder}/store.sqlite"],
                             capture_output=True, text=True, timeout=60, check=False)
        return ran.returncode, ran.stdout, ran.stderr

    def add(self, *arguments):
        code, out, err = self.run("add", *arguments)
        assert code == 0, err
        return "Authorization: Bearer " + out.strip()


def words_of_the_command(tokens):
    for wrong, said in ((["add", "x"], "--space"), (["add", "x", "--role", "owner", "--all-spaces"], "owner"),
                        (["add", "x", "--space", "A", "--all-spaces"], "--space"),
                        (["add", "x", "--role", "admin", "--space", "A"], "admin"),
                        (["add", "x", "--all-spaces", "--expires", "soon"], "--expires"),
                        (["add", "x", "--all-spaces", "--expires", "2020-01-01"], "passed"),
                        (["add", " ", "--all-spaces"], "NAME"), (["add", "a\nb", "--all-spaces"], "NAME"),
                        (["add", "x", "--space", "a\nb"], "space"), (["revoke", "x"], "no token x")):
        code, out, err = tokens.run(*wrong)
        assert code == 2 and not out and said in err, (wrong, out, err)
    code, out, _ = tokens.run("list")
    assert code == 0 and "no tokens" in out, out


def refuses_other_addresses(program, folder):
    ran = subprocess.run([program, "serve", "--port", "0", "--address", "0.0.0.0", "--store", f"{folder}/store.sqlite"],
                         cwd=folder, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 2 and "CM501" in ran.stderr and "token add" in ran.stderr, ran


def without_tokens(program, folder):
    with Server(program, folder) as server:
        for space, key in (("A", "seen"), ("B", "hidden")):
            assert ask(server.port, "PUT", PAGE.format(key), {"text": TEXT, "space": space})[0] == 200
        assert ask(server.port, "GET", "/metrics")[0] == 200
        code, said = server.stop()
        assert code == 0 and not said, said


def with_tokens(program, folder, tokens):
    wiki = tokens.add("wiki", "--role", "writer", "--all-spaces")
    auditor = tokens.add("auditor", "--space", "A", "--expires", "2999-12-31")
    operator = tokens.add("operator", "--role", "admin")
    code, _, err = tokens.run("add", "wiki", "--all-spaces")
    assert code == 2 and "revoke" in err
    with Server(program, folder, "--address", "0.0.0.0", "--host-name", "checks.example", "--rate", "1000",
                "--log", "json") as server:
        port = server.port
        for method, target, body in (("GET", "/", None), ("GET", "/v1/documents", None), ("GET", "/nothing", None),
                                     ("PUT", PAGE.format("x"), {"text": TEXT}), ("GET", "/metrics", None)):
            assert ask(port, method, target, body)[0] == 401, target
            assert ask(port, method, target, body, auditor + "0")[0] == 401, target
        refused = exchange(port, head("GET", "/v1/documents", port, "Connection: close"))
        assert b"WWW-Authenticate: Bearer realm=\"clausemark\"" in refused, refused
        for target in ("/healthz", "/readyz", "/style.css"):
            assert ask(port, "GET", target)[0] == 200, target

        assert ask(port, "PUT", PAGE.format("x"), {"text": TEXT}, auditor)[0] == 403
        with connect(port) as connection:  # what is refused unread makes the connection useless, and says so
            connection.sendall(head("PUT", PAGE.format("x"), port, auditor, "Content-Type: application/json", "Content-Length: 9"))
            said = connection.recv(65536)
        assert status(said) == 403 and b"\r\nConnection: close\r\n" in said, said
        assert ask(port, "POST", "/v1/analyze", {"text": TEXT}, auditor)[0] == 200
        held = {"wiki": "w", "last": True, "documents": [{"key": "hidden"}, {"key": "none"}, {"key": "seen"}]}
        code, answer = ask(port, "POST", "/v1/documents/reconcile", held, auditor)
        assert code == 200 and json.loads(answer)["missing"] == ["hidden", "none"], (code, answer)
        assert ask(port, "GET", "/metrics", None, auditor)[0] == 403
        assert ask(port, "GET", "/metrics", None, wiki)[0] == 403
        listed = json.loads(ask(port, "GET", "/v1/documents", None, auditor)[1])
        assert [document["key"] for document in listed["documents"]] == ["seen"], listed
        missing = ask(port, "GET", PAGE.format("nothing"), None, auditor)
        hidden = ask(port, "GET", PAGE.format("hidden"), None, auditor)
        assert hidden == missing and hidden[0] == 404, (hidden, missing)
        assert ask(port, "GET", PAGE.format("hidden"), None, wiki)[0] == 200
        assert ask(port, "PUT", PAGE.format("new"), {"text": TEXT}, wiki)[0] == 200
        named = exchange(port, head("GET", "/healthz", port, "Connection: close", host="checks.example"))
        assert status(named) == 200
        assert status(exchange(port, head("GET", "/healthz", port, "Connection: close", host="evil.example"))) == 403

        assert tokens.run("revoke", "wiki")[0] == 0
        time.sleep(1)
        assert ask(port, "GET", "/nothing", None, wiki)[0] == 401
        counted = ask(port, "GET", "/metrics", None, operator)[1].decode()
        for line in ('clausemark_requests_total{route="/v1/documents",method="GET",status="401"} 3',
                     'clausemark_requests_total{route="other",method="GET",status="401"} 3', "clausemark_documents 3",
                     'clausemark_store_seconds_count{kind="write"}', "clausemark_analysed_pages_total 2",
                     'clausemark_tags{standard="iso27001:2022"}'):
            assert line in counted, (line, counted)
        assert "hidden" not in counted and "auditor" not in counted
        code, said = server.stop()
        assert code == 0
        lines = [json.loads(line) for line in said.splitlines()]
        assert any(line["route"] == "/v1/document" and line["status"] == 404 and line["token"] == "auditor" for line in lines), lines
        assert all(line["id"] and line["ms"] >= 0 for line in lines)
        assert "hidden" not in said and "Backups" not in said and "Bearer" not in said and "clausemark_" not in said, said
    return auditor


def revoked_while_it_waits(program, folder, tokens):
    """Who waits for a change is not told of it when his token ends meanwhile."""
    waiter, writer = tokens.add("waiter", "--space", "A"), tokens.add("writer", "--role", "writer", "--all-spaces")
    with Server(program, folder) as server:
        last = json.loads(ask(server.port, "GET", "/v1/changes?limit=1000", None, writer)[1])["next"]
        with connect(server.port) as connection:
            target = f"/v1/changes?after={last}&wait=30"
            connection.sendall(head("GET", target, server.port, "Connection: close", waiter))
            assert ask(server.port, "GET", "/v1/changes?wait=1&after=" + str(last), None, waiter)[0] == 200
            assert tokens.run("revoke", "waiter")[0] == 0
            time.sleep(1)
            assert ask(server.port, "PUT", PAGE.format("told"), {"text": TEXT, "space": "A"}, writer)[0] == 200
            answer = receive_all(connection)
            assert status(answer) == 401 and b"told" not in answer, answer
        assert tokens.run("revoke", "writer")[0] == 0


def limits_one_token(program, folder, auditor, tokens):
    other = tokens.add("other", "--space", "A")
    with Server(program, folder, "--rate", "0.001", "--burst", "3") as server:
        answers = [ask(server.port, "GET", "/v1/standards", None, auditor)[0] for _ in range(5)]
        assert answers == [200] * 3 + [429] * 2, answers
        refused = exchange(server.port, head("GET", "/v1/standards", server.port, "Connection: close", auditor))
        assert b"Retry-After: " in refused, refused
        assert ask(server.port, "GET", "/v1/standards", None, other)[0] == 200
        assert ask(server.port, "GET", "/healthz")[0] == 200


def stays_shut(program, folder, tokens):
    for name in ("auditor", "operator", "other"):
        assert tokens.run("revoke", name)[0] == 0
    code, out, _ = tokens.run("list", "--format", "json")
    listed = json.loads(out)["tokens"]
    assert len(listed) == 6 and not any(token["holds"] for token in listed), listed
    with Server(program, folder) as server:
        assert ask(server.port, "GET", "/v1/documents")[0] == 401, "as long as one was ever made"
        assert tokens.run("forget-all")[0] == 0
    with Server(program, folder) as server:
        assert ask(server.port, "GET", "/v1/documents")[0] == 200


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        tokens = Tokens(program, folder)
        without_tokens(program, folder)
        words_of_the_command(tokens)
        refuses_other_addresses(tokens.program, folder)
        auditor = with_tokens(program, folder, tokens)
        revoked_while_it_waits(tokens.program, folder, tokens)
        limits_one_token(program, folder, auditor, tokens)
        stays_shut(program, folder, tokens)


if __name__ == "__main__":
    main(sys.argv[1])
