"""The words of a page that settle its ambiguous notation, beside the phrases of `phrases_en`."""

from __future__ import annotations

import re

from derive.read.patterns import regex

# What speaks of algorithms, where lg is to base 2.
ALGORITHMS = regex(
    r"\b(?:recurrences?|running times?|algorithms?|binary|asymptotic\w*|comparisons|heaps?|subproblems?)\b", re.I)

# Coordinates are changed, optima sought, conjugates or slopes spoken of.
COORDINATES = regex(
    r"\b(?:transform(?:s|ed|ations?)?\b(?! of)|rotat\w+|translat\w+|reflect\w+|coordinates?|lorentz|boosts?|galilean"
    r"|(?:primed|new|moving|rest|other) (?:frames?|variables?|basis|axes|system)|renam\w+|perturb\w+|updated?)\b", re.I)
OPTIMA = regex(
    r"\b(?:minimi[sz]\w+|maximi[sz]\w+|optim\w+|equilibri\w+|critical|stationary|steady|fixed points?|profit|minimum"
    r"|maximum|derivative|first[- ]order condition)\b", re.I)
CONJUGATES = regex(r"\b(?:complex|conjugates?|imaginary|hermitian|unitary|adjoint|wave ?functions?|dual)\b", re.I)
DIFFERENTIATES = regex(
    r"\b(?:deriv(?:atives?|ing)|differenti\w+|slopes?|tangents?|velocit\w+|acceler\w+|critical points?|concav\w+|odes?"
    r"|(?:chain|product|quotient|power) rule|rates? of change|l'h[oô]pital\w*|wronskian"
    r"|initial[- ]value|separable|separat\w+|integrating factors?)\b", re.I)
# To which base a logarithm is.
_BASE = r"\blog(arithm)?s?\b[^.]{0,50}\bbase\s*(of |is |= )?\$?"
LOGARITHMS = (
    ("natural", re.compile(r"\bnatural (\$?\\?)?log", re.I)),
    ("log", re.compile(r"\b(common|decimal|decadic) log|" + _BASE + r"(10|ten)\b", re.I)),
    ("log_binary", re.compile(r"\bbinary log|" + _BASE + r"(2|two)\b", re.I)),
)
# What brackets mean.
INTEGER_PART = regex(r"\b(integer|integral) part\b|\b(greatest|largest) integer\b|\bfloor (function|of)\b", re.I)
SYMBOL_OF_LEGENDRE = regex(
    r"\b(?:legendre|jacobi|kronecker)(?:'s)?[- ]symbols?\b|\bquadratic (?:non-?)?(?:residues?|reciprocity)\b", re.I)
# What is said of an order near zero.
NEAR_ZERO = regex(
    r"\b(?:taylor|maclaurin|near (?:zero|\$?0|the origin)|around (?:zero|\$?0)|for small|neighbou?rhood of (?:zero|0)"
    r")\b|\\(?:to|rightarrow) *(?:0|\{0)(?![.\d])", re.I)
FRACTIONAL_PART = regex(r"\bfractional part\b", re.I)
# Words before an equal sign at the head of a formula: what goes on with the chain before, and what is equated itself.
_GOES_ON = (
    r"\b(?:which|that|this|it|these|and|so|hence|thus|therefore|or|then|also|is|are|we|you|to|gets?|has|have|obtains?|find"
    r"|yields?|gives?|becomes?|equals?|again|finally|now|next|further|answer|results?|solution|step|by|using|use|from"
    r"|since|because|as|after|with|via|where|when|at|for|if|combine|simplif\w+|expand|divide|multiply|add|subtract|factor"
    r"|collect|rearrange|substitute|evaluate|integrate|differentiate|apply|take|cancel|distribute|plug|set|solve|reduce"
    r"|group|move|square|rewrite|compute|calculate|do|ans|i\.e|\w+ly|\w+ing|\w+ed)\b")
GOES_ON = regex(_GOES_ON)
# What links a formula to the one before it, and says nothing of what else it may speak of.
LINKING = regex(_GOES_ON + r"|an?|the|in|on|of|our|as|be|can|will|must|out|left|right|both|sides?|all|terms?"
                r"|expression|equation|form|fraction|value|back|together|up|down|not|but|last|first|line|here|there")
COUNTS = frozenset(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty",
                    "hundred", "third", "fourth", "other", "another", "respectively"))
