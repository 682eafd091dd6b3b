-- Templates, invitations and what other systems are told of them.

CREATE TABLE interview_templates (
    template_id UUID NOT NULL,
    version     INTEGER NOT NULL CHECK (version >= 1),
    PRIMARY KEY (template_id, version)
);
