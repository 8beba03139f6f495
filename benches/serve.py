"""Keeps so many probes of `smtp-doctor serve` under way for a time: no failure is allowed, and memory is to stay flat.

    python3 benches/serve.py --doctor target/release/smtp-doctor --lab target/release/examples/lab
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time


def resident(process):
    with open(f"/proc/{process.pid}/status", encoding="ascii") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


async def probes(address, target, end, counts):
    """One caller: probe after probe on a kept connection."""
    host, port = address.rsplit(":", 1)
    reader, writer = await asyncio.open_connection(host, int(port))
    while time.monotonic() < end:
        writer.write(f"GET /probe?target={target}&module=lab HTTP/1.1\r\nHost: {address}\r\n\r\n".encode())
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(next(line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")))
        body = await reader.readexactly(length)
        well = head.startswith(b"HTTP/1.1 200") and b'"} 1\n' in body.split(b"# TYPE smtp_doctor_probe_success")[1][:200]
        counts["well" if well else "ill"] += 1
    writer.close()


async def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--doctor", required=True)
    parser.add_argument("--lab", required=True)
    parser.add_argument("--concurrency", type=int, default=500)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--tls", default="implicit", help="auto: smtp-doctor finds out itself when TLS starts")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        lab = subprocess.Popen([arguments.lab, f"{work}/ca.pem", "16"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        servers = ["127.0.0.1:" + lab.stdout.readline().split(b":")[1].decode() for _ in range(16)]
        with open(f"{work}/modules.toml", "w", encoding="ascii") as file:
            file.write(f'[modules.lab]\nca_file = "{work}/ca.pem"\ntls = "{arguments.tls}"\n')
        doctor = subprocess.Popen(
            [arguments.doctor, "serve", "--listen", "127.0.0.1:0", "--config", f"{work}/modules.toml",
             "--concurrency", str(arguments.concurrency)],
            stderr=subprocess.PIPE, env={**os.environ, "SMTP_DOCTOR_LANG": "en"})
        address = doctor.stderr.readline().split(b"http://")[1].strip(b"/\n").decode()
        counts = {"well": 0, "ill": 0}
        end = time.monotonic() + arguments.seconds
        callers = [asyncio.create_task(probes(address, servers[at % len(servers)], end, counts))
                   for at in range(arguments.concurrency)]
        memory = []
        while time.monotonic() < end:
            await asyncio.sleep(arguments.seconds / 6)
            memory.append(resident(doctor))
        await asyncio.gather(*callers)
        doctor.terminate()
        status = doctor.wait(20)
        lab.stdin.close()
        lab.wait(20)
    seen = " ".join(f"{mib:.0f}" for mib in memory)
    print(f"{arguments.concurrency} at a time for {arguments.seconds} s (--tls {arguments.tls}): {counts['well']} well, {counts['ill']} ill; "
          f"MiB over the time: {seen}; status {status}")
    if counts["ill"] or status != 0 or memory[-1] > memory[0] * 1.25 + 8:
        sys.exit(1)


asyncio.run(main())
