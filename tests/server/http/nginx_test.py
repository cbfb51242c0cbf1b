#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The nginx configuration that the project ships, in front of a running server: what cpp-httplib cannot bound is bounded,
and a server of two workers answers while slow clients hold nginx. Usage: nginx_test.py PROGRAM CONFIGURATION; exit status
77 where nginx is not installed. Ports, certificates and times are the test's own; the bounds are those of the file."""
import json
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time

from serving import Server, ask, connect, exchange, head, receive_all, status

PAGE = "/v1/document?wiki=w&key={}"
JSON = "Content-Type: application/json"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def configuration(shipped, folder, port, behind):
    """The file as it is shipped, on plain loopback, with waits that a test can wait for."""
    text = pathlib.Path(shipped).read_text(encoding="utf-8")

    def put(pattern, with_what):
        nonlocal text
        text, count = re.subn(pattern, with_what, text)
        assert count, f"the configuration has no {pattern}"

    put(r"listen 443 ssl;", f"listen 127.0.0.1:{port};")
    put(r"ssl_certificate(_key)? .*;", "")
    put(r"server 127\.0\.0\.1:8013;", f"server 127.0.0.1:{behind};")
    put(r"server_name .*;", "server_name 127.0.0.1 checks.example;")
    put(r"client_header_timeout 10s;", "client_header_timeout 2s;")
    put(r"client_body_timeout 10s;", "client_body_timeout 2s;")
    put(r"client_max_body_size 96m;", "client_max_body_size 1m;")
    names = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "".join(f"{name}_temp_path {folder}/{name};\n" for name in names)
    path = pathlib.Path(folder) / "nginx.conf"
    path.write_text(f"daemon off;\nmaster_process off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n"
                    f"events {{ worker_connections 256; }}\nhttp {{\naccess_log off;\n{temporary}{text}\n}}\n", encoding="utf-8")
    return path


def wait_until_it_listens(process, port):
    for _ in range(200):
        assert process.poll() is None, "nginx ended"
        try:
            connect(port).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not listen")


def passes_what_is_right(port):
    code, answer = ask(port, "PUT", PAGE.format("a"), {"text": "Backups must be tested every month.\n"})
    assert code == 200, answer
    code, answer = ask(port, "GET", PAGE.format("a") + "&source=true")
    assert code == 200 and json.loads(answer)["source"].startswith("Backups"), answer
    ranged = exchange(port, head("GET", "/v1/standards", port, "Connection: close", "Range: bytes=0-0,1-1"))
    assert status(ranged) == 200
    named = exchange(port, head("GET", "/healthz", port, "Connection: close", "Origin: https://checks.example", host="checks.example"))
    assert status(named) == 200, named[:300]


def bounds_heads(port):
    flood = [f"X-{i}: {'v' * 50}" for i in range(100_000)]
    assert status(exchange(port, head("GET", "/healthz", port, *flood))) in (0, 400, 431, 494)
    assert status(exchange(port, head("GET", "/healthz", port, "X: " + "a" * (8 << 20)))) in (0, 400, 431, 494)
    assert status(exchange(port, head("GET", "/" + "a" * (1 << 20), port))) in (0, 400, 414)


def bounds_bodies(port):
    large = json.dumps({"text": "x" * (2 << 20)}).encode()
    assert ask(port, "PUT", PAGE.format("large"), large)[0] in (0, 413)
    chunked = head("PUT", PAGE.format("large"), port, JSON, "Transfer-Encoding: chunked", "Connection: close")
    assert status(exchange(port, chunked + b"%x\r\n%s\r\n0\r\n\r\n" % (len(large), large))) in (0, 413)
    assert ask(port, "GET", PAGE.format("large"))[0] == 404


def outlasts_slow_clients(port):
    """Fifteen clients that stop in the middle of a head or of a body, against a server with two workers."""
    stalled = []
    for number in range(15):
        connection = connect(port)
        if number % 2:
            connection.sendall(head("PUT", PAGE.format(f"slow{number}"), port, JSON, "Content-Length: 1000") + b'{"te')
        else:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Sl")
        stalled.append(connection)
    for _ in range(20):
        assert ask(port, "GET", PAGE.format("a"))[0] == 200, "others are answered meanwhile"
    for connection in stalled:
        assert status(receive_all(connection)) in (0, 408), "and the slow ones are cut off"
        connection.close()


def main(program, shipped):
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/bin")
    if nginx is None:
        print("nginx is not installed: skipped")
        return 77
    with tempfile.TemporaryDirectory() as folder, \
            Server(program, folder, "--workers", "2", "--host-name", "checks.example") as server:
        port = free_port()
        path = configuration(shipped, folder, port, server.port)
        process = subprocess.Popen([nginx, "-c", str(path), "-p", folder, "-e", f"{folder}/error.log"])
        try:
            wait_until_it_listens(process, port)
            passes_what_is_right(port)
            bounds_heads(port)
            bounds_bodies(port)
            outlasts_slow_clients(port)
            passes_what_is_right(port)
        finally:
            process.terminate()
            process.wait(timeout=30)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
