"""The phrases of English mathematical writing, as tables; another language is another module like this one.

Words are matched in lower case and by their stems, so that "multiplies",
"multiplication" and "multiply" are one, and errors of grammar do no harm.
"""

from __future__ import annotations

import re

# What a formula is for, by the words before it; the last that matches in the clause counts.
PURPOSES: tuple[tuple[str, str], ...] = (
    # given: it holds from here on
    ("given", r"\blets?\b(?! us (see|show|prove|check|verify|compute|find))|\bsuppos\w*|\bassum\w*|\bgiven\b"),
    ("given", r"\bwhere\b|(?<!up )(?<!left )(?<!agrees )(?<!compared )(?<!along )\bwith\b|\bdenot\w*"),
    ("given", r"\bset\b|\bput\b|\bfix\b|\bchoos\w*|\bconsider\b|\btake\b|\bsuch that\b|\bs\.\s?t\.|\bsubject to\b"
     r"|\bsatisf\w*|\b(?:we|one) (?:iterates?|runs?|performs?)\b|\bthe (?:iteration|iterates|update rule|recursion)\b"),
    ("given", r"\bfor (all|any|every|each|some)\b|\bby definition\b|\bfor (a|an)\b|\bdefin(?!ite)\w*"),
    # condition: it holds for this statement
    ("condition", r"\biff?\b|\bwhen(ever)?\b|\bprovided\b|\b[as][so] long as\b|\bin case\b|\bonly if\b|\bunless\b"),
    # not "for one point L is", nor "loss for the label 1:"
    ("condition", r"\bfor\b(?! example| instance)(?! [^,;:]*\b(is|are|was|were|has|have|reads|becomes|equals)\s*$)"
     r"(?! (?![^:]*\b(?:following|these|values?|parameters?|choices?|settings?)\b)[^,;:⟦]*\w\s*:\s*$)"),
    ("condition", r"(?<!start )(?<!starts )(?<!starting )(?<!begin )(?<!beginning )\bat(?: the point)?(?=\s*$)"),
    ("given", r"\b(?:start|begin)(?:s|ning|ing)? (?:at|from|with)(?: the point)?(?=\s*$)"),
    ("condition", r"\b(?:try|trying|testing)\b(?: (?:a|the) (?:solution|form|function)(?: of the form)?)?(?=\s*$)"),
    # statement: it is claimed
    ("statement", r"\btherefore\b|\bhence\b|\bthus\b|\bso\b|\bthen\b|\bwe (get|have|obtain|find|see|conclude)\b"),
    ("statement", r"\bobtain\w*|\bgives?\b|\bgiving\b|\byields?\b|\bimpl(y|ies|ying)\b|\bfollows?\b|\bconclu\w*"),
    ("statement", r"\bbecomes?\b|\bequals?\b|\bleads? to\b|\bresult\w*|\bcomput\w*|\bcalculat\w*|\bsimplif\w*"),
    ("statement", r"\bthat is\b|\bi\.e\.|\bis then\b|\bhas\b|\bsince\b|\bbecause\b|\btotal\b|\banswer\b"),
    ("statement", r"\bgiven (by|as|in)\b|\bto be\b|\bmust be\b|\bknow(n|ing|s)?\b|\brecall\w*|\busing\b|\bby\b"),
    ("statement", r"\bfor\b[^,;:⟦]*\b(?:one|we|you|people) (?:[a-z]+ )?uses?(?=\s*$)"),
    ("statement", r"\bwe (can |now |may |also )?(verify|check)( that)?\b|\bverif(?:y|ying|ication)\W*:"),
    ("statement", r"\bsolving(?: (?:this|these|them|it|the (?:system|equations?)|simultaneously|for ⟦\d+⟧))*,\s*$"),
    # goal: it is to be proved
    ("goal", r"\b(prove|show|verify|demonstrate|establish)\b(?! (by|our|your|my|the result))( that)?"),
    ("goal", r"\b(to|must|should|we) (prove|show|verify|demonstrate|establish)\b( that)?|\bclaim(:| that\b)"),
    # equation: it is to be solved
    ("equation", r"\bsetting\b|\bsolv\w*(?! for (?!⟦)[^⟦.;:]*\w:\s*$)|\broots? of\b|\bsolutions? (of|to)\b"),
)
PURPOSE_PATTERNS = tuple((purpose, re.compile(pattern)) for purpose, pattern in PURPOSES)

