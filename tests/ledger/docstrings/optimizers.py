"""Formulas in the docstrings of lossedu.optimizers.

A recursion is checked against a sum over the whole history of gradients, and both
against the package after as many steps.
"""

import numpy as np
from mpmath import mp

from ledger.docstrings._draw import row
from lossedu import optimizers
from lossedu.optimizers import _adam_variants


def history(rng, least=2):
    """A few gradients, and hyper-parameters."""
    t = int(rng.integers(least, least + 4))
    draw = lambda low, high: mp.mpf(rng.uniform(low, high))  # noqa: E731
    return {
        "t": t,
        "g": [mp.mpf(v) for v in rng.normal(size=t)],
        "start": mp.mpf(rng.normal()),
        "alpha": draw(0.1, 0.5),
        "beta": [draw(0.5, 0.95), draw(0.8, 0.99)],
        "rho": draw(0.5, 0.95),
        "mu": draw(0.5, 0.95),
        "tau": draw(0.1, 0.9),
        "epsilon": draw(0.01, 0.1),
        "lambda": draw(0.1, 0.5),
        "psi": draw(0.1, 2),
    }


def mean(share, values):
    """(1 - share) sum of share^(t - i) g_i, for every t."""
    return [
        (1 - share) * mp.fsum(share ** (t - i) * values[i] for i in range(t + 1))
        for t in range(len(values))
    ]


def squares(values):
    return [v * v for v in values]


def corrected(values, share):
    """Every mean over the sum of its weights."""
    return [
        v / ((1 - share) * mp.fsum(share**i for i in range(t)))
        for t, v in enumerate(values, 1)
    ]


def walk(p, steps):
    """Where steps, each times the rate, lead from the start."""
    return [
        p["start"] - p["alpha"] * mp.fsum(steps[:t]) for t in range(1, len(steps) + 1)
    ]


def before(name):
    """What an indexed symbol was a step earlier."""
    return {name + "_{t-1}": lambda p: p[name][p["t"] - 2]}


def after(optimizer, p):
    """The package's parameter and state after all the gradients."""
    x, state = p["start"], optimizer.init(p["start"])
    for g in p["g"]:
        x, state = optimizer.step(x, g, state)
    return x, state


def number(p, *names, **others):
    """Hyper-parameters of the package from a point's."""
    chosen = {ours: float(p[theirs]) for ours, theirs in others.items()}
    return {"lr": float(p["alpha"]), **chosen, **{n: float(p[n]) for n in names}}


def betas(p, **others):
    b1, b2 = map(float, p["beta"])
    return number(p, **others) | {"beta1": b1, "beta2": b2}


def sgd(rng):
    p = history(rng)
    mu, share = p["mu"], [1] + [1 - p["tau"]] * (p["t"] - 1)
    b = [
        mp.fsum(mu ** (t - i) * share[i] * p["g"][i] for i in range(t + 1))
        for t in range(p["t"])
    ]
    return p | {"b": b, "x": walk(p, b)}


def run_sgd(p):
    return after(optimizers.SGD(**number(p, momentum="mu", dampening="tau")), p)


def adagrad(rng):
    p = history(rng)
    v = [mp.norm(p["g"][:t]) ** 2 for t in range(1, p["t"] + 1)]
    steps = [g / (mp.sqrt(a) + p["epsilon"]) for g, a in zip(p["g"], v, strict=True)]
    return p | {"v": v, "x": walk(p, steps)}


def run_adagrad(p):
    return after(optimizers.AdaGrad(**number(p, eps="epsilon")), p)


def adadelta(rng):
    p = history(rng)
    v, d, u = mean(p["rho"], squares(p["g"])), [], [mp.mpf(0)]
    for g, a in zip(p["g"], v, strict=True):
        d.append(g * mp.exp(mp.log((u[-1] + p["epsilon"]) / (a + p["epsilon"])) / 2))
        u.append(mean(p["rho"], squares(d))[-1])
    return p | {"v": v, "d": d, "u": u[1:], "x": walk(p, d)}


def run_adadelta(p):
    return after(optimizers.AdaDelta(**number(p, "rho", eps="epsilon")), p)


def rmsprop(rng):
    p = history(rng)
    v = mean(p["rho"], squares(p["g"]))
    steps = [g / (mp.sqrt(a) + p["epsilon"]) for g, a in zip(p["g"], v, strict=True)]
    return p | {"v": v, "x": walk(p, steps)}


def run_rmsprop(p):
    return after(optimizers.RMSProp(**number(p, "rho", eps="epsilon")), p)


