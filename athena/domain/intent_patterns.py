"""What people say to steer an interview, as patterns over normalised words.

A pattern matches a run of lower-case words without apostrophes; it never crosses punctuation. ``{ask}`` and
the other braces are macros: ``intent_macros``.
"""

from __future__ import annotations

REPEAT = (
    r"(?:i )?(?:was not|wasnt|am not|did not|didnt) (?:listening|paying attention|listen|pay attention)"
    r"|what was (?:it|that)"
    r"(?: {again})?",
    r"(?:did not|didnt|could not|couldnt) (?:quite )?(?:catch|hear|get) (?:that|you|it|the question)"
    r"|i lost you(?: there)?"
    r"|i was distracted",
    r"{ask}(?:repeat(?:ing)?|re ?read|reask|restate|resay)(?: {thing})?(?: for me| to me)?(?: {again})?",
    r"{ask}(?:read|say|saying|tell|ask|state)(?: me)? {thing}(?: out| by me| past me| to me"
    r"| for me)? {again}",
    r"(?:(?:can|could|may) (?:i|we|you)|i would like to|id like to) (?:give|go over|play|hear|have|get|show)"
    r"(?: me)? {thing} {again}",
    r"(?:come|say|ask|read|repeat)(?: it| that)? {again}",
    r"again|once more|one more time|once again|repeat|repetition|say what|come again",
    r"what(?: is| was|s| were)(?: {thing})? ?(?:question|you saying|that|the question|your question"
    r"|the last part|"
    r"the (?:first|second|last|other) (?:part|bit))(?: of (?:the|your) question)?(?: {again})?",
    r"what (?:did|do) you (?:just )?(?:say|ask)(?: {again})?|what are you asking me(?: {again})?"
    r"|what you said",
    r"remind me(?: of| what)?(?: what)? ?(?:the|your)? ?question(?: is| was)?|remind me what you asked",
    r"(?:what|huh|pardon|pardon me|beg your pardon|i beg your pardon|say that again)",
    r"(?:i|we) (?:did not|didnt|could not|couldnt|cant|cannot|can not|do not|dont)(?: quite| really| fully)? "
    r"(?:hear|catch|get)(?: (?:you|that|it|the question|what you said|what you asked|{thing}))?"
    r"(?: properly| clearly| very well| right| well| correctly| fully)?",
    r"i (?:missed|lost|forgot)(?: {thing}| what you said| what you asked)(?: again)?",
    r"you (?:were|are|just)? ?(?:breaking|broke|cut|cutting|froze|dropped)(?: up| out| off)?",
    r"(?:the|your) (?:audio|sound|voice|connection) (?:cut|broke|dropped|was|is)(?: up| out| off| bad"
    r"| choppy| breaking up)?",
)

REPHRASE = (
    r"(?:im |i am )?(?:not sure|unsure|not certain)(?: if| that| whether)? i (?:understand|understood|follow"
    r"|get)"
    r"(?:{tail}{{1,3}})?|how do you mean(?: that)?|(?:im|i am) not following(?: you)?",
    r"{ask}(?:re ?phrase|reword|re word|paraphrase|clarify|simplify|reformulate|refrays|re phase|rephase)"
    r"(?: {thing}| what you mean)?(?: for me)?(?: in (?:simpler|other|different) (?:words|terms))?",
    r"{ask}(?:put|phrase|word|say|ask|state|formulate|explain|express)(?: {thing})?(?: to me)? "
    r"(?:differently|(?:in )?(?:another|a different|some other|a simpler|an easier) way|more (?:simply"
    r"|clearly)"
    r"|in (?:other|different|simpler|easier|plain|more) (?:words|terms|english|detail))",
    r"(?:can|could|would|will) you (?:explain|elaborate|expand)(?: on)?(?: (?:the|this|that"
    r"|your) ?(?:question)?| it"
    r"| what you mean(?: by{tail}{{1,5}})?)?(?: a bit| a little)?(?: more| further)?",
    r"explain (?:the|this|that|your) question|in other words|be more specific|{ask}be (?:a bit "
    r"|a little )?more specific",
    r"what (?:exactly |precisely )?do you mean(?: exactly| precisely)?(?: by{tail}{{1,6}}| with{tail}{{1,6}}"
    r"| there)?",
    r"what (?:does|do) (?:that|this|it|the question|your question|you)(?: even)? mean",
    r"what (?:exactly |precisely )?are you (?:asking|after|getting at)(?: exactly"
    r"| precisely)?(?: me)?(?: for)?",
    r"what (?:exactly |precisely )?do you want(?: me)? to know",
    r"(?:i|im) (?:do not|dont|did not|didnt|cant|not sure i|not sure if i|am not sure i)(?: quite| really"
    r"| fully)? "
    r"(?:understand|understood|get|follow|followed|comprehend)"
    r"(?: (?:the question|your question|this question|that question|the point|what you mean"
    r"|what youre asking|"
    r"what you are asking|what is being asked|what you want|you|this one|that one|it|this|that))?",
    r"(?:im|i am) (?:not sure|unsure|not certain) (?:what|i know what) (?:you mean|youre asking"
    r"|you are asking|"
    r"you want|the question (?:is|means)|is being asked)(?: by{tail}{{1,4}})?",
    r"(?:not sure|no idea|i dont know|i do not know) what (?:you mean|youre asking|you are asking|you want"
    r"|the question (?:is|means))(?: by{tail}{{1,4}})?",
    r"(?:im|i am)(?: a bit| a little)? confused(?: by (?:the|this|that|your) question)?",
    r"(?:the|this|that|your) question (?:is|was)(?: not| un)? ?(?:clear|unclear|confusing|ambiguous)"
    r"(?: to me)?",
    r"{ask}(?:give|have|get)(?: me)? an example(?: of what you mean)?",
)