# Words before a relation that is to be shown by induction, so that it is assumed of what comes before.
GUESSES = re.compile(
    r"\b(?:guess\w*|conjectur\w*|inductive(?:ly)?|induction|substitution method|by substitution)\b[^.$⟦]*"
    r"(?:⟦\d+⟧[\s,(]*(?:[:;]|i\.\s?e\.|that is|meaning|so|which means)[^.$⟦]*)?$", re.I)

# Words before a recurrence that say that it is one, and not a step of a solution.
RECURRENCES = re.compile(r"\b(?:recurrences?|recursions?|solutions? (?:to|of|for)|solv\w+)\b[^.$⟦]*$", re.I)

# Trailing clauses that speak of the display before them.
TRAILING = re.compile(
    r"^[\s,]*(where|with(?! (?:the )?(?:partial )?(?:derivative|gradient|slope)s?\b)|for|if|when|whenever|provided"
    r"|as long as|in which|here|and where|since|because|assuming"
    r"|(?:the|this) (?:last|final) (?:step|inequality|line)|which (?:holds|is true|is valid))\b", re.I)

LEADS_ON = re.compile(r":\s*$|^\s*[A-Z][^.]*,\s*$")

# Words right before a relation that tie it to a statement of the same sentence.
ATTACHES = re.compile(
    r"(?:(?P<kept>\bfor (?:all|any|every|each|some)\b|\bassuming\b|\bsupposing\b|\bgiven\b|\bwith\b)"
    r"|(?P<reason>\bsince\b|\bbecause\b|^[\s,(]*as\b|\bfrom\b|\busing\b)"
    r"|(?P<unless>\bunless\b)"
    r"|(?P<condition>\biff?\b|\bwhen(?:ever)?\b|\bprovided\b|\bas (?:long|soon) as\b|\bin case\b|\bfor\b))"
    r"(?:\s+(?:that|we have|we know|we assume|now|again|here|also|both|either|and|only|any|real|positive|fixed|the"
    r"|an?|all|every|each|integers?|reals?|complex|whole|natural|non-?negative|negative|non-?zero|numbers?|values? of"
    r"|clearly|then|always|by assumption|by definition|it holds that|it follows that))*\s*$"
)
# A clause that began with such a word, after other words and names: since log is increasing and x > y.
OPENED = re.compile(r"\b(?:(?P<reason>since|because)|(?P<condition>if|when|whenever))\b(?P<rest>[^,;:]*)$")
NEW_CLAUSE = re.compile(r"\s*(?:[;:]|,?\s*(?:and|but|while|whereas|then|so|hence|thus|therefore|however)\b)")
GOES_ON = re.compile(r"[\s,]*(?:and|or)?[\s,]*$")
THEN = re.compile(r"\s*,?\s*then\b")
PUT_IN_FOR = re.compile(r"\s*(?::|,?\s*(?:then|we|one|you|this|it|the|its|gives?|yields?)\b)")     # for x = 1, y = 2 we

# Words that choose among terms by their indices: the ones where i = k. Nothing is said of i and k elsewhere.
SELECTS = re.compile(
    r"\b(?:ones?(?!-)|terms?|those|entries|elements|summands|indices|non-?zero|zero|vanish\w*|remain\w*|need|contributes?)\b"
    r"[^.;:]{0,60}\b(?:where|when|if|for which|unless)\s+(?:we\s+(?:need|have|want|require|get)\s+)?$"
    r"|\bwhere we (?:need|want|require)\s+$"
)

# The end of a case: what follows is about all of them.
CONCLUDES = re.compile(r"^\W*(\\?therefore|hence|thus|so|consequently|in conclusion|finally|overall|altogether|∴)")
ALL_CASES = re.compile(
    r"\b(in|for) (both|all|either|every|each) (of the )?cases?\b|\bin (any|either|every) case\b"
    r"|\b(combin|summari[sz]|putting)\w*\b.{0,30}\b(cases?|together|both)\b|\ball cases\b|\bq\.?e\.?d\b"
)
CASE = re.compile(r"^\W*([a-z]+\{\W*)?(sub|in |the (?=case w))?case( where)?\b\s*(\(?[0-9ivx]+\)?\s*[:.)-]?)?", re.I)
OTHERWISE = re.compile(r"\b(otherwise|else|in all other cases|all other)\b")

