"""PDFs that unpack to far more than they are: each command refuses them in a sentence, in little time and memory."""

import hashlib
import io
import json
import subprocess
import sys
import zlib
from functools import cache

import pikepdf
import pytest
from pikepdf import Array, Name

from cvgen.pdf import attachment, pages, pdfium, text
from cvgen.problems import InputError
from cvgen.versions.git_driver import textconv
from tests import built
from tests.bounds import processor_time, run

pytestmark = pytest.mark.pdf
HUGE = 600_000_000  # bytes; more than a command may take


def bomb(part=b"a", size=HUGE):
    """Pack `size` bytes of copies of a part."""
    packer, block = zlib.compressobj(1), part * (1_000_000 // len(part))
    return b"".join([*(packer.compress(block) for _ in range(size // len(block))), packer.flush()])


@cache
def edited(change):
    """Change a PDF that cvgen made -> its bytes."""
    with pikepdf.open(io.BytesIO(built.pdf("small").data)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def attach(pdf, data, *filters):
    """Replace the profile inside by packed data, and say that it is small."""
    stream = pdf.attachments["profile.yaml"].get_file().obj
    stream.write(data, filter=Array(filters))
    stream.Params.Size = 10


def attachment_packed_once(pdf):
    attach(pdf, bomb(), Name.FlateDecode)


def attachment_packed_twice(pdf):
    attach(pdf, zlib.compress(bomb()), Name.FlateDecode, Name.FlateDecode)


def attachment_of_lzw(pdf):
    attach(pdf, lzw(HUGE), Name.LZWDecode)


def metadata(pdf):
    pdf.Root.Metadata.write(bomb(b"<a/>", 60_000_000), filter=Name.FlateDecode)


def metadata_below_the_limit_of_a_stream(pdf):
    pdf.Root.Metadata.write(bomb(b"<a/>", 16_000_000), filter=Name.FlateDecode)


def content(pdf):
    pdf.pages[0].Contents = pdf.make_stream(b"")
    pdf.pages[0].Contents.write(bomb(b"(a) Tj "), filter=Name.FlateDecode)


def content_shared(pdf):
    pdf.pages[0].Contents = Array([pdf.make_indirect(pdf.make_stream(b"q Q " * 1_000_000))] * 1000)


def text_alone(pdf):
    content(pdf)
    del pdf.attachments["profile.yaml"]
    del pdf.Root.Metadata


def forms_of_forms(pdf):
    """A form that draws another ten times, which draws another ten times, and so on."""
    form = pdf.make_stream(b"BT /F1 9 Tf (word ) Tj ET", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
    for _ in range(9):
        resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=pdf.make_indirect(form)))
        form = pdf.make_stream(b"/A Do " * 10, Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        form.Resources = resources
    page = pdf.pages[0]
    page.Contents, page.Resources = pdf.make_stream(b"/A Do"), resources
    del pdf.attachments["profile.yaml"]
    del pdf.Root.Metadata


def lzw(size):
    """Pack at least `size` zeros by LZW: each code stands for a string that is longer by one than the one before."""
    codes = [(256, 9), (0, 9), *((257 + at, min(12, (258 + at).bit_length())) for at in range(1, 3838))]
    line = "".join(f"{code:0{width}b}" for code, width in codes) * (1 + size // sum(range(3838)))
    count = -(-len(line) // 8)
    return int(line.ljust(8 * count, "0"), 2).to_bytes(count, "big")


def cross_references():
    """Write a PDF whose table of cross-references, packed as well, has millions of lines."""
    table, lines = bomb(b"\0"), HUGE // 7
    head = f"%PDF-1.5\n1 0 obj\n<</Type/XRef/Size {lines}/W[1 4 2]/Root 2 0 R/Filter/FlateDecode/Length {len(table)}>>"
    return head.encode() + b"\nstream\n" + table + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"


BOMBS = [
    attachment_packed_once, attachment_packed_twice, attachment_of_lzw, metadata, metadata_below_the_limit_of_a_stream,
    content, content_shared, text_alone, forms_of_forms, cross_references,
]  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("command", ["extract", "textconv", "import", "diff"])
@pytest.mark.parametrize("change", BOMBS, ids=lambda change: change.__name__)
def test_a_bomb_harms_nobody(tmp_path, command, change):
    (tmp_path / "a.pdf").write_bytes(change() if change is cross_references else edited(change))
    done = run(tmp_path, command, "a.pdf", *(["a.pdf"] if command == "diff" else []))

    assert done.megabytes < 600
    assert done.seconds < 20
    assert "Traceback" not in done.err
    assert "internal error" not in done.err
    assert done.code == 0 or done.err.count("error: ") == 1


@pytest.mark.parametrize("change", [attachment_packed_once, attachment_packed_twice, content_shared])
def test_a_bomb_is_named_as_what_it_is(change):
    with pytest.raises(InputError, match="unpacks to more data than a CV can have"):
        attachment.carries(edited(change))

    assert attachment.carries(built.pdf("small").data)  # the limits of QPDF are those of others again
    assert pikepdf.settings.get_qpdf_limits()["flate_max_memory"] == 0


def test_metadata_that_only_looks_like_ours_says_nothing():
    assert attachment.identity(edited(metadata_below_the_limit_of_a_stream)) == attachment.Identity()


def too_many_words(pdf):
    lines = b"BT /F1 9 Tf 9 TL " + b"(words and words) Tj T* " * 6_000 + b"ET"
    font = pikepdf.Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    pdf.pages[0].Contents = pdf.make_stream(lines)
    for _ in range(pdfium.MOST_TEXT // 90_000):
        pdf.pages.append(pdf.pages[0])


@pytest.mark.skipif(sys.platform == "win32", reason="limits of Unix")
def test_a_limit_of_the_user_that_is_lower_than_ours_holds():
    command = ["sh", "-c", f"ulimit -t 20; exec {sys.executable} {pdfium.__file__}"]
    done = subprocess.run(command, input=built.pdf("small").data, capture_output=True)

    assert (done.returncode, done.stderr) == (0, b"")
    assert "Milo Ferreira-Lund" in json.loads(done.stdout)[0]


@pytest.mark.long
def test_more_text_than_a_book_has_is_refused():
    with pytest.raises(InputError, match="more text than a CV can have"):
        text.words(edited(too_many_words))


def with_profile(data):
    """Replace the profile inside a PDF, and the digest with it."""

    def change(pdf):
        pdf.attachments["profile.yaml"].get_file().obj.write(data)
        before = hashlib.sha256(attachment.extract(built.pdf("small").data).encode()).hexdigest()
        packet = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(packet.replace(before.encode(), hashlib.sha256(data).hexdigest().encode()))

    return edited(change)


def test_a_profile_that_is_not_text(tmp_path):
    data = with_profile(b"name: \xff\xfe\n")
    with pytest.raises(InputError, match="not text in UTF-8"):
        attachment.extract(data)

    assert textconv(data).startswith("%PDF")  # what git log -p goes on with


@pytest.mark.parametrize("data", [b"name: " + b"[" * 2000, b"{" * 100_000, b"\0", b""])
def test_textconv_never_fails(data):
    assert textconv(with_profile(data)).startswith("%PDF")
    assert textconv(data) == data.decode()


def test_hostile_metadata_is_searched_in_linear_time():
    """Quotation marks, entities and names without an end, a hundred thousand of them."""
    for piece in (b'"', b"&lt;", b"<a ", b"cvgen:document=", b"<!--", b"</", b" x='"):
        data = edited(lambda pdf, piece=piece: pdf.Root.Metadata.write(piece * 100_000))
        with processor_time() as taken:
            attachment.identity(data)
        assert taken() < 1


def test_a_running_line_of_thousands_of_digits():
    line = "9" * 6000

    assert text._running([[line], [line]]) == {"0"}


def test_pages_without_end_are_not_digested(monkeypatch):
    monkeypatch.setattr(pages, "MOST_BYTES", 10_000)
    with pikepdf.open(io.BytesIO(built.pdf("small").data)) as pdf:
        pdf.pages[0].Annots = Array([pikepdf.Dictionary(Subtype=Name.Link)] * 200)
        with pytest.raises(pages.TooMuchError):
            list(pages.contents_of(pdf))
