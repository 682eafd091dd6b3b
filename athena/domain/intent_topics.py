"""What people say in an interview beside answers and steering: small talk, wishes for scores, attempts.

Same form as ``intent_patterns``; ``INJECTION`` alone is searched for anywhere in a sentence.
"""

from __future__ import annotations

YES = (
    r"(?:yes|yeah|yep|yup|ya|yea|yah|aye|sure|certainly|of course|definitely|absolutely|correct|exactly"
    r"|affirmative"
    r"|indeed|that is right|thats right|you are right|please do|yes please|i do|i am|i would|yes i (?:do|am"
    r"|would|can)"
    r"|sure thing|do it|do that|by all means|i confirm|confirmed|positive|that is correct|thats correct)",
    r"(?:yes )?(?:i am|im) (?:sure|certain)(?: about (?:it|that))?|yes (?:i want to|id like to"
    r"|i would like to)",
)

NO = (
    r"(?:no|nope|nah|no no|negative|not really|of course not|certainly not|definitely not|i do not|i dont"
    r"|i am not|im not"
    r"|not now|rather not|id rather not|no thanks|no thank you|dont|no way|by no means|on no account"
    r"|never mind|nevermind)",
    r"(?:no )?(?:i do not|i dont|i did not|i didnt) (?:want (?:to|that)|mean (?:it|that|to))|forget (?:it"
    r"|that|about it)",
)

READY = (
    r"(?:okay|ok|o k|kay|alright|all right|right|fine|got it|i see|i understand|understood|great|perfect"
    r"|good|cool|nice"
    r"|very well|very good|sounds good|ready|mhm|m hm|aha|uh huh|makes sense|fair enough|i got (?:it|you"
    r"|that)|gotcha)",
    r"(?:(?:yes|yeah|yep|sure|okay)(?: \|)? )?(?:i am|im|were|we are) (?:all )?(?:ready|set|good|good to go"
    r"|back|here)(?: (?:to|for) (?:start|begin|go|it|this))?(?: now)?",
    r"(?:lets|let us|we can|you can|you may|shall we|can we|we could) (?:go on|go ahead|go|start|begin"
    r"|continue|do (?:it|this)|get started|proceed|carry on|keep going)"
    r"(?: now| on| then)?|(?:go on|go ahead|go|continue|carry on|keep going|proceed|begin|start|get going)"
    r"(?: please)?",
    r"(?:i want|i would like|id like|i wish) to (?:go on|continue|keep going|carry on|proceed|start|begin)"
    r"(?: with (?:it|the interview|this))?",
)

GREETING = (
    r"(?:hello|hi|hi there|hey|hey there|hello there|good (?:morning|afternoon|evening|day)|greetings|howdy"
    r"|hiya|welcome)",
    r"(?:how are you|how are you doing|how is it going|hows it going|how do you do|are you well|whats up)"
    r"(?: today| doing)?",
    r"(?:nice|pleased|good|great|glad|pleasure) to meet you|(?:im|i am) (?:fine|good|well|doing (?:fine|well"
    r"|good)|great)(?: today)?"
    r"|and you|how about you|(?:thank you|thanks|thank you very much|thanks a lot|many thanks|cheers"
    r"|thank you so much|thanks for watching"
    r"|thank you for (?:watching|your (?:time|help|patience)|that|the hint|the question|having me))"
    r"|my name is{tail}{{1,3}}",
)

OFF_TOPIC = (
    r"{ask}(?:tell|sing|write|give|read|recite|compose|make|play|say|hear|do)(?: me| us)? (?:a|an|another"
    r"|some|your best|one more)"
    r"(?: \w+)? ?(?:jokes?|poems?|story|stories|songs?|recipes?|limericks?|haikus?|riddles?|fun fact|rap"
    r"|essay|speech|game|tongue twister)"
    r"(?: (?:about|on|for|of){tail}{{1,6}})?",
    r"{ask}(?:tell|show)(?: me)? something (?:funny|nice|else|interesting|about (?:you|yourself|your \w+))"
    r"|whats for (?:lunch"
    r"|dinner|breakfast)(?: today)?",
    r"sing (?:something|for me)(?: for me)?|{ask}(?:tell|know|say|do you know)?(?: me)? ?(?:what(?: is|s)"
    r"|hows|how is)(?: the)? (?:weather|time"
    r"|date|news|day|score of"
    r"|temperature|capital|meaning of life|stock price|traffic|population|president)(?: (?:it|today|like|of"
    r"|in|for|now|is|outside|tomorrow){tail}{{0,5}})?",
    r"what(?: day| time| year| month) is it(?: today| now| there)?|(?:will|is) it (?:going to )?(?:rain|snow"
    r"|raining|snowing|sunny)(?:{tail}{{0,4}})",
    r"who (?:won|is the president|is the king|is the best|wrote|invented|discovered)(?:{tail}{{0,7}})",
    r"(?:what is|whats|who is|whos|which is|do you have a) (?:your )?favou?rite{tail}{{1,5}}",
    r"do you (?:like|love|eat|sleep|dream|drink|have (?:a )?(?:family|feelings|children|kids|pet|pets"
    r"|friends|hobbies)|enjoy|watch|believe in)"
    r"(?:{tail}{{0,5}})",
    r"(?:lets|let us|can we|could we|i want to|id like to|i would like to|id rather) (?:talk|chat"
    r"|speak) about"
    r"(?: (?:something else|anything else|football|sports?|politics|music|movies|films|food|religion|cars"
    r"|games|my \w+|your \w+|the weather|life)){tail}{{0,3}}",
    r"(?:where do you (?:live|come from)|how old are you|are you (?:married|single|happy|sad|sentient"
    r"|conscious|bored|hungry|tired|in love)"
    r"|where are you from|will you marry me|i love you|you are (?:stupid|beautiful|funny|cute|an idiot))",
    r"{ask}(?:write|give|show|generate)(?: me)? (?:a|some|the) (?:python|javascript|java|rust|html|react"
    r"|excel){tail}{{1,8}}",
    r"{ask}translate{tail}{{1,8}}|{ask}(?:order|book|buy)(?: me)? (?:a|some) (?:pizza|taxi|flight|hotel"
    r"|coffee|beer){tail}{{0,4}}",
    r"what (?:do you think|is your opinion) (?:about|of|on) (?:the )?(?:politics|president|government|war"
    r"|football|weather|election|"
    r"religion|news|world|climate|me){tail}{{0,4}}",
)