# Names that begin a declaration: they stand for something new.
LET = re.compile(
    r"\b(?:let|suppose|consider|assume)\s+(?:that\s+|now\s+)?(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?P<names>⟦\d+⟧(?:(?:\s*,\s*(?:and\s+)?|\s+and\s+)⟦\d+⟧)*)(?P<verb>\s+(?:is|are|be|denotes?)\b)?"
)

# What a name is declared to be: sort, and relations to zero or bounds.
SORTS: tuple[tuple[str, str], ...] = (
    ("integer", r"\b(integers?|whole numbers?|natural numbers?|naturals|index|indices)\b"),
    ("vector", r"\brandom vectors?\b"),
    ("random", r"(?<!complex )(?<!complex-valued )\b(random|indicator) varia(ble|te)s?\b|\bi\.i\.d\.|\brvs?\b"),
    ("matrix", r"\bmatri(x|ces)\b"),
    ("vector", r"\bvectors?\b"),
    ("event", r"\bevents?\b"),
    ("set", r"\bsets?\b(?! of (?:equations|size|cardinality|order)\b)"),
    ("function", r"\bfunctions?\b(?! of)|\b(density|likelihood|distribution) function\b(?! of)"),
    ("complex", r"\bcomplex( numbers?)?\b"),
    ("real", r"\breals?( numbers?| values?| constants?)?\b|\b(constant|scalar|number|variable)s?\b"),
)
WITH = re.compile(r"\b(?:with|having|whose)\b")
SORT_PATTERNS = tuple((sort, re.compile(pattern)) for sort, pattern in SORTS)
SIGNS: tuple[tuple[str, str], ...] = (
    (">=", r"\bnon-?negative\b|\bnot negative\b|\bat least zero\b"),
    ("<=", r"\bnon-?positive\b"),
    ("!=", r"\bnon-?zero\b|\bnot zero\b|\bdifferent from (zero|0)\b|\bdoes not vanish\b"),
    (">", r"\b(strictly )?positive\b|\bgreater than (zero|0)\b"),
    ("<", r"\b(strictly )?negative\b|\bless than (zero|0)\b"),
    ("natural", r"\bnatural numbers?\b"),
    ("odds", r"\bprobabilit(y|ies)\b"),
    (">=", r"\b(lengths?|distances?|radius|radii|areas?|volumes?|mass(es)?|durations?|widths?)\b"),
)
SIGN_PATTERNS = tuple((sign, re.compile(pattern)) for sign, pattern in SIGNS)
MEASURING = re.compile(r"\bof\s+(?:(?:size|length|dimension|degree|order|cardinality|rank|mean|variance)s?\s*)?$")
MEASURED = re.compile(r"\b(?:length|distance|radius|area|volume|mass|duration|width)\s*$")
DECLARES = re.compile(r"^[\s,]*(?:both |all |each |now |here )*(is|are|be|denotes?|being|represents?)\b")
CLAIMED = re.compile(r"\b(therefore|hence|thus|so|then|conclud\w*|follows?|impl(y|ies)|shows?|we (see|get|have))\b")
NEXT_CLAUSE = re.compile(r"\bthen\b|,|\bso that\b|\bwe have\b")
NOT_A_DECLARATION = re.compile(r"\b(not|never|if|greater|less|larger|smaller|equal|then|given by|obtained)\b")
PARTS_BEHIND = re.compile(r"\b(?:rows?|columns?|entries|entry|elements?)\W*$")       # a matrix with rows x_i^T
# Words that restrict what a name may be in ways that nothing here checks.
RESTRICTS = re.compile(
    r"\b(even|odd|quadrants?|primes?|coprime|composite|perfect (square|cube)|square-?free|multiples?|divisible"
    r"|divides|divisors?|powers? of|roots? of unity|unit (vectors?|norm|length|circle)|normali[sz]ed|orthogonal"
    r"|orthonormal|perpendicular|parallel|(skew-?|anti-?)?symmetric|hermitian|unitary|invertible|(non-?)?singular|diagonal|triangular|idempotent"
    r"|nilpotent|independent|uncorrelated|disjoint|mutually exclusive|centred|centered|zero[- ]mean|mean zero"
    r"|continuous|(twice )?differentiable|smooth|analytic|holomorphic|monoton\w*|(strictly )?(increasing|decreasing)"
    r"|convex|concave|bounded|convergent|periodic|bijective|injective|surjective|inverse|eigenvalues?|eigenvectors?|solutions?"
    r"|roots?|(sufficiently|very) (small|large)|consecutive|geometric|arithmetic|harmonic|acute|obtuse|triangles?"
    r"|distributed|conjugates?|principal|minimi[sz]\w+|maximi[sz]\w+|optimal|critical|stationary|equilibrium|mod(ulo)?|imaginary"
    r"|characteristic|cyclic|abelian|commut\w+|infinitesimal|rotations?|reflections?|projections?|projectors?|involut\w+"
    r"|permutations?|stochastic|(?:of|has|have|with) (?:length|norm) (?:one|1)|right angles?|definite|covariance"
    r"|correlation|precision|hessian|gram|laplacian|adjacency|golden|satisf\w+|householder|toeplitz|circulant)\b"
)

