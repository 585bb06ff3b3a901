"""Evidence: from the rows of a document, what the lengths of its lines and its habits say of each break."""

from __future__ import annotations

from typing import Any

from corpusclean.lines import signs
from corpusclean.lines.loops.column_loops import INDENT, find_columns
from corpusclean.lines.loops.fields import (
    BLANK_INSIDE,
    BRACKET_CLOSES,
    BRACKET_OPEN,
    BULLET,
    CLAUSES,
    CLOSING,
    CLOSING_PAIRS,
    COLUMN,
    EDGE,
    FIRST,
    HEAD_CLASS,
    HEADING_LIKE,
    IS_OPEN,
    IS_UNFINISHED,
    KIND,
    LAST,
    LENGTH,
    MARKDOWN,
    NARROW_ENOUGH,
    OPENED,
    SENTENCES,
    START,
    TAIL_CLASS,
    UNIT,
    WIDTH,
)
from corpusclean.lines.loops.row_loops import look_at
from corpusclean.lines.loops.verse_loops import LAST_FINAL, tell_kinds
from corpusclean.lines.loops.width_loops import wrapped_ends

NONE, OVER, FULL, AT_EDGE, FIRST_LINE, SHORT, FAR = range(len(signs.EDGES))
PART, FLUSH, INDENTED, NEAR = range(len(signs.STARTS))
END_QUOTE = signs.TAILS.index("end quote")
LETTER_TAIL, HAN_TAIL = map(signs.TAILS.index, ("letter", "han"))
LETTER_HEAD = signs.HEADS.index("letter")

MOST_OVER = 5
"""Letters and digits are set wider or tighter than half an em: a row may be wider than its column by so many half em."""
MUCH_OVER = 13
"""Tenths of its column: a wider row of one sentence was not wrapped by it, but is a title over two columns, say."""
OTHER_COLUMN = 8
"""A change of measure by more half em than this is a change of column."""
TITLE_CHARS, SHORT_CHARS = 22, 7
REST_WIDTH = 4
"""Two characters, in half em."""
WIDE_BLANKS = 2
"""That many blank lines more than usual show that something else follows: a title, the space of a picture."""
MIN_WHOLE_ROWS, MAX_TORN, MAX_IN_COLUMNS = 20, 0.1, 0.2
"""A text of so many rows is whole but for a few if at most these shares of them are prose cut in mid-sentence and stand in columns."""
LEAPS = 0.65
"""Of the paragraphs of a text that surely end, so few have a blank line after them where its blank lines part columns.  In 60 pages
read by OCR .7 and more have one, in 60 pages whose columns were extracted one after the other .1 to .6."""


def _layout(table: Any, marks: Any, starts: Any, ends: Any, room: Any) -> None:
    """The first and last printed width of each row and its column; all 0 where no three rows can stand in a column at all."""
    run = longest = 0
    for i in range(len(table)):
        run = run + 1 if table[i][NARROW_ENOUGH] else 0
        longest = max(longest, run)
        table[i][FIRST] = table[i][LAST] = table[i][COLUMN] = 0
    if longest < 3:
        return
    for i in range(len(table)):
        table[i][FIRST] = table[i][LAST] = table[i][WIDTH]
    find_columns(table, room)
    split = False
    for i in range(len(table)):
        whole, column = table[i][WIDTH], table[i][COLUMN]
        if table[i][BLANK_INSIDE] and (not column or whole > column + MOST_OVER):
            table[i][FIRST], table[i][LAST] = wrapped_ends(marks, starts[i], ends[i], whole)
            split = split or table[i][FIRST] < whole
    if split:
        find_columns(table, room)


def _edge(row: Any, unit: int) -> int:
    """How a row ends, if the next thing to stand in it were so wide."""
    if not row[COLUMN]:
        return NONE
    room = row[COLUMN] - row[LAST]
    if room < -MOST_OVER:
        return NONE if 10 * row[WIDTH] > MUCH_OVER * row[COLUMN] and not row[SENTENCES] else OVER
    left = room - unit
    if room >= 18 or left > 4:
        return FAR
    return FULL if left < 0 else AT_EDGE if left <= 1 else FIRST_LINE if INDENT <= room < INDENT + unit else SHORT


