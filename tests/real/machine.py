"""The program on a machine that fails it. See tests/real/machine."""

import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

DOCTOR, PATTERN = sys.argv[1:3]
WORK = tempfile.TemporaryDirectory()
HERE = Path(WORK.name)
STATUSES = {0, 1, 2, 3, 10, 11, 12, 13, 14, 15, 130}
CLOSED = "127.0.0.1:1"
# How soon the program ends when it is told to.
SOON = 0.1
BARE = {"PATH": os.environ["PATH"]}


def certificate():
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "90",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
         "-addext", "basicConstraints=critical,CA:FALSE", "-keyout", HERE / "key.pem", "-out", HERE / "ca.pem"],
        check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(HERE / "ca.pem", HERE / "key.pem")
    return context


class Server:
    """A server that answers everything up to one verb, and is silent from there on."""

    def __init__(self, context, silent_at):
        self.context, self.silent_at = context, silent_at
        self.reached = threading.Event()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                stream, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.guarded, args=(stream,), daemon=True).start()

    def guarded(self, stream):
        try:
            self.talk(stream)
        except OSError:
            pass

    def wait(self, stream):
        self.reached.set()
        while stream.recv(4096):
            pass

    def talk(self, stream):
        if self.silent_at == "greeting":
            return self.wait(stream)
        stream.sendall(b"220 localhost\r\n")
        reader, secured, message = stream.makefile("rb"), False, False
        for line in reader:
            verb = line.split()[0].upper().decode() if line.split() else ""
            if message:
                if line == b".\r\n":
                    message = False
                    stream.sendall(b"250 ok\r\n")
                continue
            if verb == self.silent_at and (secured or verb in ("EHLO", "STARTTLS")):
                return self.wait(stream)
            if verb == "EHLO":
                more = b"250 AUTH PLAIN\r\n" if secured else b"250 STARTTLS\r\n"
                stream.sendall(b"250-localhost\r\n" + more)
            elif verb == "STARTTLS":
                stream.sendall(b"220 go\r\n")
                if self.silent_at == "tls":
                    return self.wait(stream)
                stream = self.context.wrap_socket(stream, server_side=True)
                reader.close()
                return self.secured(stream)
            else:
                stream.sendall(b"250 ok\r\n")

    def secured(self, stream):
        message = False
        for line in stream.makefile("rb"):
            verb = line.split()[0].upper().decode() if line.split() else ""
            if message:
                if line == b".\r\n":
                    if self.silent_at == "message":
                        return self.wait(stream)
                    message = False
                    stream.sendall(b"250 ok\r\n")
                continue
            if verb == self.silent_at:
                return self.wait(stream)
            answers = {"EHLO": b"250-localhost\r\n250 AUTH PLAIN\r\n", "AUTH": b"235 ok\r\n", "DATA": b"354 go\r\n",
                       "QUIT": b"221 bye\r\n"}
            message = verb == "DATA"
            stream.sendall(answers.get(verb, b"250 ok\r\n"))


def run(words, before="", env=None, stdout=subprocess.PIPE, stderr=subprocess.PIPE, wrap=()):
    """Runs the program to its end, by a shell where something is to be set before."""
    words = [str(word) for word in words]
    command = [*wrap, "sh", "-c", f'{before}\nexec "$0" "$@"', DOCTOR, *words] if before or wrap else [DOCTOR, *words]
    return subprocess.run(command, env=env or BARE, stdin=subprocess.DEVNULL, stdout=stdout, stderr=stderr, timeout=90)


def judge(ran, statuses, stderr=None):
    said = (ran.stderr or b"").decode()
    assert "panicked" not in said, said
    assert ran.returncode in statuses, f"{ran.returncode}: {said} {(ran.stdout or b'').decode()[:600]}"
    if stderr is not None:
        assert stderr in said, said
    return said.splitlines()[0] if said else ""


def cause(ran):
    return json.loads(ran.stdout)["root_cause"]


def apart(*flags):
    return ["unshare", "-r", *flags]


def full_disk(_):
    """The disk is full: the result is shown, the file is named, nothing of it is left."""
    folder = HERE / "full"
    folder.mkdir(exist_ok=True)
    for room in (8, 24):
        mount = f"mount -t tmpfs -o size={room}k none {folder} && head -c 100000 /dev/zero > {folder}/fill 2>/dev/null"
        free = "" if room == 8 else f"; truncate -s 8k {folder}/fill"
        for lang in ("en", "zh-CN"):
            for words in (["--record", folder / "x.json"], ["--output", f"html={folder}/x.html"],
                          ["--record", folder / "x.json", "--output", f"html={folder}/x.html"]):
                shell = f"{mount}{free}; \"$0\" \"$@\"; status=$?; ls -A {folder} >&2; exit $status"
                ran = subprocess.run(
                    [*apart("-m"), "sh", "-c", shell, DOCTOR, CLOSED, "--format", "json", "--lang", lang, *map(str, words)],
                    env=BARE, stdin=subprocess.DEVNULL, capture_output=True, timeout=60)
                line = judge(ran, {3} if room == 8 else {3, 11})
                assert cause(ran) == "tcp/refused"
                left = [name for name in ran.stderr.decode().split("\n") if name in (".", "x.json", "x.html") or ".part" in name]
                assert ran.returncode == 11 or "“" in line, line
                assert not any(".part" in name and "/" not in name for name in left), left
                if room == 8:
                    assert not left, left
                    print(f"    {line}")


