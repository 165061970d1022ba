"""Mistakes of product_of_sum_grad, rewritten from their names and feedback alone."""

import numpy as np


def upstream_left_out(x, y, z, upstream):
    return z.copy(), z.copy(), x + y


def upstream_left_out__with_ones(x, y, z, upstream):
    ones = np.ones(len(x))
    dq = z * ones
    return dq, dq.copy(), (x + y) * ones


def upstream_left_out_of_dz(x, y, z, upstream):
    dx = upstream * z
    return dx, dx.copy(), x + y


def upstream_left_out_of_dz__with_the_sum(x, y, z, upstream):
    q = x + y
    dq = upstream * z
    dz = q
    return 1 * dq, 1 * dq, dz


def upstream_left_out_of_dx_and_dy(x, y, z, upstream):
    return z.copy(), z.copy(), upstream * (x + y)


def upstream_left_out_of_dx_and_dy__with_the_sum(x, y, z, upstream):
    q = x + y
    dz = q * upstream
    dq = z
    dx = dq * np.ones(len(x))
    dy = dq * np.ones(len(y))
    return dx, dy, dz


def upstream_added(x, y, z, upstream):
    return upstream + z, upstream + z, upstream + x + y


def upstream_added__with_the_sum(x, y, z, upstream):
    q = x + y
    dq = z + upstream
    dz = q + upstream
    return dq, dq.copy(), dz


def factors_not_exchanged(x, y, z, upstream):
    dq = upstream * (x + y)
    return dq, dq.copy(), upstream * z


def factors_not_exchanged__with_a_loop(x, y, z, upstream):
    dx, dy, dz = np.zeros((3, len(x)))
    for i in range(len(x)):
        dx[i] = (x[i] + y[i]) * upstream[i]
        dy[i] = (x[i] + y[i]) * upstream[i]
        dz[i] = z[i] * upstream[i]
    return dx, dy, dz


def stopped_at_the_sum(x, y, z, upstream):
    return upstream.copy(), upstream.copy(), upstream * (x + y)


def stopped_at_the_sum__times_one(x, y, z, upstream):
    dx = upstream * 1.0
    dy = upstream * 1.0
    dz = (x + y) * upstream
    return dx, dy, dz


def sum_split_in_halves(x, y, z, upstream):
    dq = upstream * z
    return dq / 2, dq / 2, upstream * (x + y)


def sum_split_in_halves__in_one_line(x, y, z, upstream):
    return 0.5 * z * upstream, 0.5 * z * upstream, (x + y) * upstream


def multiplied_by_the_value(x, y, z, upstream):
    dq = upstream * z
    return dq * x, dq * y, upstream * (x + y)


def multiplied_by_the_value__with_a_loop(x, y, z, upstream):
    dx, dy, dz = np.zeros((3, len(x)))
    for i in range(len(x)):
        dx[i] = upstream[i] * z[i] * x[i]
        dy[i] = upstream[i] * z[i] * y[i]
        dz[i] = upstream[i] * (x[i] + y[i])
    return dx, dy, dz


def product_of_three(x, y, z, upstream):
    return upstream * y * z, upstream * x * z, upstream * x * y


def sum_taken_for_a_product(x, y, z, upstream):
    dq = upstream * z
    return dq, dq.copy(), upstream * x * y


def sum_taken_for_a_product__in_one_line(x, y, z, upstream):
    return z * upstream, z * upstream, (x * y) * upstream


def bracket_left_out(x, y, z, upstream):
    return upstream.copy(), upstream * z, upstream * y


def bracket_left_out__with_a_loop(x, y, z, upstream):
    dx, dy, dz = np.zeros((3, len(x)))
    for i, u in enumerate(upstream):
        dx[i] = u
        dy[i] = u * z[i]
        dz[i] = u * y[i]
    return dx, dy, dz


def arrived_at_z_unchanged(x, y, z, upstream):
    dq = upstream * z
    return dq, dq.copy(), upstream.copy()


def arrived_at_z_unchanged__times_one(x, y, z, upstream):
    return z * upstream, z * upstream, 1.0 * upstream


def one_path_to_z(x, y, z, upstream):
    dq = upstream * z
    return dq, dq.copy(), upstream * x


def difference_for_sum(x, y, z, upstream):
    dq = upstream * z
    return dq, -dq, upstream * (x + y)


def order_changed(x, y, z, upstream):
    dq = upstream * z
    return upstream * (x + y), dq, dq.copy()


def summed(x, y, z, upstream):
    dq = np.sum(upstream * z)
    return dq, dq, np.sum(upstream * (x + y))


def summed__with_dot(x, y, z, upstream):
    return upstream @ z, upstream @ z, upstream @ (x + y)


def flipped_sign(x, y, z, upstream):
    return -upstream * z, -upstream * z, -upstream * (x + y)


def flipped_sign__in_what_arrives(x, y, z, upstream):
    down = -upstream
    dq = down * z
    dz = down * (x + y)
    return dq, dq.copy(), dz