# Words that tie names to each other without naming them: since the targets sum to one, at the optimum, by symmetry.
TIES = re.compile(
    r"\bsums? (?:up )?to\b|\b(?:is|are|be|equals?|equal to|to) (?:zero|0|one|1)\b(?!,?\s+(?:if|when|where|for|and)\b)"
    r"|\bvanish\w*|\bfirst[- ]order\b"
    r"|\boptim\w+|\bfeasibl\w+|\bsteady[- ]state\b|\bconstraints?\b|\bbinary\b|\bindicators?\b|\bone-hot\b"
    r"|\bby (?:\w+ )?(?:(?:anti)?symmetry|independence|assumption|hypothesis|construction|orthogonality|parity"
    r"|stationarity|conservation|periodicity)\b|\bexchangeab\w+|\bidentical(?:ly)?\b|\bnormal equations?\b"
    r"|\bunit[- ](?:length|norm|variance)\b|\bline to line\b|\barbitrary constants?\b"
    r"|\b(?:up to|ignoring|dropping|omitting|absorbing) (?:\w+ )*(?:constants?|factors?|terms?)\b", re.I)

# A condition in words alone, and the clause that is said under it: If the first class is right, the loss is F.
UNDER_WORDS = re.compile(
    r"\b(?:if|when(?:ever)?|in case|as long as|provided)\s+(?P<act>(?:we|you|one|i)\b)?[^,;:⟦]*,\s+(?:then\s+)?"
    r"(?:[\w'’()-]+\s+){1,9}$", re.I)

# Words of geometry and of sizes: what stands under a root there is no negative length.
MEASURES = re.compile(
    r"\b(areas?|diagonals?|lengths?|perimeter|radius|radii|diameters?|circles?|triangles?|rectangles?|hypotenuse"
    r"|cubes?|spheres?|cylinders?|cones?|distances?|heights?|mass(?:es)?|speeds?|energy|resistances?|capacitances?"
    r"|volumes?|pressures?|temperatures?|frequenc(?:y|ies)|wavelengths?|springs?|pendulum"
    r"|(?:marginal|average|fixed|total) costs?|prices?|revenues?|demand|concentrations?)\b(?! of (?:the |this |an? )?"
    r"(?:equation|inequality|identity|expression))", re.I)

# What may be negative, before the letter for it, also where lengths are spoken of; words of what a variance is of.
SIGNED = re.compile(r"\b(?:profit|loss|slope|gradient|charge|displacement|position|acceleration|change|voltage|root"
                    r"|integer|number|angle|constant)s?\b[^.$]{0,30}\$\s*\\?([A-Za-z]+)\s*\$")
SPREADS = re.compile(r"\b(?:varianc|deviation|sample|statistic|estimat|standard error|regress|spread|Var\b)", re.I)

# Words of the standard normal law, for which the letters Z and Phi are customary; of a law that stands in for another.
STANDARD_NORMAL = re.compile(
    r"\bstandard (?:normal|gaussian)\b|\bstandardi[sz]|\bnormal (?:probability |distribution )?tables?\b"
    r"|\b[zZ]\$?[- ]?(?:scores?|tables?|statistics?)\b|\bN\}?\s*\(\s*0\s*,\s*1\s*\)")
