"""Pages as tests compare them."""

import re
from typing import Any


def without_tokens(response: Any) -> str:
    """The page less the form token, which is masked anew in every response."""
    return re.sub(r"[A-Za-z0-9]{64}", "", response.content.decode())
