-- What people decided about the evaluations of answers. Every decision is kept.
-- before_id is the evaluation that was looked at (NULL when there was none), evaluation_id the one made by the
-- decision. The newest decision on an answer makes it a graded neighbour of later answers to the same question.

CREATE TABLE reviews (
    review_id     UUID PRIMARY KEY,
    response_id   UUID NOT NULL,
    decision      VARCHAR NOT NULL CHECK (decision IN ('overridden', 'confirmed')),
    before_id     UUID,
    evaluation_id UUID NOT NULL UNIQUE,
    reviewer      VARCHAR NOT NULL CHECK (reviewer <> ''),
    reason        VARCHAR NOT NULL,
    reviewed_at   TIMESTAMP NOT NULL,
    CHECK (decision = 'confirmed' OR reason <> ''),
    CHECK (decision = 'overridden' OR before_id IS NOT NULL)
);
