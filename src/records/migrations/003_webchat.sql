-- The channel of a chat on the practice's pages is called webchat; SQLite alters a CHECK by making the table anew.
CREATE TABLE conversations_new (
  tenant_id TEXT NOT NULL REFERENCES tenants,
  id TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('phone', 'sms', 'whatsapp', 'webchat')),
  contact_index BLOB,
  sealed_contact BLOB,
  patient_id TEXT,
  status TEXT NOT NULL CHECK (status IN ('open', 'handed_over', 'closed')),
  language TEXT NOT NULL,
  deadline_us INTEGER,                         -- when to feed a tick if nothing else happens
  sealed_state BLOB,
  sealed_journal BLOB,
  version INTEGER NOT NULL,
  created_us INTEGER NOT NULL,
  updated_us INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
INSERT INTO conversations_new SELECT tenant_id, id, channel, contact_index, sealed_contact, patient_id, status, language, deadline_us, sealed_state,
  sealed_journal, version, created_us, updated_us FROM conversations;
DROP TABLE conversations;
ALTER TABLE conversations_new RENAME TO conversations;
CREATE INDEX conversations_by_contact ON conversations (tenant_id, contact_index, channel, updated_us);
CREATE INDEX conversations_by_deadline ON conversations (tenant_id, deadline_us) WHERE deadline_us IS NOT NULL AND status = 'open';
CREATE INDEX conversations_by_update ON conversations (tenant_id, updated_us);
