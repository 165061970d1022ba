"""Mistakes of softmax_vjp, rewritten from their names and feedback alone."""

import numpy as np


def _softmax(z, axis=1):
    e = np.exp(z - z.max(axis=axis, keepdims=True))
    return e / e.sum(axis=axis, keepdims=True)


def diagonal_alone(logits, upstream):
    p = _softmax(logits)
    return upstream * p * (1 - p)


def diagonal_alone__with_a_loop(logits, upstream):
    out = np.zeros(logits.shape)
    for i in range(len(logits)):
        e = np.exp(logits[i] - np.max(logits[i]))
        p = e / np.sum(e)
        out[i] = (p - p**2) * upstream[i]
    return out


def second_term_forgotten(logits, upstream):
    return _softmax(logits) * upstream


def second_term_forgotten__with_diag(logits, upstream):
    rows = [np.diag(p) @ u for p, u in zip(_softmax(logits), upstream, strict=True)]
    return np.array(rows)


def sum_not_weighted(logits, upstream):
    p = _softmax(logits)
    return p * (upstream - upstream.sum(axis=1, keepdims=True))


def sum_not_weighted__with_a_loop(logits, upstream):
    out = np.zeros(logits.shape)
    for i, (z, u) in enumerate(zip(logits, upstream, strict=True)):
        e = np.exp(z - z.max())
        out[i] = e / e.sum() * (u - u.sum())
    return out


def mean_not_weighted(logits, upstream):
    p = _softmax(logits)
    return p * (upstream - upstream.mean(axis=1, keepdims=True))


def mean_not_weighted__with_a_loop(logits, upstream):
    out = []
    for z, u in zip(logits, upstream, strict=True):
        e = np.exp(z - max(z))
        p = e / sum(e)
        out.append(p * u - p * np.mean(u))
    return np.array(out)


def flipped_sign(logits, upstream):
    p = _softmax(logits)
    return p * ((upstream * p).sum(axis=1, keepdims=True) - upstream)


def flipped_sign__by_the_jacobian(logits, upstream):
    rows = []
    for p, u in zip(_softmax(logits), upstream, strict=True):
        jacobian = np.outer(p, p) - np.diag(p)
        rows.append(jacobian @ u)
    return np.array(rows)


def terms_added(logits, upstream):
    p = _softmax(logits)
    return p * (upstream + (upstream * p).sum(axis=1, keepdims=True))


def terms_added__by_the_jacobian(logits, upstream):
    rows = []
    for p, u in zip(_softmax(logits), upstream, strict=True):
        jacobian = np.diag(p) + np.outer(p, p)
        rows.append(jacobian @ u)
    return np.array(rows)


def summed_over_the_examples(logits, upstream):
    p = _softmax(logits)
    return p * (upstream - (upstream * p).sum(axis=0))


def summed_over_the_examples__keepdims(logits, upstream):
    p = _softmax(logits)
    weighted = p * upstream
    return weighted - p * np.sum(weighted, axis=0, keepdims=True)


def summed_over_the_batch(logits, upstream):
    p = _softmax(logits)
    return p * (upstream - np.sum(upstream * p))


def summed_over_the_batch__with_vdot(logits, upstream):
    p = _softmax(logits)
    total = np.vdot(p, upstream)
    return p * upstream - total * p


def columns_for_rows(logits, upstream):
    e = np.exp(logits - logits.max(axis=0))
    p = e / e.sum(axis=0)
    return p * (upstream - (upstream * p).sum(axis=0))


def columns_for_rows__with_a_loop(logits, upstream):
    out = np.zeros(logits.shape)
    for j in range(logits.shape[1]):
        z = logits[:, j]
        e = np.exp(z - z.max())
        p = e / e.sum()
        out[:, j] = p * (upstream[:, j] - p @ upstream[:, j])
    return out


def one_softmax_for_the_batch(logits, upstream):
    e = np.exp(logits - logits.max())
    p = e / e.sum()
    return p * (upstream - (upstream * p).sum(axis=1, keepdims=True))


def one_softmax_for_the_batch__and_one_sum(logits, upstream):
    e = np.exp(logits - logits.max())
    p = e / e.sum()
    return p * (upstream - np.sum(upstream * p))


def softmax_forgotten(logits, upstream):
    weighted = (upstream * logits).sum(axis=1, keepdims=True)
    return logits * (upstream - weighted)


def softmax_forgotten__with_a_loop(logits, upstream):
    rows = []
    for p, u in zip(logits, upstream, strict=True):
        rows.append(p * (u - p @ u))
    return np.array(rows)


def factor_in_front_forgotten(logits, upstream):
    p = _softmax(logits)
    return upstream - (upstream * p).sum(axis=1, keepdims=True)


def factor_in_front_forgotten__with_a_loop(logits, upstream):
    out = np.zeros(logits.shape)
    for i in range(len(logits)):
        e = np.exp(logits[i] - logits[i].max())
        out[i] = upstream[i] - np.dot(e, upstream[i]) / e.sum()
    return out


def probability_less_upstream(logits, upstream):
    return _softmax(logits) - upstream


def probability_less_upstream__with_a_loop(logits, upstream):
    out = np.zeros(logits.shape)
    for i, z in enumerate(logits):
        e = np.exp(z - np.max(z))
        out[i] = e / np.sum(e) - upstream[i]
    return out


def log_softmax_instead(logits, upstream):
    p = _softmax(logits)
    return upstream - p * upstream.sum(axis=1, keepdims=True)


def log_softmax_instead__by_the_jacobian(logits, upstream):
    rows = []
    for p, u in zip(_softmax(logits), upstream, strict=True):
        jacobian = np.eye(len(p)) - p
        rows.append(u @ jacobian)
    return np.array(rows)


def arguments_exchanged(logits, upstream):
    p = _softmax(upstream)
    return p * (logits - (logits * p).sum(axis=1, keepdims=True))


def arguments_exchanged__with_a_loop(logits, upstream):
    rows = []
    for u, z in zip(logits, upstream, strict=True):
        e = np.exp(z - z.max())
        p = e / e.sum()
        rows.append(p * u - p * np.dot(p, u))
    return np.array(rows)


def averaged(logits, upstream):
    p = _softmax(logits)
    out = p * (upstream - (upstream * p).sum(axis=1, keepdims=True))
    return out / len(logits)


def averaged__in_what_arrives(logits, upstream):
    n = logits.shape[0]
    p = _softmax(logits)
    u = upstream / n
    return p * u - p * np.sum(p * u, axis=1, keepdims=True)


def overflow(logits, upstream):
    e = np.exp(logits)
    p = e / e.sum(axis=1, keepdims=True)
    return p * (upstream - (upstream * p).sum(axis=1, keepdims=True))


def overflow__by_the_jacobian(logits, upstream):
    rows = []
    for z, u in zip(logits, upstream, strict=True):
        p = np.exp(z) / np.sum(np.exp(z))
        rows.append((np.diag(p) - np.outer(p, p)) @ u)
    return np.array(rows)


def one_shift_for_all(logits, upstream):
    e = np.exp(logits - logits.max())
    p = e / e.sum(axis=1, keepdims=True)
    return p * (upstream - (upstream * p).sum(axis=1, keepdims=True))


def one_shift_for_all__with_a_loop(logits, upstream):
    top = np.max(logits)
    out = np.zeros(logits.shape)
    for i in range(len(logits)):
        e = np.exp(logits[i] - top)
        p = e / np.sum(e)
        out[i] = p * (upstream[i] - p @ upstream[i])
    return out
