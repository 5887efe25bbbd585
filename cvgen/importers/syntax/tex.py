"""Decode TeX in titles and texts to readable Unicode: accents, signs, small formulas; other text stays.

Unknown formulas and commands stay as typed; `unknown_commands(text)` lists them.
"""

import re
import unicodedata

DEPTH = 8  # of braces in braces; deeper ones stay
LETTERS = """
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ
    nu ν xi ξ pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω
    Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω ell ℓ hbar ℏ aleph ℵ Re ℜ Im ℑ
    ss ß o ø O Ø l ł L Ł ae æ AE Æ oe œ OE Œ aa å AA Å dh ð DH Ð th þ TH Þ dj đ DJ Đ ng ŋ NG Ŋ i ı j ȷ
"""
SIGNS = """
    times × div ÷ pm ± mp ∓ cdot · ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ otimes ⊗ odot ⊙ cap ∩ cup ∪ setminus ∖ wedge ∧
    land ∧ vee ∨ lor ∨ neg ¬ lnot ¬ leq ≤ le ≤ leqslant ≤ geq ≥ ge ≥ geqslant ≥ ll ≪ gg ≫ neq ≠ ne ≠ equiv ≡ approx ≈
    sim ∼ simeq ≃ cong ≅ propto ∝ lt < gt > in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ supseteq ⊇ perp ⊥ bot ⊥
    top ⊤ parallel ∥ mid | vert | Vert ‖ to → rightarrow → longrightarrow → leftarrow ← gets ← leftrightarrow ↔
    Rightarrow ⇒ implies ⇒ Leftarrow ⇐ Leftrightarrow ⇔ iff ⇔ mapsto ↦ uparrow ↑ downarrow ↓ infty ∞ partial ∂ nabla ∇
    forall ∀ exists ∃ emptyset ∅ varnothing ∅ sum ∑ prod ∏ int ∫ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉
    prime ′ dagger † ddagger ‡ dag † ddag ‡ S § P ¶ copyright © pounds £ euro € texteuro € degree ° textdegree °
    textregistered ® texttrademark ™ textcopyright © textmu µ textperiodcentered · textbullet • textquestiondown ¿
    textexclamdown ¡ dots … ldots … cdots ⋯ textellipsis … textendash – textemdash — textquoteright ’ textquoteleft ‘
    textquotedblleft “ textquotedblright ” textquotesingle ' guillemotleft « guillemotright » textasciitilde ~
    textasciicircum ^ textunderscore _ textbackslash \\ textbar | textless < textgreater > textdollar $ lbrace {
    rbrace } lbrack [ rbrack ] checkmark ✓ TeX TeX LaTeX LaTeX BibTeX BibTeX
    lesssim ≲ la ≲ gtrsim ≳ ga ≳ odot ⊙ sun ⊙ earth ⊕ star ⋆ bigstar ★ triangle △ square □ Box □ diamond ⋄ hslash ℏ
    arcsec ″ arcmin ′ degr ° celsius °C micron µm backslash \\ colon : longmapsto ⟼ hookrightarrow ↪ rightleftharpoons ⇌
    sqsubset ⊏ sqsupset ⊐ models ⊨ vdash ⊢ ltimes ⋉ rtimes ⋊ bowtie ⋈ wp ℘ imath ı jmath ȷ digamma ϝ complement ∁
    textalpha α textbeta β textgamma γ textdelta δ textmugreek μ textquotedbl " textemdash — textinterrobang ‽
    guilsinglleft ‹ guilsinglright › quotedblbase „ quotesinglbase ‚ glqq „ grqq “ flqq « frqq » og « fg »
"""
FUNCTIONS = "log ln exp sin cos tan min max sup inf lim arg det dim mod bmod Pr argmin argmax deg gcd ker"
SILENT = "unknown_commands right big Big bigg Bigg displaystyle textstyle scriptstyle limits nolimits relax protect"
FONTS = (
    "textbf|textit|textsl|textsc|textrm|textsf|texttt|textup|textmd|textnormal|text|emph|underline|uline|mbox|hbox|fbox"
    "|t|url|path|rm|it|bf|sc|sf|tt|cal|boldmath|mkbib(?:bold|emph|italic|quote)|uppercase|MakeUppercase|protect|natexlab"
    "|ensuremath|bm|boldsymbol|pmb|math(?:rm|bf|it|sf|tt|cal|scr|frak|normal|bb)|operatorname|nolinkurl|bib[nf]+amefont"
)
SWITCHES = "bf|it|em|sl|sc|rm|sf|tt|bfseries|itshape|scshape|rmfamily|ttfamily|sffamily"
ACCENTS = dict(zip("'`^\"~=.uvHckrdb", "\u0301\u0300\u0302\u0308\u0303\u0304\u0307\u0306\u030c\u030b\u0327"
                   "\u0328\u030a\u0323\u0331", strict=True))  # fmt: skip