def adam(rng):
    p = history(rng)
    m, v = mean(p["beta"][0], p["g"]), mean(p["beta"][1], squares(p["g"]))
    hats = corrected(m, p["beta"][0]), corrected(v, p["beta"][1])
    steps = [a / (mp.sqrt(b) + p["epsilon"]) for a, b in zip(*hats, strict=True)]
    return p | {"m": m, "v": v, "hats": hats, "steps": steps, "x": walk(p, steps)}


HATS = {
    r"\hat m_t": lambda p: p["hats"][0][-1],
    r"\hat v_t": lambda p: p["hats"][1][-1],
}


def run_adam(p):
    return after(optimizers.Adam(**betas(p, eps="epsilon")), p)


def adamw(rng):
    p = adam(rng)
    keep = 1 - p["alpha"] * p["lambda"]
    x = [
        keep**t * p["start"]
        - p["alpha"]
        * mp.fsum(keep ** (t - i) * p["steps"][i - 1] for i in range(1, t + 1))
        for t in range(1, p["t"] + 1)
    ]
    return p | {"x": x}


def run_adamw(p):
    hyper = betas(p, eps="epsilon", weight_decay="lambda")
    return after(optimizers.AdamW(**hyper), p)


def adamax(rng):
    p = adam(rng)
    u = [
        max(
            p["beta"][1] ** (t - i) * (abs(p["g"][i]) + p["epsilon"])
            for i in range(t + 1)
        )
        for t in range(p["t"])
    ]
    steps = [a / b for a, b in zip(p["hats"][0], u, strict=True)]
    return p | {"u": u, "x": walk(p, steps)}


def run_adamax(p):
    return after(optimizers.Adamax(**betas(p, eps="epsilon")), p)


def nadam(rng):
    p = adam(rng)
    half = p["beta"][0] / 2
    decay = mp.mpf(96) / 100
    mu = [p["beta"][0] - half * decay ** (t * p["psi"]) for t in range(1, p["t"] + 2)]
    products = [mp.exp(mp.fsum(map(mp.log, mu[:t]))) for t in range(1, p["t"] + 2)]
    g_hat = [g / (1 - a) for g, a in zip(p["g"], products, strict=False)]
    m_hat = [m / (1 - a) for m, a in zip(p["m"], products[1:], strict=True)]
    steps = [
        (g - mu[i] * g + mu[i + 1] * m) / (mp.sqrt(p["hats"][1][i]) + p["epsilon"])
        for i, (g, m) in enumerate(zip(g_hat, m_hat, strict=True))
    ]
    new = {"mu": mu, "g_hat": g_hat, "hats": (m_hat, p["hats"][1])}
    return p | new | {"x": walk(p, steps)}


def run_nadam(p):
    return after(optimizers.NAdam(**betas(p, eps="epsilon", momentum_decay="psi")), p)


def radam(rng):
    """Late enough for the last step to be adaptive; the first five are not."""
    p = history(rng, least=8)
    b1, b2 = p["beta"]
    m, v = mean(b1, p["g"]), mean(b2, squares(p["g"]))
    hats = corrected(m, b1), corrected(v, b2)
    length = [centre(b2, t) for t in range(1, p["t"] + 1)]
    limit = 2 * mp.nsum(lambda k: (1 - b2) * b2**k * (k + 1), [0, mp.inf]) - 1
    spread = lambda n: n / ((n - 2) * (n - 4))  # noqa: E731
    steps, r = [], None
    for t, n in enumerate(length, 1):
        step = hats[0][t - 1]
        if n > 5:
            r = mp.sqrt(spread(limit) / spread(n))
            size = mp.sqrt(v[t - 1]) + p["epsilon"]
            step *= r * mp.sqrt(v[t - 1] / hats[1][t - 1]) / size
        steps.append(step)
    new = {"v": v, "hats": hats, "length": length, "limit": limit, "r": [r] * p["t"]}
    return p | new | {"x": walk(p, steps)}


def centre(share, t):
    """Length of a plain mean whose centre of mass is that of the weighted one."""
    weights = [share**i for i in range(t)]
    return (
        2 * mp.fsum(w * (i + 1) for i, w in enumerate(weights)) / mp.fsum(weights) - 1
    )


LENGTHS = {
    r"\rho_t": lambda p: p["length"][-1],
    r"\rho_\infty": lambda p: p["limit"],
}


def run_radam(p):
    return after(optimizers.RAdam(**betas(p, eps="epsilon")), p)


def lion(rng):
    p = history(rng)
    m = mean(p["beta"][1], p["g"])
    old = [mp.mpf(0), *m]
    c = [a - (1 - p["beta"][0]) * (a - g) for a, g in zip(old, p["g"], strict=False)]
    x = [p["start"]]
    for a in c:
        x.append(x[-1] * (1 - p["alpha"] * p["lambda"]) - p["alpha"] * mp.sign(a))
    return p | {"m": m, "c": c, "x": x[1:]}


