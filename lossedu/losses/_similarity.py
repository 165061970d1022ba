"""Losses that compare the directions of vectors."""

import numpy as np
from numpy.typing import ArrayLike

from lossedu import _check
from lossedu._check import Array


def _direction(name: str, x: Array) -> tuple[Array, Array, Array]:
    """Return the rows at norm 1, and their norms as two factors.

    The first factor is the largest absolute value, by which a row is divided before it
    is squared; so a single infinite element alone decides the direction.
    """
    _check.directed(name, x)
    k = np.abs(x).argmax(axis=-1, keepdims=True)
    largest = np.take_along_axis(x, k, axis=-1)
    with np.errstate(invalid="ignore"):  # inf / inf of a second infinite element
        z = x / np.abs(largest)
    np.put_along_axis(z, k, np.sign(largest), axis=-1)
    norm = np.sqrt(np.square(z).sum(axis=-1, keepdims=True))
    return z / norm, np.abs(largest), norm


def cosine_distance(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    r"""Cosine distance: 0 for the same direction, 1 at a right angle, 2 for opposite.

    With the Euclidean norm :math:`\|u\|`,

    .. math:: \ell = 1 - \frac{\sum_i u_i v_i}{\|u\| \|v\|}
              = \tfrac12 \sum_i
              \Bigl(\frac{u_i}{\|u\|} - \frac{v_i}{\|v\|}\Bigr)^2

    Parameters
    ----------
    y_true, y_pred : array_like, shape (..., n)
        True rows u and predicted rows v, of equal shape; none all zeros. Their units
        and lengths do not matter.

    Returns
    -------
    ndarray, shape (...)
        One loss a row, in [0, 2]. Take ``.mean()`` for a batch.

    Raises
    ------
    ValueError
        If the shapes differ, or a row is empty or all zeros.
    TypeError
        If an argument does not hold real numbers.

    Notes
    -----
    As `scipy.spatial.distance.cosine`, ``1 - torch.nn.functional.cosine_similarity``
    and ``1 + keras.losses.cosine_similarity``. It is computed by the second form. At a
    small angle a the loss is about a^2 / 2, its condition number about 2 / a, and the
    relative error a few eps / a. The error of 1 - cos is of order eps / a^2: below an
    angle of 1e-8 it gives 0, or 1e-16 of either sign. Rows are first divided by their
    largest element, so that no norm overflows or underflows. For a row of zeros
    PyTorch and Keras return the similarity 0; here it is an error, as it has no
    direction. A row with one infinite element has the direction of that axis; with more
    of them it has none, and the loss is NaN.

    References
    ----------
    G. Salton, A. Wong, C. S. Yang (1975), A vector space model for automatic indexing,
    Commun. ACM 18(11), 613-620, doi:10.1145/361219.361220.

    Examples
    --------
    >>> cosine_distance([[1.0, 0.0], [1.0, 0.0]], [[0.0, 3.0], [-2.0, 0.0]])
    array([1., 2.])
    """
    u, v = _check.arrays(y_true=y_true, y_pred=y_pred)
    (u, *_), (v, *_) = _direction("y_true", u), _direction("y_pred", v)
    half = np.square(u - v).sum(axis=-1) / 2
    return np.minimum(half, 2)  # rounding may exceed 2 for opposite rows


def cosine_distance_grad(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """Derivative of `cosine_distance` in the prediction, orthogonal to it.

    It is (cos(u, v) v - u) over the norm of the prediction, u and v the rows at norm 1.
    """
    u, v = _check.arrays(y_true=y_true, y_pred=y_pred)
    (u, *_), (v, largest, norm) = _direction("y_true", u), _direction("y_pred", v)
    cosine = (u * v).sum(axis=-1, keepdims=True)
    with np.errstate(over="ignore"):  # a tiny row has a huge slope
        return (cosine * v - u) / norm / largest
