"""Hands a mail to an SMTP server, or in the demo writes it where a person can read it."""

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit


class Refused(Exception):
    """The server will never take this mail; trying again is no use."""


class Sender(Protocol):
    """Something that takes a mail. Raises Refused for good, OSError or smtplib's errors for now."""

    def send(self, message: EmailMessage) -> None: ...


class Smtp:
    """An SMTP server: `smtp://` uses STARTTLS when offered, `smtps://` TLS from the first byte."""

    def __init__(self, url: str, sender: str) -> None:
        parts = urlsplit(url)
        self.tls = parts.scheme == "smtps"
        self.host, self.port = parts.hostname or "localhost", parts.port or (465 if self.tls else 25)
        self.user, self.password = unquote(parts.username or ""), unquote(parts.password or "")
        self.sender = sender

    def send(self, message: EmailMessage) -> None:
        message["From"] = self.sender
        with self._connect() as server:
            try:
                server.send_message(message)
            except smtplib.SMTPRecipientsRefused as error:
                codes = [code for code, _ in error.recipients.values()]
                if all(code >= 500 for code in codes):
                    raise Refused(f"recipient refused ({codes[0]})") from None
                raise
            except smtplib.SMTPResponseException as error:
                if error.smtp_code >= 500:
                    raise Refused(f"refused ({error.smtp_code})") from None
                raise

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=20, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=20)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
        if self.user:
            server.login(self.user, self.password)
        return server


class Folder:
    """A folder of .eml files, newest last by name, for the demo and for development."""

    def __init__(self, folder: Path, sender: str) -> None:
        self.folder, self.sender = folder, sender

    def send(self, message: EmailMessage) -> None:
        message["From"] = self.sender
        self.folder.mkdir(parents=True, exist_ok=True)
        number = len(list(self.folder.glob("*.eml"))) + 1
        name = "".join(c if c.isalnum() else "-" for c in str(message["To"]))[:60]
        (self.folder / f"{number:05d}-{name}.eml").write_bytes(message.as_bytes(policy=SMTP))