def run_lion(p):
    return after(optimizers.Lion(**betas(p, weight_decay="lambda")), p)


def newton(rng):
    p = history(rng)
    h = mp.mpf(rng.uniform(1, 2))
    d = mp.lu_solve(mp.matrix([[h + p["lambda"]]]), mp.matrix(p["g"][:1]))[0]
    p |= {"g": p["g"][:1], "t": 1, "H": h}
    return p | {"d": [d], "x": [p["start"] - p["alpha"] * d]}


def run_newton(p):
    hyper = number(p, damping="lambda")
    return after(optimizers.Newton(hessian=lambda x: p["H"], **hyper), p)


def clipped(rng):
    return {name: mp.mpf(rng.normal()) for name in "g"} | {"c": mp.mpf(rng.uniform())}


FORMULAS = [
    row(
        "optimizers.SGD",
        r"b_t = \mu b_{t-1} + (1 - \tau) g_t",
        sgd,
        reads=before("b"),
        code=lambda p: run_sgd(p)[1].b,
    ),
    row(
        "optimizers.SGD",
        r"x_t = x_{t-1} - \alpha b_t",
        sgd,
        reads=before("x"),
        code=lambda p: run_sgd(p)[0],
    ),
    row(
        "optimizers.AdaGrad",
        r"v_t = v_{t-1} + g_t^2",
        adagrad,
        reads=before("v"),
        code=lambda p: run_adagrad(p)[1].v,
    ),
    row(
        "optimizers.AdaGrad",
        r"x_t = x_{t-1} - \alpha \frac{g_t}{\sqrt{v_t} + \epsilon}",
        adagrad,
        reads=before("x"),
        code=lambda p: run_adagrad(p)[0],
    ),
    row(
        "optimizers.AdaDelta",
        r"v_t = \rho v_{t-1} + (1 - \rho) g_t^2",
        adadelta,
        reads=before("v"),
        code=lambda p: run_adadelta(p)[1].v,
    ),
    row(
        "optimizers.AdaDelta",
        r"d_t = \frac{\sqrt{u_{t-1} + \epsilon}}{\sqrt{v_t + \epsilon}} g_t",
        adadelta,
        reads=before("u"),
    ),
    row(
        "optimizers.AdaDelta",
        r"u_t = \rho u_{t-1} + (1 - \rho) d_t^2",
        adadelta,
        reads=before("u"),
        code=lambda p: run_adadelta(p)[1].u,
    ),
    row(
        "optimizers.AdaDelta",
        r"x_t = x_{t-1} - \alpha d_t",
        adadelta,
        reads=before("x"),
        code=lambda p: run_adadelta(p)[0],
    ),
    row(
        "optimizers.RMSProp",
        r"v_t = \rho v_{t-1} + (1 - \rho) g_t^2",
        rmsprop,
        reads=before("v"),
        code=lambda p: run_rmsprop(p)[1].v,
    ),
    row(
        "optimizers.RMSProp",
        r"x_t = x_{t-1} - \alpha \frac{g_t}{\sqrt{v_t} + \epsilon}",
        rmsprop,
        reads=before("x"),
        code=lambda p: run_rmsprop(p)[0],
    ),
    row(
        "optimizers.Adam",
        r"m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t",
        adam,
        reads=before("m"),
        code=lambda p: run_adam(p)[1].m,
    ),
    row(
        "optimizers.Adam",
        r"v_t = \beta_2 v_{t-1} + (1 - \beta_2) g_t^2",
        adam,
        reads=before("v"),
        code=lambda p: run_adam(p)[1].v,
    ),
    row(
        "optimizers.Adam",
        r"\hat m_t = \frac{m_t}{1 - \beta_1^t}",
        adam,
        reads=HATS,
    ),
    row(
        "optimizers.Adam",
        r"\hat v_t = \frac{v_t}{1 - \beta_2^t}",
        adam,
        reads=HATS,
    ),
    row(
        "optimizers.Adam",
        r"x_t = x_{t-1} - \alpha \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}",
        adam,
        reads={**before("x"), **HATS},
        code=lambda p: run_adam(p)[0],
    ),
    row(
        "optimizers.AdamW",
        r"x_t = (1 - \alpha \lambda) x_{t-1} - \alpha \frac{\hat m_t}{\sqrt{\hat v_t} + \epsilon}",
        adamw,
        reads={**before("x"), **HATS},
        code=lambda p: run_adamw(p)[0],
    ),
    row(
        "optimizers.Adamax",
        r"m_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t",
        adamax,
        reads=before("m"),
        code=lambda p: run_adamax(p)[1].m,
    ),
    row(
        "optimizers.Adamax",
        r"u_t = \max(\beta_2 u_{t-1}, |g_t| + \epsilon)",
        adamax,
        reads=before("u"),
        code=lambda p: run_adamax(p)[1].u,
    ),
    row(
        "optimizers.Adamax",
        r"x_t = x_{t-1} - \frac{\alpha}{1 - \beta_1^t} \frac{m_t}{u_t}",
        adamax,
        reads=before("x"),
        code=lambda p: run_adamax(p)[0],
    ),
    row(
        "optimizers.NAdam",
        r"\mu_t = \beta_1 \Bigl(1 - \tfrac12\, 0.96^{\psi t}\Bigr)",
        nadam,
        reads={"0.96": lambda p: mp.mpf(96) / 100},  # to more than a float's digits
        code=lambda p: run_nadam(p)[1].mu_product / np.prod(p["mu"][: int(p["t"]) - 1]),
    ),
    row(
        "optimizers.NAdam",
        r"\hat g_t = \frac{g_t}{1 - \prod_{i=1}^t \mu_i}",
        nadam,
        reads={r"\hat g_t": lambda p: p["g_hat"][-1]},
    ),
    row(
        "optimizers.NAdam",
        r"\hat m_t = \frac{m_t}{1 - \prod_{i=1}^{t+1} \mu_i}",
        nadam,
        reads=HATS,
    ),
    row(
        "optimizers.NAdam",
        r"x_t = x_{t-1} - \alpha \frac{(1 - \mu_t) \hat g_t + \mu_{t+1} \hat m_t} {\sqrt{\hat v_t} + \epsilon}",
        nadam,
        reads={
            **before("x"),
            r"\hat g_t": lambda p: p["g_hat"][-1],
            r"\mu_{t+1}": lambda p: p["mu"][-1],
            **HATS,
        },
        code=lambda p: run_nadam(p)[0],
    ),
    row(
        "optimizers.RAdam",
        r"\rho_t = \rho_\infty - \frac{2 t \beta_2^t}{1 - \beta_2^t}",
        radam,
        reads=LENGTHS,
    ),
    row(
        "optimizers.RAdam",
        r"\rho_\infty = \frac{2}{1 - \beta_2} - 1",
        radam,
        reads=LENGTHS,
    ),
    row(
        "optimizers.RAdam",
        r"r_t = \sqrt{\frac{(\rho_t - 4) (\rho_t - 2) \rho_\infty} {(\rho_\infty - 4) (\rho_\infty - 2) \rho_t}}",
        radam,
        reads=LENGTHS,
        code=lambda p: _adam_variants._rectification(float(p["beta"][1]), int(p["t"])),
    ),
    row(
        "optimizers.RAdam",
        r"x_t = x_{t-1} - \alpha r_t \hat m_t \frac{\sqrt{1 - \beta_2^t}}{\sqrt{v_t} + \epsilon}",
        radam,
        reads={**before("x"), **HATS},
        code=lambda p: run_radam(p)[0],
    ),
    row(
        "optimizers.Lion",
        r"c_t = \beta_1 m_{t-1} + (1 - \beta_1) g_t",
        lion,
        reads=before("m"),
    ),
    row(
        "optimizers.Lion",
        r"m_t = \beta_2 m_{t-1} + (1 - \beta_2) g_t",
        lion,
        reads=before("m"),
        code=lambda p: run_lion(p)[1].m,
    ),
    row(
        "optimizers.Lion",
        r"x_t = x_{t-1} - \alpha (\operatorname{sign} c_t + \lambda x_{t-1})",
        lion,
        reads={
            **before("x"),
            r"\operatorname{sign} c_t": lambda p: mp.sign(p["c"][-1]),
        },
        code=lambda p: run_lion(p)[0],
    ),
    row(
        "optimizers.Newton",
        r"(H + \lambda I) d_t = g_t",
        newton,
        reads={"I": lambda p: mp.mpf(1)},
    ),
    row(
        "optimizers.Newton",
        r"x_t = x_{t-1} - \alpha d_t",
        newton,
        reads={"x_{t-1}": lambda p: p["start"]},
        code=lambda p: run_newton(p)[0],
    ),
    row(
        "optimizers.clip_by_norm",
        r"\min\Bigl(1, \frac{c}{|g|}\Bigr) g",
        clipped,
        code=lambda p: optimizers.clip_by_norm(p["g"], limit=float(p["c"])),
    ),
    row(
        "optimizers.clip_by_value",
        r"\max(-c, \min(c, g))",
        clipped,
        code=lambda p: optimizers.clip_by_value(p["g"], limit=float(p["c"])),
    ),
]
