# SPDX-License-Identifier: Apache-2.0
"""A server of the program over the sample wiki, in a folder of its own, and questions to it. What the tests of the API
share; standard library only."""
import contextlib
import http.client
import json
import pathlib
import subprocess
import tempfile
import urllib.parse


class Answer:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def type(self):
        return (self.headers["Content-Type"] or "").split(";")[0]

    def json(self):
        return json.loads(self.body)


class Client:
    def __init__(self, port):
        self.port = port
        self.connection = None

    def send(self, method, target, headers, body=None):
        """One request as it is; a connection that the server has closed is opened again, once."""
        for attempt in (0, 1):
            if self.connection is None:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                self.connection.request(method, target, body, headers)
                response = self.connection.getresponse()
                answer = Answer(response.status, response.headers, response.read())
                if response.status >= 400 and body:
                    self.close()  # a refused body may not have been read to its end
                return answer
            except (http.client.HTTPException, ConnectionError):
                self.close()
                if attempt:
                    raise
        raise AssertionError("not reached")

    def ask(self, method, path, query=None, body=None, headers=None):
        target = path + ("?" + urllib.parse.urlencode(query) if query else "")
        sent = {} if method in ("GET", "HEAD", "OPTIONS") else {"Content-Type": "application/json"}
        return self.send(method, target, sent | (headers or {}), None if body is None else json.dumps(body).encode())

    def close(self):
        if self.connection is not None:
            self.connection.close()
        self.connection = None


@contextlib.contextmanager
def serving(program, project, pages=True):
    """Gives a Client. The server must end cleanly when it is asked to."""
    program = str(pathlib.Path(program).resolve())
    sample = pathlib.Path(project).resolve() / "corpus" / "sample"
    with tempfile.TemporaryDirectory() as folder:
        place = ["--config", str(sample / "clausemark.json"), "--store", folder + "/store.sqlite"]
        if pages:
            subprocess.run([program, "scan", *place, str(sample)], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen([program, "serve", "--port", "0", *place], cwd=folder, stdout=subprocess.PIPE, text=True)
        client = None
        try:
            client = Client(int(server.stdout.readline().rsplit(":", 1)[1]))
            client.process = server
            yield client
        finally:
            if client is not None:
                client.close()
            server.terminate()
            ended = server.wait(60)
        assert ended == 0, f"the server ended with {ended}"
