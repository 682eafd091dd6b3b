-- How many questions of an interview are answered by a query; and of each query in the pad, where it stands
-- among what was said, and on how many of the data sets it ran on its result was right.
ALTER TABLE interview_sessions ADD COLUMN sql_questions INTEGER DEFAULT 0;
ALTER TABLE pad_runs ADD COLUMN position INTEGER DEFAULT 0;
ALTER TABLE pad_runs ADD COLUMN right_count INTEGER DEFAULT 0;
ALTER TABLE pad_runs ADD COLUMN total_count INTEGER DEFAULT 1;
