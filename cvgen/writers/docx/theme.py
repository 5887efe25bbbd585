"""Make the theme of a Word file: the fonts and colors that Word offers to whoever changes it."""

from xml.etree.ElementTree import Element, SubElement, fromstring, register_namespace

from cvgen.writers.docx.locales import eastern, joined
from cvgen.writers.docx.styles import hexadecimal
from cvgen.writers.style import Style

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
# The twelve colors of a theme, each with the token that it follows, or its own color.
COLORS = {"dk1": "text-color", "lt1": "FFFFFF", "dk2": "name-color", "lt2": "band-color", "accent1": "accent-color",
          "accent2": "rule-color", "accent3": "quiet-color", "accent4": "name-color", "accent5": "text-color",
          "accent6": "accent-color", "hlink": "accent-color", "folHlink": "quiet-color"}  # fmt: skip
register_namespace("a", A)
FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
THEME = f"""<a:theme xmlns:a="{A}" name="cvgen"><a:themeElements><a:clrScheme name="cvgen">{{colors}}</a:clrScheme>\
<a:fontScheme name="cvgen">{{fonts}}</a:fontScheme><a:fmtScheme name="cvgen">\
<a:fillStyleLst>{FILL * 3}</a:fillStyleLst>\
<a:lnStyleLst>{f"<a:ln>{FILL}</a:ln>" * 3}</a:lnStyleLst>\
<a:effectStyleLst>{"<a:effectStyle><a:effectLst/></a:effectStyle>" * 3}</a:effectStyleLst>\
<a:bgFillStyleLst>{FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"""


def theme(style: Style, language: str) -> Element:
    """Return theme1.xml."""
    colors = "".join(f'<a:{name}><a:srgbClr val="{_color(style, one)}"/></a:{name}>' for name, one in COLORS.items())
    root = fromstring(THEME.format(colors=colors, fonts="<a:majorFont/><a:minorFont/>"))
    for kind, token in (("major", "heading-font"), ("minor", "text-font")):
        font, place = style.family(token), next(root.iter(f"{{{A}}}{kind}Font"))
        for script, name in (("latin", font), ("ea", eastern(font, language)), ("cs", joined(font))):
            SubElement(place, f"{{{A}}}{script}", typeface=name)
    return root


def _color(style: Style, one: str) -> str:
    return hexadecimal(style, one) if one.endswith("-color") else one