# Words that may stand before the name of what is equated.
CONNECTING = regex(r"^\W*(?:(?:and|so|hence|thus|therefore|then|but|the|our|its|their|an?|this|that)\b\W*)*")
SUBJECT = regex(
    r"(?:\b[lr]\.?h\.?s\.?|\b(?:left|right)[- ]?(?:hand[- ]?)?side|\b(?:surface |total |shaded )?(?:area|perimeter"
    r"|volume|total|sum|product|cost|mean|average|median|variance|probability|distance|speed|time|price|profit|revenue|interest|length"
    r"|height|width|radius|diameter|circumference|mass|weight|force|energy|power|work|rate|slope|gradient|ratio"
    r"|difference|quotient|remainder|discriminant|determinant|number)(?: of (?:the |a )?[a-z ]{1,30})?)[\s*_:]*\Z")
# What words call a number of things, which is above zero: the number of words n, d for the model width.
_OF_THINGS = r"(?:numbers? of [a-z ]{2,30}|(?:[a-z]+ ){0,2}(?:length|width|height|depth|dimension|size|count)s?)"
_IN_DOLLARS = r"\$(\\?[A-Za-z]+)\$"
COUNTED = regex(
    rf"\b{_OF_THINGS} {_IN_DOLLARS}"
    rf"|{_IN_DOLLARS},? (?:(?:for|is|be|denotes|are|as)(?: the| a)?|the) {_OF_THINGS}\b", re.I)
# Where a sample is spoken of, n is how many there are, and k of these are successes.
SAMPLED = re.compile(r"\b(?:likelihoods?|i\.?i\.?d\b|estimat(?:ors?|es?)|mle)", re.I)
SUCCESSES = re.compile(r"\b(?:successes|heads|bernoulli|binomial|beta)\b", re.I)
# Words that restrict a name (`phrases_en.RESTRICTS`) and leave it room: algebra that fails is not saved by them.
BOUNDS = re.compile(
    r"monoton\w*|(?:strictly )?(?:increasing|decreasing)|convex|concave|bounded|continuous|(?:twice )?differentiable"
    r"|smooth|covariance|correlation|precision|definite")
SAYS_MORE = re.compile(r"\b(?:if|when|where|for|zero|one|perfect\w*|equals?|same|vanish\w*|no|not|small|large)\b", re.I)
# Words that say what something becomes in a case: for p = N(0, 1) this becomes KL = ...
BECOMES = re.compile(
    r"\b(?:this|it|which|that|(?:divergence|loss|objective|bound|integral|cost|sum))"
    r" (?:then |now |also )?(?:becomes?|reduces to|simplifies to|reads|is then)\W*$", re.I)
# Words before the formula of a name that is used from here on: in distillation one uses p = softmax(z/T).
USES = re.compile(
    r"\b(?:one|we|you|people|they|he|she|I) (?:now |often |then |instead |usually )?"
    r"(?:uses?|takes?|chooses?|works? with|replaces? it (?:by|with))(?: now| instead)?\W*$")
# Words between a condition and what it comes to: when 2n + d = 5n, that is, n = d/3.
SAID_AGAIN = re.compile(r"⟦\d+⟧[\s,(;]*(?:that is|i\.\s?e\.|which means|meaning)[\s,:]*(?:(?:that|at|when)\s+)?$", re.I)
# Equations told in words: if r is zero, x and y are equal, with zero bias b, without a bias b.
_NAME = r"(?:⟦\d+⟧|\$[^$]*\$)"
# What is told is told otherwise here: if x is tripled, with half the mass, after the price has been raised.
_CHANGED = (r"(?:doubl|tripl|halv|quadrupl)(?:ed?|es|ing)|half|twice|thrice|(?:two|three|four|five|ten|\d+) times"
            r"|(?:increas|decreas|reduc|rais|lower|replac|remov|chang)(?:e[sd]?|s|ed|ing)|cut (?:by|to|in)")
CHANGED_IN_WORDS = re.compile(
    rf"\b(?:if|when|whenever|once|after|were|suppose|supposing|imagine|should)\b[^.;:]*\b(?:{_CHANGED})\b"
    rf"|\b(?:with|for|at|under|by)\b[^.;:=]*\b(?:{_CHANGED})\b", re.I)
