"""Damage styles: CSS that never ends, values out of range, and rules that no designer would write."""

import random
import re
from pathlib import Path

from cvgen.writers.tokens import CHOICES, OTHERS, RANGES
from tools.fuzz.mutations import damaged, gross

FOLDER = Path(__file__).parent.parent.parent / "styles"
TOKENS = re.findall(r"--([\w-]+):", (FOLDER / "classic.css").read_text("utf-8"))
TOKEN_VALUES = [
    "1e9", "1e9pt", "0", "-1", "-5pt", "nan", "inf", "-inf", "infinity", "1e400pt", "1e-400pt", "nanpt", "9e99mm",
    "3pt", "1000pt", "20", "2000mm", "½pt", "٣pt", "1_0pt", "--5pt", "5 pt", "5PT", "5%", "2em", "calc(1pt * 1e9)",
    "+7pt", "var(--text-size)", "var(--margin-side)", "#-1-1-1", "#ggg", "#", "#1234", "#1234567", "#+1+1+1", "##fff",
    "fff", "#FFF", "red", "transparent", "# 1 1 1", "rgb(1 2 3)", "", ";", "{}", "!important", "initial", "start",
    "end", '"Source Sans 3"', '"No Font"', "'", '"../../../etc/passwd"', '"Source Serif 4", "Source Sans 3"',
    "url(x)", "\\0",
]  # fmt: skip
SELECTORS = [
    "h1", "h2", "h3", "p", "li", "ul", "a", "b", "span", "body", "html", "header", "section", "*", ".aside",
    ".contacts", ".publication", ".line", "p::before", "h2::after", "li:nth-child(odd)", "li:first-child",
    "p::first-letter", "@page", "@page :first", "p::first-line", "li::marker", "section > *", "p:not(.line)",
    ":is(h2, h3)", "p:has(b)", "title",
]  # fmt: skip
VALUES = [
    "0", "1", "-1", "0.001pt", "1e9", "1e9pt", "-1e9pt", "1e38pt", "nan", "calc(1pt / 0)", "calc(nan * 1pt)", "50%",
    "1000%", "-100%", "auto", "none", "inherit", "initial", "unset", "revert", "normal", "block", "inline", "flex",
    "grid", "inline-block", "table", "table-cell", "table-row", "inline-table", "list-item", "contents",
    "inline-flex", "inline-grid", "flow-root", "left", "right", "both", "center", "fixed", "absolute", "relative",
    "footnote", "running(x)", "static", "hidden", "page", "always", "avoid", "column", "repeat(1000, 1fr)",
    "repeat(3, 1fr)", "1fr 2fr", "max-content", "min-content", "span 1000", "rotate(45deg)", "scale(1e9)", "scale(0)",
    "matrix(0,0,0,0,0,0)", '"x"', "counter(page)", "counters(page, '.')", "target-counter(attr(href), page)",
    "attr(class)", "element(x)", "string(x)", "leader(dotted)", "url(data:image/png;base64,AAAA)",
    "url(data:image/svg+xml,<svg/>)", "url(x)", "linear-gradient(red, blue)", "radial-gradient(0 0, red, blue)",
    "repeating-linear-gradient(red 0, blue 0)", "pre", "nowrap", "break-all", "rtl", "ltr", "bold", "italic",
    "1000000", "10000", "99999 999 9", "1pt solid", "1e9pt dotted red", "5pt dashed #123", "double 3pt",
    "thick ridge", "rgb(1 2 3 / 50%)", "hsl(1e9 1% 1%)", "currentcolor", "var(--x)", "var(--a)", "var(--text-size)",
    "1em", "1e9em", "3rem", "1ch", "1ex", "100vh", "1lh", "90deg", "1e9turn", "2 / span 3", "a b c", "'a b' 'c d'",
    "a4", "1pt 1pt", "0 0", "1e6pt 1e6pt", "landscape", "justify", "ellipsis", "smooth", "collapse", "justify-all",
    "sub", "super", "start", "disc", "symbols(cyclic '*' '†')", "hiragana",
]  # fmt: skip
RULES = [
    "@font-face { font-family: x; src: url(data:font/ttf;base64,AAEAAAA) } p { font-family: x }",
    "@font-face { font-family: x; src: local(x) }",
    "@import 'x.css';",
    "@media print { p { color: red } }",
    "@page { size: 1pt 1pt }",
    "@page { margin: 500mm }",
    "@page { @top-center { content: element(x) } @bottom-left { content: counter(pages) } }",
    "@page { @footnote { max-height: 1pt } } p { float: footnote }",
    "@counter-style x { system: cyclic; symbols: '' } li { list-style: x; display: list-item }",
    "@counter-style a { system: extends b } @counter-style b { system: extends a } li { list-style: a }",
    "@supports (display: grid) { p { color: red } }",
    "@layer a { p { color: red } }",
    "@namespace x 'y'; x|p { color: red }",
    ":root { --text-size: var(--small-size); --small-size: var(--text-size) }",
    "p { --a: var(--b); --b: var(--a); margin: var(--a) }",
    "p { & b { & i { color: red } } }",
    "body { columns: 1000; column-gap: 1e9pt }",
    "body { column-count: 3; column-fill: balance } h2 { column-span: all }",
    "ul { display: grid; grid-template-columns: repeat(2, 1fr) } li { break-inside: avoid }",
    "section { display: flex; flex-wrap: wrap } p { float: left; width: 300% }",
    "p { line-height: 0; font-size: 0 }",
    "h2::before { content: counter(x); counter-increment: x 2147483647 }",
    "p { hyphens: auto; letter-spacing: -100pt; word-spacing: 1e9pt }",
    "* { page: x; break-before: page }",
    "* { position: absolute; bookmark-level: 1; bookmark-label: attr(class) }",
    "p { transform: rotate(1e9deg) scale(-1); transform-origin: 1e9pt }",
    "p { text-indent: -1e9pt; tab-size: 1e9; white-space: pre }",
    "html { font-size: 1e9pt }",
    "html { writing-mode: vertical-rl; direction: rtl }",
    "p { orphans: 1000000; widows: 1000000; break-inside: avoid }",
    "p { border-image: url(data:image/svg+xml,<svg/>) 30; border: 1e6pt solid; border-radius: 1e9pt }",
    "p { string-set: x content(); content: string(x) }",
]  # fmt: skip


