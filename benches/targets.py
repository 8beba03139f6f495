"""Many targets at once: smtp-doctor --targets beside xargs -P with check_smtp and with swaks, on the same servers.

check_smtp of Debian knows STARTTLS only, so it gets the lab's service with STARTTLS; its handshake is the same. Neither
it nor swaks is asked to judge the certificate, which smtp-doctor does.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

CHECK = "/usr/lib/nagios/plugins/check_smtp"


def measured(command, **options):
    """Runs a command; how many seconds it took, and the most KiB that it or a child of it had."""
    begun = time.monotonic()
    process = subprocess.Popen(command, **options)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return time.monotonic() - begun, usage.ru_maxrss, process.returncode


def doctor(arguments, work, targets, concurrency):
    """Examines so many targets; seconds and KiB."""
    listed = os.path.join(work, "list")
    implicit = arguments.implicit
    with open(listed, "w", encoding="ascii") as file:
        file.writelines(f"127.0.0.1:{implicit[at % len(implicit)]}\n" for at in range(targets))
    results = os.path.join(work, "results")
    with open(results, "wb") as out:
        seconds, peak, status = measured(
            [arguments.doctor, "-q", "--targets", listed, "--ca-file", arguments.ca_file,
             "--concurrency", str(concurrency), "--per-host", "10000"],
            stdout=out)
    with open(results, encoding="utf-8") as lines:
        passed = sum(json.loads(line)["verdict"] == "pass" for line in lines)
    if status != 0 or passed != targets:
        sys.exit(f"{passed} of {targets} passed, status {status}")
    print(f"smtp-doctor, {targets} targets, {concurrency} at a time: {seconds:.1f} s, "
          f"{targets / seconds:.0f}/s, {peak / 1024:.0f} MiB")
    return seconds, peak


def xargs(name, command, ports, runs, parallel):
    """Runs a command a target, side by side; how many a second."""
    lines = "".join(f"{ports[at % len(ports)]}\n" for at in range(runs)).encode()
    begun = time.monotonic()
    done = subprocess.run(["xargs", "-P", str(parallel), "-I", "{}"] + command,
                          input=lines, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    seconds = time.monotonic() - begun
    if done.returncode != 0:
        sys.exit(f"{name} failed: {done.returncode}")
    print(f"{name}, {runs} targets, xargs -P {parallel}: {seconds:.1f} s, {runs / seconds:.0f}/s")
    return runs / seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--doctor", required=True)
    parser.add_argument("--ca-file", required=True)
    parser.add_argument("--services", required=True, help="HOST:PORT:ADDRESS MODE a line")
    parser.add_argument("--targets", type=int, default=10_000)
    parser.add_argument("--parallel", type=int, default=16)
    arguments = parser.parse_args()
    with open(arguments.services, encoding="ascii") as lines:
        services = [line.split() for line in lines]
    ports = {mode: [at.split(":")[1] for at, given in services if given == mode]
             for mode in ("implicit", "starttls")}
    arguments.implicit = ports["implicit"]
    swaks = ["swaks", "--server", "127.0.0.1", "--port", "{}", "--tls-on-connect", "--quit-after", "EHLO"]
    check = [CHECK, "-H", "127.0.0.1", "-p", "{}", "-S"]
    with tempfile.TemporaryDirectory() as work:
        few, _ = doctor(arguments, work, arguments.targets // 10, 100)
        many, _ = doctor(arguments, work, arguments.targets, 100)
        _, peak = doctor(arguments, work, arguments.targets, 1000)
        by_check = xargs("check_smtp", check, ports["starttls"], 1000, arguments.parallel)
        by_swaks = xargs("swaks", swaks, ports["implicit"], 200, arguments.parallel)
    rate = arguments.targets / many
    print(f"\n{rate / by_swaks:.1f} × swaks (wanted: 20), {rate / by_check:.1f} × check_smtp (wanted: 5), "
          f"{peak / 1024:.0f} MiB at 1,000 at a time (wanted: under 200), "
          f"ten times the targets in {many / few:.1f} × the time (wanted: at most 10.5)")


main()
