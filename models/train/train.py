"""Train the Transformer of one studio.

    python models/train/train.py models/music/train/config.py --data PREPARED --out RUN

On a GPU the GPU configuration is taken, with bfloat16 and torch.compile; else the CPU one, with bfloat16
where the processor has matrix units for it. The schedule follows the clock
(--minutes), so a run always ends with its decay done; --resume goes on from the last checkpoint, the
time already spent counted in; --start begins a stage with the weights of another run. On a CPU that
other programs use too, --processes N (each with one thread, its share of the batch, and gradients averaged
once a step) is faster than N threads, which wait for each other at every matrix. --smoke is a tiny run of
under a minute, with export and golden, on invented data if --data is left out.

A recipe may bring a network of its own (build), whose batches then are its inputs, tokens first, with
the targets last, whose weights it publishes itself (publish), and may compile in parts (compiled). It may also bring the loss (loss_of;
while the model does not train, that must be the NLL).

Parameters whose names begin with one of a configuration's `frozen` stay as they are.

RUN gets checkpoint.pt and log.csv (step, tokens, seconds, train and validation NLL, lr).
"""

import argparse
import importlib.util
import math
import os
import queue
import sys
import tempfile
import threading
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing
import torch.nn.functional as F

from muon import Muon
from precision import has_fast_bfloat16
from transformer import Shape, Transformer

BETAS = (0.9, 0.95)
CLIP = 1.0
VAL_TOKENS = 16384


def load(path, name):
    """A Python file as a module, its folder importable."""
    sys.path.insert(0, str(Path(path).resolve().parent))
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rate(progress, warmup, decay):
    """Warm up, hold, then fall to zero in a straight line (Hägele et al., 2024)."""
    return max(0.0, min(1.0, progress / warmup, (1 - progress) / decay))


def optimisers(model, c):
    learning = {n: p for n, p in model.named_parameters() if p.requires_grad}
    hidden = [p for n, p in learning.items() if p.ndim == 2 and "blocks." in n]
    for name, p in model.named_parameters():
        p.pieces = 3 if name.endswith("qkv.weight") else 2 if name.endswith("key_value.weight") else 1
    ids = {id(p) for p in hidden}
    rest = [p for p in learning.values() if id(p) not in ids]
    return [Muon([{"params": hidden}], lr=c["muon_lr"], weight_decay=c["weight_decay"]),   # as a group: an LSTM has none
            torch.optim.AdamW(rest, lr=c["lr"], betas=BETAS, weight_decay=0.0, fused=True)]


def feed(windows, size, context, seed, depth=4):
    """Batches made ahead in a thread; the matrix work leaves the interpreter free meanwhile."""
    ready, rng, stop = queue.Queue(depth), np.random.default_rng(seed), threading.Event()

    def work():
        while not stop.is_set():
            item = windows.batch(rng, size, context)
            while not stop.is_set():
                try:
                    ready.put(item, timeout=0.5)
                    break
                except queue.Full:
                    pass
    threading.Thread(target=work, daemon=True).start()
    return ready.get, stop.set


def feed_processes(windows, size, context, seed, workers):
    """The same from worker processes, for a GPU that outruns one interpreter."""
    class Stream(torch.utils.data.IterableDataset):
        def __iter__(self):
            info = torch.utils.data.get_worker_info()
            rng = np.random.default_rng([*seed, info.id])
            while True:
                yield windows.batch(rng, size, context)
    loader = iter(torch.utils.data.DataLoader(Stream(), batch_size=None, num_workers=workers, prefetch_factor=4,
                                            multiprocessing_context="fork"))     # a local class does not travel to a fresh interpreter
    return lambda: next(loader), lambda: None


def next_token_loss(model, *batch):
    *inputs, targets = batch
    logits = model(*inputs)
    return F.cross_entropy(logits.float().view(-1, logits.shape[-1]), targets.reshape(-1), ignore_index=-1)


def average(tensors):
    """The mean over all processes, in place."""
    flat = torch.cat([t.flatten() for t in tensors])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    for t, mean in zip(tensors, flat.split([t.numel() for t in tensors])):
        t.copy_(mean.view_as(t))


def save(path, **state):
    partial = path.with_suffix(".part")
    torch.save(state, partial)
    os.replace(partial, path)


