"""PyTorch's side of `growth`: the same work and sizes, the same CSV columns: work,size,us,impl.

usage: python growth.py OUT.csv [SECONDS]
"""
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

SECONDS = float(sys.argv[2]) if len(sys.argv) > 2 else 0.2
BATCH_SECONDS = 0.02


def matmul(n):
    a, b = torch.randn(n, n), torch.randn(n, n)
    return lambda: a @ b


def leaky_relu(n):
    x, upstream = torch.randn(n, requires_grad=True), torch.ones(n)

    def step():
        x.grad = None
        F.leaky_relu(x, 0.01).backward(upstream)
    return step


def mlp_step(width):
    model = nn.Sequential(nn.Linear(width, width), nn.LeakyReLU(), nn.Linear(width, width), nn.LeakyReLU(), nn.Linear(width, 1))
    optimizer = torch.optim.SGD(model.parameters(), 0.01)
    x, y = torch.randn(64, width), torch.randn(64, 1)

    def step():
        optimizer.zero_grad()
        loss = F.mse_loss(model(x), y)
        loss.backward()
        optimizer.step()
    return step


def batch(step, inner):
    start = time.perf_counter()
    for _ in range(inner):
        step()
    return (time.perf_counter() - start) / inner


def best(step):
    """The best batch of about 20 ms, in microseconds, after a warm-up that is not counted."""
    once = batch(step, 1)
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end:
        once = min(once, batch(step, max(1, int(BATCH_SECONDS / once))))
    inner = max(1, int(BATCH_SECONDS / once))
    times = []
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end or len(times) < 5:
        times.append(batch(step, inner))
    return min(times) * 1e6


with open(sys.argv[1], "w") as out:
    print("work,size,us,impl", file=out)
    for work, sizes in [
        (matmul, [2**i for i in range(1, 11)]),
        (leaky_relu, [10**i for i in range(8)]),
        (mlp_step, [2**i for i in range(2, 11)]),
    ]:
        for size in sizes:
            torch.manual_seed(0)
            line = f"{work.__name__},{size},{best(work(size)):.3f},PyTorch"
            print(line, file=out)
            print(line)