EQUAL_IN_WORDS = re.compile(
    rf"{_NAME},? (?:is|are|be|being|equals?|becomes?|was|were) (?:both |exactly |all |now |also |again )*"
    r"(?:zero|one(?! (?:of|way|can|may|might|should|with|that|which))|unity|equal(?! to)|the same|identical)\b(?!-)"
    rf"|{_NAME},? (?:vanish(?:es)?|disappears?|coincides?|cancels?)\b"
    r"|\b(?:zero|without(?: an?| any| the)?|no|equal|identical|vanishing) (?:(?!when|if|to|at|for|where|on|in|and|or|as"
    rf"|then|so|by|of|with)[a-z]+ )?{_NAME}"
    rf"|\bwithout(?: an?| any| the)? (?:[a-z]+ ){{1,2}}{_NAME}", re.I)
# A label and what it says: s = 1 if similar; y = 1 for spam and 0 otherwise; z (1 for pairs that are alike).
_CLASS = (
    r"(?:if|when|in case)(?: (?:it|the|a|an|is))* (?!(?:and|or|we|you|all|each|every|some|any)\b)[a-z-]{3,}"
    r"|for (?:a |an |the )?(?:positives?|negatives?|correct|wrong|true|false|(?:[a-z]+ ){1,2}"
    r"(?:class(?:es)?|examples?|samples?|pairs?|points?|ones?))\b"
    r"|(?:if|when|for|in case)\b[^.;$]*\$?0\$? (?:otherwise|else)\b")
TELLS_CLASS = re.compile(rf"\s*\$?,? ?\(?(?:{_CLASS})(?![^.,;:$]{{0,40}}\$)", re.I)
LABELLED = re.compile(
    rf"\$\s*(\\?[A-Za-z]+)\s*=\s*(?:-1|[01]|\\pm\s*1)\s*\$,? ?\(?(?:{_CLASS})(?![^.,;:$]{{0,40}}\$)"
    r"|\$\s*(\\?[A-Za-z]+)\s*\$,? \(?\$?[01]\$? (?:if|for|when) [a-z]", re.I)
# Words right before an equation that puts something in: substituting x = 2, we get ...
PUTS_IN = regex(
    r"\b(?:substitut\w+|plug\w*|put(?:ting)?|insert\w*|using|set(?:ting)?|with|at|since|for|when|where|if)"
    r"(?: in| back)?\s*\Z")

# Words behind a relation that say that it is a recurrence: show that T(n) = T(n - 1) + n is O(n^2), has a solution.
HAS_SOLUTION = regex(
    r"\s*\$\s*(?:is (?:in )?\$\s*\\?(?:mathcal\s*\{?)?(?:O|o|Theta|Omega|omega)\b"
    r"|(?:has|have) (?:the |an? )?(?:\w+ )?(?:solution|upper bound|lower bound)|solves to\b)")

# Titles of what belongs to one solution, or goes on with it.
REWRITING = regex(r"\W*(?:expand|factor|complet|rewrit|alternative|rearrang|collect|equivalent)", re.I)
PART_OF_A_SOLUTION = regex(
    r"^\W*(?:\d+[.)]?\s*|\(?[a-z][.)]\s*|[ivx]+[.)]\s*)?(?:(?:the|final|first|second)\s+)?(?:steps?|parts?|cases?|proofs?"
    r"|solutions?|answers?|verif\w*|check\w*|conclu\w*|summary|results?|set-?\s?up|given|discussion|iterations?|forward"
    r"|backward|deriv(?:ing|ation)|comput(?:e|ing|ation)|calculat\w*|substitut\w*|simplif\w*|evaluat\w*"
    r"|gradients?(?! descent)|update)\b", re.I)
# Titles of what holds for all that follows.
FOR_ALL_PARTS = regex(
    r"^\W*(?:\d+(?:\.\d+)*[.)]?\s*|[A-Z][.)]\s*|[ivx]+[.)]\s*)?(?:(?:the|our|some|basic|a|problem)\s+)?(?:notations?"
    r"|conventions?|definitions?|assumptions?|preliminar\w*|settings?|models?|networks?|architecture|data(?:set)?"
    r"|background|recap|reminders?|review|facts?|statements?|introduction|overview|inputs?|variables|parameters"
    r"|constants|laws?|formulas?)\b", re.I)
# Titles of problems that are counted.
NUMBERED_TITLE = regex(
    r"^\W*(?:(?:problem|exercise|question|task|example|box|card|ex|q)\w{0,2}\W{0,3})?\(?(?:\d{1,2}|[A-Z]\d?)"
    r"(?:\.\d{1,2})?(?=[\W_]|$)", re.I)
