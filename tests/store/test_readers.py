from __future__ import annotations

import threading

from athena.store.readers import Readers


def test_readers_read_beside_each_other_and_again_inside() -> None:
    readers, inside = Readers(), threading.Event()

    def read() -> None:
        with readers.together():
            inside.set()

    with readers.together(), readers.together():
        other = threading.Thread(target=read)
        other.start()
        assert inside.wait(10)
    other.join()


def test_who_wants_to_be_alone_waits_for_readers_and_holds_new_ones_off() -> None:
    readers, told = Readers(), []
    reading, read_on, waiting = threading.Event(), threading.Event(), threading.Event()

    def first() -> None:
        with readers.together():
            reading.set()
            read_on.wait(10)
            with readers.together():  # inside of a reading, also while somebody waits to be alone
                told.append("read")

    def alone() -> None:
        waiting.set()
        with readers.alone():
            told.append("alone")

    threads = [threading.Thread(target=first), threading.Thread(target=alone)]
    threads[0].start()
    assert reading.wait(10)
    threads[1].start()
    assert waiting.wait(10)
    assert told == []
    read_on.set()
    for thread in threads:
        thread.join(10)
    assert told == ["read", "alone"]


def test_reading_goes_on_after_a_fault_of_whoever_was_alone() -> None:
    readers = Readers()
    try:
        with readers.alone():
            raise ValueError
    except ValueError:
        pass
    with readers.together():
        assert True
