"""The chain rule by hand: the derivatives of (x + y) z."""

import numpy as np

from lossedu.autodiff import Tensor
from lossedu.grading import Exercise, derivative_of, probe


def reference(x, y, z, upstream):
    """Let the library's engine walk back."""
    leaves = [Tensor(np.asarray(a)) for a in (x, y, z)]
    total = ((leaves[0] + leaves[1]) * leaves[2] * upstream).sum()
    slopes = total.backward()
    return tuple(slopes[leaf] for leaf in leaves)


exercise = Exercise(
    id="product_of_sum_grad",
    chapter="backpropagation",
    section="by-hand",
    task="""
    Take the chain rule backwards through f = (x + y) z, element by element.

    `x`, `y`, `z` and `upstream` have shape (n,). The forward pass adds `x` and `y`, and
    multiplies the sum by `z`. `upstream` holds the derivative of the loss with respect
    to each element of f. Return three arrays `dx`, `dy`, `dz` of shape (n,): the
    derivative of the loss with respect to each element of `x`, `y` and `z`. Nothing is
    added up or averaged over the elements.
    """,
    starter='''
    import numpy as np


    def product_of_sum_grad(x, y, z, upstream):
        """Derivatives of the loss in x, y and z, each of shape (n,)."""
        # TODO
        raise NotImplementedError
    ''',
    reference=reference,
    returns=("dx", "dy", "dz"),
    hints=(
        "Give the sum a name, q = x + y, so that f = q z. Which two numbers does the "
        "product need to send something back to q and to z?",
        "A product sends to each factor what arrives, times the other factor. A sum "
        "sends to each of its terms what arrives, unchanged.",
        "`dz = upstream * (x + y)`. To q goes `upstream * z`, and the sum hands it "
        "on to both of its terms.",
    ),
    praise="A sum hands on, a product exchanges its factors: with a few more such "
    "rules an engine differentiates any network.",
)


def output(x, y, z, upstream):
    """Return what the upstream derivative makes of the output: a loss."""
    return upstream * (np.asarray(x) + y) * z


SLOPES = [derivative_of(output, argument=part, part=part) for part in range(3)]


@exercise.probes
def _(rng):
    yield probe("one element, 1 arrives", [-2.0], [5.0], [-4.0], [1.0], oracles=SLOPES)
    yield probe(
        "two elements",
        [1.0, -3.0],
        [0.5, 4.0],
        [2.0, -1.5],
        [3.0, -0.5],
        oracles=SLOPES,
    )
    yield probe("whole numbers", [1, 2, 3], [4, 0, -1], [2, -3, 5], [1, -2, 3])
    yield probe("some of them 0", [0.0, 2.0], [3.0, -2.0], [0.0, 5.0], [2.0, 4.0])
    arrays = [rng.normal(size=6) for _ in range(4)]
    yield probe("random batch", *arrays, visible=False, atol=1e-12, oracles=SLOPES)
    arrays = [rng.uniform(1, 3, 4) * [1, -1, 1, -1] for _ in range(4)]
    yield probe("of moderate size", *arrays, visible=False, atol=1e-12)
    arrays = [rng.normal(size=5).astype(np.float32) for _ in range(4)]
    yield probe("single precision", *arrays, visible=False, rtol=1e-4, atol=1e-5)


@exercise.solution
def through_the_sum(x, y, z, upstream):
    dq = upstream * z
    return dq, dq, upstream * (x + y)


@exercise.alternative
def one_element_at_a_time(x, y, z, upstream):
    dx, dy, dz = [], [], []
    for a, b, c, arriving in zip(x, y, z, upstream, strict=True):
        dx.append(arriving * c)
        dy.append(arriving * c)
        dz.append(arriving * a + arriving * b)
    return dx, dy, dz


@exercise.alternative
def multiplied_out(x, y, z, upstream):
    in_x = in_y = np.array(z, float)  # f = x z + y z
    in_z = np.add(x, y, dtype=float)
    return [np.multiply(slope, upstream) for slope in (in_x, in_y, in_z)]


@exercise.alternative
def from_a_jacobian(x, y, z, upstream):
    local = np.stack([z, z, x + y])  # a row for each input
    return tuple(np.einsum("in,n->in", local, upstream))


