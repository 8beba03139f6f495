"""Proves by a raw dialogue that the servers of scripts/real-servers refuse what the envelope checks are about."""

import smtplib
import ssl
import sys
from pathlib import Path

lab = Path(sys.argv[1])
context = ssl.create_default_context(cafile=lab / "ca.pem")
context.check_hostname = False  # the address is dialled


def dialogue(login):
    smtp = smtplib.SMTP("127.0.25.1", 587, local_hostname="client.lab.test", timeout=10)
    smtp.starttls(context=context)
    if login:
        smtp.login("me@lab.test", (lab / "password").read_text())
    return smtp


def expect(what, reply, code, text):
    line = reply[1].decode()
    if reply[0] != code or text not in line:
        sys.exit(f"{what}: expected {code} … {text} …, got {reply[0]} {line}")
    print(f"{what}: {reply[0]} {line}")


def envelope(smtp, sender, recipient):
    smtp.rset()
    mail = smtp.mail(sender)
    return mail if mail[0] != 250 else smtp.rcpt(recipient)


with dialogue(login=True) as smtp:
    expect("own sender", envelope(smtp, "me@lab.test", "you@lab.test"), 250, "Ok")
    expect("sender of another login", envelope(smtp, "you@lab.test", "you@lab.test"), 553, "not owned by user")
    expect("unknown recipient", envelope(smtp, "me@lab.test", "nobody@lab.test"), 550, "User unknown")
with dialogue(login=False) as smtp:
    expect("relaying", envelope(smtp, "x@example.org", "y@example.net"), 554, "Relay access denied")
    expect("sender without login", envelope(smtp, "me@lab.test", "you@lab.test"), 553, "not logged in")
