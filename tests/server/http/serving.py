# SPDX-License-Identifier: Apache-2.0
"""Starts `clausemark serve` for tests that mean harm, and talks to it in raw bytes."""
import json
import pathlib
import socket
import subprocess


class Server:
    """The program on a free loopback port, over a store in `folder`."""

    def __init__(self, program, folder, *options, store="store.sqlite"):
        self.process = subprocess.Popen(
            [str(pathlib.Path(program).resolve()), "serve", "--port", "0", "--store", f"{folder}/{store}", *options],
            cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read()
        self.port = int(line.rsplit(":", 1)[1])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """Asks it to end, and gives its exit status and what it said."""
        if self.process.poll() is None:
            self.process.terminate()
        _, said = self.process.communicate(timeout=60)
        return self.process.returncode, said

    def kill(self):
        self.process.kill()
        self.process.communicate(timeout=60)


def connect(port):
    return socket.create_connection(("127.0.0.1", port), timeout=60)


def head(method, target, port, *headers, host=None):
    lines = [f"{method} {target} HTTP/1.1", f"Host: {host or f'127.0.0.1:{port}'}", *headers]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def receive_all(connection):
    """Until the other side closes, or resets."""
    received = b""
    try:
        while part := connection.recv(65536):
            received += part
    except ConnectionError:
        pass
    return received


def exchange(port, sent):
    """Sends bytes, of which the server may refuse to read the rest, and gives all that comes back."""
    with connect(port) as connection:
        try:
            connection.sendall(sent)
        except ConnectionError:
            pass
        return receive_all(connection)


def status(answer):
    """Of the first answer; 0 where the connection was closed without one."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/1.1 ") else 0


def ask(port, method, target, body=None, *headers):
    """One request on a connection of its own: status, and the body."""
    sent = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    more = ["Connection: close", *headers]
    if body is not None:
        more += ["Content-Type: application/json", f"Content-Length: {len(sent)}"]
    answer = exchange(port, head(method, target, port, *more) + sent)
    return status(answer), answer.partition(b"\r\n\r\n")[2]
