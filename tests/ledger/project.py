"""What the chapter on the project prints."""

from mpmath import mp

from ledger._equations import Equation
from ledger._oracles import slope_of, softmax


def logits(rng):
    """Logits, their probabilities at a coldness t, and a label."""
    K = int(rng.integers(3, 6))
    z = [mp.mpf(v) for v in rng.normal(scale=1.5, size=K)]
    t = mp.mpf(rng.uniform(0.3, 2.5))
    return {
        "K": K,
        "k": int(rng.integers(1, K + 1)),
        "y": int(rng.integers(1, K + 1)),
        "z": z,
        "t": t,
        "q": softmax([t * v for v in z]),
    }


def surprise(point, t):
    """Minus the logarithm of the label's probability."""
    return -mp.log(softmax([t * v for v in point["z"]])[point["y"] - 1])


def sample(rng):
    """Mistakes, images, and the rates two standard errors from the share."""
    n = int(rng.integers(20, 400))
    wrong = int(rng.integers(1, n // 2))
    share = mp.mpf(wrong) / n

    def excess(rho):
        return abs(share - rho) / mp.sqrt(rho * (1 - rho) / n) - 2

    low = mp.findroot(
        excess, (share / 1000, share * (1 - mp.mpf(10) ** -9)), solver="anderson"
    )
    high = mp.findroot(
        excess,
        (share + mp.mpf(10) ** -9, 1 - mp.mpf(10) ** -6),
        solver="anderson",
    )
    return {
        "n": n,
        "rho": [low, high],
        "wrong": wrong,
    }


def one_end(rng):
    point = sample(rng)
    return point | {"rho": point["rho"][int(rng.integers(2))]}


COUNT = {"n_1": lambda p: p["wrong"]}


EQUATIONS = [
    Equation(
        "eq-project-cold",
        r"\ell = \log \sum_{k=1}^{K} e^{t z_k} - t z_y",
        "the cross-entropy of logits that are multiplied by t",
        logits,
        {r"\ell": lambda p: surprise(p, p["t"])},
    ),
    Equation(
        "eq-project-cold-slope",
        r"\frac{\partial \ell}{\partial t} = \sum_{k=1}^{K} q_k z_k - z_y",
        "its slope: the expected logit less that of the label",
        logits,
        {r"\frac{\partial \ell}{\partial t}": slope_of(surprise, "t")},
    ),
    Equation(
        "eq-project-cold-curvature",
        r"\begin{aligned} \frac{\partial^2 \ell}{\partial t^2}"
        r" &= \sum_{k=1}^{K} q_k z_k^2"
        r" - \Bigl( \sum_{k=1}^{K} q_k z_k \Bigr)^2 \\ &\ge 0 \end{aligned}",
        "its curvature is a variance",
        logits,
        {r"\frac{\partial^2 \ell}{\partial t^2}": slope_of(surprise, "t", 2)},
    ),
    Equation(
        "eq-project-score",
        r"\Bigl( \frac{n_1}{n} - \rho \Bigr)^2 = 4\,\frac{\rho (1 - \rho)}{n}",
        "at an end of the interval the share is two standard errors away",
        one_end,
        COUNT,
    ),
    Equation(
        "eq-project-quadratic",
        r"(n + 4)\,\rho^2 - (2 n_1 + 4)\,\rho + \frac{n_1^2}{n} = 0",
        "the same as a quadratic",
        one_end,
        COUNT,
    ),
    Equation(
        "eq-project-ends",
        r"\rho_2 = \frac{n_1 + 2 + 2 \sqrt{n_1 (1 - n_1 / n) + 1}}{n + 4}",
        "the upper end of the interval",
        sample,
        COUNT,
    ),
]
NUMBERS = [
    "On «n» images by new writers it is wrong in «100 * failed / n:.1f» %, "
    "logistic regression in «100 * rival_failed['logistic'] / n:.1f» %, a "
    "vote of the «votes» nearest images in «100 * rival_failed['neighbours'] "
    "/ n:.1f» %. A random split had promised «100 * known_writers.mean():.1f» "
    "% where new writers gave «100 * centre['error'].mean():.1f» %.",
    "no larger than what 95 of 100 perfectly calibrated",
    "at most 1 % of the answers are wrong, at most 2 % are wrong on the test part",
    "says that 13 people wrote these images",
    "With «len(sizes)» forms and 13 people",
    "The first 1, 4, 7 and 9 of each",
    "each of the digits 1, 4, 7 and 9 and a column for each of the «len(forms)»",
    "half a cosine to 0:",
    "Exercise 1: the expected calibration error",
    "Exercise 2: the slope in the temperature",
    "$t = 1/T$ for what",
    r"$\sum_k (a_k - p_k)^2$, where $p_k$ is 1 for the label and 0 else. It "
    r"cannot exceed 2, so that one",
    "fewer than 30 answers",
    "our network keeps $T = 1$.",
    "so that at most 1 answer in 100 is wrong? And",
    "$n_1$ of $n$ images",
    "share $n_1 / n$ scatters",
    r"standard error $\sqrt{\rho (1 - \rho) / n}$",
    "about 95 % of all samples",
    r"since $(n_1 + 2)^2 - (n + 4)\,n_1^2 / n$, under the root, is $4\,(n_1 - "
    r"n_1^2 / n + 1)$.",
    "the middle is $(n_1 + 2) / (n + 4)$, as if",
    "The common one, $n_1 / n$ plus and minus two estimated standard errors, "
    "has width 0 at $n_1 = 0$; Wilson's",
    "is convex in $1/T$, so",
    "from $n_1$ mistakes of $n$ has its middle at $(n_1 + 2) / (n + 4)$.",
    "drift apart by less than «max(apart['PyTorch, float32']):.5f», and",
    "The labels repeat: 0 to 9 «'three times' if list(y_dev[:30]) == 3 * "
    "list(range(10)) else 'not'», then «''.join(map(str, y_dev[30:40]))» and "
    "so on.",
    "There are «len(sizes)» forms. For «100 * own:.0f» % of the images the "
    "most similar other image stands on the same form, where chance would "
    "give «100 * chance:.0f» %:",
    "The other «len(forms)» forms are",
    "Each of the «len(forms)» development forms is judged once, by a model "
    "that was not trained on it. «'Two' if len(SPLITS['forms'][0][1]) > 200 "
    "else 'One'» others serve to tune, and the model is trained on the "
    "remaining «word(len(forms) - 3)». Then the forms change places: "
    "«word(len(SPLITS['forms']))» *rotations*.",
    "by a factor of «word(close.mean() / "
    "baseline['random']['neighbours'].mean())»: «100 * "
    "baseline['random']['neighbours'].mean():.1f» % wrong or «100 * "
    "baseline['forms']['neighbours'].mean():.1f» %. The random",
    "The forms differ, too: from «100 * close.min():.1f» % to «100 * "
    "close.max():.1f» %.",
    r"over the «len(forms)» forms, divided by $\sqrt{«len(forms)»}$.",
    "comparing «X.shape[1]» numbers with those of a thousand images, without "
    "any training, they make «'about half' if 0.4 < close.mean() / "
    "baseline['forms']['logistic'].mean() < 0.6 else 'not half'» the mistakes "
    "of logistic regression, which is wrong in «100 * "
    "baseline['forms']['logistic'].mean():.1f» %.",
    "«X.shape[1]» inputs, one hidden layer of ReLU units, "
    "«word(model.shape[1] - 75 * HIDDEN)» logits,",
    "batches of «BATCH» images and takes «STEPS» steps,",
    "«max(by_size)» units are hardly better than «HIDDEN», and",
    "it is wrong in «100 * centre['error'].mean():.1f» % of the images, on "
    "those that it was trained on in «100 * train_error.mean():.1f» %. It is "
    "«'not told apart' if abs(versus['logistic'].mean()) < "
    "versus['logistic'].std() else 'told apart'» from logistic regression, "
    "and the neighbours make «'half as many' if 0.4 < "
    "baseline['forms']['neighbours'].mean() / centre['error'].mean() < 0.55 "
    "else 'not half as many'» mistakes.",
    "it has «100 * known_writers.mean():.1f» %,",
    "same budget of «STEPS» steps",
    "more than three standard errors: with «len(gaps) if len(gaps) == 11 else "
    "'other'» variants, a rule",
    "smoothing 0.1, momentum 0.9, decay 0.01 (AdamW), dropout 0.2. Early "
    "stopping looks at the tuning forms every 10 steps",
    "standard errors over the «len(forms)» forms.",
    "The filled points lie further from it than their standard deviation over "
    "the forms, and «'all of them are worse' if all(g.mean() > 0 for g in "
    "gaps.values() if abs(g.mean()) > g.std(ddof=1)) else 'not all'».",
    "about a vertical line at 0 points.",
    "No change is «'better' if all(-g.mean() < g.std(ddof=1) for g in "
    "gaps.values()) else 'not'» than the centre by more than its spread. "
    "Three starts of the same network give «100 * seeds[0].mean():.1f», «100 "
    "* seeds[1].mean():.1f» and «100 * seeds[2].mean():.1f» %, and the "
    "activations differ from it by «100 * max(abs(gaps[f].mean()) for f in "
    "VARIANTS['activation']):.1f» points at most.",
    "Squared error is worse by «100 * gaps['squared error'].mean():.1f» "
    "points, «'only just' if 0 < gaps['squared error'].mean() / gaps['squared "
    "error'].std(ddof=1) - 1 < 0.1 else 'not'» beyond its spread. Dropout "
    "«'costs' if gaps['dropout 0.2'].mean() > gaps['dropout 0.2'].std(ddof=1) "
    "else 'not'» «100 * gaps['dropout 0.2'].mean():.1f»: perhaps «STEPS» "
    "steps are",
    "It holds for this budget, this size and «len(forms)» forms.",
    "With ten groups the error is «luck[10][0]:.3f», and luck alone gives "
    "«'as much' if round(luck[10][1], 3) == round(luck[10][0], 3) else 'not "
    "as much'». With 100 groups it is «luck[100][0]:.3f», and luck gives "
    "«luck[100][1]:.3f»: mostly noise. And «100 * crowded:.0f» % of",
    "the network claims «100 * off.max():.1f» points more than it gets right, "
    "on another «-100 * off.min():.1f» points less.",
    "told apart from 0: the log loss changes by «pm(helped['log loss'], 1, 3)».",
    "Label smoothing says «heat['smoothing 0.1'][0]:.2f» and is right in "
    "«heat['smoothing 0.1'][1]:.2f»; its calibration error falls from "
    "«heat['smoothing 0.1'][3]:.3f» to «heat['smoothing 0.1'][4]:.3f». "
    "Squared error goes from «heat['squared error'][3]:.3f» to «heat['squared "
    "error'][4]:.3f».",
    "«'Nearly half' if 0.4 < (confusion[:, [1, 9]].sum() - confusion[1, 1] - "
    "confusion[9, 9]) / mistakes < 0.5 else 'Not half'» of the confusions end "
    "at 1 or at 9.",
    "The neighbours read «word(np.sum(near[worst]))» of the ten, and "
    "«np.sum(near & ~right)» of all «mistakes»:",
    "At «strict» at most 1 answer in 100 is wrong, and «100 - 100 * "
    "covered:.0f» % of the images",
    "«'All five' if 5 in agreed else 'Not'» do on «100 * agreed[5][0]:.0f» % "
    "of the images, with «100 * agreed[5][1]:.1f» % wrong. The network, made "
    "to answer as many, is wrong in «100 * agreed[5][2]:.1f» %, which is "
    "«agreed[5][3]» more mistakes per 100 images. What the votes are not is a "
    "probability: in «agreed[3][4]» of their «agreed[3][5]» mistakes all "
    "three",
    "trained on all «len(forms)» development forms",
    "agree in all «STEPS» steps «'to within rounding' if apart['PyTorch, "
    "float64'][0] < 1e-11 else 'not'», and every answer is the same.",
    "standard deviation of «100 * spread:.1f» points, where chance among the "
    "images of one form would give «100 * alone:.1f». For new writers an "
    "honest interval is about «wider:.1f» times",
    "«'All three' if all(verdicts) else 'Not all'» criteria are met, to the "
    "letter. The first by «failed» mistakes against "
    "«rival_failed['logistic']»:",
    "the network has «alone_wrong['logistic'][0]» and logistic regression "
    "«alone_wrong['logistic'][1]». That is a coin toss. The third rests on "
    "«slips_test» mistakes, and its interval reaches «'beyond' if among[1] > "
    "0.02 else 'not beyond'» 2 %.",
    "The neighbours made «rival_failed['neighbours']» mistakes. These «n» "
    "images alone would not tell that from «failed»; on the development part "
    "the difference was «pm(versus['neighbours'])» points.",
    "the calibration error is «final['T = 1'][2]:.3f», «'less' if final['T = "
    "1'][2] < lucky[0] else 'more'» than luck gives on average, and the "
    "temperature «'would not have helped' if all(a <= b for a, b in "
    "zip(*final.values())) else 'would have helped'». But look at the forms: "
    "«100 * min(by_form):.1f» % wrong on one and «100 * max(by_form):.1f» % "
    "on another.",
    "«X.shape[1]» inputs, «HIDDEN» ReLU units, 10 logits; softmax "
    "cross-entropy, Adam, «STEPS» steps on batches of «BATCH»",
    "«len(dev)» images from «len(forms)» forms to develop, «n» from "
    "«len(by_form)» other forms to test; 13 writers in all",
    "«100 * failed / n:.1f» % on the test part, interval «100 * "
    "interval['network'][0]:.1f» to «100 * interval['network'][1]:.1f» % if "
    "images were independent; by form «100 * min(by_form):.1f» to «100 * "
    "max(by_form):.1f» %; by digit from 0 % («word(sum(share == 0 for share "
    "in by_digit))» digits) to «100 * max(by_digit):.0f» % (the "
    "«np.argmax(by_digit)»)",
    "log loss «final['T = 1'][0]:.3f», Brier score «final['T = 1'][1]:.3f», "
    "calibration error «final['T = 1'][2]:.3f» with ten groups",
    "from a confidence of «strict» it answers «100 * answered:.0f» % of the "
    "test images, «100 * slipped:.1f» % of them wrong (interval «100 * "
    "among[0]:.1f» to «100 * among[1]:.1f» %)",
    "the «votes» nearest images: «100 * rival_failed['neighbours'] / n:.1f» % wrong",
    "errors in use «'three times' if 2.5 < "
    "baseline['forms']['neighbours'].mean() / "
    "baseline['random']['neighbours'].mean() < 3.5 else 'not three times'» "
    "those in the report",
    "whose image is nearest: «100 * own:.0f» % from the same form, «100 * "
    "chance:.0f» % expected",
    "from three starts: «100 * seeds[0].mean():.1f», «100 * "
    "seeds[1].mean():.1f» and «100 * seeds[2].mean():.1f» %",
    "by form: «100 * off.min():.1f» to +«100 * off.max():.1f» points",
    "luck beside it: «luck[10][1]:.3f» with ten groups, «luck[100][1]:.3f» with 100",
    "«heat['smoothing 0.1'][0]:.2f» said, «heat['smoothing 0.1'][1]:.2f» right",
    "the neighbours «100 * baseline['random']['neighbours'].mean():.1f» % "
    "wrong on a random split, «100 * "
    "baseline['forms']['neighbours'].mean():.1f» % by form",
    "«pm(baseline['forms']['neighbours'])» % against «pm(centre['error'])» %",
    "calibration error «luck[10][0]:.3f», luck «luck[10][1]:.3f»; $T$ changed "
    "the log loss by «pm(helped['log loss'], 1, 3)»",
    "calibration error «heat['smoothing 0.1'][3]:.3f» to «heat['smoothing "
    "0.1'][4]:.3f», «heat['squared error'][3]:.3f» to «heat['squared "
    "error'][4]:.3f»",
    "differences to ReLU of at most «100 * max(abs(gaps[f].mean()) for f in "
    "VARIANTS['activation']):.1f» points, «'each within its spread' if "
    "all(abs(gaps[f].mean()) < gaps[f].std(ddof=1) for f in "
    "VARIANTS['activation']) else 'not'»",
    "differences of at most «100 * max(abs(gaps[f].mean()) for f in "
    "VARIANTS['optimizer']):.1f» points, «'each within its spread' if "
    "all(abs(gaps[f].mean()) < gaps[f].std(ddof=1) for f in "
    "VARIANTS['optimizer']) else 'not'»",
    "wrong «100 * failed / n:.1f» % of all, «100 * slipped:.1f» % of the «100 "
    "* answered:.0f» % answered",
    "with a standard deviation of «100 * spread:.1f» points, «'more than any' "
    "if spread > max(abs(g.mean()) for g in gaps.values()) else 'less than "
    "some'» change in the ablation.",
    "does not: «np.sum(near & ~right)» of its «mistakes» mistakes.",
    "Its gaps are still not 0, and",
]