# Words right before a formula that follows from what was said, or is said not to be so.
CONCLUDES = regex(r"\b(?:so|then|thus|hence|therefore|not)\b[\s,:$\\\[(]*\Z", re.I)
# Before a new variable of an integral: now substitute u = x^3 + 1.
SUBSTITUTES = regex(
    r"\b(?:substitut\w+|let|put(?:ting)?|set(?:ting)?|with|taking|variables?)\b[^.\n$]{0,24}?[\s$\\(\[]*"
    r"(?P<name>(?<![A-Za-z\\])[a-z](?![A-Za-z])|\\?(?:theta|phi|tau))\s*:?=", re.I)
# Before the domain of a function: h(x) = x log x on x > 0.
ON_DOMAIN = regex(r"(?<!depends )(?<!based )(?<!rests )(?<!acts )\bon[\s$]*\Z", re.I)
# Words that tell two things apart, where they are labels.
APART = tuple(frozenset(words.split()) for words in (
    "first second third fourth", "left right middle", "before after now", "old new", "upper lower", "top bottom",
    "train training test testing validation", "positive negative", "men women", "control treatment treated",
    "one two three"))
# Words that begin another example.
ANOTHER_EXAMPLE = re.compile(
    r"\b(?:another|a (?:second|third|different|further|new)|(?:the )?(?:next|second|third|other))\s+(?:\w+\s+)?"
    r"(?:example|case|instance|matrix|point|sample|node|data ?set|scenario|input|situation|choice|function|sequence"
    r"|batch|variant|possibility)\b[^.;]*$", re.I)
# Words before an equation of the next round: the new w is, after one step.
UPDATED = re.compile(
    r"\b(?:new|updated?|updating|(?:after|in) (?:the|one|a|this|each|every) (?:\w+ )?(?:update|step|iteration|epoch))\b"
    r"[^.;$]*$", re.IGNORECASE)
# What is asked of the names of a formula, and not said of them.
_DRAWN = r"(?:so|and|hence|thus|i\.e\.|that is|or|which (?:means|gives)|giving)?(?: that)?"
NEEDED = regex(                                  # we need |h| < 1/25, so -1 < 25 h and 25 h < 1
    r"\b(?:(?:we|one|you) (?:needs?|requires?|wants?|must have|would like)|it (?:is|'s) enough|it suffices)"
    r"(?: to have)?(?: that)?[\s:$]*"
    rf"(?:⟦\d+⟧[\s,;:$]*{_DRAWN}[\s,;:$]*)*$|\b(?:needed|required)\b(?: [a-z]+){{0,2}}:[\s$]*$", re.I)
# The titles of sections that are problems, where the page is a sheet of them.
NUMBER_OF_A_TITLE = regex(r"(?:\d{1,2}|[A-Z]|[IVX]{1,4})[.)]\s")
SHEET = regex(
    r"\b(?:(?:problem|exercise) (?:sets?|sheets?)|homework|assignment|exercises?|work-?sheet|quiz|exam|midterm|hw"
    r"|(?:worked|solved|practice|review|sample|tutorial) (?:problems|examples|sheet))\b",
    re.I)
# A question in a conversation, and the rule before it.
ASKED_BY = regex(r"\W{0,4}(?:user|human|student|question|prompt)\W{0,3}:", re.I)
RULE = regex(r"(?:^|\n)[ \t]*(?:-[ \t]*){3,}\s*$|(?:^|\n)[ \t]*(?:[*_][ \t]*){3,}\s*$")
# A letter that words call a length: a square of side x, let x be the width.
_LENGTH = r"(?:sides?|lengths?|widths?|heights?|radius|diameter|edges?|depth|distance)"
LENGTH_OF = regex(
    rf"\b{_LENGTH}(?: length)? \$([a-z])\$(?! *[-+])"
    rf"|\$([a-z])\$ (?:be|is|denotes?|for) the (?:[a-z]+ )?{_LENGTH}\b", re.I)
# A number with a unit behind it, in the text.
UNIT_BEHIND = regex(
    r"\s*\$?\s*(?:km|cm|mm|nm|m|kg|g|s|ms|h|min|Hz|N|J|kJ|W|kW|V|A|K|Pa|kPa|eV|mol|L|litres?|seconds?|hours?|metres?"
    r"|meters?|dollars|euros|ohms?)\b")
