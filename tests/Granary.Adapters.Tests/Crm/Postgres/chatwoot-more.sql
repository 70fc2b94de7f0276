-- What the seed of chatwoot leaves empty: something in every table that has no account_id, of account 1, of account 2, of both,
-- of nobody. Contacts and conversations 1 to 20, inboxes 1 to 9 and teams 1 to 4 are account 1's, those that follow account 2's.
DO $$
DECLARE c record;
BEGIN
  FOR c IN SELECT attrelid::regclass AS named, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
           WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attname IN ('created_at', 'updated_at') AND attnotnull AND NOT atthasdef LOOP
    EXECUTE format('ALTER TABLE %s ALTER %I SET DEFAULT ''2026-01-31 12:34:56.789''', c.named, c.attname);
  END LOOP;
END $$;

INSERT INTO users (id, name, uid, encrypted_password) VALUES (101, 'of one', 'a', 'secret'), (102, 'of two', 'b', 'secret'), (103, 'of nobody', 'c', 'secret');
INSERT INTO account_users (account_id, user_id) VALUES (1, 101), (2, 102), (NULL, 103);
INSERT INTO agent_bots (id, name, account_id) VALUES (1, 'of one', 1), (2, 'of two', 2), (3, 'of all', NULL);
INSERT INTO access_tokens (owner_type, owner_id, token) VALUES
  ('User', 1, 'both'), ('User', 101, 'one'), ('User', 102, 'two'), ('User', 103, 'nobody'),
  ('AgentBot', 1, 'bot of one'), ('AgentBot', 2, 'bot of two'), ('AgentBot', 3, 'bot of all'), ('PlatformApp', 1, 'app');
INSERT INTO inbox_members (user_id, inbox_id) VALUES (1, 1), (1, 15), (103, 2);
INSERT INTO inbox_assignment_policies (inbox_id, assignment_policy_id) VALUES (1, 1), (15, 1);
INSERT INTO inbox_capacity_limits (agent_capacity_policy_id, inbox_id, conversation_limit) VALUES (1, 2, 5), (1, 16, 5), (1, 99, 5);
INSERT INTO captain_inboxes (captain_assistant_id, inbox_id) VALUES (1, 3), (1, 17);
INSERT INTO notification_subscriptions (user_id, subscription_type, identifier) VALUES (1, 1, 'both'), (101, 1, 'one'), (102, 1, 'two'), (103, 1, 'nobody');
INSERT INTO portals (id, account_id, name, slug) VALUES (1, 1, 'one', 'one'), (2, 2, 'two', 'two');
INSERT INTO portals_members (portal_id, user_id) VALUES (1, 1), (2, 1), (9, 1);
INSERT INTO categories (id, account_id, portal_id, slug) VALUES (11, 1, 1, 'a'), (12, 1, 1, 'b'), (21, 2, 2, 'a'), (22, 2, 2, 'b');
INSERT INTO related_categories (category_id, related_category_id) VALUES (11, 12), (21, 22);
INSERT INTO articles (id, account_id, portal_id, slug) VALUES (1, 1, 1, 'a'), (2, 2, 2, 'b');
INSERT INTO article_embeddings (article_id, term, embedding) VALUES (1, 'one', '{0.5,NULL,-Infinity}'), (2, 'two', '{}'), (3, 'nobody', NULL);
INSERT INTO tags (id, name) VALUES (1, 'of both'), (2, 'of one'), (3, 'of two'), (4, 'of nobody');
INSERT INTO taggings (tag_id, taggable_type, taggable_id, context) VALUES
  (1, 'Contact', 1, 'labels'), (1, 'Conversation', 21, 'labels'), (2, 'Conversation', 20, 'labels'), (3, 'Contact', 40, 'labels'),
  (4, 'Contact', 999, 'labels'), (4, 'Ghost', 1, 'labels'), (4, NULL, 1, 'labels');
INSERT INTO audits (auditable_type, auditable_id, associated_type, associated_id, action) VALUES
  ('Account', 1, NULL, NULL, 'one'), ('Inbox', 15, 'Account', 2, 'two'), ('Account', 1, 'Account', 2, 'both'), ('Ghost', 1, 'Ghost', 2, 'nobody');
INSERT INTO platform_apps (id, name) VALUES (1, 'of one'), (2, 'of two'), (3, 'of nobody');
INSERT INTO platform_app_permissibles (platform_app_id, permissible_type, permissible_id) VALUES (1, 'Account', 1), (2, 'User', 102), (3, 'Account', 77);
INSERT INTO attachments (id, message_id, account_id) VALUES (1, 1, 1), (2, 37, 2);
INSERT INTO active_storage_blobs (id, key, filename, byte_size, service_name)
  SELECT i, 'k' || i, 'file ' || i, i, 'local' FROM generate_series(1, 8) AS i;
INSERT INTO active_storage_attachments (name, record_type, record_id, blob_id) VALUES
  ('file', 'Attachment', 1, 1), ('file', 'Attachment', 2, 2), ('avatar', 'Contact', 15, 3), ('avatar', 'Inbox', 15, 4),
  ('avatar', 'User', 1, 5), ('avatar', 'User', 102, 6), ('avatar', 'User', 103, 7), ('logo', 'Account', 3, 3);
INSERT INTO active_storage_variant_records (blob_id, variation_digest) VALUES (1, 'a'), (2, 'b'), (3, 'c'), (5, 'd'), (8, 'e');
INSERT INTO installation_configs (name, serialized_value) VALUES ('of the vendor', '{"secret": true}');
INSERT INTO action_mailbox_inbound_emails (message_id, message_checksum) VALUES ('1@mail', 'x');
