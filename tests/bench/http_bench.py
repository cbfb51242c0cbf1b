# SPDX-License-Identifier: Apache-2.0
"""The HTTP server beside nginx: the same bytes, answered from a store of 10,000 pages and read from a file, by wrk, at 8
and 64 connections, one after the other in one run; then saves while 64 readers read, and memory over a mixed load. wrk,
the server and nginx share the machine's processors. What script/bench http runs; bench.py has the pages.

BENCH_FOLDER keeps the pages and their store for the next run; BENCH_PARTS ("rates saves memory") chooses, BENCH_MINUTES
says how long memory is watched."""
import contextlib
import http.client
import itertools
import json
import os
import pathlib
import re
import statistics
import subprocess
import tempfile
import time
import urllib.parse

SECONDS = 5
CONNECTIONS = (8, 64)
UNITS = {"us": 1e-3, "ms": 1, "s": 1000, "m": 60000}
GOAL_RATE, GOAL_P99 = 0.4, 5
REVISIONS = itertools.count(1)
NGINX = """
worker_processes {workers};
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    tcp_nodelay on; keepalive_requests 1000000; default_type application/json;
    server {{ listen 127.0.0.1:{port}; root {folder}/files; }}
}}
"""


def wrk(port, target, connections, seconds=SECONDS):
    """Requests a second, p99 in ms, answers that failed."""
    done = subprocess.run(["wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--latency", f"http://127.0.0.1:{port}{target}"],
                          capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done).group(1))
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s|m)", done).groups()
    failed = sum(map(int, re.findall(r"(?:connect|read|write|timeout|Non-2xx or 3xx responses:?) (\d+)", done)))
    return rate, float(value) * UNITS[unit], failed


class Requests:
    """One connection, opened anew where the server has closed it for its age."""

    def __init__(self, port):
        self.port, self.connection = port, None

    def __call__(self, method, target, body=None):
        sent = None if body is None else json.dumps(body).encode()
        for again in (False, True):
            self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            try:
                self.connection.request(method, target, sent, {"Content-Type": "application/json"})
                response = self.connection.getresponse()
                break
            except (http.client.HTTPException, ConnectionError):
                self.connection = None
                if again:
                    raise
        text = response.read()
        assert response.status == 200, (response.status, text[:300])
        return text


@contextlib.contextmanager
def running(command, ready):
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        yield child, ready(child)
    finally:
        child.terminate()
        child.wait(60)


def nginx_ready(port):
    for _ in range(200):
        with contextlib.suppress(OSError):
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
            return port
        time.sleep(0.05)
    raise SystemExit("nginx does not start")


def place_of(document):
    return urllib.parse.urlencode({"wiki": document["wiki"], "key": document["key"]})


def targets(ask):
    """What is asked for: annotations of a page of middle size, coverage of a standard, duplicates of a page."""
    documents = json.loads(ask("GET", "/v1/documents?limit=200"))["documents"]
    pages = sorted((len(ask("GET", "/v1/annotations?" + place_of(d))), place_of(d)) for d in documents[::10])
    clusters = json.loads(ask("GET", "/v1/duplicates?limit=20"))["duplicates"]
    copied = clusters[len(clusters) // 2]["members"][0]["document"] if clusters else documents[0]
    return {"annotations of a page": "/v1/annotations?" + pages[len(pages) // 2][1],
            "coverage of a standard": "/v1/coverage?standard=iso27001:2022",
            "duplicates of a page": "/v1/duplicates?" + place_of(copied)}


def memory(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1)) / 1024


def save_while_read(port, target, ask, text, count):
    """Milliseconds of each save while 64 connections read."""
    reading = subprocess.Popen(["wrk", "-t", "1", "-c", "64", "-d", "20s", f"http://127.0.0.1:{port}{target}"],
                               stdout=subprocess.PIPE, text=True)
    time.sleep(1)
    took = []
    for _, number in zip(range(count), REVISIONS):
        body = {"text": f"{text}\n\nEdit {number}.\n", "revision_order": number}
        begin = time.perf_counter()
        ask("PUT", "/v1/document?wiki=bench&key=page", body)
        took.append((time.perf_counter() - begin) * 1000)
        time.sleep(0.02)
        if reading.poll() is not None:
            break
    reading.terminate()
    said, _ = reading.communicate()
    assert "Non-2xx" not in said and "Socket errors" not in said, said
    return took


def make_store(program, folder, make_wiki, texts, pages):
    """A store of so many pages of real sizes; says how many there are, and their bytes."""
    wiki, store = folder / "wiki", folder / "store.sqlite"
    if store.exists():
        sizes = [page.stat().st_size for page in wiki.iterdir()]
        return store, len(sizes), sum(sizes)
    wiki.mkdir()
    paragraphs = [len(p) for text in texts for p in text.split(b"\n\n") if p.strip()]
    count, written = make_wiki(wiki, texts, pages * 60 * statistics.mean(paragraphs) / (1 << 20))
    made = folder / "made.sqlite"
    subprocess.run([program, "scan", "--store", made, wiki], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    made.rename(store)
    return store, count, written


def rates(folder, port, ask, asked, table):
    other = port + 1 if port < 60000 else port - 1
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=other, workers=os.cpu_count()))
    (folder / "files").mkdir()
    folder.chmod(0o755)  # started by root, nginx reads as somebody else
    for number, target in enumerate(asked.values()):
        (folder / "files" / str(number)).write_bytes(ask("GET", target))
    with running(["/usr/sbin/nginx", "-e", folder / "error.log", "-c", folder / "nginx.conf"], lambda _: nginx_ready(other)):
        rows, nginx = [], Requests(other)
        for number, (what, target) in enumerate(asked.items()):
            assert nginx("GET", f"/{number}") == ask("GET", target), "nginx has other bytes"
            size = (folder / "files" / str(number)).stat().st_size
            for connections in CONNECTIONS:
                ours, beside = wrk(port, target, connections), wrk(other, f"/{number}", connections)
                rows.append((f"{what}, {size / 1024:.1f} KiB, {connections} connections", f"{ours[0]:,.0f}", f"{beside[0]:,.0f}",
                             f"{ours[0] / beside[0]:.2f}", f"{ours[1]:.1f}", f"{beside[1]:.1f}", f"{ours[1] / beside[1]:.1f}", ours[2] + beside[2]))
    table(f"Requests a second and p99 in ms (goals: {GOAL_RATE} times nginx's rate, p99 within {GOAL_P99} times, none failed)",
          ("what", "ours", "nginx", "ratio", "p99", "nginx's", "times", "failed"), rows)


