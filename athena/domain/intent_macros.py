"""Parts of the patterns in ``intent_patterns`` and ``intent_topics``, and words that mean nothing there."""

from __future__ import annotations

MACROS = {
    "ask": (
        r"(?:(?:(?:can|could|would|will|may|might|shall|should|cant|couldnt|wont) (?:you|we|i|u|they)"
        r"(?: be able to| possibly| kindly| maybe| quickly)?"
        r"|(?:i|we) (?:want|wanna|need|would like|would love|would prefer|would rather)(?: you)?(?: to)?"
        r"|(?:ill|lets|let us|let me|im going to|im gonna|id like to|id like you to|id rather|i think ill)"
        r"|(?:would|do) you mind(?: if (?:we|i))?"
        r"|(?:is|would) it (?:be )?(?:possible|okay|ok|all right|alright|fine)(?: to| if (?:we|i))"
        r"|is there (?:a|any) way to|am i allowed to|are you able to) )?"
    ),
    "thing": (
        r"(?:(?:the|this|that|your|my|its)(?: (?:current|last|whole|entire|same|previous|first|second))? ?"
        r"(?:questions?|one|on|part|sentence|bit|thing|statement|problem|prompt|query question)?|it|question"
        r"|me)"
    ),
    "again": (
        r"(?:again|once more|once again|one more time|another time|a second time|a bit slower"
        r"|slowly|more slowly|louder|a bit louder)"
    ),
    "interview": r"(?:interview|session|call|conversation|test|exam|whole thing|meeting)",
    "tail": r"(?: (?!but\b|because\b|so\b|and\b|maybe\b|however\b|although\b|since\b|then\b|perhaps\b)\w+)",
    "adverb": (
        r"(?:still|also|simply|truly|really|honestly|actually|just|completely|definitely|absolutely|totally"
        r"|pretty much|literally|basically|frankly|quite|even)"
    ),
    "minute": r"(?:seconds?|secs?|moments?|minutes?|mins?|while|bit|time|tick|thinking time|time to think)",
}

FILLERS = (
    r"u+m+|u+h+|e+r+m*|h+m+|mm+|ah+|oh+|eh|well|so|and|but|then|now|please|kindly|actually|just|really"
    r"|honestly",
    r"sorry|excuse me|im sorry|my apologies|i apologi[sz]e|hey|athena|madam|sir|you know|i mean|like|for me",
    r"i guess|i think|i suppose|im afraid|i am afraid|unfortunately|to be honest|tbh|i must admit|i must say",
    r"i have to (?:say|admit)|if (?:you|that is|thats|its|it is) (?:can|could|possible|okay|ok|all right)"
    r"|if possible",
    r"if you (?:dont mind|wouldnt mind)|if i may|(?:can|could|would|will) (?:you|we|i)|wow|right now"
    r"|at the moment",
    r"at all|for now|here|there|too|thanks|thank you|in advance|go ahead and|whatsoever|pretty much",
)
