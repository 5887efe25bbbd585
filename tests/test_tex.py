"""TeX in titles and texts becomes readable Unicode; whatever is no TeX stays as it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cvgen.importers.syntax.tex import plain, typeset, unknown_commands
from tests.bounds import processor_time


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"1.78$\times$ to 3.31$\times$", "1.78× to 3.31×"),
        (r"a 3$\times$3 kernel", "a 3×3 kernel"),
        (r"$n > 100$", "n > 100"),
        (r"$N$-to-$O$ne $R$epresentation", "N-to-One Representation"),
        (r"$\bm{108}\times$ and $\bm{17.7}\times$", "108× and 17.7×"),
        (r"75.15\%|82.03\% of $\mathcal{O}(n^2)$", "75.15%|82.03% of O(n²)"),
        (r"$\ell_2$, $x_i^2$, $10^{-3}$, $x^{\mathrm{T}}$", "ℓ₂, xᵢ², 10⁻³, xᵀ"),
        (r"$\frac{a}{b+c}$, $\frac12$, $\sqrt{n}$, $\mathbb{R}^d$", "a/(b+c), 1/2, √n, ℝ^d"),
        (r"$L_{cls}$, $e^{i\pi}$, $a \leq b$, $a\leq b$", "L_cls, e^(iπ), a ≤ b, a≤b"),
        (r"$$\alpha$$ and \beta-decay, H$_2$O", "α and β-decay, H₂O"),
        (r"Li$^*$, Sá$^{*,\dagger}$", "Li*, Sá*,†"),
        (r"G{\"o}del, G\"odel, G\"{o}del", "Gödel, Gödel, Gödel"),
        (r"Erd{\H{o}}s, Erd\H os, \v{S}koda, {\c c}a", "Erdős, Erdős, Škoda, ça"),
        (r"{\'{\i}}, \'\i, Stra{\ss}e, \L{}ukasz, {\AA}", "í, í, Straße, Łukasz, Å"),
        (r"\emph{a \textbf{b}} {\it c}", "a b c"),
        (r"``kernels''", "“kernels”"),
        (r"CO\textsubscript{2}, 1\textsuperscript{st}, $2^{nd}$", "CO₂, 1st, 2nd"),
        (r"Caf\'{e} \& Co. \$5 \#1 a\_b \{x\}", "Café & Co. $5 #1 a_b {x}"),
        (r"{\ensuremath{\sim}} 1 of 15 M$_{\ensuremath{\odot}}$, \ensuremath{x^2}5", "∼ 1 of 15 M⊙, x²5"),
        (r"M\ensuremath{_{\rm BH}}, $t\bar{t}$, $W^{\pm}$, \(x^2\)", "M_BH, tt̄, W±, x²"),
        (r"H {\sc ii}, H \textsc{i} and \ion{C}{4}, 3\arcsec{} and $z \gtrsim 6$", "H II, H I and C IV, 3″ and z ≳ 6"),
        (r"\textbf{\alpha}x", "αx"),
        (r"\href{https://a.org/x%20y}{Code} \url{https://b.org/~c}", "Code (https://a.org/x%20y) https://b.org/~c"),
    ],
)
def test_tex_is_decoded(written, read):
    assert plain(written) == read
    assert unknown_commands(read) == []


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"phage \$phi\$6, {\$}{\backslash}alpha{\$} decay, H\{2\}", "phage φ6, α decay, H2"),
        (r"from \$5 to \$10, {\$}1 a day, \{0, 1\}", "from $5 to $10, $1 a day, {0, 1}"),
        (r"\$O(n \textbackslash{}log n)\$", r"$O(n \log n)$"),
    ],
)
def test_a_formula_that_a_program_escaped_is_read_and_money_stays(written, read):
    assert typeset(written) == read


@pytest.mark.parametrize(
    "text",
    [
        "100% sure, 5 & 6, #1, a_b, x^2, {0, 1}",
        "costs $5 and $10, or $5-$10, or US$5",
        "https://example.org/a%20b_c~d$e?f={g}&h=%5B",
        "~100 teams, 3.77%~5.71%, rock 'n' roll",
        "a -- b, O'Neill's ''x'', `code`",
        r"\*, \+ and \[ belong to Markdown",
        "王小明, José Ñandú, Nguyễn Văn An",
    ],
)
def test_what_is_no_tex_stays(text):
    assert plain(text) == text


@pytest.mark.parametrize("text", [r"$\unknown{x}^2$", r"\foo{bar} baz", r"C:\new", "$x", r"\emph{x", r"\frac{1}"])
def test_what_is_not_known_stays_and_is_named(text):
    assert plain(text) == text
    assert unknown_commands(text) == [
        name for name in (r"\unknown", r"\foo", r"\new", r"\emph", r"\frac") if name in text
    ]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"{The} {BERT} Model: A~Survey--2020", "The BERT Model: A Survey–2020"),
        (r"{{Deep}} \textit{x{y}}, {\'E}cole \`a {\^o}", "Deep xy, École à ô"),
        (r"Graph \\ Nets, \LaTeX{} and $\alpha$-{F}old", "Graph Nets, LaTeX and α-Fold"),
        (r"hy\-phen, \url{http://a.b/~x}", "hyphen, http://a.b/~x"),
        (r"{\foo{Bar}} 100% sure", r"\foo{Bar} 100% sure"),
    ],
)
def test_a_field_of_a_bib_file_loses_its_braces_too(written, read):
    assert " ".join(typeset(written).split()) == read


@settings(max_examples=300, deadline=None)
@given(st.text("\\{}$^_'\"~%&`-. abctimesfrac\ufdd0\ufdd11\n", max_size=60))
def test_any_text_is_read(text):
    assert isinstance(typeset(text), str)
    assert isinstance(plain(text), str)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_characters="\\$`", exclude_categories=["Cs"])))
def test_a_text_without_signs_of_tex_stays(text):
    assert plain(text) == text


@pytest.mark.parametrize(
    "unit",
    ["$", "{", "}", "\\", "$a", "{\\", "\\frac{", "\\emph{", "$_", "^{", "``", "\\'", "$x^", "https://", "\\a ", " $"],
)
@pytest.mark.long
def test_no_text_takes_long(unit):
    text = (unit * 40_000)[:40_000]
    with processor_time() as taken:
        plain(text)
        typeset(text)
    assert taken() < 2
