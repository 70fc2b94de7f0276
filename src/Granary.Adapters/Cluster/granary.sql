-- What Granary itself keeps in the database of a cluster. Each statement may run again.
CREATE TABLE IF NOT EXISTS GranarySchema(Id int PRIMARY KEY DEFAULT 1 CHECK (Id = 1), Version int NOT NULL);
CREATE TABLE IF NOT EXISTS OpenBackups(Region text NOT NULL, Tenant text NOT NULL, Backup bigint NOT NULL, PRIMARY KEY(Region, Tenant, Backup));
-- Moments are text, as in the embedded database: timestamptz would cut them at microseconds.
CREATE TABLE IF NOT EXISTS ActivityLog(
 Region text NOT NULL, Tenant text NOT NULL, Number bigint NOT NULL, At text NOT NULL, Event text NOT NULL,
 ActorKind text NOT NULL, ActorId text NOT NULL, ActorName text NOT NULL, Backup bigint NULL, Detail text NULL,
 PRIMARY KEY(Region, Tenant, Number));
-- How every tenant stands. The indexes hold only what somebody looks for.
CREATE TABLE IF NOT EXISTS Fleet(
 Region text NOT NULL, Tenant text NOT NULL, Entry bigint NOT NULL, OpenState text NULL, OpenSince text NULL, DueAt text NULL,
 Failures int NOT NULL, FailedAt text NULL, FaultStage text NULL, FaultSide text NULL,
 PRIMARY KEY(Region, Tenant));
CREATE INDEX IF NOT EXISTS IX_FleetOpen ON Fleet(OpenState, OpenSince) WHERE OpenState IS NOT NULL;
CREATE INDEX IF NOT EXISTS IX_FleetFailing ON Fleet(Failures) WHERE Failures > 0;
CREATE INDEX IF NOT EXISTS IX_FleetDue ON Fleet(DueAt) WHERE DueAt IS NOT NULL;
CREATE TABLE IF NOT EXISTS SharedKeys(Name text PRIMARY KEY, Value text NOT NULL, CreatedAt timestamptz NOT NULL DEFAULT now());
