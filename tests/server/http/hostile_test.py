#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A running server against what may come over its socket: bad bodies, bad framing, connections that break, a full disk,
a locked store, a kill in the middle of writes. After each it still answers. Usage: hostile_test.py PROGRAM"""
import hashlib
import json
import resource
import socket
import sqlite3
import struct
import sys
import tempfile
import threading
import time
import zlib

from serving import Server, ask, connect, exchange, head, receive_all, status

PAGE = "/v1/document?wiki=w&key={}"
TEXT = "# Backup {}\n\nBackups of all servers must be made every night and restores are tested monthly.\n"
JSON = "Content-Type: application/json"


def alive(port):
    assert ask(port, "GET", "/healthz")[0] == 200


def bad_bodies(port):
    deep = b"[" * 100_000
    bodies = {
        "empty": b"", "no JSON": b"text", "an array": b"[]", "a number": b"1", "nothing": b"null",
        "depth": b'{"text":' + deep, "closed depth": b'{"text":' + deep + b"]" * 100_000 + b"}",
        "objects in objects": b'{"text":' * 50_000, "invalid UTF-8": b'{"text":"\xff\xfe"}',
        "an overlong form": b'{"text":"\xc0\xaf"}', "half a surrogate": b'{"text":"\\ud800"}',
        "a repeated key": b'{"text":"a","text":"b"}', "an unknown field": b'{"text":"a","texts":"b"}',
        "a wrong type": b'{"text":7}', "null": b'{"text":null}', "no text": b"{}",
        "a huge number": b'{"text":"a","revision_order":1e999}',
        "a long number": b'{"text":"a","revision_order":' + b"9" * 100_000 + b"}",
        "a fraction": b'{"text":"a","revision_order":1.5}', "a negative": b'{"text":"a","revision_order":-1}',
        "a trailing comma": b'{"text":"a",}', "two values": b'{"text":"a"}{}',
        "a zero byte": b'{"text":"a"}\x00',
    }
    for name, body in bodies.items():
        for target in (("PUT", PAGE.format("bad")), ("POST", "/v1/analyze")):
            code, answer = ask(port, *target, body)
            assert 400 <= code < 500, (name, target, code, answer[:300])
            problem = json.loads(answer)
            assert problem["status"] == code and problem["detail"], (name, answer)
    assert ask(port, "GET", PAGE.format("bad"))[0] == 404
    alive(port)


def odd_ids(port):
    odd = ["%00", "%F0%9F%91%8D", "..%2F..%2Fetc", "%E2%80%AE%D7%90", "a%0D%0AX-Injected:1", "%CC%81", "A%CC%8A", "%C3%85", "+%2B%20",
           "%EF%BF%BF", "'%22%3Cscript%3E"]
    for number, key in enumerate(odd):
        code, answer = ask(port, "PUT", PAGE.format(key), {"text": TEXT.format(number)})
        assert code == 200, (key, answer)
        code, answer = ask(port, "GET", PAGE.format(key) + "&source=true")
        assert code == 200 and json.loads(answer)["source"] == TEXT.format(number), (key, answer)
    assert ask(port, "PUT", PAGE.format("%FF"), {"text": "a"})[0] == 400
    # As long as a name may be, it is found, listed and paged over; longer, it is stored by no route.
    for key in ("k" * 1024, "%C3%A4" * 512):
        assert ask(port, "PUT", PAGE.format(key), {"text": "Words."})[0] == 200
        assert ask(port, "GET", PAGE.format(key))[0] == 200
    longer = {"wiki": "w", "key": "k" * 1025, "text": "Words."}
    assert ask(port, "PUT", PAGE.format("k" * 1025), {"text": "Words."})[0] == 400
    assert json.loads(ask(port, "POST", "/v1/documents", {"documents": [longer]})[1])["counts"]["refused"] == 1
    assert ask(port, "POST", "/v1/document/rename?wiki=w&key=" + "k" * 1024, {"key": "k" * 1025})[0] == 422
    listed, cursor = 0, ""
    while cursor is not None:
        code, answer = ask(port, "GET", "/v1/documents?limit=1" + cursor)
        assert code == 200, answer
        page = json.loads(answer)
        listed += len(page["documents"])
        cursor = "&cursor=" + page["next"] if "next" in page else None
    assert listed == len(odd) + 2, listed
    assert b"X-Injected: 1" not in exchange(port, head("GET", PAGE.format("a%0D%0AX-Injected:%201"), port, "Connection: close"))
    alive(port)


def bodies_in_every_framing(port, cap):
    large = b'{"text":"' + b"x" * cap + b'"}'
    assert ask(port, "PUT", PAGE.format("large"), large)[0] == 413
    sent = head("PUT", PAGE.format("large"), port, JSON, "Transfer-Encoding: chunked", "Connection: close")
    for at in range(0, len(large), 1 << 20):
        part = large[at:at + (1 << 20)]
        sent += b"%x\r\n%s\r\n" % (len(part), part)
    assert status(exchange(port, sent + b"0\r\n\r\n")) == 413
    # Without a length there is no body in HTTP/1.1: what follows is no request, and nothing is stored.
    with connect(port) as connection:
        connection.sendall(head("PUT", PAGE.format("large"), port, JSON) + b'{"text":"a"}')
        connection.shutdown(socket.SHUT_WR)
        assert status(receive_all(connection)) in (0, 400, 411)
    for headers in (["Content-Length: 5", "Content-Length: 6"], ["Content-Length: 5", "Transfer-Encoding: chunked"],
                    ["Content-Length: -1"], ["Content-Length: 5x"], ["Transfer-Encoding: gzip, chunked"]):
        answer = exchange(port, head("PUT", PAGE.format("large"), port, JSON, "Connection: close", *headers) + b"0\r\n\r\n")
        assert status(answer) in (0, 400, 411, 413, 501), (headers, answer[:200])
    bomb = zlib.compress(b"x" * (64 << 20), 9)
    code, _ = ask(port, "PUT", PAGE.format("large"), bomb, "Content-Encoding: gzip")
    assert code == 415
    assert ask(port, "GET", PAGE.format("large"))[0] == 404
    alive(port)


def heads(port):
    many = [f"X-{i}: {i}" for i in range(100_000)]
    assert status(exchange(port, head("GET", "/healthz", port, "Connection: close", *many))) in (0, 400, 431)
    assert status(exchange(port, head("GET", "/healthz", port, "Connection: close", *many[:200]))) == 431
    assert status(exchange(port, head("GET", "/" + "a" * 10_000, port))) == 414
    assert status(exchange(port, head("GET", "/" + "a" * 100_000, port))) == 431
    assert status(exchange(port, head("GET", "/healthz", port, "X: " + "a" * 100_000))) == 431
    assert status(exchange(port, b"GET /" + b"a" * (8 << 20))) in (0, 431), "a line without end is not kept"
    for line in (b"GET\r\n\r\n", b"\x16\x03\x01\x02\x00\x01", b"GET /healthz HTTP/9.9\r\n\r\n", b"\r\n" * 1000, b"\x00" * 1000):
        exchange(port, line + b"\r\n\r\n")
    ranged = exchange(port, head("GET", "/v1/standards", port, "Connection: close",
                                 "Range: bytes=" + ",".join(f"{i}-{i}" for i in range(1000))))
    assert status(ranged) == 200, "ranges are not served"
    for wrong in ("bytes=", "bytes=a-b", "bytes=5-1", "lines=1-2", "bytes=-", "bytes=0-0,", "bytes=" + "9" * 5000 + "-"):
        whole = exchange(port, head("GET", "/v1/standards", port, "Connection: close", "Range: " + wrong))
        assert status(whole) == 200 and whole.partition(b"\r\n\r\n")[2] == ranged.partition(b"\r\n\r\n")[2], (wrong, whole[:300])
        headed = exchange(port, head("HEAD", "/v1/standards", port, "Connection: close", "Range: " + wrong))
        assert status(headed) == 200 and headed.endswith(b"\r\n\r\n"), (wrong, headed[:300])
    assert ask(port, "PUT", PAGE.format("ranged"), {"text": "a"}, "Range: bytes=a-b")[0] == 400
    alive(port)


def broken_connections(port):
    for reset in (True, False):
        for sent in (b"", b"GET /healthz HT", head("PUT", PAGE.format("cut"), port, JSON, "Content-Length: 1000") + b"{"):
            for _ in range(20):
                connection = connect(port)
                if sent:
                    connection.sendall(sent)
                if reset:
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    connection.close()
                else:
                    connection.shutdown(socket.SHUT_WR)
                    receive_all(connection)
                    connection.close()
    assert ask(port, "GET", PAGE.format("cut"))[0] == 404
    alive(port)


def pipelining(port):
    """Several requests that come at once are answered one behind the other."""
    one = head("GET", "/healthz", port)
    answer = exchange(port, one * 9 + head("GET", "/healthz", port, "Connection: close"))
    assert status(answer) == 200 and answer.count(b"alive\n") == answer.count(b"HTTP/1.1 200") == 10, answer[:500]
    body = json.dumps({"text": "Words."}).encode()
    put = head("PUT", PAGE.format("piped"), port, JSON, f"Content-Length: {len(body)}") + body
    answer = exchange(port, put + head("GET", PAGE.format("piped"), port, "Connection: close"))
    assert answer.count(b"HTTP/1.1 200") == 2, answer[:500]
    assert ask(port, "GET", PAGE.format("piped"))[0] == 200
    alive(port)


def too_many_connections(program, folder):
    """One worker, a short queue: who is too much is told to come back, and nobody waits for ever."""
    with Server(program, folder, "--workers", "1", store="queue.sqlite") as server:
        held = [connect(server.port)]
        held[0].sendall(b"GET /healthz HT")
        time.sleep(0.5)  # the worker has it; the queue is free for the others
        held += [connect(server.port) for _ in range(64)]
        answers = [exchange(server.port, head("GET", "/healthz", server.port, "Connection: close")) for _ in range(3)]
        refused = [answer for answer in answers if status(answer) == 503]
        assert refused and all(b"Retry-After: " in answer for answer in refused), answers
        kept = exchange(server.port, head("GET", "/healthz", server.port))
        assert status(kept) == 503 and b"Connection: close" in kept, "whoever is too much holds nothing"
        held += [connect(server.port) for _ in range(13)]  # they are to be told, and ask nothing
        assert status(exchange(server.port, head("GET", "/healthz", server.port))) == 503, "nor do they keep others from being told"
        for connection in held:
            connection.close()
        while ask(server.port, "GET", "/healthz")[0] == 503:  # until those that have gone are noticed
            time.sleep(0.1)
        alive(server.port)


def many_at_once(program, folder):
    """As many as workers and queue have room for, opened in one moment: all are served."""
    with Server(program, folder, "--workers", "8", store="many.sqlite") as server:
        held = [connect(server.port) for _ in range(8 + 64)]
        for connection in held:
            connection.sendall(head("GET", "/healthz", server.port, "Connection: close"))
        answers = [status(receive_all(connection)) for connection in held]
        assert answers == [200] * len(held), answers


def full_disk(program, folder):
    with Server(program, folder, store="full.sqlite") as server:
        assert ask(server.port, "PUT", PAGE.format("first"), {"text": TEXT.format(0)})[0] == 200
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (1 << 20, resource.RLIM_INFINITY))
        stored, code = {"first"}, 0
        for number in range(100):
            code, answer = ask(server.port, "PUT", PAGE.format(f"p{number}"), {"text": TEXT.format(number) * 200})
            if code != 200:
                assert code in (500, 507), answer
                break
            stored.add(f"p{number}")
        assert code != 200, "the disk did not fill"
        assert ask(server.port, "GET", PAGE.format("first"))[0] == 200, "reads go on"
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert ask(server.port, "PUT", PAGE.format("last"), {"text": TEXT.format(1)})[0] == 200, "there is room again"
        for key in stored | {"last"}:
            assert ask(server.port, "GET", PAGE.format(key))[0] == 200, key


def locked_store(program, folder):
    with Server(program, folder, store="locked.sqlite") as server:
        assert ask(server.port, "PUT", PAGE.format("a"), {"text": TEXT.format(0)})[0] == 200
        other = sqlite3.connect(f"{folder}/locked.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        code, answer = ask(server.port, "PUT", PAGE.format("b"), {"text": TEXT.format(1)})
        assert code == 503 and b"CM401" in answer, answer
        assert ask(server.port, "GET", PAGE.format("a"))[0] == 200
        assert ask(server.port, "GET", "/readyz")[0] == 200
        other.execute("ROLLBACK")
        other.close()
        assert ask(server.port, "PUT", PAGE.format("b"), {"text": TEXT.format(1)})[0] == 200


def asked_to_end(program, folder):
    """What was accepted is answered, and is there afterwards; nobody new is let in."""
    server = Server(program, folder, store="ended.sqlite")
    body = json.dumps({"text": TEXT.format(0)}).encode()
    with connect(server.port) as connection:
        connection.sendall(head("PUT", PAGE.format("last"), server.port, JSON, f"Content-Length: {len(body)}") + body[:20])
        assert ask(server.port, "GET", "/healthz")[0] == 200  # by now the first one has a worker
        server.process.terminate()
        while True:
            try:
                connect(server.port).close()
            except OSError:
                break
        connection.sendall(body[20:])
        assert status(receive_all(connection)) == 200
    code, said = server.stop()
    assert code == 0 and not said, (code, said)
    with Server(program, folder, store="ended.sqlite") as server:
        assert ask(server.port, "GET", PAGE.format("last"))[0] == 200


def asked_to_end_at_once(program, folder):
    """However early it is asked, it ends."""
    for _ in range(10):
        code, said = Server(program, folder, store="ended.sqlite").stop()
        assert code == 0 and not said, (code, said)


def killed_while_writing(program, folder):
    """Every write that was acknowledged is there afterwards, whole; none is half there."""
    acknowledged = {}
    for round_number in range(3):
        server = Server(program, folder, store="killed.sqlite")

        def write(thread, port=server.port, number=round_number):
            for count in range(10_000):
                key = f"{number}-{thread}-{count}"
                text = TEXT.format(key) * 3
                try:
                    code, answer = ask(port, "PUT", PAGE.format(key), {"text": text})
                except OSError:
                    return
                if code != 200:
                    return
                acknowledged[key] = text

        threads = [threading.Thread(target=write, args=(thread,)) for thread in range(4)]
        for thread in threads:
            thread.start()
        while len(acknowledged) < 20 * (round_number + 1):
            threads[0].join(0.01)
        server.kill()
        for thread in threads:
            thread.join()
    with Server(program, folder, store="killed.sqlite") as server:
        for key, text in acknowledged.items():
            code, answer = ask(server.port, "GET", PAGE.format(key) + "&source=true")
            assert code == 200 and json.loads(answer)["source"] == text, key
        listed, cursor = 0, ""
        while True:
            _, answer = ask(server.port, "GET", "/v1/documents?limit=1000" + cursor)
            page = json.loads(answer)
            for document in page["documents"]:
                listed += 1
                _, whole = ask(server.port, "GET", PAGE.format(document["key"]) + "&source=true")
                whole = json.loads(whole)
                assert hashlib.sha256(whole["source"].encode()).hexdigest() == whole["document"]["content_hash"], document
                assert len(whole["passages"]) == 6, document["key"]
            if "next" not in page:
                break
            cursor = "&cursor=" + page["next"]
        assert listed >= len(acknowledged)
        assert server.stop()[0] == 0
    rows = sqlite3.connect(f"{folder}/killed.sqlite").execute("PRAGMA integrity_check").fetchall()
    assert rows == [("ok",)], rows


def killed_in_a_batch(program, folder):
    """A batch that was acknowledged is there afterwards, whole; another is there whole, or not at all."""
    pages, acknowledged, sent = 40, set(), set()
    for round_number in range(4):
        server = Server(program, folder, store="batches.sqlite")

        def write(thread, port=server.port, number=round_number):
            for count in range(10_000):
                batch = f"{number}-{thread}-{count}"
                documents = [{"wiki": "w", "key": f"{batch}/{i}", "text": TEXT.format(f"{batch}/{i}") * 3} for i in range(pages)]
                sent.add(batch)
                try:
                    code, answer = ask(port, "POST", "/v1/documents", {"documents": documents})
                except OSError:
                    return
                if code != 200:
                    return
                assert json.loads(answer)["counts"]["saved"] == pages, answer
                acknowledged.add(batch)

        threads = [threading.Thread(target=write, args=(thread,)) for thread in range(2)]
        for thread in threads:
            thread.start()
        while len(acknowledged) < 3 * (round_number + 1) and any(thread.is_alive() for thread in threads):
            threads[0].join(0.003)
        server.kill()
        for thread in threads:
            thread.join()
    with Server(program, folder, store="batches.sqlite") as server:
        there, cursor = {}, ""
        while cursor is not None:
            _, answer = ask(server.port, "GET", "/v1/documents?limit=1000" + cursor)
            listed = json.loads(answer)
            for document in listed["documents"]:
                there.setdefault(document["key"].rpartition("/")[0], []).append(document)
            cursor = "&cursor=" + listed["next"] if "next" in listed else None
        assert acknowledged <= set(there) <= sent, acknowledged - set(there)
        for batch, documents in there.items():
            assert len(documents) == pages, (batch, len(documents), batch in acknowledged)
            for document in documents:
                text = TEXT.format(document["key"]) * 3
                assert hashlib.sha256(text.encode()).hexdigest() == document["content_hash"], document
        code, answer = ask(server.port, "GET", PAGE.format(sorted(there)[0] + "/7") + "&source=true")
        assert code == 200 and len(json.loads(answer)["passages"]) == 6, answer
        assert server.stop()[0] == 0
    rows = sqlite3.connect(f"{folder}/batches.sqlite").execute("PRAGMA integrity_check").fetchall()
    assert rows == [("ok",)], rows


def main(program):
    with tempfile.TemporaryDirectory() as folder:
        with Server(program, folder) as server:
            bad_bodies(server.port)
            odd_ids(server.port)
            bodies_in_every_framing(server.port, 96 << 20)
            heads(server.port)
            broken_connections(server.port)
            pipelining(server.port)
            code, said = server.stop()
            assert code == 0 and not said, (code, said)
        too_many_connections(program, folder)
        many_at_once(program, folder)
        full_disk(program, folder)
        locked_store(program, folder)
        asked_to_end(program, folder)
        asked_to_end_at_once(program, folder)
        killed_while_writing(program, folder)
        killed_in_a_batch(program, folder)


if __name__ == "__main__":
    main(sys.argv[1])
