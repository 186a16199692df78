-- The answer to a query (mode S): at most one, whoever gave it.
CREATE TABLE query_answer (
  request_index BIGINT PRIMARY KEY,   -- ledger index of the accepted REQUEST
  answer_index  BIGINT NOT NULL,      -- of the provider's RESPONSE; the request's own where the gateway answers
  delivery_id   TEXT                  -- the signed answer to the asker; null until the RESPONSE is routed
);