SKIP = (
    r"(?:i will )?{ask}(?:skip|pass on|pass|jump over)(?: {thing})?(?: for now| over)?",
    r"{ask}leave (?:the|this|that) (?:one|question)(?: out| for now)?",
    r"{ask}(?:skip|move|go|jump|get|proceed|continue|carry on|switch|advance|pass)(?: {thing})?(?: straight"
    r"| right)? ?"
    r"(?:on )?(?:to|with|onto|on to|for) (?:the |a |an )?(?:next|another|following|different|other)"
    r"(?: questions?| one| topic)?",
    r"{ask}(?:move|moving) (?:on|along|forward|ahead)(?: from {thing})?(?: to the next(?: one| question)?)?",
    r"(?:the )?next(?: questions?| one| on| topic)|next|pass|past|skip",
    r"{ask}(?:ask|give|have|do|try|take|get)(?: me)? (?:something else|(?:the next|another|a different|a new"
    r"|an easier)"
    r"(?: questions?| one| topic)?)",
    r"(?:something else|another (?:question|one)|(?:a )?different question)",
    r"{ask}(?:come back|go back|return) to (?:it|this|that|this one|that one|this question) later(?: on)?",
)

DONT_KNOW = (
    r"(?:i|ive|i have|id|i would|i do|im|i am)(?: {adverb})* ?"
    r"(?:do not|dont|did not|didnt|wouldnt|would not|dont even) ?(?:actually|really|even|quite|honestly)? ?"
    r"(?:know|no|remember|recall|have (?:a|any|the) ?(?:faintest |slightest )?(?:clue|idea|answer)|have an "
    r"(?:idea|answer))"
    r"(?: (?:what|how|why|which|when|where|whether|if|about|anything|much|enough|the|that|this|it|any"
    r"|exactly|off)"
    r"{tail}{{0,7}})?",
    r"(?:do not|dont|did not|didnt) (?:know|remember|recall)(?: (?:that|this|it|this one|that one"
    r"|the answer))?",
    r"dunno|i dunno|idk|(?:i have|ive|i got|i have got|i(?: {adverb})? have"
    r"|ive got)?(?: {adverb})* ?no "
    r"(?:idea|clue|answer)(?: (?:what|how|why|about|on|for|to|at){tail}{{0,6}})?",
    r"(?:i )?(?:have not|havent) (?:got )?(?:a|any|the) ?(?:faintest|foggiest|slightest)? ?(?:clue|idea)?"
    r"|not a clue",
    r"(?:(?:im|i am|thats|that one im|this one im) )?(?:not|un) ?(?:really |quite |entirely |too |so |very "
    r"|totally |at all )?"
    r"(?:sure|certain)(?: (?:about|of|on|how|what|why|which|to|if|whether|i (?:know|can"
    r"|remember)){tail}{{0,7}})?",
    r"(?:im|i am)(?: completely| totally| really| a bit)? (?:lost|stuck|blank|unsure|out of ideas|clueless)"
    r"(?: (?:here|on this|with this){tail}{{0,2}})?",
    r"(?:my mind|i)(?: is| has| just)* (?:gone|went|goes|going|drawing|drew|draw|blank)(?: a)? ?(?:blank)?",
    r"(?:im|i am) drawing a blank|beats me|search me|who knows|i give up|i surrender|nothing comes to mind"
    r"|i have nothing",
    r"i(?: {adverb})* (?:cannot|cant|can not|could not|couldnt|am not able to|wont be able to)(?: really)? "
    r"(?:answer|remember|recall|say|tell you|tell|explain|think of|help you|come up with)"
    r"(?: (?:that|this|it|anything|the answer|an answer|the question|much|with)(?: one| question| now)?)?",
    r"(?:i have|ive|i)? ?(?:never|not) (?:really )?(?:heard|used|seen|worked|done|learned|learnt|studied"
    r"|come across)"
    r"(?: of| with| about| across)? ?(?:it|that|this|them|one of those|those|such a thing)(?: before| one)?",
    r"(?:i have|ive|i)(?: never|not)(?: really)? (?:heard|used|worked|learned)(?: of| with"
    r"| about)?{tail}{{1,3}} before",
    r"(?:im|i am) not(?: really| very| so| too)? familiar with{tail}{{1,5}}|(?:i|ive|i have) (?:forgot"
    r"|forgotten)"
    r"(?: (?:it|that|this|about (?:it|that|this)|how{tail}{{0,5}}|what{tail}{{0,5}}))?",
    r"(?:its|it is|that is|thats|this is) (?:too (?:hard|difficult)|beyond me|above me|over my head)"
    r"(?: for me)?",
    r"no (?:clue|idea|answer)|idk",
)