SUPER = dict(zip("0123456789+-=()ni∘′⊤T*†‡§¶#,±∓", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ°′ᵀᵀ*†‡§¶#,±∓", strict=True))
SUB = dict(zip("0123456789+-=()aehijklmnoprstuvx⊙⊕⋆★", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ⊙⊕⋆★", strict=True))
MATH_ACCENTS = {"bar": "\u0304", "overline": "\u0304", "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303",
                "widetilde": "\u0303", "dot": "\u0307", "ddot": "\u0308", "vec": "\u20d7"}  # fmt: skip
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii")
ORDINALS = ("st", "nd", "rd", "th")
BLACKBOARD = dict(zip("RNZQCPH", "ℝℕℤℚℂℙℍ", strict=True))
PLACEHOLDERS = dict(
    zip("%&#_${}^\\", map(chr, range(0xFDD2, 0xFDDB)), strict=True)
)  # noncharacters that stand for literal signs
SYMBOLS: dict[str, str] = {
    name: sign for table in (LETTERS, SIGNS) for name, sign in zip(*[iter(table.split())] * 2, strict=True)
}
SYMBOLS |= {name: name for name in FUNCTIONS.split()} | dict.fromkeys(SILENT.split(), "")
SYMBOLS |= {name: PLACEHOLDERS.get(sign, sign) for name, sign in SYMBOLS.items()}

HOLD, END = "\ufdd0", "\ufdd1"  # around the number of a protected part
GROUP = r"\{([^{}]*)\}"
URL = re.compile(r"(?:https?|ftp)://[^\s{}<>\"$|]+")
ESCAPE = re.compile(r"\\([%&#_${}])")
DISPLAY = re.compile(r"\$\$([^$\n]{1,300})\$\$")
FORMULA = re.compile(  # `$x$`, `$ x^2 $`, and never the money of "$5 and $10" or "$5-$10"
    r"\$((?=[^$\n]{0,299}[\\^_])[^$\n]{1,300}|(?=\S)[^$\n]{1,300}(?<=\S)(?=\$(?!\d)))\$"
)
INLINE = re.compile(r"\\\(([^$\n]{1,300}?)\\\)")
ENSURED = re.compile(r"\$|\\ensuremath\s*\{")
DOLLAR = re.compile(r"(\\[A-Za-z]+(?:\{[^{}]*\})?)?\{\\\$\}")
BRACE = re.compile(r"(?<!\\)[{}]")
ESCAPED = re.compile(r"\\\$(?=([^$\n]{1,80}?)\\\$)\1\\\$")  # a formula that a program escaped: `\$phi\$`
LOST = re.compile(
    r"\{\\(\$|backslash|\^\{\}|_|\{|\})\}|\$\\backslash\$|\\backslash(?![A-Za-z])|\\\^\{\}"
)  # and its signs
NUMBER_IN_BRACES = re.compile(r"(?<=[A-Za-z])\\\{(\d{1,2})\\\}")
QUOTES = re.compile(r"``([^`'\n]{1,300})''")
HREF = re.compile(rf"\\href\s*{GROUP}\s*{GROUP}")
SYMBOL = re.compile(r"( ?)\\([A-Za-z]+)(?:\{\}|( ?))")
BRACED_SYMBOL = re.compile(r"\{\\([A-Za-z]+) ?\}")
FONT = re.compile(rf"\\(?:{FONTS})\*?\s*{GROUP}")
BOARD = re.compile(r"\\mathbb\s*(?:\{([A-Z])\}|([A-Z]))")
SWITCH = re.compile(rf"\{{\\(?:{SWITCHES})\b\s*([^{{}}]*)\}}")
RAISED = re.compile(rf"\\text(super|sub)script\s*{GROUP}")
ACCENT = re.compile(  # \'e \'{e} {\'e} \c{c} \c c \'\i
    r"(\{)?\\(?:(['`^\"~=.])\s?|([uvHckrdb])(?:\s+|(?=\{)|(?=\\[ij]\b)))"
    r"(?:\{(\\?[^\W\d_])\}|(\\[ij]\b ?|[^\W\d_]))(?(1)\})"
)
SWITCHED_SCRIPT = re.compile(rf"([\^_])\{{\\(?:{SWITCHES})\b\s?([^{{}}]*)\}}")  # _{{\rm eff}}
RAISED_BOX = re.compile(r"\\raisebox\s*\{[^{}]*\}")  # as ADS raises a tilde
MATH_ACCENT = re.compile(rf"\\({'|'.join(MATH_ACCENTS)})\s*(?:\{{(\w)\}}|(\w))")
ION = re.compile(rf"\\ion\s*{GROUP}\s*{GROUP}")
SMALL_CAPS = re.compile(rf"\\textsc\s*{GROUP}|\{{\\sc(?:shape)?\s([^{{}}]*)\}}")
FRACTION = re.compile(rf"\\[dt]?frac\s*(?:{GROUP}\s*{GROUP}|(\d)(\d))")
ROOT = re.compile(rf"\\sqrt\s*(?:{GROUP}|(\w))")
SCRIPT = re.compile(rf"([\^_])(?:{GROUP}|([^\s{{}}\\^_]))")
BRACES = re.compile(rf"(\\[A-Za-z]+\*?)?{GROUP}")
COMMAND = re.compile(r"\\[A-Za-z]+")


def plain(text: str) -> str:
    r"""Return a text that may contain TeX, decoded: `3$\times$` -> "3×", `\%` -> "%", `\'e` -> "é"."""
    if not any(sign in text for sign in ("\\", "$", "``")):
        return text
    return _decode(text, source=False)


def typeset(text: str) -> str:
    """Return a text that is TeX, such as a field of a .bib file, decoded.

    It is like plain(), and also removes braces, and converts ties and double dashes.
    """
    return _decode(text, source=True)


def unknown_commands(text: str) -> list[str]:
    """Return the TeX commands that are still in a decoded text."""
    return COMMAND.findall(text)


def _decode(text: str, source: bool) -> str:
    """Return a text decoded; `source` means that all of it is TeX."""
    protected: list[str] = []
    if "\\ensuremath" in text:
        text = _ensured(text, protected)
    if source:
        text = RAISED_BOX.sub("", text)
        text = NUMBER_IN_BRACES.sub(r"\1", ESCAPED.sub(_unescaped, DOLLAR.sub(lambda m: m[0] if m[1] else "\\$", text)))
    text = ESCAPE.sub(lambda found: PLACEHOLDERS[found[1]], text)
    text = HREF.sub(r"\2 (\1)", text)
    text = URL.sub(lambda found: _protect(found[0], protected), text)
    for formula in (DISPLAY, FORMULA, INLINE):
        text = formula.sub(lambda found: _protect(_formula(found), protected), text)
    text = _commands(QUOTES.sub("“\\1”", text))
    text = _source(text) if source else text
    text = re.sub(rf"{HOLD}(\d+){END}", lambda found: _restore(found, protected), text)
    for sign, placeholder in PLACEHOLDERS.items():
        text = text.replace(placeholder, sign)
    return text


def _ensured(text: str, protected: list[str]) -> str:
    r"""Return a text in which each \ensuremath is a finished formula; inside of dollars it only loses its name."""
    parts, at, is_math = [], 0, False
    for found in ENSURED.finditer(text):
        if found.start() < at or text[found.start() - 1 : found.start()] == "\\":
            continue
        if found[0] == "$":
            is_math = not is_math
            continue
        end = _closing(text, found.end())
        inside = text[found.end() : end]
        rendered = _math(inside)
        start = found.start()
        if is_math or COMMAND.search(rendered):
            rendered = f"{{{inside}}}"
        else:
            rendered = _protect(rendered, protected)
            is_braced = start > at and text[start - 1] == "{" and text[end + 1 : end + 2] == "}"
            start, end = (start - 1, end + 1) if is_braced else (start, end)
        parts += [text[at:start], rendered]
        at = end + 1
    return "".join([*parts, text[at:]])


def _closing(text: str, at: int) -> int:
    """Return the place of the brace that closes the one before a place; the end of the text if none does."""
    depth = 1
    for brace in BRACE.finditer(text, at):
        depth += 1 if brace[0] == "{" else -1
        if depth == 0:
            return brace.start()
    return len(text)


def _unescaped(found: re.Match[str]) -> str:
    r"""Return the formula that a program escaped, if it looks like one: never the money of `\$5 and \$10`."""
    inside = LOST.sub(lambda sign: (sign[1] or "backslash").replace("backslash", "\\").replace("^{}", "^"), found[1])
    inside = re.sub(r"\\([_{}^])", r"\1", inside)
    if inside in SYMBOLS:
        return f"$\\{inside}$"
    is_formula = COMMAND.search(inside) and "\\text" not in inside  # \textbackslash is how a backslash is escaped
    return f"${inside}$" if is_formula else found[0]


def _protect(text: str, protected: list[str]) -> str:
    """Add a finished part to the list and return a placeholder with its number."""
    protected.append(text)
    return f"{HOLD}{len(protected) - 1}{END}"


def _restore(found: re.Match[str], protected: list[str]) -> str:
    """Return the part of a placeholder; "" for an invalid number, which may come from the input."""
    number = found[1]
    return protected[int(number)] if len(number) < 9 and int(number) < len(protected) else ""


def _source(text: str) -> str:
    """Return decoded TeX without braces, ties, dashes of hyphens, line breaks and hyphenation hints."""
    text = text.replace("~", " ").replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    text = re.sub(r"\\[-/@!()\[\]]", "", re.sub(r"\\\\|\\[ ,;:]", " ", text))
    for _ in range(DEPTH):
        text = _commands(BRACES.sub(_unbraced, text))
    return text


def _unbraced(found: re.Match[str]) -> str:
    """Return the content of braces; the braces of an unknown command become placeholders."""
    command, inside = found[1], found[2]
    return f"{command}{PLACEHOLDERS['{']}{inside}{PLACEHOLDERS['}']}" if command else str(inside)


def _formula(found: re.Match[str]) -> str:
    """Return a formula between dollars as Unicode; unchanged if one line can't show it."""
    rendered = _math(found[1])
    return found[0] if COMMAND.search(rendered) else rendered


def _math(text: str) -> str:
    """Return a formula as one line of Unicode; unknown commands stay."""
    text = SWITCHED_SCRIPT.sub(r"\1{\2}", text)
    text = re.sub(r"\\[,;: ]|~", " ", text).replace("\\!", "").replace("\\|", "‖")
    for _ in range(DEPTH):
        before, text = text, _commands(text)
        text = MATH_ACCENT.sub(_accented_variable, text)
        text = FRACTION.sub(lambda m: f"{_operand(m[1] or m[3] or '')}/{_operand(m[2] or m[4] or '')}", text)
        text = ROOT.sub(lambda m: "√" + _operand(m[1] or m[2] or ""), text)
        text = SCRIPT.sub(lambda m: _script(m[1] == "^", m[2] if m[2] is not None else m[3]), text)
        if text == before and "{" in text and not COMMAND.search(text):
            text = re.sub(GROUP, r"\1", text)
        if text == before:
            break
    return " ".join(text.split())


def _operand(text: str) -> str:
    """Return half of a fraction, or the inside of a root, in parentheses if it has several parts."""
    return f"({text.strip()})" if re.search(r"[\s+\-/·×]", text.strip()) else text.strip()


def _script(raised: bool, text: str) -> str:
    """Return an exponent or index in small signs if Unicode has all of them, else with ^ or _."""
    if small := _small(raised, text):
        return small
    sign = PLACEHOLDERS["^" if raised else "_"]
    return f"{sign}({text})" if raised and len(text) > 1 else sign + text


def _small(raised: bool, text: str) -> str:
    """Return an exponent or index in small signs, "" if Unicode lacks one; the "st" of 1st stays."""
    table = SUPER if raised else SUB
    if raised and text in ORDINALS:
        return text
    return "".join(table[char] for char in text) if all(char in table for char in text) else ""


def _commands(text: str) -> str:
    """Return accents, signs and fonts of TeX as Unicode, from the innermost braces outwards."""
    for _ in range(DEPTH):
        before = text
        text = BOARD.sub(lambda m: BLACKBOARD.get(m[1] or m[2], m[1] or m[2]), text)
        text = ACCENT.sub(_accented, text)
        text = ION.sub(lambda m: f"{m[1]} {_roman(m[2])}", SMALL_CAPS.sub(lambda m: _roman(m[1] or m[2] or ""), text))
        text = FONT.sub(_unstyled, text)
        text = BRACED_SYMBOL.sub(lambda m: SYMBOLS.get(m[1], m[0]), text)
        text = SYMBOL.sub(_symbol, text)
        text = RAISED.sub(lambda m: _small(m[1] == "super", m[2]) or m[2], text)
        text = SWITCH.sub(r"\1", text)
        if text == before:
            break
    return text


def _accented(found: re.Match[str]) -> str:
    """Return a letter with its accent."""
    letter = (found[4] or found[5]).strip().lstrip("\\")
    return unicodedata.normalize("NFC", letter + ACCENTS[found[2] or found[3]])


def _accented_variable(found: re.Match[str]) -> str:
    r"""Return a variable with its accent: `\bar{p}` -> "p̄"."""
    return unicodedata.normalize("NFC", (found[2] or found[3]) + MATH_ACCENTS[found[1]])


def _unstyled(found: re.Match[str]) -> str:
    """Return the content of a command for fonts; a command at its end keeps apart from what follows."""
    return str(found[1]) + ("{}" if re.search(r"\\[A-Za-z]+$", found[1]) else "")


def _roman(text: str) -> str:
    r"""Return the number of an ion, which is set in small capitals: "ii", "2" -> "II"; other words stay."""
    bare = text.strip().lower()
    if bare.isdigit() and 0 < int(bare) <= len(ROMAN):
        return ROMAN[int(bare) - 1].upper()
    return bare.upper() if bare in ROMAN else text


def _symbol(found: re.Match[str]) -> str:
    """Return the sign of a command; a space after a command is dropped unless there is one before it too."""
    before, name, after = str(found[1]), str(found[2]), str(found[3] or "")
    if name not in SYMBOLS:
        return found[0]
    return before + SYMBOLS[name] + (after if before or name in FUNCTIONS else "")