# A page on which Z is a score, as it is where areas under the normal curve are asked for, and words by which it is not.
SCORED = re.compile(
    r"\b(?:normal(?:ly)?|p-values?|hypothes[ie]s|confidence)\b.*P\s*(?:\\left|\\[bB]ig+l?)?\s*\("
    r"(?:\s*-?[\d.]+\s*(?:<|\\leq?))?\s*Z\s*(?:[<>]|\\[lg]eq?)", re.S | re.I)
OF_ITS_OWN = re.compile(
    r"\bZ\$?\s*(?:=(?!\s*(?:\\d?frac|-?[\d.]))|\\sim|is\b|be\b|has\b|denotes?\b|follows?\b)|\blet\s+\$Z\b")
# Before a relation that a test is about: H_0: p = 0.5, the alternative hypothesis is p > 0.5.
TESTED = re.compile(
    r"(?:(?<!\bunder )\bH_?\{?\s*(?:\\text\{|\\mathrm\{)?[0-9oaA]\}?\}?\$?[*_]*\s*&?\s*(?::|\\colon\b|\\text\{:\s*\})"
    r"|\b(?:null|alternative|alternate|research)(?:\s+hypothes[ie]s)?\s*(?:\$?\(?H_\{?[0-9oaA]\}?\)?\$?)?\s*"
    r"(?:is|that|are|says|states|:)?(?:\s+that)?)"
    r"(?:\s|\*|\$|&|~|\\[ ,;:!]|\\q?quad\b|\\\(|\\\[)*\Z")
ROUGH = re.compile(r"\bapproximat\w*|\bcentral limit\b|\bCLT\b|\bcontinuity correction\b", re.I)

# "for some integer k", after which nothing more is said of k.
ANY_INTEGER = re.compile(
    r"\b(?:for|with|where|some|any|all|every|an|each|exists?|are)\s+(?:some\s+|an\s+|any\s+|all\s+)?"
    r"(?:integers?|whole numbers?)\s+(?:⟦\d+⟧\s*(?:,|and|,\s*and)\s*)*$")
SAID_OF = re.compile(r"\W*(?:is|are|be|being|both|which|that|such|with|satisf\w+)\b")

# Words after which capitals side by side may not change places.
NOT_COMMUTING = re.compile(
    r"(?<!confusion )\bmatri(?:x|ces)\b|\b(?:linear|hermitian|momentum|ladder|creation|annihilation) operators?\b"
    r"|\bcommutators?\b|\bnon-?commut\w+|\bnot commut\w+|\bquaternions?\b", re.I)

# Lines and planes beside a curve, whose points have the names of its points.
# What is asked at the end of a sentence, so that its conditions are those of the problem.
_ASKS = r"(?:find|determine|compute|calculate|evaluate|what (?:is|are)|solve|express)\b"
ASKS = re.compile(r"(?:^|[,;⟧])\s*(?:then\s+)?" + _ASKS, re.I)
ASKED = re.compile(r"\W*(?:\d{1,2}\W+)?" + _ASKS, re.I)

ANOTHER_LINE = re.compile(
    r"\btangents?\b(?! (?:of|function|ratio))|\b(?:normal|secant|straight|perpendicular|parallel) (?:line|plane)s?\b"
    r"|\basymptotes?\b|\bchords?\b|\bequation of (?:the|a) (?:line|plane)\b|\binverse function\b"
    r"|\b(?:areas?|regions?)\b[^.$⟦]*\b(?:between|bounded by|enclosed)\b|\bcurves (?:meet|intersect|cross)\b", re.I)

# Words beside "matrix" and "vector" that leave open which one it is.
PLAIN_SHAPES = frozenset(re.split(r"\W+", (
    "a an the be is are being denotes denote two three any all each some both real square random constant fixed given "
    "arbitrary general matrix matrices vector vectors column columns dimensional size dimension of by times and with "
    "n m p k d")))