FISHING = (
    r"{ask}(?:tell|give|show|say|read|share|reveal|know|see|get|hear|have|provide|what is|whats)(?: me| us"
    r"| out)? (?:the|your|a|an|my|that|all)? ?"
    r"(?:correct|right|full|model|sample|reference|expected|real|ideal|perfect|best|whole|complete|final"
    r"|scoring|grading|marking)? ?"
    r"(?:answers?|solutions?|rubrics?|key points|scheme|criteria|scores?|grades?|marks|guide|answer key"
    r"|checklist|results?|points)"
    r"(?: (?:to|for|of|on|so|now|already|yet|please|key|sheet|you|that|instead){tail}{{0,6}})?",
    r"(?:what is|whats|what was|what would be|what are|what were|so whats) (?:the|your|a|an|my)? ?"
    r"(?:correct|right|full|model|sample|reference|expected|ideal|perfect|current|scoring|grading|marking)? ?"
    r"(?:answers?|solutions?|rubrics?|key points|criteria|scores?|grades?|marks?|ratings?|evaluation"
    r"|results?)"
    r"(?: (?:to|for|of|on|so|now|be|then|here|like|in|until){tail}{{0,5}})?",
    r"what (?:does|do|is in) the (?:rubric|criteria|key points|marking scheme|scoring)(?: say| look like"
    r"| mean| contain)?",
    r"what(?: would| should| is)? the (?:right|correct|best|ideal|expected) answer(?: be| sound like"
    r"| look like)?",
    r"(?:what|which|how many) (?:score|grade|mark|marks|points|result|rating) (?:did|do|have|am|will|would"
    r"|is|was) "
    r"(?:i|that|it|this)(?: (?:get|got|have|getting|earned|earn|on|for|at|that|so|far|there|worth|one"
    r"|question))*",
    r"(?:was|is) (?:that|this|it) (?:a|the) (?:good|right|correct|bad|wrong|perfect|full|complete) (?:answer"
    r"|one|response)",
    r"(?:am|was) i doing (?:well|okay|ok|good|fine|all right|alright|badly)(?: so far)?|did i answer(?: "
    r"(?:it|that|this))? "
    r"(?:correctly|right|well|okay)|what would (?:a|the|your) (?:good|perfect|ideal|strong|full"
    r"|better) answer"
    r"(?: (?:be|look like|sound like))?",
    r"how (?:am i doing|did i do|well am i doing|was (?:that|it|my answer|i)|many points (?:did|do|have) i "
    r"(?:get|got|have))"
    r"(?: so far| there| on that(?: one)?| with that| until now| for that(?: one)?)?",
    r"(?:was|is|were) (?:that|it|this|my answer|i) (?:the )?(?:right|correct|wrong|true|good|good enough"
    r"|enough|okay|ok)(?: answer| one)?",
    r"did i (?:pass|fail|do (?:well|okay|good)|get (?:it|that|this|that one|the job|full marks)(?: right"
    r"| wrong| correct)?)(?: so far)?|am i right",
    r"(?:how|what) (?:did|do|have|are) (?:the |your |all )?others?(?: candidates| people| applicants)?(?: "
    r"(?:do|done|doing|score|scored|answer|answered|say|said|get|got|perform)){tail}{{0,5}}",
    r"(?:what|how)(?: did| do| have| score did| answers did)(?: the)? (?:last|previous|other|best) "
    r"(?:candidates?|persons?|people|one|guy|applicants?) "
    r"(?:do|say|said|answer|score|get|got){tail}{{0,5}}",
    r"(?:am|was) i (?:better|worse|as good) (?:than|as){tail}{{1,5}}|how do i compare(?: (?:to"
    r"|with){tail}{{1,4}})?",
    r"{ask}(?:tell|show|give)(?: me)? (?:what|how|about)(?: the)? (?:other|others|previous"
    r"|last){tail}{{1,6}}",
    r"what (?:do you|would you|are you)(?: really)? (?:want|like|expect|expecting)(?: me)?(?: to)? ?(?:say"
    r"|hear|answer)?|what should i (?:say|answer)",
    r"(?:just )?(?:tell|give) me(?: what to say)?(?: the answers?)|just answer it(?: for me)?|{ask}answer "
    r"(?:it|that|this|the question)(?: for me| yourself)",
)

