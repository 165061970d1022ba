"""What the chapter that checks claims prints: its frame, optimizers, regularization."""

from mpmath import mp

from ledger._equations import Equation
from ledger._oracles import sigmoid
from lossedu import losses
from lossedu.optimizers import SGD


def bowl(rng):
    return {
        "theta": [mp.mpf(rng.normal())],
        "eta": mp.mpf(rng.uniform(0.05, 1)),
        "lambda": [mp.mpf(rng.uniform(0.1, 5))],
        "t": 1,
        "j": 1,
    }


def bowl_step(point):
    """A step by the numerical slope of a parabola of that curvature."""
    (here,), (curvature,) = point["theta"], point["lambda"]
    return here - point["eta"] * mp.diff(lambda x: curvature * x * x / 2, here)


def steady(rng):
    return {
        "eta": mp.mpf(rng.uniform(0.05, 1)),
        "g": mp.mpf(rng.uniform(0.5, 5)) * int(rng.choice([-1, 1])),
        "t": int(rng.integers(2, 40)),
    }


def first_step(rng):
    return {"beta": [mp.mpf(beta) for beta in rng.uniform(0.5, 0.99, 2)]}


def first_ratio(point):
    """What all later steps leave to the first one, of the means' whole weight 1."""

    def left(beta):
        return 1 - mp.nsum(lambda k: beta**k * (1 - beta), [1, mp.inf])

    one, two = point["beta"]
    return left(one) / mp.sqrt(left(two))


def decay(rng):
    return {
        "theta": [mp.mpf(rng.normal())],
        "eta": mp.mpf(rng.uniform(0.05, 1)),
        "lambda": mp.mpf(rng.uniform(0.05, 1)),
        "g": [mp.mpf(rng.normal())],
        "t": 1,
    }


def penalised(point):
    """How far a step goes by the numerical slope of a loss with its penalty."""
    (slope,), (here,) = point["g"], point["theta"]

    def loss(x):
        return slope * x + point["lambda"] * x * x / 2

    return point["eta"] * mp.diff(loss, here)


def decayed(point):
    """The package's step of plain descent with weight decay."""
    (here,), (slope,) = point["theta"], point["g"]
    sgd = SGD(lr=float(point["eta"]), weight_decay=float(point["lambda"]))
    return sgd.step(here, slope, sgd.init(here))[0]


def residuals(rng):
    n = int(rng.integers(2, 7))
    r = [mp.mpf(v) for v in rng.normal(1, 2, size=n)]
    middle = mp.fsum(r) / n
    pairs = [(p - q) ** 2 for p in r for q in r]
    return {"n": n, "r": r, "mu": middle, "v": mp.fsum(pairs) / (2 * n * n)}


def twice(rng):
    K = int(rng.integers(2, 20))
    return {"K": mp.mpf(K)}


def chain(rng):
    z, w = (mp.mpf(v) for v in rng.normal(scale=1.5, size=2))
    return {
        "z": [z, w * sigmoid(z)],
        "w": w,
        "y": mp.mpf(int(rng.integers(2))),
        "sigma": sigmoid,
    }


def price(p, hidden):
    """Surprise at the label, from the probability that the output gives it."""
    a = sigmoid(p["w"] * sigmoid(hidden))
    return -mp.log(a if p["y"] else 1 - a)