# A class, and which one is right.
CLASS = re.compile(r"\b(class|label|category|target|answer)\b")
RIGHT = re.compile(r"\b(correct|true|right|actual|target|ground[- ]truth)\b")
ONE_HOT = re.compile(r"\bone[- ]hot\b")
INDICATOR = re.compile(r"^\s*(?:is|are|=|equals?|be)?\s*(1|one)\s+(?:if|when|for|where)\b(?P<condition>.*?)\b"
                       r"(?:and|or)?\s*(?:is\s*)?(0|zero)\s+(?:otherwise|else|for\b|if\b|when\b|in\b)", re.DOTALL)

# Claims in words.
COUNT_STEMS = ("amount", "number", "count", "quantity", "many")
KIND_STEMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("multiplications", ("multipl", "macs", "mac", "multiply-add", "multiply-accumulate")),
    ("parameters", ("paramet", "learnable")),
    ("weights", ("weight",)),
    ("biases", ("bias",)),
    ("size", ("size", "shape", "dimension", "resolution", "output")),
)
ADDITIONS = frozenset({"sum", "total", "together", "altogether", "combined", "sums", "overall"})
BE = frozenset({"is", "are", "was", "were", "equals", "equal", "be", "becomes", "gives", "being", "means"})
HAVE = frozenset({"has", "have", "needs", "need", "requires", "require", "takes", "take", "uses", "use", "contains"})
COMPARISONS: tuple[tuple[str, frozenset[str]], ...] = (
    (">", frozenset({"greater", "more", "larger", "bigger", "higher", "exceeds"})),
    ("<", frozenset({"less", "fewer", "smaller", "lower"})),
)
SAME = frozenset({"same"})
RATIOS = frozenset({"factor", "ratio", "fraction", "proportion", "share", "times"})
# Where a clause begins with a subject of its own: "..., so a fully connected layer needs".
OWN_SUBJECT = re.compile(r"[,;:]\s*(?:(?:so|hence|thus|therefore|and|but|while|whereas|then|that)\s+)*"
                         r"(?=(?:an?|another|each|every|any|such an?)\s+[a-z])")
NAMES_AFTER = frozenset({"of", "for", "in", "to", "compute", "computing", "layer", "layers", "and", "case", "if", "or",
                         "output", "path", "at", "from", "block", "stage", "through", "than", "get", "map", ","})
NAME_BEFORE = BE | HAVE | frozenset({"and", "or", "which", "than", "to", "in", "by", "with", "the", "will", "as",
                                     "that", "together", "respectively", "combined", "but", "while", "would"})

# Words before a number that calculate with it: half of 30, 5 more than 3, 20% of 50.
CALCULATES = re.compile(
    r"(?<!total )(?<!sum )(?<!product )(?<!ratio )(?<!value )(?<!cost )(?<!rate )(?<!factor )"
    r"\b(of|than|per|percent|plus|minus|times|twice|double|triple|thrice|half|squared?|cubed?"
    r"|divided by|multiplied by)\W*$"
)
# Words between two formulas that leave them two.
JOINS = re.compile(
    r"[,;:.]|\b(and|or|so|then|hence|thus|therefore|where|with|if|for|when(ever)?|since|because|that|implies|gives?|as"
    r"|which|we|iff|is|are|but|while|by|using|from|let|at|yields?|under|given|in|on|otherwise|also|now|resp\w*|unless"
    r"|only|to|not)\b"
)

# The hypothesis of an induction, told in words, and the end of the induction.
INDUCTION_HYPOTHESIS = re.compile(
    r"\b(?:if|assum(?:e|es|ing)|suppos(?:e|es|ing)|let us assume)\s+(?:now\s+|that\s+)*"
    r"(?:it|this|the (?:claim|statement|formula|result|proposition|identity|equation|assertion|equality))\s+"
    r"(?:(?:holds?|is (?:true|valid|correct))\s+)?(?:true\s+)?for\s+"
    r"(?:(?:some|an?|any|arbitrary|fixed|given|natural|positive|integer|number|certain)\s+)*⟦(?P<name>\d+)⟧")
INDUCTION_DONE = re.compile(
    r"\b(?:by|completes|principle of|complete) (?:the )?(?:mathematical |complete )?induction\b(?! hypothesis)"
    r"|\bfor (?:all|every|each|any)\b|\bq\.?e\.?d\b|∎|□"
    r"|\bthe (?:claim|statement|proof) (?:follows|is (?:complete|proved))\b")

