"""Speaks SMTP up to STARTTLS on ADDRESS:FROM, and leads what follows to ADDRESS:TO, where TLS is spoken at once."""

import socket
import sys
import threading

address, outer, inner = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def pipe(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass
    for end in (source, sink):
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


def serve(client):
    try:
        client.sendall(b"220 mail.lab.test ESMTP\r\n")
        pending = b""
        while True:
            while b"\n" not in pending:
                data = client.recv(4096)
                if not data:
                    return client.close()
                pending += data
            line, pending = pending.split(b"\n", 1)
            verb = line.strip().upper()
            if verb.startswith(b"EHLO"):
                client.sendall(b"250-mail.lab.test\r\n250 STARTTLS\r\n")
            elif verb == b"STARTTLS":
                client.sendall(b"220 go ahead\r\n")
                break
            elif verb == b"QUIT":
                client.sendall(b"221 bye\r\n")
                return client.close()
            else:
                client.sendall(b"500 what?\r\n")
        server = socket.create_connection((address, inner))
    except OSError:
        return client.close()
    threading.Thread(target=pipe, args=(server, client), daemon=True).start()
    pipe(client, server)


with socket.create_server((address, outer)) as listener:
    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client,), daemon=True).start()
