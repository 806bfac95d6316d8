"""Names and words: Greek letters, functions, macros of layout, environments, and the words that are prose."""

from __future__ import annotations


def words(text: str) -> list[str]:
    return text.split()


GREEK = words(
    "alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi "
    "omicron pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda "
    "Xi Pi Sigma Upsilon Phi Psi Omega ell hbar imath jmath wp aleph digamma Alpha Beta Epsilon Zeta Eta Iota "
    "Kappa Mu Nu Rho Tau Chi varGamma varDelta varTheta varLambda varSigma varPhi varPsi varOmega eth beth "
    "hslash Bbbk"
)

FUNCTIONS = words(
    "sin cos tan cot sec csc arcsin arccos arctan arccot arcsec arccsc sinh cosh tanh coth sech csch arcsinh "
    "arccosh arctanh arsinh arcosh artanh asin acos atan asinh acosh atanh exp log ln lg lb det dim ker deg "
    "gcd lcm hom arg Pr tr Tr rank sgn sign diag erf erfc Re Im"
)

# Written as bare letters these are functions too: nobody means the product s i n.
BARE_FUNCTIONS = frozenset(words("sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh exp log ln det sgn"))

BARE_NAMES = frozenset(words(
    "floor ceil conj ReLU relu softmax sigmoid Softmax Sigmoid Var Cov MSE SSE argmax argmin sqrt sign diag rank "
    "KE PE GPE SE SD TP FP TN FN LHS RHS RMSE MAE SST SSR SSW SSB MST MSB MSW TSS RSS ESS TPR FPR IQR sinc"
))

# Greek letters as a keyboard spells them; the short ones only where nothing is set by TeX.
SPELLED = frozenset(words(
    "alpha beta gamma delta epsilon zeta theta kappa lambda sigma omega Gamma Delta Theta Lambda Sigma Omega"))
SPELLED_SHORT = frozenset(words("eta rho tau phi psi chi mu pi Phi Psi"))

# Letters with a mark as a keyboard spells it: xbar, phat, betahat.
MARKED = {f"{letter}{mark}": (letter, mark) for mark in ("bar", "hat", "tilde") for letter in (
    *"abcdefghijklmnopqrstuvwxyzABDEGHLMNPRSTUVWXYZ", *SPELLED, *SPELLED_SHORT)}
for _word in ("that", "what", "chat", "That", "What", "hbar", "mbar", "kbar"):
    MARKED.pop(_word, None)

# Upright or plain letters: the same name.
UPRIGHT = frozenset(words("mathrm operatorname mathit mathnormal mathop mathup symup symrm mathord mathbin"))

TEXT = frozenset(words(
    "text textrm textit textbf textsf texttt textnormal mbox hbox textup textsc emph intertext fbox"
))

DOTS = frozenset(words(
    "dots ldots cdots vdots ddots dotsc dotsb dotsm dotsi dotso hdots iddots textellipsis mathellipsis"
))

# Units of several letters: within an upright group of several, \\mathrm{kg\\,m/s^2}, each is one name.
UNIT_WORDS = frozenset(words(
    "kg mg km cm mm nm dm ms ns Hz kHz MHz GHz Pa kPa MPa hPa mol kJ MJ kW MW kN eV keV MeV GeV min rad kmol mL ml "
    "mA mV kV Wb lm lx cal kcal atm bar ft lb mi"
))

# Macros of layout, which leave no token.
SPACES = frozenset(words(
    ", ; : ! > ~ thinspace medspace thickspace enspace enskip negthinspace negmedspace negthickspace space "
    "nobreakspace limits nolimits displaystyle textstyle scriptstyle scriptscriptstyle nonumber notag qedhere hfill "
    "hfil allowbreak nobreak relax mathstrut strut noindent centering allowdisplaybreaks displaylimits newline "
    "xspace big Big bigg Bigg bigl Bigl biggl Biggl bigr Bigr biggr Biggr bigm Bigm biggm Biggm rm it normalsize small "
    "large Large tiny footnotesize scriptsize huge Huge normalfont itshape upshape hline smallskip medskip "
    "bigskip par protect mathrel mathinner mathpunct - / *"
))

# With one argument that is layout only; the argument goes too.
SPACES_WITH_ARGUMENT = frozenset(words(
    "hspace vspace hskip mspace kern mkern hphantom vphantom phantom label tag color displaybreak cline rule "
    "raisebox setlength cite vskip mskip footnotemark pagebreak linebreak"
))

HORIZONTAL = frozenset(words("hspace hskip mspace kern mkern"))        # those that are blank space within a line

# The argument stays, the macro says nothing about it.
TRANSPARENT = frozenset(words(
    "cancel bcancel xcancel boxed smash mathopen mathclose ensuremath framebox clap mathclap mathllap mathrlap "
    "llap rlap hl uwave"
))

NOUNS = frozenset(("recall",))                    # names of quantities before a sign of equality: Recall = 40/60

# A \text that begins with one of these is prose between statements, not a name.
WORDS = frozenset(words(
    "let if where when whenever with for since because as then so hence thus therefore otherwise else and or "
    "is are was such that given assume suppose by to from in on at of the an we have has not but using unless "
    "iff implies note recall which whose while also it this these there here via per over under provided "
    "assuming all every each any some i.e. e.g. ie eg s.t. w.r.t. w.p. a.s. i.i.d. otherwise, consider define "
    "substitute substituting equivalently similarly finally first second next now only find prove show that's "
    "follows gives yields yield plus minus times holds subject until after before both either neither nor do "
    "does did be been being can case"
))

ENVIRONMENTS: dict[str, str] = {
    "matrix": "matrix", "pmatrix": "pmatrix", "bmatrix": "bmatrix", "vmatrix": "vmatrix", "Vmatrix": "Vmatrix",
    "Bmatrix": "Bmatrix", "smallmatrix": "matrix", "array": "matrix", "psmallmatrix": "pmatrix", "pmatrix*": "pmatrix",
    "bmatrix*": "bmatrix", "matrix*": "matrix", "vmatrix*": "vmatrix", "bsmallmatrix": "bmatrix", "tabular": "matrix",
    "subarray": "matrix", "cases": "cases", "dcases": "cases", "rcases": "cases", "cases*": "cases", "dcases*": "cases",
}

LINES = frozenset(words(
    "aligned align align* alignat alignat* alignedat gathered gather gather* split equation equation* "
    "multline multline* eqnarray eqnarray* flalign flalign* multlined displaymath math dmath dmath* "
    "IEEEeqnarray IEEEeqnarray* IEEEeqnarraybox empheq empheq* subequations lgathered rgathered dgroup"
))
