"""Numbers on the pages that are not notebooks: nothing computes them."""

NUMBERS = {
    "index": [
        "CC BY 4.0",
        "1 1 3 3",  # the layout of the cards, which the parser takes for text
    ],
    "exercises": [
        "about 15 MB, after which",  # tests/test_page.py adds the files up
        "ends with code 0 if the answer is right, 1 if it is wrong, 2 if it was not"
        " attempted, 3 if it crashed or ran out of time, and 64 if",
    ],
    "teaching": ["`bruno/week3.ipynb`"],
    "api/autodiff": [
        "S. Linnainmaa (1976), Taylor expansion of the accumulated rounding error, BIT "
        "16(2), 146–160, [doi:10.1007/BF01931367",
        "D. E. Rumelhart, G. E. Hinton, R. J. Williams (1986), Learning representations "
        "by back-propagating errors, Nature 323, 533–536, [doi:10.1038/323533a0",
        "A. G. Baydin, B. A. Pearlmutter, A. A. Radul, J. M. Siskind (2018), Automatic "
        "differentiation in machine learning: a survey, J. Mach. Learn. Res. 18(153), "
        "1–43.",
    ],
    "glossary": [
        "running mean that started at 0 by the share",
        "part L1, part squared L2.",
        "counting failures as 0.",
        "of weights to 0 together.",
        "with an L1 penalty, which sets weights to exactly 0.",
        "to mean 0 and variance 1 for each example.",
        "with a squared L2 penalty.",
        "pull estimates towards 0.",
        "move a number towards 0 by a fixed amount, and to 0 if it is",
        "outputs that are exactly 0.",
        "bit 比特 The unit of information with logarithms to base 2: one fair coin "
        "toss.",
        "calibration 校准 Agreement of predicted probabilities with frequencies: of "
        "the cases called 0.8, eight in ten are positive.",
        "f-divergence f散度 A family of divergences, one for each convex function $f$"
        " with $f(1)=0$; KL is a member.",
        "Gibbs' inequality 吉布斯不等式 The KL divergence is at least 0, and 0 only "
        "between equal distributions.",
        r"Jensen-Shannon divergence JS散度 (詹森-香农散度) The mean KL divergence of two "
        r"distributions from their mixture: symmetric, and at most $\log 2$.",
        r"nat 奈特 The unit of information with natural logarithms; $1/\ln 2\approx "
        r"1.443$ bits.",
        "probability distribution 概率分布 Numbers of at least 0, one for each outcome,"
        " that sum to 1.",
        "binary cross-entropy 二元交叉熵 Cross-entropy between a label of 0 or 1 and a "
        "predicted probability; also called log loss (对数损失).",
        "cosine similarity 余弦相似度 The cosine of the angle between two vectors: 1 for"
        " the same direction, -1 for opposite ones.",
        "hinge loss 合页损失 (铰链损失) 0 once the score is right by the margin, and "
        "growing linearly below it.",
        "dying ReLU 神经元死亡 A ReLU unit whose input is negative for all examples, so "
        "that it outputs 0 and no slope reaches its weights.",
        "smooth L1 loss",
        "平滑L1损失",
        r"hyperbolic tangent 双曲正切 (tanh) A sigmoid stretched to run from -1 to 1: "
        r"$\tanh z=2\sigma(2z)-1$.",
        r"logit 对数几率 (logit) The logarithm of the odds, $\log\frac{p}{1-p}$; also "
        r"the score before a sigmoid or a softmax.",
        "one-hot encoding 独热编码 A class written as a vector with a 1 in its place "
        "and 0 elsewhere.",
        r"rectified linear unit 修正线性单元 (ReLU) $\max(0,z)$, ReLU for short.",
        "saturation 饱和 The state of a unit on the flat part of its activation, "
        "where the slope is near 0.",
        r"sigmoid S型函数 (sigmoid) $\sigma(z)=1/(1+e^{-z})$, which turns a logit into "
        r"a probability; also called the logistic function.",
        r"softplus softplus 函数 $\log(1+e^z)$, a smooth ReLU whose slope is the "
        r"sigmoid.",
        "temperature 温度 A number that divides the logits before a softmax: above 1 "
        "it flattens the probabilities.",
        r"central difference 中心差分 $\frac{f(x+h)-f(x-h)}{2h}$, a numerical derivative"
        r" with an error of order $h^2$.",
        "batch normalization 批量归一化 Shifting and scaling each unit's inputs to mean "
        "0 and variance 1 over the batch.",
        "dropout 随机失活 (dropout) Setting a random part of the units to 0 at each "
        "training step.",
        "L1 regularization L1 正则化 A penalty on the sum of the weights' sizes; it "
        "makes some of them exactly 0 (lasso).",
        "L2 regularization L2 正则化 A penalty on the sum of the squared weights; it "
        "shrinks them all (ridge, 岭回归).",
        "weight decay 权重衰减 Multiplying the weights by a number just below 1 at each"
        " step.",
    ],
}