def saves(port, ask, asked, texts):
    took = save_while_read(port, asked["annotations of a page"], ask, texts[0].decode(errors="replace"), 500)
    cuts = statistics.quantiles(took, n=100)
    print(f"\n{len(took)} saves while 64 connections read: p50 {cuts[49]:.1f} ms, p99 {cuts[98]:.1f} ms (goals: 10 and 40)", flush=True)


def memory_over(process, port, ask, asked, texts, minutes):
    """Reads of all kinds, pages that were not asked before among them, and saves, for so long."""
    before, samples = memory(process), []
    listed = json.loads(ask("GET", "/v1/documents?limit=1000"))["documents"]
    end = time.monotonic() + minutes * 60
    while time.monotonic() < end or not samples:
        save_while_read(port, asked["duplicates of a page"], ask, texts[len(samples) % len(texts)].decode(errors="replace"), 200)
        for document in listed[len(samples) * 20 % len(listed):][:20]:
            ask("GET", "/v1/annotations?elsewhere=true&" + place_of(document))
        ask("GET", "/v1/search?words=backup")
        for target in asked.values():
            wrk(port, target, 8, 1)
        samples.append(memory(process))
    print(f"Memory over a mixed load of {minutes:g} minutes: {before:.0f} MB before, then " + ", ".join(f"{m:.0f}" for m in samples),
          flush=True)


def bench(build, make_wiki, texts, table, minutes):
    parts = os.environ.get("BENCH_PARTS", "rates saves memory").split()
    with tempfile.TemporaryDirectory(dir=build) as name:
        folder = pathlib.Path(name)
        program = build / "server/clausemark"
        kept = pathlib.Path(os.environ.get("BENCH_FOLDER", folder))
        kept.mkdir(parents=True, exist_ok=True)
        store, count, written = make_store(program, kept, make_wiki, texts, 10_000)
        print(f"\nA store of {count:,} pages, {written / (1 << 20):.0f} MB; wrk, {SECONDS} s each, one after the other; "
              f"{os.cpu_count()} processors for wrk and the server", flush=True)
        serve = [program, "serve", "--store", store, "--port", os.environ.get("BENCH_PORT", "0"), "--workers", "72"]
        with running(serve, lambda child: int(child.stdout.readline().rsplit(":", 1)[1])) as (process, port):
            ask = Requests(port)
            with contextlib.suppress(AssertionError):
                ask("DELETE", "/v1/document?wiki=bench&key=page", {})  # of the run before
            asked = targets(ask)
            if "rates" in parts:
                rates(folder, port, ask, asked, table)
            if "saves" in parts:
                saves(port, Requests(port), asked, texts)
            if "memory" in parts:
                memory_over(process, port, Requests(port), asked, texts, minutes)