EQUATIONS = [
    Equation(
        "eq-claims-mse",
        r"\frac{1}{n} \sum_{i=1}^{n} r_i^2 = \mu^2 + v",
        "the mean square is the square of the mean plus the variance",
        residuals,
    ),
    Equation(
        "eq-claims-floor",
        r"-\log \frac{e}{e + K - 1} = \log(e + K - 1) - 1",
        "the loss that two softmaxes cannot go below",
        twice,
        code=lambda p: losses.sparse_softmax_cross_entropy(
            0, [1.0] + [0.0] * (int(p["K"]) - 1)
        ),
    ),
    Equation(
        "eq-claims-hidden",
        r"\frac{\partial \ell}{\partial z_1} = (\sigma(z_2) - y)\,w\,\sigma'(z_1)",
        "the slope of the hidden sigmoid stays",
        chain,
        {
            r"\frac{\partial \ell}{\partial z_1}": lambda p: mp.diff(
                lambda v: price(p, v), p["z"][0]
            ),
            r"\sigma'(z_1)": lambda p: mp.diff(sigmoid, p["z"][0]),
        },
    ),
    Equation(
        "eq-claims-bowl-step",
        r"\theta_t - \eta\,\lambda_j \theta_t = (1 - \eta \lambda_j)\,\theta_t",
        "a step on a bowl multiplies the distance by a fixed number",
        bowl,
        {r"\eta\,\lambda_j \theta_t": lambda p: p["theta"][0] - bowl_step(p)},
    ),
    Equation(
        "eq-claims-adagrad",
        r"\frac{\eta}{\sqrt{v_t}} = \frac{\eta}{\lvert g \rvert \sqrt{t}}",
        "under slopes of one size AdaGrad's rate falls like one over root t",
        steady,
        {
            r"\sqrt{v_t}": lambda p: mp.norm([p["g"]] * p["t"]),
            r"\lvert g \rvert": lambda p: abs(p["g"]),
        },
    ),
    Equation(
        "eq-claims-adam-first",
        r"\frac{m_1}{\sqrt{v_1}} = \frac{1 - \beta_1}{\sqrt{1 - \beta_2}}",
        "without correction Adam's first step is off by this factor",
        first_step,
        {r"\frac{m_1}{\sqrt{v_1}}": first_ratio},
    ),
    Equation(
        "eq-claims-decay",
        r"(1 - \eta \lambda)\,\theta_t - \eta g_t = \theta_t - \eta (g_t + \lambda \theta_t)",
        "under plain descent decay and penalty are one step",
        decay,
        {r"\eta (g_t + \lambda \theta_t)": penalised},
        code=decayed,
    ),
]
# The lowest and the highest of the steps that a batch size took.
STEPS = "from «sgd_few[{0}].min():.0f» to «sgd_few[{0}].max():.0f»"

