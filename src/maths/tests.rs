//! What formulas of the field should look like, and that nothing breaks.

use super::*;

/// LaTeX, and what a reader should see.
const FORMULAS: &str = r"
A = \operatorname{softmax}\left(\frac{QK^\top}{\sqrt{d_k}}\right) => A = softmax(QKᵀ/√dₖ)
W_{OV} = W_O W_V => W_OV = W_O W_V
W_{QK} = W_Q^\top W_K => W_QK = W_Qᵀ W_K
x W_Q W_K^\top x^\top / \sqrt{d_{\text{head}}} => x W_Q W_Kᵀ xᵀ/√d_head
T(t) = W_U \left( \mathrm{Id} + \sum_h A^h \otimes W_{OV}^h \right) W_E => T(t) = W_U(Id + ∑ₕ Aʰ ⊗ W_OVʰ) W_E
\mathcal{L} = \lVert x - \hat{x} \rVert_2^2 + \lambda \lVert f \rVert_1 => ℒ = ‖x − x̂‖₂² + λ‖f‖₁
\mathcal{L} = \|x-\hat{x}\|_2^2+\lambda\|f\|_1 => ℒ = ‖x − x̂‖₂² + λ‖f‖₁
W_E \in \mathbb{R}^{d_{\text{vocab}} \times d_{\text{model}}} => W_E ∈ ℝ^(d_vocab×d_model)
x \in \mathbb{R}^{d_{\text{model}}} => x ∈ ℝ^d_model
f(x) = \operatorname{ReLU}(W_{\text{enc}}(x - b_{\text{dec}}) + b_{\text{enc}}) => f(x) = ReLU(W_enc(x − b_dec) + b_enc)
\hat{x} = W_{dec} f(x) + b_{dec} => x̂ = W_dec f(x) + b_dec
\operatorname{BatchTopK}(X) = X \odot \mathbf{1}[X \ge \tau_{B \cdot K}] => BatchTopK(X) = X ⊙ 1[X ≥ τ_(B·K)]
\operatorname{JumpReLU}_\theta(z) = z \cdot H(z - \theta) => JumpReLU_θ(z) = z · H(z − θ)
\sum_{i=1}^{n} x_i + \sum_{i \in S} x_i => ∑ᵢ₌₁ⁿ xᵢ + ∑_(i∈S) xᵢ
KL(p \,\|\, q) = \sum_x p(x) \log \frac{p(x)}{q(x)} => KL(p ‖ q) = ∑ₓ p(x) log(p(x)/q(x))
D_{\mathrm{KL}}(p \| q) => D_KL(p ‖ q)
\mathbb{E}_{x \sim p}[\log p_\theta(x)] => 𝔼_(x∼p)[log p_θ(x)]
H(p, q) = -\sum_{i} p_i \log q_i => H(p, q) = −∑ᵢ pᵢ log qᵢ
M = U\Sigma V^\top => M = UΣVᵀ
x^{(l+1)} = x^{(l)} + \sum_{h \in H_l} h(x^{(l)}) => x⁽ˡ⁺¹⁾ = x⁽ˡ⁾ + ∑_(h∈Hₗ) h(x⁽ˡ⁾)
\theta^*_{\text{MLE}} = \argmin_\theta \mathcal{L}(\theta) => θ*_MLE = argmin_θ ℒ(θ)
J_{ij} = \frac{\partial y_i}{\partial x_j} => Jᵢⱼ = ∂yᵢ/∂xⱼ
\frac{\partial L}{\partial x} = \frac{\partial L}{\partial y}\frac{\partial y}{\partial x} => ∂L/∂x = (∂L/∂y) (∂y/∂x)
\frac{a+b}{c} - \frac{1}{2\sigma^2} + \frac{\frac{a}{b}}{\frac{c}{d}} => (a + b)/c − 1/(2σ²) + (a/b)/(c/d)
\frac{1}{N}\sum_{i=1}^N \ell(x_i) => (1/N) ∑ᵢ₌₁ᴺ ℓ(xᵢ)
\operatorname{softmax}(x)_i = \frac{\exp(x_i)}{\sum_{j} \exp(x_j)} => softmax(x)ᵢ = exp(xᵢ)/(∑ⱼ exp(xⱼ))
\sqrt[3]{x} + \sqrt{x+y} + \sqrt{2} + \sqrt{d}x + \sqrt{x}^2 + \sqrt{x^2} => ∛x + √(x + y) + √2 + √d x + (√x)² + √(x²)
\cos(u, v) = \frac{u \cdot v}{\|u\|\|v\|} => cos(u, v) = (u · v)/(‖u‖ ‖v‖)
\frac{1}{\sqrt{2\pi}} e^{-\frac{x^2}{2}} => (1/√(2π)) e^(−x²/2)
\text{LN}(x) = \gamma \odot \frac{x - \mu}{\sqrt{\sigma^2 + \epsilon}} + \beta => LN(x) = γ ⊙ (x − μ)/√(σ² + ε) + β
\text{IE} = \frac{\text{LD}_{\text{patched}} - \text{LD}_{\text{clean}}}{\text{LD}_{\text{clean}}} => IE = (LD_patched − LD_clean)/LD_clean
\nabla_z m \cdot (z_{\text{clean}} - z_{\text{corr}}) => ∇_z m · (z_clean − z_corr)
f(x) = \begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases} => f(x) = {x if x > 0; 0 otherwise
f(x) = \begin{cases} x, & x > 0 \\ 0, & x \le 0 \end{cases} => f(x) = {x if x > 0; 0 if x ≤ 0
\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}^\top \begin{pmatrix} a + b & c \end{pmatrix} => [1 2; 3 4]ᵀ [a + b, c]
\begin{aligned} a &= b + c, \\ d &= -e \end{aligned} => a = b + c; d = −e
\binom{n}{k} p^k (1-p)^{n-k} => C(n, k) pᵏ(1 − p)ⁿ⁻ᵏ
\mathbb{1}[x = y] + \mathbf{1}_{x>0} => 𝟙[x = y] + 1_(x>0)
\underbrace{W_O W_V}_{\text{OV circuit}} x + \underbrace{a + b}_{c} => W_O W_V [OV circuit] x + (a + b) [c]
x \xrightarrow{f} y \xleftarrow{} z => x ─f→ y ←─ z
\lim_{x \to 0} f(x) + \int_0^1 f(x)\,dx + \max_{i} |x_i| => lim_(x→0) f(x) + ∫₀¹ f(x) dx + maxᵢ |xᵢ|
\overline{xy} + \bar{x} + \hat{xy} + \tilde{\theta} + \vec{v} => x̅y̅ + x̄ + hat(xy) + θ̃ + v⃗
\{x : |x| < 1\} \cup \{x | |x| > 2\} => {x : |x| < 1} ∪ {x | |x| > 2}
\langle u, v \rangle = u^\top v, \langle\phi|\psi\rangle => ⟨u, v⟩ = uᵀv, ⟨φ | ψ⟩
p(x_t \mid x_{<t}) = p(x_t | x_{1:t-1}) => p(xₜ | x_(<t)) = p(xₜ | x_(1:t−1))
\tilde{W} = W - \frac{w w^\top}{\|w\|^2} W => W̃ = W − (wwᵀ/‖w‖²)W
r = \mu_+ - \mu_-, x_{-1} = -1 \cdot -2 => r = μ₊ − μ₋, x₋₁ = −1 · −2
x \leftarrow x - \hat{r}\hat{r}^\top x => x ← x − r̂r̂ᵀx
10^{-4}, 1{,}000, 12\,000, 0.5x, p_{0.9} => 10⁻⁴, 1,000, 12 000, 0.5x, p_0.9
\forall x \in X, \exists y : f(x) = y \implies \neg p \lor q => ∀x ∈ X, ∃y : f(x) = y ⇒ ¬p ∨ q
f\colon X \to Y => f: X → Y
W^Q, W^K, W^V, \mathbb{R}^N, x^T, \mathbf{x}^{\mathsf{T}}\mathbf{A} => W^Q, W^K, W^V, ℝᴺ, xᵀ, xᵀA
L(N) \propto N^{-\alpha}, \alpha \approx 0.076 => L(N) ∝ N^(−α), α ≈ 0.076
d_{\text{in}} \times d_{\text{mlp}} = 4d_{\text{model}}, x_{\text{resid\_post}} => d_in × d_mlp = 4 d_model, x_resid_post
e^{i\theta}, e^{x_i}, 2^{n-1}, a^{b^c}, x_{i_j} => eⁱᶿ, e^(xᵢ), 2ⁿ⁻¹, a^(bᶜ), x_(iⱼ)
\text{FVU} = \frac{\mathbb{E}\|x - \hat x\|^2}{\mathrm{Var}(x)} => FVU = 𝔼‖x − x̂‖²/Var(x)
x \bmod p, \sin^2\theta\cos\phi, \log_2 |V|, \log\log n => x mod p, sin² θ cos φ, log₂ |V|, log log n
\cos\left(\frac{2\pi k (a+b)}{p}\right) => cos(2πk(a + b)/p)
\Delta \text{logit} = \ell_{\text{IO}} - \ell_{\text{S}} => Δlogit = ℓ_IO − ℓ_S
m(x) \approx m(x') + (x-x')^\top \left.\frac{\partial m}{\partial x}\right|_{x'} => m(x) ≈ m(x′) + (x − x′)ᵀ(∂m/∂x)|_(x′)
1, \dots, n; x_1 + \cdots + x_n => 1, …, n; x₁ + ⋯ + xₙ
g(x) = \sigma(W_{\text{gate}} x) \odot (W_{\text{in}} x) => g(x) = σ(W_gate x) ⊙ (W_in x)
W_{U}^{-1}x^{\text{post}} y + x_i^2 + f''_j => W_U⁻¹ x^post y + xᵢ² + f″ⱼ
\operatorname*{argmax}_{x} f(x) = \operatorname{arg\,max}_i x_i => argmaxₓ f(x) = arg maxᵢ xᵢ
f(\cdot, x), \|\cdot\|_2, \Pr(A|B), \Bigl( \sum_i x_i \Bigr)^2 => f(·, x), ‖·‖₂, Pr(A | B), (∑ᵢ xᵢ)²
x^{**}, A^{+}, A^\dagger, A^\perp, 90^\circ, x^*, \hat{f}_{\hat{x}} => x**, A⁺, A†, A^⊥, 90°, x*, f̂_x̂
\mathfrak{g}, \mathscr{L}, \mathbb{RQ}, \mathcal{NB}, \mathtt{ab} => 𝔤, ℒ, ℝℚ, 𝒩ℬ, ab
100\% \text{ of heads at 5\%}, \frac{d y}{d x}, [x]_+ => 100% of heads at 5%, dy/dx, [x]₊
W_{\text{dec}}[:, i], \displaystyle \mathop{\mathbb{E}}_{x}\limits^{y} z => W_dec[:, i], 𝔼ₓʸ z
";

#[test]
fn formulas_read_well() {
    let lines: Vec<_> = FORMULAS.trim().lines().collect();
    assert!(lines.len() >= 60);
    for line in lines {
        let (latex, text) = line.split_once(" => ").expect("a formula and its text");
        assert_eq!(to_unicode(latex).as_deref(), Ok(text), "{latex}");
    }
}

#[test]
fn faults_say_where() {
    let faults = [
        (r"a + \fraq{a}{b}", 4, r"unknown command `\fraq`", r"did you mean `\frac`?"),
        (r"\opera{x}", 0, r"unknown command `\opera`", r"did you mean `\operatorname`?"),
        (r"\softmax", 0, r"unknown command `\softmax`", r"write `\operatorname{softmax}`"),
        (r"\frac{a", 5, "missing `}`", ""),
        (r"\text{a", 5, "missing `}`", ""),
        (r"\frac{a}", 0, r"missing argument of `\frac`", ""),
        (r"é_", 2, "missing argument of `_`", ""),
        (r"a}", 1, "`}` without `{`", ""),
        (r"a_b_c", 3, "second `_` on one symbol", ""),
        (r"50%", 2, "`%` needs a backslash", r"write `\%`"),
        (r"\left(x", 0, r"`\left` without `\right`", ""),
        (r"x\right)", 1, r"`\right` without `\left`", ""),
        (r"\left x\right)", 0, r"`\left` needs a bracket", ""),
        (r"a & b", 2, "`&` outside a matrix, cases or aligned", ""),
        (r"\begin{case}\end{case}", 0, "unknown environment `case`", "`cases`"),
        (r"\begin{cases} a", 0, r"missing `\end{cases}`", ""),
        (r"\sqrt[3{x}", 5, "missing `]`", ""),
        ("a\\", 1, "nothing follows the backslash", ""),
        ("a\u{202e}b", 1, "character U+202E cannot be shown", ""),
        ("a\u{1b}b", 1, "character U+001B cannot be shown", ""),
    ];
    for (latex, at, message, help) in faults {
        let fault = to_unicode(latex).expect_err(latex);
        assert_eq!((fault.at, fault.message.as_str()), (at, message), "{latex}");
        assert!(fault.help.unwrap_or_default().contains(help), "{latex}");
    }
}

#[test]
fn depth_is_limited() {
    for open in ["{", "x^{", r"\frac{", r"\hat", r"\sqrt[", r"\left(", r"\begin{cases}", "x_\\bar"] {
        assert!(to_unicode(&open.repeat(50_000)).is_err());
    }
    // Scripts on scripts nest without braces: as deep as a formula is long, too deep to walk.
    assert!(to_formula(&("x".to_owned() + &r"^a\!".repeat(50_000))).is_ok());
    let nested = |n: usize| to_unicode(&("{".repeat(n) + "x" + &"}".repeat(n)));
    assert_eq!(nested(DEEPEST - 1).as_deref(), Ok("x"));
    assert!(nested(DEEPEST).is_err_and(|fault| fault.message.starts_with("nested")));
}

#[test]
fn table_is_sorted_and_unique() {
    assert!(TABLE.windows(2).all(|pair| pair[0].0 < pair[1].0));
}

#[test]
fn no_input_panics_or_harms_the_terminal() {
    let mut pieces: Vec<String> = TABLE.iter().map(|entry| format!("\\{}", entry.0)).collect();
    let extra = "{ } { } { } ^ _ ' & \\\\ [ ] ( ) | \\| x 1 - + = , é \u{301} 𝔼 ≤ \\ $ ~ \t \r\n \
        \\begin{cases} \\end{cases} \\begin{matrix} \\end{matrix} \\text{ \\left( \\right)";
    for _ in 0..6 {
        pieces.extend(extra.split(' ').map(str::to_owned));
    }
    pieces.extend(["\0", "\u{202e}", "\u{85}", "\u{2028}", " ", "\\ ", "\\\n"].map(str::to_owned));
    let mut state: u64 = 1;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        usize::try_from(state >> 33).expect("31 bits") % below
    };
    for _ in 0..20_000 {
        let latex: String = (0..random(16)).map(|_| pieces[random(pieces.len())].as_str()).collect();
        match to_formula(&latex) {
            Ok(Formula { text, drawn }) => {
                assert!(!text.contains(|c: char| c.is_control() || unprintable(c)), "{latex}");
                let harms = |line: &str| line.contains(|c: char| c.is_control() || unprintable(c));
                assert!(!drawn.split('\n').any(harms), "{latex}");
                assert!(drawn.is_empty() || drawn.lines().count() > 1, "{latex}");
            }
            Err(fault) => assert!(latex.is_char_boundary(fault.at), "{latex}"),
        }
    }
}
