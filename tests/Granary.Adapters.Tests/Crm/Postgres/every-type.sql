-- A table for every type at its extremes, and tables that are extreme themselves. The settings of the database are as unlike those
-- of a dump as they can be: what is read must not depend on them.
DO $$ BEGIN
  EXECUTE format('ALTER DATABASE %I SET datestyle = ''SQL, DMY''', current_database());
  EXECUTE format('ALTER DATABASE %I SET intervalstyle = ''iso_8601''', current_database());
  EXECUTE format('ALTER DATABASE %I SET timezone = ''Asia/Kathmandu''', current_database());
  EXECUTE format('ALTER DATABASE %I SET extra_float_digits = -15', current_database());
  EXECUTE format('ALTER DATABASE %I SET bytea_output = ''escape''', current_database());
  EXECUTE format('ALTER DATABASE %I SET xmloption = ''document''', current_database());
  EXECUTE format('ALTER DATABASE %I SET search_path = ''nowhere''', current_database());
END $$;

CREATE SCHEMA "Odd ""schema"" 1";
CREATE TYPE mood AS ENUM ('sad', 'a,b', '"quoted"', ' leading', 'NULL', E'two\nlines', '😀', 'it''s', '\.', '=1+1');
CREATE TYPE address AS (street text, number int, tags text[], "Odd ""name""" mood);
CREATE TYPE person AS (name text, home address, others address[]);
CREATE TYPE nothing_at_all AS ();
CREATE DOMAIN short_text AS text CHECK (length(VALUE) < 1000);
CREATE DOMAIN shorter_text AS short_text CHECK (length(VALUE) < 100);
CREATE DOMAIN numbers AS int[] CHECK (array_length(VALUE, 1) < 10);
CREATE DOMAIN home AS address;
CREATE DOMAIN code AS char(5);
CREATE DOMAIN feeling AS mood;
CREATE DOMAIN money_amount AS numeric(12, 2);
CREATE TYPE float_range AS RANGE (subtype = float8, multirange_type_name = float_ranges);
CREATE FUNCTION "Odd ""schema"" 1"."a function"(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1';

CREATE PROCEDURE hold(called text, type text, VARIADIC literals text[]) LANGUAGE plpgsql AS $$
DECLARE literal text;
BEGIN
  EXECUTE format('CREATE TABLE public.%I (id int PRIMARY KEY GENERATED ALWAYS AS IDENTITY, value %s)', called, type);
  FOREACH literal IN ARRAY literals || NULL::text LOOP
    EXECUTE format('INSERT INTO public.%I (value) VALUES (%L::%s)', called, literal, type);
  END LOOP;
END $$;

CALL hold('bool', 'bool', 'true', 'false');
CALL hold('int2', 'int2', '-32768', '32767');
CALL hold('int4', 'int4', '-2147483648', '2147483647');
CALL hold('int8', 'int8', '-9223372036854775808', '9223372036854775807');
CALL hold('numeric', 'numeric', 'NaN', 'Infinity', '-Infinity', '0', '0.000', '1e-1000', '-' || repeat('9', 1000), repeat('1', 131072), '0.' || repeat('7', 16383));
CALL hold('numeric scaled', 'numeric(1000,3)', repeat('9', 997) || '.999', '-1.5', 'NaN');
CALL hold('float4', 'float4', 'NaN', 'Infinity', '-Infinity', '-0', '3.4028235e38', '1e-45', '0.1', '1.1754944e-38', '16777217');
CALL hold('float8', 'float8', 'NaN', 'Infinity', '-Infinity', '-0', '1.7976931348623157e308', '5e-324', '0.1', '2.2250738585072014e-308', '9007199254740993', '0.30000000000000004');
CALL hold('money', 'money', '-92233720368547758.08', '92233720368547758.07', '0.01');
CALL hold('text', 'text', '', ' ', 'a,b', 'say "hi"', E'one\ntwo', E'one\rtwo', E'one\r\ntwo', '\.', '\N', 'NULL', '"', '""', '=1+1', E'\t', E'\x01', U&'\FEFFbom', U&'\2028', U&'\+10FFFF', repeat('x', 3000000), repeat(E'"\n', 100000));
CALL hold('varchar', 'varchar(10)', '', '0123456789', '  blanks  ', 'éééééééééé');
CALL hold('char', 'char(5)', '', 'a', ' a ', 'abcde', 'é');
CALL hold('bpchar', 'bpchar', '', 'a   ', '   ', E'x\n ');
CALL hold('one byte', '"char"', '', 'a', E'\\200', E'\\377', '"', ',');
CALL hold('name', 'name', '', 'a name', repeat('n', 63));
CALL hold('bytea', 'bytea', '', '\x00', '\x5c2e', '\x' || repeat('00ff5c0a', 300000));
CALL hold('bit', 'bit(5)', '00000', '10101');
CALL hold('varbit', 'varbit', '', '1', repeat('10', 1000));
CALL hold('uuid', 'uuid', '00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff');
CALL hold('date', 'date', 'infinity', '-infinity', '4713-11-24 BC', '0001-01-01', '0001-12-31 BC', '5874897-12-31', '2024-02-29');
CALL hold('time', 'time', '00:00', '24:00:00', '23:59:59.999999');
CALL hold('time short', 'time(2)', '12:34:56.78');
CALL hold('timetz', 'timetz', '24:00:00-15:59', '00:00:00+15:59', '12:00:00.000001+05:45:30');
CALL hold('timestamp', 'timestamp', 'infinity', '-infinity', '4713-11-24 00:00:00 BC', '294276-12-31 23:59:59.999999', '2000-01-01 00:00:00.000001');
CALL hold('timestamptz', 'timestamptz', 'infinity', '-infinity', '4713-11-24 12:00:00+00 BC', '294276-12-31 23:59:59.999999+00', '1880-01-01 00:00:00 Europe/Amsterdam', '2024-10-27 02:30:00 Europe/Paris');
CALL hold('interval', 'interval', '178000000 years', '-178000000 years', '1 mon -1 day +00:00:00.000001', '-00:00:00.000001', '0', '-1 year -2 mons +3 days -04:05:06.789', '2147483647 days', '2562047788:00:54.775807');
CALL hold('interval months', 'interval year to month', '1 year 2 mons', '-5 mons');
CALL hold('inet', 'inet', '0.0.0.0', '192.168.1.1/24', '::', '::1', 'fe80::1/64', '::ffff:1.2.3.4', '255.255.255.255/32');
CALL hold('cidr', 'cidr', '10.0.0.0/8', '1.2.3.4/32', '::/0', '2001:db8::/32');
CALL hold('macaddr', 'macaddr', '00:00:00:00:00:00', 'ff:ff:ff:ff:ff:ff');
CALL hold('macaddr8', 'macaddr8', '08:00:2b:01:02:03:04:05');
CALL hold('json', 'json', '{"b" : 1,  "a":[ ],"b":2}', '"\u0000"', 'null', '1e400', E'{\n}', '"😀"');
CALL hold('jsonb', 'jsonb', '{"b" : 1, "a":[], "b":2}', 'null', '""', '1.50', '[1, [2, {"x": "y\n"}]]', '{"": "\"quoted\""}');
CALL hold('jsonpath', 'jsonpath', '$', 'strict $."a b"[*] ? (@.x > 1 && @.y like_regex "^\\d+$")', 'lax $.**{2 to last}');
CALL hold('tsvector', 'tsvector', '', 'a:1A,2B fat:3 ''it''''s'':4', '''a b'' ''\\c''');
CALL hold('tsquery', 'tsquery', '', 'fat & (rat | !cat:AB*)', '''it''''s'' <-> x');
CALL hold('point', 'point', '(0,-0)', '(1e308,-1e-308)', '(NaN,Infinity)');
CALL hold('line', 'line', '{1,-1,0.1}');
CALL hold('lseg', 'lseg', '[(0,0),(1,0.1)]');
CALL hold('box', 'box', '((0,0),(1,0.1))');
CALL hold('path', 'path', '((0,0),(1,1))', '[(0,0),(0.1,1),(2,2)]');
CALL hold('polygon', 'polygon', '((0,0),(0.1,1),(2,0))');
CALL hold('circle', 'circle', '<(0.1,-0.2),3>');
CALL hold('int4range', 'int4range', 'empty', '(,)', '[1,2]', '[-2147483648,2147483647)');
CALL hold('int8range', 'int8range', 'empty', '(,5)', '[1,)');
CALL hold('numrange', 'numrange', '(0.1,NaN]', '[-Infinity,Infinity]');
CALL hold('tsrange', 'tsrange', '["2000-01-01 00:00:00","2000-01-02 00:00:00")', '[-infinity,infinity]', '(,)');
CALL hold('tstzrange', 'tstzrange', '["2000-01-01 00:00:00+00",)', 'empty');
CALL hold('daterange', 'daterange', '[2000-01-01,2000-01-02)', '[0044-03-15 BC,infinity]');
CALL hold('own range', 'float_range', '(-0.1,1e308]', 'empty');
CALL hold('int4multirange', 'int4multirange', '{}', '{[1,2],[5,8)}', '{(,)}');
CALL hold('int8multirange', 'int8multirange', '{[1,2)}');
CALL hold('nummultirange', 'nummultirange', '{[0.1,0.2],(5,)}');
CALL hold('tsmultirange', 'tsmultirange', '{["2000-01-01 00:00:00","2000-01-02 00:00:00")}');
CALL hold('tstzmultirange', 'tstzmultirange', '{["2000-01-01 00:00:00+00",)}');
CALL hold('datemultirange', 'datemultirange', '{[2000-01-01,2000-01-02),[2001-01-01,)}');
CALL hold('own multirange', 'float_ranges', '{(0.1,0.2]}');
CALL hold('int arrays', 'int[]', '{}', '{1,NULL,-3}', '{{1,2},{3,4}}', '[0:2]={1,2,3}', '[-1:0][2:3]={{1,2},{3,4}}');
CALL hold('text arrays', 'text[]', '{NULL,"NULL","",a b,"q\"q","back\\slash","x,y","{}"," "}', E'{"two\nlines","tab\t"}', '{{"a"},{"😀"}}');
CALL hold('char arrays', 'char(3)[]', '{a,"b  ",NULL}');
CALL hold('bytea arrays', 'bytea[]', '{"\\x00ff",""}');
CALL hold('box arrays', 'box[]', '{(1,1),(0,0);(2,2),(1,1)}');
CALL hold('date arrays', 'timestamptz[]', '{"2000-01-01 00:00:00+00",infinity,NULL}');
CALL hold('json arrays', 'jsonb[]', '{"{\"a\": [1, 2]}",NULL,"null"}');
CALL hold('enum', 'mood', 'sad', 'a,b', '"quoted"', ' leading', 'NULL', E'two\nlines', '😀', 'it''s', '\.', '=1+1');
CALL hold('enum arrays', 'mood[]', '{sad,"a,b","\"quoted\""," leading","NULL",NULL}');
CALL hold('composite', 'address', '(,,,)', '("say ""hi"", \\ you",-1,"{NULL,""a,b""}","a,b")', '("","0",{},)');
CALL hold('composite of composites', 'person', '("a (b)","(street,1,""{x,y}"",)","{""(a,,,)"",NULL}")');
CALL hold('composite arrays', 'address[]', '{"(a,1,{},)",NULL,"(\"x,\"\"y\"\"\",2,\"{q}\",\"=1+1\")"}');
CALL hold('composite of nothing', 'nothing_at_all', '()');
CALL hold('domain', 'short_text', '', 'text', E'\r\n');
CALL hold('domain of a domain', 'shorter_text', '', ' x ');
CALL hold('domain of an array', 'numbers', '{}', '[5:6]={1,NULL}');
CALL hold('domain of a composite', 'home', '(a,1,{b},sad)');
CALL hold('domain of char', 'code', 'a', 'a b  ', '');
CALL hold('domain of an enum', 'feeling', 'NULL', '😀');
CALL hold('domain arrays', 'code[]', '{a,NULL}');
CALL hold('domain of numeric', 'money_amount', '-9999999999.99', 'NaN', '1');
CALL hold('oid', 'oid', '0', '4294967295');
CALL hold('regclass', 'regclass', 'pg_catalog.pg_class', 'public."one byte"', '0', '4294967295');
CALL hold('regtype', 'regtype', 'public.address', 'integer[]', 'timestamp with time zone', 'public.mood');
CALL hold('regproc', 'regproc', 'pg_catalog.now', '"Odd ""schema"" 1"."a function"');
CALL hold('regprocedure', 'regprocedure', '"Odd ""schema"" 1"."a function"(integer,text)', 'pg_catalog.lower(text)');
CALL hold('regoper', 'regoper', 'pg_catalog.||/', '0');
CALL hold('regoperator', 'regoperator', 'pg_catalog.+(integer,integer)');
CALL hold('regrole', 'regrole', 'postgres', '0');
CALL hold('regnamespace', 'regnamespace', '"Odd ""schema"" 1"', 'public');
CALL hold('regconfig', 'regconfig', 'pg_catalog.english');
CALL hold('regdictionary', 'regdictionary', 'pg_catalog.simple');
CALL hold('regcollation', 'regcollation', 'pg_catalog."C"');
CALL hold('xid', 'xid', '0', '4294967295');
CALL hold('xid8', 'xid8', '18446744073709551615');
CALL hold('cid', 'cid', '4294967295');
CALL hold('tid', 'tid', '(4294967295,65535)');
CALL hold('pg_lsn', 'pg_lsn', '0/0', 'FFFFFFFF/FFFFFFFF');
CALL hold('txid_snapshot', 'txid_snapshot', '10:20:10,14,15');
CALL hold('pg_snapshot', 'pg_snapshot', '10:20:10,14,15');
CALL hold('int2vector', 'int2vector', '', '1 -2 3');
CALL hold('oidvector', 'oidvector', '', '1 4294967295');
CALL hold('aclitem', 'aclitem', 'postgres=arwdDxt/postgres', '=r/postgres');
CALL hold('refcursor', 'refcursor', '', 'a "cursor"');

-- A document type declaration is refused as content, so a document is what this one holds.
SET xmloption = content;
CALL hold('xml', 'xml', '', '<a b="1">é &amp; "q",</a>', 'text <b/> text', E'<a>\n  <b/>\n</a>');
RESET xmloption;

DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'hstore') THEN
    CREATE EXTENSION hstore SCHEMA public;
    CALL public.hold('hstore values', 'public.hstore', '', 'a=>1, "b c"=>NULL, "q\"q"=>"x,y"');
  END IF;
  IF EXISTS (SELECT FROM pg_available_extensions WHERE name = 'citext') THEN
    CREATE EXTENSION citext SCHEMA public;
    CALL public.hold('citext values', 'public.citext', '', 'MiXed', ' = ');
    CREATE TABLE public."citext keys" (key public.citext PRIMARY KEY);
    INSERT INTO public."citext keys" VALUES ('b'), ('A'), ('É'), ('a b');
  END IF;
END $$;

DO $$ BEGIN
  EXECUTE (SELECT format('CREATE TABLE wide (%s)', string_agg(format('"c %s" int', i), ', ' ORDER BY i)) FROM generate_series(1, 1600) AS i);
  EXECUTE (SELECT format('INSERT INTO wide SELECT %s FROM generate_series(1, 30) AS row', string_agg(format('CASE WHEN (row + %s) %% 7 > 0 THEN row * %s END', i, i), ', ' ORDER BY i)) FROM generate_series(1, 1600) AS i);
END $$;
CREATE TABLE without_columns ();
INSERT INTO without_columns DEFAULT VALUES;
INSERT INTO without_columns DEFAULT VALUES;
CREATE TABLE without_rows (id int PRIMARY KEY, "a,b" text);
CREATE TABLE without_both ();
CREATE TABLE dropped_columns (gone int, kept text, gone_too text, also_kept int);
INSERT INTO dropped_columns VALUES (1, 'kept', 'gone', 2);
ALTER TABLE dropped_columns DROP gone, DROP gone_too;
ALTER TABLE dropped_columns ADD added text DEFAULT 'all the time';
CREATE TABLE one_column (value text);
INSERT INTO one_column VALUES (NULL), (''), ('\.'), (NULL), ('x'), ('"'), (E'\r');
CREATE TABLE without_key AS SELECT i % 10 AS same, 'row ' || i % 10 AS text FROM generate_series(1, 25000) AS i;
CREATE TABLE text_key (key text PRIMARY KEY);
INSERT INTO text_key SELECT chr(i) || '"' FROM generate_series(1, 1114111, 61) AS i WHERE i NOT BETWEEN 55296 AND 57343;
CREATE TABLE two_keys (b text, a int, value text, PRIMARY KEY (a, b));
INSERT INTO two_keys SELECT chr(65 + i % 26), i / 26, i::text FROM generate_series(1, 1000) AS i;
CREATE UNLOGGED TABLE unlogged AS SELECT 1 AS one;

CREATE TABLE "; drop table x;--" (id int PRIMARY KEY, "; drop table x;--" text, "'" text, """" text, "select" int, "Id" int, "ID" int, "t" text, "a.b" text, "=1+1" text, " " text, "é😀" text, "{0}" text, "a
b" text);
INSERT INTO "; drop table x;--" VALUES (1, 'a', 'b', 'c', 2, 3, 4, 't', 'd', 'e', 'f', 'g', 'h', 'i');
CREATE TABLE "select" ("from" int PRIMARY KEY, "where" text);
INSERT INTO "select" VALUES (1, 'group by');
CREATE TABLE "Select" (id int);
CREATE TABLE "ééééééééééééééééééééééééééééééé1" ("ééééééééééééééééééééééééééééééé2" text);
INSERT INTO "ééééééééééééééééééééééééééééééé1" VALUES ('long names');
CREATE TABLE "Odd ""schema"" 1"."a ""table""" (id int PRIMARY KEY, loaded text, r text);
INSERT INTO "Odd ""schema"" 1"."a ""table""" VALUES (1, 'loaded', 'r');
CREATE TABLE "Odd ""schema"" 1"."select" (id int);

CREATE SCHEMA a;
CREATE SCHEMA "a.b";
CREATE TABLE "a.b" AS SELECT 'public' AS of;
CREATE TABLE a.b AS SELECT 'a' AS of;
CREATE TABLE "a.b".c AS SELECT 'a.b' AS of;
CREATE TABLE a."b.c" AS SELECT 'a again' AS of;

CREATE TABLE generated (id int PRIMARY KEY, a text, b text, both_of_them text GENERATED ALWAYS AS (a || ' ' || b) STORED, search tsvector GENERATED ALWAYS AS (to_tsvector('pg_catalog.english', a || ' ' || b)) STORED, always int GENERATED ALWAYS AS IDENTITY);
INSERT INTO generated (id, a, b) VALUES (1, 'quick', 'foxes'), (2, NULL, 'x');
CREATE TABLE secrets (id int PRIMARY KEY, password text, api_token bytea, password_changed_at timestamptz);
INSERT INTO secrets VALUES (1, 'hunter2', '\x00', '2026-01-01 00:00:00+00');

CREATE TABLE partitioned (region text, id int, value text, PRIMARY KEY (region, id)) PARTITION BY LIST (region);
CREATE TABLE partitioned_eu PARTITION OF partitioned FOR VALUES IN ('eu');
CREATE TABLE partitioned_us PARTITION OF partitioned FOR VALUES IN ('us') PARTITION BY RANGE (id);
CREATE TABLE partitioned_us_low PARTITION OF partitioned_us FOR VALUES FROM (0) TO (100);
CREATE TABLE partitioned_rest PARTITION OF partitioned DEFAULT;
INSERT INTO partitioned VALUES ('eu', 1, 'a'), ('us', 1, 'b'), ('us', 99, NULL), ('ap', 1, ''), ('us2', 5, 'rest');
CREATE TABLE partitioned_without_key (at date, value int) PARTITION BY RANGE (at);
CREATE TABLE partitioned_without_key_2026 PARTITION OF partitioned_without_key FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE partitioned_without_key_2027 PARTITION OF partitioned_without_key FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
INSERT INTO partitioned_without_key SELECT '2026-01-01'::date + i, i FROM generate_series(0, 700) AS i;
CREATE TABLE parent (id int PRIMARY KEY, name text);
CREATE TABLE child (more text) INHERITS (parent);
CREATE TABLE grandchild (even_more int) INHERITS (child);
INSERT INTO parent VALUES (1, 'parent');
INSERT INTO child VALUES (1, 'child', 'same id as the parent''s'), (2, 'child', 'two');
INSERT INTO grandchild VALUES (3, 'grandchild', 'three', 3);

CREATE VIEW a_view AS SELECT * FROM two_keys;
CREATE MATERIALIZED VIEW a_materialized_view AS SELECT * FROM two_keys;
CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER nowhere FOREIGN DATA WRAPPER nowhere;
CREATE FOREIGN TABLE elsewhere (id int) SERVER nowhere;