NUMBERS = [
    "The L1 loss gives sparse solutions",
    "**Predict first.** Fit 30 coefficients to 200 points;",
    "How many become exactly 0 with absolute errors as the loss?",
    "**True if** you mean what the L1 stands on.",
    "As a loss it zeroed «l1_loss[:, 0].max()» coefficients and «l1_loss[:, 1].max()» *residuals*:",
    "The lasso zeroed «l1_penalty[:, 0].mean():.0f» coefficients, the mean of five draws, and «l1_penalty[:, 1].max()» residuals.",
    '*Say instead:* "The L1 penalty gives sparse coefficients, the L1 loss fits a median."',
    "What does each say of a model that is 50 too high everywhere?",
    "**False.** The MSE has the *squared* unit, so centimetres multiply it by 10,000 and the standard deviation by 100.",
    "Of the diabetes scores the standard deviation is «mse_sd:.0f», the MSE of their mean «mse_mean:.0f» and that of a guess 50 higher «mse_high:.0f».",
    "The *root* of the MSE is the standard deviation if the residuals' mean is 0.",
    "*Source:* , section 5.4.4;",
    r"**Predict first.** With $\delta = 2$:",
    "what does a residual of 1 cost, and what a residual of 5?",
    r"In value the line is lowered by $\delta^2 / 2$, so that it meets the parabola:",
    "a residual of 1 costs «losses.huber(0, 1, delta=2.0):.1f», one of 5 costs «huber_cost[1][-1]:.0f» and not 10.",
    "PyTorch's cross-entropy is softmax, then log2, then NLL",
    "For two equal logits, is the loss 0.69 or 1?",
    "What if the true class is 200 behind, in 32 bits?",
    "«log2_loss[0]:.2f» for even odds.",
    "in two the second loss is infinite, since $e^{-200}$ is stored as 0, in one «log2_loss[1]:.0f».",
    "**Predict first.** The loss applies a softmax of its own, now to numbers between 0 and 1.",
    "`classes` has shape (n,) and holds whole numbers of classes, 1 or more.",
    "It is 0 for a single class.",
    "**False.** At best the true class is fed in as 1 and the others as 0.",
    "or «double_floor[3]:.2f» for three and «double_floor[10]:.2f» for ten, however sure the network is.",
    "Where a wrong class leads by 10, the slope is «double_pull:.0e» instead of «single_pull:.1f».",
    "**Predict first.** You learn that it is not class 0.",
    "Does that tell you something about class 1?",
    "here the two questions share «class_shared:.2f» nats, and a higher first logit takes the second probability from «class_p[1]:.2f» to «class_moved[1]:.2f».",
    "*Source:* , section 4.3.4;",
    r"For two classes with the probabilities $a$ and $1 - a$, how often does $-\log a$ stand in the sum?",
    "With ten of them it was «summed_ten.min():.1f» to «summed_ten.max():.0f» times the multi-class loss.",
    "With two outputs of a softmax it is «word(summed_two.mean())» times that loss, since both say the same.",
    "*Source:* , section 5.2 on outputs;",
    "Must the labels have $(n,)$ or $(n, 1)$?",
    "The loss (exp(y - ŷ) - 1)² punishes large errors exponentially",
    "**Predict first.** What does a prediction cost that is 10 too low?",
    "And one that is 10 too high?",
    '10 too low costs «f"{exponential(10):,.0f}"», but 10 too high «exponential(-10):.2f», and 30 too high «exponential(-30):.2f»:',
    "At 30 its slope is «2 * -np.expm1(-30) * np.exp(-30):.0e», and nothing is learned.",
    "**False.** With «len(np.unique(kinks_y))» kinks the mean absolute error led to within «kinks_median:.1f» of the median, the quantile loss to within «kinks_quarter:.1f» of the value with a quarter of the data below it.",
    "the share of mistakes had the slope 0 at all of «len(mistakes_flat)» levels.",
    "*Source:* , sections 6.3 on kinks and 8.1.2 on surrogates;",
    "**Predict first.** A neuron answers 0.98 where 0 is right, another 0.82.",
    "And two neurons without a sigmoid, which answer 4 and 1.5?",
    "«squared_bent[0]» steps from 0.98 to half of it, «squared_bent[1]» from 0.82.",
    "With a linear output the step grows with the mistake, and both take «squared_line[0]».",
    "*Source:* , chapter 3;",
    "**Predict first.** A hidden sigmoid feeds an output sigmoid, the target is 0, the loss is binary cross-entropy.",
    r"Write $z_1$ for the hidden sum, $z_2 = w\,\sigma(z_1)$ for the logit.",
    "At a sum of 10 the output neuron gets the slope «cancelled_top:.2f», the hidden one, with $w = 2$, only «cancelled_deep:.0e».",
    "**False.** It is never negative and 0 for equal distributions alone.",
    "But it is «kl_there:.2f» nats there and «kl_back:.2f» back, and a detour can be shorter.",
    "The root of the Jensen-Shannon divergence passed on the same 1000 triples, and provably does on all.",
    "*Source:* , section 2.3;",
    r"**False.** $D(p \,\|\, q)$ is «kl_there:.2f».",
    "`KLDivLoss(p, q)` gives «kldiv_plain:.2f», because it takes its first argument for a logarithm;",
    r"with that mended it is «kldiv_logs:.2f», which is $D(q \,\|\, p)$.",
    "«float(kldiv_parts.mean()):.2f».",
    "A loss is made small, so both libraries take 1 minus it:",
    "«cosine_ours[0][0]:.0f» for the same direction, «cosine_ours[1][0]:.0f» for the opposite.",
    "Keras' loss `CosineSimilarity` is, by its documentation, minus the similarity, from $-1$ to 1:",
    "Binary cross-entropy is infinite at p = 0 in every library",
    "PyTorch cuts the loss off at «zero_torch:.0f», scikit-learn the probability at the precision of its format, which gives «zero_sklearn:.2f».",
    '*Say instead:* "The formula is infinite at 0;',
    "**Predict first.** Can a probability exceed 1?",
    r"What is the sign of $-\log$ of a number above 1?",
    "no probability exceeds 1, so no surprise is negative.",
    "A density may exceed 1.",
    "The uniform one on half a metre has «entropy_metres:.2f» nats, in centimetres «entropy_centimetres:.2f».",
    "*Source:* , chapters 2 and 8 on both entropies;",
    "In $w_1$ and $w_2$, with the logits $w_1 w_2$ and 0?",
    "50 random pairs on digits agree.",
    "at $(3, 3)$ and $(-3, -3)$ the loss is near 0, halfway it is higher by «convex_two:.2f».",
    "**Predict first.** One digit in ten is an 8, and each 8 now counts nine times.",
    "«weighted_one[0].mean():.2f» becomes «weighted_nine[0].mean():.2f».",
    "Without weights a threshold of 0.1 finds «weighted_one[4].mean():.2f».",
    "Average precision, which asks how well the eights are ranked, changes by «weighted_mean[1]:+.3f» ± «weighted_sd[1]:.3f»:",
    "log loss «weighted_nine[2].mean():.2f» instead of «weighted_one[2].mean():.2f», mean probability of an 8 «weighted_nine[3].mean():.2f» instead of «weighted_one[3].mean():.2f».",
    "where a sigmoid stands at 4 and 0 is right, it pulls «best_ratio:.0f» times as hard as half the squared error.",
    "**False.** With right labels it read «best_crossed[0].mean():.3f» of the test digits, squared error of the softmax «best_squared[0].mean():.3f»:",
    "no difference («best_mean[0]:.3f» ± «best_sd[0]:.3f»).",
    "With four in ten wrong squared error led by «-best_mean[1]:.3f» ± «best_sd[1]:.3f»:",
    "**Predict first.** What is the slope of the ReLU at $-1000$, and what at 1000?",
    "**False.** The slope at 1000 is «relu_right:.0f»;",
    "with He's variance, two over the number of inputs, the mean square was multiplied by «relu_growth[2]:.1f» from the first of 20 layers to the last, with three over that number by «relu_growth[3]:.0f».",
    r"**True.** $\tanh z = 2\,\sigma(2z) - 1$.",
    '*Say instead:* the same, and "its slope at 0 is «activations.tanh_grad(0.0):.0f», the sigmoid\'s «activations.sigmoid_grad(0.0):.2f»".',
    "*Source:* , section 6.3.2;",
    "The sigmoid's slope never exceeds 1/4",
    "**Predict first.** The slope is $a (1 - a)$ for an output $a$.",
    "A weight of 8 stands before the sigmoid:",
    r"**True.** $\tfrac14 - a (1 - a)$ is $(a - \tfrac12)^2$, and a square is never negative.",
    "But in the number before a weight of 8 the slope is up to «8 * activations.sigmoid_grad(0.0):.0f», so the quarter alone does not make gradients vanish.",
    '*Say instead:* "The slope of the sigmoid in its own input is at most 1/4, at 0."',
    "*Source:* , section 4.3.2;",
    "**Predict first.** Is $e^{-40}$ zero on paper?",
    "And $a (1 - a)$, once the output $a$ has been rounded to 1?",
    "**True if** it is computed from an output that was rounded to 1.",
    "On paper, and from $z$ in double precision, the slope at 40 is «saturated_z:.1e».",
    "PyTorch computes $a (1 - a)$, and in its usual 32 bits that is 0 at 20.",
    "What does the leaky ReLU put out at 0?",
    "How much does it add to the ReLU at $-1$, and how much at $-100$?",
    "it adds «leaky_added[1]:.2f» at $-1$, «leaky_added[0]:.0f» at $-100$, and 0 from 0 on.",
    "**Predict first.** Train 32 units on pixels, none negative, at a rate at which almost half of the ReLUs fall silent:",
    "Does a slope of 0.01 on the left halve that number in 100 steps?",
    "One of 0.25?",
    "At rate 1.19 a share of «silent_all[0, 1.19]:.2f» of the ReLUs is silent, «silent_all[0.01, 1.19]:.2f» with slope 0.01, «silent_all[0.25, 1.19]:.2f» with 0.25.",
    "At rate 2.38 it is «silent_all[0, 2.38]:.2f», and «silent_all[0.25, 2.38]:.2f» with 0.25.",
    "Up to 40 % of units die when the rate is too high",
    "**Predict first.** Is there a reason why the share should stop at 40 %?",
    "Behind pixels a share of «dead_slow.mean():.2f» ± «dead_slow.std():.2f» is silent at rate 1 and «dead_fast.mean():.2f» ± «dead_fast.std():.2f» at rate 2, behind standardised inputs «dead_standard.mean():.2f».",
    '*Source:* , whose words are "as much as 40%";',
    "**Predict first.** Digits, standardised, two hidden layers of 24 units, each activation with its own best rate.",
    "How many times as many steps does tanh need to 90 % on the validation part?",
    "**False.** On the digits tanh needed «six_tanh.mean():.0f» ± «six_tanh.std():.0f» steps and ReLU «six_relu.mean():.0f» ± «six_relu.std():.0f».",
    '*Say instead:* "In one experiment of 2012 a ReLU network came to 25 % training error six times faster than one with tanh."',
    "*Source:* , section 3.1;",
    "**Predict first.** Send a gradient back through 20 layers of 100 ReLUs.",
    "Half of the slopes are 0.",
    "the mean square of the gradient is multiplied by «decay[2]:.1f» from the last layer to the first.",
    "With one over the number it is «decay[1]:.0e».",
    "*Source:* , section 2.2 on the start;",
    "**Predict first.** The slope of the ELU is 1 on the right and $e^z$ on the left.",
    "What is it at $-20$?",
    "What happens in 20 layers if the weights are half as large as they should be?",
    "**True if** the weights have the right size, here a variance of «elu_v:.2f» over the number of inputs:",
    "the mean square of the gradient is multiplied by «elu_kept:.1f» in 20 layers.",
    "With weights half as large it is «elu_lost:.0e», and a unit at $-20$ has the slope «elu_left:.0e»:",
    "**Predict first.** Fit a wave and a zigzag with two hidden layers of 16 units.",
    "On the wave the error of ReLU is larger by «swish_wave[1].mean():.2f» ± «swish_wave[1].std():.2f» in the slope, and by «swish_wave[0].mean():.3f» ± «swish_wave[0].std():.3f» in the value, which shows no difference.",
    "**False.** On the zigzag the error of swish is *larger*, by «-swish_zigzag[0].mean():.3f» ± «swish_zigzag[0].std():.3f» in the value:",
    "GELU is x sigmoid(1.702 x)",
    "**False.** It is an approximation, off by up to «gelu_gap:.2f».",
    r'$z\,\sigma(1.702\,z)$ comes to within «gelu_gap:.4f»."',
    "**Predict first.** A state of 64 numbers is multiplied by random weights and sent through an activation, 100 times.",
    "Which keeps the number 0.5 for 100 rounds at a weight of 1, tanh or ReLU?",
    "the largest number is «bound_tanh:.2f», with a sigmoid «bound_sigmoid:.2f», without a bend, as zero-centred as can be, «bound_none:.0e».",
    "of 0.5 tanh keeps «kept_tanh:.2f», a ReLU «kept_relu:.1f», and recurrent ReLUs that start from the identity have been trained.",
    "**Predict first.** $e^{1000}$ is too large for double precision, $e^{12}$ for half.",
    "Taking one number off all logits changes no probability, so libraries take off the largest, and no exponential exceeds 1.",
    # Chosen, inline formulas, versions and years.
    "from $-2$ it leaves".replace("from", "From"),
    "momentum 0.9 carry",
    "momentum 0.9 and rate 0.05 it crosses from 1.6 and 2, but not from 1.3.",
    "off by 1, up",
    "a rate of 0.1, or of 0.02 with",
    "Which of 8, 32 and all «len(sgd_labels)» examples",
    "loss below 0.2 in",
    "Released at 1.3 on",
    "the curvatures 1 and 10.",
    "never exceeds 1?",
    "beyond 2 over",
    "is below 1 while",
    r"$\eta < 2 / \lambda_j$",
    r"$2/\lambda_{\max}$",
    r"just above $2/\eta$",
    "no slope exceeds 1, so no step is longer than the rate, 20.",
    r"like $1/\sqrt t$",
    "both starting at 0.",
    "shares 0.9 and 0.999",
    "start at 0, or",
    "where it should be 1.",
    "from 1 to $-1$ and back every 50 steps",
    "with slopes of $\\pm 100$ it leaves «decay_penalty[1]:.2f» after 1000 steps, AdamW «decay_itself[1]:.2f»;",
    "with slopes of $\\pm 1$ both leave «decay_penalty[0]:.2f».",
    "the penalty leaves «decay_penalty_rest[0]:.2f» and «decay_penalty_rest[1]:.2f», near the «decay_ridge.mean():.2f» of L2, and AdamW «decay_itself_rest[0]:.2f» and «decay_itself_rest[1]:.2f».",
    "Under plain descent decay is L2.",
    "the minimum with L2.",
    "an L2 with a strength",
    r"is $1 - \beta$ times",
    "PyTorch 2.13",
    "$10^{-8}$",
    "of $10^{-8}$ an eps",
    "precision $10^{-8}$ is 0, and a weight without a slope divides 0 by 0.",
    "calls 1.0 or 0.1 a good",
    "TensorFlow 2.8's",
    "both betas 0, and what is Adam's step for a slope of 1, and for one of 100?",
    "at rate 0.1 both",
    "for 100000 weights?",
    "the 100000 weights",
    "start at 3 and 0.",
    "towards 0 by",
    "on 0 exactly",
    "After 3000 steps",
    "weight is 0: a step of fixed length jumps over 0 and back.",
    "stops at 0 what",
    "to exactly 0, the",
    "$p = 0.8$, and you type 0.8 into",
    "paper of 2014 $p$",
    "TensorFlow 1 was",
    "for $p = 0.5$, so",
    "version 1.9",
    "The minimum with an L1 penalty",
    # Sections of what is cited.
    "*Source:* , section 8.2; .",
    "section 5; find networks",
    "*Source:* , section 3; .",
    "*Source:* , section 4.2; .",
    "section 4; the documentation",
    "section 4; keep drawing",
    "at rate 0.1.",
    "From the start 2.0, which",
    "L2 regularization",
    "L1 as loss and",
    "a slope 0 or",
    "L2 makes the weights equal",
    "end with an L2 penalty",
    "L2 shrinks weights",
    "L1 with plain gradient steps",
    "The L1 penalty",
    "add up to $v_t = t g^2$",
    "those of SGD «betas_sgd[0]:.1f» and «betas_sgd[1]:.0f».",
    "From $-2$ it leaves",
    # Optimizers.
    "At rate 0.1 it takes «noise_shares[0.1] * 100:.0f» % of the runs out of the"
    " shallow hollow, at 0.02 «noise_shares[0.02] * 100:.0f» %,",
    "At 0.3 it takes «noise_deep * 100:.0f» % out of",
    "Full batches need «sgd_full:.0f» steps, batches of 32 " + STEPS.format(32) + ","
    " batches of 8 " + STEPS.format(8) + ".",
    "at most «32 * sgd_few[32].max():.0f» with batches of 32, and"
    " «len(sgd_labels) * sgd_full:.0f» with full ones.",
    "all «len(global_hollow)» rates",
    "between $-«high_bounce:.0f»$ and $«high_bounce:.0f»$",
    "leave «adagrad_shares['slopes of one size'] * 100:.0f» % of it; noisy slopes,"
    " here, «adagrad_shares['a bowl, noisy slopes'] * 100:.0f» %.",
    "With the defaults it is «adam_first:.2f»:",
    "the best of «len(ADAM_RATES)» rates for each, Adam's mean squared distance is"
    " «adam_costs['goal'][0]:.2f», that of RMSprop «adam_costs['goal'][1]:.2f», in",
    "and that of Adam without momentum «adam_alone:.2f».",
    "its mean height is «adam_costs['valley'][0]:.5f», that of RMSprop"
    " «adam_costs['valley'][1]:.3f».",
    "on each of «len(recurrent_adam)» seeds, with a mean loss of"
    " «recurrent_adam.mean():.2f» nats against «recurrent_plain.mean():.2f».",
    "in «recurrent_runs.min()» of «8» runs by both.",
    "both leave «decay_itself[0]:.2f».",
    "part by up to «momentum_apart.max():.2f»,",
    "leaves «eps_small:.2f» of the step.",
    "both steps are «betas_adam.max():.1f» long",
    '«second_bytes["Newton\'s table"] / 1e9:.0f» GB here. L-BFGS keeps'
    " «second_bytes['L-BFGS'] / 1e9:.3f» GB,",
    "in «second_found.nfev» gradients.",
    # Regularization and tuning.
    "stay «equal_gap(0):.1f» apart",
    "of the sizes is «equal_spread * 100 // 1:.0f» % of their mean or more, at each of"
    " «len(equal_sizes)» strengths",
    "sets «sum(zeros_proximal == 0)» of «len(zeros_proximal)» weights",
    "the share dropped, «dropout_torch * 100:.0f» % here.",
    "0.8 drops «dropout_paper * 100:.0f» %.",
    "in training is «evaluated_mean:.2f» of",
    "is «search_off['one matters'][1]:.3f» of the range off on average, that of a grid"
    " «search_off['one matters'][0]:.3f»,",
    "nearer, «search_off['both matter'][0]:.3f» against"
    " «search_off['both matter'][1]:.3f».",
    # The frame.
    "The smallest is «min(ball_over)», and",
    "with «' and '.join(map(str, ball_back))» the ball crosses",
    "Of the «sum(VERDICT_COUNTS.values())» claims «VERDICT_COUNTS['true']» are true as"
    " they stand, «VERDICT_COUNTS['false']» are false, and «VERDICT_COUNTS['true if']»"
    " are true under a condition.",
]
