"""Small workbooks in the many ways that programs write them, and problems for their cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st
from intake_workbooks import write_parts

from indicators.model.submission import Problem, Severity
from indicators.model.words import Bilingual

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEETS = ("填报", 'It\'s <two> & "more"')
CELLS = ("A1", "B2", "C3", "D1", "B7", "AA5", "Z40", "A2")


@dataclass(frozen=True)
class Ways:
    """How one workbook is written."""

    prefix: str = ""
    styles: str = "full"
    references: bool = True
    comments: str = ""
    names: bool = True
    view: str = ' activeTab="1"'
    tail: str = ""
    empty_sheet: str = "<{p}sheetData/>"
    remark: str = ""


ways = st.builds(
    Ways,
    prefix=st.sampled_from(["", "x:"]),
    styles=st.sampled_from(["full", "none", "bare", "one fill"]),
    references=st.booleans(),
    comments=st.sampled_from(["", "plain", "runs"]),
    names=st.booleans(),
    view=st.sampled_from(["", ' activeTab="1"', ' firstSheet="1" activeTab="1"', ' activeTab="0"']),
    tail=st.sampled_from(["", "<{p}pageMargins left='1' right='1' top='1' bottom='1' header='0' footer='0'/>", "<{p}extLst></{p}extLst>"]),
    remark=st.sampled_from(["", "<!-- <row r='7'><c r=\"A1\"/></row> -->"]),
    empty_sheet=st.sampled_from(["<{p}sheetData/>", "<{p}sheetData></{p}sheetData>"]),
)


def problems(sheets: Sequence[str] = SHEETS) -> st.SearchStrategy[tuple[Problem, ...]]:
    one = st.builds(
        Problem,
        st.just("x"),
        st.sampled_from(["", "V-01"]),
        st.sampled_from(Severity),
        st.sampled_from([*sheets, "", "gone"]),
        st.sampled_from(CELLS),
        st.lists(st.sampled_from(CELLS), max_size=4).map(tuple),
        value=st.one_of(st.none(), st.text(max_size=20), st.just('=cmd|"/c calc"!A1')),
    )
    return st.lists(one, max_size=5).map(tuple)


def describe_plainly(one: Problem) -> tuple[Bilingual, Bilingual]:
    return Bilingual(f"这里是{one.value}", f"It holds {one.value}"), Bilingual("请改", "Change it")


def write_workbook(how: Ways) -> bytes:
    """An xlsx of two sheets, the first with cells, the second without."""
    p = how.prefix
    parts = {
        "[Content_Types].xml": _content_types(how),
        "_rels/.rels": _rels([(f"{TYPES}/officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _book(how),
        "xl/_rels/workbook.xml.rels": _rels(
            [(f"{TYPES}/worksheet", "worksheets/sheet1.xml"), (f"{TYPES}/worksheet", "/xl/worksheets/sheet2.xml")]
            + ([] if how.styles == "none" else [(f"{TYPES}/styles", "styles.xml")])
        ),
        "xl/worksheets/sheet1.xml": _sheet(how),
        "xl/worksheets/sheet2.xml": _root(p, "worksheet", how.empty_sheet.format(p=p)),
    }
    if how.styles != "none":
        parts["xl/styles.xml"] = _styles(how)
    if how.comments:
        parts["xl/worksheets/_rels/sheet1.xml.rels"] = _rels(
            [(f"{TYPES}/comments", "../comments1.xml"), (f"{TYPES}/vmlDrawing", "../drawings/vmlDrawing1.vml")]
        )
        parts["xl/comments1.xml"] = _comments(how)
        parts["xl/drawings/vmlDrawing1.vml"] = _drawing()
    return write_parts({name: text.encode() for name, text in parts.items()})


def _root(prefix: str, name: str, inside: str) -> str:
    space = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{prefix}{name} {space}="{MAIN}" xmlns:r="{TYPES}">{inside}</{prefix}{name}>'


def _rels(targets: list[tuple[str, str]]) -> str:
    inside = "".join(f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(targets, 1))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{inside}</Relationships>'


def _content_types(how: Ways) -> str:
    kinds = {"workbook": "sheet.main", "worksheets/sheet1": "worksheet", "worksheets/sheet2": "worksheet"}
    kinds |= {} if how.styles == "none" else {"styles": "styles"}
    kinds |= {"comments1": "comments"} if how.comments else {}
    spread = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    vml = '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/>' if how.comments else ""
    inside = "".join(f'<Override PartName="/xl/{name}.xml" ContentType="{spread}.{kind}+xml"/>' for name, kind in kinds.items())
    rels = f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{vml}'
    return f'<Types xmlns="{PACKAGE}/content-types">{rels}<Default Extension="xml" ContentType="application/xml"/>{inside}</Types>'


def _book(how: Ways) -> str:
    p = how.prefix
    titles = [name.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;") for name in SHEETS]
    sheets = "".join(f'<{p}sheet name="{name}" sheetId="{n + 4}" r:id="rId{n}"/>' for n, name in enumerate(titles, 1))
    views = f"<{p}bookViews><{p}workbookView{how.view}/></{p}bookViews>" if how.view else ""
    local = f'<{p}definedName name="_xlnm.Print_Area" localSheetId="1">填报!$A$1:$C$3</{p}definedName>'
    names = f"<{p}definedNames>{local}<{p}definedName name='all'>填报!$A$1</{p}definedName></{p}definedNames>" if how.names else ""
    return _root(p, "workbook", f"{views}<{p}sheets>{sheets}</{p}sheets>{names}<{p}calcPr calcId='1'/>")


def _sheet(how: Ways) -> str:
    p = how.prefix
    formatted = ' s="1"' if how.styles == "full" else ""

    def cell(reference: str, inside: str, more: str = "") -> str:
        return f"<{p}c{f' r={chr(34)}{reference}{chr(34)}' if how.references else ''}{more}{inside}</{p}c>"

    one = cell("A1", f"><{p}v>1</{p}v>", formatted)
    sum_of = cell("B1", f"><{p}f>A1+1</{p}f><{p}v>2</{p}v>")
    words = cell("A7", f"><{p}is><{p}t>一 &gt; 二</{p}t></{p}is>", " t='inlineStr'")
    rows = (
        f'<{p}row r="1" spans="1:3">{one}{sum_of}</{p}row>'
        f"<{p}row r='2' s='{1 if formatted else 0}' customFormat='1'/>"
        f'<{p}row r="7">{words}</{p}row>'
    )
    views = f'<{p}sheetViews><{p}sheetView tabSelected="1" workbookViewId="0"/></{p}sheetViews>'
    columns = f'<{p}cols><{p}col min="3" max="4" width="9" style="1"/></{p}cols>' if formatted else ""
    drawing = f'<{p}legacyDrawing r:id="rId2"/>' if how.comments else ""
    merged = f'<{p}mergeCells count="1"><{p}mergeCell ref="C3:D5"/></{p}mergeCells>'
    before, after = (how.tail.format(p=p), "") if "extLst" not in how.tail else ("", how.tail.format(p=p))
    return _root(p, "worksheet", f"{views}{columns}<{p}sheetData>{how.remark}{rows}</{p}sheetData>{merged}{before}{drawing}{after}")


def _styles(how: Ways) -> str:
    p = how.prefix
    if how.styles == "bare":
        return _root(p, "styleSheet", f"<{p}dxfs count='0'/>")
    count = "" if how.styles == "one fill" else ' count="2"'
    fill = f'<{p}fill><{p}patternFill patternType="none"/></{p}fill>'
    fills = fill if how.styles == "one fill" else fill * 2
    xf = f'<{p}xf numFmtId="9" fontId="0" fillId="0" borderId="0" applyProtection="1"><{p}protection locked="0"/></{p}xf>'
    fonts = f"<{p}fonts><{p}font><{p}sz val='12'/></{p}font></{p}fonts>"
    return _root(p, "styleSheet", f"{fonts}<{p}fills{count}>{fills}</{p}fills><{p}cellXfs count='2'>{xf * 2}</{p}cellXfs>")


def _comments(how: Ways) -> str:
    p = how.prefix
    words = "<{p}t>他们的话 &amp; more</{p}t>" if how.comments == "plain" else "<{p}r><{p}rPr><{p}b/></{p}rPr><{p}t>他们</{p}t></{p}r>"
    text = f"<{p}text>{words.format(p=p)}</{p}text>"
    listed = "".join(f'<{p}comment ref="{cell}" authorId="0">{text}</{p}comment>' for cell in ("A1", "Z40"))
    return _root(p, "comments", f"<{p}authors><{p}author>王</{p}author></{p}authors><{p}commentList>{listed}</{p}commentList>")


def _drawing() -> str:
    spaces = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    data = "<x:ClientData><x:Row>{}</x:Row><x:Column>{}</x:Column></x:ClientData>"
    shapes = "".join(
        f'<v:shape id="_x0000_s{1025 + n}" type="#_x0000_t202">{data.format(*place)}</v:shape>'
        for n, place in enumerate([(0, 0), (39, 25)])
    )
    return f'<xml {spaces} xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202"/>{shapes}</xml>'
