-- What dashboards compare by: a person's role, how an interview was held, and how often a question's hints were given.
-- mode is 'voice' or 'text', NULL where that is not known; language is the one spoken, as an ISO 639-1 code.

ALTER TABLE employees ADD COLUMN role_title VARCHAR;
ALTER TABLE interview_sessions ADD COLUMN mode VARCHAR;
ALTER TABLE interview_sessions ADD COLUMN language VARCHAR DEFAULT 'en';
ALTER TABLE interview_questions ADD COLUMN hints INTEGER DEFAULT 0;