@exercise.mistake
def upstream_left_out(x, y, z, upstream):
    """What arrives from above does not occur in your answer, and all is right only
    where a 1 arrives. By what does the chain rule multiply the slopes of f itself?
    """
    return 1.0 * z, 1.0 * z, 1.0 * x + y


@exercise.mistake
def upstream_left_out_of_dz(x, y, z, upstream):
    """In the derivative in z, what arrives from above is missing; the other two have
    it. Which number reaches the product before it is sent on to its two factors?
    """
    return upstream * z, upstream * z, 1.0 * x + y


@exercise.mistake
def upstream_left_out_of_dx_and_dy(x, y, z, upstream):
    """In the derivatives in x and y, what arrives from above is missing; that in z has
    it. On the way from f back to x, which numbers are multiplied?
    """
    return 1.0 * z, 1.0 * z, upstream * (x + y)


@exercise.mistake
def upstream_added(x, y, z, upstream):
    """What arrives was added to the slopes of f. If a small step changes f by its
    slope, and f changes the loss, how do the two rates combine?
    """
    return upstream + z, upstream + z, upstream + x + y


@exercise.mistake
def factors_not_exchanged(x, y, z, upstream):
    """Each factor of the product was given itself and not the other one: the sum went
    to x and y, and z to z. If z is raised by 1, by how much does f change?
    """
    return upstream * (x + y), upstream * (x + y), upstream * z


@exercise.mistake
def stopped_at_the_sum(x, y, z, upstream):
    """To x and y you sent what arrives at f, unchanged, as if f were the sum. What does
    the product do to it before it reaches the sum?
    """
    return 1.0 * upstream, 1.0 * upstream, upstream * (x + y)


@exercise.mistake
def sum_split_in_halves(x, y, z, upstream):
    """What arrives at the sum was shared out, one half to x and one half to y. If x
    alone is raised by 1, by how much does the sum change?
    """
    return upstream * z / 2, upstream * z / 2, upstream * (x + y)


@exercise.mistake
def multiplied_by_the_value(x, y, z, upstream):
    """The derivatives in x and y are multiplied by x and y themselves. The slope of a
    sum in one of its terms: does it depend on the value of that term?
    """
    return upstream * z * x, upstream * z * y, upstream * (x + y)


@exercise.mistake
def product_of_three(x, y, z, upstream):
    """Your derivatives are those of the product of x, y and z. Which two of them does
    the forward pass add?
    """
    return upstream * y * z, upstream * x * z, upstream * x * y


@exercise.mistake
def sum_taken_for_a_product(x, y, z, upstream):
    """The derivative in z holds the product of x and y. What does the forward pass
    multiply by z?
    """
    return upstream * z, upstream * z, upstream * x * y


@exercise.mistake
def bracket_left_out(x, y, z, upstream):
    """Your derivatives are those of x + y z, where z multiplies y alone. What does the
    bracket in the task hold together?
    """
    return 1.0 * upstream, upstream * z, upstream * y


@exercise.mistake
def arrived_at_z_unchanged(x, y, z, upstream):
    """To z you sent what arrives at f, unchanged, as if z were added. What is z
    multiplied by in the forward pass?
    """
    return upstream * z, upstream * z, 1.0 * upstream


@exercise.mistake
def one_path_to_z(x, y, z, upstream):
    """In the derivative in z only x occurs, and y acts on f as well. What is the whole
    factor that z is multiplied by?
    """
    return upstream * z, upstream * z, upstream * x


@exercise.mistake
def difference_for_sum(x, y, z, upstream):
    """The derivative in y has the wrong sign, as if y were subtracted. What happens to
    f if y grows and z is positive?
    """
    return upstream * z, -upstream * z, upstream * (x + y)


@exercise.mistake
def order_changed(x, y, z, upstream):
    """The derivative in z comes first in your answer. In which order does the task ask
    for the three?
    """
    return upstream * (x + y), upstream * z, upstream * z


@exercise.mistake
def summed(x, y, z, upstream):
    """You added the derivatives up over the elements. If each element of `x` can be
    moved alone, how many slopes has the loss in `x`?
    """
    return np.sum(upstream * z), np.sum(upstream * z), np.sum(upstream * (x + y))


@exercise.mistake
def flipped_sign(x, y, z, upstream):
    """All three have the wrong sign. The step of descent carries a minus: does the
    derivative itself carry one as well?
    """
    return -upstream * z, -upstream * z, -upstream * (x + y)
