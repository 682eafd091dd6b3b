"""Questions a candidate asks about the interview itself, by topic."""

from __future__ import annotations

from enum import StrEnum


class Topic(StrEnum):
    """What a question about the process is about."""

    LENGTH = "length"
    COUNT = "count"
    SCORE = "score"
    AUDIENCE = "audience"
    IDENTITY = "identity"
    RECORDING = "recording"
    COMMANDS = "commands"
    TYPING = "typing"
    HEARING = "hearing"
    DIALECT = "dialect"
    NOTES = "notes"
    NEXT_STEPS = "next steps"


_THIS = r"(?:(?:this|the) (?:interview|session|call|test|whole thing|conversation)|this|it|that)"

TOPICS: dict[Topic, tuple[str, ...]] = {
    Topic.LENGTH: (
        rf"how long (?:is|will|does|would|do|are|should)(?: {_THIS}| we| i| you)?(?: be| take| last"
        rf"| going to (?:take|last|be)|have| need| going| talk)*"
        r"(?: (?:for|to|per|left|on|in){tail}{{0,5}})?",
        rf"how (?:much time|many minutes|much longer)(?: (?:do|does|is|are|will|have|has|did))?(?: (?:i|we"
        rf"|you|there|{_THIS}))?"
        r"(?: (?:have|got|be|take|left|need|remaining|remain|there))*(?: (?:for|to|per){tail}{{0,5}})?",
        rf"(?:when|what time) (?:are|will|do|does|is) (?:we|{_THIS})(?: be)? ?(?:done|finish|finished|end"
        rf"|over|through)",
        r"is there (?:a|any) time (?:limit|pressure)(?: (?:for|per|on){tail}{{0,4}})?|(?:do i have"
        r"|is there) enough time",
    ),
    Topic.COUNT: (
        r"how many (?:more |other )?questions?(?: (?:are|will|do|does|have|is|did))?(?: (?:there|you|we|i"
        r"|it))?"
        r"(?: (?:be|have|left|ask|asked|asking|remain|remaining|to go|going to ask|in total|answered|still"
        r"|there))*(?: me)?",
        r"how many (?:are |is )?(?:there )?(?:left|more|remaining|to go)|how far (?:are we|along(?: are we)?"
        r"|am i)(?: along)?",
        r"(?:which|what) (?:question|number) (?:is this|are we (?:on|at)|am i (?:on|at)|was that)"
        r"|is this the (?:last|final) (?:question|one)",
        r"(?:are there|is there|do you have) (?:any )?more questions?|how many questions?",
    ),
    Topic.SCORE: (
        r"(?:will|do|can|shall|would|am) i (?:going to )?(?:get|see|receive|be given|have|be told|know|hear"
        r"|find out)(?: to see)? (?:a |an |my |the |any |how )?"
        r"(?:score|scores|result|results|grade|grades|feedback|report|marks?|well i did|i did)"
        r"(?: {tail}{{1,6}})?",
        r"(?:when|how|where) (?:will|do|can|would) i (?:get|see|hear|know|learn|receive|find(?: out)?)"
        r"(?: about)? (?:my |the |a |any |how |if |whether )?"
        r"(?:score|scores|result|results|grade|grades|feedback|report|outcome|i did|i passed){tail}{{0,4}}",
        rf"(?:is|will|are) (?:{_THIS}|my answers?|i|the answers?|they)(?: be| being)? (?:graded|scored"
        rf"|marked|evaluated|assessed|rated|judged){{tail}}{{{{0,4}}}}",
        rf"how (?:is|will|are|am|do you|does) (?:{_THIS}|my answers?|i|the answers?|they|you)? ?(?:be "
        rf"|being )?(?:graded|scored|marked|evaluated|assessed|rated|judged|"
        r"score|grade|evaluate|judge|mark|rate)(?: (?:me|this|it|my answers?|answers|the answers))?",
        r"(?:who|what) (?:grades|scores|evaluates|marks|rates|judges) (?:this|me|it|my answers?|the answers)",
    ),
    Topic.AUDIENCE: (
        r"who (?:all )?(?:will |can |else |is going to |gets to |has |have |is )*(?:see|sees|seeing|read"
        r"|reads|hear|hears|listen|listens|listening|get|gets|access|watch|watches|watching|receive|receives"
        r"|review|reviews)"
        r"(?: (?:to|this|it|my|the|me|us|that|in){tail}{{0,5}})?",
        rf"who (?:is|are) {_THIS} (?:for|going to|shared with|sent to){{tail}}{{{{0,3}}}}|(?:is|are) "
        rf"(?:{_THIS}|my answers?|my data)(?: kept| treated)? (?:private|confidential|anonymous|secret|safe"
        rf"|secure)",
        r"what (?:happens|do you do|will happen|will you do) (?:with|to) (?:my|the|this|all) (?:answers?"
        r"|data|recording|recordings|information|voice|transcript|interview)(?: {tail}{{1,3}})?",
        r"(?:is|are) (?:anyone|anybody|someone|somebody|other people|people) (?:else )?(?:listening|watching"
        r"|there|hearing){tail}{{0,3}}",
        r"(?:do|will|does) (?:you|anyone) (?:share|sell|pass on) (?:this|my|the|it){tail}{{0,6}}",
    ),
    Topic.IDENTITY: (
        r"are you (?:a |an |the |actually |really )*(?:ai|a i|ay eye|robot|bot|human|human being|machine"
        r"|real|real person|person|computer|program|chatbot|"
        r"language model|chat gpt|chatgpt|gpt|alive|recording|artificial intelligence|real human)(?: or "
        r"(?:a |an )?{tail}{{1,3}})?",
        r"am i (?:talking|speaking) (?:to|with){tail}{{1,5}}|(?:is|was) (?:this|that|it) (?:a |an )(?:ai|a i"
        r"|robot|bot|machine|human|real person|computer)",
        r"(?:who|what) (?:exactly )?are you|(?:what is|whats|may i know|tell me) your name|who (?:made|built"
        r"|created|programmed|trained) you|do you have a name",
        r"who am i (?:talking|speaking) (?:to|with)",
    ),
    Topic.RECORDING: (
        rf"(?:is|are|am|was|will) (?:{_THIS}|my voice|the audio|i|we|my audio|the sound|everything)(?: be"
        rf"| being| all)* (?:recorded|taped|stored|saved|kept|on tape|filmed|logged)"
        r"(?: {tail}{{1,3}})?",
        r"(?:are|do|did|will|have) you (?:record|recording|recorded|keep|store|storing|save|saving|tape"
        r"|taping)(?: (?:this|me|my|it|the|that|everything|audio|us){tail}{{0,3}})?",
        r"(?:is there|will there be|do you make) (?:a|any) (?:recording|transcript)(?: {tail}{{1,4}})?",
    ),
    Topic.TYPING: (
        r"(?:can|could|may|should|do) i (?:have to |also |just )*(?:type|write)(?: (?:it|my|this|the|that|an"
        r"|instead|down|here|in|answers?|answer))*",
        r"(?:is it (?:possible|okay|ok)|am i allowed) to (?:type|write)(?: (?:it|my|this|the|instead"
        r"|answers?|answer))*|where (?:can|do|should) i type(?: {tail}{{1,3}})?",
    ),
    Topic.NOTES: (
        r"(?:can|could|may|am) i (?:allowed to )?(?:use|look (?:(?:it|things|that|this) )?up|google|search"
        r"|check|take|make|have|open|consult)"
        r"(?: (?:google|notes?|the internet|on the internet|it|that|this|documentation|the docs|a book"
        r"|chatgpt|on google|online|the web|some notes|my notes|the documentation|help|paper|pen))+",
    ),
    Topic.COMMANDS: (
        rf"how does (?:{_THIS}) work|what (?:can|should|may) i (?:say|do|ask)(?: (?:here|to you|now|you))?"
        rf"|what are (?:my|the) (?:options|commands|choices)|what are the rules",
        r"(?:can|may|could) i ask (?:you )?(?:something|a question|questions|questions too|you something"
        r"|one thing)|i have a question|how do i (?:skip|repeat|stop|end)(?: {tail}{{1,3}})?",
        r"(?:can|may|could) (?:i|we) (?:interrupt|interrupt you|go back|change my answer|correct myself"
        r"|correct my answer|go back to{tail}{{1,4}})",
    ),
    Topic.HEARING: (
        r"(?:can|do|could|did) you (?:still )?(?:hear|understand) (?:me|that|this|us)(?: (?:now|okay|ok|well"
        r"|all right|clearly|properly))?",
        r"are you (?:still )?(?:there|here|listening|with me)(?: athena)?|(?:is|does) (?:my|the|this) (?:mic"
        r"|microphone|audio|sound|thing) (?:on|working|work|okay|ok)",
        r"(?:testing|test)(?: (?:testing|test|one|two|three|1|2|3))*|am i (?:audible|muted|on mute"
        r"|loud enough)|is anybody (?:there|home)",
    ),
    Topic.DIALECT: (
        r"(?:which|what) (?:database|dialect|sql dialect|flavou?r|flavou?r of sql|sql|dbms|system|product"
        r"|version|kind of database)"
        r"(?: (?:do|should|are|is|shall|does|would|can))?(?: (?:you|we|i|it|this|that))?(?: (?:mean|use"
        r"|using|assume|talk|talking|about|have in mind|in|prefer|for|want|refer|referring|to))*",
        r"(?:is|are) (?:this|that|we|you|it) (?:about|for|in|talking about|using|assuming) (?:postgres"
        r"|postgresql|mysql|oracle|sql server|sqlite|duckdb|bigquery|snowflake|a specific database"
        r"|any database)"
        r"|does (?:it|the database|the dialect) matter which (?:database|dialect){tail}{{0,3}}",
    ),
    Topic.NEXT_STEPS: (
        r"what (?:happens|comes|is|will happen|are the)(?: the)? (?:next|next steps?|after this|after that"
        r"|afterwards|after the interview|then|at the end)(?: {tail}{{1,4}})?",
        r"(?:will|do) i (?:hear|hear back) from (?:you|them|someone|the company|anyone){tail}{{0,4}}"
        r"|when will i hear back",
    ),
}