def read_only_disk(_):
    """A read-only file system is told before anything is examined."""
    folder = HERE / "fixed"
    folder.mkdir(exist_ok=True)
    mount = f"mount -t tmpfs -o ro none {folder}"
    for lang in ("en", "zh-CN"):
        for words in (["--record", folder / "x.json"], ["--output", f"json={folder}/x.json"]):
            ran = run([CLOSED, "--lang", lang, *words], before=mount, wrap=apart("-m"))
            print("   ", judge(ran, {3}, stderr="x.json"))
            assert ran.stdout == b""
    ran = run([CLOSED, "--format", "json"], before="mount -o remount,ro,bind / / 2>/dev/null || mount --bind -o ro / /mnt",
              wrap=apart("-m"))
    judge(ran, {11})


def no_resolver(_):
    """No resolver is configured, no network is there, or both."""
    gone = "mount --bind /dev/null /etc/resolv.conf"
    for flags, before in (("-m", gone), ("-n", ":"), ("-mn", gone)):
        for lang in ("en", "zh-CN"):
            begun = time.monotonic()
            ran = run(["smtp.example.test:465", "--format", "json", "--lang", lang], before=before, wrap=apart(flags))
            judge(ran, {10})
            took = time.monotonic() - begun
            assert took < 15, took
            title = json.loads(ran.stdout)["findings"][0]["title"]
            print(f"    {flags} {cause(ran)} in {took:.1f} s: {title}")


def bare_surroundings(_):
    """No variable at all, no home, a home and a folder that are gone."""
    for env in ({"UNUSED": "1"}, {"HOME": "/no/such/home"}, {"HOME": "", "LANG": "zh_CN.UTF-8"}):
        judge(run([CLOSED], env=env), {11})
    gone = f"mkdir -p {HERE}/gone && cd {HERE}/gone && rmdir {HERE}/gone"
    judge(run([CLOSED, "--format", "json"], before=gone), {11})
    print("   ", judge(run([CLOSED, "--record", "x.json"], before=gone), {3}))


def closed_streams(_):
    """Standard streams that are closed, or that nobody reads."""
    for closed in ("0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"):
        for more in ([], ["-vv"], ["--format", "nagios"]):
            ran = run([CLOSED, *more], before=f"exec {closed}")
            judge(ran, {2} if more[1:] == ["nagios"] else {11})
    for stream in ("stdout", "stderr"):
        for more in ([], ["-vv"], ["--format", "json"], ["--format", "bogus"]):
            reader, writer = os.pipe()
            os.close(reader)
            ran = run([CLOSED, *more], **{stream: writer})
            os.close(writer)
            judge(ran, {2} if more[1:] == ["bogus"] else {11})


def little_memory(context):
    """Little memory: either it suffices or the end is clear."""
    server = Server(context, None)
    words = [f"localhost:{server.port}", "me", "canary-pw", "--tls=starttls", "--ca-file", HERE / "ca.pem", "--resolve",
             f"localhost:{server.port}:127.0.0.1", "--format", "json"]
    ends = {}
    for limit in range(8_000, 120_000, 2_000):
        if run(["--version"], before=f"ulimit -v {limit}").returncode != 0:
            continue
        ran = run(words, before=f"ulimit -v {limit}")
        said = ran.stderr.decode()
        assert "panicked" not in said and "canary-pw" not in said, said
        if ran.returncode == -signal.SIGABRT:
            assert "memory allocation" in said, said
        elif ran.returncode == 3:
            assert said.startswith("smtp-doctor"), said
        else:
            assert ran.returncode == 0, (limit, ran)
        ends.setdefault(ran.returncode, []).append(limit)
    assert max(ends[0]) == 118_000, ends
    print("   ", {status: f"{limits[0]} to {limits[-1]} KiB" for status, limits in ends.items()})


