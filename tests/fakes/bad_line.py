"""A thin and broken line: a proxy on loopback that cuts connections where it is told, throttles and resets."""

import asyncio
import random
import socket
import struct
import threading
from collections.abc import Iterable, Iterator
from math import inf
from types import TracebackType
from typing import Self

BLOCK = 4096
IN_FLIGHT = 32 * 1024
ARRIVES_SECONDS = 0.05
"""Between the last byte that passes and the break: on a busy machine it takes as long until it is read."""
RESET = struct.pack("ii", 1, 0)


class BadLine:
    """Enter it to have a line at `address` that leads to `port` on loopback.

    `cuts`: one by one for each connection, after how many bytes from the client it is reset; None for not at all; after
    the last one connections live. `resets`: that share of connections is reset besides, somewhere in their first
    `resets_within` bytes. `break_every(steps)`: from now on all connections break together. `bits_a_second`: how thin
    the line is. `passed`: bytes from clients that came through.
    """

    def __init__(
        self,
        port: int,
        *,
        cuts: Iterable[int | None] = (),
        resets: float = 0.0,
        resets_within: int = 100_000,
        bits_a_second: int = 0,
        seed: int = 1,
    ) -> None:
        self._to, self._cuts, self._resets, self._within = port, iter(cuts), resets, resets_within
        self._bits, self._random = bits_a_second, random.Random(seed)
        self.passed = self.broken = 0
        self._breaks: Iterator[int] = iter(())
        self._break_at: float = inf
        self._alive: set[asyncio.StreamWriter] = set()
        self.address = ""
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        server = asyncio.run_coroutine_threadsafe(asyncio.start_server(self._carry, "127.0.0.1", 0), self._loop)
        self._server = server.result(10)
        self.port: int = self._server.sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def break_every(self, steps: Iterable[int]) -> None:
        """Break all connections at once, kept-alive ones too, whenever so many more bytes have passed."""
        self._breaks = iter(steps)
        self._break_at = self.passed + next(self._breaks, inf)

    async def _close(self) -> None:
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _carry(self, client: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        left = next(self._cuts, None)
        if left is None and self._random.random() < self._resets:
            left = self._random.randrange(self._within)
        try:
            answers, server = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:
            back.transport.abort()
            return
        # A line holds little: what waits in this machine's own buffers would count as passed, and be lost at a cut.
        server.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, IN_FLIGHT)
        server.transport.set_write_buffer_limits(high=BLOCK)
        backwards = asyncio.create_task(self._pump(answers, back))
        self._alive |= {back, server}
        try:
            cut = await self._forward(client, server, left)
            if cut:
                self.broken += 1
                _reset(back, server)
            else:
                server.close()
            await backwards
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            backwards.cancel()
            self._alive -= {back, server}
            back.close()
            server.close()

    async def _forward(self, client: asyncio.StreamReader, server: asyncio.StreamWriter, left: int | None) -> bool:
        """True when it is time to cut."""
        while block := await client.read(BLOCK if left is None else min(BLOCK, max(left, 1))):
            if left is not None:
                if left == 0:
                    return True
                left -= len(block)
            server.write(block)
            await server.drain()
            self.passed += len(block)
            if self.passed >= self._break_at:
                self._break_at = self.passed + next(self._breaks, inf)  # before others pass: each step breaks once
                await asyncio.sleep(ARRIVES_SECONDS)
                self.broken += 1
                _reset(*self._alive)
                return False
            if self._bits:
                await asyncio.sleep(len(block) * 8 / self._bits)
            if left == 0:
                await asyncio.sleep(ARRIVES_SECONDS)
                return True
        return False

    async def _pump(self, answers: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        try:
            while block := await answers.read(BLOCK):
                back.write(block)
                await back.drain()
        except OSError:
            pass
        finally:
            back.close()


def _reset(*writers: asyncio.StreamWriter) -> None:
    for writer in writers:
        line = writer.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        writer.transport.abort()
