"""``python -m athena.sandbox.zygote``: has imported DuckDB, opens nothing, forks a child for every caller.

Standard input is a Unix socket. Each message on it carries two descriptors: the channel the child answers on,
and a leash. Closing the leash kills the child; its end is told on the leash. The end of standard input ends
it all.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import struct
from dataclasses import dataclass, field

from athena.sandbox import confinement, zones
from athena.sandbox.channels import SocketChannel
from athena.sandbox.worker import serve

STATUS = struct.Struct(">iq")
"""How a child ended: the signal (0 for none), the most memory it held in kB."""
_CHANNEL, _MOST_FILES = 3, 1024


@dataclass(slots=True)
class Zygote:
    """The loop that forks, kills and reaps. It has one thread and never waits for a child."""

    control: socket.socket
    leashes: dict[int, socket.socket] = field(default_factory=dict)

    def run(self) -> None:
        """Serve until standard input ends; then kill what still runs."""
        woken, wake = socket.socketpair()
        for end in (woken, wake):
            end.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        with selectors.DefaultSelector() as selector:
            selector.register(self.control, selectors.EVENT_READ, 0)
            selector.register(woken, selectors.EVENT_READ, -1)
            while self._turn(selector, woken):
                pass
        for pid in self.leashes:
            os.kill(pid, signal.SIGKILL)

    def _turn(self, selector: selectors.BaseSelector, woken: socket.socket) -> bool:
        for key, _ in selector.select():
            if key.data > 0:
                self._pulled(selector, key.data)
            elif key.data < 0:
                woken.recv(4096)
                self._reap(selector)
            elif not self._called(selector):
                return False
        return True

    def _called(self, selector: selectors.BaseSelector) -> bool:
        """Fork for one message; False at the end of standard input."""
        data, files, _, _ = socket.recv_fds(self.control, 1, 2)
        if not data:
            return False
        channel, leash = files
        pid = os.fork()
        if pid == 0:
            _become_child(channel)
        os.close(channel)
        self.leashes[pid] = socket.socket(fileno=leash)
        selector.register(leash, selectors.EVENT_READ, pid)
        return True

    def _pulled(self, selector: selectors.BaseSelector, pid: int) -> None:
        """The leash was closed: kill the child. It is reaped, and told of, once it is dead."""
        leash = self.leashes.get(pid)
        if leash is not None:
            with contextlib.suppress(KeyError):
                selector.unregister(leash)
            os.kill(pid, signal.SIGKILL)

    def _reap(self, selector: selectors.BaseSelector) -> None:
        for pid in list(self.leashes):
            ended, status, usage = os.wait4(pid, os.WNOHANG)
            if ended:
                leash = self.leashes.pop(pid)
                with contextlib.suppress(KeyError):
                    selector.unregister(leash)
                with leash, contextlib.suppress(OSError):
                    killer = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
                    leash.send(STATUS.pack(killer, usage.ru_maxrss))


def _become_child(channel: int) -> None:
    """Keep nothing of the zygote's but the channel; never return."""
    try:
        signal.set_wakeup_fd(-1)
        os.dup2(channel, _CHANNEL)
        os.closerange(_CHANNEL + 1, _MOST_FILES)
        os.close(0)
        serve(SocketChannel(socket.socket(fileno=_CHANNEL)))
    finally:
        os._exit(0)


def main() -> None:
    """Give up the network, then fork children until standard input ends."""
    zones.install()
    confinement.leave_network()
    confinement.die_with_parent()
    control = socket.socket(fileno=os.dup(0))
    Zygote(control).run()


if __name__ == "__main__":
    main()
