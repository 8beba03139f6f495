"""Measures whole runs of smtp-doctor beside openssl s_client and swaks holding the same dialogue with one server.

The dialogue is TCP, TLS or STARTTLS with a verified certificate, EHLO, QUIT. With --login smtp-doctor and swaks log in
as well, which openssl cannot: its dialogue stays the shorter one. All trust the same roots.
openssl runs twice: as it is used, looking roots up by hash in the system's folder, and reading all of them from one
file, as the other tools do. It is fed its commands at once, so it saves a round trip over a client that waits.
smtp-doctor is copied first, as an installer copies it and as the others came here: where the linker left it the kernel
holds it in small pieces, and a run takes 5 % longer.
The tools take turns (A B C, B C A, …), so that whatever else the machine does falls on all of them alike. Times
include process start and the server's share; the ratios, not the milliseconds, are what can be compared elsewhere.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BASE = "openssl s_client"
CLIENT = "client.lab.test"
SYSTEM_STORE = Path("/etc/ssl/certs/ca-certificates.crt")


class Tool:
    def __init__(self, name, command, env=None, stdin=None):
        self.name = name
        self.command = [str(part) for part in command]
        self.env = {**os.environ, **(env or {})}
        self.stdin = stdin

    def run(self, prefix=()):
        """Seconds of one run; a run that fails ends the measurement, as its time would mean nothing."""
        with open(self.stdin or os.devnull, "rb") as stdin:
            begun = time.perf_counter()
            ended = subprocess.run(
                [*prefix, *self.command], stdin=stdin, env=self.env, capture_output=True, check=False
            )
            seconds = time.perf_counter() - begun
        if ended.returncode != 0:
            sys.exit(f"{self.name} ended with {ended.returncode}: {' '.join(self.command)}\n"
                     f"{ended.stdout.decode(errors='replace')}{ended.stderr.decode(errors='replace')}")
        return seconds

    def peak_kib(self):
        """Peak resident memory by GNU time, which is small itself: a child's peak counts its parent's before exec."""
        with tempfile.NamedTemporaryFile("r") as report:
            self.run(["/usr/bin/time", "-f", "%M", "-o", report.name])
            return int(report.read().split()[-1])


def dialogues(doctor, target, ca_file, work, login):
    """The same dialogue, by each tool."""
    implicit = target.implicit
    dialled = target.address or target.host
    store = whole_store(ca_file, work)
    lines = work / "dialogue"
    lines.write_bytes(f"EHLO {CLIENT}\r\nQUIT\r\n".encode())

    resolve = ["--resolve", f"{target.host}:{target.port}:{target.address}"] if target.address else []
    doctors = [doctor, f"{target.host}:{target.port}", "--tls=" + ("implicit" if implicit else "starttls"),
               "--helo", CLIENT, *resolve]
    openssl = ["openssl", "s_client", "-quiet", "-connect", f"{dialled}:{target.port}", "-servername", target.host,
               "-verify_hostname", target.host, "-verify_return_error",
               *([] if implicit else ["-starttls", "smtp", "-name", CLIENT])]
    by_hash = ["-CAfile", ca_file, "-CApath", SYSTEM_STORE.parent] if ca_file else []
    swaks = ["swaks", "--server", dialled, "--port", target.port, "--helo", CLIENT, "--to", f"x@{CLIENT}",
             "--quit-after", "HELO", "--tls-verify", "--tls-ca-path", store,
             "--tls-on-connect" if implicit else "--tls"]
    secret = {}
    if login:
        user, secret["BENCH_PASSWORD"] = login.split(":", 1)
        doctors += [user, "--password-env", "BENCH_PASSWORD"]
        swaks[swaks.index("HELO")] = "AUTH"
        swaks += ["--auth", "PLAIN", "--auth-user", user, "--auth-password", secret["BENCH_PASSWORD"]]
    return [
        Tool("smtp-doctor", doctors + (["--ca-file", ca_file] if ca_file else []), env=secret),
        Tool(BASE, [*openssl, *by_hash], stdin=lines),
        Tool("openssl s_client, roots from a file", [*openssl, "-CAfile", store], stdin=lines),
        Tool("swaks", swaks),
    ]


def whole_store(ca_file, work):
    """The system's roots and the further one in one file."""
    store = work / "store.pem"
    store.write_bytes(b"".join(path.read_bytes() for path in (SYSTEM_STORE, ca_file) if path and path.exists()))
    return store


def measure(tools, runs):
    """Times of each tool, in turns that begin with another tool each round."""
    times = {tool.name: [] for tool in tools}
    for tool in tools:
        tool.run()
    for turn in range(runs):
        first = turn % len(tools)
        for tool in tools[first:] + tools[:first]:
            times[tool.name].append(tool.run())
    return times


def table(title, tools, runs, base):
    times = measure(tools, runs)
    reference = statistics.median(times[base])
    print(f"\n{title}, {runs} runs each\n")
    print(f"| tool | median ms | min | max | ratio to {base} | peak MiB |")
    print("|---|---:|---:|---:|---:|---:|")
    for tool in tools:
        taken = times[tool.name]
        middle = statistics.median(taken)
        peak = statistics.median(tool.peak_kib() for _ in range(5)) / 1024
        print(f"| {tool.name} | {middle * 1000:.1f} | {min(taken) * 1000:.1f} | {max(taken) * 1000:.1f} "
              f"| {middle / reference:.2f} | {peak:.1f} |")


class Target:
    """`HOST:PORT` or `HOST:PORT:ADDRESS`, as `--resolve` writes it, perhaps with ` implicit` or ` starttls` behind."""

    def __init__(self, text):
        place, _, mode = text.partition(" ")
        self.host, port, *address = place.split(":", 2)
        self.port = int(port)
        self.address = address[0] if address else None
        self.implicit = mode == "implicit" if mode else self.port == 465


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--doctor", required=True, type=Path, help="the release binary")
    parser.add_argument("--at", required=True, action="append", type=Target, metavar="HOST:PORT[:ADDRESS]")
    parser.add_argument("--ca-file", type=Path, help="further trust, added to the system's")
    parser.add_argument("--login", metavar="USER:PASSWORD", help="log in as well, where the tool can")
    parser.add_argument("--runs", type=int, default=101)
    args = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        roots = whole_store(args.ca_file, work).read_bytes().count(b"BEGIN CERTIFICATE")
        doctor = Path(shutil.copy(args.doctor, work / "smtp-doctor"))
        os.sync()
        size = doctor.stat().st_size
        print(f"{os.cpu_count()} cores, {roots} trusted roots, a binary of {size / 1e6:.2f} MB")
        for target in args.at:
            how = "Implicit TLS" if target.implicit else "STARTTLS"
            tools = dialogues(doctor, target, args.ca_file, work, args.login)
            table(how, tools, args.runs, BASE)
        start = [
            Tool("smtp-doctor --version", [doctor, "--version"]),
            Tool("openssl version", ["openssl", "version"]),
            Tool("/bin/true", ["/bin/true"]),
        ]
        table("Start of the process", start, args.runs, "/bin/true")


if __name__ == "__main__":
    main()