INJECTION = (
    r"\b(?:ignore|disregard|forget|override|overwrite|bypass)\b(?: (?:all|any|the|your|my|of|these|those"
    r"|previous|prior|earlier|above|every|everything|system|original|safety|given|other|current|such|and"
    r"|rubric))* (?:instructions?|rules?|prompts?|guidelines?|programming|directives?|instruction set)\b",
    r"\bforget (?:everything|all)(?: \w+){0,3} (?:told|said|above|before|know|were)\b"
    r"|\bdo not follow(?: \w+){0,3} (?:instructions?|rules?)\b",
    r"\b(?:system|developer|hidden|initial|secret|original) (?:prompt|message|instructions?|mode)\b"
    r"|\bjailbreak\b|\bprompt injection\b",
    r"\byou are (?:now|no longer) (?:a|an|my|in|the|bound|restricted)\b|\b(?:pretend|imagine) (?:to be"
    r"|that you are|you are|youre|i am your)\b",
    r"\b(?:act|behave|respond|answer) as (?:if you (?:are|were)|a|an|my) ?(?:helpful|different|unrestricted"
    r"|new|ai|assistant|admin|developer|dan)\b",
    r"\b(?:new|updated|special|following|these) (?:instructions?|rules?)(?: are| is| from| for you| apply)\b"
    r"|\bfrom now on you\b",
    r"\b(?:give|award|grant|assign|set|log|record|submit|report|put|write|store|mark|rate|grade"
    r"|score)\b(?: \w+){0,6} "
    r"(?:full marks?|full scores?|full points|maximum (?:score|points|marks?)|max score|top (?:score|marks?"
    r"|grade)|perfect (?:score|marks?|grade)"
    r"|highest (?:score|marks?|grade)|(?:score|grade|mark) (?:of|to|as|at) (?:1|one|10|ten|100|a hundred"
    r"|one hundred|excellent|perfect|full)|hundred percent|100 percent|100"
    r"|ten out of ten|10 out of 10|one point (?:zero|oh|o)|1 0)\b",
    r"\b(?:mark|score|grade|rate|count|treat|log|accept) (?:this|it|me|my|that|the)(?: \w+){0,3} "
    r"(?:as )?(?:correct|right|perfect|excellent|passed|complete|true|strong|fully met)\b",
    r"\blog response evaluation\b|\bgenerate session report\b|\blog question asked\b|\b(?:call|invoke"
    r"|execute|run) the (?:tool|function)\b",
    r"\bas (?:an? |the |my )?(?:ai|language model|ai model|grader|large language model)(?: \w+){0,4} "
    r"(?:you )?(?:must"
    r"|should|have to|are required|need to)\b",
    r"\b(?:print|reveal|repeat|show|read|output|dump|tell me|display)(?: \w+){0,4} (?:prompt|instructions"
    r"|words above|text above|configuration|source code)\b",
    r"\b(?:drop table|delete from) (?:interview|session|employee|users?|candidates?|students)\w*\b|\bend of "
    r"(?:transcript|answer|conversation) (?:system|assistant|evaluator|grader)\b",
    r"\b(?:i am|im|this is|speaking as) (?:your |the |an? )(?:developer|creator|administrator|admin"
    r"|programmer|system|supervisor|boss|openai)\b",
    r"\b(?:give|gives|giving|award|awards|grant|grants)\b(?: \w+){0,5} (?:100|hundred|full|maximum|max|ten) "
    r"(?:points|marks|percent|score|credit)\b",
    r"\b(?:ignore|disregard|forget) the (?:rubric|scoring|criteria|grading|key points)\b",
    r"\byou are (?:a|an|the|my)(?: \w+){0,2} (?:grader|examiner|assistant|evaluator|judge)\b",
    r"^(?:new|updated) instructions?\b|\bdeserves? (?:\w+ )?(?:full|ten out of ten|10 out of 10|maximum"
    r"|perfect|top)\b",
    r"\b(?:all|every) (?:key )?points? (?:is|are|were|was|have been|has been)(?: \w+){0,2} (?:met|covered"
    r"|satisfied|fulfilled)\b|\bthe correct score is\b",
)