def wrong_clock(context):
    """The clock stands in 1970, in 2100."""
    server = Server(context, None)
    words = [f"localhost:{server.port}", "me", "pw", "--tls=starttls", "--ca-file", HERE / "ca.pem", "--resolve",
             f"localhost:{server.port}:127.0.0.1", "--format", "json", "--record", HERE / "clock.json"]
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))
    for date, year in (("@1970-01-02 00:00:00", "1970"), ("@2100-01-01 00:00:00", "2100")):
        for lang in ("en", "zh-CN"):
            env = {**BARE, "LD_PRELOAD": str(library), "FAKETIME": date, "FAKETIME_DONT_FAKE_MONOTONIC": "1",
                   "DONT_FAKE_MONOTONIC": "1"}
            ran = run([*words, "--lang", lang], env=env)
            judge(ran, {12})
            report = json.loads(ran.stdout)
            assert report["started_at"].startswith(year), report["started_at"]
            assert report["duration_ms"] < 5000
            print(f"    {year}: {cause(ran)}: {report['findings'][0]['title']}")
            assert run(["replay", HERE / "clock.json", "--format", "json"]).returncode == 12


def black_hole():
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    listener.listen(0)
    queued = []
    while len(queued) < 100:
        client = socket.socket()
        client.settimeout(0.3)
        try:
            client.connect(listener.getsockname())
        except TimeoutError:
            return listener, queued
        queued.append(client)
    raise AssertionError("the queue is never full")


def interrupted(name, words, waits, number, status=130, stdin=subprocess.DEVNULL):
    child = subprocess.Popen([DOCTOR, *map(str, words)], env=BARE, stdin=stdin, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE)
    waits(child)
    time.sleep(0.1)
    assert child.poll() is None, (name, child.communicate())
    begun = time.monotonic()
    child.send_signal(number)
    out, err = child.communicate(timeout=30)
    took = time.monotonic() - begun
    assert b"panicked" not in err, err
    assert child.returncode == status, (name, child.returncode, out, err)
    return took


def signals(context):
    """Ctrl-C and the order to terminate, at every stage: the end comes at once."""
    hole = black_hole()
    cases = []
    nameserver = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    nameserver.bind(("127.0.0.1", 0))
    asked = ["smtp.example.test:465", "--dns-server", f"127.0.0.1:{nameserver.getsockname()[1]}"]
    cases.append(("dns", asked, lambda _: nameserver.recv(512), 130))
    port = hole[0].getsockname()[1]
    cases.append(("tcp", [f"127.0.0.1:{port}", "--tls=implicit"], lambda _: time.sleep(0.4), 130))
    for stage in ("greeting", "EHLO", "STARTTLS", "tls", "AUTH", "MAIL", "RCPT", "DATA", "message"):
        server = Server(context, stage)
        words = [f"localhost:{server.port}", "me", "pw", "--tls=starttls", "--ca-file", HERE / "ca.pem", "--resolve",
                 f"localhost:{server.port}:127.0.0.1", "--from", "me@lab.test", "--to", "you@lab.test", "--format", "json"]
        if stage in ("DATA", "message"):
            words.append("--send")

        def waits(_, server=server):
            assert server.reached.wait(20)
            server.reached.clear()

        cases.append((stage, words, waits, 130))
    program = [CLOSED, "me", "--password-command", "sleep 60"]
    cases.append(("a program for the password", program, lambda _: time.sleep(0.3), 130))

    def listens(child):
        assert b"http://" in child.stderr.readline()

    cases.append(("serve", ["serve", "--listen", "127.0.0.1:0"], listens, 0))
    targets = HERE / "targets"
    targets.write_text(f"127.0.0.1:{port}\n" * 3)
    cases.append(("targets", ["--targets", targets, "--tls=implicit"], lambda _: time.sleep(0.4), 130))
    longest = (0, "")
    for name, words, waits, status in cases:
        for number in (signal.SIGINT, signal.SIGTERM):
            # What else the machine does is no fault of the program: the better of three counts.
            took = interrupted(name, words, waits, number, status)
            for _ in range(2):
                if took > SOON:
                    took = min(took, interrupted(name, words, waits, number, status))
            assert took <= SOON, f"{name}: {took * 1000:.0f} ms after {number.name}"
            longest = max(longest, (took, name))
    print(f"    {len(cases)} stages, two signals: the longest end took {longest[0] * 1000:.0f} ms ({longest[1]})")


CHECKS = [full_disk, read_only_disk, no_resolver, bare_surroundings, closed_streams, little_memory, wrong_clock, signals]


def main():
    context, failed = certificate(), 0
    for check in CHECKS:
        if PATTERN not in check.__name__:
            continue
        begun = time.monotonic()
        try:
            check(context)
            print(f"ok - {check.__doc__} ({time.monotonic() - begun:.1f} s)", flush=True)
        except (AssertionError, subprocess.TimeoutExpired) as error:
            failed += 1
            print(f"not ok - {check.__doc__} {error}", flush=True)
    sys.exit(1 if failed else 0)


main()
