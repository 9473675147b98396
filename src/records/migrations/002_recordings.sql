-- Recordings of calls. The sound is a sealed file beside the database; its key is here and nowhere else, so that forgetting the key
-- makes the sound unreadable wherever copies of the file are.
CREATE TABLE recordings (
  tenant_id TEXT NOT NULL REFERENCES tenants,
  id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('recording', 'complete', 'interrupted', 'erased')),
  started_us INTEGER NOT NULL,
  rate INTEGER NOT NULL CHECK (rate IN (8000, 16000)),
  channels INTEGER NOT NULL CHECK (channels BETWEEN 1 AND 2),
  samples INTEGER NOT NULL DEFAULT 0,          -- of each channel; of a recording under way it is not known yet
  silenced TEXT NOT NULL DEFAULT '[]',         -- JSON: from and to in samples, and why
  notice_us INTEGER,                           -- when the caller had heard that the call is recorded
  expires_us INTEGER NOT NULL,
  wrapped_key BLOB,                            -- sealed under the tenant's key
  erased_us INTEGER,
  CHECK ((status = 'erased') = (wrapped_key IS NULL) AND (status = 'erased') = (erased_us IS NOT NULL)),
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX recordings_by_start ON recordings (tenant_id, started_us);
CREATE INDEX recordings_by_conversation ON recordings (tenant_id, conversation_id);
CREATE INDEX recordings_by_expiry ON recordings (tenant_id, expires_us) WHERE status <> 'erased';
CREATE INDEX recordings_under_way ON recordings (tenant_id) WHERE status = 'recording';
