-- The tables and queries of Orleans' ADO.NET providers (invariant "Npgsql"). Each statement may run again. What the providers
-- rely on: the names of the queries, of their parameters, and of the columns they return.
CREATE TABLE IF NOT EXISTS OrleansQuery(QueryKey varchar(64) PRIMARY KEY, QueryText text NOT NULL);

-- Grain states. Without the primary key two processes that write the first state of a grain would both be told that they did.
CREATE TABLE IF NOT EXISTS OrleansStorage(
 GrainIdHash int NOT NULL, GrainIdN0 bigint NOT NULL, GrainIdN1 bigint NOT NULL, GrainTypeHash int NOT NULL,
 GrainTypeString text NOT NULL, GrainIdExtensionString text NOT NULL DEFAULT '', ServiceId text NOT NULL,
 PayloadBinary bytea NULL, ModifiedOn timestamptz NOT NULL DEFAULT now(), Version int NOT NULL,
 PRIMARY KEY(ServiceId, GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1));
INSERT INTO OrleansQuery(QueryKey, QueryText) VALUES
('WriteToStorageKey', $q$INSERT INTO OrleansStorage AS s (GrainIdHash,GrainIdN0,GrainIdN1,GrainTypeHash,GrainTypeString,GrainIdExtensionString,ServiceId,PayloadBinary,ModifiedOn,Version)
 SELECT @GrainIdHash,@GrainIdN0,@GrainIdN1,@GrainTypeHash,@GrainTypeString,coalesce(@GrainIdExtensionString::text,''),@ServiceId,@PayloadBinary::bytea,now(),1
 WHERE @GrainStateVersion::int IS NULL OR EXISTS (SELECT 1 FROM OrleansStorage x WHERE x.ServiceId=@ServiceId AND x.GrainTypeString=@GrainTypeString AND x.GrainIdExtensionString=coalesce(@GrainIdExtensionString::text,'') AND x.GrainIdN0=@GrainIdN0 AND x.GrainIdN1=@GrainIdN1)
 ON CONFLICT (ServiceId,GrainTypeString,GrainIdExtensionString,GrainIdN0,GrainIdN1) DO UPDATE SET PayloadBinary=excluded.PayloadBinary,ModifiedOn=now(),Version=s.Version+1 WHERE s.Version=@GrainStateVersion::int
 RETURNING s.Version AS NewGrainStateVersion$q$),
('ReadFromStorageKey', $q$SELECT PayloadBinary,Version FROM OrleansStorage WHERE ServiceId=@ServiceId AND GrainTypeString=@GrainTypeString AND GrainIdExtensionString=coalesce(@GrainIdExtensionString::text,'') AND GrainIdN0=@GrainIdN0 AND GrainIdN1=@GrainIdN1$q$),
('ClearStorageKey', $q$UPDATE OrleansStorage SET PayloadBinary=NULL,ModifiedOn=now(),Version=Version+1 WHERE ServiceId=@ServiceId AND GrainTypeString=@GrainTypeString AND GrainIdExtensionString=coalesce(@GrainIdExtensionString::text,'') AND GrainIdN0=@GrainIdN0 AND GrainIdN1=@GrainIdN1 AND Version=@GrainStateVersion::int RETURNING Version AS NewGrainStateVersion$q$),
('DeleteStorageKey', $q$DELETE FROM OrleansStorage WHERE ServiceId=@ServiceId AND GrainTypeString=@GrainTypeString AND GrainIdExtensionString=coalesce(@GrainIdExtensionString::text,'') AND GrainIdN0=@GrainIdN0 AND GrainIdN1=@GrainIdN1 AND Version=@GrainStateVersion::int RETURNING Version+1 AS NewGrainStateVersion$q$)
ON CONFLICT (QueryKey) DO UPDATE SET QueryText=excluded.QueryText;

-- Reminders. A silo asks every five minutes for those of its part of the ring and keeps what falls due within ten
-- (ReminderOptions.ReminderLoadingWindow), so those that fall due later than in fifteen stay here. That holds because a
-- tenant's reminder is set to its next moment, and rings again from there until it is set anew.
CREATE TABLE IF NOT EXISTS OrleansRemindersTable(
 ServiceId text NOT NULL, GrainId text NOT NULL, ReminderName text NOT NULL, StartTime timestamptz(3) NOT NULL,
 Period bigint NOT NULL, GrainHash int NOT NULL, Version int NOT NULL,
 PRIMARY KEY(ServiceId, GrainId, ReminderName));
CREATE INDEX IF NOT EXISTS IX_OrleansReminders_Due ON OrleansRemindersTable(ServiceId, StartTime);
INSERT INTO OrleansQuery(QueryKey, QueryText) VALUES
('UpsertReminderRowKey', $q$INSERT INTO OrleansRemindersTable AS r (ServiceId,GrainId,ReminderName,StartTime,Period,GrainHash,Version) VALUES(@ServiceId,@GrainId,@ReminderName,@StartTime,@Period,@GrainHash,0)
 ON CONFLICT (ServiceId,GrainId,ReminderName) DO UPDATE SET StartTime=excluded.StartTime,Period=excluded.Period,GrainHash=excluded.GrainHash,Version=r.Version+1 RETURNING r.Version AS Version$q$),
