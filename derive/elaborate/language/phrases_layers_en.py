"""The phrases in which layers of networks are described, beside those of `phrases_en`."""

from __future__ import annotations

import re

from derive.read.patterns import regex

# Layers described in the text.
LAYER = regex(
    r"\s*(?:[-*+•]\s+|\(?(?:\d+|[a-z])[.)]\s+)?(?:\*\*|__)?\s*"
    r"(?:(?:and|then|here|first|next|finally|let|we have|suppose|assume)\b[\s,]*)*(?:that\s+)?(?:the\s+)?"
    r"(?:(?P<input>input)(?:\s+(?:image|layer|volume|tensor|map))?|(?P<word>(?:(?:conv\w*|pooling|dense|hidden|linear)\s+)?layer\s+)?(?P<name>⟦\d+⟧|[\w-]{1,12}|\w+_\d))"
    r"(?:\s+(?:layer|block))?(?:\*\*|__)?\s*(?P<verb>is|be|has|=|:|of)"
)
# A name in two or three words with a number, which is read as one: Conv 1, pooling layer 2, Layer 3.
NUMBERED_LAYER = regex(
    r"\b(?:(?:conv(?:olution(?:al)?)?|(?:(?:max|avg|average)[- ]?)?pool(?:ing)?|fc|dense|fully[- ]connected|hidden"
    r"|output|linear)(?: layer)?|layer) [1-9]\b(?!\s*(?:x|×|\*|by)\s*\d)"
    r"(?!\s+(?:\w+ )?(?:filters?|kernels?|units?|neurons?|nodes?))")
KIND_AND_NUMBER = regex(r"(?:conv|pool|maxpool|avgpool|fc|dense|linear|hidden)_?\d{1,2}[a-z]?")     # conv1, fc2
LAYER_KINDS = (
    ("conv", re.compile(r"\bconv(olution(al)?s?)?\d*(_\w+)?\b|\bconv2d\b")),
    ("pool", re.compile(r"\b(max|average|avg|mean)?[-_ ]?pool(ing|s)?\d*(_\w+)?\b")),
    ("dense", re.compile(r"\bfully[-_ ]connected(_\w+)?\b|\bdense(_\w+)?\b|\blinear[_ ]layer(_\w+)?\b"
                         r"|\bfc\d*(_\w+)?\b")),
    ("flatten", re.compile(r"\bflatten(s|ed|ing)?\b")),
    ("same", re.compile(r"\b(relu|activation|softmax|batch[- ]norm\w*|dropout) (layer|function)?\b")),
)
# What a layer does to the size, which no sentence says that only counts or that says what comes out.
APPLIES = regex(
    r"\b(stride|padding|kernels?|windows?|filters?|follow(s|ed)?|then|next|appl\w+|gives?|yields?|reduces?|produces?|halves"
    r"|layer|units|neurons)\b|\d\s*(x|×|by)\s*\d"
)
COUNTS = regex(
    r"\b(paramet\w+|weights?|bias\w*|multipl\w+|macs?|operations?|flops?|number of|amount of|how many)\b"
    r"|(?<!of )\b(output|size|shape|dimensions?)\b(?! of \d)[^.,;\d⟦]{0,40}\b(is|are|becomes|equals|remains)\b"
    r"|\w \b(output|size|shape|dimensions?)\b(?: (?:size|shape|dimensions?))?\s*[:=]"
)
GREY = regex(r"\bgr[ae]y|\bmonochrome\b|\bblack[- ]and[- ]white\b")
COLOURED = regex(r"\brgb\b|\bcolou?r(?:ed)?\b")
UNITS = regex(r"\b\d{1,7}\s+(?:[a-z-]+\s+)?(?:units|neurons|nodes)\b")      # of a layer of which no more is said
CALLED = regex(r"\(?\b(?:called|denoted|named|layer|pooling|convolution)\s+(?P<name>[A-Z]\w{0,7})\)?\W*$")
FOLLOWED = regex(r"\b(?:followed by|(?:and )?then|after (?:that|which)|and finally|and next)\b[\s,]*")
GIVES = regex(
    r"[\s,]*\b(?:gives?|giving|yields?|yielding|produces?|producing|results? in|resulting in|leads? to|leaving"
    r"|(?<!\d )outputs?(?!\W*:)|reduces? (?:\w+ ){0,3}to|with output)\b"
    r"(?:\s+(?:an?|the|output|outputs|feature|maps?|volume|tensor|size|shape|of)\b)*\s*"
)
# What speaks of the layer that was described last.
OF_THE_LAST = regex(
    r"\W*(?:\d+[.)]\s*)?(?:thus |so |hence |then |here )?(it|its|(?:the )?output|this layer|the size|the shape|this)\b"
    r"|\W*(?:the )?(?:(?:number|amount) of )?(?:(?:learnable|trainable) )?"
    r"(?:parameters|weights|multiplications|multiplies|macs)\s*[:=]"
)
# A layer by its place among them: first layer, second convolution, last pooling.
BY_PLACE = regex(
    r"\b(?:first|second|third|fourth|fifth|sixth|last|final|next|previous|other)\s+(?:hidden\s+|conv\w*\s+|pooling\s+)?"
    r"(?:layer|conv\w*|pool\w*|dense|fully[- ]connected|linear)\b")
# The picture that a network reads, by its size: an input of size 64 x 64 x 3; a 224 x 224 x 3 image.
_SIZE = r"\d{1,6}(?:\s*(?:x|×|\*|by|\\times)\s*\d{1,6}){1,2}"
_TO_SIZE = r"(?: (?:is|has|with|of|a|an|the|size|shape|dimensions?|be))*\s*:?\s*"
_OF_NETWORK = r"(?: (?:of|to|into|for) (?:(?:the|our|this|a) )?(?:network|net|cnn|model))?"
INPUT = regex(
    rf"\b(?:input|image)\b(?: (?:image|layer|volume|tensor|map))?{_OF_NETWORK}{_TO_SIZE}(?P<after>{_SIZE})"
    rf"|(?P<before>{_SIZE})\s+(?:rgb |colou?r |gr[ae]y(?:scale)? |input ){{0,2}}(?:inputs?|images?|pictures?)\b"
)
FILTERS = regex(
    r"(?<![x×*] )(?<![x×*])(?<!by )\b(\d{1,7})\s+(?:[a-z-]+\s+){0,2}?(?:\d{1,4}\s*(?:x|×|by)\s*\d{1,4}\s+)?"
    r"(?:filters?|kernels?|channels|feature maps|maps|units|neurons|nodes|outputs)\b"
)
STRIDE = regex(r"\bstrides?\s*(?:of|=|is|:)?\s*\(?(\d{1,4})\b")
PADDING = regex(r"\bpad(?:ding)?\s*(?:of|=|is|:)?\s*\(?(\d{1,4})\b")
SAME_PADDING = regex(r"\b(same|[\"'“]same[\"'”]) padding\b|padding\s*(?:=|:|is)?\s*[\"'“]?same\b")
READS = regex(r"\b(?:on|of|from|to|after|over|following|follows|reads|takes)\s+(?:the\s+)?(?:output\s+of\s+)?"
                   r"(?:the\s+)?(?:layer\s+)?(\w{1,12})\b")
# Words behind "input" and "output" with which these name no layer: 3 input channels.
PARTS_OF_SIZES = frozenset({
    "channel", "channels", "feature", "features", "unit", "units", "neuron", "neurons", "dimension", "dimensions"})