WAIT = (
    r"(?:wait|hold on|hang on|bear with me|stand by)(?: (?:a|one|just a|for a|for one)(?: little"
    r"| short)? {minute})?(?: there)?",
    r"{ask}(?:give|have|take|need|get|allow|grant|require|spend|use)(?: me| myself)? (?:just )?"
    r"(?:a|an|another|one|some|a few|a couple of|more|a little|a bit of|two|a bit|the)"
    r"(?: (?:more|little|short|brief|quick|extra|couple|few|little bit of))* ?{minute}(?: more| longer)?"
    r"(?: (?:to|for) (?:think|consider|reflect|collect|gather|it|this|that)(?: (?:about|over|my|on))?"
    r"(?: (?:it|this|that|thoughts|the question))?)?",
    r"(?:i )?need (?:a|one|some|another|more|a bit|a little)(?: more)? ?{minute}(?: to think)?(?: about "
    r"(?:it|this|that))?",
    r"(?:just )?(?:a|one|two|another|a few|just a|only a|half a)(?: more| quick| short| little)? (?:seconds?"
    r"|secs?|moments?|minutes?|mins?)",
    r"(?:let me|lemme|let us|ill|i will|i need to|i have to|i want to|id like to|i would like to)(?: quickly"
    r"| first)? "
    r"(?:think|see|consider|reflect|ponder|have a think|(?:collect|gather) my thoughts|(?:re ?phrase|repeat)"
    r"(?: that| it| myself)?"
    r"|start (?:over|again)|try (?:again|that again)|think (?:back|out loud|aloud)|take a (?:moment|second"
    r"|minute))"
    r"(?: (?:about|through|over) (?:it|that|this|the question|this one|that one|the answer|my answer"
    r"|what to say))?"
    r"(?: (?:for )?(?:a|one|just a)(?: little| short)? {minute})?",
    r"(?:can|could|may) i (?:please )?think(?: (?:about|over|through) (?:it|that|this))?"
    r"(?: for (?:a|one|just a)(?: little| short)? {minute})?",
    r"(?:im|i am)(?: still)? (?:thinking|pondering|working on it|not (?:done|finished|ready)(?: yet)?)"
    r"(?: about (?:it|that|this))?"
    r"(?: yet)?|thinking|still thinking|not yet|(?:dont|do not) (?:rush|hurry) me",
    r"(?:thats|that is|thats quite|its|it is|what) (?:a|an|actually a|quite a)(?: really| very)? (?:good"
    r"|great|nice|tough|hard|interesting|"
    r"tricky|difficult) (?:question|one)|(?:good|great|tough|tricky|interesting) question|lets see"
    r"|let me see|how do i put (?:it|this)"
    r"|how (?:do|shall|should) i (?:say|put|explain) (?:it|this|that)|where do i (?:start|begin)",
)