def samples() -> list[str]:
    """The bundled styles, and what a user may write."""
    return [path.read_text("utf-8") for path in sorted(FOLDER.glob("*.css"))] + RULES


def mutated(rng: random.Random, texts: list[str], properties: list[str]) -> str:
    """The text of a style with values out of range, odd rules, or damage."""
    kind = rng.random()
    if kind < 0.25:
        return root(rng, rng.choice([1, 1, 2, 6]))
    if kind < 0.75:
        rules = [rule(rng, properties) for _ in range(rng.choice([1, 1, 2, 5, 20]))]
        return "\n".join(rules if rng.random() < 0.8 else [*rules, root(rng, 1)])
    if kind < 0.85:
        return gross(rng, rng.choice(texts))
    return damaged(rng, rng.choice(texts), texts)


def root(rng: random.Random, count: int) -> str:
    """A rule that sets that number of tokens: out of range, or all of them at an end of their range."""
    if rng.random() < 0.5:
        declarations = [f"--{name}: {extreme(rng, name)};" for name in TOKENS if rng.random() < 0.5]
    else:
        declarations = [f"--{rng.choice(TOKENS)}: {rng.choice(TOKEN_VALUES)};" for _ in range(count)]
    return f":root {{ {' '.join(declarations)} }}"


def extreme(rng: random.Random, name: str) -> str:
    """The least or the greatest value that a token may have."""
    if name in CHOICES:
        return rng.choice(CHOICES[name])
    if name.endswith("-font"):
        return rng.choice(['"Source Sans 3"', '"Source Serif 4"'])
    return rng.choice(["#fff", "#000000"] if name.endswith("-color") else RANGES.get(name, OTHERS))


def rule(rng: random.Random, properties: list[str]) -> str:
    """A rule of our list, or some properties with any values."""
    if rng.random() < 0.3:
        return rng.choice(RULES)
    chosen = [f"{rng.choice(properties)}: {value(rng)}" for _ in range(rng.choice([1, 2, 6]))]
    return f"{', '.join(rng.sample(SELECTORS[:23], rng.choice([1, 1, 3])))} {{ {'; '.join(chosen)} }}"


def value(rng: random.Random) -> str:
    return " ".join(rng.choice(VALUES) for _ in range(rng.choice([1, 1, 1, 2, 3])))
