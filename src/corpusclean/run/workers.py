"""Work on blocks in many processes, results in the order of the blocks, a bounded number of them under way."""

from __future__ import annotations

import atexit
import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from typing import TypeVar

from corpusclean.errors import CorpusCleanError
from corpusclean.process import begin

Task = TypeVar("Task")
Result = TypeVar("Result")

AHEAD = 2
"""Tasks per worker that wait or are worked on: enough to keep all busy, few enough to bound memory."""


def all_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def ordered(
    work: Callable[[Task], Result], tasks: Iterable[Task], *, workers: int, prepare: Callable[[], None], one_first: bool = False
) -> Iterator[Result]:
    """`work(task)` for each task, in order.  One task, or one worker, runs in this process: starting another takes 0.3 s.

    Where there are several tasks, a process begins with `prepare()`.  With `one_first` no other begins before the first task is done:
    what that compiles, the others load.
    """
    tasks = iter(tasks)
    first = list(islice(tasks, 2))
    rest = chain(first, tasks)
    if len(first) < 2:
        yield from map(work, rest)
        return
    if workers == 1:
        prepare()
        yield from map(work, rest)
        return
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(prepare,))
    under_way: deque[Future[Result]] = deque()
    try:
        for task in rest:
            under_way.append(pool.submit(work, task))
            if one_first:
                wait(under_way)
                one_first = False
            if len(under_way) >= workers * AHEAD:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()
    except BrokenProcessPool:
        raise CorpusCleanError(
            "a worker process has ended early: for want of memory (run again to go on, with fewer --workers), or because the "
            'script that started the run does so without `if __name__ == "__main__":`, and every worker starts it again'
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin(prepare: Callable[[], None]) -> None:
    begin()
    atexit.register(gc.freeze)  # Python looks through all of memory once more before it ends, which takes .3 s
    _end_with_parent()
    prepare()


def _end_with_parent() -> None:
    """Ends this worker when the run is killed.  Left alone it would wait for tasks for ever, or write what a resumed run writes."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