# What the words behind a formula say of it: that it is not so.
DENIED = regex(
    r"^[\s,]*(?:which|this|that|but|and)?(?:\s+(?:which|this|that))?\s*(?:is|are|was|would be)\s+"
    r"(?:clearly |obviously |of course )?(?:a |an )?"
    r"(?:false|contradict\w+|impossible|absurd\w*|untrue|wrong|incorrect|never true"
    r"|not (?:true|possible|correct|valid|allowed|admissible|a (?:solution|root)|in (?:the|its) domain)"
    r"|no (?:solution|root)|outside (?:of )?the|extraneous"
    r"|(?:to be |therefore |thus )?(?:rejected|discarded|excluded))\b"
    r"|^[\s,]*(?:a|which is a) contradiction\b|^[\s,]*(?:does not|doesn't|cannot) (?:hold|be|work|solve|satisfy)\b"
    r"|^[\s,]*fails\b")
# What the head of a table calls a column of values.
VALUES_HEAD = regex(r"(?:initial |start(?:ing)? |given |chosen )?(?:values?|numbers?|settings?)|start")
# Words that say where something is: the residue at z = i. Nothing is said of z.
DRAWN_FROM = re.compile(r"\b(?:from|since|because|using|by)\s+(?:the\s+\w+\s+|that\s+)?⟦\d+⟧", re.I)   # a fact, no case
TO_SHOW_IF = regex(r"\b(?:prove|show|verify|demonstrate)\s+(?:formally\s+)?that,?\s+(?:if|whenever)\b", re.I)
ANOTHER_IF = regex(r"\b(?:if|whenever|unless|otherwise|conversely)\b", re.I)
LOCATES = regex(
    r"\b(?:poles?|residues?|singularit(?:y|ies)|branch points?)\b[^.;:]{0,60}\bat\s+(?:the points?\s+)?"
    r"(?:⟦\d+⟧\s*(?:,\s*and|,|and)\s*)*$")
THAT_IS = regex(
    r"(?:^|,|\()\s*(?:i\.\s?e\.|that is|in other words|meaning|which means|say)(?: that)?[\s,:]*$", re.IGNORECASE)
# A clause without formulas at the head of a sentence, before what is claimed: for an exponential lifetime, F.
OPENING = regex(r"[\W_]*(?:for|with|in|under|at)\b[^,;:.⟦]*,\s*")
# The same with words that are a condition which is not understood: if it is compounded quarterly, F.
SUPPOSED = regex(r"[\W_]*(?:if|when|whenever|once|assuming|given|provided)\b[^,;:.⟦]*,\s*(?:then\s+)?")
# A verb alone between a condition and what is claimed under it: at q = 20 is R = 30.
TELLS = regex(r"\s*(?:is|are|was|has|equals?|gives?|yields?)\s*")
# What is named an equation for roots, and is no claim: the characteristic equation of the recurrence is r^2 = r + 1.
FOR_ROOTS = regex(
    r"\b(?:characteristic|auxiliary|indicial|secular) equation\b[^.;:]*\b(?:is|reads|becomes)\s*$"
    r"|\bnormal equations?(?: (?:is|are|reads?|becomes?))?[\s,:]*$", re.I)
# Questions about an expression in unknowns of its own.
OF_UNKNOWNS = regex(
    r"\W*(?:\w{1,3}[.)]\W*)?(?:expand|factor\w*|simplif\w+|solve|divide|multiply|differentiate|integrate|rationali[sz]e"
    r"|complete the square|graph|sketch|find the (?:roots?|zeros|vertex|domain|derivative))\b", re.I)
# What is asked of each item of a list by itself, at the end of the words before it; and what goes back to another item.
FOLLOWING = regex(
    r"\b(?:solve|find|compute|evaluate|calculate|determine|simplify|differentiate|integrate|prove|verify|factor|expand|work"
    r" out|sum)\b[^.;]*\b(?:following|these|each(?: of (?:the|these))?)\s+"
    r"(?:[a-z-]+\s+){0,4}(?:equations?|odes?|integrals?|limits?|sums?|series|inequalit(?:y|ies)|systems?|problems?|expressions?|functions?"
    r"|determinants?|identit(?:y|ies)|recurrences?|congruences?)\b[^.;]*$", re.I)
GOES_BACK = regex(
    r"\b(?:parts?|items?|from|in|by|of|see|using|use|as in|equation)\s+\(?(?:[a-h]|i{1,3}|iv)\)"
    r"|\b(?:previous|preceding|above|earlier|same as before|again from)\b", re.I)
