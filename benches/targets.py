"""Many targets at once: smtp-doctor --targets beside xargs -P with check_smtp and with swaks, on the same servers.

check_smtp of Debian knows STARTTLS only, so it gets the services with STARTTLS; its handshake is the same. It is held
against smtp-doctor on those too, where the dialogue is the same to the command. Neither it nor swaks judges the
certificate, which smtp-doctor does. Each is told when TLS starts, as the ports of the lab do not tell it. The others
get whatever concurrency they are fastest with.

All of them and the servers share the processors of one machine, so the processor time a target takes is told beside:
it is what a machine has to spend that does nothing else.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

CHECK = "/usr/lib/nagios/plugins/check_smtp"
TICKS = os.sysconf("SC_CLK_TCK")


def served(lab):
    """The seconds of processor time that the servers have taken so far."""
    with open(f"/proc/{lab}/stat", encoding="ascii") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


class Measure:
    """Runs a command; how long it took, how much the processor worked, and the most KiB that a process of it had."""

    def __init__(self, command, lab, targets, **options):
        before, served_before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), served(lab), time.monotonic()
        process = subprocess.Popen(command, **options)
        _, status, usage = os.wait4(process.pid, 0)
        self.seconds = time.monotonic() - begun
        process.returncode = self.status = os.waitstatus_to_exitcode(status)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.peak = usage.ru_maxrss / 1024
        self.rate = targets / self.seconds
        self.cpu = (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000 / targets
        self.lab = (served(lab) - served_before) * 1000 / targets

    def told(self, name):
        print(f"{name}: {self.seconds:.2f} s, {self.rate:.0f}/s, {self.cpu:.2f} ms of processor time a target "
              f"(the server {self.lab:.2f}), {self.peak:.0f} MiB", flush=True)
        return self


def doctor(arguments, work, mode, targets, concurrency):
    """Examines so many targets, all of which are to be healthy."""
    listed, results = os.path.join(work, "list"), os.path.join(work, "results")
    ports = arguments.ports[mode]
    with open(listed, "w", encoding="ascii") as file:
        for at in range(targets):
            file.write(json.dumps({"target": f"127.0.0.1:{ports[at % len(ports)]}", "tls": mode}) + "\n")
    with open(results, "wb") as out:
        run = Measure(
            [arguments.doctor, "-q", "--targets", listed, "--ca-file", arguments.ca_file,
             "--concurrency", str(concurrency), "--per-host", "10000"],
            arguments.lab, targets, stdout=out)
    with open(results, encoding="utf-8") as lines:
        passed = sum(json.loads(line)["verdict"] == "pass" for line in lines)
    if run.status != 0 or passed != targets:
        sys.exit(f"{passed} of {targets} passed, status {run.status}")
    return run.told(f"smtp-doctor, {targets} targets ({mode}), {concurrency} at a time")


def xargs(arguments, name, command, mode, runs):
    """Runs a command a target, side by side, and gives the fastest way to do so."""
    ports = arguments.ports[mode]
    best = None
    for parallel in arguments.parallel:
        with tempfile.TemporaryFile() as lines:
            lines.write("".join(f"{ports[at % len(ports)]}\n" for at in range(runs)).encode())
            lines.seek(0)
            run = Measure(["xargs", "-P", str(parallel), "-I", "{}"] + command, arguments.lab, runs,
                          stdin=lines, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if run.status != 0:
            sys.exit(f"{name} failed: {run.status}")
        run.told(f"{name}, {runs} targets ({mode}), xargs -P {parallel}")
        best = run if best is None or run.rate > best.rate else best
    return best


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--doctor", required=True)
    parser.add_argument("--ca-file", required=True)
    parser.add_argument("--services", required=True, help="HOST:PORT:ADDRESS MODE a line")
    parser.add_argument("--lab", required=True, type=int, help="the process that serves")
    parser.add_argument("--targets", type=int, default=10_000)
    parser.add_argument("--parallel", type=int, nargs="+", default=[8, 32, 100])
    arguments = parser.parse_args()
    with open(arguments.services, encoding="ascii") as lines:
        services = [line.split() for line in lines]
    arguments.ports = {mode: [at.split(":")[1] for at, given in services if given == mode]
                       for mode in ("implicit", "starttls")}
    check = [CHECK, "-H", "127.0.0.1", "-p", "{}", "-S"]
    swaks = ["swaks", "--server", "127.0.0.1", "--port", "{}", "--tls-on-connect", "--quit-after", "EHLO"]
    with tempfile.TemporaryDirectory() as work:
        # The first one warms the machine up. Then they take turns, as the machine's pace changes from minute to minute.
        doctor(arguments, work, "implicit", arguments.targets // 10, 100)
        few, many = zip(*[[doctor(arguments, work, "implicit", targets, 100)
                           for targets in (arguments.targets // 10, arguments.targets)] for _ in range(5)])
        few, many = (sorted(runs, key=lambda run: run.seconds)[2] for runs in (few, many))
        crowd = doctor(arguments, work, "implicit", arguments.targets, 1000)
        same = doctor(arguments, work, "starttls", arguments.targets, 100)
        by_check = xargs(arguments, "check_smtp", check, "starttls", arguments.targets // 5)
        by_swaks = xargs(arguments, "swaks", swaks, "implicit", arguments.targets // 50)
    print(f"""
{many.rate / by_swaks.rate:.1f} × swaks (wanted: 20)
{many.rate / by_check.rate:.1f} × check_smtp (wanted: 5), {crowd.rate / by_check.rate:.1f} × with 1,000 at a time, \
{same.rate / by_check.rate:.1f} × with the same dialogue; {by_check.cpu / many.cpu:.1f} × by processor time
{crowd.peak:.0f} MiB with 1,000 at a time (wanted: under 200)
ten times the targets in {many.seconds / few.seconds:.1f} × the time (wanted: at most 10.5), \
{10 * many.cpu / few.cpu:.1f} × the processor time""")


main()