def train(recipe, name, args, rank=0):
    device = args.device if args.device != "auto" else "cuda" if torch.cuda.is_available() else "cpu"
    c = dict(getattr(recipe, name or ("GPU" if device == "cuda" else "CPU")))
    minutes = args.minutes or c["minutes"]
    contexts = [(0.0, args.context)] if args.context else c["contexts"]
    torch.manual_seed(args.seed)
    torch.set_float32_matmul_precision("high")
    model = recipe.build(c["model"]) if hasattr(recipe, "build") else Transformer(Shape(**c["model"]))
    model.to(device)
    for parameter, weight in model.named_parameters():
        weight.requires_grad_(not parameter.startswith(tuple(c.get("frozen", ()))))
    loss_of = getattr(recipe, "loss_of", next_token_loss)
    parameters = sum(p.numel() for p in model.parameters())
    adjust = optimisers(model, c)
    world = args.processes
    windows, held_out = recipe.windows(args.data, "train"), recipe.windows(args.data, "val")

    args.out.mkdir(parents=True, exist_ok=True)
    checkpoint, log = args.out / "checkpoint.pt", args.out / "log.csv"
    step = tokens_seen = 0
    elapsed = 0.0
    stages = []                                                # what those before this one took
    if args.resume and checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=False)
        model.load_state_dict(state["model"])
        step, tokens_seen, elapsed = state["step"], state["tokens"], state["elapsed"]
        stages = state.get("stages", stages)
        if "optimisers" in state:                              # a slim one has none: theirs find their pace again
            for optimiser, saved in zip(adjust, state["optimisers"]):
                optimiser.load_state_dict(saved)
            torch.set_rng_state(state["rng"].cpu())
    elif args.start:
        state = torch.load(args.start, map_location=device, weights_only=False)
        model.load_state_dict(state["model"])
        stages = [*state.get("stages", []), {key: state[key] for key in ("tokens", "elapsed", "device")}]
    if rank == 0 and step == 0:
        log.write_text("step,tokens,seconds,train_nll,val_nll,lr\n")
    if rank == 0:
        print(f"{parameters:,} parameters on {device}, {minutes:g} minutes, step {step}", flush=True)

    compiled = args.compile or (device == "cuda" and not args.smoke and c.get("compile", True))
    compiler = getattr(recipe, "compiled", lambda model: torch.compile(model, dynamic=False))
    run = compiler(model) if compiled else model
    cast = torch.autocast(device, dtype=torch.bfloat16, enabled=has_fast_bfloat16(device))

    def keep():
        save(checkpoint, model=model.state_dict(), optimisers=[o.state_dict() for o in adjust],
             shape=asdict(model.shape), step=step, tokens=tokens_seen, elapsed=elapsed, stages=stages,
             rng=torch.get_rng_state(), minutes=minutes, device=device)

    @torch.no_grad()
    def validate(context):
        model.eval()
        rng, losses = np.random.default_rng(7), []             # the same windows every time
        for _ in range(max(1, c.get("val_tokens", VAL_TOKENS) // (8 * context))):
            batch = [torch.from_numpy(a).to(device)[rank::world] for a in held_out.batch(rng, 8, context)]
            with cast:
                losses.append(loss_of(model, *batch))
        model.train()
        mean = torch.stack(losses).mean()
        if world > 1:
            average([mean])
        return mean.item()

    context, smooth = 0, None
    now, saved, first = time.time(), time.time(), True
    stop = lambda: None
    model.train()
    while elapsed < minutes * 60:
        progress = elapsed / (minutes * 60)
        wanted = [length for start, length in contexts if progress >= start][-1]
        if wanted != context:
            stop()
            context = wanted
            size = max(1, c["batch_tokens"] // context // world)
            seed = [args.seed, step, rank]
            get, stop = (feed_processes(windows, size, context, seed, c["workers"])
                         if c.get("workers") else feed(windows, size, context, seed))
        factor = rate(progress, c["warmup"], c["decay"])
        for optimiser, lr in zip(adjust, (c["muon_lr"], c["lr"])):
            optimiser.param_groups[0]["lr"] = lr * factor
        batch = [(torch.from_numpy(a) if isinstance(a, np.ndarray) else a).to(device, non_blocking=True) for a in get()]
        with cast:
            loss = loss_of(run, *batch)
        loss.backward()
        if world > 1:
            average([p.grad for p in model.parameters() if p.requires_grad])
        torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        for optimiser in adjust:
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        step, tokens_seen = step + 1, tokens_seen + batch[0].numel() * world
        if first and rank == 0:
            print(f"first step after {time.time() - now:.0f} s", flush=True)      # with a compiler, most of it is the compiler's
        first = False
        if step % 10 == 0 or device == "cpu":
            value = loss.item()
            if not math.isfinite(value):
                raise SystemExit(f"step {step}: the loss is {value}")
            smooth = value if smooth is None else 0.95 * smooth + 0.05 * value
        elapsed, now = elapsed + time.time() - now, time.time()
        if world > 1:                                          # one clock for all
            clock = torch.tensor([elapsed], dtype=torch.float64)
            dist.broadcast(clock, 0)
            elapsed = clock.item()
        done = elapsed >= minutes * 60
        if step % c["val_every"] == 0 or done:
            val = validate(context)
            if rank == 0:
                with open(log, "a") as file:
                    file.write(f"{step},{tokens_seen},{elapsed:.0f},{smooth:.4f},{val:.4f},{c['muon_lr'] * factor:.5f}\n")
                print(f"step {step}  {tokens_seen / 1e6:.2f}M tokens  {elapsed / 60:.1f} min  "
                      f"train {smooth:.4f}  val {val:.4f}", flush=True)
        if rank == 0 and (done or time.time() - saved > c["save_minutes"] * 60):
            keep()
            saved = time.time()
    stop()
    return checkpoint


def work(rank, args, meeting):
    recipe = load(args.recipe, "recipe")
    if args.processes > 1:
        torch.set_num_threads(1)
        dist.init_process_group("gloo", init_method=f"file://{meeting}", rank=rank, world_size=args.processes)
    checkpoint = train(recipe, "SMOKE" if args.smoke else args.config, args, rank)
    if args.smoke and rank == 0 and hasattr(recipe, "publish"):
        recipe.publish(checkpoint, args.data, args.out / "weights", "smoke")
    elif args.smoke and rank == 0:
        from export import export
        from golden import golden
        export(checkpoint, recipe, args.data, args.out / "weights", "smoke")
        golden(checkpoint, args.out / "weights")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("recipe", type=Path)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--start", type=Path, help="a checkpoint whose weights a new run begins with")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--minutes", type=float)
    parser.add_argument("--context", type=int)
    parser.add_argument("--config", help="CPU, GPU or SMOKE, instead of the device's own")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--compile", action="store_true", help="torch.compile on a CPU, too")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--smoke", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if args.processes > 1:
            torch.multiprocessing.spawn(work, (args, f"{folder}/meeting"), args.processes)
        else:
            work(0, args, None)