('ReadReminderRowsKey', $q$SELECT GrainId,ReminderName,StartTime,Period,Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND GrainId=@GrainId$q$),
('ReadReminderRowKey', $q$SELECT GrainId,ReminderName,StartTime,Period,Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND GrainId=@GrainId AND ReminderName=@ReminderName$q$),
('ReadRangeRows1Key', $q$SELECT GrainId,ReminderName,StartTime,Period,Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND StartTime <= now() + interval '15 minutes' AND GrainHash > @BeginHash AND GrainHash <= @EndHash$q$),
('ReadRangeRows2Key', $q$SELECT GrainId,ReminderName,StartTime,Period,Version FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND StartTime <= now() + interval '15 minutes' AND (GrainHash > @BeginHash OR GrainHash <= @EndHash)$q$),
('DeleteReminderRowKey', $q$WITH d AS (DELETE FROM OrleansRemindersTable WHERE ServiceId=@ServiceId AND GrainId=@GrainId AND ReminderName=@ReminderName AND Version=@Version RETURNING 1) SELECT count(*)::int FROM d$q$),
('DeleteReminderRowsKey', $q$DELETE FROM OrleansRemindersTable WHERE ServiceId=@ServiceId$q$)
ON CONFLICT (QueryKey) DO UPDATE SET QueryText=excluded.QueryText;

-- Who belongs to the cluster. Every change raises the one version, which makes changes wait for each other.
CREATE TABLE IF NOT EXISTS OrleansMembershipVersionTable(DeploymentId text PRIMARY KEY, Timestamp timestamptz(3) NOT NULL DEFAULT now(), Version int NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS OrleansMembershipTable(
 DeploymentId text NOT NULL REFERENCES OrleansMembershipVersionTable(DeploymentId), Address text NOT NULL, Port int NOT NULL, Generation int NOT NULL,
 SiloName text NOT NULL, HostName text NOT NULL, Status int NOT NULL, ProxyPort int NULL, SuspectTimes text NULL,
 StartTime timestamptz(3) NOT NULL, IAmAliveTime timestamptz(3) NOT NULL, PRIMARY KEY(DeploymentId, Address, Port, Generation));
INSERT INTO OrleansQuery(QueryKey, QueryText) VALUES
('UpdateIAmAlivetimeKey', $q$UPDATE OrleansMembershipTable SET IAmAliveTime=@IAmAliveTime WHERE DeploymentId=@DeploymentId AND Address=@Address AND Port=@Port AND Generation=@Generation$q$),
('InsertMembershipVersionKey', $q$WITH i AS (INSERT INTO OrleansMembershipVersionTable(DeploymentId) VALUES(@DeploymentId) ON CONFLICT DO NOTHING RETURNING 1) SELECT count(*)::int FROM i$q$),
('InsertMembershipKey', $q$WITH v AS (UPDATE OrleansMembershipVersionTable SET Timestamp=now(),Version=Version+1 WHERE DeploymentId=@DeploymentId AND Version=@Version AND NOT EXISTS (SELECT 1 FROM OrleansMembershipTable m WHERE m.DeploymentId=@DeploymentId AND m.Address=@Address AND m.Port=@Port AND m.Generation=@Generation) RETURNING 1),
 i AS (INSERT INTO OrleansMembershipTable(DeploymentId,Address,Port,Generation,SiloName,HostName,Status,ProxyPort,StartTime,IAmAliveTime) SELECT @DeploymentId,@Address,@Port,@Generation,@SiloName,@HostName,@Status,@ProxyPort,@StartTime,@IAmAliveTime FROM v RETURNING 1) SELECT count(*)::int FROM i$q$),
('UpdateMembershipKey', $q$WITH v AS (UPDATE OrleansMembershipVersionTable SET Timestamp=now(),Version=Version+1 WHERE DeploymentId=@DeploymentId AND Version=@Version AND EXISTS (SELECT 1 FROM OrleansMembershipTable m WHERE m.DeploymentId=@DeploymentId AND m.Address=@Address AND m.Port=@Port AND m.Generation=@Generation) RETURNING 1),
 u AS (UPDATE OrleansMembershipTable SET Status=@Status,SuspectTimes=@SuspectTimes,IAmAliveTime=@IAmAliveTime WHERE DeploymentId=@DeploymentId AND Address=@Address AND Port=@Port AND Generation=@Generation AND EXISTS (SELECT 1 FROM v) RETURNING 1) SELECT count(*)::int FROM u$q$),
('MembershipReadRowKey', $q$SELECT v.DeploymentId,m.Address,m.Port,m.Generation,m.SiloName,m.HostName,m.Status,m.ProxyPort,m.SuspectTimes,m.StartTime,m.IAmAliveTime,v.Version FROM OrleansMembershipVersionTable v LEFT JOIN OrleansMembershipTable m ON m.DeploymentId=v.DeploymentId AND m.Address=@Address AND m.Port=@Port AND m.Generation=@Generation WHERE v.DeploymentId=@DeploymentId$q$),
('MembershipReadAllKey', $q$SELECT v.DeploymentId,m.Address,m.Port,m.Generation,m.SiloName,m.HostName,m.Status,m.ProxyPort,m.SuspectTimes,m.StartTime,m.IAmAliveTime,v.Version FROM OrleansMembershipVersionTable v LEFT JOIN OrleansMembershipTable m ON m.DeploymentId=v.DeploymentId WHERE v.DeploymentId=@DeploymentId$q$),
('DeleteMembershipTableEntriesKey', $q$DELETE FROM OrleansMembershipTable WHERE DeploymentId=@DeploymentId; DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId=@DeploymentId$q$),
('GatewaysQueryKey', $q$SELECT Address,ProxyPort,Generation FROM OrleansMembershipTable WHERE DeploymentId=@DeploymentId AND Status=@Status AND ProxyPort>0$q$),
('CleanupDefunctSiloEntriesKey', $q$DELETE FROM OrleansMembershipTable WHERE DeploymentId=@DeploymentId AND IAmAliveTime<@IAmAliveTime AND Status<>3$q$)
ON CONFLICT (QueryKey) DO UPDATE SET QueryText=excluded.QueryText;