# Things of which a sentence says something, where they have a property: whereas a point with f(x_n) > 1 has a_n = 0.
OF_SUCH = regex(
    r"^(?!.*\b(?:let|suppose|assume|consider|take|given|choose|fix|pick)\b).*"
    r"\b(?:an?|any|every|each|no|some|all|only|those)\s+(?:[a-z-]+\s+){0,2}"
    r"(?:points?|examples?|samples?|observations?|elements?|vectors?|pairs?|nodes?|states?|items?|units?|terms?)\s+"
    r"(?:with|for which|where)[\s$]*$", re.I | re.S)
# Words that begin something else, for which the numbers told before need not hold.
ELSE_BEGINS = regex(
    r"\b(?:second|third|another|other|next|new|instead|now|different|similarly|likewise|otherwise|in turn)\b"
    r"|\b(?:for|with|at|if|when)\s+(?:the\s+)?[\w ]{0,20}\$|\n#{1,6} |\n\s*\\(?:sub)*section", re.I)
# Words between an equation and the interval in which its unknown is sought.
WITHIN = regex(r"[\s,]*(?:on|in|over|within|for (?:\w )?in)\s+(?:the (?:closed |open )?interval\s+)?", re.I)
# A graph, whose vertices are V and whose edges are E: both words.
GRAPHS = (regex(r"\b(?:di|sub|multi)?graphs?\b(?! of\b)", re.I), regex(r"\b(?:vert(?:ex|ices)|edges?|nodes?)\b", re.I))
# Sets that need not be finite.
INFINITE = regex(r"\b(?:in|un|de)?(?:countabl[ey]|numerable)\b|\binfinite\b|\bcardinal(?:s|ity|ities)?\b|\\aleph", re.I)
# The beginning of a sentence of which a display tells what there is, or what is known or asked of everything.
TELLS_WHAT_THERE_IS = regex(
    r"\bthere (?:must )?(?:exists?|are|is)\b[^.]*\bsuch that\b[^.]*[,:]\s*$"
    r"|\bknow (?:that )?(?:for (?:any|all|every|each)|there exists?)\b[^.]*[,:]\s*$"
    r"|\bthe following (?:conditions?|constraints?|properties|axioms?)\b[^.]*:\s*$", re.I)

# The page takes means: E without a bracket is one, where it stands nowhere alone.
OF_MEANS = regex(
    r"\b(?:expect(?:ed|ations?)\b|random variables?|varianc\w+|i\.?i\.?d\b|\\sim\b|\\operatorname\{Var\}"
    r"|\\mathrm\{Var\}|\\Var\b)", re.I)
# Words choose one of several solutions: only x = 9 is at least 5; the positive root; x = -2 is rejected.
CHOOSES = regex(
    r"\b(?:only|reject\w*|discard\w*|extraneous|admissible|inadmissible|feasible"
    r"|(?:positive|negative|larger|smaller|relevant|valid) (?:root|solution|one|value)|we (?:take|keep|choose|need)"
    r"|must be|cannot be|not (?:possible|allowed|valid)|satisf\w+)\b", re.I)
# Behind a relation: it is said of all numbers.
FOR_ALL = regex(r"\b(?:for (?:all|every|each|any)|always|everywhere|whatever|identically)\b", re.I)
# Words that speak of other values of the quantities of before.
NEW_VALUES = regex(r"\b(?:new (?:values?|weights?|parameters?)|updated|after (?:the|one|this) (?:step|update))\b", re.I)
# A case with its condition, to the end of what is said under it.
CASE_BEFORE = regex(r"\bcase\b[^.;]{0,12}\$[^$]{1,30}\$[^.;]{0,80}$", re.I)
# The roots of an equation as bare numbers: the roots $2$ and $9$.
ROOTS_IN_WORDS = regex(
    r"\b(?:roots?|solutions?|zeros?|candidates?)\b[^.\n]{0,40}?\$(-?\d{1,6})\$(?: and \$(-?\d{1,6})\$)?", re.I)
# Behind a number: to two figures, (1 d.p.), to the nearest ten.
TO_FIGURES = regex(
    r"[\s$,]*\(?\s*(?:rounded\s+)?(?:to\s+)?(?:the\s+nearest\b|(?:one|two|three|four|\d)\s+"
    r"(?:significant\s+|decimal\s+)?(?:figures?|digits?|decimals?|places?|s\.?f\.?|d\.?p\.?))", re.I)
# Behind a number: with an error of at most 0.0004, to within 0.01.
WITHIN_AN_ERROR = regex(
    r"[\s$,]*(?:with|up to)\s+(?:an?\s+)?(?:absolute |relative )?error\b|[\s$,]*(?:to )?within\b", re.I)
