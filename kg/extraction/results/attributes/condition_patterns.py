"""Patterns for the words of conditions: "with 4 sampling steps", "on a single A100", "in the zero-shot setting"."""

from __future__ import annotations

import re

_NUMBER = r"[0-9][0-9.,]*(?:[kKMBT]|\\?%)?"
_BARELY = (
    r"(?:only\s|just\s|merely\s|as\s(?:few|little)\sas\s|fewer\sthan\s|less\sthan\s|up\sto\s"
    r"|over\s|about\s|an?\s(?:mere\s)?)*"
)
# A stretch of words that no comma, bracket or new preposition ends.
_CHARACTER = r"(?:[^,;:.()]|[.,](?=[0-9]))"
_STOPS = (
    r"(?=\s(?:\w+ly\s)?(?:on|in|for|while|whereas|but|across|compared|relative|than|over|versus|when|achiev\w+|reach\w+|reduc\w+|outperform\w*"
    r"|improv\w+|surpass\w*|match\w*|perform\w*|can|could|may|is|are|was|were|that|which|varying|resulting|yielding|leading|and\s(?:\w+ly\s)?(?:achiev|reach|reduc|outperform|improv|surpass|exhibit|show|cause)\w+)\b"
    r"|\s?[,;:()]|\.?\s*$|\.\s)"
)
_TO_STOP = rf"{_CHARACTER}{{2,70}}?{_STOPS}"
_TO_COMMA = (
    rf"{_CHARACTER}{{3,90}}?(?=\s?[,;:()]|\.?\s*$|\.\s|\s(?:while|whereas|but|compared|outperforming|surpassing)\b)"
)
_COUNTED = (
    r"(?:[\w-]+\s){0,2}(?:steps?|epochs?|iterations?|NFEs?|shots?|examples?|samples?|tokens?|parameters?|params|layers?|frames?|views?|images?"
    r"|rollouts?|GPUs?|hours?|days?|seeds?|demonstrations?|labels?|bits?|data|budget|compute|FLOPs|turns?|queries|experts?|annotations?"
    r"|number\sof\sfunction\sevaluations|function\sevaluations)"
)
_HARDWARE = (
    r"(?:[0-9]+\s?[×x]?\s?)?(?:NVIDIA\s|Nvidia\s|Intel\s|AMD\s|Apple\s)?"
    r"(?:(?:RTX\s?[0-9]{4}(?:\sTi)?|A100|H100|H200|H800|V100|A6000|A40|L40S?|T4|B200|GB200|TPU(?:v?[0-9]+)?|Jetson(?:\s\w+){0,2}"
    r"|CPU|GPU|NPU|Hopper|Ampere|Blackwell|Ada)s?|(?<=NVIDIA\s)\w+)(?:\sGPUs?)?"
)
_SETUPS = (
    r"(?:settings?|regimes?|scenarios?|modes?|conditions?|configurations?|setups?|splits?|environments?|cases|releases?|protocols?"
    r"|(?:sampling|denoising|inference|diffusion)?\s?steps?|forward\spass(?:es)?|trials?|budgets?)"
)
_WITH_HEADS = (
    r"(?:inputs?|trunks?|backbones?|encoders?|supervision|prompting|prompts?|decoding|guidance|scaffolding|information|augmentation"
    r"|initiali[sz]ation|quantization|precision|rank(?:\sof\s[0-9]+)?|settings?|hints?|feedback|verification|voting|sampling|ensembles?|search)"
)
_MODELS = (
    r"(?:models?|backbones?|architectures?|scales|sizes|LLMs|VLMs|MLLMs|families|paths|"
    r"seeds|domains|resolutions|languages|layers)"
)
_TRAINED = r"(?:fine-?tuned|pre-?trained|trained|distilled|instruction-tuned)"

