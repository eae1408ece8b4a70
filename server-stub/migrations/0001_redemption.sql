-- shop_id leads every key: the same tables can be spread over a distributed database by it.
-- Times are milliseconds since the epoch. A customer stands here as an HMAC, never by name.

CREATE TABLE ruleset (
  shop_id TEXT NOT NULL,
  revision TEXT NOT NULL,           -- sha256 of the public bundle
  revision_private TEXT NOT NULL,
  source TEXT NOT NULL,             -- as the merchant sent it
  bundle TEXT NOT NULL,
  private TEXT NOT NULL,
  published_at INTEGER NOT NULL,
  PRIMARY KEY (shop_id, revision, revision_private)
);

CREATE TABLE active_ruleset (
  shop_id TEXT NOT NULL PRIMARY KEY,
  revision TEXT NOT NULL,
  revision_private TEXT NOT NULL,
  activated_at INTEGER NOT NULL
);

CREATE TABLE code (
  shop_id TEXT NOT NULL,
  code_id TEXT NOT NULL,
  lookup BLOB NOT NULL,             -- HMAC of the normalised code
  last4 TEXT NOT NULL,
  shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
  sealed BLOB,                      -- shared codes only: encrypted, readable by a role
  promotion TEXT NOT NULL,
  customer TEXT,                    -- bound to one customer
  uses_per_customer INTEGER,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (shop_id, code_id),
  UNIQUE (shop_id, lookup),
  CHECK (shared = 1 OR sealed IS NULL)
);

-- Which lengths of codes exist, so that a page can tell a typing error by the check character.
CREATE TABLE code_shape (
  shop_id TEXT NOT NULL,
  length INTEGER NOT NULL,
  shared INTEGER NOT NULL,
  checked INTEGER NOT NULL,         -- the check character holds
  PRIMARY KEY (shop_id, length, shared, checked)
) WITHOUT ROWID;

-- One row a limit, checked and counted in one statement.
--   p:<promotion>    uses of a promotion        up:<promotion> + customer   of one customer
--   c:<code id>      uses of a code             uc:<code id> + customer     of one customer
--   a:<address>      anonymous holds of an address
CREATE TABLE counter (
  shop_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  customer TEXT NOT NULL,           -- '' where the limit is for all together
  uses INTEGER,                     -- NULL: counted, not limited
  held INTEGER NOT NULL DEFAULT 0 CHECK (held >= 0),
  anonymous INTEGER NOT NULL DEFAULT 0 CHECK (anonymous BETWEEN 0 AND held),
  used INTEGER NOT NULL DEFAULT 0 CHECK (used >= 0),
  lowered_at INTEGER NOT NULL DEFAULT 0, -- used + held when the limit was last set below them
  PRIMARY KEY (shop_id, subject, customer)
) WITHOUT ROWID;

CREATE TABLE hold (
  shop_id TEXT NOT NULL,
  hold_id TEXT NOT NULL,
  cart_key TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('held', 'redeemed', 'released', 'expired')),
  order_id TEXT,
  quote_id TEXT NOT NULL,
  revision TEXT NOT NULL,
  currency TEXT NOT NULL,
  total INTEGER NOT NULL,
  applied TEXT NOT NULL,            -- JSON; codes by position and last four
  anonymous INTEGER NOT NULL,
  late INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at INTEGER,
  PRIMARY KEY (shop_id, hold_id)
);
CREATE UNIQUE INDEX hold_of_cart ON hold (shop_id, cart_key) WHERE state = 'held';
CREATE INDEX hold_expiry ON hold (shop_id, expires_at) WHERE state = 'held';

CREATE TABLE hold_use (
  shop_id TEXT NOT NULL,
  hold_id TEXT NOT NULL,
  subject TEXT NOT NULL,
  customer TEXT NOT NULL,
  promotion TEXT NOT NULL,          -- whose limit it is; '' for an address
  lasting INTEGER NOT NULL,         -- 1: becomes a use when redeemed; 0: only held
  PRIMARY KEY (shop_id, hold_id, subject, customer)
) WITHOUT ROWID;

CREATE TABLE redemption (
  shop_id TEXT NOT NULL,
  order_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  hold_id TEXT NOT NULL,
  quote_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (shop_id, order_id, kind),
  UNIQUE (shop_id, hold_id, kind),
  UNIQUE (shop_id, quote_id, kind)
);

-- The row stays for ever; the answer, sealed under the caller's own key, is kept for a while.
CREATE TABLE idempotency (
  shop_id TEXT NOT NULL,
  key BLOB NOT NULL,
  body BLOB NOT NULL,
  answer BLOB,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (shop_id, key)
) WITHOUT ROWID;
CREATE INDEX idempotency_age ON idempotency (shop_id, created_at) WHERE answer IS NOT NULL;
