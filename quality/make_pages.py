"""Typesets newspaper pages and chapters of books from quality/text and reads them back: how quality/pages and quality/books were made.

usage: python -m quality.make_pages PAGES_DIR BOOKS_DIR        (twelve pages and eight chapters in about six minutes)

A page holds two to four pieces in two to four columns.  Some pieces get a byline; pictures with captions cut paragraphs at a
line's end; some pages have a running head and a page number, take up a text from another page (上接…), or leave one unfinished
(下转…).  Each page K gives K.gold.txt (one paragraph a line, in reading order; what cut a paragraph stands after it) and four
readings of it: K.pdf.txt (`pdftotext -raw`: hard-wrapped), K.columns.txt (`pdftotext`: columns read across on some pages), K.layout.txt
(`pdftotext -layout`: columns side by side) and K.ocr.txt (`tesseract -l chi_sim` on a scan of 200 dpi).

A chapter is several pieces in one column over some pages, most with a running head and page numbers, which the gold leaves out; it has
the readings K.pdf.txt and K.layout.txt.

Needs Debian's weasyprint, poppler-utils, tesseract-ocr-chi-sim and fonts-noto-cjk.  Their versions change the readings, so the
readings are kept in the repository and this program runs only when pages are added.
"""

from __future__ import annotations

import html
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

TEXT = Path(__file__).parent / "text"
SEED = 20251121
LONG = 120  # characters of a paragraph that may be cut
CAPTIONS = {
    "01": ["▲凌晨一点，18路末班车驶入终点站。", "本报记者 裴 舟摄"],
    "02": ["图为鸣鹤岛验潮站的工作人员在核对水位记录。"],
    "04": ["苗稚兰生前采集的蕨类标本（资料照片）"],
    "06": ["图为比赛中双方队员拼抢。", "本报记者 秋知远摄"],
    "09": ["▼26日清晨，环卫工人在长桥上撒布融雪剂。本报记者 罗 衣摄"],
    "12": ["图为一列国际货运班列在编组站等待发车。", "甘棠摄（本报资料）"],
    "16": ["►鲁广田在结晶池里收盐。", "本报记者 安如山摄"],
    "22": ["石映雪在给两个年级的学生上课（10月12日摄）。"],
    "25": ["图为村民和民兵在大堤上垒筑反滤围井。", "本报记者 陶 然摄"],
    "31": ["从第十九号井中出土的木屐。", "鹿鸣台考古队供图"],
    "34": ["▲河滩上，一条一百二十节的龙头蜈蚣风筝正在起飞。"],
    "40": ["图为凌晨四点的海螺桥农产品批发市场。本报记者 卢 歌摄"],
    "45": ["席远山（左）和孙女席小满在练习发球。", "本报记者 秋知远摄"],
    "47": ["图为车前子在修理一块手表。"],
    "51": ["▼水鸟在东凌滩涂上空飞过。", "志愿者供图"],
    "54": ["救援队员在山路上搀扶受伤的游客。本报记者 罗 衣摄"],
    "60": ["图为大德泉澡堂的老主顾在喝茶聊天。"],
}
BYLINES = ("本报记者 裴舟", "本报记者 安如山 通讯员 黎晓", "□ 本报记者 秋知远", "本报记者 罗衣")


@dataclass
class Page:
    """The body of one page as HTML, and its gold paragraphs."""

    body: list[str] = field(default_factory=list)
    gold: list[str] = field(default_factory=list)

    def add(self, tag: str, text: str, kind: str = "") -> None:
        self.body.append(f'<{tag} class="{kind}">{html.escape(text)}</{tag}>')
        self.gold.append(text)

    def add_cut(self, text: str, at: int, caption: list[str]) -> None:
        """A paragraph whose lines are parted by a picture near character `at`."""
        lines = "".join(f'<span class="cap">{html.escape(line)}</span>' for line in caption)
        picture = f'<span class="pic"><span class="box"></span>{lines}</span>'
        self.body.append(f"<p>{html.escape(text[:at])}{picture}{html.escape(text[at:])}</p>")
        self.gold += [text, *caption]


def first_long(paragraphs: list[str]) -> str:
    return next((p for p in paragraphs if len(p) > LONG), max(paragraphs, key=len))


def compose(pieces: list[Path], rng: random.Random) -> Page:
    """The pieces in order, with the accidents of a real page."""
    page = Page()
    for k, piece in enumerate(pieces):
        heading, *paragraphs = piece.read_text(encoding="utf-8").splitlines()
        if k == 0 and rng.random() < 0.3:  # taken up from another page, in the middle of a sentence
            first = first_long(paragraphs)
            page.add("p", "（上接第一版）", "by")
            page.add("p", first[rng.randrange(20, len(first) - 60) :], "rest")
            paragraphs = paragraphs[paragraphs.index(first) + 1 :]
        else:
            page.add("h1" if k == 0 else "h3", heading)
            if rng.random() < 0.5:
                page.add("p", rng.choice(BYLINES), "by")
        lost = ""
        if k == len(pieces) - 1 and rng.random() < 0.3:  # goes on on another page
            last = first_long(paragraphs[::-1])
            lost = last[: rng.randrange(30, len(last) - 10)].rstrip("，。、：；“”（）！？—…")
            paragraphs = paragraphs[: paragraphs.index(last)]
        caption = CAPTIONS.get(piece.stem[:2])
        long = [p for p in paragraphs if len(p) > LONG]
        cut = rng.choice(long) if caption and long else ""
        for paragraph in paragraphs:
            if caption and paragraph == cut:
                page.add_cut(paragraph, rng.randrange(30, len(paragraph) - 60), caption)
            else:
                page.add("p", paragraph)
        if lost:
            page.add("p", lost)
            page.add("p", "（下转第四版）", "by")
    return page