CONDITIONS = re.compile(
    "|".join(
        (
            # counts of what was spent: steps, samples, labels
            rf"\b(?:with|using|at|in|after|under|within|from|requiring|for(?!\s[0-9.]+-bit))\s{_BARELY}"
            rf"{_NUMBER}(?:\s(?:million|billion|thousand|trillion))?(?:\sof\sthe)?[\s-]{_COUNTED}\b(?:\sof\s(?:training|context|compute|data))?",
            rf"\b(?:with|using|on|at|in)\s(?:only|just|merely|a\smere|as\s(?:few|little)\sas)\s{_TO_STOP}",
            rf"\b{_NUMBER}(?:\sand\s{_NUMBER})?\sepochs?\b",
            # what was shown at test time, and how it was run
            r"\b(?:[0-9]+|zero|one|two|few|many)-shot\b(?!-)(?:\s(?:setting|learning|evaluation|prompting)s?\b)?",
            rf"\b(?:on|using|with)\s(?:the\s)?(?:an?\s)?(?:single\s|one\s|consumer(?:-grade)?\s|mobile\s|edge\s)?{_HARDWARE}\b",
            r"\b(?:with|using|without)\s(?:classifier-free\sguidance|CFG|guidance|majority\svoting|self-consistency|test-time\sscaling)\b",
            # sizes and other quantities that are set
            r"\b(?:at|with|under)\s(?:a\s)?(?:guidance\sscale|sparsity|resolution|temperature|compression\sratio|(?:sequence|context)\slength|rank"
            rf"|batch\ssize)\sof\s{_NUMBER}",
            rf"\bat\s(?:an?\s)?{_NUMBER}(?:\s?[*×x]\s?{_NUMBER})?\s(?:sparsity|resolution|precision|compression|scale|parameters|bits?)\b",
            rf"\b(?:on|for|into|with)\s(?:an?\s|the\s)?(?:[\w-]+\s){{0,2}}{_NUMBER}[MB](?:[\s-]parameters?)?\s(?:[\w-]+\s){{0,2}}models?\b",
            # what was left out or put in
            r"\b(?:without|w/o)\s(?!our\b)(?:(?:any|additional|extra|further|such|task-specific|external|explicit)\s)*"
            r"(?:[\w-]+\s){0,2}(?:guidance|(?:re|pre-?)?training(?:\sdata)?|(?:fine-?)?tuning|supervision|data|labels|annotations|augmentation"
            r"|rewards?|tools?|retrieval|distillation|pretraining)\b",
            r"\busing\s(?:the|an?)\s(?:[\w-]+\s){1,3}(?:codebase|engine|framework|library|toolkit|prompts?|protocol|tokenizer|optimizer)\b",
            rf"\bwith\s(?:an?\s|the\s|full\s)?(?:[\w-]+\s){{0,3}}{_WITH_HEADS}\b",
            # settings, splits and spans of models
            rf"\b(?:in|under|on)\s(?!the\snumber\b)(?:an?\s|the\s)?(?:(?!with\b|of\b|for\b|and\b|to\b|by\b)[\w-]+\s){{1,4}}{_SETUPS}\b",
            rf"\bin\ssome\scases\b|\bin\sscenarios\s{_TO_STOP}",
            rf"\bunder\s(?!the\shood\b|[0-9]){_TO_STOP}",
            r"\bon\s(?:the\s)?(?:held-out|hidden|private|public|validation|test|dev)\s(?:test\s|validation\s)?(?:set|split)\b",
            r"\b(?:validation|test|dev|held-out)\s(?:set|split)\b|\bval\b",
            rf"\bacross\s(?!all\b|various\b|diverse\b)(?:the\s)?(?:[\w-]+\s){{1,4}}{_MODELS}\b",
            rf"\bon\sthe\s(?:largest|smallest|larger|smaller|biggest)\s(?:\w+\s)?{_MODELS}\b",
            # clauses
            rf"\bwhen\s(?!compared\b|evaluated\b|tested\b|measured\b){_TO_COMMA}",
            rf"\bafter\s(?!that\b|all\b|which\b){_TO_STOP}",
            rf"\b(?<!those\s){_TRAINED}\s(?:only\s|solely\s|exclusively\s)?(?:on|with|using)\s{_TO_STOP}",
        )
    ),
    re.IGNORECASE,
)
SIZE_IN_BRACKETS = re.compile(r"\S{0,8}\s\((?P<size>[0-9.]+[MBT]|[0-9]+-shot|zero-shot)\)")

# "When pretraining on 80B tokens, X ..." at the start of what is said, after "For example," and the like.
OPENS = re.compile(r"^|[:;]\s(?:i+\)\s)?|\bthat,?\s")
CONNECTIVE = re.compile(r"[A-Z][\w-]+(?:\s\w+){0,2},\s(?:even\s)?|[Ee]ven\s")
FRONTED = re.compile(
    r"(?P<phrase>(?P<lead>with|without|under|when|after|given|within|across|by|using|on|for|at|in|during|through)"
    rf"\s{_CHARACTER}{{3,120}}?(?:\([^()]{{1,40}}\))?),\s",
    re.IGNORECASE,
)
NOT_FRONTED = re.compile(
    r"(?:(?:in\s(?:this|addition|particular|contrast|total|practice|summary|fact|general|short|our|comparison|terms|the\s(?:paper|work|process))"
    r"|for\s(?:example|instance|this|the\sfirst)|on\s(?:average|the\sother|top|(?:standard|several|multiple|various|all|\w+)\sbenchmarks?)"
    r"|at\s(?:the\ssame\stime|its|the\score)|by\s(?:contrast|doing|design|comparison|[\w-]+(?<!ing)\s)|with\s(?:the\s(?:rise|advent|growing|rapid|help)"
    r"|respect|this|these|regard|extensive|our)|given\s(?:that|these|this|the\s(?:importance|growing))|under\sth(?:is|ese)|after\s(?:that|all)"
    r"|when\s(?:compared|evaluated|tested|it|measured)|across\s(?:\w+\s){0,3}(?:benchmarks?|tasks|datasets?|evaluations?|experiments)"
    r"|using\s(?:this|these|our)|during\s(?:this|the)|within\sth(?:is|ese))\b|through\s(?!test-time\b))",
    re.IGNORECASE,
)
NARROW_LEADS = {
    "in": re.compile(rf"{_SETUPS}$|\bdomains?$|\bevaluation$", re.IGNORECASE),
    "on": re.compile(rf"{_SETUPS}|\b{_HARDWARE}\b|\bsplit\b|\bmodels?\b|\bactivations\b|\bdata\b", re.IGNORECASE),
    "for": re.compile(r"\bmodels?\b|\b[0-9.]+B\b", re.IGNORECASE),
}
# "Increasing X from 1 to 2 improves ...": a gerund clause is the condition of what it leads to.
GERUNDS = re.compile(
    r"(?:^|[:;,]\s|\b(?:and|that|while|simply)\s)(?P<phrase>(?!(?:us|follow|includ|bas|reach|achiev|outperform|show|dur|reduc|improv|surpass|yield"
    r"|mak|result|suggest|indicat|reveal|demonstrat|cod|learn|train|reason|process|generat)ing\b)[A-Z]?[a-z]+(?:at|ck|[a-z])ing\s"
    rf"{_CHARACTER}{{4,100}}?(?:\([^()]{{1,40}}\)\s)?)\s?"
    r"(?=(?<=\s)(?:further\s|significantly\s|consistently\s|also\s)?(?:improves|reduces|increases|boosts|yields|leads\sto|causes|incurs|achieves"
    r"|results\sin|raises|degrades|lowers|decreases|recovers|enhances|gives|brings)\s)",
    re.IGNORECASE,
)
