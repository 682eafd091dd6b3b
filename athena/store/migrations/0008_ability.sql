-- What ability is estimated from: item parameters refitted from stored answers, those each question was asked
-- with, how a session's questions are chosen, and the estimate in its report.

CREATE TABLE item_parameters (
    question_id    VARCHAR PRIMARY KEY,
    discrimination DOUBLE NOT NULL CHECK (discrimination > 0),
    difficulty     DOUBLE NOT NULL,
    answers        INTEGER NOT NULL CHECK (answers > 0),
    fitted_at      TIMESTAMP NOT NULL
);

ALTER TABLE interview_sessions ADD COLUMN selection VARCHAR DEFAULT 'adaptive';
ALTER TABLE interview_sessions ADD COLUMN extra_question BOOLEAN DEFAULT FALSE;
ALTER TABLE interview_questions ADD COLUMN item_discrimination DOUBLE;
ALTER TABLE interview_questions ADD COLUMN item_difficulty DOUBLE;
ALTER TABLE session_reports ADD COLUMN ability DOUBLE;
ALTER TABLE session_reports ADD COLUMN ability_sd DOUBLE;