def document(page: Page, rng: random.Random) -> str:
    """The page as an HTML document in one of many layouts."""
    size, lead, columns = rng.choice((9, 10, 10.5)), rng.choice((1.5, 1.6, 1.75)), rng.choice((2, 3, 3, 4))
    family, paper = rng.choice(("Noto Serif CJK SC", "Noto Sans CJK SC")), rng.choice(("A4", "A3"))
    furniture = ""
    if rng.random() < 0.4:
        head = f"{rng.randint(1, 28)}日 星期{rng.choice('一二三四五六日')}"
        furniture = f'@top-left{{content:"{head}";font-size:8pt}} @bottom-center{{content:"— " counter(page) " —";font-size:8pt}}'
    style = f"""@page{{size:{paper};margin:15mm;{furniture}}}
body{{font:{size}pt/{lead} "{family}";columns:{columns};column-gap:8mm;text-align:justify}}
p{{margin:0;text-indent:2em}} p.by{{text-indent:0;text-align:center}} p.rest{{text-indent:0}}
h1{{font-size:20pt;line-height:1.3;margin:0 0 3mm;text-align:center}}
h3{{font-size:{size + 1}pt;margin:2mm 0;text-align:center}}
.pic{{float:left;width:100%;text-indent:0;margin:2mm 0}} .box{{display:block;height:28mm;background:#bbb}}
.cap{{display:block;text-indent:0;text-align:center;font-size:{size - 1.5}pt}}"""
    return f'<html lang="zh-CN"><meta charset="utf-8"><style>{style}</style>{"".join(page.body)}</html>'


def output(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def readings(source: str, work: Path) -> dict[str, str]:
    """Name of the reading -> its text."""
    page, pdf = work / "page.html", str(work / "page.pdf")
    page.write_text(source, encoding="utf-8")
    output("weasyprint", "-q", str(page), pdf)
    output("pdftoppm", "-r", "200", "-gray", "-png", pdf, str(work / "scan"))
    scans = sorted(work.glob("scan*.png"))
    ocr = "".join(output("tesseract", str(scan), "-", "-l", "chi_sim", "--psm", "3") + "\f" for scan in scans)
    return extracted(pdf) | {"columns": output("pdftotext", pdf, "-"), "ocr": ocr}


def extracted(pdf: str) -> dict[str, str]:
    return {"pdf": output("pdftotext", "-raw", pdf, "-"), "layout": output("pdftotext", "-layout", pdf, "-")}


def chapter(pieces: list[Path], number: int, rng: random.Random) -> tuple[str, list[str]]:
    """A chapter as an HTML document, and its gold paragraphs."""
    size, lead, paper = rng.choice((9.5, 10.5, 12)), rng.choice((1.5, 1.75, 2)), rng.choice(("A4", "A4", "B5", "A5"))
    indent = rng.choice((2, 2, 2, 0))
    head = f'@top-center{{content:"第{number}章　城里的事";font-size:8pt}} @bottom-center{{content:counter(page);font-size:8pt}}'
    style = f"""@page{{size:{paper};margin:{rng.choice((15, 20, 25))}mm;{head if rng.random() < 0.75 else ""}}}
body{{font:{size}pt/{lead} "{rng.choice(("Noto Serif CJK SC", "Noto Sans CJK SC"))}";text-align:justify}}
p{{margin:0 0 {0 if indent else 1}em 0;text-indent:{indent}em}} h3{{font-size:{size + 2}pt;margin:3mm 0}}"""
    body, gold = "", []
    for piece in pieces:
        heading, *paragraphs = piece.read_text(encoding="utf-8").splitlines()
        gold += [heading, *paragraphs]
        body += f"<h3>{html.escape(heading)}</h3>" + "".join(f"<p>{html.escape(paragraph)}</p>" for paragraph in paragraphs)
    return f'<html lang="zh-CN"><meta charset="utf-8"><style>{style}</style>{body}</html>', gold


def make_books(out: Path) -> None:
    rng = random.Random(SEED)
    pieces = sorted(TEXT.glob("*.txt"))
    rng.shuffle(pieces)
    for k in range(8):
        source, gold = chapter([pieces.pop() for _ in range(rng.randint(5, 8))], k + 1, rng)
        with tempfile.TemporaryDirectory() as work:
            page, pdf = Path(work, "page.html"), str(Path(work, "page.pdf"))
            page.write_text(source, encoding="utf-8")
            output("weasyprint", "-q", str(page), pdf)
            write(out, k, extracted(pdf) | {"gold": "\n".join(gold) + "\n"})


def write(out: Path, k: int, texts: dict[str, str]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (out / f"{k:03d}.{name}.txt").write_text(text, encoding="utf-8")


def make_pages(out: Path) -> None:
    rng = random.Random(SEED)
    pieces = sorted(TEXT.glob("*.txt"))
    rng.shuffle(pieces)
    for k in range(12):
        chosen = [pieces.pop() for _ in range(rng.choice((2, 3, 3, 4)))]
        page = compose(chosen, rng)
        with tempfile.TemporaryDirectory() as work:
            texts = readings(document(page, rng), Path(work))
        write(out, k, texts | {"gold": "\n".join(page.gold) + "\n"})
        print(k, *(piece.stem for piece in chosen), flush=True)


if __name__ == "__main__":
    make_pages(Path(sys.argv[1]))
    make_books(Path(sys.argv[2]))
