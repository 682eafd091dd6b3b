-- Answers graded by people which moved the score of an evaluation, the nearest first; graded_id is the
-- evaluation by which a person graded one (its text and score are there).
CREATE TABLE evaluation_neighbours (
    evaluation_id UUID NOT NULL,
    position      INTEGER NOT NULL,
    graded_id     UUID NOT NULL,
    likeness      DOUBLE NOT NULL CHECK (likeness BETWEEN 0 AND 1),
    PRIMARY KEY (evaluation_id, position)
);
