"""What people could type to make a page, a letter, a table or a PDF do something. Each carries the mark by which it is known again.

``MARK`` is no word of any page of ours, so an element, an attribute or an address with it came out of a payload.
"""

MARK = "xqp"

_ELEMENTS = [
    f"<script>{MARK}()</script>",
    f"</script><script>{MARK}()</script>",
    f"</title><script>{MARK}()</script>",
    f"</textarea><img src=x onerror={MARK}()>",
    f"<img src=x onerror={MARK}()>",
    f"<svg onload={MARK}()>",
    f"<svg><animate onbegin={MARK}() attributeName=x>",
    f"<math><mtext><table><mglyph><style><img src={MARK} onerror={MARK}()>",
    f"<iframe srcdoc='<script>{MARK}()</script>'></iframe>",
    f"<object data=data:text/html,{MARK}></object>",
    f"<details open ontoggle={MARK}()>",
    f"<body onload={MARK}()>",
    f"<base href=//{MARK}.example>",
    f"<meta http-equiv=refresh content=0;url=//{MARK}.example>",
    f"<link rel=stylesheet href=//{MARK}.example>",
    f"<form action=//{MARK}.example><button>{MARK}</button></form>",
    f"<style>body{{background:url(//{MARK}.example)}}</style>",
    f"<template><script>{MARK}()</script></template>",
    f"<noscript><p title='</noscript><img src=x onerror={MARK}()>'>",
    f"<!--><img src=x onerror={MARK}()>-->",
    f"<![CDATA[><img src=x onerror={MARK}()>]]>",
    f"<x-{MARK} tabindex=1 onfocus={MARK}() autofocus>",
    f"<a href=javascript:{MARK}()>{MARK}</a>",
]
_ATTRIBUTES = [
    f'" onmouseover="{MARK}()',
    f"' onmouseover='{MARK}()",
    f'"><img src=x onerror={MARK}()>',
    f"'><svg onload={MARK}()>",
    f"` onmouseover={MARK}()",
    f'" autofocus onfocus={MARK}() x="',
    f'" style="background:url(//{MARK}.example)',
    f'" data-{MARK}="',
    f'" hx-get="//{MARK}.example/" hx-trigger="load',
    f'" hx-on:load="{MARK}()',
]
_ADDRESSES = [
    f"javascript:{MARK}()",
    f"JaVaScRiPt:{MARK}()",
    f"java\tscript:{MARK}()",
    f"\x01javascript:{MARK}()",
    f"data:text/html,<script>{MARK}()</script>",
    f"vbscript:{MARK}()",
    f"//{MARK}.example/",
    f"[{MARK}](javascript:{MARK}())",
    f"![{MARK}](//{MARK}.example/x.png)",
    f"<javascript:{MARK}()>",
]
_PROGRAMS = [
    f"{{{{ 7919*7907 }}}} {MARK}",
    f"{{% debug %}} {MARK}",
    f"${{7919*7907}} {MARK}",
    f"<%= 7919*7907 %> {MARK}",
    f"%(password)s %s %n {MARK}",
    f"{{0.__class__.__mro__}} {MARK}",
    f"'; DROP TABLE people_user; -- {MARK}",
    f'#eval("7919*7907") {MARK}',
    f'#read("/etc/passwd") {MARK}',
    f"$ 7919 * 7907 $ #panic({MARK})",
    f"\\input{{/etc/passwd}} {MARK}",
    f") Tj /JS ({MARK}) /OpenAction (",
]
_TABLES = [
    f"=1+1 {MARK}",
    f'=HYPERLINK("http://{MARK}.example","x")',
    f"+cmd|' /C calc'!A0 {MARK}",
    f"-2+3 {MARK}",
    f"@SUM(1+1) {MARK}",
    f"\t=1+1 {MARK}",
    f"\r=1+1 {MARK}",
    f"'=1+1 {MARK}",
    f'a,"b"\n=1+1 {MARK}',
]
_LINES = [
    f"x\r\nBcc: {MARK}@evil.example",
    f"x\r\nX-Injected: {MARK}\r\n\r\n<script>{MARK}()</script>",
    f"x\u2028y\u2029{MARK}",
    f"../../../etc/passwd {MARK}",
    f"..\\..\\windows\\{MARK}.ini",
    f"{MARK}.html\u202egnp.exe",
    f"\u202e{MARK}\u202c\u2066\u2069",
    f"\u200b\u200d\ufeff{MARK}",
    f"{MARK} \U0001f469\U0001f3fd\u200d\u2696\ufe0f " + "é" * 40,
    "A" * 5000 + MARK,
    f"\ufffe\uffff{MARK}\x7f\x1b[31m",
]
PAYLOADS: list[str] = [*_ELEMENTS, *_ATTRIBUTES, *_ADDRESSES, *_PROGRAMS, *_TABLES, *_LINES]
PRODUCT = "62615533"
"""What comes out where somebody calculated 7919 × 7907 for us."""
