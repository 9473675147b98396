-- What happens at a practice. Configuration is the practice file and has no tables here.
-- Times are UTC microseconds. sealed_* columns are AES-256-GCM under the tenant's key; *_index columns are keyed blind
-- indexes (HMAC-SHA-256), the only way to look a sealed value up. Every key starts with tenant_id.

CREATE TABLE tenants (
  tenant_id TEXT PRIMARY KEY CHECK (length(tenant_id) BETWEEN 1 AND 64),
  master_key_id TEXT NOT NULL,
  wrapped_key BLOB NOT NULL,                   -- the tenant's data key, sealed under the master key
  created_us INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE patients (
  tenant_id TEXT NOT NULL REFERENCES tenants,
  id TEXT NOT NULL,
  sealed_given BLOB, sealed_family BLOB, sealed_email BLOB, sealed_phone BLOB, sealed_birth_date BLOB,
  family_index BLOB, email_index BLOB, phone_index BLOB, birth_date_index BLOB,
  language TEXT NOT NULL DEFAULT '',
  created_us INTEGER NOT NULL,
  updated_us INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX patients_by_phone ON patients (tenant_id, phone_index) WHERE phone_index IS NOT NULL;
CREATE INDEX patients_by_email ON patients (tenant_id, email_index) WHERE email_index IS NOT NULL;
CREATE INDEX patients_by_birth ON patients (tenant_id, birth_date_index, family_index) WHERE birth_date_index IS NOT NULL;

-- Who has which time of a provider. Rows come and go with holds and appointments, through the triggers below only;
-- whatever writes to this file, two overlapping rows of one provider cannot both be here.
CREATE TABLE busy (
  tenant_id TEXT NOT NULL REFERENCES tenants,
  provider TEXT NOT NULL CHECK (provider <> ''),
  start_us INTEGER NOT NULL,
  end_us INTEGER NOT NULL,
  owner TEXT NOT NULL CHECK (owner IN ('appointment', 'hold')),
  owner_id TEXT NOT NULL,
  CHECK (end_us > start_us AND end_us - start_us <= 86400000000),
  PRIMARY KEY (tenant_id, provider, start_us)
) STRICT, WITHOUT ROWID;
CREATE INDEX busy_by_owner ON busy (tenant_id, owner_id);

CREATE TRIGGER busy_never_overlaps BEFORE INSERT ON busy BEGIN
  SELECT RAISE(ABORT, 'the time is taken') WHERE EXISTS (
    SELECT 1 FROM busy WHERE tenant_id = NEW.tenant_id AND provider = NEW.provider
      AND start_us > NEW.start_us - 86400000000 AND start_us < NEW.end_us AND end_us > NEW.start_us);
END;
CREATE TRIGGER busy_is_not_edited BEFORE UPDATE ON busy BEGIN
  SELECT RAISE(ABORT, 'a busy time is not edited');
END;

CREATE TABLE appointments (
  tenant_id TEXT NOT NULL REFERENCES tenants,
  id TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'booked' CHECK (status IN ('booked', 'cancelled', 'rescheduled', 'completed', 'no_show')),
  start_us INTEGER NOT NULL,
  end_us INTEGER NOT NULL,
  busy_until_us INTEGER NOT NULL,              -- the visit and the buffer after it
  provider TEXT NOT NULL,
  location TEXT NOT NULL,
  service TEXT NOT NULL,
  patient_id TEXT NOT NULL,
  conversation_id TEXT,
  source TEXT NOT NULL,
  confirmation TEXT NOT NULL,
  idempotency_key TEXT NOT NULL,
  rescheduled_from TEXT,
  created_us INTEGER NOT NULL,
  updated_us INTEGER NOT NULL,
  CHECK (end_us > start_us AND busy_until_us >= end_us),
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, idempotency_key),
  UNIQUE (tenant_id, confirmation),
  FOREIGN KEY (tenant_id, patient_id) REFERENCES patients (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX appointments_by_patient ON appointments (tenant_id, patient_id, start_us);
CREATE INDEX appointments_by_start ON appointments (tenant_id, start_us);

CREATE TRIGGER appointment_takes_time AFTER INSERT ON appointments WHEN NEW.status = 'booked' BEGIN
  INSERT INTO busy VALUES (NEW.tenant_id, NEW.provider, NEW.start_us, NEW.busy_until_us, 'appointment', NEW.id);
END;
CREATE TRIGGER appointment_frees_time AFTER UPDATE OF status ON appointments WHEN OLD.status = 'booked' AND NEW.status <> 'booked' BEGIN
  DELETE FROM busy WHERE tenant_id = OLD.tenant_id AND owner_id = OLD.id;
END;
CREATE TRIGGER appointment_takes_time_again AFTER UPDATE OF status ON appointments WHEN OLD.status <> 'booked' AND NEW.status = 'booked' BEGIN
  INSERT INTO busy VALUES (NEW.tenant_id, NEW.provider, NEW.start_us, NEW.busy_until_us, 'appointment', NEW.id);
END;
CREATE TRIGGER appointment_time_is_not_edited BEFORE UPDATE OF tenant_id, id, provider, start_us, end_us, busy_until_us ON appointments BEGIN
  SELECT RAISE(ABORT, 'an appointment is moved by rescheduling');
END;
CREATE TRIGGER appointment_deleted AFTER DELETE ON appointments BEGIN
  DELETE FROM busy WHERE tenant_id = OLD.tenant_id AND owner_id = OLD.id;
END;

CREATE TABLE holds (
  tenant_id TEXT NOT NULL REFERENCES tenants,
  id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  provider TEXT NOT NULL,
  location TEXT NOT NULL,
  service TEXT NOT NULL,
  start_us INTEGER NOT NULL,
  end_us INTEGER NOT NULL,
  busy_until_us INTEGER NOT NULL,
  created_us INTEGER NOT NULL,
  expires_us INTEGER NOT NULL,
  CHECK (end_us > start_us AND busy_until_us >= end_us),
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX holds_by_expiry ON holds (tenant_id, expires_us);
CREATE INDEX holds_by_conversation ON holds (tenant_id, conversation_id);

CREATE TRIGGER hold_takes_time AFTER INSERT ON holds BEGIN
  INSERT INTO busy VALUES (NEW.tenant_id, NEW.provider, NEW.start_us, NEW.busy_until_us, 'hold', NEW.id);
END;
CREATE TRIGGER hold_time_is_not_edited BEFORE UPDATE OF tenant_id, id, provider, start_us, end_us, busy_until_us ON holds BEGIN
  SELECT RAISE(ABORT, 'a hold is not moved');
END;
CREATE TRIGGER hold_frees_time AFTER DELETE ON holds BEGIN
  DELETE FROM busy WHERE tenant_id = OLD.tenant_id AND owner_id = OLD.id;
END;

CREATE TABLE waitlist (
  tenant_id TEXT NOT NULL REFERENCES tenants,
  id TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'notified', 'filled', 'expired', 'cancelled')),
  patient_id TEXT NOT NULL,
  service TEXT NOT NULL,
  provider TEXT NOT NULL DEFAULT '',           -- '': any
  location TEXT NOT NULL DEFAULT '',           -- '': any
  preference TEXT NOT NULL DEFAULT '{}',
  priority INTEGER NOT NULL DEFAULT 0,
  appointment_id TEXT,                         -- what filled it
  idempotency_key TEXT NOT NULL,
  created_us INTEGER NOT NULL,
  updated_us INTEGER NOT NULL,
  expires_us INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, idempotency_key),
  FOREIGN KEY (tenant_id, patient_id) REFERENCES patients (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX waitlist_by_service ON waitlist (tenant_id, status, service, priority, created_us);

CREATE TABLE conversations (
  tenant_id TEXT NOT NULL REFERENCES tenants,
  id TEXT NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('phone', 'sms', 'whatsapp', 'web')),
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
CREATE INDEX conversations_by_contact ON conversations (tenant_id, contact_index, channel, updated_us);
CREATE INDEX conversations_by_deadline ON conversations (tenant_id, deadline_us) WHERE deadline_us IS NOT NULL AND status = 'open';
CREATE INDEX conversations_by_update ON conversations (tenant_id, updated_us);

CREATE TABLE messages (
  tenant_id TEXT NOT NULL REFERENCES tenants,
  id TEXT NOT NULL,
  conversation_id TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
  sealed_body BLOB,
  provider TEXT NOT NULL DEFAULT '',
  provider_message_id TEXT,
  idempotency_key TEXT,
  status TEXT NOT NULL CHECK (status IN ('received', 'queued', 'sent', 'delivered', 'failed')),
  error_code TEXT NOT NULL DEFAULT '',
  at_us INTEGER NOT NULL,
  updated_us INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX messages_by_conversation ON messages (tenant_id, conversation_id, at_us, id);
CREATE UNIQUE INDEX messages_by_provider_id ON messages (tenant_id, provider, provider_message_id) WHERE provider_message_id IS NOT NULL;
CREATE UNIQUE INDEX messages_by_key ON messages (tenant_id, idempotency_key) WHERE idempotency_key IS NOT NULL;

CREATE TABLE outbox (
  tenant_id TEXT NOT NULL REFERENCES tenants,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  sealed_payload BLOB NOT NULL,
  idempotency_key TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'done', 'dead')),
  not_before_us INTEGER NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  lease TEXT NOT NULL DEFAULT '',              -- who works on it, until not_before_us
  last_error TEXT NOT NULL DEFAULT '',
  created_us INTEGER NOT NULL,
  updated_us INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, idempotency_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_due ON outbox (tenant_id, not_before_us) WHERE status = 'pending';

-- What a contact allowed or forbade, word by word as it came; the last row per contact and channel holds.
CREATE TABLE consents (
  seq INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants,
  contact_index BLOB NOT NULL,
  channel TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('subscribed', 'opted_out')),
  source TEXT NOT NULL,
  sealed_evidence BLOB,
  at_us INTEGER NOT NULL
) STRICT;
CREATE INDEX consents_by_contact ON consents (tenant_id, contact_index, channel, seq);

-- Append-only: each entry's chain hash covers the one before it, and each is a leaf of a Merkle tree whose edge audit_heads keeps.
CREATE TABLE audit (
  tenant_id TEXT NOT NULL REFERENCES tenants,
  seq INTEGER NOT NULL CHECK (seq >= 0),
  at_us INTEGER NOT NULL,
  entry TEXT NOT NULL,
  leaf_hash BLOB NOT NULL CHECK (length(leaf_hash) = 32),
  prev_hash BLOB NOT NULL CHECK (length(prev_hash) = 32),
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  object TEXT NOT NULL,
  PRIMARY KEY (tenant_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX audit_by_object ON audit (tenant_id, object, seq);
CREATE TRIGGER audit_is_not_edited BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit entries are not edited'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit entries are not deleted'); END;

CREATE TABLE audit_heads (
  tenant_id TEXT PRIMARY KEY REFERENCES tenants,
  size INTEGER NOT NULL,
  hash BLOB NOT NULL CHECK (length(hash) = 32),
  peaks BLOB NOT NULL                          -- 32 bytes each, largest subtree first
) STRICT, WITHOUT ROWID;

CREATE TABLE webhook_events (
  tenant_id TEXT NOT NULL REFERENCES tenants,
  provider TEXT NOT NULL,
  event_id TEXT NOT NULL,
  received_us INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, provider, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_events_by_time ON webhook_events (tenant_id, received_us);

-- What a conversation has learned of a possible patient: the five qualifications.
CREATE TABLE leads (
  tenant_id TEXT NOT NULL REFERENCES tenants,
  conversation_id TEXT NOT NULL,
  sealed_contact BLOB, sealed_name BLOB, sealed_email BLOB,
  service TEXT NOT NULL DEFAULT '',
  patient_type TEXT NOT NULL DEFAULT '' CHECK (patient_type IN ('', 'new', 'existing')),
  preference TEXT NOT NULL DEFAULT '{}',
  status TEXT NOT NULL DEFAULT 'new' CHECK (status IN
    ('new', 'engaged', 'qualifying', 'qualified', 'booked', 'deposit_paid', 'handed_off', 'lost', 'opted_out')),
  created_us INTEGER NOT NULL,
  updated_us INTEGER NOT NULL,
  PRIMARY KEY (tenant_id, conversation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX leads_by_update ON leads (tenant_id, updated_us);

CREATE TABLE security_events (
  seq INTEGER PRIMARY KEY,
  tenant_id TEXT NOT NULL REFERENCES tenants,
  at_us INTEGER NOT NULL,
  kind TEXT NOT NULL,
  source TEXT NOT NULL,                        -- where from: a route or an adapter's name, never content
  detail TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX security_events_by_time ON security_events (tenant_id, at_us);
