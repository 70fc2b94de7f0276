-- What Granary keeps in its embedded database. Run at every start: each statement may run again.
-- First the tables and queries of Orleans' ADO.NET providers (invariant "System.Data.SQLite"), then Granary's own.
CREATE TABLE IF NOT EXISTS OrleansQuery(QueryKey TEXT PRIMARY KEY, QueryText TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS OrleansStorage(
 GrainIdHash INTEGER NOT NULL, GrainIdN0 INTEGER NOT NULL, GrainIdN1 INTEGER NOT NULL, GrainTypeHash INTEGER NOT NULL, GrainTypeString TEXT NOT NULL,
 GrainIdExtensionString TEXT NOT NULL DEFAULT '', ServiceId TEXT NOT NULL, PayloadBinary BLOB NULL, ModifiedOn TEXT NOT NULL, Version INTEGER NOT NULL,
 PRIMARY KEY(ServiceId,GrainTypeString,GrainIdN0,GrainIdN1,GrainIdExtensionString)) WITHOUT ROWID;
INSERT OR REPLACE INTO OrleansQuery(QueryKey,QueryText) VALUES
('WriteToStorageKey','INSERT INTO OrleansStorage(GrainIdHash,GrainIdN0,GrainIdN1,GrainTypeHash,GrainTypeString,GrainIdExtensionString,ServiceId,PayloadBinary,ModifiedOn,Version)
 SELECT @GrainIdHash,@GrainIdN0,@GrainIdN1,@GrainTypeHash,@GrainTypeString,coalesce(@GrainIdExtensionString,''''),@ServiceId,@PayloadBinary,datetime(''now''),1
 WHERE @GrainStateVersion IS NULL OR EXISTS(SELECT 1 FROM OrleansStorage WHERE ServiceId=@ServiceId AND GrainTypeString=@GrainTypeString AND GrainIdN0=@GrainIdN0 AND GrainIdN1=@GrainIdN1 AND GrainIdExtensionString=coalesce(@GrainIdExtensionString,''''))
 ON CONFLICT(ServiceId,GrainTypeString,GrainIdN0,GrainIdN1,GrainIdExtensionString) DO UPDATE SET PayloadBinary=excluded.PayloadBinary,ModifiedOn=excluded.ModifiedOn,Version=Version+1 WHERE Version=@GrainStateVersion
 RETURNING Version AS NewGrainStateVersion;'),
('ReadFromStorageKey','SELECT PayloadBinary,Version FROM OrleansStorage WHERE ServiceId=@ServiceId AND GrainTypeString=@GrainTypeString AND GrainIdN0=@GrainIdN0 AND GrainIdN1=@GrainIdN1 AND GrainIdExtensionString=coalesce(@GrainIdExtensionString,'''');'),
('ClearStorageKey','UPDATE OrleansStorage SET PayloadBinary=NULL,ModifiedOn=datetime(''now''),Version=Version+1 WHERE ServiceId=@ServiceId AND GrainTypeString=@GrainTypeString AND GrainIdN0=@GrainIdN0 AND GrainIdN1=@GrainIdN1 AND GrainIdExtensionString=coalesce(@GrainIdExtensionString,'''') AND Version=@GrainStateVersion RETURNING Version AS NewGrainStateVersion;'),
('DeleteStorageKey','DELETE FROM OrleansStorage WHERE ServiceId=@ServiceId AND GrainTypeString=@GrainTypeString AND GrainIdN0=@GrainIdN0 AND GrainIdN1=@GrainIdN1 AND GrainIdExtensionString=coalesce(@GrainIdExtensionString,'''') AND Version=@GrainStateVersion RETURNING Version+1 AS NewGrainStateVersion;');
CREATE TABLE IF NOT EXISTS OrleansRemindersTable(
 ServiceId TEXT NOT NULL, GrainId TEXT NOT NULL, ReminderName TEXT NOT NULL,
 StartTime TEXT NOT NULL, Period INTEGER NOT NULL, GrainHash INTEGER NOT NULL, Version INTEGER NOT NULL,
 PRIMARY KEY(ServiceId, GrainId, ReminderName));
-- Every few minutes Orleans reads the reminders of a range of hashes and keeps those that ring within ReminderLoadingWindow, which
-- is ten minutes. What rings after a quarter of an hour is not read, so that a tenant costs nothing while nothing is due.
DROP INDEX IF EXISTS IX_RemindersHash;
CREATE INDEX IF NOT EXISTS IX_RemindersDue ON OrleansRemindersTable(ServiceId, StartTime);
INSERT OR REPLACE INTO OrleansQuery(QueryKey,QueryText) VALUES
('UpsertReminderRowKey','INSERT INTO OrleansRemindersTable(ServiceId,GrainId,ReminderName,StartTime,Period,GrainHash,Version)
 VALUES(@ServiceId,@GrainId,@ReminderName,@StartTime,@Period,@GrainHash,0)
 ON CONFLICT(ServiceId,GrainId,ReminderName) DO UPDATE SET StartTime=excluded.StartTime,Period=excluded.Period,GrainHash=excluded.GrainHash,Version=Version+1
 RETURNING Version;'),
('ReadReminderRowsKey','SELECT GrainId,ReminderName,StartTime,Period,Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND GrainId=@GrainId;'),
('ReadReminderRowKey','SELECT GrainId,ReminderName,StartTime,Period,Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND GrainId=@GrainId AND ReminderName=@ReminderName;'),
('ReadRangeRows1Key','SELECT GrainId,ReminderName,StartTime,Period,Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND StartTime<=datetime(''now'',''+15 minutes'') AND GrainHash>@BeginHash AND GrainHash<=@EndHash;'),
('ReadRangeRows2Key','SELECT GrainId,ReminderName,StartTime,Period,Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND StartTime<=datetime(''now'',''+15 minutes'') AND (GrainHash>@BeginHash OR GrainHash<=@EndHash);'),
('DeleteReminderRowKey','DELETE FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND GrainId=@GrainId AND ReminderName=@ReminderName AND Version=@Version; SELECT changes();'),
('DeleteReminderRowsKey','DELETE FROM OrleansRemindersTable WHERE ServiceId=@ServiceId;');
CREATE TABLE IF NOT EXISTS OpenBackups(Region TEXT NOT NULL, Tenant TEXT NOT NULL, Backup INTEGER NOT NULL, PRIMARY KEY(Region, Tenant, Backup)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS ActivityLog(
 Region TEXT NOT NULL, Tenant TEXT NOT NULL, Number INTEGER NOT NULL, At TEXT NOT NULL, Event TEXT NOT NULL,
 ActorKind TEXT NOT NULL, ActorId TEXT NOT NULL, ActorName TEXT NOT NULL, Backup INTEGER NULL, Detail TEXT NULL,
 PRIMARY KEY(Region, Tenant, Number)) WITHOUT ROWID;
-- How every tenant stands. The indexes hold only what somebody looks for.
CREATE TABLE IF NOT EXISTS Fleet(
 Region TEXT NOT NULL, Tenant TEXT NOT NULL, Entry INTEGER NOT NULL, OpenState TEXT NULL, OpenSince TEXT NULL, DueAt TEXT NULL,
 Failures INTEGER NOT NULL, FailedAt TEXT NULL, FaultStage TEXT NULL, FaultSide TEXT NULL,
 PRIMARY KEY(Region, Tenant)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS IX_FleetOpen ON Fleet(OpenState, OpenSince) WHERE OpenState IS NOT NULL;
CREATE INDEX IF NOT EXISTS IX_FleetFailing ON Fleet(Failures) WHERE Failures > 0;
CREATE INDEX IF NOT EXISTS IX_FleetDue ON Fleet(DueAt) WHERE DueAt IS NOT NULL;