def _edges(table: Any) -> None:
    """How each row ends, and how it stands as a first line."""
    count = len(table)
    some = False
    for i in range(count):
        some = some or table[i][COLUMN] > 0
    for i in range(count):
        row = table[i]
        edge = FAR if some and i + 1 == count else _edge(row, table[i + 1][UNIT]) if some else NONE
        if i + 1 < count and table[i + 1][COLUMN] and abs(row[COLUMN] - table[i + 1][COLUMN]) > OTHER_COLUMN:
            edge = NONE
        if row[FIRST] != row[LAST] and row[TAIL_CLASS] <= END_QUOTE:
            edge = NONE  # where wraps inside a line became spaces, its newline is no wrap if a sentence ends
        row[EDGE] = edge
        final = row[TAIL_CLASS] <= LAST_FINAL
        row[IS_OPEN] = edge != NONE or not final  # in a column, or without a mark after which nothing goes on
        row[IS_UNFINISHED] = not final and edge != SHORT and edge != FAR  # where there is a column, it reaches the edge
        row[START] = _start(row, edge)


def _start(row: Any, edge: int) -> int:
    """How a row stands as a first line: one that is full only if it is indented is one, unless a paragraph ends with it."""
    lost = row[COLUMN] - row[FIRST]
    if row[FIRST] != row[LAST]:  # what came after the first of its wraps is not known
        return PART if edge not in (FULL, AT_EDGE) or lost > INDENT + 2 else FLUSH if lost < INDENT - 1 else INDENTED
    if edge == FULL:
        return FLUSH if lost < INDENT else PART
    if edge == AT_EDGE and lost < INDENT - 1:
        return NEAR
    is_indented = edge == FIRST_LINE or (edge == AT_EDGE and INDENT <= lost <= INDENT + 2)
    return INDENTED if is_indented and row[TAIL_CLASS] > END_QUOTE else PART


def _closings(table: Any, blanks: Any) -> None:
    """How the run of rows that each begins comes to its end: 0 with an end mark, else the number of rows up to 3."""
    lines, ended = 0, True
    for i in range(len(table) - 1, -1, -1):
        edge, ends = table[i][EDGE], table[i][TAIL_CLASS] <= END_QUOTE
        goes_on = edge in (FULL, AT_EDGE) or (edge == FIRST_LINE and not ends)
        if not goes_on or (i + 1 < len(table) and blanks[i + 1]):
            lines, ended = 0, ends
        lines += 1
        table[i][CLOSING] = 0 if ended else min(lines, 3)


def _is_whole(table: Any) -> bool:
    torn = in_columns = 0
    for i in range(len(table)):
        in_word = table[i][TAIL_CLASS] >= LETTER_TAIL and not table[i][HEADING_LIKE]
        torn += table[i][IS_UNFINISHED] and (in_word or table[i][SENTENCES])
        in_columns += table[i][COLUMN] > 0
    count = len(table)
    return count >= MIN_WHOLE_ROWS and torn < MAX_TORN * count and in_columns < MAX_IN_COLUMNS * count


def _habits(table: Any, blanks: Any) -> int:
    indent = flush = ends = marked = inside = blank = 0
    for i in range(len(table)):
        blank += blanks[i] > 0
        if not i:
            continue
        edge, tail = table[i - 1][EDGE], table[i - 1][TAIL_CLASS]
        if edge in (FAR, SHORT, FIRST_LINE) and tail <= END_QUOTE:
            ends += 1
            marked += blanks[i] > 0
            indent += table[i][START] == INDENTED
            flush += table[i][START] == FLUSH
        elif edge == FULL and tail == HAN_TAIL:
            inside += blanks[i] > 0
    seen = indent + flush
    of_indents = 0 if seen < 2 else 2 if indent > 0.6 * seen else 1 if indent < 0.3 * seen else 0
    marks = ends > 2 and marked > 0.9 * ends
    leaps = ends > 2 and marked < LEAPS * ends
    of_blanks = 2 if blank > 0.6 * len(table) else 4 if leaps else 0 if not marks else 1 if inside < 0.1 * ends else 3
    return of_indents + 4 * of_blanks + (signs.WHOLE if _is_whole(table) else 0)