STOP = (
    r"{ask}(?:stop|end|finish|quit|abort|terminate|cancel|leave|exit|close|conclude|break off|wrap up"
    r"|shut down)"
    r" (?:the|this|our|my)? ?{interview}(?: right)?(?: now| early| here| today| please)*",
    r"{ask}(?:stop|quit|finish|end|leave)(?: (?:it|this|things|everything))?(?: now| here| right here| today"
    r"| early)+",
    r"(?:i (?:want|would like|need|have|wish|would prefer|have got)|id like|i wanna|ive got|id prefer|may i"
    r"|can i|could i)"
    r"(?: to)? (?:stop|quit|end|finish|end it|end this|stop this|stop it|quit this|leave|go|hang up|log off"
    r"|drop off|abort|finish this)(?: now| here| today)*",
    r"(?:stop|quit|exit|abort|end interview|stop interview|hang up|goodbye|good bye|bye|bye bye|stop it"
    r"|stop this|end this|end it)",
    r"(?:i|we) (?:do not|dont) (?:want|wish) to (?:continue|go on|do this|carry on)(?: with (?:the"
    r"|this) {interview})?(?: any ?more)?",
    r"(?:im|i am) (?:done|finished) with (?:the|this) {interview}|(?:im|i am) (?:leaving|quitting"
    r"|out of here)(?: now)?",
    r"(?:thats|that is) enough(?: for (?:me|today|now))?|no more questions|i (?:am|m) (?:going to|gonna) "
    r"(?:stop|quit|leave|go)(?: now| here)*",
)

HINT = (
    r"{ask}(?:give|get|have|offer|provide|use|do with|need|drop|share|ask for|want|like)(?: me| us)? ?"
    r"(?:a|another|any|some|one|the|a little|a small|a tiny|a bit of|little)? ?(?:bit of )?"
    r"(?:hints?|tips?|clues?|pointers?|help|hand|nudge|push|support|hent)"
    r"(?: (?:on|with|about|for|to|in){tail}{{1,5}})?",
    r"i could use (?:a|some|a little|a bit of) ?(?:hint|help|clue|tip)|(?:a )?(?:hint|clue|tip|little help"
    r"|small hint|little hint)|help me(?: out)?(?: (?:with|on) {thing})?"
    r"|help|hints",
    r"(?:can|could|would|will) you help(?: me)?(?: out)?(?: (?:with|on) {thing})?",
    r"(?:(?:is|are) there|do you have|have you got) (?:a|any|some) (?:hints?|clues?|help|tips?)|any "
    r"(?:hints?|clues?|tips?|help)",
    r"(?:a|some) (?:hint|help|clue|tip) would (?:be (?:nice|great|good|helpful)|help)|i need (?:a hint|help"
    r"|a clue|some help)",
    r"{ask}(?:point|push|steer|nudge|guide) me(?: in(?:to)? the right direction| a (?:bit|little))?",
    r"what are you looking for|what should i (?:focus|concentrate|think) (?:on|about)",
)

DONE = (
    r"(?:thats|that is|thats about|that was|that will be|thatll be|this is)(?: it| all| everything"
    r"| my answer| my final answer| all i (?:know|have|can say|remember))+"
    r"(?: (?:about|on|for|from) (?:it|that|this|me))?(?: for now)?",
    r"(?:im|i am|ive|i have) (?:done|finished|good|through)(?: (?:here|answering|talking|speaking|with "
    r"(?:my answer|this|that|it|this one|this question)))?",
    r"(?:i have |ive |ive got |i have got )?nothing(?: else| more| further)? to (?:add|say)(?: to (?:it"
    r"|that))?|nothing (?:else|more)"
    r"|(?:thats|that is) all i (?:know|have|can say|remember|got)(?: about (?:it|that|this))?|end of answer"
    r"|done|finished|over",
    r"i (?:do not|dont) have (?:anything|any more|more)(?: else| more)?(?: to (?:add|say))?",
)
