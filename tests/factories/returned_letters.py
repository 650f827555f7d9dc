"""Letters that came back, as mail servers write them (RFC 3464); each is a message of its own, made for these tests."""

POSTFIX = """\
Return-Path: <>
From: MAILER-DAEMON@mx.college.example (Mail Delivery System)
To: pathway@college.example
Subject: Undelivered Mail Returned to Sender
Date: Mon, 30 Nov 2026 09:12:44 -0500 (EST)
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="7A1F0.1764512/mx.college.example"

--7A1F0.1764512/mx.college.example
Content-Type: text/plain; charset=us-ascii

I am sorry to say that your message could not be delivered.

--7A1F0.1764512/mx.college.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.college.example
Arrival-Date: Mon, 30 Nov 2026 09:12:41 -0500 (EST)

Final-Recipient: rfc822; {final}
Original-Recipient: rfc822;{address}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.elsewhere.example
Diagnostic-Code: smtp; 550 {status} <{final}>: Recipient address
    rejected: User unknown

--7A1F0.1764512/mx.college.example
Content-Description: Undelivered Message
Content-Type: message/rfc822

From: Pathway <pathway@college.example>
To: {address}
Subject: Your certificate is ready
Message-ID: {message_id}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8

Look at it on Pathway.

--7A1F0.1764512/mx.college.example--
"""

HEADERS_ONLY = """\
From: postmaster@elsewhere.example
To: pathway@college.example
Subject: Delivery Status Notification (Failure)
MIME-Version: 1.0
Content-Type: multipart/report; boundary="b1"; report-type="delivery-status"

--b1
Content-Type: text/plain

Delivery has failed to these recipients.

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns;gateway.elsewhere.example

Final-Recipient: RFC822; {final}
Action: failed
Status: {status}

--b1
Content-Type: text/rfc822-headers

From: Pathway <pathway@college.example>
To: <{address}>
Subject: The day
Message-ID: {message_id}

--b1--
"""

NAMED_IN_REFERENCES = """\
From: Mail Delivery Subsystem <mailer-daemon@big.example>
To: pathway@college.example
In-Reply-To: {message_id}
References: {message_id}
Subject: Delivery Status Notification (Failure)
MIME-Version: 1.0
Content-Type: multipart/report; boundary="b2"; report-type=delivery-status

--b2
Content-Type: text/plain

Address not found.

--b2
Content-Type: message/delivery-status

Reporting-MTA: dns; big.example

Final-Recipient: rfc822; {address}
Action: failed
Status: {status}
Diagnostic-Code: smtp; The account does not exist.

--b2--
"""


def returned(sample: str = POSTFIX, *, address: str, message_id: str, status: str = "5.1.1", action: str = "failed", final: str = "") -> bytes:
    """``sample`` about the letter ``message_id`` to ``address``; ``final`` is where it went on from there, as forwarded mail does."""
    text = sample.format(address=address, final=final or address, message_id=message_id, status=status, action=action)
    return text.replace("\n", "\r\n").encode()