# Labels of problems: what stands under one is a scope of its own.
PROBLEM = re.compile(
    r"^\W{0,4}(?:(?:text(?:bf|it|sc)|emph|underline)\{)?"
    r"(?P<label>(?:problem|exercise|question|task|example|theorem|lemma|proposition|corollary)\s+[\w.-]{1,8}"
    r"|(?:ex(?:erc)?|prob|qu)\b\.?\s*\d[\w.-]{0,6}"
    r"|[A-Z]{1,3}\d{1,3}(?:\.\d{1,2})*)(?=[.:)\s]|\*\*|__|$)(?![.:)]?\s*(?:is|are|shows?|=|\+|and|of|has|to)\b)", re.I
)
# The number of an exercise of a chapter, as a heading: 4.3-2.
NUMBERED = re.compile(r"^\W{0,4}(?P<label>\d{1,2}(?:\.\d{1,2})*-\d{1,2})(?=[.:)\s*_]|$)")
CLAIM = re.compile(r"^\W{0,4}(?P<label>(?:claim|fact|identity)\s+\d{1,3})(?=[.:)\s(]|$)", re.IGNORECASE)
# Numbered paragraphs, and those that ask for something.
ITEM = re.compile(
    r"(?:\*\*|__|\\text(?:bf|it)\{)?\(?(?P<label>\d{1,2}|(?<=\*)[A-Z])[.):](?:\*\*|__|\})?(?:[ \t]+|$)", re.M)
LISTED = re.compile(r"[ \t]*(?:[-*+•]|[*_]{0,2}\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])[ \t*_]")
INTRODUCING = re.compile(
    rf"\s*(?:{LISTED.pattern}|\[[^\]]*\])?(?:{LISTED.pattern})?\s*"
    r"(?:(?:\*\*|__|\\(?:textbf|textit|emph)\s*\{)(?P<title>[^*_}]*)(?:\*\*|__|\}))?[\s*_]*"
    r"(?:(?:let|for|if|when|given|consider|suppose|take|with|define|differentiate|integrate"
    r"|find the (?:derivative|slope|area)[^.]*|(?P<of>(?:the )?(?:[a-z'-]+ ){1,4}of))\b)?"
    r"\s*(?:(?:the )?(?:function|curve|sequence))?"
    r"(?:\s+(?:that|of|by))?[\s:*_]*", re.I)
POINTS = r"(?:[(\[]\s*\d{1,3}\s*(?:pts?|points?|marks?|p|%)?\.?\s*[)\]]\s*)?"
ASKING = re.compile(
    rf"\W*(?:\d{{1,2}}[.)]\s+)?{POINTS}(?:find|compute|evaluate|solve|show|prove|determine|simplify|expand|factor|calculate"
    r"|maximi[sz]e|minimi[sz]e|verify|what|how|let|suppose|given|consider|use|does|do|is|are|why|differentiate|integrate)\b"
    r"(?! the following)", re.I)
ASKING_ITEM = re.compile(f"(?:{ITEM.pattern})?(?:{ASKING.pattern})", re.I)
NUMBER_ONLY = re.compile(rf"\s*{ITEM.pattern}{POINTS}\s*$", re.I)
BARE_PROBLEM = re.compile(
    r"^\W{0,4}(?:text(?:bf|it|sc)\{)?(?P<label>problem|exercise|question|task|q)"
    r"(?:\W{0,2}:|\.(?:\*\*|__|\})|(?:\*\*|__)|\s*$(?<!q))", re.IGNORECASE)
PROOF = re.compile(r"^\W*(proof|solution|answer)\b", re.IGNORECASE)

# Words at the end of a paragraph that say what the display after it is for.
LEADS = (
    ("given", re.compile(
        r"(\blet( us)?( define)?|\bsuppos(e|ing)( that)?|\bassum(e|ing)( that)?|\bwe (are )?given( that)?"
        r"|\bgiven that|\bsuch that|\bsubject to|\bwhere|\bdefine(d as| as| by|d by)?|\bset|\bput)$"
    )),
    ("goal", re.compile(r"\b(prove|show|verify|demonstrate|establish)( that)?$")),
    ("equation", re.compile(r"\bsolve\b[^.]*$|\bequations? to (be )?solved?$|\bsystem( of equations)?$|\broots? of$")),
)