def read(marks: Any, shapes: Any, starts: Any, ends: Any, blanks: Any, table: Any, room: Any) -> int:
    """Fills in table[row][field] for the rows codes[starts[i]:ends[i]] -> the document's habits: of indents, plus 4 x of blanks,
    plus `signs.WHOLE`.

    `characters` and `shapes` are what is to be known of each code point; `blanks`: blank lines before each row.
    """
    for i in range(len(starts)):
        look_at(table[i], marks, shapes, starts[i], ends[i])
    tell_kinds(table, room)
    _layout(table, marks, starts, ends, room)
    _edges(table)
    _closings(table, blanks)
    return _habits(table, blanks)


def number_breaks(
    table: Any,
    blanks: Any,
    indented: Any,
    tails: Any,
    heads: Any,
    usual_blanks: int,
    indents: int,
    habits: int,
    numbers: Any,
) -> None:
    """Fills in the number of the signs (`signs.signs_of`) that row heads[k] goes on after row tails[k].

    `bonded` and untold kinds are left at 0.  `indents`: 0 if no row of the document is, or all are,
    1 for one, 2 for more: one may be the only first line there is, but does not show that the others are none; 3 if all first lines are.
    """
    for k in range(len(tails)):
        i, j = tails[k], heads[k]
        tail, head = table[i], table[j]
        near = j == i + 1
        edge = tail[EDGE] if near else _edge(tail, head[UNIT])
        if edge != OVER and head[FIRST] > tail[COLUMN] + MOST_OVER:
            edge = NONE  # what is wider than the column does not go on in it
        first = (
            i == 0
            and tail[LENGTH] <= TITLE_CHARS < head[LENGTH]
            and tail[TAIL_CLASS] == HAN_TAIL
            and head[HEAD_CLASS] != LETTER_HEAD
        )
        blank = 0 if not near or not blanks[j] else 2 if blanks[j] > usual_blanks + WIDE_BLANKS else 1
        number = edge | tail[TAIL_CLASS] << signs.AT_TAIL | head[HEAD_CLASS] << signs.AT_HEAD
        number |= max(tail[KIND], 0) << signs.AT_TAIL_KIND | max(head[KIND], 0) << signs.AT_HEAD_KIND
        number |= head[START] << signs.AT_START | head[CLOSING] << signs.AT_CLOSING
        number |= tail[SENTENCES] << signs.AT_SENTENCES | int(first) << signs.AT_FIRST
        number |= int(tail[LENGTH] < SHORT_CHARS) << signs.AT_SHORT
        number |= int(edge == NONE and tail[CLAUSES] > 0) << signs.AT_CLAUSES
        number |= int(blank) << signs.AT_BLANK
        number |= (2 if indents and indented[j] else 3 if indents > 2 else int(indents > 1)) << signs.AT_INDENTED
        number |= (tail[MARKDOWN] | head[MARKDOWN] | head[BULLET]) << signs.AT_MARKED
        number |= int(tail[BRACKET_OPEN]) << signs.AT_BRACKET_OPEN | int(head[BRACKET_CLOSES]) << signs.AT_BRACKET_CLOSES
        number |= int(tail[OPENED] & head[CLOSING_PAIRS] != 0) << signs.AT_SPANS
        number |= int(habits & 3) << signs.AT_INDENT_HABIT | int(habits >> 2 & 7) << signs.AT_BLANK_HABIT
        number |= int(habits >= signs.WHOLE) << signs.AT_WHOLE
        number |= int(head[WIDTH] <= REST_WIDTH) << signs.AT_REST
        numbers[k] = number
