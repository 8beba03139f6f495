"""What tests/real/monitoring looks at: an address that a service says, what Prometheus has scraped, whole lists."""

import json
import re
import sys
import time
import urllib.parse
import urllib.request

PATIENCE = 30


def until(look):
    """What `look` gives, once it gives anything."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        found = look()
        if found:
            return found
        time.sleep(0.2)
    return None


def address(file):
    """The address on which a service says that it listens."""
    def look():
        with open(file, encoding="utf-8") as said:
            return re.search(r"http://([^/]+)/", said.read())
    found = until(look)
    if not found:
        sys.exit(f"{file} names no address")
    print(found.group(1))


def scraped(prometheus, good, bad):
    """Waits until Prometheus has the metrics of both targets and of the exporter."""
    wanted = {
        f'smtp_doctor_probe_success{{instance="{good}"}} == 1': 1,
        f'smtp_doctor_probe_success{{instance="{bad}"}} == 0': 1,
        f'smtp_doctor_root_cause_info{{instance="{bad}",code="tcp/refused"}}': 1,
        f'smtp_doctor_chain_expiry_timestamp_seconds{{instance="{good}"}} > time()': 1,
        'smtp_doctor_exporter_probes_total{verdict="pass"} > 0': 1,
        'up == 1': 3,
    }
    for query, results in wanted.items():
        url = f"http://{prometheus}/api/v1/query?" + urllib.parse.urlencode({"query": query})

        def look(url=url, results=results):
            try:
                with urllib.request.urlopen(url, timeout=5) as answer:
                    return len(json.load(answer)["data"]["result"]) == results
            except OSError:
                return False
        if not until(look):
            sys.exit(f"Prometheus never had {results} of {query}")


def whole(listed, results):
    """Every line of a list has one result."""
    with open(listed, encoding="utf-8") as lines:
        expected = sorted(line.strip() for line in lines)
    with open(results, encoding="utf-8") as lines:
        found = sorted(json.loads(line)["target"]["input"] for line in lines)
    if found != expected:
        sys.exit(f"{len(found)} results for {len(expected)} targets")


def job(file):
    """The script of the Job's container."""
    with open(file, encoding="utf-8") as lines:
        text = lines.read()
    block = re.search(r"^( *)- \|\n((?:\1  .*\n)+)", text, re.MULTILINE)
    indent = len(block.group(1)) + 2
    print("\n".join(line[indent:] for line in block.group(2).splitlines()))


{"address": address, "scraped": scraped, "whole": whole, "job": job}[sys.argv[1]](*sys.argv[2:])
